"""Points and score in one cell: 18.8/20 below 得分/分值."""

from __future__ import annotations

import re

from perfrules.documents.media.pages import Cell
from perfrules.resources.late_patterns import late_pattern
from perfrules.sheets.forms.model import Claim
from perfrules.sheets.imports.recognition.vocabulary import heading_of

_BETWEEN = re.compile(r"[/／]")
_NUMBER = late_pattern(r"\d+(?:\.\d+)?分?")
_POINTS = frozenset({"weight", "score"})
_TWO = 2


def points_in_order(heading: str) -> tuple[str, ...]:
    """Which of points and score a heading names, in order; none unless it names both.

    >>> points_in_order("得分/分值"), points_in_order("得分"), points_in_order("指标值/分值")
    (('score', 'weight'), (), ())
    """
    parts = _BETWEEN.split(heading)
    found = tuple(heading_of(part).meaning or "" for part in parts)
    return found if len(found) == _TWO and set(found) == _POINTS else ()


def shared_points(cell: Cell, names: tuple[str, ...]) -> dict[str, Claim]:
    """The claims of a cell by name; none where it does not hold two numbers."""
    parts = [part.strip() for part in _BETWEEN.split(cell.text)]
    if len(parts) != _TWO or not all(map(_NUMBER.fullmatch, parts)):
        return {}
    return {name: Claim.of(part, cell.at) for name, part in zip(names, parts, strict=True)}
