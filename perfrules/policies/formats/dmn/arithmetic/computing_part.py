"""The parts `compute` and `tables` of a document, from the decisions that a decision requires."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import evolve

from perfrules.diagnostics import Diagnostic, PerfrulesError, Span
from perfrules.documents import FORMAT_VERSION, Entry, Node, Scalar, fit_document
from perfrules.documents import Mapping as Group
from perfrules.documents import Sequence as Items
from perfrules.documents.media.xml import Element
from perfrules.policies.decisions.from_document import read_decision
from perfrules.policies.decisions.inputs import Input
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.formats.dmn.arithmetic.lookup_tables import table_node
from perfrules.policies.formats.dmn.arithmetic.required import (
    RequiredDecisions,
    RequiredExpression,
    WrittenExpression,
)
from perfrules.policies.formats.dmn.arithmetic.same_meaning import Meanings
from perfrules.policies.formats.dmn.arithmetic.to_formula import formula_name
from perfrules.policies.formats.dmn.cells import DmnCell, scalar
from perfrules.policies.formats.dmn.columns.inputs import InputColumn, input_column
from perfrules.policies.formats.dmn.definitions import Definitions, as_name
from perfrules.policies.formats.dmn.expressions.tree import names_of

_TABLE_OF = "{} table"


class ComputingPart:
    """What a decision computes from its inputs, and the inputs that only this needs.

    Args:
        definitions: the file.
        required: what the decision requires.
        columns: the inputs that columns of the decision itself define, by name.
        as_columns: the required decisions that columns of the decision name.
        kept_tables: the tables that our extension elements keep, of rates by brackets.

    Raises:
        PolicyError: PR374, PR378 and the errors of cells and formulas.
    """

    def __init__(
        self,
        definitions: Definitions,
        required: RequiredDecisions,
        columns: Mapping[str, InputColumn],
        as_columns: Sequence[str] = (),
        kept_tables: Mapping[str, Node] | None = None,
    ) -> None:
        self.definitions, self.required = definitions, required
        self.columns = dict(columns)
        self.notes: list[Diagnostic] = []
        self.compute: dict[str, Node] = {}
        self.tables: dict[str, Node] = dict(kept_tables or {})
        self.written: dict[str, WrittenExpression] = {}
        self.as_columns = {*as_columns, *self._as_keys()}
        for name in required.order:
            if name in required.tables:
                self._add_table(name, required.tables[name])
            else:
                self._add_expression(name, required.expressions[name])
        self._policy = self._checked() if required.order else None

    @property
    def nodes(self) -> dict[str, Node]:
        """The parts of the document, those that hold something."""
        span = self.definitions.root.span
        parts = {"compute": self.compute, "tables": self.tables}
        return {key: _group(part, span) for key, part in parts.items() if part}

    @property
    def names(self) -> tuple[str, ...]:
        """The names that expressions of the decision may use."""
        return (*self.columns, *self.compute, *self.tables)

    def axis(self, name: str) -> Input | None:
        """Return what conditions on a computed name are read against; None if there is none of the name."""
        policy = self._policy
        return policy.axis_by_name.get(name) if policy is not None and name in self.compute else None

    def need(self, written: WrittenExpression) -> None:
        """Define the inputs that an expression names and nothing else defines."""
        for name in names_of(written.expression):
            if name not in self.names:
                self.columns[name] = self._column(name, self._data(name), ())

    def _as_keys(self) -> set[str]:
        """The required decisions by whose results required tables are looked up."""
        tables = self.required.tables.values()
        return {expression.text for table in tables for _, expression, _ in _clauses(table)}

    def _data(self, name: str) -> Element:
        found = self.required.inputs.get(name) or self.required.inputs.get(name.partition(".")[0])
        if found is None:
            raise self.definitions.error("PR372", self.definitions.root, name=name)
        return found

    def _column(self, name: str, element: Element, cells: Sequence[DmnCell]) -> InputColumn:
        try:
            return input_column(self.definitions, element, DmnCell(name, element.span, element), cells)
        except PerfrulesError as error:
            raise self.definitions.placed(error, element) from error

    def _add_expression(self, name: str, required: RequiredExpression) -> None:
        self.need(required.written)
        self.written[name] = required.written
        self.compute[name] = self._computed(required, required.written)

    def _computed(self, required: RequiredExpression, written: WrittenExpression) -> Node:
        span = required.element.span
        formula = Entry(Scalar("formula", span), written.node)
        return Group((*required.kept.values(), formula), span)

    def _add_table(self, name: str, decision: Element) -> None:
        columns = []
        for element, expression, cells in _clauses(decision):
            columns.append(self._key_column(element, expression, cells))
        called = _TABLE_OF.format(name) if name in self.as_columns else name
        self.tables[called] = table_node(self.definitions, decision, columns)
        if called != name:
            self.compute[name] = scalar(formula_name(called), decision.span)

    def _key_column(self, element: Element, expression: DmnCell, cells: Sequence[DmnCell]) -> InputColumn:
        name = expression.text
        if name in self.compute:
            axis = self._read().axis_by_name[name]
            return InputColumn(element, axis, "number", False, "", (), {})
        if name not in self.columns:
            self.columns[name] = self._column(name, element, cells)
        return self.columns[name]

    def _checked(self) -> DecisionPolicy:
        """Return the policy of these parts, without wordings that are not what their expressions say."""
        worded = [name for name, each in self.written.items() if each.wording is not None]
        try:
            policy = self._read()
            stale = self._stale(policy, worded)
        except PerfrulesError:
            if not worded:
                raise
            stale = worded
        if stale:
            for name in stale:
                self._drop_wording(name)
            policy = self._read()
        for name in self._stale(policy, list(self.written)):
            written = self.written[name]
            raise self.definitions.error("PR378", self.required.expressions[name].element, text=written.text)
        return policy

    def _stale(self, policy: DecisionPolicy, names: Sequence[str]) -> list[str]:
        meanings = Meanings(policy)
        nodes = {each.name: each.formula.node for each in policy.compute}
        return [name for name in names if not meanings.same(nodes[name], self.written[name].expression)]

    def _drop_wording(self, name: str) -> None:
        required = self.required.expressions[name]
        self.written[name] = required.written.unworded()
        self.compute[name] = self._computed(required, self.written[name])
        self.notes.append(self.definitions.diagnostic("PR928", required.element, text=required.written.text))

    def _read(self) -> DecisionPolicy:
        """Return the policy that has these parts and nothing else."""
        span = self.definitions.root.span
        answer = _group({"answer": _texts({"type": "text"}, span)}, span)
        rule = _group({"id": scalar("all", span), "then": _texts({"answer": "-"}, span)}, span)
        parts: dict[str, Node] = {
            "perfrules": scalar(FORMAT_VERSION, span),
            "kind": scalar("decision", span),
            "id": scalar("computing", span),
            "inputs": _group({name: each.node() for name, each in self.columns.items()}, span),
            "outputs": answer,
            "rules": Items((rule,), span),
        }
        return read_decision(
            fit_document(_group(parts | self.nodes, span), self.definitions.source, "decision")
        )


def _clauses(decision: Element) -> list[tuple[Element, DmnCell, list[DmnCell]]]:
    """The inputs of the table of a decision: the clause, its expression and the cells below."""
    table = decision.first("decisionTable")
    if table is None:
        return []
    rules = tuple(table.all("rule"))
    found = []
    for at, element in enumerate(table.all("input")):
        expression = DmnCell.of(element.first("inputExpression"), element)
        entries = (tuple(rule.all("inputEntry"))[at : at + 1] for rule in rules)
        cells = [DmnCell.of(each, element) for entry in entries for each in entry]
        found.append((element, evolve(expression, text=as_name(expression.text)), cells))
    return found


def _group(nodes: Mapping[str, Node], span: Span) -> Group:
    return Group(tuple(Entry(Scalar(key, span, quoted=True), node) for key, node in nodes.items()), span)


def _texts(texts: Mapping[str, str], span: Span) -> Group:
    return _group({key: scalar(text, span) for key, text in texts.items()}, span)
