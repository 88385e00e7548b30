"""Decisions as DMN has their results: a value, a context, or a list of either.

Source: OMG DMN 1.3, 8.2.11 "Hit policy" on single and multiple outputs.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, cast

from perfrules.engine.decisions.decision import Decision
from perfrules.formulas.formula import Formula
from perfrules.policies.decisions.outputs import SINGLE_HITS, Outcome, Value
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.resources.late_modules import late_module
from perfrules.values import Quantity, exact_text

if TYPE_CHECKING:
    from perfrules.formulas import evaluate
    from perfrules.policies.decisions.computing import values as values_of_names
else:
    evaluate = late_module("perfrules.formulas.evaluate")
    values_of_names = late_module("perfrules.policies.decisions.computing.values")

DmnResult: TypeAlias = "Fraction | str | bool | date | list[Any] | dict[str, Any] | None"
"""Numbers are exact, in the unit of their output; a list may hold contexts, a context lists."""


class _Compiled(Protocol):
    @property
    def policy(self) -> DecisionPolicy:
        """What was compiled."""


def dmn_result(policy: DecisionPolicy | _Compiled, decision: Decision) -> DmnResult:
    """Return the result of a decision as DMN defines it: None if no rule holds and there is no default.

    One output gives its value, several a context (dict) of all of them; a hit policy that takes several rules
    gives a list, a value or context a rule, unless an aggregation makes one of them.

    Args:
        policy: the policy that decided, compiled or not.
        decision: what it decided.

    >>> from perfrules.engine.loading import load_policy
    >>> policy = load_policy("teaching.procurement")
    >>> dmn_result(policy, policy.decide(amount="1万元", item="货物", urgent=False))
    {'method': '网上超市', 'record': ['订单']}
    """
    model = policy if isinstance(policy, DecisionPolicy) else policy.policy
    if decision.outcome is None:
        return None
    aggregated = model.hit == "collect" and all(
        output.combine not in {"list", "union"} for output in model.outputs
    )
    if not decision.rules or model.hit in SINGLE_HITS or aggregated:
        return _context(model, decision.outcome)
    values: evaluate.NameValues = {}
    if model.has_formulas:
        values = values_of_names.computed_values(model.inputs, model.compute, decision.facts)
    outcomes = (model.rule_by_id[rule].then for rule in decision.rules)
    return [_context(model, _in_numbers(each, values)) for each in outcomes]


def _in_numbers(outcome: Outcome, values: evaluate.NameValues) -> Outcome:
    """What a rule requires, with the number of each formula."""
    return {
        name: Quantity(evaluate.evaluate(value.node, values), value.unit)
        if isinstance(value, Formula)
        else value
        for name, value in outcome.items()
    }


def _context(policy: DecisionPolicy, outcome: Outcome) -> DmnResult:
    if len(policy.outputs) == 1:
        return _value(outcome.get(policy.outputs[0].name))
    return {output.name: _value(outcome.get(output.name)) for output in policy.outputs}


def _value(value: Value | None) -> DmnResult:
    match value:
        case Quantity():
            return value.value
        case tuple():
            return [_value(member) for member in value]
        case bool():
            return value
        case int():
            return Fraction(value)
        case _:
            return cast(DmnResult, value)


def result_to_json(result: DmnResult) -> Any:
    """A result as plain data: numbers as exact decimal texts, dates as ISO texts.

    >>> result_to_json([{"fee": Fraction(9883, 100), "on": date(2021, 1, 8)}, None])
    [{'fee': '98.83', 'on': '2021-01-08'}, None]
    """
    match result:
        case Fraction():
            return exact_text(result)
        case date():
            return result.isoformat()
        case list():
            return [result_to_json(member) for member in result]
        case Mapping():
            return {name: result_to_json(member) for name, member in result.items()}
        case _:
            return result
