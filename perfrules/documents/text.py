"""Bytes and files to text: which encoding, which line ends, and what is refused."""

from __future__ import annotations

import codecs
from functools import cache
from pathlib import Path

from attrs import frozen

from perfrules.diagnostics import Diagnostic, Source, Span, worded_fact
from perfrules.diagnostics.listed import Listed
from perfrules.documents.errors import DocumentError
from perfrules.documents.limits import MAX_BYTES
from perfrules.resources.late_patterns import late_pattern
from perfrules.resources.plain_repr import PlainRepr

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LADDER = "utf-8", "gb18030"
ENCODINGS = ("utf-8", "utf-16", "gb18030", "gbk", "gb2312", "big5", "ascii", "iso-8859-1", "windows-1252")
"""The encodings that a caller or an XML declaration may name; Python's other codecs are not for texts."""
_LINE_END = late_pattern(r"\r\n?")
# Neither Latin-1 (±, ·, ×) nor Greek (μ), which occur in Chinese and in English documents.
_FOREIGN = late_pattern("[\u0100-\u036f\u0400-\u07ff]")
# Written as what it is not, which compiles in a twentieth of the time.
_BEYOND_TWO_BYTES = late_pattern("[^\x00-\u07ff]")
_REPLACEMENT = "\ufffd"


@cache
def _codecs() -> frozenset[str]:
    """The names that Python has for the encodings; to look one up loads its codec."""
    return frozenset(codecs.lookup(each).name for each in (*ENCODINGS, "utf-8-sig", "utf-16-le", "utf-16-be"))


@frozen(repr=False)
class TextDocument(PlainRepr):
    r"""A text and the encoding it was read by; every line ends in `\n` and no byte order mark is left."""

    source: Source
    encoding: str


def read_text(path: Path, encoding: str | None = None, *, max_bytes: int = MAX_BYTES) -> TextDocument:
    """Read a text file in any of the usual encodings.

    Args:
        path: the file; its path as given becomes the source's name.
        encoding: reads by this encoding alone instead of finding out which it is.
        max_bytes: a larger file is refused.

    Raises:
        DocumentError: PR100 no such file, PR101 a folder, PR102 not readable, PR103 too large, and what
            `decode` raises.

    >>> from perfrules.resources.paths import data_path
    >>> read_text(data_path("grammar", "messages", "documents.yaml")).encoding
    'utf-8'
    """
    data = read_bytes(path, max_bytes=max_bytes)
    return decode(data, str(path), encoding)


def read_bytes(path: Path, *, max_bytes: int = MAX_BYTES) -> bytes:
    """The bytes of a file that is not too large.

    Raises:
        DocumentError: PR100 no such file, PR101 a folder, PR102 not readable, PR103 too large.

    >>> from perfrules.resources.paths import data_path
    >>> read_bytes(data_path("grammar", "keys.yaml"))[:1]
    b'#'
    """
    name = str(path)
    try:
        with path.open("rb") as stream:
            data = stream.read(max_bytes + 1)
    except FileNotFoundError as error:
        raise _refused("PR100", name) from error
    except IsADirectoryError as error:
        raise _refused("PR101", name) from error
    except (OSError, ValueError) as error:
        # ValueError: a path no file system takes, such as one with a NUL in it.
        raise _refused("PR102", name, reason=getattr(error, "strerror", None) or str(error)) from error
    if len(data) > max_bytes:
        raise _refused("PR103", name, limit=f"{max_bytes:,}", **worded_fact("unit", "documents.bytes"))
    return data


def decode(data: bytes, name: str | None = None, encoding: str | None = None) -> TextDocument:
    r"""Read bytes as text by the ladder byte order mark, UTF-8, GB18030, each strictly.

    A text of two-byte UTF-8 characters alone, some of them Cyrillic or the like, is taken for GB18030: in
    this field it is a short Chinese one that is UTF-8 by chance.

    Args:
        data: the bytes of the text.
        name: what the source is called in messages, usually its path.
        encoding: reads by this encoding alone.

    Raises:
        DocumentError: PR105 not a text, PR106 in none of the encodings, PR110 no such encoding.

    >>> decode("指标".encode("gb18030")).encoding
    'gb18030'
    >>> decode(b"\xef\xbb\xbfa\r\nb").source.text
    'a\nb'
    """
    chosen = encoding or next((codec for mark, codec in _BYTE_ORDER_MARKS if data.startswith(mark)), None)
    if chosen is None:
        text, chosen = _climb(data, name)
    else:
        text = _decoded(data, chosen, name)
    text = _LINE_END.sub("\n", text.removeprefix("\ufeff"))
    if "\0" in text:
        at = text.index("\0")
        raise DocumentError(Diagnostic("PR105", {}, Span(at, at + 1), Source(text, name)))
    return TextDocument(Source(text, name), chosen)


def _climb(data: bytes, name: str | None) -> tuple[str, str]:
    furthest = 0
    for codec in _LADDER:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError as error:
            if codec == "utf-8" and _is_damaged_utf8(data):
                raise _undecodable(name, "UTF-8", error.start) from error
            furthest = max(furthest, error.start)
        else:
            if codec != "utf-8" or not _is_chinese_by_chance_utf8(text, data):
                return text, codec
    if b"\0" in data:
        raise _refused("PR105", name)
    raise _undecodable(name, "UTF-8 / GB18030", furthest)


def _is_chinese_by_chance_utf8(text: str, data: bytes) -> bool:
    """Whether GB18030 happens to be UTF-8 of a script that no one here writes: 元 reads as Ԫ."""
    if not _FOREIGN.search(text) or _BEYOND_TWO_BYTES.search(text):
        return False
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return True


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether the bytes are UTF-8 with a few wrong ones, which GB18030 would read as other characters."""
    text = data.decode("utf-8", "replace")
    return text.count(_REPLACEMENT) * 4 < sum("\u2e80" <= character <= "\uffef" for character in text)


def _decoded(data: bytes, encoding: str, name: str | None) -> str:
    try:
        known = codecs.lookup(encoding).name in _codecs()
    except (LookupError, ValueError):
        known = False
    if not known:
        raise _refused("PR110", name, encoding=encoding, known=Listed(ENCODINGS))
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(name, encoding, error.start) from error


def _undecodable(name: str | None, encoding: str, at: int) -> DocumentError:
    return _refused("PR106", name, encoding=encoding, at=str(at + 1))


def _refused(code: str, name: str | None, **arguments: str) -> DocumentError:
    return DocumentError(Diagnostic(code, {"name": name or "", **arguments}, None, Source("", name)))
