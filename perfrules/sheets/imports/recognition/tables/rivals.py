"""Which of several columns of targets counts: by the year, an adjustment, or the period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TypeAlias

from attrs import evolve, frozen

from perfrules.documents.media.pages import Cell, Grid
from perfrules.resources.late_patterns import late_pattern
from perfrules.sheets.imports.recognition.reported_days import months_in
from perfrules.sheets.imports.recognition.vocabulary import Heading, heading_of, key_of, vocabulary
from perfrules.sheets.labels import plain

YEARLY = frozenset({"target", "actual"})
_PLAIN_TARGETS = ("指标值", "目标值", "计划值")
_ADJUSTED = "调整"
_BEFORE = ("年初", "申报", "批复", "调整前")
_PART_OF_YEAR = late_pattern("半年|季度|[0-9]月")
_WHOLE_YEAR = ("全年", "年度", "年末")
_MONTHS_A_YEAR = 12
_VERSIONS = frozenset({"调整前", "调整后", "年度", "当年", "全年", "三年", "中期", "长期", "实施期"})
_ROWS_ABOVE = 6
_TWO = 2


@frozen
class ResolvedColumn:
    """A column with its heading and whose values it has: this year's, others', a reviewer's."""

    at: int
    heading: Heading
    texts: tuple[str, ...]
    cells: tuple[Cell, ...]
    anchor: Cell | None


ByMeaning: TypeAlias = "dict[str, list[list[ResolvedColumn]]]"


def results_of_same_words(found: Sequence[ResolvedColumn | None]) -> list[ResolvedColumn | None]:
    """The columns, where the same words head targets and, below 完成情况, results."""
    lowest = Counter(key_of(each.texts[-1]) for each in found if each is not None and _heads_target(each))
    return [
        evolve(each, heading=evolve(each.heading, meaning="actual"))
        if each is not None
        and _heads_target(each)
        and lowest[key_of(each.texts[-1])] == _TWO
        and _is_below_results(each)
        else each
        for each in found
    ]


def _heads_target(column: ResolvedColumn) -> bool:
    return column.heading.meaning == "target" and len(column.texts) > 1


def _is_below_results(column: ResolvedColumn) -> bool:
    above = column.texts[-_TWO]
    return heading_of(above).meaning == "actual" or key_of(above) in vocabulary().plain_actuals


def are_rivals(best: Sequence[ResolvedColumn], rest: Sequence[Sequence[ResolvedColumn]]) -> bool:
    """Whether several headings say just as surely that the targets are below them."""

    def is_sure(group: Sequence[ResolvedColumn]) -> bool:
        return _says(group, _PLAIN_TARGETS)

    return is_sure(best) and any(is_sure(group) for group in rest)


def move_other_years(by_meaning: ByMeaning, year: int | None) -> None:
    """Columns of another year than the form's, or than that of the targets, are those of other years."""
    targets = by_meaning.get("target", [])
    years = {group[0].heading.year for group in targets} - {None}
    if len(targets) > 1 and year in years:
        this = year
    elif len(years) == 1:
        this = next(iter(years))
    else:
        return
    for meaning in YEARLY & by_meaning.keys():
        kept: list[list[ResolvedColumn]] = []
        for group in by_meaning[meaning]:
            own = group[0].heading.year
            (by_meaning["prior"] if own is not None and this is not None and own != this else kept).append(
                group
            )
        by_meaning[meaning] = kept
    for meaning in [name for name, groups in by_meaning.items() if not groups]:
        del by_meaning[meaning]


def is_part_of_heading(text: str) -> bool:
    """Whether a heading only says which of the values of the one above it it has: 2024年, 调整后."""
    return heading_of(text).year is not None or key_of(text) in _VERSIONS


def take_adjusted(by_meaning: ByMeaning) -> None:
    """Of targets before and after an adjustment, the adjusted ones count; the others are `unadjusted`.

    Targets for a part of the year do not count beside those for the year.
    """
    targets = by_meaning.get("target", [])
    partly = [group for group in targets if any(_PART_OF_YEAR.search(plain(text)) for text in group[0].texts)]
    if partly and len(partly) < len(targets):
        by_meaning["interim"] = partly
        by_meaning["target"] = targets = [group for group in targets if group not in partly]
    adjusted = [group for group in targets if _says(group, (_ADJUSTED,)) and not _says(group, ("调整前",))]
    if (
        len(adjusted) == 1
        and len(targets) > 1
        and all(group is adjusted[0] or _says(group, _BEFORE) for group in targets)
    ):
        by_meaning["unadjusted"] = [group for group in targets if group is not adjusted[0]]
        by_meaning["target"] = adjusted


