"""Laws of typed comparators: what they print, what meets them, how much of them is reached."""

from datetime import date, timedelta
from fractions import Fraction
from operator import and_, eq, ge, gt, le, lt, or_

import pytest
from attrs import evolve
from budgets import law as law_of
from expression_strategies import LAW, grammar_texts, mixtures, readable
from hypothesis import example, given
from hypothesis import strategies as st

from perfrules.expressions import (
    AllOf,
    Boolean,
    Change,
    Comparison,
    ExpressionError,
    Frequency,
    Range,
    RecurringDeadline,
    Reference,
    Statement,
    parse,
)
from perfrules.testing.strategies import comparators, quantities
from perfrules.testing.strategies.comparators import (
    KINDS,
    approximates,
    changes,
    comparisons,
    dates,
    deadlines,
    frequencies,
    period_comparators,
    ranges,
    recurring_deadlines,
    references,
    start_dates,
)
from perfrules.testing.strategies.quantities import (
    UNITS,
    alike,
    all_units,
    decimals,
    is_rate,
    named_units,
    positive,
    positive_quantities,
    values,
)
from perfrules.values import BARE, MonthDay, Quantity, QuantityError
from perfrules.values.working_days import WorkCalendar, published_years

RELATIONS = {"<": lt, "<=": le, "=": eq, ">=": ge, ">": gt, None: eq}
STEPS = st.sampled_from([Fraction(0), Fraction(1, 10**9), Fraction(-1, 10**9)]) | values


def holds(comparator, number):
    """What the comparator says of a number, worked out from its fields alone."""
    if isinstance(comparator, Comparison):
        return RELATIONS[comparator.operator](number, comparator.bound.value)
    if isinstance(comparator, Frequency):
        return RELATIONS[comparator.operator](number, comparator.times.value)
    if isinstance(comparator, Change):
        return (
            number > 0
            if comparator.amount is None
            else RELATIONS[comparator.operator](number, comparator.amount.value)
        )
    low, high = comparator.low.value, comparator.high.value
    above = number >= low if comparator.low_closed else number > low
    return above and (number <= high if comparator.high_closed else number < high)


def bounds(comparator):
    """The numbers at which the comparator may change its mind."""
    if isinstance(comparator, Range):
        return [comparator.low.value, comparator.high.value]
    if isinstance(comparator, Change):
        return [Fraction(0) if comparator.amount is None else comparator.amount.value]
    return [(comparator.times if isinstance(comparator, Frequency) else comparator.bound).value]


@st.composite
def measured(draw, made=comparisons | ranges | frequencies | changes):
    """A comparator over numbers, and a number at, just beside or far from one of its bounds."""
    comparator = draw(made)
    return comparator, draw(st.sampled_from(bounds(comparator))) + draw(STEPS)


class TestThePrintedForm:
    """`parse(str(c)) == c`, and the printed form is canonical: printing it again changes nothing."""

    @pytest.mark.parametrize("kind", KINDS)
    def test_of_typed_values(self, kind):
        @LAW
        @given(KINDS[kind])
        def law(comparator):
            assert comparator.kind == kind
            assert parse(str(comparator)) == comparator

        law()

    @law_of(3000)
    @given(readable | mixtures | grammar_texts)
    @example("5公斤以上标准煤")
    @example("成本重大91035流明左右")
    @example("每月的的的任务")
    @example("培训人数三方提高：858")
    @example("每月报送")
    @example("培训合格率:每周五及时完成")
    @example("培训合格率:每季度末(不含)前及时完成")
    @example("传达:每批负3套/台煤")
    @example("材料污染抵达高于或等于2/3")
    @example("人均每班负3刊")
    @example("约0架次的最高标准")
    @example("零超支")
    @example("比2020年减少村均负3")
    @example("满合同约定标准三分之二及以内")
    def test_of_whatever_is_read(self, text):
        try:
            comparator = parse(text)
        except ExpressionError:
            return
        printed = str(comparator)
        assert parse(printed) == comparator
        assert str(parse(printed)) == printed


