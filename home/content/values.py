"""Content of the TOML files turned into values of fields and blocks. The blocks themselves say what is valid."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import translation
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.snippets.blocks import SnippetChooserBlock

from home.content import ContentError, markup, require_keys

ROUTES = ("referral_form", "professional_form", "reply", "help_card", "start", "exit")


class Gone(Exception):
    """The content refers to a thing that an editor has deleted."""


@dataclass(frozen=True)
class Known:
    """What content may refer to by key: ids of pages, and of snippets by the model's lower-case name. The id of
    a thing that an editor has deleted is None."""

    pages: Mapping[str, int | None]
    snippets: Mapping[str, Mapping[str, int | None]]

    def page(self, key: object, where: str) -> int:
        """Raises `ContentError` for a key that never was, `Gone` for one that is no more."""
        return _look_up(self.pages, "page", key, where)

    def snippet(self, model: type[models.Model], key: object, where: str) -> int:
        """As `page`."""
        name = model._meta.model_name
        return _look_up(self.snippets[name], name, key, where)


def _look_up(known: Mapping[str, int | None], kind: str, key: object, where: str) -> int:
    if not isinstance(key, str) or key not in known:
        raise ContentError(f"{where}: there is no {kind} “{key}”.")
    if (found := known[key]) is None:
        raise Gone
    return found


@dataclass(frozen=True)
class Converter:
    """Values for one language."""

    known: Known
    language: str

    def field(self, field: models.Field, value: Any, where: str) -> Any:
        """`value` as the model field `field` takes it. Raises `ContentError` with the place in the content."""
        if isinstance(field, StreamField):
            raw = self._block(field.stream_block, value, where)
            try:
                return field.stream_block.clean(field.stream_block.to_python(raw))
            except ValidationError as error:
                raise ContentError(f"{where}: {in_words(error)}") from error
        if isinstance(field, RichTextField):
            return self._rich(value, where)
        if isinstance(field, models.ForeignKey):
            try:
                if issubclass(field.related_model, Page):
                    return self.known.page(value, where)
                return self.known.snippet(field.related_model, value, where)
            except Gone:
                return None
        return markup.plain(value, where)

    def _rich(self, value: Any, where: str) -> str:
        return markup.rich(value, where, lambda kind, name: self._link(kind, name, where))

    def _link(self, kind: str, name: str, where: str) -> dict[str, str]:
        if kind == "page":
            try:
                return {"linktype": "page", "id": str(self.known.page(name, where))}
            except Gone:
                return {}  # plain words, as Wagtail shows a link to a deleted page
        if name not in ROUTES:
            raise ContentError(f"{where}: there is no route “{name}”; known are {', '.join(ROUTES)}.")
        with translation.override(self.language):
            return {"href": reverse(name)}

    def _block(self, block: blocks.Block, value: Any, where: str) -> Any:
        """`value` in the form in which `block` is stored."""
        if isinstance(block, blocks.BaseStreamBlock):
            pieces = (self._piece(block, item, f"{where}[{place}]") for place, item in _numbered(value, where))
            return [piece for piece in pieces if piece]
        if isinstance(block, blocks.ListBlock):
            return [
                self._block(block.child_block, item, f"{where}[{place}]") for place, item in _numbered(value, where)
            ]
        if isinstance(block, blocks.BaseStructBlock):
            names = block.child_blocks
            required = {name for name, child in names.items() if child.required}
            require_keys(value, where, required, set(names))
            return {name: self._block(names[name], item, f"{where}.{name}") for name, item in value.items()}
        if isinstance(block, blocks.RichTextBlock):
            return self._rich(value, where)
        if isinstance(block, blocks.PageChooserBlock):
            return self.known.page(value, where)
        if isinstance(block, SnippetChooserBlock):
            return self.known.snippet(block.target_model, value, where)
        if isinstance(block, blocks.StaticBlock):
            require_keys(value, where, set())
            return None
        return markup.plain(value, where) if isinstance(block, blocks.CharBlock) else value

    def _piece(self, stream: blocks.BaseStreamBlock, item: Any, where: str) -> dict[str, Any] | None:
        """One item of a stream: `{block, value}`, or the bare value where the stream has but one kind of block.

        None for an item that shows something deleted.
        """
        kinds = stream.child_blocks
        if len(kinds) == 1:
            name, value = next(iter(kinds)), item
        else:
            require_keys(item, where, {"block"}, {"value"})
            name, value = item["block"], item.get("value", {})
            where = f"{where} {name}"
        if name not in kinds:
            raise ContentError(f"{where}: unknown block; known are {', '.join(kinds)}.")
        try:
            return {"type": name, "value": self._block(kinds[name], value, where)}
        except Gone:
            return None


def _numbered(value: Any, where: str) -> Iterable[tuple[int, Any]]:
    if not isinstance(value, list):
        raise ContentError(f"{where}: a list is expected here.")
    return enumerate(value, start=1)


def in_words(error: ValidationError) -> str:
    """The messages of `error`, in the language of these files' other errors, with places counted from one."""
    inner = getattr(error, "block_errors", None) or {}
    if isinstance(inner, list):
        inner = dict(enumerate(inner))
    named = {f"[{place + 1}]" if isinstance(place, int) else place: nested for place, nested in inner.items()}
    parts = [f"{place} {in_words(nested)}" for place, nested in named.items() if nested is not None]
    with translation.override("en"):
        own = (
            [str(message) for message in (getattr(error, "non_block_errors", None) or [])] if parts else error.messages
        )
    return "; ".join([*parts, *own])
