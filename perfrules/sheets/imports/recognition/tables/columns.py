"""The columns below the headings of a table: what each means, by the words of its headings alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from attrs import frozen

from perfrules.documents.media.pages import Cell, Grid
from perfrules.sheets.heading_units import heading_unit
from perfrules.sheets.imports.recognition.vocabulary import (
    Heading,
    field_of,
    heading_of,
    is_group,
    key_of,
    vocabulary,
)

_MOST_TARGET_COLUMNS = 3
_YEARLY = frozenset({"target", "actual"})


@frozen
class Column:
    """The columns below one heading: their numbers, meaning, unit and the texts of the heading.

    `choice` is what a tick in the column says: 确定能 below 完成目标可能性.
    """

    meaning: str
    places: tuple[int, ...]
    text: str
    unit: str = ""
    cells: tuple[Cell, ...] = ()
    choice: str = ""

    @property
    def is_known(self) -> bool:
        """Whether the heading is understood, or there is none."""
        return not self.cells or any(map(is_known, self.cells))


def is_known(cell: Cell) -> bool:
    """Whether the meaning of a heading is known."""
    return (
        heading_of(cell.text).meaning is not None
        or is_group(cell.text)
        or key_of(cell.text) in vocabulary().possibilities | vocabulary().plain_targets
    )


@frozen
class _Resolved:
    """A column with its heading and whose values it has: this year's, others', a reviewer's."""

    at: int
    heading: Heading
    texts: tuple[str, ...]
    cells: tuple[Cell, ...]
    anchor: Cell | None


_ByMeaning: TypeAlias = "dict[str, list[list[_Resolved]]]"


def chosen_columns(
    grid: Grid, first: int, last: int, year: int | None
) -> tuple[Mapping[str, tuple[Column, ...]], tuple[Column, ...], tuple[Column, ...]]:
    """The columns by meaning, those of no known meaning, and headings that may all be those of the targets.

    Args:
        grid: the table.
        first: the first row of its headings, counted from 0.
        last: their last row.
        year: the year of the form, which decides between columns of several years.

    No column has names where cells above change the meaning of the only one that might.
    """
    found = [_column(grid, first, last, at) for at in range(grid.width)]
    groups = list(_grouped(_with_blank_headings(found)))
    columns, extra, rivals = _chosen(groups, year)
    _take_name(columns)
    in_order = {name: tuple(sorted(each, key=lambda column: column.places)) for name, each in columns.items()}
    return in_order, tuple(extra), tuple(rivals)


def _column(grid: Grid, first: int, last: int, at: int) -> _Resolved | None:
    path = list({id(row[at]): row[at] for row in grid.rows[first : last + 1] if row[at]}.values())
    if not path:
        return None
    above = [_left_of(grid, row, at) for row in range(first, last)]
    texts = tuple(cell.text for cell in path)
    heading, anchor = _meaning(path)
    if heading.meaning is None and above and heading_of(texts[-1]).year is not None:
        # A year below a heading whose merged cell was lost.
        heading = Heading(heading_of(above[-1]).meaning, 0, heading_of(texts[-1]).year)
    others = [text for text in (*texts, *filter(None, above)) if anchor is None or text != anchor.text]
    meaning = _qualified(heading.meaning, others)
    years = [found for text in others if (found := heading_of(text).year) is not None]
    own = heading.year if heading.year is not None else next(iter(years), None)
    return _Resolved(at, Heading(meaning, heading.rank, own), texts, tuple(path), anchor)


def _with_blank_headings(found: Sequence[_Resolved | None]) -> Iterator[_Resolved]:
    """The columns; blank headings behind that of the targets belong to it, for merged cells may be lost."""
    left: _Resolved | None = None
    for at, each in enumerate(found):
        if each is not None:
            left = each if left is None or each.anchor is not left.anchor else left
            yield each
        elif left is not None and left.heading.meaning == "target" and at - left.at < _MOST_TARGET_COLUMNS:
            yield _Resolved(at, left.heading, left.texts, (), left.anchor)


