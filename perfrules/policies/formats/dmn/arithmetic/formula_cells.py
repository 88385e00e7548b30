"""Cells of a decision table that compute: answers that are expressions, tests that compare with a name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from attrs import frozen

from perfrules.diagnostics import Diagnostic, PerfrulesError
from perfrules.documents import Document, Node, Scalar
from perfrules.documents import Mapping as Group
from perfrules.formulas.build import read_formula
from perfrules.formulas.evaluate import evaluate
from perfrules.formulas.formula import Formula
from perfrules.formulas.scope import FormulaScope
from perfrules.policies.base.errors import PolicyError
from perfrules.policies.decisions.from_document import read_decision
from perfrules.policies.decisions.outputs import Outcome, Output
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.formats.dmn.arithmetic.comparisons import Compared, compared_in, read_compared
from perfrules.policies.formats.dmn.arithmetic.computing_part import ComputingPart
from perfrules.policies.formats.dmn.arithmetic.required import WrittenExpression, written_expression
from perfrules.policies.formats.dmn.arithmetic.same_meaning import Meanings, differences_of
from perfrules.policies.formats.dmn.cells import DmnCell, scalar
from perfrules.policies.formats.dmn.definitions import Definitions
from perfrules.policies.formats.dmn.expressions.tree import names_of
from perfrules.policies.formats.dmn.extension import read_keys, read_wording
from perfrules.policies.formats.dmn.unary_tests import UnsaidError
from perfrules.values import exact_text

ANSWER_KEYS = "formula", "cap", "floor"
"""What is kept of an answer that is a formula with limits."""
Place: TypeAlias = tuple[int | None, str]
"""The rule, or None for the default, and the output or input."""


@frozen
class ComparedCell:
    """A cell of tests that compare with a name."""

    cell: DmnCell
    compared: tuple[Compared, ...]


class FormulaCells:
    """Reads the cells of one table that compute; a wording that says something else is dropped."""

    def __init__(self, definitions: Definitions, computing: ComputingPart) -> None:
        self.definitions, self.computing = definitions, computing
        self.answers: dict[Place, WrittenExpression] = {}
        self.tests: dict[Place, ComparedCell] = {}
        self.dropped: set[Place] = set()

    def answer(self, place: Place, output: Output, cell: DmnCell) -> Node:
        """Return what an expression gives an output.

        Raises:
            PolicyError: PR370–PR372: it is not arithmetic with an exact counterpart.
        """
        written = written_expression(cell, self._names)
        if not names_of(written.expression) and (written.wording is None or place in self.dropped):
            return scalar(_constant(written) + output.unit.name, cell.span)
        self.computing.need(written)
        kept = read_keys(cell.element, ANSWER_KEYS, self.definitions.source)
        if kept:
            group = Group(tuple(kept.values()), cell.span)
            written = WrittenExpression(cell, written.expression, written.formula, group)
        self.answers[place] = written.unworded() if place in self.dropped else written
        return self.answers[place].node

    def test(self, place: Place, cell: DmnCell) -> Node | None:
        """Return the condition of a cell that compares with a name; None if it does not.

        Raises:
            PolicyError: PR370–PR372: a bound is not arithmetic.
        """
        compared = read_compared(cell.text, self._names)
        if not compared:
            return None
        for each in compared:
            self.computing.need(WrittenExpression(cell, each.bound, ""))
        self.tests[place] = ComparedCell(cell, compared)
        wording = read_wording(cell.element)
        if wording and place not in self.dropped:
            return wording[0]
        return Scalar("且".join(each.condition for each in compared), cell.span)

    @property
    def _names(self) -> tuple[str, ...]:
        return (*self.computing.names, *self.computing.required.inputs, *self._components)

    @property
    def _components(self) -> Iterator[str]:
        for name in self.computing.required.inputs:
            yield from self.definitions.components(name)

    def drop_stale(self, document: Document) -> list[Diagnostic]:
        """Drop each wording that does not say what its cell does; return a note on each."""
        worded = {
            **{place: each.wording for place, each in self.answers.items() if each.wording is not None},
            **{
                place: wording[0]
                for place, each in self.tests.items()
                if place not in self.dropped and (wording := read_wording(each.cell.element))
            },
        }
        if not worded:
            return []
        try:
            stale = set(self._different(read_decision(document))).intersection(worded)
        except PerfrulesError as error:
            wrong = [each.span for each in error.diagnostics if each.span is not None]
            stale = {
                place
                for place, node in worded.items()
                if any(node.span.start <= span.start < node.span.end for span in wrong)
            }
        self.dropped |= stale
        return [self._told("PR928", self._cell(place)) for place in worded if place in stale]

    def require_same(self, document: Document) -> None:
        """Require that every cell is read as what it says.

        Raises:
            PolicyError: PR378 with every cell that the units of its names give another meaning.
        """
        if not self.answers and not self.tests:
            return
        problems = [
            self._told("PR378", self._cell(place)) for place in self._different(read_decision(document))
        ]
        if problems:
            raise PolicyError(*problems)

    def _cell(self, place: Place) -> DmnCell:
        return self.answers[place].cell if place in self.answers else self.tests[place].cell

    def _told(self, code: str, cell: DmnCell) -> Diagnostic:
        return Diagnostic(code, {"text": cell.text, "element": cell.text}, cell.span, self.definitions.source)

    def _different(self, policy: DecisionPolicy) -> Iterator[Place]:
        meanings = Meanings(policy)
        for place, written in self.answers.items():
            value = _outcome(policy, place[0]).get(place[1])
            if not isinstance(value, Formula) or not meanings.same(value.node, written.expression):
                yield place
        for place, cell in self.tests.items():
            if not self._same_tests(policy, meanings, place, cell):
                yield place

    def _same_tests(
        self, policy: DecisionPolicy, meanings: Meanings, place: Place, cell: ComparedCell
    ) -> bool:
        at, name = place
        if at is None:
            return False
        try:
            made = compared_in(policy.rules[at], name, differences_of(policy), meanings.scope.ranges)
        except UnsaidError:
            return False
        named = [each for each in cell.compared if names_of(each.bound)]
        pairs = zip(sorted(made, key=_sign), sorted(named, key=_sign), strict=False)
        return len(made) == len(named) and all(
            mine.sign == theirs.sign and meanings.same_expression(mine.bound, theirs.bound)
            for mine, theirs in pairs
        )


def _sign(compared: Compared) -> str:
    return compared.sign


def _outcome(policy: DecisionPolicy, rule: int | None) -> Outcome:
    return (policy.default or {}) if rule is None else policy.rules[rule].then


def _constant(written: WrittenExpression) -> str:
    """The number of an expression without names.

    Raises:
        PolicyError: PR370: no decimal is equal to it.
    """
    text = exact_text(evaluate(read_formula(written.formula, FormulaScope()).node, {}))
    if "/" in text:
        raise PolicyError(Diagnostic("PR370", {"text": written.text, "what": written.text}))
    return text