def take_latest(grid: Grid, last: int, by_meaning: ByMeaning) -> None:
    """Of results up to several days of the year, the latest that are filled count; the others are `interim`.

    Results of 全年 include those of 前二季度, which include those of 一季度. Those of 二季度 alone include no
    others, so that columns of single quarters stay beside each other.
    """
    actuals = by_meaning.get("actual", [])
    months = [_last_month(group) for group in actuals]
    if len(set(months)) < len(months) or len(months) < _TWO or None in months:
        return
    filled = [group for group in actuals if _is_filled(grid, last, group)] or actuals
    latest = max(filled, key=lambda group: _last_month(group) or 0)
    by_meaning["interim"] += [group for group in actuals if group is not latest]
    by_meaning["actual"] = [latest]


def _last_month(group: Sequence[ResolvedColumn]) -> int | None:
    """The month up to which a column has results, from January on; None where its headings do not say."""
    texts = group[0].texts
    months = {month for text in texts for month in months_in(text)}
    if months:
        return max(months)
    if any(_PART_OF_YEAR.search(plain(text)) for text in texts):
        return None
    return _MONTHS_A_YEAR if _says(group, _WHOLE_YEAR) else None


def _is_filled(grid: Grid, last: int, group: Sequence[ResolvedColumn]) -> bool:
    cells = (row[column.at] for row in grid.rows[last + 1 :] for column in group if column.at < len(row))
    return any(cell and cell.text.strip() for cell in cells)


def _says(group: Sequence[ResolvedColumn], words: Sequence[str]) -> bool:
    return any(word in plain(text) for text in group[0].texts for word in words)


def year_of_two_periods(
    grid: Grid, first: int, groups: list[list[ResolvedColumn]]
) -> list[list[ResolvedColumn]]:
    """The columns where those of the whole period, beside those of the year, have no meaning of their own.

    Forms for transfer payments have names and targets twice: below 实施期目标 and below 年度目标.
    """
    names = [group for group in groups if group[0].heading.meaning == "name"]
    targets = [group for group in groups if group[0].heading.meaning == "target"]
    if [len(names), len(targets)] != [_TWO, _TWO] or len({key_of(group[0].texts[-1]) for group in names}) > 1:
        return groups
    of_period = [_is_below_midterm(grid, first, group) for group in names]
    if sum(of_period) != 1:
        return groups
    begins = [_begin_of(groups, name) for name in names]
    ends = [begins[1], grid.width]
    period = of_period.index(True)
    inside = range(begins[period], ends[period])
    return [
        [_without_meaning(each) for each in group] if group[0].at in inside else group for group in groups
    ]


def _begin_of(groups: Sequence[list[ResolvedColumn]], name: Sequence[ResolvedColumn]) -> int:
    """Where the columns of a period begin: at the level left of its names, if that is there twice."""
    levels = [group for group in groups if group[0].heading.meaning == "level2"]
    before = [group[0].at for group in levels if group[0].at < name[0].at]
    return max(before) if len(levels) == _TWO and before else name[0].at


def _is_below_midterm(grid: Grid, first: int, name: Sequence[ResolvedColumn]) -> bool:
    """Whether the nearest label of a period above a column is that of the whole period."""
    at = name[0].at
    for row in reversed(grid.rows[max(first - _ROWS_ABOVE, 0) : first]):
        labels = {id(cell): cell for cell in row if cell and key_of(cell.text) in vocabulary().goal_columns}
        # A label of both may be left of them.
        periods = list(labels.values())[-_TWO:]
        if len(periods) == _TWO:
            left = [cell for cell in periods if cell.column <= at]
            return bool(left) and _is_midterm(left[-1])
    return False


def _is_midterm(cell: Cell) -> bool:
    return vocabulary().goal_columns[key_of(cell.text)] == "midterm"


def _without_meaning(column: ResolvedColumn) -> ResolvedColumn:
    return evolve(column, heading=Heading(None, 0, column.heading.year))
