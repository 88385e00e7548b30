"""Did you mean: the closest known names."""

import pytest

from perfrules.diagnostics.hints import near, similar


@pytest.mark.parametrize(
    ("written", "known", "shown"),
    [
        ("amont", ["category", "amount"], "amount"),
        ("货勿", ["服务", "货物"], "货物"),
        ("甲", list("abcdefghij"), "a、b、c、d、e、f、g、h"),
        ("甲", ["乙", "乙"], "乙"),
        ("甲", [], ""),
    ],
)
def test_the_closest_names_are_shown(written, known, shown):
    assert near(written, known) == {"near": shown}


@pytest.mark.parametrize(
    ("written", "known", "shown"),
    [
        ("nosuch", ["PR100", "PR101"], ""),
        ("wage", ["unit.approval", "unit.wage-payment"], "unit.wage-payment"),
        ("PR20", ["PR120", "PR200", "PR201"], "PR200、PR201、PR120"),
        ("金额", ["日期", "钱", "谁"], ""),
        ("aproval", ["approval", "approval-2"], "approval、approval-2"),
        ("甲", ["甲乙丙丁戊"], ""),
    ],
)
def test_only_similar_names_are_offered(written, known, shown):
    assert similar(written, known) == {"near": shown}
