"""The pieces of a body that show or offer what editors uploaded."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from config.middleware import is_staff_path
from pages import samples
from pages.documents import PdfDocument
from pages.pictures import CannotBeShown, Picture

# The size that browsers take which know nothing of the others.
USUAL_WIDTH = 640


class PictureBlock(blocks.StructBlock):
    picture = ImageChooserBlock(label=_("Picture"))
    caption = blocks.CharBlock(
        label=_("Caption"),
        required=False,
        max_length=250,
        help_text=_("Stands under the picture, for everyone. It does not repeat the alternative text."),
    )

    class Meta:
        template = "pages/blocks/picture.html"
        icon = "image"
        label = _("Picture")
        description = _("A picture with an alternative text. The page must say the same without it.")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        picture = cleaned["picture"]
        if picture is not None and (problem := _problem(picture)):
            raise StructBlockValidationError(block_errors={"picture": ValidationError(problem)})
        return cleaned

    def get_preview_value(self) -> Any:
        return self.normalize({"picture": Picture.objects.last(), "caption": samples.caption()})

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Adds `shown`: what the picture is shown by; nothing where it cannot be, and then the request is told."""
        context = super().get_context(value, parent_context)
        request = context.get("request")
        try:
            context["shown"] = _shown(value["picture"], _is_in_editor(request))
        except CannotBeShown as problem:
            tell(request, problem)
        return context


class PdfBlock(DocumentChooserBlock):
    class Meta:
        template = "pages/blocks/pdf.html"
        icon = "doc-full-inverse"
        label = _("PDF to download")
        description = _("A link to a PDF, with its size and language.")

    def clean(self, value: Any) -> Any:
        chosen = super().clean(value)
        if chosen is not None and not chosen.language:
            raise ValidationError(_("This PDF has no language. Choose it in the PDF's own form, under Documents."))
        return chosen

    def get_preview_value(self) -> Any:
        return PdfDocument.objects.exclude(language="").last()

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Adds `shown`: the PDF; nothing where it cannot be offered, and then the request is told."""
        context = super().get_context(value, parent_context)
        if value is not None and value.language and value.file.storage.exists(value.file.name):
            context["shown"] = value
        else:
            tell(context.get("request"), CannotBeShown(_("A PDF is missing, or has no language.")))
        return context


def _problem(picture: Picture) -> str:
    """Why a page cannot take the picture, for its editor; empty where it can."""
    if not picture.is_described:
        return _(
            "This picture has no alternative text in every language. Write it in the picture's own form, under"
            " Images, or say there that it only decorates."
        )
    if not picture.file.storage.exists(picture.file.name):
        return _("The file of this picture is gone. Upload it again.")
    return ""


def _shown(picture: Picture | None, in_editor: bool) -> dict[str, Any]:
    if picture is None:
        raise CannotBeShown(_("A picture was deleted."))
    alt = picture.shown_alt()
    sizes = picture.sizes(in_editor)
    usual = [size for size in sizes if size.width <= USUAL_WIDTH][-1]
    return {"alt": alt, "usual": usual, "largest": sizes[-1], "sizes": sizes}


def _is_in_editor(request: HttpRequest | None) -> bool:
    return request is not None and (getattr(request, "is_preview", False) or is_staff_path(request.path_info))


def tell(request: HttpRequest | None, problem: Exception) -> None:
    """Put on the request what is left out of the page: whoever bakes it tells the editors."""
    if request is not None:
        request.left_out = [*getattr(request, "left_out", ()), str(problem)]  # type: ignore[attr-defined]
