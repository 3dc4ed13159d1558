"""Nothing that a visitor sends is written to a disk; what an editor uploads is in memory until it is a picture or
a PDF that was looked at."""

from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopFutureHandlers
from django.http import HttpRequest

UPLOAD_PATHS = ("/editor/images/", "/editor/documents/")


class EditorsFileInMemory(FileUploadHandler):
    """Takes the picture or PDF that an editor uploads. Every other file is left to the handler after this one.

    The body is read before any view looks at who sent it, so this has to look first. Of a file that is too
    large only the beginning is kept, with the size of the whole: the form then says what is wrong with it.
    """

    kept: BytesIO | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.kept = BytesIO() if _is_from_editor(self.request) else None
        if self.kept is not None:
            raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if self.kept is None:
            return raw_data
        self.kept.write(raw_data[: max(0, settings.LARGEST_UPLOAD - start)])
        return None

    def file_complete(self, file_size: int) -> UploadedFile | None:
        if self.kept is None:
            return None
        self.kept.seek(0)
        return InMemoryUploadedFile(
            self.kept, self.field_name, self.file_name, self.content_type, file_size, self.charset
        )


class NoFileUploadHandler(FileUploadHandler):
    """Passes over every file part unread and notes it on the request as `refused_file`: no form asks for a file."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if self.request is not None:
            refuse_file(self.request)
        # SkipFile, not StopUpload: the text parts that follow are kept, and shown back.
        raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        return None

    def file_complete(self, file_size: int) -> None:
        return None


def refuse_file(request: HttpRequest) -> None:
    request.refused_file = True  # type: ignore[attr-defined]


def _is_from_editor(request: HttpRequest | None) -> bool:
    if request is None or not request.path_info.startswith(UPLOAD_PATHS):
        return False
    user = getattr(request, "user", None)
    return user is not None and user.has_perm("wagtailadmin.access_admin")
