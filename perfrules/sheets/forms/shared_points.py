"""Points and score in one cell: 18.8/20 below 得分/分值."""

from __future__ import annotations

from perfrules.documents.media.pages import Cell
from perfrules.resources.late_patterns import late_pattern
from perfrules.sheets.forms.model import Claim

_NUMBER = late_pattern(r"\d+(?:\.\d+)?分?")
_TWO = 2


def shared_points(cell: Cell, names: tuple[str, ...]) -> dict[str, Claim]:
    """The claims of a cell by name; none where it does not hold two numbers."""
    parts = [part.strip() for part in cell.text.replace("／", "/").split("/")]
    if len(parts) != _TWO or not all(map(_NUMBER.fullmatch, parts)):
        return {}
    return {name: Claim.of(part, cell.at) for name, part in zip(names, parts, strict=True)}