def _left_of(grid: Grid, row: int, at: int) -> str:
    """The heading above a column where a merged cell was lost: the next text to the left, if it groups."""
    for column in range(at, -1, -1):
        cell = grid.rows[row][column]
        if cell:
            return cell.text if column == at or cell.columns == 1 else ""
    return ""


def _meaning(path: Sequence[Cell]) -> tuple[Heading, Cell | None]:
    """The meaning of the lowest heading that has one, and the cell that has it."""
    if key_of(path[-1].text) in vocabulary().possibilities:
        return Heading("possibility"), path[-1]
    for cell in reversed(path):
        if cell is not path[-1] and cell.columns > _MOST_TARGET_COLUMNS:
            # A heading above a whole table.
            continue
        found = heading_of(cell.text)
        if found.meaning is not None and not (cell is not path[-1] and not is_known(path[-1])):
            return found, cell
        if found.meaning is not None:
            break
    return Heading(None), path[-1]


def _qualified(meaning: str | None, others: Sequence[str]) -> str | None:
    for name, pattern in vocabulary().qualifiers.items():
        if not any(pattern.search(text) for text in others):
            continue
        if name == "review":
            return "review" if meaning in ("score", "actual") else meaning
        return name if meaning in _YEARLY else meaning
    return meaning


def _grouped(found: Iterator[_Resolved]) -> Iterator[list[_Resolved]]:
    """Neighbouring columns below one heading together."""
    group: list[_Resolved] = []
    for each in found:
        same = bool(group) and each.anchor is group[-1].anchor and each.texts == group[-1].texts
        if group and (not same or each.at != group[-1].at + 1):
            yield group
            group = []
        group.append(each)
    if group:
        yield group


def _chosen(
    groups: Sequence[list[_Resolved]], year: int | None
) -> tuple[dict[str, list[Column]], list[Column], list[Column]]:
    """The columns of each meaning, those that are left over, and rivals for the targets."""
    by_meaning: defaultdict[str, list[list[_Resolved]]] = defaultdict(list)
    extra: list[Column] = []
    for group in groups:
        meaning = group[0].heading.meaning
        if meaning is None:
            if not all(is_group(text) for text in group[0].texts):
                extra.append(_as_column("extra", group))
        else:
            by_meaning[meaning].append(group)
    _move_other_years(by_meaning, year)
    _take_descriptions(by_meaning)
    _take_plain_words(by_meaning, groups)
    columns: dict[str, list[Column]] = _listed_facts(groups) if by_meaning.keys() & _LISTING else {}
    rivals: list[Column] = []
    name = min((group[0].at for group in by_meaning.get("name", ())), default=0)
    for meaning, found in by_meaning.items():
        if meaning in _SEVERAL:
            columns[meaning] = [_as_column(meaning, group) for group in found]
            continue
        # Levels may have points of their own; those of the indicators are right of their names.
        best, *rest = sorted(found, key=lambda group: (group[0].heading.rank, group[0].at < name))
        if meaning == "target" and _are_rivals(best, rest):
            rivals = [_as_column(meaning, group) for group in found]
        columns[meaning] = [_as_column(meaning, best)]
        extra += (_as_column("extra", group) for group in rest)
    taken = {at for found in columns.values() for column in found for at in column.places}
    return columns, [each for each in extra if taken.isdisjoint(each.places)], rivals


_SEVERAL = frozenset(
    {"possibility", "operator", "prior", "midterm", "evidence", "rule", "note", "review", "light"}
)
_PLAIN_TARGETS = ("指标值", "目标值", "计划值")


_LISTING = frozenset({"code", "project"})
_FACTS = frozenset({"goals", "total", "fiscal", "other"})
_DESCRIBING = frozenset({"指标内容", "绩效指标内容", "三级指标内容"})


