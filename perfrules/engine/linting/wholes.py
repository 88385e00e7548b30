"""Faults that a sheet shows as a whole, and sheets of one project beside each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from perfrules.diagnostics import Diagnostic
from perfrules.engine.linting.finding import about, found_at
from perfrules.engine.linting.words import without_common
from perfrules.expressions import Comparison, read
from perfrules.resources.late_patterns import late_pattern
from perfrules.sheets import Indicator, Sheet
from perfrules.sheets.labels import plain
from perfrules.values import Quantity

_FIGURE = late_pattern(r"[0-9][0-9,]*(?:\.[0-9]+)?[万亿]?[a-zA-Z%\u4e00-\u9fff]{1,3}")
_HAN = late_pattern(r"[\u4e00-\u9fff]")
_NEARBY = 10
"""How many characters around a figure are searched for the words of an indicator."""
_TWO = "2"


def sheet_findings(sheet: Sheet, groups: Mapping[str, Sequence[str]]) -> Iterator[Diagnostic]:
    """Yield what a sheet lacks, and figures of its goals that differ from its targets.

    `groups` are the first-level groups that it must have, each with its other names.

    >>> [found.code for found in sheet_findings(Sheet(name="甲"), {"产出指标": ()})]
    ['PR776', 'PR777', 'PR775']
    """
    yield from _missing_parts(sheet, groups)
    yield from _goal_figures(sheet)
    yield from _scanned_signs(sheet)


def _missing_parts(sheet: Sheet, groups: Mapping[str, Sequence[str]]) -> Iterator[Diagnostic]:
    called = sheet.title or sheet.name or sheet.code
    if not sheet.goals:
        yield found_at("PR776", sheet.place("goals"), sheet=called)
    if sheet.budget.total is None:
        yield found_at("PR777", sheet.place("budget"), sheet=called)
    if not sheet.complete:
        return
    present = {indicator.level1 for indicator in sheet.indicators}
    for group, aliases in groups.items():
        if not present.intersection((group, *aliases)):
            yield found_at("PR775", sheet.place(), sheet=called, group=group)


def _goal_figures(sheet: Sheet) -> Iterator[Diagnostic]:
    """PR769: a figure of a goal that none of the indicators about the same thing has."""
    for goal in sheet.goals:
        for number, quantity, nearby in _figures(goal):
            same = [each for each in sheet.indicators if _is_about(each, nearby, quantity)]
            if same and all(_bound(each) != _base(quantity) for each in same):
                facts = {"goal": goal, "number": number}
                yield about("PR769", same[0], **facts)


def _figures(goal: str) -> Iterator[tuple[str, Quantity, str]]:
    """Yield each figure with a unit in a goal, and the words around it."""
    for found in _FIGURE.finditer(goal):
        for end in range(len(found.group()), 0, -1):
            comparator = read(found.group()[:end]).comparator
            if isinstance(comparator, Comparison) and comparator.bound.unit.name:
                nearby = goal[max(found.start() - _NEARBY, 0) : found.end() + _NEARBY]
                yield found.group()[:end], comparator.bound, nearby
                break


def _is_about(indicator: Indicator, nearby: str, quantity: Quantity) -> bool:
    """Whether an indicator measures in the same unit, and a text has most characters of its name."""
    comparator = indicator.reading.comparator
    if not isinstance(comparator, Comparison) or comparator.bound.unit.dimension != quantity.unit.dimension:
        return False
    own = _HAN.findall(without_common(indicator.name))
    return sum(character in nearby for character in own) * 2 > len(own)


def _base(quantity: Quantity) -> object:
    return quantity.value * quantity.unit.factor


def _bound(indicator: Indicator) -> object:
    comparator = indicator.reading.comparator
    return _base(comparator.bound) if isinstance(comparator, Comparison) else None


def _scanned_signs(sheet: Sheet) -> Iterator[Diagnostic]:
    """PR771: a number that starts with 2, while the sheet also mentions it without the 2."""
    for indicator in sheet.indicators:
        text = plain(indicator.target)
        comparator = indicator.reading.comparator
        if not isinstance(comparator, Comparison) or comparator.operator is not None:
            continue
        if text.startswith(_TWO) and text[1:2].isdigit() and not indicator.reading.diagnostics:
            evidence = next((each for each in _texts(sheet, indicator) if _mentions(each, text[1:])), None)
            if evidence is not None:
                yield about("PR771", indicator, likely=f"≥{text[1:]}", evidence=evidence)


def _texts(sheet: Sheet, indicator: Indicator) -> Iterator[str]:
    yield from (indicator.name, indicator.description, indicator.basis)
    yield from sheet.goals
    yield sheet.purpose


def _mentions(text: str, number: str) -> bool:
    return re.search(rf"(?<![0-9.,]){re.escape(number)}", plain(text)) is not None


def differing_targets(sheets: Sequence[Sheet]) -> Iterator[tuple[Sheet, Diagnostic]]:
    """Yield PR770 for each indicator whose target differs from that in an earlier sheet of its project.

    >>> row, other = (Indicator("产出指标", "数量指标", "人数", target=each) for each in ("≥5人", "≥6人"))
    >>> sheets = [Sheet(code="1", part="一", indicators=(row,)), Sheet(code="1", indicators=(other,))]
    >>> [found.arguments["before"] for _, found in differing_targets(sheets)]
    ['≥5人']
    """
    first: dict[tuple[str, str], tuple[Sheet, Indicator]] = {}
    for sheet in sheets:
        project = sheet.code or sheet.name
        for indicator in sheet.indicators if project else ():
            before = first.setdefault((project, indicator.key), (sheet, indicator))
            if before[0] is not sheet and not _same_target(before[1], indicator):
                yield sheet, _differing(before, indicator)


def _differing(before: tuple[Sheet, Indicator], indicator: Indicator) -> Diagnostic:
    sheet, earlier = before
    facts = {"before": earlier.target, "other": sheet.part or sheet.title or sheet.name or sheet.code}
    return about("PR770", indicator, **facts)


def _same_target(one: Indicator, other: Indicator) -> bool:
    first, second = one.reading.comparator, other.reading.comparator
    if first is None or second is None:
        return plain(one.target) == plain(other.target)
    return str(first) == str(second)
