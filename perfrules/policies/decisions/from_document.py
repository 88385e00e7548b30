"""Files of `kind: decision`, read into typed policies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from perfrules.documents import Document
from perfrules.policies.base.collector import Collector
from perfrules.policies.base.head_from_document import read_citations, read_head
from perfrules.policies.decisions.computing.compared_words import compared_words, compares_with_name
from perfrules.policies.decisions.computing.computed import Computed
from perfrules.policies.decisions.computing.from_document import ComputeReader
from perfrules.policies.decisions.computing.multiples import multiple_comparisons
from perfrules.policies.decisions.computing.output_formulas import output_formula, states_formula
from perfrules.policies.decisions.condition_from_text import (
    any_of,
    both,
    read_amount,
    read_condition,
    read_duration,
    read_value,
)
from perfrules.policies.decisions.inputs import DEFAULT_UNITS, MEASURED, OTHER, Input
from perfrules.policies.decisions.outputs import Output, Value
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.decisions.rules import Aggregate, Claim, Condition, Rule
from perfrules.resources.late_modules import late_module
from perfrules.values import BARE, NOTHING, Quantity, Unit, default_units
from perfrules.values.value_sets import Values

if TYPE_CHECKING:
    from perfrules.policies.decisions.computing import comparisons
else:
    comparisons = late_module("perfrules.policies.decisions.computing.comparisons")

_Path = tuple[str | int, ...]


def read_decision(document: Document) -> DecisionPolicy:
    """Return the policy of a document of `kind: decision`.

    Raises:
        PolicyError: with every problem, by place.
    """
    return _DecisionReader(document).policy()


class _DecisionReader:
    """Reads one document and collects every problem on the way."""

    def __init__(self, document: Document) -> None:
        self.plain = document.plain
        self.document = document
        self.collector = Collector(document)
        self.inputs: dict[str, Input] = {}
        self.outputs: dict[str, Output] = {}
        # Names with a wrong definition; their uses elsewhere are not checked.
        self.unsound: set[str] = set()
        # The differences behind conditions that compare with a name.
        self.differences: dict[str, Computed] = {}

    def policy(self) -> DecisionPolicy:
        head = read_head(self.document, self.collector)
        for name, plain in self.plain["inputs"].items():
            self._define(self.inputs, name, self._input(name, plain))
        for name, plain in self.plain["outputs"].items():
            self._define(self.outputs, name, self._output(name, plain))
        self.computing = ComputeReader(self.document, self.collector, self.inputs, self.unsound)
        self.computing.read()
        self.unsound |= self.computing.unsound
        scope = self._when(self.plain.get("scope", {}), ("scope",))
        rules = tuple(self._rule(plain, ("rules", at)) for at, plain in enumerate(self.plain["rules"]))
        default = self._then(self.plain["default"], ("default",)) if "default" in self.plain else None
        policy = self.collector.attempt(
            lambda: DecisionPolicy(
                head,
                tuple(self.inputs.values()),
                tuple(self.outputs.values()),
                rules,
                self.plain.get("hit", "unique"),
                scope,
                default,
                self.plain.get("partial") == "true",
                tuple(map(_claim, self.plain.get("expect", ()))),
                self._aggregate(),
                (*self.computing.compute.values(), *self.differences.values()),
                tuple(self.computing.tables.values()),
            )
        )
        self.collector.raise_all()
        if policy is None:
            raise AssertionError("a policy without problems was not made")
        return policy

    def _define(self, defined: dict[str, Any], name: str, thing: Input | Output | None) -> None:
        if thing is None:
            self.unsound.add(name)
        else:
            defined[name] = thing

    def _unit(self, plain: Mapping[str, Any], path: _Path) -> Unit | None:
        if "unit" not in plain:
            return DEFAULT_UNITS.get(plain["type"], BARE)
        return self.collector.attempt(lambda: default_units()[plain["unit"]], *path, "unit")

    def _input(self, name: str, plain: Mapping[str, Any]) -> Input | None:
        path = ("inputs", name)
        unit = self._unit(plain, path)
        if unit is None:
            return None
        facts: dict[str, Any] = {"unit": unit, "title": plain.get("title", "")}
        if plain.get("open") == "true":
            facts["is_open"] = True
        if "domain" in plain or "of" in plain or plain.get("open") == "true":
            facts["domain"] = self._domain(name, plain, unit, path)
        if "step" in plain:
            facts["step"] = self.collector.attempt(lambda: read_amount(plain["step"], unit), *path, "step")
        if None in facts.values():
            return None
        return self.collector.attempt(lambda: Input(name, plain["type"], **facts), *path)

    def _domain(self, name: str, plain: Mapping[str, Any], unit: Unit, path: _Path) -> Values | None:
        if plain.get("open") == "true":
            return frozenset([*plain.get("of", ()), OTHER])
        if "of" in plain:
            return frozenset(plain["of"])
        if plain["type"] in {"choice", "boolean"}:
            return NOTHING
        free: Input | None = self.collector.attempt(lambda: Input(name, plain["type"], unit=unit), *path)
        if free is None:
            return None
        condition = self._plain_condition(free, plain["domain"], (*path, "domain"))
        return None if condition is None else condition.values

    def _plain_condition(self, input_: Input, text: str | Sequence[str], path: _Path) -> Condition | None:
        """Return a condition without any name in it."""
        if isinstance(text, str):
            return self.collector.attempt(lambda: read_condition(input_, text), *path)
        read = [self._plain_condition(input_, each, (*path, at)) for at, each in enumerate(text)]
        sound = [condition for condition in read if condition is not None]
        return any_of(sound) if sound else None

    def _output(self, name: str, plain: Mapping[str, Any]) -> Output | None:
        path = ("outputs", name)
        unit = self._unit(plain, path)
        if unit is None:
            return None
        facts: dict[str, Any] = {"unit": unit, "title": plain.get("title", "")}
        if "combine" in plain:
            facts["combine"] = plain["combine"]
        if "of" not in plain:
            return self.collector.attempt(lambda: Output(name, plain["type"], **facts), *path)
        # The values are read by an output without values, which as a choice would not be valid.
        free = {**facts, "type": "text" if plain["type"] == "choice" else plain["type"]}
        bare = self.collector.attempt(lambda: Output(name, **free), *path)
        if bare is None:
            return None
        values = [self._member(bare, text, (*path, "of", at)) for at, text in enumerate(plain["of"])]
        return Output(name, plain["type"], of=tuple(values), **facts)  # type: ignore[arg-type] # with a None there is a problem

    def _member(self, output: Output, text: str, path: _Path) -> Value | None:
        value = self.collector.attempt(lambda: read_value(output, text), *path)
        return value[0] if isinstance(value, tuple) else value

    def _rule(self, plain: Mapping[str, Any], path: _Path) -> Rule:
        exceptions = plain.get("except", ())
        if isinstance(exceptions, Mapping):
            excluded = [self._when(exceptions, (*path, "except"))]
        else:
            excluded = [self._when(each, (*path, "except", at)) for at, each in enumerate(exceptions)]
        return Rule(
            plain["id"],
            self._when(plain.get("when", {}), (*path, "when")),
            self._then(plain["then"], (*path, "then")),
            tuple(excluded),
            tuple(_texts(plain.get("overrides", ()))),
            read_citations(plain),
            plain.get("title", ""),
            self.document.span(*path),
        )

    def _when(self, plain: Mapping[str, Any], path: _Path) -> dict[str, Condition]:
        conditions: dict[str, Condition] = {}
        for name, text in plain.items():
            axis = self._axis(name)
            if axis is None:
                if name not in self.unsound:
                    conditions[name] = Condition(NOTHING, "")
                continue
            for about, condition in self._stated(axis, text, (*path, name)):
                known = conditions.get(about)
                conditions[about] = condition if known is None else both(known, condition)
        return conditions

    def _axis(self, name: str) -> Input | None:
        computed = self.computing.compute.get(name)
        return self.inputs.get(name) if computed is None else computed.axis

    def _stated(self, axis: Input, text: str | Sequence[str], path: _Path) -> list[tuple[str, Condition]]:
        """Return what a condition states, each part with the input or computed name that it is about."""
        stated = [text] if isinstance(text, str) else text
        if self.computing.knows_unsound(word for each in stated for word in compared_words(each)):
            return []
        parts = [part for each in stated for part in each.split("且")]
        if (axis.is_measured or axis.type == "date") and any(self._compares(axis, part) for part in parts):
            if isinstance(text, str):
                return self._compared(axis, parts, path)
            self.collector.report("PR292", *path, input=axis.name)
            return []
        condition = self._condition(axis, text, path)
        return [] if condition is None else [(axis.name, condition)]

    def _compares(self, axis: Input, part: str) -> bool:
        scope = self.computing.scope
        return compares_with_name(part, scope) or bool(multiple_comparisons(part, axis, scope))

    def _compared(self, axis: Input, parts: Sequence[str], path: _Path) -> list[tuple[str, Condition]]:
        """Return the conditions in the parts of a text, some of which compare with a name."""
        stated: list[tuple[str, Condition]] = []
        for part in parts:
            if not self._compares(axis, part):
                stated += self._stated(axis, part, path)
                continue
            for text in multiple_comparisons(part, axis, self.computing.scope) or (part,):
                compared = self._comparison(axis, text, part, path)
                stated += compared
                if not compared:
                    break
        return stated

    def _comparison(self, axis: Input, text: str, written: str, path: _Path) -> list[tuple[str, Condition]]:
        """Return the condition of one comparison; problems are placed in the part that is written."""
        order = [*self.inputs, *self.computing.compute]
        read = partial(comparisons.read_comparison, axis, text, self.computing.scope, order, written)
        found: comparisons.Comparison | None = self.computing.attempt(read, *path)
        if found is None:
            return []
        self.differences[found.difference.name] = found.difference
        return [(found.difference.name, found.condition)]

    def _condition(self, input_: Input, text: str | Sequence[str], path: _Path) -> Condition | None:
        if isinstance(text, str):
            return self.collector.attempt(lambda: self.computing.read_condition(input_, text), *path)
        read = [self._condition(input_, each, (*path, at)) for at, each in enumerate(text)]
        sound = [condition for condition in read if condition is not None]
        return any_of(sound) if sound else None

    def _then(self, plain: Mapping[str, Any], path: _Path) -> dict[str, Value]:
        outcome: dict[str, Value] = {}
        for name, text in plain.items():
            output = self.outputs.get(name)
            if output is not None:
                value = self._value(output, text, (*path, name))
                if value is not None:
                    outcome[name] = value
            elif name not in self.unsound:
                outcome[name] = ""
        return outcome

    def _value(self, output: Output, text: Any, path: _Path) -> Value | None:
        if output.type in MEASURED and states_formula(text):
            return output_formula(self.computing, output, text, path)
        if isinstance(text, Mapping):
            self.collector.report("PR293", *path, output=output.name, type=output.type)
            return None
        return self.collector.attempt(lambda: read_value(output, text), *path)

    def _aggregate(self) -> Aggregate | None:
        plain = self.plain.get("aggregate")
        if plain is None:
            return None
        return Aggregate(plain["input"], tuple(plain.get("by", ())), self._within(plain))

    def _within(self, plain: Mapping[str, Any]) -> Quantity | None:
        if "within" not in plain:
            return None
        return self.collector.attempt(lambda: read_duration(plain["within"]), "aggregate", "within")


def _texts(plain: str | Sequence[str]) -> Sequence[str]:
    return [plain] if isinstance(plain, str) else plain


def _claim(plain: str | Mapping[str, str]) -> Claim:
    if isinstance(plain, str):
        return Claim(plain)  # type: ignore[arg-type] # the schema lists them
    kind = next(key for key in plain if key != "as")
    return Claim(kind, plain[kind], plain["as"])  # type: ignore[arg-type] # the schema lists them
