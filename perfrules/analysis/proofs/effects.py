"""Rules that never fire, and rules without which nothing would change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property

from attrs import frozen

from perfrules.analysis.cells.bits import bits
from perfrules.analysis.cells.table import Cells, TooLongError
from perfrules.analysis.findings.finding import Finding
from perfrules.analysis.proofs.suggestions import to_drop, to_reach, to_take_out
from perfrules.analysis.subject import Subject
from perfrules.policies.decisions.hit_policies import rank
from perfrules.policies.decisions.rules import Rule

MOST_FOR_A_RULE = 100_000
"""So many positions are looked at for one rule; where that is not enough, a finding says so."""
MOST_UNKNOWN = 5
"""After so many rules for which that was not enough the others are not tried."""
_MOST_NAMED = 5


def effects(subject: Subject) -> Iterator[Finding]:
    """A finding for each rule that no fact can reach, that others always beat, or that changes nothing."""
    uses = _Uses(subject)
    unknown: list[Rule] = []
    for at, rule in enumerate(subject.policy.rules):
        if len(unknown) > MOST_UNKNOWN:
            unknown.append(rule)
            continue
        try:
            yield from _about(subject, uses, at)
        except TooLongError:
            unknown.append(rule)
    if unknown:
        yield subject.about("PR825", (), _named("rules", unknown))
    yield from _idle_overrides(subject)


def _idle_overrides(subject: Subject) -> Iterator[Finding]:
    """Overrides that settle nothing, for the two rules never hold together."""
    number = {rule.id: at for at, rule in enumerate(subject.policy.rules)}
    table = subject.table
    for at, rule in enumerate(subject.policy.rules):
        for other in rule.overrides:
            if not table.meeting[at] & table.boxes_of[number[other]]:
                beaten = subject.policy.rules[number[other]]
                yield subject.about_rules(
                    "PR829", [rule, beaten], {"other": other}, suggestion=to_drop(rule, other)
                )


def _about(subject: Subject, uses: _Uses, at: int) -> Iterator[Finding]:
    rule = subject.policy.rules[at]
    if uses.fires_and_matters(at):
        return
    if not uses.reached(at):
        yield subject.about_rules("PR810", [rule], suggestion=to_take_out(rule))
    elif not uses.fires(at):
        numbers = uses.beating(at)
        beating = [subject.policy.rules[other] for other in numbers]
        named, told = [rule, *beating[:_MOST_NAMED]], _named("others", beating)
        mending = to_reach(subject, at, numbers)
        yield subject.about_rules("PR811", named, told, cells=uses.where(at), suggestion=mending)
    elif not uses.matters(at):
        yield subject.about_rules("PR812", [rule], cells=uses.where(at), suggestion=to_take_out(rule))


def _named(name: str, rules: list[Rule]) -> dict[str, str]:
    ids = [rule.id for rule in rules[:_MOST_NAMED]]
    dots = len(rules) > _MOST_NAMED
    return {
        f"{name}_zh": "、".join(ids) + ("等" if dots else ""),
        f"{name}_en": ", ".join(ids) + (" …" if dots else ""),
    }


@frozen(slots=False)
class _Uses:
    """What the rules of a decision are good for, each by its number."""

    subject: Subject

    def where(self, rule: int) -> list[Cells]:
        """The cells in which it holds."""
        table = self.subject.table
        return [cells for cells in map(table.extent, bits(table.boxes_of[rule])) if all(cells)]

    def reached(self, rule: int) -> bool:
        """Whether it holds for any fact."""
        table = self.subject.table
        return any(all(axis.width(box) for axis in table.axes) for box in bits(table.boxes_of[rule]))

    def fires_and_matters(self, rule: int) -> bool:
        """Whether for any fact it makes the outcome, and the outcome would be another without it."""
        if self.subject.table.meeting[rule]:
            return self._somewhere(rule, self._counts_and_changes, self._barring(rule))
        default = self.subject.policy.default
        return self.reached(rule) and (default is None or self._changes(rule, 1 << rule))

    def fires(self, rule: int) -> bool:
        """Whether it makes an outcome for any fact, alone or with others."""
        return not self.subject.table.meeting[rule] or self._somewhere(
            rule, self._is_counted, self._barring(rule)
        )

    def matters(self, rule: int) -> bool:
        """Whether a rule of which both are not so together still changes an outcome, by an override."""
        overrides = self.subject.policy.rules[rule].overrides
        return bool(overrides) and self._somewhere(rule, self._changes, 0)

    def beating(self, rule: int) -> list[int]:
        """The rules that can beat it where it holds; one alone, where that does everywhere."""
        table = self.subject.table
        mine = [table.extent(box) for box in bits(table.boxes_of[rule])]
        beating = []
        for other in bits(table.regions_in(table.meeting[rule])):
            if rule in self.subject.answers.where(1 << rule | 1 << other).rules:
                continue
            boxes = table.boxes_of[other]
            cells = table.cells(lambda held: not held, relevant=boxes, barring=boxes, within=mine[0])
            if len(mine) == 1 and next(cells, None) is None:
                return [other]
            beating.append(other)
        return beating

    def _somewhere(self, rule: int, holds: Callable[[int, int], bool], barring: int) -> bool:
        """Whether something holds of a rule and the set of rules that hold, in any cell where it does."""
        table = self.subject.table

        def wanted(boxes: int) -> bool:
            return holds(rule, table.regions_in(boxes))

        mine = table.boxes_of[rule]
        for box in bits(mine):
            within = table.extent(box)
            if not all(within):
                continue
            # Most often the first facts show it already.
            if wanted(table.boxes_at(within)):
                return True
            relevant = self.subject.table.meeting[rule] | mine
            cells = table.cells(
                wanted, relevant=relevant, barring=barring, within=within, effort=MOST_FOR_A_RULE
            )
            if next(cells, None) is not None:
                return True
        return False

    def _is_counted(self, rule: int, holding: int) -> bool:
        return rule in self.subject.answers.where(holding).rules

    def _counts_and_changes(self, rule: int, holding: int) -> bool:
        return self._is_counted(rule, holding) and self._changes(rule, holding)

    def _changes(self, rule: int, holding: int) -> bool:
        """Whether the outcome would be another; of rules that clash nobody knows before that is mended."""
        answers = self.subject.answers
        answer = answers.where(holding)
        return answer.clash is not None or not answer.says_the_same(answers.where(holding & ~(1 << rule)))

    def _barring(self, rule: int) -> int:
        """The boxes of the rules that beat it wherever they hold."""
        table, mine = self.subject.table, self.subject.policy.rules[rule]
        barring = 0
        for other in bits(table.regions_in(self.subject.table.meeting[rule])):
            if self._always_beats(self.subject.policy.rules[other], mine, earlier=other < rule):
                barring |= table.boxes_of[other]
        return barring

    def _always_beats(self, other: Rule, rule: Rule, *, earlier: bool) -> bool:
        policy = self.subject.policy
        if rule.id in other.overrides:
            return True
        if other.id in self._overridden:
            return False
        if policy.hit == "priority":
            return (rank(policy, other), not earlier) < (rank(policy, rule), earlier)
        return policy.hit == "first" and earlier

    @cached_property
    def _overridden(self) -> frozenset[str]:
        return frozenset(other for rule in self.subject.policy.rules for other in rule.overrides)
