"""DMN decision tables, read into documents of `kind: decision`.

Every part of the document keeps its place in the DMN file, so that later problems point there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from perfrules.data_classes import evolve
from perfrules.diagnostics import Diagnostic, PerfrulesError
from perfrules.diagnostics.hints import near
from perfrules.documents import FORMAT_VERSION, Entry, Mapping, Node, Scalar, fit_document
from perfrules.documents import Sequence as Items
from perfrules.documents.media.xml import Element, read_xml
from perfrules.policies.base.errors import PolicyError
from perfrules.policies.formats.dmn.cells import DmnCell, scalar
from perfrules.policies.formats.dmn.definitions import Definitions, TypeInfo, all_below, as_name, name_of
from perfrules.policies.formats.dmn.extension import (
    POLICY_KEYS,
    RULE_KEYS,
    has_foreign,
    kept_name,
    merged,
    read_keys,
)
from perfrules.policies.formats.dmn.input_columns import InputColumn, input_column
from perfrules.policies.formats.dmn.output_columns import OutputColumn, output_column
from perfrules.policies.formats.dmn.words import HITS, require_policy
from perfrules.policies.formats.table_reading import TableReading
from perfrules.resources.late_patterns import late_pattern

AGGREGATIONS = {"SUM": "sum", "MIN": "min", "MAX": "max", "COUNT": "count"}
"""The aggregations of `COLLECT`, as DMN and as we spell them."""

_NOT_IN_IDS = late_pattern(r"[^0-9A-Za-z\u4e00-\u9fff]+")
_CELLS = frozenset(
    {"inputEntry", "outputEntry", "inputExpression", "inputValues", "outputValues", "defaultOutputEntry"}
)
_IN_CELLS = frozenset({"text", "description", "extensionElements"})
_TAKEN_OVER = frozenset(
    {"variable", "informationRequirement", "decisionTable", "description", "extensionElements"}
)
_CARRIED = frozenset({"decision", "inputData", "itemDefinition", "extensionElements", "description"})


def read_dmn(data: bytes, name: str | None = None, decision: str | None = None) -> TableReading:
    """Read one decision table of a DMN file (1.1 to 1.6).

    Inputs and outputs keep the names they have in DMN, blanks and all.

    Args:
        data: the file.
        name: what the file is called in messages.
        decision: the decision meant, by name or id; the only one there is where None.

    Raises:
        DocumentError: PR910–PR912: it is not XML, or not safe to read.
        PolicyError: PR940–PR942, PR913–PR924, PR929, PR938, PR939 with every place that cannot be taken over.
    """
    root, source = read_xml(data, name)
    definitions = Definitions(root, source)
    return _TableReader(definitions, definitions.decision(decision)).reading()


class _TableReader:
    """Reads the table of one decision and collects every problem on the way."""

    def __init__(self, definitions: Definitions, decision: Element) -> None:
        self.definitions = definitions
        self.decision = decision
        self.problems: list[Diagnostic] = []
        self.notes: list[Diagnostic] = []
        self.table = self._table()
        self.rules = tuple(self.table.all("rule"))
        self.hit, self.combine = self._hit()

    def reading(self) -> TableReading:
        self._refuse_no_rules()
        self._refuse_ragged_rules()
        self._refuse_other_languages()
        inputs = [self._input(number, each) for number, each in enumerate(self.table.all("input"))]
        outputs = [self._output(number, each) for number, each in enumerate(self.table.all("output"))]
        sound_inputs = [column for column in inputs if column is not None]
        sound_outputs = [column for column in outputs if column is not None]
        self._refuse_twins([(each.element, each.input.name) for each in sound_inputs])
        self._refuse_twins([(each.element, each.output.name) for each in sound_outputs])
        self._raise_all()
        root = self._root(sound_inputs, sound_outputs)
        self._raise_all()
        self._note_what_is_left_out(sound_outputs)
        document = fit_document(root, self.definitions.source, "decision")
        require_policy(document)
        return TableReading(document, tuple(self.notes))

    def _raise_all(self) -> None:
        if self.problems:
            raise PolicyError(*sorted(self.problems, key=lambda each: each.span.start if each.span else -1))

    def _table(self) -> Element:
        table = self.decision.first("decisionTable")
        if table is not None:
            return table
        namespace = self.decision.namespace
        meta = {"variable", "description", "extensionElements", "question", "allowedAnswers"}
        other = [each for each in self.decision.children if each.namespace == namespace]
        logic = [each for each in other if each.name not in meta and not each.name.endswith("Requirement")]
        raise self.definitions.error("PR917", self.decision, logic=logic[-1].name if logic else "–")

    def _hit(self) -> tuple[str, str]:
        """The hit policy, and how the answers of several rules become one, empty where they do not."""
        policy = self.table.attributes.get("hitPolicy", "UNIQUE")
        aggregation = self.table.attributes.get("aggregation", "")
        if policy not in HITS:
            raise self.definitions.error("PR938", self.table, text=policy, **near(policy, HITS))
        if aggregation and aggregation not in AGGREGATIONS:
            raise self.definitions.error("PR938", self.table, text=aggregation, **near("", AGGREGATIONS))
        collected = AGGREGATIONS[aggregation] if aggregation else "list"
        return HITS[policy], collected if policy == "COLLECT" else ""

    def _refuse_no_rules(self) -> None:
        if not self.rules:
            raise self.definitions.error("PR942", self.table, decision=name_of(self.decision))

    def _refuse_ragged_rules(self) -> None:
        for kind in ("input", "output"):
            columns = len(tuple(self.table.all(kind)))
            for rule in self.rules:
                cells = len(tuple(rule.all(f"{kind}Entry")))
                if cells != columns:
                    facts = {"cells": str(cells), "columns": str(columns), "kind": kind}
                    self.problems.append(self.definitions.tell("PR923", rule, **facts))
        self._raise_all()

    def _refuse_other_languages(self) -> None:
        """Refuse other expression languages, and cells whose content is not a text."""
        namespace = self.table.namespace
        for element in (self.definitions.root, *all_below(self.table)):
            language = element.attributes.get("expressionLanguage", "FEEL")
            others = [each.name for each in element.children if each.name not in _IN_CELLS]
            if "feel" not in language.lower():
                self.problems.append(self.definitions.tell("PR917", element, logic=language))
            elif element.namespace == namespace and element.name in _CELLS and others:
                self.problems.append(self.definitions.tell("PR917", element, logic=others[0]))
        self._raise_all()

    def _refuse_twins(self, names: Sequence[tuple[Element, str]]) -> None:
        """Of two columns of one name the one would pass for the other."""
        seen: set[str] = set()
        for element, name in names:
            if name in seen:
                self.problems.append(self.definitions.tell("PR940", element, column=name))
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
        written = DmnCell.of(element.first("inputExpression"), element)
        expression = evolve(written, text=as_name(written.text))
        if not self.definitions.is_name(expression.text):
            self.problems += expression.located(
                PolicyError(Diagnostic("PR918", {"text": expression.text, "what": expression.text})),
                self.definitions,
            )
            return None
        required = self.definitions.required_decision(self.decision, expression.text)
        if required is not None:
            facts = {"column": expression.text, "decision": name_of(required)}
            self.problems.append(self.definitions.tell("PR924", element, **facts))
            return None
        cells = self._cells("input", number)
        try:
            column = input_column(self.definitions, element, expression, cells)
        except PerfrulesError as error:
            self._note(error, element)
            return None
        if not column.is_worded:
            self.notes.append(self.definitions.tell("PR928", element, text=column.domain_text))
        if column.is_open:
            facts = {"column": column.input.name, "values": "、".join(column.choices)}
            self.notes.append(self.definitions.tell("PR925", element, **facts))
        return column

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

    def _root(self, inputs: Sequence[InputColumn], outputs: Sequence[OutputColumn]) -> Mapping:
        decision, span = self.decision, self.decision.span
        kept = read_keys(decision, POLICY_KEYS, self.definitions.source)
        head: dict[str, Node] = {
            "perfrules": scalar(FORMAT_VERSION, span),
            "kind": scalar("decision", span),
            "id": scalar(_id_of(decision), span),
        }
        if "id" not in kept:
            # Ours keeps its title with its id, or has none.
            head["title"] = scalar(name_of(decision), span)
        description = decision.first("description")
        if description is not None and description.text:
            head["description"] = scalar(description.text, description.text_span)
        default = self._default(outputs)
        body: dict[str, Node] = {
            "inputs": _group({column.input.name: column.node() for column in inputs}, self.table),
            "outputs": _group({each.output.name: each.node(self.combine) for each in outputs}, self.table),
            "hit": scalar(self.hit, self.table.span),
            "rules": Items(tuple(self._rules(inputs, outputs)), self.table.span),
            **({"default": default} if default.entries else {}),
        }
        return merged(head | body, kept, decision)

    def _default(self, outputs: Sequence[OutputColumn]) -> Mapping:
        values = {}
        for column in outputs:
            cell = DmnCell.of(column.element.first("defaultOutputEntry"), column.element)
            value = self._value(column, cell)
            if value is not None:
                values[column.output.name] = value
        return _group(values, self.table)

    def _rules(self, inputs: Sequence[InputColumn], outputs: Sequence[OutputColumn]) -> Iterator[Mapping]:
        for number, rule in enumerate(self.rules):
            entries = zip(rule.all("inputEntry"), inputs, strict=True)
            when = {
                column.input.name: self._condition(column, DmnCell.of(each, rule)) for each, column in entries
            }
            answers = zip(rule.all("outputEntry"), outputs, strict=True)
            then = {
                column.output.name: self._value(column, DmnCell.of(each, rule)) for each, column in answers
            }
            yield self._rule(rule, number, _group(_present(when), rule), _group(_present(then), rule))

    def _rule(self, rule: Element, number: int, when: Mapping, then: Mapping) -> Mapping:
        made: dict[str, Node] = {"id": scalar(rule.attributes.get("id") or f"rule-{number + 1}", rule.span)}
        description = rule.first("description")
        remarks = [each.first("text") for each in rule.all("annotationEntry")]
        texts = [each.text for each in (description, *remarks) if each is not None and each.text]
        if texts:
            made["title"] = scalar("；".join(texts), rule.span)
        if when.entries:
            made["when"] = when
        made["then"] = then
        return merged(made, read_keys(rule, RULE_KEYS, self.definitions.source), rule)

    def _condition(self, column: InputColumn, cell: DmnCell) -> Node | None:
        try:
            node, is_worded = column.condition(cell)
        except PerfrulesError as error:
            self.problems += cell.located(error, self.definitions)
            return None
        if not is_worded:
            self.notes.append(Diagnostic("PR928", {"text": cell.text}, cell.span, self.definitions.source))
        return node

    def _value(self, column: OutputColumn, cell: DmnCell) -> Node | None:
        try:
            return column.value(cell)
        except PerfrulesError as error:
            self.problems += cell.located(error, self.definitions)
            return None

    def _note_what_is_left_out(self, outputs: Sequence[OutputColumn]) -> None:
        parts = [name_of(each) for each in self.definitions.decisions if each is not self.decision]
        parts += sorted({each.name for each in self.definitions.root.children if each.name not in _CARRIED})
        parts += sorted({each.name for each in self.decision.children if each.name not in _TAKEN_OVER})
        if any(map(has_foreign, all_below(self.definitions.root))):
            parts.append("extensionElements")
        parts += [f"outputValues {each.output.name}" for each in outputs if each.is_bounded]
        if parts:
            facts = {"parts_zh": "、".join(parts), "parts_en": ", ".join(parts)}
            self.notes.append(Diagnostic("PR930", facts, None, self.definitions.source))


def _present(nodes: dict[str, Node | None]) -> dict[str, Node]:
    return {name: node for name, node in nodes.items() if node is not None}


def _group(nodes: dict[str, Node], element: Element) -> Mapping:
    entries = (Entry(Scalar(name, element.span, quoted=True), node) for name, node in nodes.items())
    return Mapping(tuple(entries), element.span)


def _id_of(decision: Element) -> str:
    """An id as our format has them, made of the name of a decision or of its id."""
    texts = (name_of(decision), decision.attributes.get("id", ""))
    made = (_NOT_IN_IDS.sub("-", text).strip("-") for text in texts)
    return next(filter(None, made), "decision")
