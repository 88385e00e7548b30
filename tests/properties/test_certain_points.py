"""Points that floats settle are the exact points, rounded half up, next to ties as elsewhere."""

from __future__ import annotations

import random
from fractions import Fraction

import numpy as np
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from perfrules.frames.scoring import certain_points
from perfrules.frames.scoring.certain_points import CertainPoints
from perfrules.frames.scoring.plans import Form
from perfrules.policies.loader import find_policy
from perfrules.policies.scoring.policy import ScoringPolicy
from perfrules.values import half_up

BASE = find_policy("mof.self-evaluation-2020")
assert isinstance(BASE, ScoringPolicy)
FORMS = [
    *(Form(operator, "share") for operator in (">=", ">", "<=", "<", "=")),
    Form("<=", "over-run"),
    *(Form(operator, "floor", Fraction(3, 5)) for operator in (">=", "<", "=")),
]


def share(form: Form, actual: Fraction, target: Fraction) -> Fraction:
    """The exact share of the points, written without the product."""
    if form.formula == "over-run":
        return max(min(2 - actual / target, Fraction(1)), Fraction(0))
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
    points = CertainPoints(form, evolve(BASE, places=places))
    drawn = rows(seed, 200, form)
    numbers = [np.array([row[at] for row in drawn]) for at in range(3)]
    if parts > 1:
        numbers[:2] = [each / parts for each in numbers[:2]]
    certain = points.of_rows(*numbers)
    values = [[Fraction(repr(each)) for each in array.tolist()] for array in numbers]
    for at in set(range(len(drawn))) - set(certain.left.tolist()):
        actual, target, weight = (each[at] for each in values)
        wanted = half_up(weight * share(form, actual, target), places)
        assert certain.wide[at].tolist() == [int(wanted.scaleb(places)), 0], drawn[at]
    assert len(certain.left) < len(drawn) / 2


def test_rows_that_are_not_plain_are_left() -> None:
    points = CertainPoints(FORMS[0], BASE)
    nan, inf = float("nan"), float("inf")
    actual = np.array([80.0, nan, inf, -1.0, 80.0, 80.0, 80.0, 80.0, 1.0, 3000.0, 80.0])
    target = np.array([100.0, 100.0, 100.0, 100.0, nan, 0.0, 100.0, 100.0, 1.0, 100.0, 100.0])
    weight = np.array([10.0, 10.0, 10.0, 10.0, 10.0, 10.0, -1.0, nan, 10.0, 10.0, 101.0])
    certain = points.of_rows(actual, target, weight)
    assert certain.left.tolist() == list(range(1, 11))
    assert certain.wide[:, 0].tolist() == [800] + [0] * 10


@pytest.mark.parametrize("most", [0, 10**6])
def test_many_doubtful_rows_are_left_in_order(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr(certain_points, "_MOST_EXACT", most)
    actual, target, weight = np.array([1999, 5, 1999, 1]), np.array([2000, 10, 2000, 1]), np.array([1] * 4)
    certain = CertainPoints(FORMS[0], evolve(BASE, places=0)).of_rows(actual, target, weight)
    assert certain.left.tolist() == ([1, 3] if most == 0 else [3])
    assert certain.wide[[0, 2], 0].tolist() == [1, 1]
    assert most == 0 or certain.wide[1, 0] == 1


def test_points_that_jump_at_the_target_are_not_settled_by_floats() -> None:
    assert not CertainPoints(Form(">=", "met"), BASE).applies
    assert CertainPoints(Form(">=", "share"), BASE).applies