class TestRegions:
    """`c.matches(x)` is true exactly where `x` lies in `c.region`."""

    @LAW
    @given(measured())
    def test_of_numbers(self, case):
        comparator, number = case
        point = Quantity(number, comparator.region.unit)
        assert comparator.matches(point) == (point in comparator.region) == holds(comparator, number)

    @LAW
    @given(deadlines, st.integers(-2, 2), dates)
    def test_of_deadlines(self, deadline, step, other):
        if isinstance(deadline.day, MonthDay):
            with pytest.raises(ExpressionError, match="PR243"):
                deadline.matches(other)
            deadline = deadline.in_year(other.year)
        for day in (deadline.day + timedelta(days=step), other):
            expected = day <= deadline.day if deadline.inclusive else day < deadline.day
            assert deadline.matches(day) == expected

    @LAW
    @given(start_dates, st.integers(-2, 2), dates)
    def test_of_start_dates(self, start, step, other):
        if isinstance(start.day, MonthDay):
            with pytest.raises(ExpressionError, match="PR243"):
                start.matches(other)
            start = start.in_year(other.year)
        for day in (start.day + timedelta(days=step), other):
            assert start.matches(day) == (day >= start.day if start.inclusive else day > start.day)

    @LAW
    @given(st.dates(), st.sampled_from((">=", ">", "<", "<=", "=")), st.dates())
    def test_of_days_in_signs(self, day, operator, other):
        signed = parse(f"{operator}{day.isoformat()}")
        assert signed.matches(other) == RELATIONS[operator](other, day)
        assert parse(str(signed)) == signed

    @LAW
    @given(period_comparators, st.integers(-2, 2), dates)
    def test_of_periods(self, period, step, other):
        period = period.in_year(other.year)
        for day in (period.start + timedelta(days=step), period.end + timedelta(days=step), other):
            assert period.matches(day) == (period.start <= day <= period.end)

    @LAW
    @given(st.booleans(), st.booleans())
    def test_of_yes_and_no(self, target, actual):
        assert Boolean(target).matches(actual) == (target == actual)


@st.composite
def joint(draw):
    """Several comparators over one unit, and a number near a bound of one of them."""
    unit = draw(all_units.filter(lambda unit: not is_rate(unit)))
    near = st.integers(-3, 3).map(Fraction)
    bound = st.builds(
        Comparison, st.sampled_from(("<", "<=", ">=", ">")), near.map(lambda value: Quantity(value, unit))
    )
    span = st.builds(
        lambda low, width, low_closed, high_closed: Range(
            Quantity(low, unit), low_closed, Quantity(low + width, unit), high_closed
        ),
        near,
        st.integers(0, 4),
        st.booleans(),
        st.booleans(),
    )
    parts = draw(st.lists(bound | span, min_size=1, max_size=4))
    return parts, Quantity(draw(st.builds(Fraction, st.integers(-14, 14), st.just(2))), unit)


class TestSetsOfRegions:
    """The region of `all_of` is the intersection; complement, intersection and union keep what matches."""

    @LAW
    @given(joint())
    def test_all_of_is_met_where_every_part_is(self, case):
        parts, point = case
        whole = AllOf(tuple(parts))
        assert whole.matches(point) == all(part.matches(point) for part in parts)
        assert (point in whole.region) == all(point in part.region for part in parts)

    @LAW
    @given(joint())
    def test_the_complement_holds_what_does_not_match(self, case):
        parts, point = case
        for part in parts:
            assert (point in ~part.region) != part.matches(point)
            assert ~~part.region == part.region

    @LAW
    @given(joint())
    def test_the_union_holds_what_matches_one(self, case):
        parts, point = case
        region = parts[0].region
        for part in parts[1:]:
            region |= part.region
        assert (point in region) == any(part.matches(point) for part in parts)

    @LAW
    @given(measured(comparisons), st.data())
    def test_they_take_regions_of_other_units(self, case, data):
        comparator, number = case
        unit = comparator.bound.unit
        other = evolve(comparator, bound=comparator.bound.to(data.draw(alike(unit))))
        point = Quantity(number, unit)
        assert (point in (comparator.region & other.region)) == comparator.matches(point)
        assert (point in (comparator.region | ~other.region)) or unit == BARE


