"""Refuse files that no reader can do anything with, by their content or else by their ending."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import PurePath

from perfrules.diagnostics import Diagnostic, Source
from perfrules.documents.errors import DocumentError
from perfrules.documents.media.office_package import OfficePackage
from perfrules.documents.media.ooxml import DAMAGED

_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8", b"II*\x00", b"MM\x00*", b"BM\x00", b"BM6")
"""How pictures begin: JPEG, PNG, GIF, TIFF, bitmaps."""
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
_PROGRAMS = (b"MZ\x90", b"\x7fELF")
_MARKS = {
    "xl/workbook.bin": "xlsb",
    "ppt/presentation.xml": "pptx",
    "OFD.xml": "OFD",
    "Index/Document.iwa": "iWork",
}
"""The part of a package by which its kind is known."""
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
_FORMATS = frozenset({".odp", ".odg", ".xlsb", ".ofd", ".ppt", ".pptx", ".dps", ".pages", ".numbers"})
_PICTURE_ENDINGS = frozenset({".jpg", ".jpeg", ".png", ".gif", ".tif", ".tiff", ".bmp", ".webp"})
_ARCHIVE_ENDINGS = frozenset({".zip", ".rar", ".7z", ".gz"})
REFUSED_ENDINGS = _FORMATS | _PICTURE_ENDINGS | _ARCHIVE_ENDINGS
"""The endings of files that may hold a table but are not read."""


def require_document(data: bytes, name: str) -> None:
    """Refuse a file that no reader can do anything with.

    Raises:
        DocumentError: PR733 an empty file, PR731 a picture, PR732 a program, PR892 a document of another
            format, such as .ofd, PR893 an archive.
    """
    code = _refusal(data)
    if code is not None:
        raise DocumentError(Diagnostic(code, {"name": name}, None, Source("", name)))
    kind = _other_format(data, name)
    if kind is not None:
        raise DocumentError(Diagnostic("PR892", {"name": name, "kind": kind}, None, Source("", name)))


def _refusal(data: bytes) -> str | None:
    if not data.strip():
        return "PR733"
    if data.startswith(_PICTURES) or (data.startswith(b"RIFF") and data[8:12] == b"WEBP"):
        return "PR731"
    if data.startswith(_ARCHIVES):
        return "PR893"
    return "PR732" if data.startswith(_PROGRAMS) else None


def _other_format(data: bytes, name: str) -> str | None:
    """The name of a format that is not read, None for all others.

    Raises:
        DocumentError: PR893 an archive of files.
    """
    ending = PurePath(name).suffix.lower()
    if data.startswith(b"PK"):
        return _format_of_package(data, name, ending)
    return ending.removeprefix(".") if ending in _FORMATS and not _is_text(data) else None


def _format_of_package(data: bytes, name: str, ending: str) -> str | None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            package = OfficePackage.of(archive)
            if package.kind() is not None:
                return None
            if "mimetype" in package and package.read("mimetype").startswith(_OPEN_DOCUMENT):
                return "OpenDocument"
            kind = next((kind for part, kind in _MARKS.items() if part in package), None)
    except DAMAGED:
        # A reader says what is broken where it knows the ending.
        return ending.removeprefix(".") if ending in _FORMATS else None
    if kind is None and ending in _ARCHIVE_ENDINGS:
        raise DocumentError(Diagnostic("PR893", {"name": name}, None, Source("", name)))
    return kind


def _is_text(data: bytes) -> bool:
    """Whether a file has no byte that texts lack."""
    return b"\x00" not in data[:1024]
