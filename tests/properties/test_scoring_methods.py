"""Laws of the named methods: bounded, monotone, full exactly at the target."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from budgets import law
from hypothesis import given
from hypothesis import strategies as st

from perfrules.engine.indicators.changes import as_change
from perfrules.engine.indicators.recurring import settlements
from perfrules.engine.scoring.apply_method import achieve
from perfrules.engine.scoring.methods import due_lateness, due_share
from perfrules.engine.scoring.weights import apportion
from perfrules.expressions import Change, Comparison, Deadline, parse
from perfrules.policies.decisions.rules import Condition
from perfrules.policies.scoring.methods import Interval, MethodChoice
from perfrules.values import Interval as Numbers
from perfrules.values import IntervalSet, Quantity, default_units

LAWS = law(120)
UNITS = default_units()
PERCENT = UNITS["%"]

amounts = st.integers(0, 10**5).map(lambda number: Fraction(number, 100))
bounds = amounts.filter(bool)
shares = st.integers(0, 99).map(lambda number: Fraction(number, 100))


@st.composite
def interval_tables(draw: st.DrawFn) -> tuple[Interval, ...]:
    """Intervals that leave no hole, a higher one earning no less."""
    cuts = sorted(draw(st.sets(st.integers(1, 99), max_size=4)))
    earned = sorted(draw(st.lists(shares, min_size=len(cuts), max_size=len(cuts))))
    lows, highs = [None, *cuts], [*cuts, None]
    return tuple(
        Interval(Condition(IntervalSet((Numbers(_end(low), True, _end(high), False),))), share)
        for low, high, share in zip(lows, highs, [*earned, Fraction(1)], strict=True)
    )


def _end(number: int | None) -> Fraction | None:
    return None if number is None else Fraction(number)


at_least = st.one_of(
    st.just(MethodChoice("comparison", "proportional")),
    st.just(MethodChoice("comparison", "all-or-nothing")),
    shares.map(lambda floor: MethodChoice("comparison", "pass-floor", floor=floor)),
    interval_tables().map(lambda table: MethodChoice("comparison", "intervals", intervals=table)),
)
at_most = st.one_of(
    st.just(MethodChoice("comparison", "inverse-ratio")),
    st.just(MethodChoice("comparison", "over-run")),
    st.just(MethodChoice("comparison", "all-or-nothing")),
    shares.map(lambda floor: MethodChoice("comparison", "pass-floor", floor=floor)),
)


class TestAtLeast:
    """More earns no less; the share lies from nothing to all; what is met earns all, but by intervals."""

    @LAWS
    @given(at_least, bounds, amounts, amounts)
    def test_more_earns_no_less(
        self, choice: MethodChoice, bound: Fraction, one: Fraction, other: Fraction
    ) -> None:
        target = Comparison(">=", Quantity(bound, PERCENT))
        low, high = (achieve(choice, target, Quantity(each, PERCENT), {}) for each in sorted((one, other)))
        assert 0 <= low.share <= high.share <= 1
        assert isinstance(high.share, Fraction)
        if not choice.intervals:
            assert achieve(choice, target, target.bound, {}).share == 1
            assert (high.share == 1) == high.met


class TestAtMost:
    """Less earns no less; exactly what stays within the target earns all."""

    @LAWS
    @given(at_most, bounds, amounts, amounts)
    def test_less_earns_no_less(
        self, choice: MethodChoice, bound: Fraction, one: Fraction, other: Fraction
    ) -> None:
        target = Comparison("<=", Quantity(bound))
        low, high = (achieve(choice, target, Quantity(each), {}) for each in sorted((one, other)))
        assert 0 <= high.share <= low.share <= 1
        assert (low.share == 1) == low.met


class TestOverRunEndsAtTwice:
    """From twice the target on nothing is left, below it something is."""

    @LAWS
    @given(bounds, amounts)
    def test_nothing_is_left_from_twice_the_target_on(self, bound: Fraction, actual: Fraction) -> None:
        target = Comparison("<=", Quantity(bound))
        share = achieve(MethodChoice("comparison", "over-run"), target, Quantity(actual), {}).share
        assert (share == 0) == (actual >= 2 * bound)
        if actual > bound:
            assert share == max(1 - (actual - bound) / bound, 0)


class TestPassFloor:
    """(completion - floor) ÷ (1 - floor), never above the proportional share."""

    @LAWS
    @given(bounds, amounts, shares)
    def test_the_share_is_the_formula_of_the_floor(
        self, bound: Fraction, actual: Fraction, floor: Fraction
    ) -> None:
        target = Comparison(">=", Quantity(bound))
        choice = MethodChoice("comparison", "pass-floor", floor=floor)
        plain = achieve(MethodChoice("comparison", "proportional"), target, Quantity(actual), {})
        passed = achieve(choice, target, Quantity(actual), {})
        assert passed.share <= plain.share
        if floor < plain.share:
            assert passed.share * (1 - floor) + floor == plain.share


class TestLateness:
    """Each further day takes the same, until nothing is left; in time takes nothing."""

    @LAWS
    @given(st.integers(-400, 400), st.integers(1, 100))
    def test_one_day(self, days: int, per_cent: int) -> None:
        last = date(2021, 12, 31)
        choice = MethodChoice("deadline", "lateness", per_day=Fraction(per_cent, 100))
        share = achieve(choice, Deadline(last), last + timedelta(days), {}).share
        assert share == max(1 - Fraction(per_cent, 100) * max(days, 0), 0)

    @LAWS
    @given(st.lists(st.integers(0, 12), min_size=12, max_size=12), st.integers(1, 100))
    def test_a_recurring_duty(self, late: list[int], per_cent: int) -> None:
        wages = parse("每月8日前")
        done = [due + timedelta(days) for due, days in zip(wages.due_dates(2021), late, strict=True)]
        dues = settlements(wages, done, date(2021, 12, 31))
        per_day = Fraction(per_cent, 100)
        kept = due_lateness(dues, per_day).share
        assert due_share(dues).share <= kept <= 1
        assert (kept == 1) == all(each.status == "met" for each in dues)
        assert due_lateness(dues, Fraction(1)).share == due_share(dues).share


class TestChangesAgainstABaseline:
    """A level against its baseline is the change that leads from the one to the other."""

    @LAWS
    @given(bounds, amounts, st.sampled_from(["increase", "decrease"]))
    def test_a_level_is_the_change_from_its_baseline(
        self, base: Fraction, level: Fraction, direction: str
    ) -> None:
        yuan = UNITS["元"]
        target = Change(direction, ">=", Quantity(Fraction(5), PERCENT), "上年")
        change = as_change(target, Quantity(level, yuan), {"上年": Quantity(base, yuan)})
        assert isinstance(change, Quantity)
        sign = 1 if direction == "increase" else -1
        assert base * (1 + sign * change.value / 100) == level


class TestApportionedPointsSumExactly:
    """What is apportioned sums to the total, each part within a unit of its exact share."""

    @LAWS
    @given(bounds, st.lists(bounds, min_size=1, max_size=6), st.integers(0, 4))
    def test_parts_sum_to_the_total(self, total: Fraction, parts: list[Fraction], places: int) -> None:
        unit, points = Fraction(1, 10**places), apportion(total, parts, places)
        assert sum(points) == total
        for part, share in zip(parts, points, strict=True):
            assert abs(share - total * part / sum(parts)) <= unit