def _listed_facts(groups: Sequence[list[_Resolved]]) -> dict[str, list[Column]]:
    """The columns of goals and amounts beside the names of projects, in a list of projects."""
    found: dict[str, list[Column]] = {}
    for group in groups:
        meaning = field_of(group[0].texts[-1]) if group[0].heading.meaning is None else None
        if meaning in _FACTS:
            found.setdefault(meaning, []).append(_as_column(meaning, group, whole=True))
    return found


def _take_descriptions(by_meaning: _ByMeaning) -> None:
    """Of two columns of names, 指标内容 beside 三级指标 describes the indicators."""
    names = by_meaning.get("name", [])
    describing = [group for group in names if key_of(group[0].texts[-1]) in _DESCRIBING]
    if describing and len(describing) < len(names) and "description" not in by_meaning:
        by_meaning["description"] = describing
        by_meaning["name"] = [group for group in names if group not in describing]


def _take_plain_words(by_meaning: _ByMeaning, groups: Sequence[list[_Resolved]]) -> None:
    """Without better headings 指标 heads the names of indicators, and 年度目标 their targets."""
    levels = [group[0].at for name in ("level1", "level2") for group in by_meaning.get(name, ())]
    words = {"name": vocabulary().plain_names, "target": vocabulary().plain_targets}
    for meaning, plain_words in words.items():
        if meaning in by_meaning or (meaning == "target" and by_meaning.keys() & _LISTING):
            continue
        found = [group for group in groups if key_of(group[0].texts[-1]) in plain_words]
        # Left of the levels the same words are a label beside the table.
        right = [group for group in found if group[0].at > max(levels, default=-1)]
        if len(right) == 1 and right[0][0].heading.meaning is None:
            by_meaning[meaning] = right


def _are_rivals(best: Sequence[_Resolved], rest: Sequence[Sequence[_Resolved]]) -> bool:
    def is_sure(group: Sequence[_Resolved]) -> bool:
        return any(word in text for text in group[0].texts for word in _PLAIN_TARGETS)

    return is_sure(best) and any(is_sure(group) for group in rest)


def _move_other_years(by_meaning: _ByMeaning, year: int | None) -> None:
    """Columns of another year than the form's, or than that of the targets, are those of other years."""
    targets = by_meaning.get("target", [])
    years = {group[0].heading.year for group in targets} - {None}
    if len(targets) > 1 and year in years:
        this = year
    elif len(years) == 1:
        this = next(iter(years))
    else:
        return
    for meaning in _YEARLY & by_meaning.keys():
        kept: list[list[_Resolved]] = []
        for group in by_meaning[meaning]:
            own = group[0].heading.year
            (by_meaning["prior"] if own is not None and this is not None and own != this else kept).append(
                group
            )
        by_meaning[meaning] = kept
    for meaning in [name for name, groups in by_meaning.items() if not groups]:
        del by_meaning[meaning]


def _as_column(meaning: str, group: Sequence[_Resolved], *, whole: bool = False) -> Column:
    """The column of a group; `whole` keeps the headings that say nothing by themselves."""
    own = (text for text in group[0].texts if whole or not is_group(text))
    texts = tuple(dict.fromkeys(" ".join(text.split()) for text in own)) or group[0].texts[-1:]
    unit = next(filter(None, map(heading_unit, texts)), "")
    cells = tuple({id(cell): cell for each in group for cell in each.cells}.values())
    choice = texts[-1] if meaning == "possibility" and key_of(texts[-1]) in vocabulary().possibilities else ""
    return Column(meaning, tuple(each.at for each in group), "/".join(texts), unit, cells, choice)


def _take_name(columns: dict[str, list[Column]]) -> None:
    """Take the lowest level for the names where no heading says that it has them."""
    if "level4" in columns:
        if "name" in columns:
            columns["description"] = columns.get("description", []) + columns.pop("name")
        columns["name"] = columns.pop("level4")
    lowest = next((name for name in ("level2", "level1") if name in columns), None)
    if "name" not in columns and lowest is not None:
        columns["name"] = columns.pop(lowest)
