"""What is asked of a PDF that an editor uploads."""

import secrets
from io import BytesIO
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.utils.translation import gettext as _
from wagtail.documents.fields import WagtailDocumentField
from wagtail.documents.forms import BaseDocumentForm

from pages.documents import LANGUAGES, language_name
from pages.pdf_files import ActsByItself, IsLocked, NotAPdf, pages_alone


class PdfField(WagtailDocumentField):
    """Takes out of an uploaded file all but its pages, whatever its name is."""

    widget = forms.FileInput

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.help_text = _(
            "A PDF of at most %s. Who made it, comments and hidden data are taken out; what a camera wrote into a"
            " photograph in it may stay."
        ) % (self.max_upload_size_text)

    def to_python(self, data: Any) -> UploadedFile | None:
        upload = super().to_python(data)
        if upload is None:
            return None
        if not (upload.name or "").lower().endswith(".pdf"):
            raise ValidationError(_("Choose a file whose name ends in .pdf: nothing but PDFs is taken."), code="name")
        upload.seek(0)
        try:
            content = pages_alone(upload.read())
        except NotAPdf as error:
            raise ValidationError(
                _("This is not a whole PDF. Save it as PDF again, and try that."), code="no_pdf"
            ) from error
        except IsLocked as error:
            message = _("This PDF is locked with a password. Save one without.")
            raise ValidationError(message, code="locked") from error
        except ActsByItself as error:
            message = _(
                "This PDF holds scripts, other files, film or a form that is sent. Print it to a new PDF and try that."
            )
            raise ValidationError(message, code="acts") from error
        name = f"{secrets.token_hex(8)}.pdf"
        return InMemoryUploadedFile(BytesIO(content), "file", name, "application/pdf", len(content), None)


class PdfForm(BaseDocumentForm):
    """Wagtail's, with a field that cleans, and a language. Where several are uploaded at once, Wagtail first sends
    each file alone and then asks for the rest; no page takes a PDF without language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field := self.fields.get("file"):
            self.fields["file"] = PdfField(label=field.label, required=field.required, widget=field.widget)
        language = self.fields["language"]
        names = sorted((language_name(code).capitalize(), code) for code in LANGUAGES)
        self.fields["language"] = forms.ChoiceField(
            label=language.label,
            help_text=language.help_text,
            required=False,
            choices=[("", _("Choose a language")), *((code, name) for name, code in names)],
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        is_asked = self.add_prefix("language") in self.data
        if is_asked and not cleaned.get("language") and "language" not in self.errors:
            self.add_error("language", _("Choose the language that the PDF is in."))
        return cleaned
