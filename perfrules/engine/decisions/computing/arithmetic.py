"""The arithmetic of one policy: computed names, formulas in outputs, and the steps that explain them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

from attrs import define, evolve, field

from perfrules.engine.decisions.computing.steps import Step, calculation, used_rows, value_of
from perfrules.engine.decisions.facts import Fact, point_of
from perfrules.formulas.evaluate import KeyValue, NameValues
from perfrules.formulas.formula import Formula
from perfrules.policies.base.head import Citation
from perfrules.policies.decisions.hit_policies import outcome_of
from perfrules.policies.decisions.outputs import Outcome, Value
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.decisions.rules import Rule

Read: TypeAlias = Callable[[Mapping[str, object]], dict[str, Fact]]


@define(eq=False)
class Arithmetic:
    """Computes with the facts of one decision; the exact reference for the compiled axes."""

    policy: DecisionPolicy
    read: Read
    _cites: Mapping[str, tuple[Citation, ...]] = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        self._cites = {each.table.name: each.cite for each in self.policy.tables}

    def values(self, given: Mapping[str, object]) -> NameValues:
        """Return the exact number or choice of every input and computed name."""
        values: dict[str, KeyValue] = {name: point_of(fact) for name, fact in self.read(given).items()}
        for each in self.policy.compute:
            values[each.name] = value_of(each.formula, values).value
        return values

    def outcome(self, rules: Iterable[str], given: Mapping[str, object]) -> Outcome | None:
        """Return what rules ask for together, each formula as its number."""
        values = self.values(given)
        settled = [_settled_rule(self.policy.rule_by_id[name], values) for name in rules]
        outcome = outcome_of(self.policy, settled)
        return None if outcome is None else settled_outcome(outcome, values)

    def steps(self, rules: Iterable[str], given: Mapping[str, object]) -> Iterator[Step]:
        """Yield the computed names, then the outputs of the rules that are formulas."""
        values = self.values(given)
        for each in self.policy.compute:
            if not each.comparison:
                yield self._step(each.name, each.title, each.formula, values, each.cite)
        titles = {output.name: output.title for output in self.policy.outputs}
        names = tuple(rules)
        asked = [self.policy.rule_by_id[name].then for name in names] or [self.policy.default or {}]
        for outcome in asked:
            for name, value in outcome.items():
                if isinstance(value, Formula):
                    yield self._step(name, titles.get(name, ""), value, values, ())

    def _step(
        self, name: str, title: str, formula: Formula, values: NameValues, cite: tuple[Citation, ...]
    ) -> Step:
        rows = tuple(
            evolve(row, cite=self._cites.get(row.table, ())) for row in used_rows(formula.node, values)
        )
        worded = calculation(formula.node, values)
        return Step(name, title, formula.text, worded, value_of(formula, values), rows, cite)


def _settled_rule(rule: Rule, values: NameValues) -> Rule:
    if not any(isinstance(value, Formula) for value in rule.then.values()):
        return rule
    return evolve(rule, then=settled_outcome(rule.then, values))


def settled_outcome(outcome: Outcome, values: NameValues) -> dict[str, Value]:
    """Return an outcome with the number of each formula."""
    return {
        name: value_of(value, values) if isinstance(value, Formula) else value
        for name, value in outcome.items()
    }
