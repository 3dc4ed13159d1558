"""The pieces that a page's body is made of: one class per idea, each with a template of the same name."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.snippets.blocks import SnippetChooserBlock

from pages import samples
from pages.media_blocks import PdfBlock, PictureBlock

FEATURES = ["h3", "bold", "italic", "ol", "ul", "link"]
SHORT_FEATURES = ["bold", "italic", "ol", "ul", "link"]


class FilledListBlock(blocks.ListBlock):
    """A list that says nothing while it is empty."""

    class Meta:
        min_num = 1


class HeadingBlock(blocks.CharBlock):
    class Meta:
        template = "pages/blocks/heading.html"
        icon = "title"
        label = _("Heading")
        description = _("Divides the page. A reader who looks only at the headings should find the right place.")
        preview_value = staticmethod(samples.heading)


class TextBlock(blocks.RichTextBlock):
    def __init__(self, features: list[str] = FEATURES, **kwargs: Any) -> None:
        super().__init__(features=features, **kwargs)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        # An empty line is a paragraph, so Django finds something in it.
        if self.field.required and not strip_tags(cleaned.source).replace("&nbsp;", " ").strip():
            raise ValidationError(_("There is no text here. Write some, or delete this piece."))
        return cleaned

    class Meta:
        template = "pages/blocks/text.html"
        icon = "pilcrow"
        label = _("Text")
        description = _("Paragraphs and lists. {helpline}, {emergency} and {email} become links.")
        preview_value = staticmethod(samples.text)


class CalloutBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False)
    text = TextBlock(features=SHORT_FEATURES)

    class Meta:
        template = "pages/blocks/callout.html"
        icon = "warning"
        label = _("Callout")
        description = _("One thing that must not be missed. At most one or two on a page.")
        preview_value = staticmethod(samples.callout)


class StepBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"))
    who = blocks.CharBlock(
        label=_("Who does it"),
        required=False,
        help_text=_("For example: You, or: The Assistance System. For steps that are not all done by the reader."),
    )
    text = TextBlock(features=SHORT_FEATURES)

    class Meta:
        template = "pages/blocks/step.html"
        icon = "arrow-right"
        label = _("Step")


class StepsBlock(FilledListBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(StepBlock(), **kwargs)

    class Meta:
        template = "pages/blocks/steps.html"
        icon = "list-ol"
        label = _("Steps")
        description = _("What happens or is done, one after another; numbered.")
        preview_value = staticmethod(samples.steps)


class SignsBlock(blocks.StructBlock):
    situation = blocks.CharBlock(label=_("Situation"), help_text=_("For example: At work"))
    signs = blocks.ListBlock(blocks.CharBlock(label=_("Sign")), label=_("Signs"))
    now = TextBlock(features=SHORT_FEATURES, label=_("What you can do now"))

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not cleaned["signs"] and not self.is_deferred_validation:
            error = ValidationError(_("Write at least one sign."))
            raise StructBlockValidationError(block_errors={"signs": error})
        return cleaned

    class Meta:
        template = "pages/blocks/signs.html"
        icon = "view"
        label = _("Signs in one situation")
        description = _("Signs that belong together, always with what the reader can do now.")
        preview_value = staticmethod(samples.signs)


class ComparisonRowBlock(blocks.StructBlock):
    label = blocks.CharBlock(label=_("Question"))
    text = TextBlock(features=SHORT_FEATURES)

    class Meta:
        icon = "minus"
        label = _("Row")


class ComparisonColumnBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"))
    rows = blocks.ListBlock(ComparisonRowBlock(), max_num=8, label=_("Rows"))

    class Meta:
        icon = "bars"
        label = _("Column")


class ComparisonBlock(blocks.StructBlock):
    columns = blocks.ListBlock(ComparisonColumnBlock(), min_num=2, max_num=2, label=_("Columns"))

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        questions = [[row["label"] for row in column["rows"]] for column in cleaned["columns"]]
        if any(own != questions[0] for own in questions):
            error = ValidationError(_("Both columns must have the same questions, in the same order."))
            raise StructBlockValidationError(block_errors={"columns": error})
        return cleaned

    class Meta:
        template = "pages/blocks/comparison.html"
        icon = "table"
        label = _("Two things side by side")
        description = _("Two things that are easily mixed up, with the same questions answered for both.")
        preview_value = staticmethod(samples.comparison)


class QuestionGroupBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), help_text=_("For example: Work and money"))
    questions = blocks.ListBlock(blocks.CharBlock(label=_("Question")), label=_("Questions"))

    class Meta:
        icon = "list-ul"
        label = _("Group of questions")


class SelfCheckBlock(FilledListBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(QuestionGroupBlock(), **kwargs)

    class Meta:
        template = "pages/blocks/self_check.html"
        icon = "help"
        label = _("Self-check")
        description = _(
            "Everyday questions that are answered with yes or no. Answers stay on the page; nothing is sent or kept."
            " What an answer means is said by the shared texts self_check_yes and self_check_no."
        )
        preview_value = staticmethod(samples.self_check)


class QuestionListBlock(FilledListBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(blocks.CharBlock(label=_("Question")), **kwargs)

    class Meta:
        template = "pages/blocks/question_list.html"
        icon = "tasks"
        label = _("Question list")
        description = _(
            "Numbered questions, each with boxes for yes, maybe and no, to fill in on the screen or on paper."
        )
        preview_value = staticmethod(samples.question_list)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        return super().get_context(value, parent_context) | {"answers": (_("Yes"), _("Maybe"), _("No"))}


class HelplineBlock(blocks.StaticBlock):
    class Meta:
        template = "pages/blocks/helpline.html"
        icon = "tablet-alt"
        label = _("Helpline")
        description = _("The helpline and the emergency number, large.")
        admin_text = _("Shows the numbers from the shared facts.")
        preview_value = None


class SharedTextBlock(SnippetChooserBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__("home.SharedText", **kwargs)

    class Meta:
        template = "pages/blocks/shared.html"
        icon = "copy"
        label = _("Shared text")
        description = _("A text that is the same on several pages and is changed in one place.")

    def get_preview_value(self) -> Any:
        return self.target_model.objects.first()


class FigureBlock(SnippetChooserBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__("pages.Figure", **kwargs)

    class Meta:
        template = "pages/blocks/figure.html"
        icon = "order"
        label = _("Figure")
        description = _("How many people are in the Assistance System, with the date and the source.")

    def get_preview_value(self) -> Any:
        return self.target_model.objects.first()


class FiguresBlock(blocks.StaticBlock):
    class Meta:
        template = "pages/blocks/figures.html"
        icon = "decimal"
        label = _("All figures")
        description = _("Every figure from the one list: as a sentence, a chart, a table and a file to download.")
        admin_text = _("Shows all figures.")
        preview_value = None

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        from pages.figures import Figure, bars

        figures = list(Figure.objects.order_by("date"))
        shown = {"bars": bars(figures), "latest": figures[-1] if figures else None}
        return super().get_context(value, parent_context) | shown


class EvenIfBlock(FilledListBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(blocks.CharBlock(label=_("Line")), **kwargs)

    class Meta:
        template = "pages/blocks/even_if.html"
        icon = "list-ul"
        label = _("You may get help even if …")
        description = _("Reasons why people think that help is not for them, and are wrong.")
        preview_value = staticmethod(samples.even_if)


class OfficesBlock(blocks.StaticBlock):
    class Meta:
        template = "pages/blocks/offices.html"
        icon = "site"
        label = _("Offices")
        description = _("Every office, from the one list of offices.")
        admin_text = _("Shows the list of offices.")
        preview_value = None

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        from pages.offices import Office

        return super().get_context(value, parent_context) | {"offices": Office.objects.all()}


class ArticleBody(blocks.StreamBlock):
    """The body of a page. Everything that is allowed is named here, in the order of the editor's menu."""

    heading = HeadingBlock()
    text = TextBlock()
    picture = PictureBlock()
    callout = CalloutBlock()
    steps = StepsBlock()
    signs = SignsBlock()
    comparison = ComparisonBlock()
    self_check = SelfCheckBlock()
    question_list = QuestionListBlock()
    helpline = HelplineBlock()
    shared = SharedTextBlock()
    figure = FigureBlock()
    figures = FiguresBlock()
    even_if = EvenIfBlock()
    offices = OfficesBlock()
    pdf = PdfBlock()

    class Meta:
        template = "pages/blocks/article_body.html"
        icon = "doc-full"
        required = False

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Each piece with its place and the level of its own headings: second before the first heading, third below
        one."""
        pieces, level = [], 2
        for place, piece in enumerate(value):
            pieces.append({"block": piece, "level": level, "place": place})
            if piece.block_type == "heading":
                level = 3
        return super().get_context(value, parent_context) | {"pieces": pieces}
