"""Values and regions in words."""

from __future__ import annotations

from perfrules.analysis.findings.regions_in_words import input_text
from perfrules.policies.decisions.inputs import Input
from perfrules.values import IntervalSet


def test_an_input_without_a_value_is_named_alone():
    assert input_text(Input("n", "count", title="数量"), IntervalSet(())) == "数量"
