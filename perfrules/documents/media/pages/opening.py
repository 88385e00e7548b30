"""Read a file of any medium; its content decides what it is, not its name."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from attrs import evolve, frozen

from perfrules.diagnostics import Diagnostic, Source
from perfrules.documents.errors import DocumentError
from perfrules.documents.media.office_package import OfficePackage
from perfrules.documents.media.ooxml import DAMAGED
from perfrules.documents.media.pages.delimited import read_delimited
from perfrules.documents.media.pages.model import Page
from perfrules.documents.media.pages.other_formats import require_document
from perfrules.documents.media.pages.placing import RawPage, place_pages
from perfrules.documents.media.pages.text import read_text_page
from perfrules.documents.text import decode, read_bytes
from perfrules.resources.late_modules import late_module
from perfrules.resources.plain_repr import PlainRepr

if TYPE_CHECKING:
    from perfrules.documents.media.pages import html, legacy, libreoffice
    from perfrules.documents.media.pages.pdf import reader as pdf
    from perfrules.documents.media.pages.word import reader as word
    from perfrules.documents.media.pages.workbook import flat_xml
    from perfrules.documents.media.pages.workbook import reader as workbook
else:
    html = late_module("perfrules.documents.media.pages.html")
    legacy = late_module("perfrules.documents.media.pages.legacy")
    libreoffice = late_module("perfrules.documents.media.pages.libreoffice")
    pdf = late_module("perfrules.documents.media.pages.pdf.reader")
    word = late_module("perfrules.documents.media.pages.word.reader")
    flat_xml = late_module("perfrules.documents.media.pages.workbook.flat_xml")
    workbook = late_module("perfrules.documents.media.pages.workbook.reader")

_KINDS = {
    ".xlsx": "xlsx", ".xlsm": "xlsx", ".docx": "docx", ".docm": "docx", ".csv": "csv", ".tsv": "tsv",
    ".html": "html", ".htm": "html", ".pdf": "pdf", ".doc": "doc", ".wps": "doc", ".xls": "xls",
    ".et": "xls", ".ods": "ods", ".fods": "fods", ".odt": "odt", ".fodt": "fodt", ".rtf": "rtf",
    ".txt": "text", ".text": "text", ".md": "text",
}  # fmt: skip
ENDINGS = tuple(_KINDS)
"""The endings of files that are read."""

_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|div)\b",
    re.IGNORECASE | re.DOTALL,
)
_PDF = b"%PDF-"
_FLAT_WORKBOOK = re.compile(
    rb"\s*<\?xml[^>]*>\s*(?:<\?mso-application[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    rb"<(?:\w+:)?Workbook\b[^>]*urn:schemas-microsoft-com:office:spreadsheet",
    re.DOTALL,
)
_FLAT_OPEN = re.compile(
    rb"\s*<\?xml[^>]*>\s*(?:<!--.*?-->\s*)*<office:document\b[^>]*"
    rb"office:mimetype=[\"']application/vnd\.oasis\.opendocument\.(spreadsheet|text)[\"']",
    re.DOTALL,
)
_Raw: TypeAlias = tuple[RawPage, ...]
_PACKAGES = frozenset({"xlsx", "docx", "pdf", "xls", "xml", "doc", "rtf", "odt", "fodt", "ods", "fods"})
_ZIPPED = frozenset({"xlsx", "docx"})
"""Packages whose readers say what is broken in them."""
_SHEETS = frozenset({"xlsx", "xls", "ods", "fods"})
"""Kinds of workbooks; a text that is called so is a table."""


@frozen(repr=False)
class Opened(PlainRepr):
    """The pages of a file, the kind of file that it is, and for a text its source and encoding."""

    pages: tuple[Page, ...]
    kind: str
    source: Source | None = None
    encoding: str | None = None


def read_pages(path: Path, encoding: str | None = None) -> Opened:
    """The pages of a file.

    Args:
        path: the file; its content decides what it is, and its ending where the content does not.
        encoding: reads a text by this encoding alone.

    Raises:
        DocumentError: the file cannot be read; its diagnostics say why and what helps.
    """
    name = str(path)
    data = read_bytes(path)
    named = _KINDS.get(path.suffix.lower())
    require_document(data, name)
    kind = _kind(data, named, name)
    opened = _read(data, kind, name, encoding)
    if named is not None and named != opened.kind and not {named, opened.kind} <= {"csv", "tsv", "text"}:
        facts = {"name": name, "named": path.suffix.lower(), "kind": opened.kind}
        noticed = Diagnostic("PR718", facts, None, Source("", name))
        first = evolve(opened.pages[0], noticed=(noticed, *opened.pages[0].noticed))
        return evolve(opened, pages=(first, *opened.pages[1:]))
    return opened


def _kind(data: bytes, named: str | None, name: str) -> str:
    """The kind of a file by its content, or where that does not say by its name.

    Raises:
        DocumentError: PR716 a password, PR717 a file that is not what its name says, and no text.
    """
    found = kind_of(data)
    if found == "encrypted":
        raise DocumentError(Diagnostic("PR716", {"name": name}, None, Source("", name)))
    if found is not None:
        return found
    if named in _PACKAGES and not data.startswith(b"PK"):
        if named in _ZIPPED and not (b"\n" in data and _is_text(data)):
            return named
        if named == "pdf" or data.startswith(legacy.COMPOUND) or not _is_text(data):
            raise DocumentError(Diagnostic("PR717", {"name": name}, None, Source("", name)))
        return "csv" if named in _SHEETS else "text"
    # A broken or protected package: its reader says which.
    return named or "text"


def _is_text(data: bytes) -> bool:
    try:
        decode(data)
    except DocumentError:
        return False
    return bool(data.strip())


def kind_of(data: bytes) -> str | None:
    """The kind of a file by its first bytes; None for a text or something unknown.

    >>> kind_of(b"<html><body>"), kind_of(b"a,b")
    ('html', None)
    """
    if data.startswith(b"PK"):
        return _package_kind(data)
    if data.startswith(legacy.COMPOUND):
        return legacy.compound_kind(data)
    if _PDF in data[:1024]:
        return "pdf"
    if _HTML.match(data.removeprefix(b"\xef\xbb\xbf")[:4096]):
        return "html"
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if (found := _FLAT_OPEN.match(data.removeprefix(b"\xef\xbb\xbf")[:16384])) is not None:
        return "fods" if found[1] == b"spreadsheet" else "fodt"
    if _FLAT_WORKBOOK.match(data.removeprefix(b"\xef\xbb\xbf")[:4096]):
        return "xml"
    return None


def _package_kind(data: bytes) -> str | None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return OfficePackage.of(archive).kind()
    except DAMAGED:
        return None


def _raw_pages(data: bytes, kind: str, name: str) -> _Raw:
    """The pages of a package of one of `_PACKAGES`; the first file of a kind imports its reader."""
    match kind:
        case "xlsx":
            return workbook.read_workbook(data, name)
        case "docx":
            return word.read_docx(data, name)
        case "pdf":
            return pdf.read_pdf(data, name)
        case "xml":
            return flat_xml.read_flat_workbook(data, name)
        case "xls":
            return legacy.read_xls(data, name)
    return libreoffice.read_converted(data, kind, name)


def _read(data: bytes, kind: str, name: str, encoding: str | None) -> Opened:
    if kind in _PACKAGES:
        return Opened(place_pages(_raw_pages(data, kind, name), name), kind)
    text = decode(data, name, encoding)
    if kind == "html":
        return Opened(place_pages(html.read_html(text.source.text, name), name), kind, None, text.encoding)
    if kind in ("csv", "tsv"):
        pages = read_delimited(text.source, "\t" if kind == "tsv" else None)
        return Opened(pages, kind, text.source, text.encoding)
    return Opened((read_text_page(text.source),), kind, text.source, text.encoding)
