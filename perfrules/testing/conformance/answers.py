"""The answers of perfrules itself to the questions of conformance cases."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from perfrules.analysis.check import check
from perfrules.diagnostics import PerfrulesError
from perfrules.engine.decisions.compile import compile_policy
from perfrules.engine.scoring import Scorer
from perfrules.expressions import read
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.loader import read_policy_text
from perfrules.policies.scoring.policy import ScoringPolicy
from perfrules.sheets import ActualEntry, Actuals, Indicator, ProjectActuals, ProjectBudget, Sheet
from perfrules.sheets.forms.target_columns import target_of
from perfrules.values import Quantity, default_units

_GAPS = frozenset({"PR801", "PR802"})
_CONFLICTS = frozenset({"PR803", "PR804"})
_IDLE = frozenset({"PR810", "PR811"})


def answer(question: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answer to a question, with its id.

    Raises:
        KeyError: the kind is unknown, or a part of the question is missing.

    >>> answer({"id": "1", "kind": "expression", "text": "≥95%"})["reading"]["value"]
    '95'
    """
    return {"id": question["id"], **_ANSWERS[question["kind"]](question)}


def _reading(question: Mapping[str, Any]) -> dict[str, Any]:
    comparator = read(question["text"]).comparator
    return {"reading": None if comparator is None else _without_op(comparator.to_json())}


def _without_op(data: Any) -> Any:
    """The data without `op`, which repeats `operator` under its earlier name."""
    if isinstance(data, dict):
        return {key: _without_op(value) for key, value in data.items() if key != "op"}
    return [_without_op(each) for each in data] if isinstance(data, list) else data


def _decision(question: Mapping[str, Any]) -> dict[str, Any]:
    """The outcome and the rules that fire, or that the facts are refused."""
    try:
        decision = compile_policy(_decision_policy(question)).decide(**question["facts"])
    except PerfrulesError:
        return {"refused": True}
    data = decision.to_json()
    return {"outcome": data["outcome"], "rules": data["rules"]}


def _proof(question: Mapping[str, Any]) -> dict[str, Any]:
    found = check(text=question["policy"])
    codes = {each.code for each in found}
    idle = {rule for each in found if each.code in _IDLE for rule in each.rules[:1]}
    claims = {each.diagnostic.arguments["claim"] for each in found if each.code == "PR813"}
    return {
        "gap": bool(codes & _GAPS),
        "conflict": bool(codes & _CONFLICTS),
        "idle": sorted(idle),
        "failed_claims": sorted(claims),
    }


def _score(question: Mapping[str, Any]) -> dict[str, Any]:
    """The status of one indicator of a sheet, and its score where it is scored."""
    row = question["indicator"]
    unit = row.get("unit", "")
    cells = target_of(row["target"], row.get("direction", ""), unit)
    indicator = Indicator(
        row["level1"],
        row["level2"],
        row["name"],
        target=cells.text,
        weight=Fraction(row["weight"]),
        direction=cells.direction,
    )
    entries = {row["name"]: ActualEntry(question["actual"])}
    spent = Quantity(Fraction(100), default_units()["元"])
    budget = ProjectBudget(adjusted=spent, executed=spent)
    actuals = Actuals(
        date.fromisoformat(question["as_of"]), {"1": ProjectActuals(budget, indicators=entries)}
    )
    item = _scorer(question["policy"]).score(Sheet(code="1", indicators=(indicator,)), actuals).items[0]
    return {"status": item.status, "score": None if item.score is None else str(item.score)}


def _decision_policy(question: Mapping[str, Any]) -> DecisionPolicy:
    _, policy = read_policy_text(question["policy"])
    if not isinstance(policy, DecisionPolicy):
        raise TypeError(f"{policy.head.id} is not a decision policy")
    return policy


def _scorer(text: str) -> Scorer:
    _, policy = read_policy_text(text)
    if not isinstance(policy, ScoringPolicy):
        raise TypeError(f"{policy.head.id} is not a scoring policy")
    return Scorer(policy)


_ANSWERS: Mapping[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "expression": _reading,
    "decision": _decision,
    "proof": _proof,
    "score": _score,
}
