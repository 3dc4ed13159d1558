"""Nothing that a visitor sends is written to a disk."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest


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
