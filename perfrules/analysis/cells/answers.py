"""What a decision answers where certain of its rules hold, and where it is known of only some of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, reduce
from typing import cast

from attrs import define, evolve, field, frozen

from perfrules.analysis.cells.bits import bits, lowest, mask_of
from perfrules.formulas.formula import Formula
from perfrules.formulas.nodes import Greatest, Least, Node, Number, Sum
from perfrules.policies.decisions.hit_policies import clash, counting, outcome_of, rank, set_aside
from perfrules.policies.decisions.outputs import Combine, Outcome, Value
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.decisions.rules import Rule
from perfrules.values import Quantity

_COMBINED: Mapping[Combine, Callable[[Sequence[Node]], Node]] = {
    "sum": lambda nodes: reduce(Sum, nodes),
    "min": lambda nodes: Least(tuple(nodes)),
    "max": lambda nodes: Greatest(tuple(nodes)),
}


@frozen
class Answer:
    """The numbers of the rules that make the outcome, and the outcome.

    If the hit policy does not allow the rules together, `clash` is the code of that and there is no outcome;
    the rules are those that clash.
    """

    rules: tuple[int, ...]
    outcome: Outcome | None = field(hash=False)
    clash: str | None = None

    def value(self, output: str) -> Value | None:
        """What is required in an output, None if nothing is."""
        return None if self.outcome is None else self.outcome.get(output)


@define(eq=False, slots=False)
class Answers:
    """The answers of a policy; sets of rules are the bits of an integer."""

    policy: DecisionPolicy
    _made: dict[int, Answer] = field(factory=dict, init=False, repr=False)

    def where(self, rules: int) -> Answer:
        """The answer where just the rules of a set hold."""
        answer = self._made.get(rules)
        if answer is None:
            answer = self._made[rules] = self._answer(rules)
        return answer

    def _answer(self, rules: int) -> Answer:
        policy = self.policy
        number = {policy.rules[at].id: at for at in bits(rules)}
        applying, _ = set_aside([policy.rules[at] for at in number.values()])
        code = clash(policy.hit, applying)
        counted = applying if code is not None else counting(policy, applying)
        outcome = None if code is not None else _outcome(policy, counted)
        return Answer(tuple(number[rule.id] for rule in counted), outcome, code)

    @cached_property
    def overriders(self) -> Sequence[int]:
        """The set of rules that override it, by rule."""
        number = {rule.id: at for at, rule in enumerate(self.policy.rules)}
        found = [0] * len(self.policy.rules)
        for at, rule in enumerate(self.policy.rules):
            for other in rule.overrides:
                found[number[other]] |= 1 << at
        return found

    @cached_property
    def overridden(self) -> int:
        """The rules that another one overrides."""
        return mask_of(rule for rule, others in enumerate(self.overriders) if others)

    @cached_property
    def _place(self) -> Sequence[int]:
        """By rule, its place in the order of priority; of rules of one rank the earlier comes first."""
        rules = self.policy.rules
        place = [0] * len(rules)
        for at, rule in enumerate(sorted(range(len(rules)), key=lambda at: rank(self.policy, rules[at]))):
            place[rule] = at
        return place

    @cached_property
    def _before(self) -> Sequence[int]:
        """By rule, the set of those before it in the order of priority."""
        before, found = 0, [0] * len(self._place)
        for rule in sorted(range(len(found)), key=self._place.__getitem__):
            found[rule] = before
            before |= 1 << rule
        return found

    @property
    def takes_foremost(self) -> bool:
        """Whether of several rules the foremost one alone counts."""
        return self.policy.hit in {"first", "priority"}

    def ahead_of(self, rule: int, others: int) -> int:
        """Those of a set of rules that count before a rule: none unless the foremost alone counts."""
        if not self.takes_foremost:
            return 0
        return others & (self._before[rule] if self.policy.hit == "priority" else (1 << rule) - 1)

    def settle(self, certain: int, possible: int) -> tuple[int, int]:
        """Rules that give the answer wherever all of one set hold and perhaps some of another.

        Returns:
            The rules and 0; or 0 and the rules on which the answer still depends.
        """
        applying, sure = certain | possible, self.sure(certain, possible)
        for rule in bits(applying & self.overridden):
            if self.overriders[rule] & certain:
                applying &= ~(1 << rule)
        if self.takes_foremost:
            return self._foremost(possible, applying, sure)
        open_ = applying & ~sure
        if self.policy.hit in {"unique", "any"}:
            pair = self._clashing(sure)
            if pair:
                return pair, 0
            needed = open_ if self.policy.hit == "unique" or not sure else self._unlike(open_, sure)
        else:
            needed = self._adding(open_, sure)
        return (0, self._on_which(needed, possible)) if needed else (sure, 0)

    def _foremost(self, possible: int, applying: int, sure: int) -> tuple[int, int]:
        """The foremost of the rules that apply for sure, if no rule ahead of it may apply."""
        first = self.foremost(sure)
        ahead = applying if first is None else self.ahead_of(first, applying)
        if ahead:
            return 0, self._on_which(ahead, possible)
        return (0 if first is None else 1 << first), 0

    def foremost(self, rules: int) -> int | None:
        """The foremost of some rules, None if there are none."""
        if not rules:
            return None
        return lowest(rules) if self.policy.hit == "first" else min(bits(rules), key=self._place.__getitem__)

    def sure(self, certain: int, possible: int) -> int:
        """Those of the rules that certainly hold that no rule can override."""
        overridden = certain & self.overridden
        return certain & ~mask_of(
            rule for rule in bits(overridden) if self.overriders[rule] & (certain | possible)
        )

    def is_without_effect(self, rule: int, certain: int, possible: int) -> bool:
        """Whether a rule that overrides no other certainly adds nothing to what other rules require."""
        sure = self.sure(certain, possible) & ~(1 << rule)
        if self.takes_foremost:
            return bool(self.ahead_of(rule, sure))
        return self.policy.hit == "collect" and bool(sure) and not self._adding(1 << rule, sure)

    def _on_which(self, rules: int, possible: int) -> int:
        """Of rules that may apply those that may hold, else those that may override one."""
        holding = rules & possible
        if holding:
            return holding
        overriding = 0
        for rule in bits(rules):
            overriding |= self.overriders[rule] & possible
        return overriding

    def _clashing(self, sure: int) -> int:
        """Two of some rules that clash, none if no two do."""
        if not sure & (sure - 1):
            return 0
        if self.policy.hit == "unique":
            return mask_of([*bits(sure)][:2])
        first, *others = bits(sure)
        return next((1 << first | 1 << other for other in others if self._differ(first, other)), 0)

    def _differ(self, first: int, second: int) -> bool:
        return clash("any", [self.policy.rules[first], self.policy.rules[second]]) is not None

    def _unlike(self, rules: int, sure: int) -> int:
        """The rules that clash with one that applies for sure."""
        (first, *_) = bits(sure)
        return mask_of(rule for rule in bits(rules) if self._differ(first, rule))

    def _adding(self, rules: int, sure: int) -> int:
        """The rules that would add something to what those require that apply for sure."""
        if not sure:
            return rules
        have = 0
        for rule in bits(sure):
            have |= self._requirements[rule]
        return mask_of(rule for rule in bits(rules) if self._requirements[rule] & ~have)

    def sharing(self, rule: int) -> int | None:
        """The rules that require something that a rule requires; None if that is not all that counts.

        It is all that counts of lists that are united.
        """
        mine, then = self._requirements[rule], self.policy.rules[rule].then
        if not mine or not then.keys() <= self._united or () in then.values():
            return None
        return mask_of(other for other, theirs in enumerate(self._requirements) if mine & theirs)

    @cached_property
    def _united(self) -> frozenset[str]:
        """The outputs whose lists are united."""
        if self.policy.hit != "collect":
            return frozenset()
        return frozenset(each.name for each in self.policy.outputs if each.combine == "union")

    @cached_property
    def _requirements(self) -> Sequence[int]:
        """What each rule adds to an outcome, as numbers: each member of a united list, else itself."""
        numbers: dict[object, int] = {}
        found = []
        for at, rule in enumerate(self.policy.rules):
            items: list[object] = []
            for name, value in rule.then.items():
                if name not in self._united:
                    items.append((name, at))
                elif isinstance(value, tuple):
                    items += [(name, "", each) for each in value] or [(name,)]
                else:
                    items.append((name, "", value))
            found.append(mask_of(numbers.setdefault(item, len(numbers)) for item in items))
        return found


def _outcome(policy: DecisionPolicy, rules: Sequence[Rule]) -> Outcome | None:
    """What rules ask for together; what adds up or compares formulas is a formula."""
    combined = {
        output.name: output.combine
        for output in policy.outputs
        if policy.hit == "collect" and output.combine in _COMBINED
        if any(isinstance(rule.then.get(output.name), Formula) for rule in rules)
    }
    if not combined:
        return outcome_of(policy, rules)
    plain = [
        evolve(rule, then={name: value for name, value in rule.then.items() if name not in combined})
        for rule in rules
    ]
    formulas = {
        name: _together(
            combine, [cast(Formula | Quantity, rule.then[name]) for rule in rules if name in rule.then]
        )
        for name, combine in combined.items()
    }
    return {**(outcome_of(policy, plain) or {}), **formulas}


def _together(combine: Combine, values: Sequence[Formula | Quantity]) -> Formula:
    formulas = [each for each in values if isinstance(each, Formula)]
    nodes = [formula_node(each) for each in values]
    texts = (each.text if isinstance(each, Formula) else str(each) for each in values)
    joint = " + " if combine == "sum" else "、"
    return Formula(_COMBINED[combine](nodes), formulas[0].unit, joint.join(texts))


def formula_node(value: Formula | Quantity) -> Node:
    """A formula's node; a quantity as a number."""
    return value.node if isinstance(value, Formula) else Number(value.value, value)
