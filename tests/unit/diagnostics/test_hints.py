"""Did you mean: the closest known names."""

import pytest

from perfrules.diagnostics.hints import near


@pytest.mark.parametrize(
    ("written", "known", "shown"),
    [
        ("amont", ["category", "amount"], "amount"),
        ("货勿", ["服务", "货物"], "货物"),
        ("甲", list("abcdefghij"), "a、b、c、d、e、f、g、h"),
        ("甲", ["乙", "乙"], "乙"),
        ("甲", [], "—"),
    ],
)
def test_the_closest_names_are_shown(written, known, shown):
    assert near(written, known) == {"near": shown}
