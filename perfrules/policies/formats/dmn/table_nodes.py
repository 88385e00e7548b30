"""The parts of a policy that elements of a DMN table become: its head, its rules, and what is left out."""

from __future__ import annotations

from collections.abc import Container

from perfrules.diagnostics import Source
from perfrules.documents import FORMAT_VERSION, Entry, Mapping, Node, Scalar
from perfrules.documents.media.xml import Element
from perfrules.policies.formats.dmn.arithmetic.required import RequiredDecisions
from perfrules.policies.formats.dmn.cells import scalar
from perfrules.policies.formats.dmn.definitions import Definitions, all_below, name_of
from perfrules.policies.formats.dmn.extension import RULE_KEYS, has_foreign, merged, read_keys
from perfrules.policies.formats.dmn.words import id_of

_TAKEN_OVER = frozenset(
    {"variable", "informationRequirement", "decisionTable", "description", "extensionElements"}
)
_CARRIED = frozenset({"decision", "inputData", "itemDefinition", "extensionElements", "description"})


def head_of(decision: Element, kept: Container[str]) -> dict[str, Node]:
    """Return the head of the policy of a decision; `kept` has the keys that perfrules itself wrote."""
    span = decision.span
    head: dict[str, Node] = {
        "perfrules": scalar(FORMAT_VERSION, span),
        "kind": scalar("decision", span),
        "id": scalar(id_of(decision), span),
    }
    if "id" not in kept:
        # A file of perfrules keeps its title with its id, or has none.
        head["title"] = scalar(name_of(decision), span)
    description = decision.first("description")
    if description is not None and description.text:
        head["description"] = scalar(description.text, description.text_span)
    return head


def rule_of(rule: Element, number: int, when: Mapping, then: Mapping, source: Source) -> Mapping:
    """Return the rule of a row with its conditions and answers; `number` counts from 0."""
    made: dict[str, Node] = {"id": scalar(rule.attributes.get("id") or f"rule-{number + 1}", rule.span)}
    description = rule.first("description")
    remarks = [each.first("text") for each in rule.all("annotationEntry")]
    texts = [each.text for each in (description, *remarks) if each is not None and each.text]
    if texts:
        made["title"] = scalar("；".join(texts), rule.span)
    if when.entries:
        made["when"] = when
    made["then"] = then
    return merged(made, read_keys(rule, RULE_KEYS, source), rule)


def parts_left_out(definitions: Definitions, decision: Element, required: RequiredDecisions) -> list[str]:
    """Return the names of what a DMN file has beside a decision and what it requires."""
    carried = {id(each) for each in (decision, *required.elements)}
    parts = [name_of(each) for each in definitions.decisions if id(each) not in carried]
    parts += sorted({each.name for each in definitions.root.children if each.name not in _CARRIED})
    parts += sorted({each.name for each in decision.children if each.name not in _TAKEN_OVER})
    if any(map(has_foreign, all_below(definitions.root))):
        parts.append("extensionElements")
    return parts


def present(nodes: dict[str, Node | None]) -> dict[str, Node]:
    """Return the nodes of the cells that are not empty."""
    return {name: node for name, node in nodes.items() if node is not None}


def group(nodes: dict[str, Node], element: Element) -> Mapping:
    """Return nodes by their names as a mapping at the place of an element."""
    entries = (Entry(Scalar(name, element.span, quoted=True), node) for name, node in nodes.items())
    return Mapping(tuple(entries), element.span)
