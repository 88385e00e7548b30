"""A result's JSON keys are names of its attributes."""

from __future__ import annotations

import pytest

import perfrules

TEXTS = {
    "comparison": "培训人数≥2/3人", "range": "80%-90%", "approximate": "500吨左右", "deadline": "12月底前",
    "recurring_deadline": "每月8日前", "frequency": "每年不少于2次", "period": "2023.07-2024.01",
    "start_date": ">=2021-07-01", "change": "较上年增长≥5%", "reference": "不超过核定数的三分之二",
    "boolean": "是", "qualitative": "显著提高", "narrative": "文字描述", "not_applicable": "/",
    "all_of": "100个，其中：省级≥20个", "any_of": "≥95%或≤5%", "milestones": "6月底前完成50%",
    "ratio": "师生比1:18", "level": "Ⅲ类及以上", "relative_deadline": "验收后30日内",
    "time_of_day": "每日8:30前",
}  # fmt: skip
EXACT = "exact"
"""Beside a rounded number, the exact fraction: a spelling of the same attribute."""
EARLIER = {"op"}
"""The operator under its earlier name, see decision 60."""


@pytest.mark.parametrize("kind", TEXTS)
def test_of_a_comparator(kind):
    comparator = perfrules.parse(TEXTS[kind])
    data = comparator.to_json()
    assert data["kind"] == kind
    named = [key for key in data if key not in EARLIER and not key.endswith(EXACT)]
    assert [key for key in named if not hasattr(comparator, key)] == []


def test_an_operator_is_called_operator():
    data = perfrules.parse("不低于95%").to_json()
    assert data == {"kind": "comparison", "operator": ">=", "op": ">=", "value": "95", "unit": "%"}
    assert "operator" in perfrules.parse("同比增长").to_json()
