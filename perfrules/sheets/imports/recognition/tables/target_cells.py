"""The target of an indicator from its columns: sign, value and unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import frozen

from perfrules.diagnostics import Diagnostic
from perfrules.documents.media.pages import Cell
from perfrules.sheets.forms.target_columns import target_of, unit_conflict
from perfrules.sheets.imports.recognition.tables.table_cells import joined
from perfrules.sheets.imports.recognition.vocabulary import key_of, vocabulary
from perfrules.sheets.labels import blanks, on_one_line, plain


@frozen
class ReadTarget:
    """The target as one text, the direction that a column gives it, and a unit that contradicts it."""

    text: str
    direction: str
    problem: Diagnostic | None = None


def read_target(own: Mapping[str, Sequence[Cell]], heading_unit: str) -> ReadTarget:
    """Join the columns of a target.

    Args:
        own: the cells of the row by meaning.
        heading_unit: the unit in the heading of the targets, which counts where no column has one.
    """
    parts = [on_one_line(cell.text) for cell in own.get("target", ())]
    signs: list[str] = []
    directions: list[str] = []
    for cell in own.get("operator", ()):
        text = on_one_line(cell.text)
        (signs if plain(text) in vocabulary().signs else directions).append(text)
    unit = joined(own.get("unit", ())) or heading_unit
    if len(parts) > 1:
        sign, value, rest = _in_three(parts)
        signs, parts, unit = signs or sign, [value], rest or unit
    stated = next(iter(own.get("unit", ())), None)
    problem = None if stated is None else unit_conflict("".join(parts), unit, stated.at)
    whole = target_of("".join(parts), "".join(signs[:1]), "" if plain(unit) in blanks() else unit)
    # A sign before words is kept as written.
    text = f"{signs[0]}{whole.text}" if whole.direction and signs else whole.text
    return ReadTarget(text, "、".join(directions), problem)


def _in_three(parts: Sequence[str]) -> tuple[list[str], str, str]:
    """The sign, the value and the unit of a target whose heading reaches over their columns."""
    words = vocabulary()
    if plain(parts[0]) in words.signs or key_of(parts[0]) in words.directions:
        return [parts[0]], parts[1], "".join(parts[2:])
    return [], parts[0], "".join(parts[1:])
