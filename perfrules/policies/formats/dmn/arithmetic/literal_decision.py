"""A decision that is itself a literal expression, as a policy of one rule that gives its value."""

from __future__ import annotations

from perfrules.diagnostics import Diagnostic
from perfrules.documents import FORMAT_VERSION, Document, Entry, Mapping, Node, Scalar, fit_document
from perfrules.documents import Sequence as Items
from perfrules.documents.media.xml import Element
from perfrules.policies.formats.dmn.arithmetic.computing_part import ComputingPart
from perfrules.policies.formats.dmn.arithmetic.required import RequiredDecisions
from perfrules.policies.formats.dmn.arithmetic.to_formula import formula_name
from perfrules.policies.formats.dmn.cells import scalar
from perfrules.policies.formats.dmn.definitions import Definitions, name_of
from perfrules.policies.formats.dmn.words import id_of, require_policy
from perfrules.policies.formats.table_reading import TableReading


def read_literal_decision(definitions: Definitions, decision: Element) -> TableReading:
    """Read a decision that is a literal expression of numbers.

    The expression is a computed name, so that a decision says its steps; the one rule gives its value.

    Raises:
        PolicyError: PR370–PR378 with the place.
    """
    required = RequiredDecisions(definitions, decision)
    required.expressions[name_of(decision)] = required.expression(decision)
    required.order.append(name_of(decision))
    part = ComputingPart(definitions, required, {})
    document = _document(definitions, decision, part)
    require_policy(document)
    left = [name_of(each) for each in definitions.decisions if name_of(each) not in required.order]
    notes = list(part.notes)
    if left:
        facts = {"parts_zh": "、".join(left), "parts_en": ", ".join(left)}
        notes.append(Diagnostic("PR930", facts, None, definitions.source))
    return TableReading(document, tuple(notes))


def _document(definitions: Definitions, decision: Element, part: ComputingPart) -> Document:
    span, name = decision.span, name_of(decision)

    def group(nodes: dict[str, Node]) -> Mapping:
        entries = (Entry(Scalar(key, span, quoted=True), each) for key, each in nodes.items())
        return Mapping(tuple(entries), span)

    axis = part.axis(name)
    unit = "" if axis is None else axis.unit.name
    # The days between two dates are a number in FEEL, and a duration here.
    typed = {"type": "duration", "unit": unit} if unit == "天" else {"type": "number"}
    answer = group({name: scalar(formula_name(name), span)})
    rule = group({"id": scalar("rule-1", span), "then": answer})
    nodes: dict[str, Node] = {
        "perfrules": scalar(FORMAT_VERSION, span),
        "kind": scalar("decision", span),
        "id": scalar(id_of(decision), span),
        "title": scalar(name, span),
        "inputs": group({key: column.node() for key, column in part.columns.items()}),
        **part.nodes,
        "outputs": group({name: group({key: scalar(text, span) for key, text in typed.items()})}),
        "rules": Items((rule,), span),
    }
    return fit_document(group(nodes), definitions.source, "decision")
