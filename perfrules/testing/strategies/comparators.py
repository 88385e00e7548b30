"""Random comparators of every kind, as a text can express them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from perfrules.expressions import (
    AllOf,
    AnyOf,
    Approximate,
    Boolean,
    Change,
    Comparator,
    Comparison,
    Deadline,
    Frequency,
    Level,
    Milestone,
    Milestones,
    Named,
    Narrative,
    NotApplicable,
    Operator,
    Period,
    Qualitative,
    Range,
    Ratio,
    RecurringDeadline,
    Reference,
    RelativeDeadline,
    StartDate,
    TimeOfDay,
    read,
)
from perfrules.expressions.comparators.times import Every
from perfrules.expressions.lexicon import lexicon
from perfrules.expressions.scales import scales
from perfrules.testing.strategies.quantities import (
    UNITS,
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


def _raised(ends: tuple[Fraction, Fraction], unit: Unit, rises: bool) -> Comparison:
    """A bound to be reached from a figure on its other side: 由80%提高到90%."""
    low, high = (Quantity(end, unit) for end in sorted(ends))
    return Comparison(">=", high, low) if rises else Comparison("<=", low, high)


_two_values = st.tuples(positive, positive).filter(lambda pair: pair[0] != pair[1])
_reached_from = st.builds(_raised, _two_values, simple_units, st.booleans())
comparisons = _named(st.builds(Comparison, _OPERATOR, quantities()) | _reached_from)
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
_NEXT_PLACES: Mapping[Every, SearchStrategy[tuple[Any, Any]]] = {
    "month": st.tuples(st.none(), _DAY | _LAST),
    "quarter": st.tuples(st.just(1), _DAY | _LAST),
    "year": month_days.map(lambda day: (day.month, day.day)) | st.tuples(st.integers(1, 12), st.just("last")),
}
_next_deadlines = st.sampled_from(sorted(_NEXT_PLACES)).flatmap(
    lambda every: st.builds(
        lambda place, inclusive: RecurringDeadline(every, place[0], place[1], inclusive, following=True),
        _NEXT_PLACES[every],
        st.booleans(),
    )
)
recurring_deadlines = _named(
    _next_deadlines
    | st.sampled_from(sorted(_PLACES)).flatmap(
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


_SHARE = st.builds(Comparison, _OPERATOR, st.builds(Quantity, positive, st.just(UNITS["%"])))


def _whole_year(part: Milestone) -> Milestone:
    """The milestone as the reader has it: the last day of a year means the year."""
    last = isinstance(part.day, date) and (part.day.month, part.day.day) == (12, 31)
    return evolve(part, year=part.day.year) if isinstance(part.day, date) and last else part


milestones = st.lists(
    st.builds(Milestone, month_days, _SHARE) | st.builds(Milestone, dates, _SHARE),
    min_size=1,
    max_size=4,
).map(lambda parts: Milestones(tuple(_whole_year(part) for part in parts)))


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
approximate_changes = changes.filter(lambda change: change.amount is not None).map(
    lambda change: evolve(change, operator=None, approximate=True)
)
EVENTS = ("验收合格", "合同签订", "收到通知", "受理", "每季度终了")
relative_deadlines = st.builds(
    RelativeDeadline,
    st.sampled_from(EVENTS),
    st.builds(
        Quantity, st.integers(1, 90).map(Fraction), any_of([UNITS["天"], UNITS["工作日"], UNITS["月"]])
    ),
    st.booleans(),
)
_TERMS = st.integers(1, 1000).map(Fraction) | st.builds(Fraction, st.integers(1, 99), st.just(10))
_ratios = st.builds(Ratio, _OPERATOR, st.lists(_TERMS, min_size=2, max_size=4).map(tuple))
# 8:30 alone may be a time of day.
ratios = st.builds(lambda ratio, subject: ratio.named(subject, ""), _ratios, st.sampled_from(SUBJECTS))
_MINUTES = st.integers(5 * 60, 24 * 60 - 1)
times_of_day = _named(
    st.builds(TimeOfDay, st.sampled_from(("<", "<=", ">=")), _MINUTES, st.none(), st.booleans())
    | st.builds(
        lambda one, other, daily: TimeOfDay(">=", min(one, other), max(one, other), daily),
        _MINUTES,
        _MINUTES,
        st.booleans(),
    ).filter(lambda time: time.time != time.end)
)
_LONE_LEVELS = [level for scale, level in scales().values() if scale.alone]
_levels = st.builds(
    Level, st.sampled_from(("<=", ">=")), any_of([level for _, level in scales().values()])
) | st.builds(Level, st.none() | st.sampled_from(("<", ">")), any_of(_LONE_LEVELS))
_RATED = st.sampled_from(("水质", "群众评价", "医院等级"))
levels = _levels | st.builds(lambda level, subject: level.named(subject, ""), _levels, _RATED)
references = st.builds(
    Reference, st.sampled_from(OPERATORS), st.sampled_from(FIGURES), st.just(Fraction(1)) | positive
)


def _is_target(grade: str) -> bool:
    """Whether a grade can be asked for: 不合格 is a result, not a target."""
    return read(grade).comparator is not None


_qualitatives = st.builds(
    Qualitative,
    st.sampled_from(PROMISES)
    | any_of([grade for grade in lexicon()["qualitative"]["grades"] if len(grade) > 1 and _is_target(grade)]),
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
    "change": changes | approximate_changes,
    "reference": references,
    "boolean": st.builds(Boolean, st.booleans()),
    "qualitative": _qualitatives,
    "narrative": st.just(Narrative()),
    "ratio": ratios,
    "level": levels,
    "relative_deadline": relative_deadlines,
    "time_of_day": times_of_day,
    "not_applicable": st.just(NotApplicable()),
}
_single = st.one_of(*_singles.values())


def _is_listed(part: Comparator) -> bool:
    """Whether it can be a part of a list: it has a name or a unit; a number or a level alone has not."""
    if isinstance(part, Level) and part.operator is None and not part.subject:
        return False
    return not (isinstance(part, Comparison) and part.operator is None and part.bound.unit == BARE)


def _is_marked(part: Named) -> bool:
    """Whether it has an operator and a unit, as each of several alternatives must."""
    return isinstance(part, Comparison) and part.operator is not None and part.bound.unit != BARE


def _are_apart(parts: list[Comparator]) -> bool:
    """Whether they stay apart as text.

    Two comparisons may read as the two ends of one range; times of day and periods are alternatives. Grades
    alone (优良；良好) are refused, because one result has one grade.
    """
    if all(
        isinstance(part, Qualitative) and part.text in lexicon()["qualitative"]["grades"] for part in parts
    ):
        return False
    if all(isinstance(part, TimeOfDay | Period) for part in parts):
        return False
    return not (len(parts) == 2 and all(isinstance(part, Comparison) for part in parts))


_all_ofs = (
    st.lists(_single.filter(_is_listed), min_size=2, max_size=4)
    .filter(_are_apart)
    .map(lambda parts: AllOf(tuple(parts)))
)
_any_ofs = st.lists(comparisons.filter(_is_marked) | changes, min_size=2, max_size=3).map(
    lambda parts: AnyOf(tuple(parts))
)
KINDS: Mapping[str, SearchStrategy[Comparator]] = {
    **_singles,
    "milestones": milestones,
    "all_of": _all_ofs,
    "any_of": _any_ofs,
}
_comparators = _single | milestones | _all_ofs | _any_ofs


def comparators(*kinds: str) -> SearchStrategy[Comparator]:
    """Comparators of every kind, or of the given kinds; `str` of each reads as the same comparator.

    Raises:
        KeyError: an unknown kind.

    >>> from hypothesis import find
    >>> str(find(comparators("boolean"), lambda target: target.value))
    '是'
    """
    return st.one_of(*(KINDS[kind] for kind in kinds)) if kinds else _comparators
