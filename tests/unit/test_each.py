"""A test over many cases fails for each of them that is wrong, and for those alone."""

from __future__ import annotations

import pytest
from each import failures, for_each


def is_even(number):
    assert number % 2 == 0, "odd"


def test_all_cases_are_tried():
    assert failures(is_even, range(0, 100, 2)) == []
    found = failures(is_even, [2, 3, 4, 5])
    assert [each.partition(":")[0] for each in found] == ["3", "5"]
    assert all("odd" in each for each in found)


def test_an_error_is_a_failure():
    (found,) = failures(is_even, ["x"])
    assert "TypeError" in found


def test_a_decorated_check_fails_with_the_cases():
    @for_each([(1, 2), (2, 2)])
    def are_equal(first, second):
        assert first == second

    with pytest.raises(AssertionError, match=r"\(1, 2\)"):
        are_equal()
