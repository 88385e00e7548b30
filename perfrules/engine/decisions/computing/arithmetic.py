"""The arithmetic of one policy: computed names, formulas in outputs, and the steps that explain them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from attrs import define, evolve, field

from perfrules.engine.decisions.computing.calculations import calculation, used_rows, value_of
from perfrules.engine.decisions.computing.cells import OutcomesOf, needed_names, outcomes_function
from perfrules.engine.decisions.computing.steps import Step
from perfrules.engine.decisions.facts import Fact
from perfrules.formulas.evaluate import NameValues
from perfrules.formulas.formula import Formula
from perfrules.policies.base.head import Citation
from perfrules.policies.decisions.computing.values import computed_values
from perfrules.policies.decisions.hit_policies import outcome_of
from perfrules.policies.decisions.outputs import SINGLE_HITS, Outcome, same_outcome
from perfrules.policies.decisions.policy import DecisionPolicy

Read: TypeAlias = Callable[[Mapping[str, object]], dict[str, Fact]]


@define(eq=False)
class Arithmetic:
    """Computes with the facts of one decision; the exact reference for the compiled axes."""

    policy: DecisionPolicy
    read: Read
    _cites: Mapping[str, tuple[Citation, ...]] = field(init=False, repr=False)
    _functions: dict[tuple[str, ...], tuple[OutcomesOf, bool]] = field(factory=dict, init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        self._cites = {each.table.name: each.cite for each in self.policy.tables}

    def values(self, given: Mapping[str, object]) -> NameValues:
        """Return the exact number or choice of every input and computed name."""
        return computed_values(self.policy.inputs, self.policy.compute, self.read(given))

    def outcome(self, rules: tuple[str, ...], given: Mapping[str, object]) -> Outcome | None:
        """Return what rules ask for together, each formula as its number."""
        outcomes_of, is_direct = self._functions.get(rules) or self._function(rules)
        settled = outcomes_of(given)
        if is_direct:
            return settled[0]
        answering = [
            evolve(self.policy.rule_by_id[name], then=then) for name, then in zip(rules, settled, strict=True)
        ]
        return outcome_of(self.policy, answering)

    def _function(self, rules: tuple[str, ...]) -> tuple[OutcomesOf, bool]:
        """Return what computes the outcomes of rules, and whether the only one is the answer as it is."""
        asked = self.asked(rules)
        is_direct = len(asked) == 1 and (not rules or self.policy.hit in SINGLE_HITS)
        made = self._functions[rules] = outcomes_function(self.policy, asked), is_direct
        return made

    def asked(self, rules: tuple[str, ...]) -> list[Outcome]:
        """Return what each rule asks for; without rules, the default."""
        if not rules:
            return [] if self.policy.default is None else [self.policy.default]
        return [self.policy.rule_by_id[name].then for name in rules]

    def disagree(self, rules: tuple[str, ...], given: Mapping[str, object]) -> bool:
        """Return whether rules ask for different things, in numbers."""
        first, *others = (self.outcome((name,), given) or {} for name in rules)
        return not all(same_outcome(first, other) for other in others)

    def steps(self, rules: tuple[str, ...], given: Mapping[str, object]) -> Iterator[Step]:
        """Yield the computed names that the answer depends on, then the outputs that are formulas."""
        values = self.values(given)
        needed = self._needed(rules)
        for each in self.policy.compute:
            if not each.comparison and each.name in needed:
                yield self._step(each.name, each.title, each.formula, values, each.cite)
        titles = {output.name: output.title for output in self.policy.outputs}
        for outcome in self.asked(rules):
            for name, value in outcome.items():
                if isinstance(value, Formula):
                    yield self._step(name, titles.get(name, ""), value, values, ())

    def _needed(self, rules: tuple[str, ...]) -> frozenset[str]:
        """Return the names that conditions and outputs of rules use; without rules, of all conditions."""
        chosen = [self.policy.rule_by_id[name] for name in rules] or self.policy.rules
        stated = [name for rule in chosen for when in (rule.when, *rule.except_) for name in when]
        outcomes = self.asked(rules)
        formulas = [value for each in outcomes for value in each.values() if isinstance(value, Formula)]
        computed = {each.name: each.formula for each in self.policy.compute}
        formulas += [computed[name] for name in (*stated, *self.policy.scope) if name in computed]
        return needed_names(self.policy, formulas).union(stated)

    def _step(
        self, name: str, title: str, formula: Formula, values: NameValues, cite: tuple[Citation, ...]
    ) -> Step:
        rows = tuple(
            evolve(row, cite=self._cites.get(row.table, ())) for row in used_rows(formula.node, values)
        )
        worded = calculation(formula.node, values)
        return Step(name, title, formula.text, worded, value_of(formula, values), rows, cite)
