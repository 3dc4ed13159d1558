"""Nothing that a visitor sends is written to a disk."""

from django.core.files.uploadhandler import FileUploadHandler, StopUpload


class NoFileUploadHandler(FileUploadHandler):
    """Drops every file part unread: no public form asks for a file."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        return None

    def file_complete(self, file_size: int) -> None:
        return None

    def new_file(self, *args, **kwargs) -> None:
        super().new_file(*args, **kwargs)
        raise StopUpload(connection_reset=False)