class TestTheAlgebra:
    """Comparators combine as the sets of what meets them, in whatever units they are written."""

    @LAW
    @given(joint())
    def test_what_meets_a_combination(self, case):
        parts, point = case
        first, second = parts[0], parts[-1]
        one, other = first.matches(point), second.matches(point)
        assert (point in (first & second)) == (one and other)
        assert (point in (first | second)) == (one or other)
        assert (point in ~first) == (not one)
        assert (point in (first & ~second | second)) == (one or other)

    @LAW
    @given(joint())
    def test_laws_of_sets(self, case):
        parts, _ = case
        first, second = parts[0], parts[-1]
        assert (~(first & second)).is_equivalent(~first | ~second)
        assert (first & second).is_subset(first)
        assert first.is_subset(first | second)
        assert first.is_disjoint(~first)
        assert first.is_subset(second) == (first & ~second.region).numbers.is_empty()
        assert first.is_disjoint(second) == (not (first & second).is_satisfiable())
        assert first.is_equivalent(second) == (first.is_subset(second) and second.is_subset(first))
        assert (first & second).is_equivalent(second & first)
        assert not (first & ~first).is_satisfiable()

    @LAW
    @given(measured(comparisons | ranges), st.data())
    def test_of_the_same_target_in_another_unit(self, case, data):
        comparator, number = case
        converted = in_unit(comparator, data.draw(alike(comparator.region.unit)))
        assert comparator.is_equivalent(converted)
        assert converted.is_subset(comparator)
        assert converted.is_satisfiable()
        assert any(number in interval for interval in comparator.intervals) == comparator.matches(
            Quantity(number, comparator.region.unit)
        )

    @LAW
    @given(comparisons, comparisons)
    def test_of_what_measures_something_else_is_refused(self, first, second):
        if first.bound.comparable(second.bound):
            first.is_subset(second)
        else:
            questions = (Comparison.is_subset, Comparison.is_disjoint, Comparison.is_equivalent)
            for combine in (*questions, and_, or_):
                with pytest.raises(QuantityError, match="PR235"):
                    combine(first, second)

    def test_of_targets_in_words_is_left_open(self):
        with pytest.raises(ExpressionError, match="PR243"):
            parse("显著提高").is_subset(parse("≥5%"))


class TestUnits:
    """Converting the unit of target or actual changes neither `matches` nor `completion`."""

    @LAW
    @given(measured(comparisons | ranges | changes), st.data())
    def test_of_the_target(self, case, data):
        comparator, number = case
        unit = comparator.region.unit
        converted = in_unit(comparator, data.draw(alike(unit)))
        actual = Quantity(number, unit)
        assert converted.matches(actual) == comparator.matches(actual)
        assert converted.completion(actual) == comparator.completion(actual)

    @LAW
    @given(measured(comparisons | ranges | changes), st.data())
    def test_of_the_actual(self, case, data):
        comparator, number = case
        actual = Quantity(number, comparator.region.unit)
        converted = actual.to(data.draw(alike(actual.unit)))
        assert comparator.matches(converted) == comparator.matches(actual)
        assert comparator.completion(converted) == comparator.completion(actual)

    @LAW
    @given(comparisons, quantities())
    def test_what_measures_something_else_is_refused(self, comparison, actual):
        if comparison.bound.comparable(actual):
            comparison.matches(actual)
        else:
            with pytest.raises(QuantityError, match="PR235"):
                comparison.matches(actual)
            with pytest.raises(QuantityError, match="PR235"):
                comparison.completion(actual)


def in_unit(comparator, unit):
    """The same target, written in another unit."""
    if isinstance(comparator, Range):
        return evolve(comparator, low=comparator.low.to(unit), high=comparator.high.to(unit))
    if isinstance(comparator, Change):
        return (
            comparator if comparator.amount is None else evolve(comparator, amount=comparator.amount.to(unit))
        )
    return evolve(comparator, bound=comparator.bound.to(unit))


