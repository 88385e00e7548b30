"""Which characters of a PDF page can be read: without watermarks, doubled letters and overprinted text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from perfrules.documents.media.pages.pdf.owners import Box, Letter, middle
from perfrules.documents.media.pages.pdf.spilled import spilled

_SLANT = 0.05
"""Text whose baseline rises by more than this share of its run is a watermark or a stamp."""
_OVERLAP = 0.3
"""Two characters whose centres are closer than this share of their summed sizes cover each other."""
_DOUBLED = 0.15
"""The same character so near, in shares of its size, is printed twice to look bold."""


def straight(chars: Iterable[Any]) -> tuple[list[Any], list[Any]]:
    """The characters that run along or down the page, and those that run aslant."""
    found: tuple[list[Any], list[Any]] = ([], [])
    for char in chars:
        run, rise = abs(char["matrix"][0]), abs(char["matrix"][1])
        found[min(run, rise) > _SLANT * max(run, rise)].append(char)
    return found


def single(chars: Sequence[Any]) -> list[Any]:
    """The characters without those that are printed again on themselves to look bold."""
    doubled = {id(later) for earlier, later in _near_pairs(chars) if _is_doubled(earlier, later)}
    return [char for char in chars if id(char) not in doubled]


def illegible(chars: Sequence[Any], boxes: Sequence[Box], owners: Sequence[int | None]) -> str | None:
    """Letters or digits of which it is not sure to which cell they belong, None where all can be read.

    Args:
        chars: the characters of a page in the order in which they are drawn.
        boxes: the cells of ruled tables.
        owners: the number of the cell of each character.
    """
    letters = [(char, owner) for char, owner in zip(chars, owners, strict=True) if char["text"].isalnum()]
    return _overprinted(letters) or spilled(letters, boxes)


def _overprinted(letters: Sequence[Letter]) -> str | None:
    """Two characters of one cell of which one covers the other.

    Punctuation may be set closer than its box is wide. Where text overflows, each cell keeps its own.
    """
    owners = {id(char): owner for char, owner in letters}
    pairs = (pair for pair in _near_pairs([char for char, _ in letters]) if _overlaps(*pair))
    found = next(((one, other) for one, other in pairs if owners[id(one)] == owners[id(other)]), None)
    return None if found is None else "".join(char["text"] for char in found)


def _near_pairs(chars: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    """Characters close to each other, the earlier one first."""
    step = max((2 * _OVERLAP * max(char["size"], char["width"]) for char in chars), default=0) or 1
    placed: defaultdict[tuple[int, int], list[Any]] = defaultdict(list)
    for char in chars:
        x, y = middle(char)
        column, row = int(x // step), int(y // step)
        for across in (column - 1, column, column + 1):
            for down in (row - 1, row, row + 1):
                yield from ((other, char) for other in placed.get((across, down), ()))
        placed[column, row].append(char)


def _distances(first: Any, second: Any) -> tuple[float, float]:
    (x, y), (other_x, other_y) = middle(first), middle(second)
    return abs(x - other_x), abs(y - other_y)


def _overlaps(first: Any, second: Any) -> bool:
    across, down = _distances(first, second)
    wide, high = first["width"] + second["width"], first["height"] + second["height"]
    return bool(across < _OVERLAP * wide and down < _OVERLAP * high)


def _is_doubled(first: Any, second: Any) -> bool:
    near = _DOUBLED * first["size"]
    return bool(first["text"] == second["text"] and max(_distances(first, second)) < near)
