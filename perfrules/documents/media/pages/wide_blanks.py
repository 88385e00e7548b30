"""Columns of a text that wide blanks separate: cut where every line of the table is blank."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from unicodedata import east_asian_width

from perfrules.documents.media.pages.pieces import Piece

_GAP = re.compile("(?<=[^ \u3000])(?: {2,}|\u3000[ \u3000]*| +\u3000[ \u3000]*)(?=[^ \u3000])")
_BLANK = " \u3000"
_FEWEST_COLUMNS = 2


def may_be_aligned(line: str) -> bool:
    """Whether a line has columns: two or more texts with wide blanks between them.

    >>> may_be_aligned("一级指标    二级指标"), may_be_aligned("培训 100 人")
    (True, False)
    """
    return _GAP.search(line) is not None


def fits_first_column(line: Piece, rows: Sequence[Piece]) -> bool:
    """Whether a text ends where the second column of the rows begins, or before.

    >>> rows = [Piece("序号        指标", 0), Piece("1           培训", 0)]
    >>> fits_first_column(Piece("产出指标", 0), rows), fits_first_column(Piece("项目绩效目标申报表", 0), rows)
    (True, False)
    """
    cuts = max(_both_cuts(rows), key=len)
    return bool(cuts) and sum(_width(character, 2) for character in line.text.rstrip()) < cuts[0]


def aligned_rows(lines: Sequence[Piece]) -> list[list[Piece]]:
    """The rows of the tables in neighbouring lines; a new table begins where the columns change."""
    rows: list[list[Piece]] = []
    at = 0
    while at < len(lines):
        end = at + 1
        columns = len(_cuts(lines[at : at + 1], ambiguous=2))
        while end < len(lines) and max(map(len, _both_cuts(lines[at : end + 1]))) >= columns:
            end += 1
        cuts = max(enumerate(_both_cuts(lines[at:end])), key=lambda each: len(each[1]))
        rows += [_cut(line, cuts[1], ambiguous=cuts[0] + 1) for line in lines[at:end]]
        at = end
    return rows


def _both_cuts(lines: Sequence[Piece]) -> tuple[list[int], list[int]]:
    """The cuts where ambiguous characters such as ≥ are one digit wide, and where they are two."""
    return _cuts(lines, ambiguous=1), _cuts(lines, ambiguous=2)


def _cuts(lines: Sequence[Piece], *, ambiguous: int) -> list[int]:
    """The places, in digits, where all lines are blank between texts."""
    filled: set[int] = set()
    gaps: set[int] = set()
    for line in lines:
        at = 0
        for character in line.text:
            width = _width(character, ambiguous)
            if character not in _BLANK:
                filled.update(range(at, at + width))
            at += width
    if not filled:
        return []
    gaps = set(range(min(filled), max(filled))) - filled
    runs = (
        [place for _, place in group]
        for _, group in groupby(enumerate(sorted(gaps)), key=lambda pair: pair[1] - pair[0])
    )
    least = 2 if len(lines) == 1 else 1
    return [run[-1] + 1 for run in runs if len(run) >= least]


def _cut(line: Piece, cuts: Sequence[int], *, ambiguous: int) -> list[Piece]:
    pieces: list[Piece] = []
    begin, at, remaining = 0, 0, list(cuts)
    for number, character in enumerate(line.text):
        while remaining and at >= remaining[0]:
            pieces.append(_piece(line, begin, number))
            begin = number
            remaining.pop(0)
        at += _width(character, ambiguous)
    pieces.append(_piece(line, begin, len(line.text)))
    pieces += [Piece("", line.start + len(line.text)) for _ in remaining]
    return pieces


def _piece(line: Piece, begin: int, end: int) -> Piece:
    part = line.text[begin:end]
    text = part.strip()
    return Piece(text, line.start + begin + (part.index(text) if text else 0))


def _width(character: str, ambiguous: int) -> int:
    kind = east_asian_width(character)
    if kind in "WF":
        return 2
    return ambiguous if kind == "A" else 1
