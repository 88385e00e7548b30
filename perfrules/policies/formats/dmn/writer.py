"""Documents of `kind: decision` as DMN 1.3: what DMN says in its elements, all else in extension elements."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from perfrules.diagnostics import Diagnostic
from perfrules.documents import Document, emit_yaml, spelled
from perfrules.formulas.formula import Formula
from perfrules.policies.base.errors import PolicyError
from perfrules.policies.decisions.condition_to_text import in_signs
from perfrules.policies.decisions.from_document import read_decision
from perfrules.policies.decisions.inputs import Input
from perfrules.policies.decisions.outputs import LISTS, ORDERED_HITS, Output, Value, usual_combine
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.decisions.rules import Rule
from perfrules.policies.formats.dmn.arithmetic.computed_decisions import ComputedDecisions
from perfrules.policies.formats.dmn.arithmetic.formula_cells import ANSWER_KEYS
from perfrules.policies.formats.dmn.columns.structure import AGGREGATIONS
from perfrules.policies.formats.dmn.definitions import MODEL
from perfrules.policies.formats.dmn.expressions.tree import expression_text
from perfrules.policies.formats.dmn.extension import (
    INPUT_KEYS,
    NAMESPACE,
    OUTPUT_KEYS,
    POLICY_KEYS,
    RULE_KEYS,
)
from perfrules.policies.formats.dmn.markup import Tag, markup
from perfrules.policies.formats.dmn.unary_tests import UnsaidError, exact_feel, unary_text
from perfrules.policies.formats.dmn.words import HIT_NAMES
from perfrules.resources.late_patterns import late_pattern
from perfrules.values import EVERYTHING, Quantity

_OWN = "perfrules"
_AGGREGATION_NAMES = {ours: theirs for theirs, ours in AGGREGATIONS.items()}
_TYPES = {"choice": "string", "text": "string", "boolean": "boolean", "date": "date"}
# Narrower than XML: dmn-moddle drops elements whose id has other characters.
_XML_ID = late_pattern(r"[A-Za-z_][0-9A-Za-z_-]*")
_DECISIVE = frozenset({"scope", "except", "overrides", "combine", "of"})
"""The keys of which a program that passes extension elements over knows nothing and decides otherwise."""


def write_dmn(document: Document) -> tuple[str, tuple[Diagnostic, ...]]:
    """The DMN 1.3 file of a document, and notes on what went into extension elements (PR926, PR927).

    Raises:
        PolicyError: PR903 for what DMN has no exact words for, such as a number that no decimal is equal
            to; what is wrong with the document.
        DocumentError: PR135 for a character that XML cannot hold.
    """
    writer = _Writer(document)
    try:
        root = writer.definitions()
    except UnsaidError as error:
        facts = {"id": writer.policy.id, "format": "DMN", "parts_zh": str(error), "parts_en": str(error)}
        raise PolicyError(Diagnostic("PR903", facts)) from error
    return markup(root), tuple(writer.notes())


class _Writer:
    """Writes one document, which has the wording, by way of its policy, which has the meaning."""

    def __init__(self, document: Document) -> None:
        self.plain = document.plain
        self.policy: DecisionPolicy = read_decision(document)
        self.kept: dict[str, None] = {}
        self.combined = self._combined()
        self.computed = ComputedDecisions(self.policy, self.plain, self._keys, _wording, self._domain)

    def _combined(self) -> str:
        """How the table says that answers become one; empty where the hit policy takes one answer."""
        outputs = self.policy.outputs
        if self.policy.hit != "collect":
            return ""
        # DMN does not define the aggregation of several outputs.
        aggregated = len(outputs) == 1 and outputs[0].combine in _AGGREGATION_NAMES
        return outputs[0].combine if aggregated else "list"

    def notes(self) -> Iterator[Diagnostic]:
        decisive = [key for key in self.kept if key in _DECISIVE]
        others = [key for key in self.kept if key not in _DECISIVE]
        for code, keys in (("PR926", others), ("PR927", decisive)):
            if keys:
                words = "、".join(spelled(key, "zh") for key in keys)
                yield Diagnostic(code, {"parts_zh": words, "parts_en": ", ".join(keys)})

    def definitions(self) -> Tag:
        policy = self.policy
        namespaces = {"xmlns": MODEL, f"xmlns:{_OWN}": NAMESPACE}
        about = {"id": "definitions", "name": self._name, "namespace": f"urn:perfrules:policy:{policy.id}"}
        self.computed.require_said()
        decisions = (self._decision(), *self.computed.decisions())
        return Tag("definitions", namespaces | about, (*self._types(), *decisions, *self._data()))

    @property
    def _name(self) -> str:
        return self.policy.title or self.policy.id

    def _types(self) -> Iterator[Tag]:
        """The types of outputs that are lists."""
        if any(output.type in LISTS for output in self.policy.outputs):
            attributes = {"id": "texts", "name": "texts", "isCollection": "true"}
            yield Tag("itemDefinition", attributes, (Tag("typeRef", text="string"),))

    def _data(self) -> Iterator[Tag]:
        for number, input_ in enumerate(self.policy.inputs, 1):
            variable = Tag("variable", {"name": input_.name, "typeRef": _TYPES.get(input_.type, "number")})
            yield Tag("inputData", {"id": f"data.{number}", "name": input_.name}, (variable,))

    def _decision(self) -> Tag:
        description = self.plain.get("description", "")
        keys = self._keys({**self.plain, "tables": self._other_tables}, {*POLICY_KEYS} - {"description"})
        names = [*self.policy.input_by_name, *(each.name for each in self.computed.axes)]
        required = self.computed.requirements((*names, *self.computed.names_beside_columns()))
        children = [
            *([Tag("description", text=description)] if description else []),
            *keys,
            Tag("variable", {"name": self._name, **self._variable_type()}),
            *required,
            self._table(),
        ]
        return Tag("decision", {"id": "decision", "name": self._name}, children)

    @property
    def _other_tables(self) -> dict[str, Any]:
        """The tables without a decision of their own: their rates are in the expressions that use them."""
        return {each.table.name: self.plain["tables"][each.table.name] for each in self.computed.others}

    def _variable_type(self) -> dict[str, str]:
        outputs = self.policy.outputs
        many = self.policy.hit in {"collect", "rule-order", "output-order"} and self.combined in {"", "list"}
        return {} if len(outputs) > 1 or many else {"typeRef": _output_type(outputs[0])}

    def _table(self) -> Tag:
        attributes = {"id": "table", "hitPolicy": HIT_NAMES[self.policy.hit]}
        if self.combined in _AGGREGATION_NAMES:
            attributes["aggregation"] = _AGGREGATION_NAMES[self.combined]
        columns = [
            *(self._input(number, each) for number, each in enumerate(self.policy.inputs, 1)),
            *(self._computed_input(number, each) for number, each in enumerate(self.computed.axes, 1)),
            *(self._output(number, each) for number, each in enumerate(self.policy.outputs, 1)),
        ]
        taken = {"definitions", "decision", "table", "texts"}
        rules = [self._rule(number, rule, taken) for number, rule in enumerate(self.policy.rules)]
        return Tag("decisionTable", attributes, (*columns, *rules))

    def _input(self, number: int, input_: Input) -> Tag:
        plain = dict(self.plain["inputs"][input_.name])
        type_ = _TYPES.get(input_.type, "number")
        if plain["type"] == {"string": "choice"}.get(type_, type_):
            del plain["type"]
        if not input_.is_open:
            # Closed choices are the values of the column.
            plain.pop("of", None)
        if _texts(plain.get("domain", ())) == in_signs(input_, input_.domain):
            del plain["domain"]
        attributes = {"id": f"input.{number}"}
        if plain.get("title", input_.name) != input_.name:
            attributes["label"] = plain.pop("title")
        expression = Tag("inputExpression", {"typeRef": type_}, (Tag("text", text=input_.name),))
        values = [] if input_.type == "boolean" else self._domain(input_)
        return Tag("input", attributes, (*self._keys(plain, INPUT_KEYS), expression, *values))

    def _computed_input(self, number: int, axis: Input) -> Tag:
        expression = Tag("inputExpression", {"typeRef": "number"}, (Tag("text", text=axis.name),))
        return Tag("input", {"id": f"input.computed.{number}"}, (expression,))

    def _domain(self, input_: Input) -> list[Tag]:
        if input_.domain == EVERYTHING or input_.is_open:
            return []
        listed = self.plain["inputs"][input_.name].get("of", ())
        return [Tag("inputValues", children=(Tag("text", text=unary_text(input_, input_.domain, listed)),))]

    def _output(self, number: int, output: Output) -> Tag:
        plain = dict(self.plain["outputs"][output.name])
        type_ = _output_type(output)
        if plain["type"] == {"string": "text", "texts": "list"}.get(type_, type_):
            del plain["type"]
        plain.pop("combine", None)
        usual = usual_combine(output.type)
        if output.combine != (self.combined or usual):
            plain["combine"] = output.combine
        attributes = {"id": f"output.{number}"}
        if plain.get("title", output.name) != output.name:
            attributes["label"] = plain.pop("title")
        # DMN has no name for an output that is the only one.
        only = len(self.policy.outputs) == 1
        own = {"name": output.name} if only else {}
        if not only:
            attributes["name"] = output.name
        attributes["typeRef"] = type_
        values = []
        if output.of and output.type not in LISTS:
            del plain["of"]
            text = ", ".join(self._literal(value) for value in output.of)
            values.append(Tag("outputValues", children=(Tag("text", text=text),)))
        keys = self._keys(plain, OUTPUT_KEYS, own)
        return Tag("output", attributes, (*keys, *values, *self._default(output)))

    def _default(self, output: Output) -> list[Tag]:
        default = self.policy.default or {}
        if output.name not in default:
            return []
        return [self._valued("defaultOutputEntry", default[output.name], self.plain["default"][output.name])]

    def _rule(self, number: int, rule: Rule, taken: set[str]) -> Tag:
        plain = dict(self.plain["rules"][number])
        id_ = f"rule.{number + 1}"
        if _XML_ID.fullmatch(rule.id) and rule.id not in taken and "." not in rule.id:
            id_ = plain.pop("id")
        title = plain.pop("title", "")
        children = [
            *([Tag("description", text=title)] if title else []),
            *self._keys(plain, RULE_KEYS),
            *(self._condition(axis, number, plain.get("when", {})) for axis in self._columns),
            *(self._answer(output, rule, plain["then"]) for output in self.policy.outputs),
        ]
        return Tag("rule", {"id": id_}, children)

    @property
    def _columns(self) -> list[Input]:
        return [*self.policy.inputs, *self.computed.axes]

    def _condition(self, axis: Input, number: int, worded: Mapping[str, str | Sequence[str]]) -> Tag:
        compared = self.computed.compared(number, axis.name)
        if compared:
            return _entry("inputEntry", compared, _texts(worded[axis.name]))
        when = self.policy.rules[number].when
        if axis.name not in when:
            return _entry("inputEntry", "-")
        values = when[axis.name].values
        texts = _texts(worded[axis.name])
        text = "-" if values == EVERYTHING else unary_text(axis, values, texts)
        is_plain = axis.is_discrete or (values != EVERYTHING and texts == in_signs(axis, values))
        return _entry("inputEntry", text, () if is_plain else texts)

    def _answer(self, output: Output, rule: Rule, worded: Mapping[str, Any]) -> Tag:
        if output.name not in rule.then:
            return _entry("outputEntry", "null")
        return self._valued("outputEntry", rule.then[output.name], worded[output.name])

    def _valued(self, name: str, value: Value, worded: Any) -> Tag:
        """The cell of a value; that of a formula keeps the wording, and its limits as keys."""
        text = self._literal(value)
        if not isinstance(value, Formula):
            return _entry(name, text)
        if isinstance(worded, Mapping):
            return Tag(name, children=(*self._keys(worded, ANSWER_KEYS), Tag("text", text=text)))
        return _entry(name, text, [" ".join(worded.split())])

    def _keys(
        self, plain: Mapping[str, Any], kept: Collection[str], own: Mapping[str, str] | None = None
    ) -> list[Tag]:
        """The extension elements that keep keys of our format, if there is anything to keep."""
        found = {key: value for key, value in plain.items() if key in kept and value}
        decisive_order = self.policy.hit in ORDERED_HITS
        for key in found:
            if key not in {"id", "title"} and (key != "of" or decisive_order):
                self.kept[key] = None
        if not found and not own:
            return []
        text = emit_yaml(found).rstrip("\n") if found else ""
        return [Tag("extensionElements", children=(Tag(f"{_OWN}:keys", own or {}, text=text),))]

    def _literal(self, value: Value) -> str:
        match value:
            case Quantity():
                return exact_feel(value.value)
            case tuple():
                return exact_feel(tuple(str(member) for member in value))
            case bool() | str() | date():
                return exact_feel(value)
            case Formula():
                return expression_text(self.computed.expression(value.node))
            case int():
                return exact_feel(Fraction(value))


def _wording(text: str) -> Tag:
    return Tag(f"{_OWN}:wording", text=text)


def _entry(name: str, text: str, worded: Sequence[str] = ()) -> Tag:
    """A cell, with the wording that is kept of it."""
    cell = Tag("text", text=text)
    if not worded:
        return Tag(name, children=(cell,))
    return Tag(name, children=(Tag("extensionElements", children=(_wording("\n".join(worded)),)), cell))


def _texts(plain: str | Sequence[str]) -> list[str]:
    return [plain] if isinstance(plain, str) else list(plain)


def _output_type(output: Output) -> str:
    return "texts" if output.type in LISTS else _TYPES.get(output.type, "number")
