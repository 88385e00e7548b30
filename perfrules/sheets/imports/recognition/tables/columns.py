"""The columns below the headings of a table: what each means, by the words of its headings alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from attrs import evolve

from perfrules.documents.media.pages import Cell, Grid
from perfrules.sheets.heading_units import heading_unit
from perfrules.sheets.imports.recognition.tables.column import ChosenColumns, Column, is_known
from perfrules.sheets.imports.recognition.tables.levels import take_levels, take_signs_and_units, unread_names
from perfrules.sheets.imports.recognition.tables.rivals import (
    YEARLY,
    ByMeaning,
    ResolvedColumn,
    are_rivals,
    is_part_of_heading,
    move_other_years,
    results_of_same_words,
    take_adjusted,
    take_latest,
    year_of_two_periods,
)
from perfrules.sheets.imports.recognition.vocabulary import (
    STAGES,
    Heading,
    amount_of,
    field_of,
    heading_of,
    is_group,
    key_of,
    vocabulary,
)
from perfrules.sheets.labels import on_one_line, plain

_MOST_TARGET_COLUMNS = 3


def chosen_columns(grid: Grid, first: int, last: int, year: int | None) -> ChosenColumns:
    """The columns by meaning, those of no known meaning, and those that compete.

    Args:
        grid: the table.
        first: the first row of its headings, counted from 0.
        last: their last row.
        year: the year of the form, which decides between columns of several years.

    No column has names where cells above change the meaning of the only one that might.
    """
    found = [_column(grid, first, last, at) for at in range(grid.width)]
    groups = list(_grouped(_with_blank_headings(results_of_same_words(found))))
    groups = year_of_two_periods(grid, first, groups)
    chosen = _chosen(grid, last, groups, year)
    columns = {name: list(found) for name, found in chosen.by_meaning.items()}
    extra = list(chosen.extra)
    take_levels(grid, last, columns, extra)
    take_signs_and_units(grid, last, columns, extra)
    unread = unread_names(columns, extra)
    _take_name(columns)
    in_order = {name: tuple(sorted(each, key=lambda column: column.places)) for name, each in columns.items()}
    return evolve(chosen, by_meaning=in_order, extra=tuple(extra), unread_names=unread)


def _column(grid: Grid, first: int, last: int, at: int) -> ResolvedColumn | None:
    path = list({id(row[at]): row[at] for row in grid.rows[first : last + 1] if row[at]}.values())
    if not path:
        return None
    above = [_left_of(grid, row, at) for row in range(first, last) if not _is_title(grid, row)]
    texts = tuple(cell.text for cell in path)
    heading, anchor = _meaning(path)
    if heading.meaning is None and above and is_part_of_heading(texts[-1]):
        # A year or a version below a heading whose merged cell was lost.
        heading, anchor = Heading(heading_of(above[-1]).meaning, 0, heading_of(texts[-1]).year), None
    own_rows = (cell.text for cell in path if not _is_title(grid, cell.row))
    others = [text for text in (*own_rows, *filter(None, above)) if anchor is None or text != anchor.text]
    meaning = _qualified(heading.meaning, others)
    years = [found for text in others if (found := heading_of(text).year) is not None]
    own = heading.year if heading.year is not None else next(iter(years), None)
    return ResolvedColumn(at, Heading(meaning, heading.rank, own), texts, tuple(path), anchor)


def _with_blank_headings(found: Sequence[ResolvedColumn | None]) -> Iterator[ResolvedColumn]:
    """The columns; blank headings behind that of targets or of all levels belong to it.

    Merged cells may be lost.
    """
    left: ResolvedColumn | None = None
    for at, each in enumerate(found):
        if each is not None:
            left = each if left is None or each.anchor is not left.anchor else left
            yield each
        elif left is not None and _reaches_on(left) and at - left.at < _MOST_TARGET_COLUMNS:
            yield ResolvedColumn(at, left.heading, left.texts, (), left.anchor)


def _reaches_on(heading: ResolvedColumn) -> bool:
    """Whether a heading may reach over blank ones: that of targets, or 评价指标 above levels."""
    return heading.heading.meaning == "target" or key_of(heading.texts[-1]) in vocabulary().plain_names


def _is_title(grid: Grid, row: int) -> bool:
    """Whether a row holds one text alone, as that of a title does; it says nothing of single columns."""
    return len({id(cell) for cell in grid.rows[row] if cell}) == 1


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
        if not any(pattern.search(plain(text)) for text in others):
            continue
        if name == "review":
            return "review" if meaning in ("score", "actual") else meaning
        return name if meaning in YEARLY else meaning
    return meaning


def _grouped(found: Iterator[ResolvedColumn]) -> Iterator[list[ResolvedColumn]]:
    """Neighbouring columns below one heading together."""
    group: list[ResolvedColumn] = []
    for each in found:
        same = bool(group) and each.anchor is group[-1].anchor and each.texts == group[-1].texts
        if group and (not same or each.at != group[-1].at + 1):
            yield group
            group = []
        group.append(each)
    if group:
        yield group


def _chosen(grid: Grid, last: int, groups: Sequence[list[ResolvedColumn]], year: int | None) -> ChosenColumns:
    """The columns of each meaning, and those that compete."""
    by_meaning: defaultdict[str, list[list[ResolvedColumn]]] = defaultdict(list)
    extra: list[Column] = []
    for group in groups:
        meaning = group[0].heading.meaning
        if meaning is None:
            if not all(is_group(text) for text in group[0].texts):
                extra.append(_as_column("extra", group))
        else:
            by_meaning[meaning].append(group)
    move_other_years(by_meaning, year)
    take_adjusted(by_meaning)
    take_latest(grid, last, by_meaning)
    _take_descriptions(by_meaning)
    _take_plain_words(by_meaning, groups)
    columns: dict[str, list[Column]] = _listed_facts(groups) if by_meaning.keys() & _LISTING else {}
    rivals: list[Column] = []
    doubles: list[tuple[Column, ...]] = []
    name = min((group[0].at for group in by_meaning.get("name", ())), default=0)
    for meaning, found in by_meaning.items():
        if meaning in _SEVERAL:
            columns[meaning] = [_as_column(meaning, group) for group in found]
            continue
        # Levels may have points of their own; those of the indicators are right of their names.
        best, *rest = sorted(found, key=lambda group: (group[0].heading.rank, group[0].at < name))
        if meaning == "target" and are_rivals(best, rest):
            rivals = [_as_column(meaning, group) for group in found]
            extra += (_as_column("extra", group) for group in found)
            continue
        others = [_as_column("extra", group) for group in rest if group[0].at >= name]
        if meaning in _CLAIMED and others:
            doubles.append((_as_column(meaning, best), *others))
        columns[meaning] = [_as_column(meaning, best)]
        extra += (_as_column("extra", group) for group in rest)
    taken = {at for found in columns.values() for column in found for at in column.places}
    left_over = tuple(each for each in extra if taken.isdisjoint(each.places))
    by_name = {meaning: tuple(found) for meaning, found in columns.items()}
    return ChosenColumns(by_name, left_over, tuple(rivals), tuple(doubles))


_CLAIMED = frozenset({"actual", "weight", "score"})
_SEVERAL = frozenset(
    {
        "possibility",
        "operator",
        "prior",
        "unadjusted",
        "interim",
        "midterm",
        "evidence",
        "rule",
        "note",
        "review",
        "light",
    }
)


_LISTING = frozenset({"code", "project"})
_FACTS = frozenset({"goals", "total", "fiscal", "other"})
"""What is said beside the name of a project in a list, besides its amounts by stage."""
_DESCRIBING = frozenset({"指标内容", "绩效指标内容", "三级指标内容"})


def _listed_facts(groups: Sequence[list[ResolvedColumn]]) -> dict[str, list[Column]]:
    """The columns of goals and amounts beside the names of projects, in a list of projects."""
    found: dict[str, list[Column]] = {}
    for group in groups:
        text = group[0].texts[-1]
        meaning = field_of(text) if group[0].heading.meaning is None else None
        if meaning is None and (key_of(text) in vocabulary().listed_total or _is_whole(group[0].texts)):
            meaning = "total"
        if meaning not in _FACTS and group[0].heading.meaning is None:
            meaning = amount_of(text)
        if meaning is not None and meaning in (*_FACTS, *STAGES):
            found.setdefault(meaning, []).append(_as_column(meaning, group, whole=True))
    return found


def _is_whole(texts: Sequence[str]) -> bool:
    """Whether the lowest heading is that of a whole amount, below one of money: 合计 below 资金."""
    words = vocabulary()
    above = {key_of(text) for text in texts[:-1]}
    return key_of(texts[-1]) in words.whole and not above.isdisjoint(words.money | words.listed_total)


def _take_descriptions(by_meaning: ByMeaning) -> None:
    """Of two columns of names, 指标内容 beside 三级指标 describes the indicators."""
    names = by_meaning.get("name", [])
    describing = [group for group in names if key_of(group[0].texts[-1]) in _DESCRIBING]
    if describing and len(describing) < len(names) and "description" not in by_meaning:
        by_meaning["description"] = describing
        by_meaning["name"] = [group for group in names if group not in describing]


def _take_plain_words(by_meaning: ByMeaning, groups: Sequence[list[ResolvedColumn]]) -> None:
    """Without better headings 指标 heads the names of indicators, and 年度目标 their targets."""
    levels = [group[0].at for name in ("level1", "level2") for group in by_meaning.get(name, ())]
    known = vocabulary()
    words = {"name": known.plain_names, "target": known.plain_targets, "actual": known.plain_actuals}
    for meaning, plain_words in words.items():
        if meaning in by_meaning or (meaning == "target" and by_meaning.keys() & _LISTING):
            continue
        found = [group for group in groups if key_of(group[0].texts[-1]) in plain_words]
        # Left of the levels the same words are a label beside the table.
        right = [group for group in found if group[0].at > max(levels, default=-1)]
        if len(right) == 1 and right[0][0].heading.meaning is None:
            by_meaning[meaning] = right


def _as_column(meaning: str, group: Sequence[ResolvedColumn], *, whole: bool = False) -> Column:
    """The column of a group; `whole` keeps the headings that say nothing by themselves."""
    own = (text for text in group[0].texts if whole or not is_group(text))
    texts = tuple(dict.fromkeys(" ".join(text.split()) for text in own)) or group[0].texts[-1:]
    unit = next(filter(None, map(heading_unit, texts)), "")
    cells = tuple({id(cell): cell for each in group for cell in each.cells}.values())
    last = on_one_line(group[0].texts[-1])
    choice = last if meaning == "possibility" and key_of(last) in vocabulary().possibilities else ""
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
