"""Expressions of the DMN compatibility kit give its numbers or are refused; none gives another number."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from perfrules.diagnostics import PerfrulesError
from perfrules.engine.decisions.compile import compile_policy
from perfrules.policies.decisions.from_document import read_decision
from perfrules.policies.formats.dmn.reader import read_dmn

KIT = yaml.safe_load((Path(__file__).parent / "dmn" / "kit.yaml").read_text(encoding="utf-8"))
HEAD = '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="m" namespace="urn:m">'
REFUSED = {
    "1100-feel-decimal-function-test": {"decimal(1/3, 2.5)"},
    **{f"{model}-function": {f"{name}(5.5, 6176)"} for model, name in (
        ("1141-feel-round-up", "round up"),
        ("1142-feel-round-down", "round down"),
        ("1143-feel-round-half-up", "round half up"),
        ("1144-feel-round-half-down", "round half down"),
    )},
    "0099-arithmetic-negation": {'-@"P1D"', '-@"-P1D"', '-@"P1Y"', '-@"-P1Y"'},
}  # fmt: skip
"""What has a value in the kit and is refused here: durations as values, and places beyond twenty."""


def value_of(text):
    """The number of an expression alone in a model; None where it is refused."""
    words = text.replace("&", "&amp;").replace("<", "&lt;")
    model = (
        f'{HEAD}<decision id="a" name="a"><variable name="a" typeRef="number"/>'
        f"<literalExpression><text>{words}</text></literalExpression></decision></definitions>"
    )
    try:
        policy = compile_policy(read_decision(read_dmn(model.encode()).document))
    except PerfrulesError:
        return None
    return policy.decide().outcome["a"].value


@pytest.mark.parametrize("model", KIT)
def test_the_kit_is_not_misread(model):
    for text, expected in KIT[model]:
        found = value_of(text)
        if text in REFUSED.get(model, ()) or expected is None:
            assert found is None, text
        else:
            assert found == Fraction(expected), text
