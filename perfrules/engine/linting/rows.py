"""Faults that one row of indicators shows by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from perfrules.diagnostics import Diagnostic
from perfrules.engine.indicators.ceilings import WHOLE
from perfrules.engine.indicators.operators import infer_operator
from perfrules.engine.indicators.written_units import unit_in_name
from perfrules.engine.linting.finding import Fix, about
from perfrules.engine.linting.words import (
    first_levels,
    is_bounded,
    is_quality,
    level1_of,
    schedule_in,
    should_be_high,
    should_be_low,
)
from perfrules.expressions import (
    Comparator,
    Comparison,
    Deadline,
    Frequency,
    Milestones,
    Narrative,
    Period,
    Qualitative,
    Range,
    Ratio,
    RecurringDeadline,
    Reference,
    RelativeDeadline,
    TimeOfDay,
    find_operator,
    read,
)
from perfrules.policies.base.inferred_operators import InferredOperator
from perfrules.resources.late_patterns import late_pattern
from perfrules.sheets import Indicator
from perfrules.sheets.labels import plain
from perfrules.values import Unit

Found = Iterator[tuple[Diagnostic, Fix | None]]
RowRule = Callable[[int, Indicator], Found]

_DEADLINES = Deadline, RecurringDeadline, RelativeDeadline, TimeOfDay, Milestones
_MEASURED = Comparison, Range, Frequency, Period, Ratio, Reference, *_DEADLINES
_BRACKETS = late_pattern(r"[（(]([^（()）]+)[)）]")
_PLACEHOLDERS = late_pattern(r"[*\uff0axX×_]{1,4}|[.…]{2,}")
_OUTPUT, _QUALITY, _SATISFACTION = "产出指标", "质量指标", "满意度"


def row_findings(at: int, indicator: Indicator) -> Found:
    """Yield each fault of an indicator, with its fix if only one exists.

    >>> row = Indicator("产出指标", "成本指标", "经费", "小于等于核定数", "文字描述")
    >>> [(found.code, fix.text) for found, fix in row_findings(0, row)]
    [('PR760', '小于等于核定数')]
    """
    elsewhere = list(_requirement_elsewhere(at, indicator))
    remedies = {fix for _, fix in elsewhere if fix is not None}
    # Two places that state a requirement are two remedies, so neither is a fix.
    yield from ((found, fix if len(remedies) == 1 else None) for found, fix in elsewhere)
    for rule in _RULES:
        yield from rule(at, indicator)
    if not elsewhere:
        yield from _only_words(indicator)


def _requirement_elsewhere(at: int, indicator: Indicator) -> Found:
    """PR760–PR762: the requirement is in the description, the name or the basis instead of the target."""
    yield from _operator_in_name(at, indicator)
    if not _lacks_requirement(indicator):
        return
    for code, column in (("PR760", "description"), ("PR762", "basis")):
        text = getattr(indicator, column)
        comparator = read(text).comparator if text else None
        if _is_requirement(comparator) if column == "description" else isinstance(comparator, _DEADLINES):
            yield about(code, indicator, text=text), Fix(at, "target", text)
        elif column == "description" and (schedule_in(text) or find_operator(text)):
            yield about(code, indicator, text=text), None


def _lacks_requirement(indicator: Indicator) -> bool:
    """Whether the target is blank or announces words (文字描述)."""
    return not plain(indicator.target) or isinstance(indicator.reading.comparator, Narrative)


def _is_requirement(comparator: Comparator | None) -> bool:
    """Whether a reading can be compared: with an operator where its kind has one."""
    return isinstance(comparator, _MEASURED) and getattr(comparator, "operator", "") is not None


def _operator_in_name(at: int, indicator: Indicator) -> Found:
    operator = find_operator(indicator.name)
    if operator is None or _is_requirement(indicator.reading.comparator):
        return
    inner = next(iter(_BRACKETS.findall(indicator.name)), "")
    if _lacks_requirement(indicator):
        fix = Fix(at, "target", inner) if _is_requirement(read(inner).comparator) else None
        yield about("PR761", indicator), fix
    elif _is_bare(indicator.reading.comparator):
        joined = f"{operator}{indicator.target}"
        stands_for_number = _PLACEHOLDERS.search(inner) and read(joined).comparator is not None
        yield about("PR761", indicator), Fix(at, "target", joined) if stands_for_number else None


def _is_bare(comparator: Comparator | None) -> bool:
    return isinstance(comparator, Comparison | Frequency) and comparator.operator is None


def _direction(_at: int, indicator: Indicator) -> Found:
    """PR763, PR764: the operator contradicts the name."""
    comparator = indicator.reading.comparator
    operator = getattr(comparator, "operator", None)
    if operator in (">=", ">") and should_be_low(indicator):
        yield about("PR763", indicator), None
    elif operator in ("<=", "<") and should_be_high(indicator):
        yield about("PR764", indicator), None


def _whole_rate(_at: int, indicator: Indicator) -> Found:
    """PR765, PR766: a share of a whole that is to be 100% or more."""
    comparator = indicator.reading.comparator
    if not isinstance(comparator, Comparison) or not is_bounded(indicator):
        return
    if comparator.bound.unit.dimension != "ratio" or comparator.operator in ("<", "<="):
        return
    share = comparator.bound.value * comparator.bound.unit.factor
    scanned = any(each.code == "PR221" for each in indicator.reading.diagnostics)
    if should_be_low(indicator):
        return
    if (share > WHOLE or (share == WHOLE and comparator.operator == ">")) and not scanned:
        yield about("PR766", indicator), None
    elif share == WHOLE and comparator.operator == ">=":
        yield about("PR765", indicator), None


def _group(at: int, indicator: Indicator) -> Found:
    """PR767, PR768: satisfaction or quality among the benefits, and groups under another first level."""
    allowed = first_levels(indicator.level2)
    right = level1_of(indicator.level2)
    if allowed and right and indicator.level1 and indicator.level1 not in allowed:
        facts = {"level1": indicator.level1, "level2": indicator.level2, "right": right}
        yield about("PR767", indicator, **facts), Fix(at, "level1", right)
    elif _SATISFACTION in indicator.name and not _is_about(indicator, _SATISFACTION):
        yield about("PR768", indicator, level2=indicator.level2, right="满意度指标"), None
    elif is_quality(indicator) and right == "效益指标":
        yield about("PR768", indicator, level2=indicator.level2, right=_QUALITY), None


def _is_about(indicator: Indicator, word: str) -> bool:
    """Whether a level has the word; a row without levels may be about anything."""
    return word in indicator.level2 or word in indicator.level1 or not indicator.level2


def _operator_lost(_at: int, indicator: Indicator) -> Found:
    """PR772: a number without an operator, where neither name nor another column settles it."""
    comparator = indicator.reading.comparator
    if not isinstance(comparator, Comparison) or comparator.operator is not None:
        return
    whole = is_bounded(indicator) and comparator.bound.value * comparator.bound.unit.factor == WHOLE
    scanned = any(each.code == "PR221" for each in indicator.reading.diagnostics)
    settled = infer_operator(comparator, indicator, _SILENT).operator is not None
    if not (whole or scanned or settled):
        yield about("PR772", indicator), None


class _Silent:
    """A policy that says nothing about operators, so that only the row counts."""

    low_is_good: tuple[str, ...] = ()

    def operator_for(self, _level2: str, _unit: Unit) -> InferredOperator | None:
        return None


_SILENT = _Silent()


def _units(_at: int, indicator: Indicator) -> Found:
    """PR773: the unit in the name is not one of the target."""
    comparator, named = indicator.reading.comparator, unit_in_name(indicator.name)
    if named is None or not isinstance(comparator, Comparison) or not comparator.bound.unit.name:
        return
    if comparator.bound.unit.dimension != named.unit.dimension:
        yield about("PR773", indicator, unit=named.label), None


def _only_words(indicator: Indicator) -> Found:
    """PR774: an output that cannot be measured."""
    comparator = indicator.reading.comparator
    if indicator.level1 == _OUTPUT and isinstance(comparator, Narrative | Qualitative):
        yield about("PR774", indicator), None


_RULES: tuple[RowRule, ...] = (_direction, _whole_rate, _group, _operator_lost, _units)
