"""The characters of a PDF page as lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from unicodedata import normalize

_RADICALS = str.maketrans(
    "⺁⺄⺊⺒⺓⺜⺝⺠⺩⺬⺶⻁⻄⻅⻆⻉⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻭⻮⻯⻰⻱⻲",
    "厂乙卜巳幺日月民王示羊虎西见角贝车長长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐歯齿竜龙龜亀",
)
"""Radicals that look like whole characters but have no compatibility mapping.

Source: EquivalentUnifiedIdeograph.txt of the Unicode Character Database.
"""
_GAP = 0.3
"""A gap of so much of the size of a letter between Latin words is a blank."""


def lines_of(chars: Iterable[Any]) -> Iterator[list[Any]]:
    """The characters of each line, lines from top to bottom."""
    line: list[Any] = []
    for char in sorted(chars, key=lambda each: ((each["top"] + each["bottom"]) / 2, each["x0"])):
        middle = (char["top"] + char["bottom"]) / 2
        if line and middle > line[0]["bottom"]:
            yield line
            line = []
        line.append(char)
    if line:
        yield line


def text_of_line(line: Sequence[Any]) -> str:
    """The characters of a line; wide gaps are blanks, and radicals are the characters that they look like."""
    pieces: list[str] = []
    right: float | None = None
    for char in sorted(line, key=lambda each: each["x0"]):
        gap = 0.0 if right is None else char["x0"] - right
        if gap > 2 * char["size"]:
            pieces.append("    ")
        elif gap > _GAP * char["size"] and char["text"].isascii() and pieces and pieces[-1].isascii():
            pieces.append(" ")
        pieces.append(_as_written(char["text"]))
        right = char["x1"]
    return "".join(pieces)


def text_of(chars: Iterable[Any]) -> str:
    """The text of a cell, line by line."""
    return "\n".join(text_of_line(line).strip() for line in lines_of(chars)).strip()


def _as_written(text: str) -> str:
    """A character without the code points of radicals that fonts of PDF files use for whole characters."""
    return normalize("NFKC", text).translate(_RADICALS) if "\u2e80" <= text <= "\u2fdf" else text
