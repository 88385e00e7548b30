"""Conditions that compare with a name, in words: 罚款不超过违法所得的300%, not a difference below zero."""

from __future__ import annotations

from fractions import Fraction

from perfrules.diagnostics import Language, phrase
from perfrules.expressions.axes import CALENDAR
from perfrules.expressions.comparators.wording import operator_phrase
from perfrules.formulas.nodes import Converted, Difference, Name, Node
from perfrules.formulas.to_text import formula_text
from perfrules.policies.decisions.computing.compared_words import Sign
from perfrules.policies.decisions.computing.comparisons import FLIPPED, SIGN_VALUES
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.values import exact_text
from perfrules.values.value_sets import Values

_PERCENT = Fraction(1, 100)


def comparison_text(policy: DecisionPolicy, name: str, values: Values, language: Language) -> str:
    """Return in words that a difference behind a comparison has some values.

    The text is empty for other names, and for values that no sign states.
    """
    found = next((each for each in policy.compute if each.comparison and each.name == name), None)
    sign = next((sign for sign, expected in SIGN_VALUES.items() if values == expected), None)
    node = None if found is None else found.formula.node
    if sign is None or not isinstance(node, Difference) or not isinstance(node.left, Name):
        return ""
    left, right = node.left, node.right
    if isinstance(right, Converted) and isinstance(right.value, Name) and not _is_per_cent(right.factor):
        left, right, sign = right.value, Converted(left, 1 / right.factor), FLIPPED[sign]
    return phrase(
        "regions.compared",
        language,
        name=_title(policy, left),
        operator=_sign_text(sign, left, language),
        other=_other_text(policy, right, language),
    )


def _is_per_cent(factor: Fraction) -> bool:
    return "/" not in exact_text(factor / _PERCENT)


def _title(policy: DecisionPolicy, name: Name) -> str:
    axis = policy.axis_by_name[name.name]
    return axis.title or axis.name


def _sign_text(sign: Sign, left: Name, language: Language) -> str:
    if sign == "!=":
        return phrase("regions.unlike", language)
    if left.unit == CALENDAR:
        return phrase(f"regions.date-{sign}", language)
    return operator_phrase(sign, language, left.unit)


def _other_text(policy: DecisionPolicy, node: Node, language: Language) -> str:
    if isinstance(node, Name):
        return _title(policy, node)
    if isinstance(node, Converted) and isinstance(node.value, Name):
        percent = f"{exact_text(node.factor / _PERCENT)}%"
        share = percent if _is_per_cent(node.factor) else exact_text(node.factor)
        return phrase("regions.share", language, name=_title(policy, node.value), share=share)
    return formula_text(node)
