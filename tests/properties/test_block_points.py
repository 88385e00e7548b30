"""Points of blocks are the exact points, rounded half up, next to ties as elsewhere."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from perfrules import Condition, IntervalSet
from perfrules.frames.scoring.block_points import BlockPoints
from perfrules.frames.scoring.plans import Form
from perfrules.policies.loader import find_policy
from perfrules.policies.scoring.over_achievement import OverAchievement
from perfrules.policies.scoring.policy import ScoringPolicy
from perfrules.values import half_up

BASE = find_policy("mof.self-evaluation-2020")
assert isinstance(BASE, ScoringPolicy)
FORMS = [
    *(Form(operator, "share") for operator in (">=", ">", "<=", "<", "=")),
    Form("<=", "over-run"),
    *(Form(operator, "floor", Fraction(3, 5)) for operator in (">=", "<", "=")),
    *(Form(operator, "met") for operator in (">=", ">", "<=", "<", "=")),
]


def share(form: Form, actual: Fraction, target: Fraction) -> Fraction:
    """The exact share of the points, written without the product."""
    if form.formula == "over-run":
        return max(min(2 - actual / target, Fraction(1)), Fraction(0))
    if form.formula == "met":
        equal, above = actual == target, actual > target
        met = {">=": equal or above, ">": above, "<=": not above, "<": not (equal or above), "=": equal}
        return Fraction(met[form.operator])
    low, high = min(actual, target), max(actual, target)
    completion = {">": low / target, "<": target / high, "=": low / high}[form.operator.rstrip("=") or "="]
    return max(completion - form.floor, Fraction(0)) / (1 - form.floor)


def rows(seed: int, count: int, form: Form) -> list[tuple[int, int, int]]:
    """Actual, target and weight; every second row has points next to half a hundredth."""
    draw, made = random.Random(seed), []  # noqa: S311 - rows that can be made again, nothing secret
    for _ in range(count):
        target = draw.choice([draw.randint(21, 400), draw.randint(21, 10**9), draw.randint(10**14, 10**15)])
        weight = draw.randint(1, 100)
        actual = draw.randint(target // 18, target * 18)
        if draw.random() < 0.5:
            wanted = (
                Fraction(2 * draw.randint(0, 100 * weight) + 1, 200 * weight) * (1 - form.floor) + form.floor
            )
            exact = 2 - wanted if form.formula == "over-run" else wanted
            exact = 1 / exact if form.operator in {"<", "<="} and form.formula != "over-run" else exact
            actual = max(round(exact * target) + draw.randint(-1, 1), target // 19 + 1)
        made.append((actual, target, weight))
    return made


@given(st.integers(0, 2**32), st.sampled_from(FORMS), st.sampled_from([1, 100]), st.sampled_from([0, 2, 3]))
def test_points_are_exact(seed: int, form: Form, parts: int, places: int) -> None:
    points = BlockPoints(form, evolve(BASE, places=places), 4 if parts > 1 else 0)
    drawn = rows(seed, 200, form)
    numbers = [np.array([row[at] for row in drawn]) for at in range(3)]
    if parts > 1:
        numbers[:2] = [each / parts for each in numbers[:2]]
    made = points.of_rows(*numbers)
    values = [[Fraction(repr(each)) for each in array.tolist()] for array in numbers]
    for at in set(range(len(drawn))) - set(made.left.tolist()):
        actual, target, weight = (each[at] for each in values)
        wanted = half_up(weight * share(form, actual, target), places)
        assert made.wide[at].tolist() == [int(wanted.scaleb(places)), 0], drawn[at]
    assert len(made.left) < len(drawn) * 3 / 4


def test_rows_that_are_not_plain_are_left() -> None:
    points = BlockPoints(FORMS[0], BASE, 4)
    nan, inf = float("nan"), float("inf")
    actual = np.array([80.0, nan, inf, -1.0, 80.0, 80.0, 80.0, 80.0, 1.0, 3000.0, 80.0, 80.00001, 1e15])
    target = np.array([100.0, 100.0, 100.0, 100.0, nan, 0.0, 100.0, 100.0, 1.0, 100.0, 100.0, 100.0, 1e15])
    weight = np.array([10.0, 10.0, 10.0, 10.0, 10.0, 10.0, -1.0, nan, 10.0, 10.0, 101.0, 10.0, 10.0])
    made = points.of_rows(actual, target, weight)
    assert made.left.tolist() == list(range(1, 13))
    assert made.wide[:, 0].tolist() == [800] + [0] * 12


@pytest.mark.parametrize("number", [2**62, -(2**63), 2**63 - 1])
def test_numbers_that_would_overflow_are_left(number: int) -> None:
    actual, target = np.array([80, number, 80]), np.array([100, 100, number])
    made = BlockPoints(FORMS[0], BASE, 0).of_rows(actual, target, np.array([10, 10, 10]))
    assert (made.left.tolist(), made.wide[:, 0].tolist()) == ([1, 2], [800, 0, 0])
    weights = BlockPoints(FORMS[0], BASE, 0).of_rows(np.array([80]), np.array([100]), np.array([number]))
    assert weights.left.tolist() == [0]


@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.int16, np.uint32, np.int64])
def test_small_integers_do_not_overflow(dtype: type[np.integer[Any]]) -> None:
    numbers = (np.array([each], dtype=dtype) for each in (99, 100, 100))
    assert BlockPoints(FORMS[0], BASE, 4).of_rows(*numbers).wide[0, 0] == 9900


def test_rows_with_deductions_are_left() -> None:
    over = OverAchievement(Condition(IntervalSet.from_(Fraction(130))), Fraction(1, 5))
    policy = evolve(BASE, over_achievement=(over,))
    actual = np.array([129, 130, 131, 50])
    made = BlockPoints(FORMS[0], policy, 0).of_rows(actual, np.full(4, 100), np.full(4, 10))
    assert (made.left.tolist(), made.wide[:, 0].tolist()) == ([1, 2], [1000, 0, 0, 500])