class TestCompletion:
    """The share that was reached: exact, never negative, 1 and more exactly where the target is met."""

    @LAW
    @given(measured())
    def test_is_an_exact_share_and_never_negative(self, case):
        comparator, number = case
        share = comparator.completion(Quantity(number, comparator.region.unit))
        assert type(share) is Fraction
        assert share >= 0

    @LAW
    @given(st.sampled_from(("<=", ">=")), positive_quantities, decimals, st.booleans())
    def test_is_whole_exactly_where_a_closed_bound_is_met(self, operator, bound, number, at_the_bound):
        actual = bound if at_the_bound else Quantity(number, bound.unit)
        target = Comparison(operator, bound)
        assert (target.completion(actual) >= 1) == target.matches(actual)

    @LAW
    @given(ranges, values)
    def test_of_a_range_is_whole_where_it_is_met_and_less_than_one_elsewhere(self, target, number):
        actual = Quantity(number, target.high.unit)
        share = target.completion(actual)
        if target.matches(actual):
            assert share == 1
        elif number not in (target.low.value, target.high.value):
            assert share < 1

    @LAW
    @given(positive_quantities, decimals, positive)
    def test_of_an_at_least_target_is_the_quotient_and_grows(self, bound, number, more):
        target = Comparison(">=", bound)
        share = target.completion(Quantity(number, bound.unit))
        assert share == number / bound.value
        assert target.completion(Quantity(number + more, bound.unit)) > share

    @LAW
    @given(positive_quantities, positive, positive)
    def test_of_an_at_most_target_is_the_inverse_and_falls(self, bound, number, more):
        target = Comparison("<=", bound)
        share = target.completion(Quantity(number, bound.unit))
        assert share == bound.value / number
        assert target.completion(Quantity(number + more, bound.unit)) < share

    @LAW
    @given(deadlines, dates)
    def test_of_dates_is_all_or_nothing(self, deadline, day):
        deadline = deadline.in_year(day.year)
        assert deadline.completion(day) == int(deadline.matches(day))


class TestWhatATargetLeavesOpen:
    """A target that alone settles nothing says so; a statement is never taken for a number."""

    @LAW
    @given(approximates | references | recurring_deadlines, quantities())
    def test_is_reported(self, target, actual):
        for ask in (target.matches, target.completion):
            with pytest.raises(ExpressionError, match="PR243"):
                ask(actual)

    @LAW
    @given(comparators(), st.text())
    def test_a_statement_meets_nothing(self, target, words):
        with pytest.raises(ExpressionError, match=r"PR24[13]"):
            target.matches(Statement(words))

    @LAW
    @given(references, positive, named_units)
    def test_a_figure_settles_a_reference(self, reference, value, unit):
        figure = Quantity(value, unit)
        settled = reference.resolve({reference.name: figure})
        assert settled.bound == Quantity(value * reference.factor, unit)
        assert settled.operator == reference.operator
        assert reference.resolve({}) is None


class TestDueDates:
    """A deadline that comes round falls once into each of its periods, on its day or the month's last."""

    @LAW
    @given(
        recurring_deadlines.filter(
            lambda deadline: deadline.every != "week" and deadline.day != "last-working-day"
        ),
        st.integers(1990, 2100),
    )
    def test_of_a_year(self, deadline, year):
        due = deadline.due_dates(year)
        count = {"month": 12, "quarter": 4, "half-year": 2, "year": 1}[deadline.every]
        assert len(due) == count
        assert list(due) == sorted(set(due))
        for number, day in enumerate(due):
            first, last = number * (12 // count) + 1, (number + 1) * (12 // count)
            assert day.year == year
            assert day.month == (last if deadline.month is None else first + deadline.month - 1) or count == 1
            if day.day != deadline.day:
                assert (day + timedelta(days=1)).month != day.month

    @LAW
    @given(
        st.sampled_from(("month", "quarter", "half-year")),
        st.sampled_from(list(published_years())),
        st.sets(dates, max_size=3),
    )
    def test_the_last_working_day_is_worked_and_no_later_day_of_its_month_is(self, every, year, extra):
        calendar = WorkCalendar(extra_holidays=extra)
        for day in RecurringDeadline(every, None, "last-working-day").due_dates(year, calendar):
            assert calendar.is_working(day)
            while (day := day + timedelta(days=1)).day > 1:
                assert not calendar.is_working(day)

    @LAW
    @given(recurring_deadlines.filter(lambda deadline: deadline.every == "week"))
    def test_of_a_week_no_year_settles(self, deadline):
        with pytest.raises(ExpressionError, match="PR243"):
            deadline.due_dates(2021)


def test_the_laws_reach_every_kind():
    assert set(KINDS) == {
        "comparison", "range", "approximate", "deadline", "recurring_deadline", "frequency", "period",
        "change", "start_date", "any_of", "milestones", "ratio", "level", "relative_deadline", "time_of_day",
        "reference", "boolean", "qualitative", "narrative", "not_applicable", "all_of",
    }  # fmt: skip
    assert UNITS["元/亩"].name == "元/亩"
    assert Reference(">=", "核定数").factor == 1
    assert date(2021, 1, 1).year == 2021
