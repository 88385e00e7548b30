"""To which cell of a ruled PDF table each character belongs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, right and bottom, in points."""
Letter: TypeAlias = tuple[Any, int | None]
"""A character and the number of its cell."""


def owners_of(chars: Iterable[Any], boxes: Sequence[Box]) -> list[int | None]:
    """The number of the box in which the centre of each character lies."""
    found: list[int | None] = []
    last: int | None = None
    for char in chars:
        x, y = middle(char)
        # Neighbouring characters are mostly in one cell.
        if last is None or not _holds(boxes[last], x, y):
            last = next((number for number, box in enumerate(boxes) if _holds(box, x, y)), None)
        found.append(last)
    return found


def _holds(box: Box, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def middle(char: Any) -> tuple[float, float]:
    """The centre of a character."""
    return (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
