"""How much the parts of an Office file may hold, counted while a part is unpacked."""

from __future__ import annotations

import re
from collections import Counter

from attrs import define, field

from perfrules.resources.plain_repr import PlainRepr

MOST_CELLS = 400_000
MOST_SPANNED_CELLS = 400_000
"""How many cells the merged areas and links of a sheet may cover; openpyxl makes an object for each."""
MOST_PARAGRAPHS = 200_000

_TAG = re.compile(rb"<(?:\w+:)?(c|p|mergeCell|hyperlink)(?=[\s/>])([^<>]*)")
_RANGE = re.compile(rb"""\bref\s*=\s*["']\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})["']""")
_LIMITS = {
    "cells": (MOST_CELLS, "单元格", "cells"),
    "spanned": (MOST_SPANNED_CELLS, "合并或链接区域的单元格", "cells in merged areas and links"),
    "paragraphs": (MOST_PARAGRAPHS, "段落", "paragraphs"),
}


@define(repr=False)
class PartCounter(PlainRepr):
    """Counts what a part holds, from chunks of its bytes."""

    name: str
    """The name of the part; those in the folder `word` have paragraphs, all others may have cells."""
    counts: Counter[str] = field(factory=Counter)
    _open: list[bytes] = field(factory=list)
    """The chunks since the beginning of a tag that has not ended."""

    def feed(self, chunk: bytes) -> dict[str, str] | None:
        """Count a chunk; return the facts of PR166 once a limit is exceeded.

        >>> counter = PartCounter("xl/worksheets/sheet1.xml")
        >>> counter.feed(b'<mergeCell ref="A1:XFD1048576"/>')["what_en"]
        'cells in merged areas and links'
        """
        if not self.name.lower().endswith(".xml"):
            return None
        # UTF-16 becomes ASCII here, as far as tags go.
        chunk = chunk.replace(b"\0", b"")
        if self._open and b">" not in chunk:
            self._open.append(chunk)
            return None
        text = b"".join((*self._open, chunk))
        end = text.rfind(b"<")
        is_open = end > text.rfind(b">")
        text, self._open = (text[:end], [text[end:]]) if is_open else (text, [])
        for found in _TAG.finditer(text):
            self._count(found[1], found[2])
        for kind, (limit, zh, en) in _LIMITS.items():
            if self.counts[kind] > limit:
                return {"what_zh": zh, "what_en": en, "limit": f"{limit:,}"}
        return None

    def _count(self, tag: bytes, attributes: bytes) -> None:
        if self.name.replace("\\", "/").lower().startswith("word/"):
            self.counts["paragraphs"] += tag == b"p"
        elif tag == b"c":
            self.counts["cells"] += 1
        elif found := _RANGE.search(attributes):
            first, top, last, bottom = found.groups()
            width = abs(_column(last) - _column(first)) + 1
            self.counts["spanned"] += width * (abs(int(bottom) - int(top)) + 1)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
