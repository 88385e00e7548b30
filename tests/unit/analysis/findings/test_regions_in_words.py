"""Values and regions in words."""

from __future__ import annotations

from fractions import Fraction

from perfrules.analysis.findings.regions_in_words import input_text
from perfrules.policies.decisions.inputs import Input
from perfrules.values import Interval, IntervalSet


def test_an_input_without_a_value_is_named_alone():
    assert input_text(Input("n", "count", title="数量"), IntervalSet(())) == "数量"


def test_a_whole_domain_is_named_with_both_ends():
    marks = IntervalSet((Interval(Fraction(0), True, Fraction(100), True),))
    score = Input("n", "number", title="得分", domain=marks)
    assert input_text(score, marks) == "得分不低于0且不超过100"
    assert input_text(score, IntervalSet.from_(Fraction(60))) == "得分不低于60"
