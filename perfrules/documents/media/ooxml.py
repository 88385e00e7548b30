"""Office files (xlsx, docx): packages that are safe to hand to a reader, and the libraries that read them."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO

from perfrules.diagnostics import Diagnostic, Source
from perfrules.documents.errors import DocumentError
from perfrules.documents.media.office_package import OfficePackage
from perfrules.documents.media.package_limits import PartCounter

MAX_PARTS = 2_000
"""How many parts a package may have; a document has a few dozen."""
MAX_INFLATED = 128 * 1024 * 1024
"""The most bytes of all parts together, unpacked."""

DAMAGED = zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError
"""What a damaged package raises while it is unpacked; a password raises RuntimeError."""

_CHUNK = 64 * 1024
# The container of files with a password, and of .xls and .doc.
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DOCTYPE = "<!DOCTYPE"
_DOCTYPES = tuple(_DOCTYPE.encode(codec) for codec in ("utf-8", "utf-16-le", "utf-16-be"))
_LONGEST_DOCTYPE = max(map(len, _DOCTYPES))


def check_package(data: bytes, kind: str, name: str | None = None) -> None:
    """Refuse a file that is not an Office file of a kind, or not safe to unpack.

    Each part is unpacked once, in chunks, and its real bytes are counted: the size that a package states
    may be wrong.

    Args:
        data: the file.
        kind: `xlsx`, `docx`, `ods` or `odt`.
        name: what the file is called in messages.

    Raises:
        DocumentError: PR906 no such package or a damaged one, PR907 with a password or of the old format,
            PR908 too many parts or bytes, PR909 a part with a DOCTYPE, PR166 too many cells or paragraphs.

    >>> check_package(b"PK", "xlsx", "table.xlsx")
    Traceback (most recent call last):
    ...
    perfrules.documents.errors.DocumentError: 错误[PR906]: “table.xlsx”不是可用的 xlsx 文件
    ...
    """
    if data.startswith(_COMPOUND):
        raise _refusal("PR907", name, kind=kind)
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            _check_parts(package, kind, name)
    except DocumentError:
        raise
    except DAMAGED as error:
        raise _refusal("PR906", name, kind=kind) from error


def _check_parts(package: zipfile.ZipFile, kind: str, name: str | None) -> None:
    parts = package.infolist()
    if len(parts) > MAX_PARTS:
        raise _refusal("PR908", name, parts=f"{MAX_PARTS:,}", size=_megabytes())
    if any(part.flag_bits & 1 for part in parts):
        raise _refusal("PR907", name, kind=kind)
    if OfficePackage.of(package).kind() != kind:
        raise _refusal("PR906", name, kind=kind)
    left = MAX_INFLATED
    for part in parts:
        left -= _checked_size(package, part, left, name)


def _checked_size(package: zipfile.ZipFile, part: zipfile.ZipInfo, left: int, name: str | None) -> int:
    """Return the real size of a part in bytes; reject a DOCTYPE in XML."""
    size, tail, counter = 0, b"", PartCounter(part.filename)
    is_xml = part.filename.endswith((".xml", ".rels", ".vml"))
    with package.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > left:
                raise _refusal("PR908", name, parts=f"{MAX_PARTS:,}", size=_megabytes())
            if (beyond := counter.feed(chunk)) is not None:
                raise _refusal("PR166", name, **beyond)
            # A DOCTYPE may lie across two chunks.
            tail = tail[-_LONGEST_DOCTYPE:] + chunk
            if is_xml and any(mark in tail for mark in _DOCTYPES):
                raise _refusal("PR909", name, part=part.filename)
    return size


def _megabytes() -> str:
    return f"{MAX_INFLATED // (1024 * 1024)} MB"


def _refusal(code: str, name: str | None, **facts: str) -> DocumentError:
    return DocumentError(Diagnostic(code, {"name": name or "", **facts}, None, Source("", name)))
