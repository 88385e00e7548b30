"""Computed names as decisions with literal expressions, tables as decision tables, and who requires whom."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from perfrules.documents import Plain
from perfrules.formulas.formula import Formula
from perfrules.formulas.nodes import Lookup, Node, Row, walk
from perfrules.policies.decisions.computing.computed import CitedTable, Computed
from perfrules.policies.decisions.computing.to_plain import plain_tables
from perfrules.policies.decisions.inputs import Input
from perfrules.policies.decisions.outputs import Outcome
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.formats.dmn.arithmetic.comparisons import compared_in, compared_text, plain_bounds
from perfrules.policies.formats.dmn.arithmetic.from_node import expression_of
from perfrules.policies.formats.dmn.arithmetic.lookup_tables import TABLE_KEYS
from perfrules.policies.formats.dmn.arithmetic.required import COMPUTED_KEYS
from perfrules.policies.formats.dmn.arithmetic.same_meaning import differences_of, scope_of_policy
from perfrules.policies.formats.dmn.expressions.reading import read_expression
from perfrules.policies.formats.dmn.expressions.tree import FeelExpression, expression_text, names_of
from perfrules.policies.formats.dmn.markup import Tag
from perfrules.policies.formats.dmn.unary_tests import UnsaidError, exact_feel, unary_text

KeyTags = Callable[[Mapping[str, Any], Collection[str]], list[Tag]]
"""The extension elements that keep some keys of a definition."""


class ComputedDecisions:
    """Writes what a policy computes.

    Args:
        policy: the policy.
        plain: its document.
        keys: writes extension elements.
        wording: writes the extension element of a wording.
        domain: writes the values of an input.
    """

    def __init__(
        self,
        policy: DecisionPolicy,
        plain: Mapping[str, Plain],
        keys: KeyTags,
        wording: Callable[[str], Tag],
        domain: Callable[[Input], list[Tag]],
    ) -> None:
        self.policy, self.plain = policy, plain
        self.keys, self.wording, self.domain = keys, wording, domain
        self.differences = differences_of(policy)
        self.compute = [each for each in policy.compute if not each.comparison]
        self.ranges = scope_of_policy(policy).ranges
        nodes = [each.formula.node for each in policy.compute]
        outcomes = [*(rule.then for rule in policy.rules), policy.default or {}]
        nodes += [each.node for each in _formulas(outcomes)]
        looked_up = {part.table.name for node in nodes for part in walk(node) if isinstance(part, Lookup)}
        self.lookups = [each for each in policy.tables if each.table.name in looked_up]
        self.others = [each for each in policy.tables if each.table.name not in looked_up]
        # An input hides a decision of its name, and a computed name a table.
        self._ids = {
            **{each.table.name: f"#lookup.{at}" for at, each in enumerate(self.lookups, 1)},
            **{each.name: f"#computed.{at}" for at, each in enumerate(self.compute, 1)},
            **{each.name: f"#data.{at}" for at, each in enumerate(policy.inputs, 1)},
        }

    @property
    def axes(self) -> list[Input]:
        """The computed names that conditions of rules are on."""
        named = {
            condition.about or name for rule in self.policy.rules for name, condition in rule.when.items()
        }
        return [each.axis for each in self.compute if each.name in named]

    def expression(self, node: Node) -> FeelExpression:
        """Return a formula as FEEL.

        Raises:
            UnsaidError: FEEL has no exact words for a part of it, or would take names for others.
        """
        found = expression_of(node, self.ranges)
        text = expression_text(found)
        if read_expression(text, self._ids) != found:
            raise UnsaidError(text)
        return found

    def compared(self, rule: int, axis: str) -> str:
        """Return the cell of a rule that compares with a name; empty if it does not.

        Raises:
            UnsaidError: S-FEEL has no words for all that the rule asks of it.
        """
        model = self.policy.rules[rule]
        found = compared_in(model, axis, self.differences, self.ranges)
        if not found:
            return ""
        if axis in model.when:
            found = (*found, *plain_bounds(model.when[axis].values))
        return compared_text(found)

    def require_said(self) -> None:
        """Require that each condition on a difference says which name it is about.

        Raises:
            UnsaidError: one does not, because no file states it.
        """
        for rule in self.policy.rules:
            for name, condition in rule.when.items():
                if name in self.differences and not condition.about:
                    raise UnsaidError(condition.text)

    def requirements(self, names: Iterable[str], prefix: str = "") -> list[Tag]:
        """Return what a decision requires, by the names that it uses; `prefix` begins their ids."""
        hrefs = (self._ids[name] for name in dict.fromkeys(names) if name in self._ids)
        return [
            Tag(
                "informationRequirement",
                {"id": f"{prefix}requirement.{number}"},
                (Tag("requiredInput" if href.startswith("#data.") else "requiredDecision", {"href": href}),),
            )
            for number, href in enumerate(hrefs, 1)
        ]

    def names_beside_columns(self) -> Iterator[str]:
        """Yield what the main table requires beside its columns.

        These are the names in answers and comparisons. A computed name that nothing uses is required too;
        otherwise the file would have two main decisions.
        """
        yield from self._names_in_answers()
        used = {name for each in self.compute for name in each.depends_on}
        yield from (each.name for each in self.compute if each.name not in used)

    def _names_in_answers(self) -> Iterator[str]:
        outcomes = [*(rule.then for rule in self.policy.rules), self.policy.default or {}]
        for each in _formulas(outcomes):
            yield from names_of(self.expression(each.node))
        for rule in self.policy.rules:
            for axis in self.policy.axes:
                for compared in compared_in(rule, axis.name, self.differences, self.ranges):
                    yield from names_of(compared.bound)

    def decisions(self) -> Iterator[Tag]:
        """Yield a decision for each computed name and each table that is looked up."""
        for number, computed in enumerate(self.compute, 1):
            yield self._computed(f"computed.{number}", computed)
        for number, cited in enumerate(self.lookups, 1):
            yield self._lookup(f"lookup.{number}", cited)

    def _computed(self, id_: str, computed: Computed) -> Tag:
        plain = self._definition("compute", computed.name)
        expression = self.expression(computed.formula.node)
        logic = Tag(
            "literalExpression",
            {"id": f"{id_}.expression"},
            (
                Tag("extensionElements", children=(self.wording(" ".join(computed.formula.text.split())),)),
                Tag("text", text=expression_text(expression)),
            ),
        )
        names = names_of(expression)
        return self._decision(id_, computed.name, self.keys(plain, COMPUTED_KEYS), names, logic)

    def _decision(self, id_: str, name: str, keys: list[Tag], names: Iterable[str], logic: Tag) -> Tag:
        children = [
            *keys,
            Tag("variable", {"name": name, "typeRef": "number"}),
            *self.requirements(names, f"{id_}."),
            logic,
        ]
        return Tag("decision", {"id": id_, "name": name}, children)

    def _definition(self, part: str, name: str) -> Mapping[str, Any]:
        """Return the definition of a computed name or table, as its document has it."""
        group = self.plain.get(part, {})
        found = group[name] if isinstance(group, Mapping) else {}
        return found if isinstance(found, Mapping) else {}

    def _lookup(self, id_: str, cited: CitedTable) -> Tag:
        table = cited.table
        axes = [self.policy.axis_by_name[name] for name in table.by]
        columns = [self._key(f"{id_}.input.{at}", axis) for at, axis in enumerate(axes, 1)]
        rows = [self._row(f"{id_}.rule.{at}", axes, row) for at, row in enumerate(table.rows, 1)]
        output = Tag("output", {"id": f"{id_}.output", "typeRef": "number"})
        attributes = {"id": f"{id_}.table", "hitPolicy": "UNIQUE"}
        logic = Tag("decisionTable", attributes, (*columns, output, *rows))
        stated = {"unit": plain_tables([cited])[table.name].get("unit")}  # type: ignore[union-attr] # a table is a mapping
        plain = {**self._definition("tables", table.name), **({} if stated["unit"] is None else stated)}
        return self._decision(id_, table.name, self.keys(plain, TABLE_KEYS), table.by, logic)

    def _key(self, id_: str, axis: Input) -> Tag:
        type_ = {"choice": "string", "boolean": "boolean", "date": "date"}.get(axis.type, "number")
        expression = Tag("inputExpression", {"typeRef": type_}, (Tag("text", text=axis.name),))
        values = [] if axis.type == "boolean" or axis.name in self._computed_names else self.domain(axis)
        return Tag("input", {"id": id_}, (expression, *values))

    @property
    def _computed_names(self) -> set[str]:
        return {each.name for each in self.compute}

    def _row(self, id_: str, axes: Iterable[Input], row: Row) -> Tag:
        entries = []
        for axis, values, text in zip(axes, row.keys, row.texts, strict=True):
            test = Tag("text", text=unary_text(axis, values, text.split("、")))
            kept = Tag("extensionElements", children=(self.wording(text),))
            entries.append(Tag("inputEntry", children=(test,) if axis.is_discrete else (kept, test)))
        answer = Tag("outputEntry", children=(Tag("text", text=exact_feel(row.value)),))
        return Tag("rule", {"id": id_}, (*entries, answer))


def _formulas(outcomes: Iterable[Outcome]) -> Iterator[Formula]:
    for outcome in outcomes:
        yield from (value for value in outcome.values() if isinstance(value, Formula))
