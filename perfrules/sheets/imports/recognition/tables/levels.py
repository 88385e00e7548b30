"""Columns without a heading that is understood, known by the words of their cells: levels, signs, units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import evolve

from perfrules.documents.media.pages import Grid
from perfrules.sheets.forms.target_columns import level_of
from perfrules.sheets.heading_units import is_unit
from perfrules.sheets.imports.recognition.tables.column import Column
from perfrules.sheets.imports.recognition.vocabulary import key_of, vocabulary
from perfrules.sheets.labels import on_one_line, plain

_LEVELS = 2
_LEVEL_NAMES = "level1", "level2"
_VALUES = "target", "actual", "weight", "score"


def take_levels(grid: Grid, last: int, columns: dict[str, list[Column]], extra: list[Column]) -> None:
    """Take columns left of the names for levels where their cells are the words of levels.

    Forms write 指标类别 above both levels, or nothing.
    """
    if "name" in columns:
        _take_levels_for_names(grid, last, columns)
    if "name" not in columns or "level2" in columns:
        return
    place = columns["name"][0].places[0]
    first = columns.get("level1", ())
    if _take_merged_heading(grid, last, columns):
        return
    if first and len(first[0].places) == _LEVELS:
        # One heading, such as 指标类型, reaches over both levels.
        left, right = first[0].places
        columns["level1"] = [evolve(first[0], places=(left,))]
        columns["level2"] = [evolve(first[0], meaning="level2", places=(right,))]
        return
    if first and len(first) == 1 and _level_in(grid, last, first[0].places[0]) == "level2":
        # 指标类别 above the words of second levels alone.
        columns["level2"] = [evolve(columns.pop("level1")[0], meaning="level2")]
        return
    taken = {at for found in columns.values() for column in found for at in column.places}
    for at in range(place):
        level = None if at in taken else _level_in(grid, last, at)
        if level is not None and level not in columns:
            columns[level] = [Column(level, (at,), "")]
    levels = {at for name in ("level1", "level2") for column in columns.get(name, ()) for at in column.places}
    extra[:] = [each for each in extra if levels.isdisjoint(each.places)]


def unread_names(columns: Mapping[str, Sequence[Column]], extra: Sequence[Column]) -> Column | None:
    """The unknown column where the names belong: behind the levels, before the values; None without one.

    Only a table without a column of names has one. Its levels must not be read as names.
    """
    levels = [column.places[-1] for name in _LEVEL_NAMES for column in columns.get(name, ())]
    if not levels or "name" in columns or "level4" in columns:
        return None
    values = [column.places[0] for name in _VALUES for column in columns.get(name, ())]
    behind = [each for each in extra if not each.is_known and each.places[0] > max(levels)]
    return next((each for each in behind if each.places[0] < min(values, default=0)), None)


def take_signs_and_units(
    grid: Grid, last: int, columns: dict[str, list[Column]], extra: list[Column]
) -> None:
    """Take columns whose cells are all signs, or all units beside bare numbers, for parts of the targets.

    Without them a target would be read without its sign or its unit.
    """
    if "target" not in columns:
        return
    targets = columns["target"][0].places
    for column in tuple(extra):
        texts = _texts_below(grid, last, column.places[0])
        meaning = None
        if texts and all(plain(text) in vocabulary().signs for text in texts):
            meaning = "operator"
        elif column.places[0] == targets[-1] + 1 and texts and all(map(is_unit, texts)):
            meaning = "unit" if all(map(_is_number, _texts_below(grid, last, targets[0]))) else None
        if meaning is not None and meaning not in columns:
            columns[meaning] = [evolve(column, meaning=meaning)]
            extra.remove(column)


def _texts_below(grid: Grid, last: int, at: int) -> list[str]:
    """The texts of a column below the headings, without the words of directions, each cell once."""
    cells = {id(row[at]): row[at] for row in grid.rows[last + 1 :] if row[at]}
    texts = (on_one_line(cell.text) for cell in cells.values())
    return [text for text in texts if key_of(text) not in vocabulary().directions]


def _is_number(text: str) -> bool:
    return plain(text).replace(".", "", 1).replace(",", "").isdigit()


def _take_levels_for_names(grid: Grid, last: int, columns: dict[str, list[Column]]) -> None:
    """Where 指标名称 heads the words of a level, the names are below 指标内容, which else describes them."""
    level = _level_in(grid, last, columns["name"][0].places[0])
    if level is not None and level not in columns and "description" in columns:
        columns[level] = [evolve(columns["name"][0], meaning=level)]
        columns["name"] = [evolve(columns.pop("description")[0], meaning="name")]


def _take_merged_heading(grid: Grid, last: int, columns: dict[str, list[Column]]) -> bool:
    """Whether one heading, such as 评价指标, reaches over the levels and the names, which are divided."""
    name = columns["name"][0]
    levels = [_level_in(grid, last, at) for at in name.places]
    count = next((at for at, level in enumerate(levels) if level is None), len(levels))
    found = levels[:count]
    if not found or count == len(levels) or len(set(found)) < count or "level1" in columns:
        return False
    for at, level in zip(name.places, found, strict=False):
        if level is not None:
            columns[level] = [evolve(name, meaning=level, places=(at,))]
    columns["name"] = [evolve(name, places=name.places[count:])]
    return True


def _level_in(grid: Grid, last: int, at: int) -> str | None:
    """The level whose words most cells of a column are; None for another column."""
    keys = [key_of(level_of(row[at].text)[0]) for row in grid.rows[last + 1 :] if row[at]]
    for level, words in (("level2", vocabulary().level2), ("level1", vocabulary().level1)):
        if keys and 2 * sum(key in words for key in keys) > len(keys):
            return level
    return None
