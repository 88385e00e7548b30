"""Random comparators of every kind, as a text can express them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from perfrules.expressions import (
    AllOf,
    Approximate,
    Boolean,
    Change,
    Comparator,
    Comparison,
    Deadline,
    Frequency,
    Named,
    Narrative,
    NotApplicable,
    Operator,
    Period,
    Qualitative,
    Range,
    RecurringDeadline,
    Reference,
    StartDate,
)
from perfrules.expressions.comparators.times import Every
from perfrules.expressions.lexicon import lexicon
from perfrules.testing.strategies.quantities import (
    all_units,
    any_of,
    counts,
    periods,
    positive,
    quantities,
    simple_units,
    values,
)
from perfrules.values import BARE, MonthDay, Quantity, Unit

OPERATORS: tuple[Operator, ...] = ("<", "<=", "=", ">=", ">")

SUBJECTS = ("培训合格率", "群众满意度", "资金支付", "项目完成时间", "活动场次", "公用经费", "PM2.5浓度")
FIGURES = ("核定数", "预算", "上年平均水平", "前三年平均值", "批复金额", "全省平均水平", "合同约定标准")
BASELINES = ("同比", "环比", "年均", "上年", "去年同期", "计划数", "2020年")
PROMISES = ("显著提高", "优良", "有效保障", "良好", "逐步改善", "持续提升服务水平", "保障机构正常运转")

_SUBJECT = st.just("") | st.sampled_from(SUBJECTS)
_CLOSED = st.sampled_from([True, False])
_OPERATOR = st.none() | st.sampled_from(OPERATORS)


def _named(made: SearchStrategy[Named]) -> SearchStrategy[Named]:
    """The same comparators, some with a subject."""
    return st.builds(lambda comparator, subject: comparator.named(subject, ""), made, _SUBJECT)


def _range(one: Fraction, other: Fraction, unit: Unit, low_closed: bool, high_closed: bool) -> Range:
    """A range. If its ends are equal they are closed, as the range would be empty otherwise."""
    low, high = sorted((one, other))
    point = low == high
    return Range(Quantity(low, unit), low_closed or point, Quantity(high, unit), high_closed or point)


comparisons = _named(st.builds(Comparison, _OPERATOR, quantities()))
ranges = _named(st.builds(_range, values, values, all_units, _CLOSED, _CLOSED))
approximates = _named(st.builds(Approximate, quantities()))

dates = st.dates(date(1950, 1, 1), date(2099, 12, 31))
month_days = st.dates(date(2024, 1, 1), date(2024, 12, 31)).map(lambda day: MonthDay(day.month, day.day))
deadlines = _named(st.builds(Deadline, dates | month_days, st.booleans()))
start_dates = _named(st.builds(StartDate, dates | month_days, st.booleans()))

_DAY = st.integers(1, 31)
_LAST = st.sampled_from(("last", "last-working-day"))
_PLACES: Mapping[Every, SearchStrategy[tuple[Any, Any]]] = {
    "week": st.tuples(st.none(), st.integers(1, 7)),
    "month": st.tuples(st.none(), _DAY | _LAST),
    "quarter": st.tuples(st.none(), _LAST) | st.tuples(st.integers(1, 3), _DAY | _LAST),
    "half-year": st.tuples(st.none(), _LAST) | st.tuples(st.integers(1, 6), _DAY | _LAST),
    "year": month_days.map(lambda day: (day.month, day.day))
    | st.tuples(st.integers(1, 12), st.just("last"))
    | st.just((12, "last-working-day")),
}
recurring_deadlines = _named(
    st.sampled_from(sorted(_PLACES)).flatmap(
        lambda every: st.builds(
            lambda place, inclusive: RecurringDeadline(every, place[0], place[1], inclusive),
            _PLACES[every],
            st.booleans(),
        )
    )
)
frequencies = _named(
    st.builds(
        Frequency,
        _OPERATOR,
        st.builds(Quantity, st.integers(0, 1000).map(Fraction), counts),
        periods,
    )
)


def _period(one: date | MonthDay, other: date | MonthDay) -> Period:
    return Period(*sorted((one, other)))


period_comparators = _named(st.builds(_period, dates, dates) | st.builds(_period, month_days, month_days))
_DIRECTION = st.sampled_from(("increase", "decrease"))
changes = st.builds(
    Change,
    _DIRECTION,
    _OPERATOR,
    st.builds(Quantity, positive, simple_units),
    st.none() | st.sampled_from(BASELINES),
) | st.builds(Change, _DIRECTION, st.none(), st.none(), st.sampled_from(BASELINES))
references = st.builds(
    Reference, st.sampled_from(OPERATORS), st.sampled_from(FIGURES), st.just(Fraction(1)) | positive
)
_qualitatives = st.builds(
    Qualitative,
    st.sampled_from(PROMISES)
    | any_of([grade for grade in lexicon()["qualitative"]["grades"] if len(grade) > 1]),
)
_singles: Mapping[str, SearchStrategy[Comparator]] = {
    "comparison": comparisons,
    "range": ranges,
    "approximate": approximates,
    "deadline": deadlines,
    "start_date": start_dates,
    "recurring_deadline": recurring_deadlines,
    "frequency": frequencies,
    "period": period_comparators,
    "change": changes,
    "reference": references,
    "boolean": st.builds(Boolean, st.booleans()),
    "qualitative": _qualitatives,
    "narrative": st.just(Narrative()),
    "not_applicable": st.just(NotApplicable()),
}
_single = st.one_of(*_singles.values())


def _is_listed(part: Comparator) -> bool:
    """Whether it can be a part of a list: it has a name or a unit, a bare number has not."""
    return not (isinstance(part, Comparison) and part.operator is None and part.bound.unit == BARE)


def _are_apart(parts: list[Comparator]) -> bool:
    """Whether they stay apart as text: two comparisons may read as the two ends of one range."""
    return not (len(parts) == 2 and all(isinstance(part, Comparison) for part in parts))


_all_ofs = (
    st.lists(_single.filter(_is_listed), min_size=2, max_size=4)
    .filter(_are_apart)
    .map(lambda parts: AllOf(tuple(parts)))
)
KINDS: Mapping[str, SearchStrategy[Comparator]] = {**_singles, "all_of": _all_ofs}
_comparators = _single | _all_ofs


def comparators(*kinds: str) -> SearchStrategy[Comparator]:
    """Comparators of every kind, or of the given kinds; `str` of each reads as the same comparator.

    Raises:
        KeyError: an unknown kind.

    >>> from hypothesis import find
    >>> str(find(comparators("boolean"), lambda target: target.value))
    '是'
    """
    return st.one_of(*(KINDS[kind] for kind in kinds)) if kinds else _comparators
