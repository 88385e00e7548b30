"""Texts of a PDF table whose lines reach into the cells above and below."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from attrs import frozen

from perfrules.documents.media.pages.pdf.joining import NEAR
from perfrules.documents.media.pages.pdf.lines import lines_of
from perfrules.documents.media.pages.pdf.owners import Box, Letter, middle

_LEADING = 0.8, 1.6
"""The least and the largest distance of the lines of a text, in sizes of its letters."""
_CLOSER = 1.0
"""By how many points the lines of one text in two cells are closer than the cells."""
_SAME = 0.3
"""Distances of lines that differ less than this, in points, are the same."""


def spilled(letters: Sequence[Letter], boxes: Sequence[Box]) -> str | None:
    """Where the lines of one text are in two cells: the last letter of one line and the first of the next.

    A program draws a text whole, even where its row is too low for it. Its lines are then as far apart as
    lines are, and not as far as the rows.
    """
    for (char, owner), (following, below) in pairwise(letters):
        if owner is None or below is None or owner == below:
            continue
        step = following["top"] - char["top"]
        least, most = (times * char["size"] for times in _LEADING)
        if (
            least < step < most
            and abs(boxes[owner][0] - boxes[below][0]) <= NEAR
            and step < _distance(boxes[owner], boxes[below]) - _CLOSER
            and not _are_two_texts(step, [_Lines.of(letters, boxes, at) for at in (owner, below)])
        ):
            return f"{char['text']}{following['text']}"
    return None


def _distance(upper: Box, lower: Box) -> float:
    """How far apart single lines in two cells are, whether at the top, in the middle or at the bottom."""
    top, bottom = lower[1] - upper[1], lower[3] - upper[3]
    return min(top, bottom, (top + bottom) / 2)


@frozen
class _Lines:
    """How many lines a cell has, how far apart they are, and the height of the cell."""

    count: int
    step: float | None
    height: float

    @classmethod
    def of(cls, letters: Sequence[Letter], boxes: Sequence[Box], owner: int) -> _Lines:
        """The lines of a cell."""
        heights = [middle(line[0])[1] for line in lines_of(char for char, at in letters if at == owner)]
        step = heights[1] - heights[0] if len(heights) > 1 else None
        return cls(len(heights), step, boxes[owner][3] - boxes[owner][1])


def _are_two_texts(step: float, cells: Sequence[_Lines]) -> bool:
    """Whether the lines of two cells only look like those of one text.

    Cells have a margin, which makes the distance from cell to cell larger than that of their lines. Cells
    without a margin are as high as their lines.
    """
    if any(cell.step is not None and abs(step - cell.step) >= _SAME for cell in cells):
        return True
    return all(cell.count * step >= cell.height - _CLOSER for cell in cells)
