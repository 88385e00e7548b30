"""The first and the last day that a text of a day, month or period may mean."""

from __future__ import annotations

from datetime import date

import pytest

from perfrules.expressions.moments import read_moment


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2021年", (1, 1), (12, 31)),
        ("2021年5月", (5, 1), (5, 31)),
        ("2021年2月", (2, 1), (2, 28)),
        ("2021年5月上旬", (5, 1), (5, 10)),
        ("2021年5月中旬", (5, 11), (5, 20)),
        ("2021年2月下旬", (2, 21), (2, 28)),
        ("2021年前三季度", (1, 1), (9, 30)),
        ("2021年前5个月", (1, 1), (5, 31)),
        ("2021年一季度", (1, 1), (3, 31)),
        ("2021年四季度", (10, 1), (12, 31)),
        ("2021年上半年", (1, 1), (6, 30)),
        ("2021年下半年", (7, 1), (12, 31)),
        ("2021年5月8日", (5, 8), (5, 8)),
    ],
)
def test_a_period_has_its_first_and_its_last_day(text, first, last):
    moment = read_moment(text)
    assert (moment.first, moment.last) == (date(2021, *first), date(2021, *last))
