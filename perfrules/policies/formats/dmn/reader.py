"""DMN decision tables, read into documents of `kind: decision`.

Every part of the document keeps its place in the DMN file, so that later problems point there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve

from perfrules.diagnostics import Diagnostic, PerfrulesError
from perfrules.documents import Document, Mapping, Node, fit_document
from perfrules.documents import Sequence as Items
from perfrules.documents.media.xml import Element, read_xml
from perfrules.policies.base.errors import PolicyError
from perfrules.policies.formats.dmn.arithmetic.computing_part import ComputingPart
from perfrules.policies.formats.dmn.arithmetic.formula_cells import FormulaCells, Place
from perfrules.policies.formats.dmn.arithmetic.literal_decision import read_literal_decision
from perfrules.policies.formats.dmn.arithmetic.required import RequiredDecisions
from perfrules.policies.formats.dmn.cells import DmnCell, scalar
from perfrules.policies.formats.dmn.columns.inputs import InputColumn, input_column
from perfrules.policies.formats.dmn.columns.outputs import OutputColumn, output_column
from perfrules.policies.formats.dmn.columns.structure import hit_of, require_structure, table_of
from perfrules.policies.formats.dmn.definitions import Definitions, TypeInfo, as_name, name_of
from perfrules.policies.formats.dmn.extension import (
    POLICY_KEYS,
    kept_name,
    merged,
    read_keys,
)
from perfrules.policies.formats.dmn.table_nodes import group, head_of, parts_left_out, present, rule_of
from perfrules.policies.formats.dmn.words import require_policy
from perfrules.policies.formats.table_reading import TableReading

_ARITHMETIC = frozenset({"PR918", "PR919"})
"""The refusals of a cell that may be arithmetic: `a * 2` is beyond S-FEEL, `(a + 1) * 2` no literal."""


def read_dmn(data: bytes, name: str | None = None, decision: str | None = None) -> TableReading:
    """Read one decision of a DMN file (1.1 to 1.6): a table or an expression, and what it requires.

    Inputs and outputs keep the names they have in DMN, blanks and all.

    Args:
        data: the file.
        name: what the file is called in messages.
        decision: the decision meant, by name or id; the only one there is where None.

    Raises:
        DocumentError: PR910–PR912: it is not XML, or not safe to read.
        PolicyError: PR370–PR378, PR940–PR942, PR913–PR924, PR929, PR938, PR939 with every place that cannot
            be taken over.
    """
    root, source = read_xml(data, name)
    definitions = Definitions(root, source)
    chosen = definitions.decision(decision)
    if chosen.first("literalExpression") is not None:
        return read_literal_decision(definitions, chosen)
    return _TableReader(definitions, chosen).reading()


class _TableReader:
    """Reads the table of one decision and collects every problem on the way."""

    def __init__(self, definitions: Definitions, decision: Element) -> None:
        self.definitions = definitions
        self.decision = decision
        self.problems: list[Diagnostic] = []
        self.notes: list[Diagnostic] = []
        self.table = table_of(definitions, decision)
        self.rules = tuple(self.table.all("rule"))
        self.hit, self.combine = hit_of(definitions, self.table)
        self.required = RequiredDecisions(definitions, decision)
        self.kept = read_keys(decision, POLICY_KEYS, definitions.source)
        kept_tables = self.kept.pop("tables").value if "tables" in self.kept else None
        self.kept_tables = kept_tables if isinstance(kept_tables, Mapping) else None

    def reading(self) -> TableReading:
        require_structure(self.definitions, self.decision, self.table)
        outputs = [self._output(number, each) for number, each in enumerate(self.table.all("output"))]
        inputs = [self._input(number, each) for number, each in enumerate(self.table.all("input"))]
        sound_outputs = [column for column in outputs if column is not None]
        self._refuse_twins([(each.element, self._expression(each.element).text) for each in inputs if each])
        self._refuse_twins([(each.element, each.output.name) for each in sound_outputs])
        self._raise_all()
        self.computing = self._computing([each for each in inputs if each is not None])
        self.formulas = FormulaCells(self.definitions, self.computing)
        columns = [each if each is not None else self._computed(at) for at, each in enumerate(inputs)]
        document = self._document(columns, sound_outputs)
        self._note_what_is_left_out(sound_outputs)
        return TableReading(document, (*self.computing.notes, *self.notes))

    def _raise_all(self) -> None:
        if self.problems:
            raise PolicyError(*sorted(self.problems, key=lambda each: each.span.start if each.span else -1))

    def _refuse_twins(self, names: Sequence[tuple[Element, str]]) -> None:
        """Of two columns of one name the one would pass for the other."""
        seen: set[str] = set()
        for element, name in names:
            if name in seen:
                self.problems.append(self.definitions.diagnostic("PR940", element, column=name))
            seen.add(name)

    def _cells(self, kind: str, number: int) -> list[DmnCell]:
        return [DmnCell.of(tuple(rule.all(f"{kind}Entry"))[number], rule) for rule in self.rules]

    def _note(self, error: PerfrulesError, element: Element) -> None:
        """Note an error about an element, pointing at the element where it points at nothing better."""
        source = self.definitions.source
        for each in error.diagnostics:
            located = each if each.source is source else each.within(source, None, whole=element.span)
            self.problems.append(located)

    def _input(self, number: int, element: Element) -> InputColumn | None:
        """Return the column of an input; None for a computed name, which is read later, and for a problem."""
        expression = self._expression(element)
        required = self.definitions.required_decision(self.decision, expression.text)
        if required is not None or not self.definitions.is_name(expression.text):
            if required is not None and expression.text not in self.required.order:
                facts = {"column": expression.text, "decision": name_of(required)}
                self.problems.append(self.definitions.diagnostic("PR924", element, **facts))
            else:
                self._note_computed(element, expression)
            return None
        cells = self._cells("input", number)
        try:
            column = input_column(self.definitions, element, expression, cells)
        except PerfrulesError as error:
            self._note(error, element)
            return None
        if not column.is_worded:
            self.notes.append(self.definitions.diagnostic("PR928", element, text=column.domain_text))
        if column.is_open:
            facts = {"column": column.input.name, "values": "、".join(column.choices)}
            self.notes.append(self.definitions.diagnostic("PR925", element, **facts))
        return column

    def _expression(self, element: Element) -> DmnCell:
        written = DmnCell.of(element.first("inputExpression"), element)
        return evolve(written, text=as_name(written.text))

    def _note_computed(self, element: Element, expression: DmnCell) -> None:
        """Note a column of a computed name, or what prevents that it is one."""
        try:
            if expression.text not in self.required.order:
                self.required.add_expression(expression, self.decision)
        except PerfrulesError as error:
            self._note(error, element)

    def _computed(self, number: int) -> InputColumn:
        """Return the column of a computed name."""
        element = tuple(self.table.all("input"))[number]
        axis = self.computing.axis(self._expression(element).text)
        if axis is None:
            raise self.definitions.error("PR374", element, what=self._expression(element).text)
        return InputColumn(element, axis, "number", False, "", (), {})

    def _computing(self, columns: Sequence[InputColumn]) -> ComputingPart:
        named = [self._expression(each).text for each in self.table.all("input")]
        return ComputingPart(
            self.definitions,
            self.required,
            {column.input.name: column for column in columns},
            [name for name in named if name in self.required.tables],
            {entry.key.text: entry.value for entry in self.kept_tables.entries} if self.kept_tables else {},
        )

    def _output(self, number: int, element: Element) -> OutputColumn | None:
        single = len(tuple(self.table.all("output"))) == 1
        variable = self.decision.first("variable")
        name = kept_name(element) or element.attributes.get("name", "")
        if not name and single:
            name = name_of(self.decision if variable is None else variable) or name_of(self.decision)
        stated = self._stated_type(variable) if single else TypeInfo()
        try:
            return output_column(
                self.definitions,
                element,
                name or f"output {number + 1}",
                stated,
                self._cells("output", number),
            )
        except PerfrulesError as error:
            self._note(error, element)
            return None

    def _stated_type(self, variable: Element | None) -> TypeInfo:
        """The type that the table, or the variable of the decision, states."""
        references = [self.table.attributes.get("typeRef", "")]
        references += [] if variable is None else [variable.attributes.get("typeRef", "")]
        types = [self.definitions.type_of(reference) for reference in references if reference]
        return next((each for each in types if each.kind is not None), TypeInfo())

    def _document(self, inputs: Sequence[InputColumn], outputs: Sequence[OutputColumn]) -> Document:
        """Return the document, read again as long as the wording of a formula is not what its cell says."""
        notes = tuple(self.notes)
        document = self._fitted(inputs, outputs)
        dropped: list[Diagnostic] = []
        while stale := self.formulas.drop_stale(document):
            dropped += stale
            self.notes[:] = [*notes, *dropped]
            document = self._fitted(inputs, outputs)
        require_policy(document)
        self.formulas.require_same(document)
        return document

    def _fitted(self, inputs: Sequence[InputColumn], outputs: Sequence[OutputColumn]) -> Document:
        root = self._root(inputs, outputs)
        self._raise_all()
        return fit_document(root, self.definitions.source, "decision")

    def _root(self, inputs: Sequence[InputColumn], outputs: Sequence[OutputColumn]) -> Mapping:
        default = self._default(outputs)
        rules = Items(tuple(self._rules(inputs, outputs)), self.table.span)
        # Answers may name inputs that no column has, so these are written after the rules are read.
        columns = self.computing.columns
        body: dict[str, Node] = {
            "inputs": group({name: column.node() for name, column in columns.items()}, self.table),
            **self.computing.nodes,
            "outputs": group({each.output.name: each.node(self.combine) for each in outputs}, self.table),
            "hit": scalar(self.hit, self.table.span),
            "rules": rules,
            **({"default": default} if default.entries else {}),
        }
        return merged(head_of(self.decision, self.kept) | body, self.kept, self.decision)

    def _default(self, outputs: Sequence[OutputColumn]) -> Mapping:
        values = {}
        for column in outputs:
            cell = DmnCell.of(column.element.first("defaultOutputEntry"), column.element)
            value = self._value(None, column, cell)
            if value is not None:
                values[column.output.name] = value
        return group(values, self.table)

    def _rules(self, inputs: Sequence[InputColumn], outputs: Sequence[OutputColumn]) -> Iterator[Mapping]:
        source = self.definitions.source
        for number, rule in enumerate(self.rules):
            entries = zip(rule.all("inputEntry"), inputs, strict=True)
            when = {
                column.input.name: self._condition(number, column, DmnCell.of(each, rule))
                for each, column in entries
            }
            answers = zip(rule.all("outputEntry"), outputs, strict=True)
            then = {
                column.output.name: self._value(number, column, DmnCell.of(each, rule))
                for each, column in answers
            }
            yield rule_of(rule, number, group(present(when), rule), group(present(then), rule), source)

    def _condition(self, rule: int, column: InputColumn, cell: DmnCell) -> Node | None:
        try:
            node, is_worded = column.condition(cell)
        except PerfrulesError as error:
            return self._compared((rule, column.input.name), column, cell, error)
        if not is_worded:
            self.notes.append(Diagnostic("PR928", {"text": cell.text}, cell.span, self.definitions.source))
        return node

    def _compared(
        self, place: Place, column: InputColumn, cell: DmnCell, problem: PerfrulesError
    ) -> Node | None:
        """Return the condition of a cell that compares with a name; its problem if it does not."""
        try:
            node = self.formulas.test(place, cell) if column.kind in ("number", "date") else None
        except PerfrulesError:
            node = None
        if node is None:
            self.problems += cell.located(problem, self.definitions)
        return node

    def _value(self, rule: int | None, column: OutputColumn, cell: DmnCell) -> Node | None:
        try:
            return column.value(cell)
        except PerfrulesError as error:
            problem = error
        if column.kind == "number" and problem.code in _ARITHMETIC:
            try:
                return self.formulas.answer((rule, column.output.name), column.output, cell)
            except PerfrulesError as error:
                # What is neither a number nor arithmetic is refused as a cell.
                if problem.code == "PR918" or error.code != "PR371":
                    problem = error
        self.problems += cell.located(problem, self.definitions)
        return None

    def _note_what_is_left_out(self, outputs: Sequence[OutputColumn]) -> None:
        parts = parts_left_out(self.definitions, self.decision, self.required)
        parts += [f"outputValues {each.output.name}" for each in outputs if each.is_bounded]
        if parts:
            facts = {"parts_zh": "、".join(parts), "parts_en": ", ".join(parts)}
            self.notes.append(Diagnostic("PR930", facts, None, self.definitions.source))
