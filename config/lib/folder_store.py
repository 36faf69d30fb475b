"""Files in a folder, which web and worker share."""

import os
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage


class FolderStore(FileSystemStorage):
    """A file is whole or not there, also after a power cut: once `save` has returned, the
    database may forget its copy. A file of the same name is replaced."""

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return name

    def _save(self, name: str, content: "File[bytes]") -> str:
        path = Path(self.path(name))
        missing = [folder for folder in path.parents if not folder.exists()]
        for folder in reversed(missing):
            folder.mkdir(mode=self.directory_permissions_mode or 0o777, exist_ok=True)
            _sync(folder.parent)
        half = _half(path)
        with open(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            for chunk in content.chunks():
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
        _sync(path.parent)
        return name

    def delete(self, name: str) -> None:
        """With what a killed `save` may have left of it."""
        path = Path(self.path(name))
        _half(path).unlink(missing_ok=True)
        path.unlink(missing_ok=True)


def _half(path: Path) -> Path:
    return path.with_name(f".{path.name}.half")


def _sync(folder: Path) -> None:
    """The name of a file lasts once its folder is written."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
