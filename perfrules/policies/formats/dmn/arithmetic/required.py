"""The decisions that a decision requires: literal expressions become computed names, tables become tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import frozen

from perfrules.diagnostics import Diagnostic, PerfrulesError, Source, Span
from perfrules.documents import Entry, Node, Scalar
from perfrules.documents.media.xml import Element
from perfrules.policies.base.errors import PolicyError
from perfrules.policies.formats.dmn.arithmetic.to_formula import formula_of
from perfrules.policies.formats.dmn.cells import DmnCell
from perfrules.policies.formats.dmn.columns.structure import require_feel, require_structure
from perfrules.policies.formats.dmn.definitions import Definitions, all_below, as_name, name_of
from perfrules.policies.formats.dmn.expressions.reading import read_expression
from perfrules.policies.formats.dmn.expressions.tree import (
    FeelExpression,
    expression_text,
    is_duration,
    names_of,
)
from perfrules.policies.formats.dmn.extension import read_keys, read_wording

COMPUTED_KEYS = "title", "description", "unit", "cite"
"""What is kept of a computed name."""


@frozen
class WrittenExpression:
    """An arithmetic expression of a file, and the wording that is kept of it, if any is."""

    cell: DmnCell
    expression: FeelExpression
    formula: str
    wording: Node | None = None

    @property
    def text(self) -> str:
        """The expression, spaced in the one way in which it is written."""
        return expression_text(self.expression)

    @property
    def node(self) -> Node:
        """The formula as it is worded, else as the expression has it."""
        return self.wording or Scalar(self.formula, self.cell.span, quoted=True)

    def unworded(self) -> WrittenExpression:
        """The same without its wording."""
        return WrittenExpression(self.cell, self.expression, self.formula)


@frozen
class RequiredExpression:
    """A required decision that is a literal expression."""

    element: Element
    written: WrittenExpression
    kept: Mapping[str, Entry]


def written_expression(cell: DmnCell, names: Iterator[str] | tuple[str, ...]) -> WrittenExpression:
    """Return the arithmetic expression of a cell.

    Raises:
        PolicyError: PR370, PR371: it is not arithmetic of numbers with an exact counterpart.
    """
    expression = read_expression(cell.text, names)
    if is_duration(expression):
        facts = {"text": cell.text, "what": expression_text(expression)}
        raise PolicyError(Diagnostic("PR370", facts, Span(0, len(cell.text)), Source(cell.text)))
    wording = read_wording(cell.element)
    return WrittenExpression(cell, expression, formula_of(expression), wording[0] if wording else None)


class RequiredDecisions:
    """What a decision requires and names, directly or through others, each after what it requires itself.

    Raises:
        PolicyError: PR370, PR371 for an expression that is not arithmetic; PR372 for a name that is not
            required; PR373 for decisions that require each other in a circle; PR924 for one that is neither
            an expression nor a table; PR376 for a required decision that is not in the file.
    """

    def __init__(self, definitions: Definitions, decision: Element) -> None:
        self.definitions = definitions
        self.expressions: dict[str, RequiredExpression] = {}
        self.tables: dict[str, Element] = {}
        self.inputs: dict[str, Element] = {}
        self.order: list[str] = []
        self._visit(decision, ())

    @property
    def elements(self) -> Iterator[Element]:
        """The required decisions."""
        yield from (each.element for each in self.expressions.values())
        yield from self.tables.values()

    def names(self, decision: Element) -> tuple[str, ...]:
        """Return the names that a decision may use: what it requires, and components of that."""
        found: list[str] = []
        for kind, element in self._requirements(decision):
            found.append(name_of(element))
            if kind == "requiredInput":
                found += self.definitions.components(name_of(element))
        return tuple(found)

    def _requirements(self, decision: Element) -> Iterator[tuple[str, Element]]:
        if decision.first("informationRequirement") is None:
            # Some programs write no requirements: then every input is in scope.
            yield from (("requiredInput", each) for each in self.definitions.root.all("inputData"))
        for requirement in decision.all("informationRequirement"):
            for required in requirement.children:
                target = self.definitions.target(required)
                if target is not None:
                    yield required.name, target
                elif required.name == "requiredDecision":
                    href = required.attributes.get("href", "")
                    raise self.definitions.error("PR376", decision, href=href)

    def _visit(self, decision: Element, trail: tuple[Element, ...]) -> None:
        if any(each is decision for each in trail):
            circle = " → ".join(map(name_of, (*trail, decision)))
            raise self.definitions.error("PR373", decision, circle=circle)
        texts = [each.text for each in all_below(decision) if each.name == "text"]
        for kind, element in self._requirements(decision):
            name = name_of(element)
            if kind == "requiredInput":
                self.inputs[name] = element
            elif name not in self.order and (
                _is_ours(element) or any(name in as_name(text) for text in texts)
            ):
                self._visit(element, (*trail, decision))
                self._read(element)

    def _read(self, decision: Element) -> None:
        if not self._gives_number(decision):
            return
        table = decision.first("decisionTable")
        if decision.first("literalExpression") is not None:
            self.expressions[name_of(decision)] = self.expression(decision)
        elif table is not None:
            require_structure(self.definitions, decision, table)
            self.tables[name_of(decision)] = decision
        else:
            return
        self.order.append(name_of(decision))

    def _gives_number(self, decision: Element) -> bool:
        """Return whether the variable of a decision may be a number."""
        variable = decision.first("variable")
        reference = "" if variable is None else variable.attributes.get("typeRef", "")
        return self.definitions.type_of(reference).kind in (None, "number")

    def expression(self, decision: Element) -> RequiredExpression:
        """Return the literal expression of a decision.

        Raises:
            PolicyError: PR370–PR372; PR374 if the decision gives something else than a number.
        """
        if not self._gives_number(decision):
            raise self.definitions.error("PR374", decision, what="literalExpression")
        require_feel(self.definitions, decision)
        return self._expression(DmnCell.of(decision.first("literalExpression"), decision), decision)

    def add_expression(self, cell: DmnCell, decision: Element) -> None:
        """Add the expression of a column of a decision, which is its own name.

        Raises:
            PolicyError: PR370–PR372.
        """
        found = self._expression(cell, decision)
        self.expressions[cell.text] = RequiredExpression(cell.element, found.written, {})
        self.order.append(cell.text)

    def _expression(self, cell: DmnCell, decision: Element) -> RequiredExpression:
        names = self.names(decision)
        try:
            written = written_expression(cell, names)
        except PerfrulesError as error:
            raise PolicyError(*cell.located(error, self.definitions)) from error
        unknown = [name for name in names_of(written.expression) if name not in names]
        if unknown:
            facts = {"element": name_of(decision), "name": "、".join(unknown)}
            raise PolicyError(Diagnostic("PR372", facts, cell.span, self.definitions.source))
        for name in names_of(written.expression):
            if name not in self.order and name in map(name_of, self.definitions.decisions):
                raise self.definitions.error("PR924", decision, column=name_of(decision), decision=name)
        return RequiredExpression(
            decision, written, read_keys(decision, COMPUTED_KEYS, self.definitions.source)
        )


def _is_ours(decision: Element) -> bool:
    """Return whether a decision is a computed name that we wrote; our exceptions name it outside of DMN."""
    expression = decision.first("literalExpression")
    return expression is not None and bool(read_wording(expression))
