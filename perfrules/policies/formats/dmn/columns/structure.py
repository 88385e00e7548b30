"""What every decision table must have: a hit policy, rules, one cell for each column, texts in FEEL."""

from __future__ import annotations

from collections.abc import Iterator

from perfrules.diagnostics import Diagnostic
from perfrules.diagnostics.hints import near
from perfrules.documents.media.xml import Element
from perfrules.policies.base.errors import PolicyError
from perfrules.policies.formats.dmn.definitions import Definitions, all_below, name_of
from perfrules.policies.formats.dmn.words import HITS

AGGREGATIONS = {"SUM": "sum", "MIN": "min", "MAX": "max", "COUNT": "count"}
"""The aggregations of `COLLECT`, as DMN and as we spell them."""

_CELLS = frozenset(
    {"inputEntry", "outputEntry", "inputExpression", "inputValues", "outputValues", "defaultOutputEntry"}
)
_EXPRESSIONS = _CELLS | {"literalExpression"}
_IN_CELLS = frozenset({"text", "description", "extensionElements"})
_META = frozenset({"variable", "description", "extensionElements", "question", "allowedAnswers"})


def table_of(definitions: Definitions, decision: Element) -> Element:
    """Return the table of a decision.

    Raises:
        PolicyError: PR917: it has other logic.
    """
    table = decision.first("decisionTable")
    if table is not None:
        return table
    other = [each for each in decision.children if each.namespace == decision.namespace]
    logic = [each for each in other if each.name not in _META and not each.name.endswith("Requirement")]
    raise definitions.error("PR917", decision, logic=logic[-1].name if logic else "–")


def hit_of(definitions: Definitions, table: Element) -> tuple[str, str]:
    """Return the hit policy, and how the answers of several rules become one, empty where they do not.

    Raises:
        PolicyError: PR938: it is unknown.
    """
    policy = table.attributes.get("hitPolicy", "UNIQUE")
    aggregation = table.attributes.get("aggregation", "")
    if policy not in HITS:
        raise definitions.error("PR938", table, text=policy, **near(policy, HITS))
    if aggregation and aggregation not in AGGREGATIONS:
        raise definitions.error("PR938", table, text=aggregation, **near("", AGGREGATIONS))
    collected = AGGREGATIONS[aggregation] if aggregation else "list"
    return HITS[policy], collected if policy == "COLLECT" else ""


def require_structure(definitions: Definitions, decision: Element, table: Element) -> None:
    """Require that a table has rules, and each rule a text in FEEL for each column.

    Raises:
        PolicyError: PR917, PR923, PR942.
    """
    if table.first("rule") is None:
        raise definitions.error("PR942", table, decision=name_of(decision))
    problems = list(_ragged_rules(definitions, table))
    if problems:
        raise PolicyError(*problems)
    require_feel(definitions, table)


def _ragged_rules(definitions: Definitions, table: Element) -> Iterator[Diagnostic]:
    for kind in ("input", "output"):
        columns = len(tuple(table.all(kind)))
        for rule in table.all("rule"):
            cells = len(tuple(rule.all(f"{kind}Entry")))
            if cells != columns:
                facts = {"cells": str(cells), "columns": str(columns), "kind": kind}
                yield definitions.diagnostic("PR923", rule, **facts)


def require_feel(definitions: Definitions, logic: Element) -> None:
    """Require that all below an element is FEEL, in cells that hold a text.

    Raises:
        PolicyError: PR917.
    """
    problems = []
    for element in (definitions.root, *all_below(logic)):
        language = element.attributes.get("expressionLanguage", "FEEL")
        others = [each.name for each in element.children if each.name not in _IN_CELLS]
        if "feel" not in language.lower():
            problems.append(definitions.diagnostic("PR917", element, logic=language))
        elif element.namespace == logic.namespace and element.name in _EXPRESSIONS and others:
            problems.append(definitions.diagnostic("PR917", element, logic=others[0]))
    if problems:
        raise PolicyError(*sorted(problems, key=lambda each: each.span.start if each.span else -1))
