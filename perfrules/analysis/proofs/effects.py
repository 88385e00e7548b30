"""Rules that never fire, and rules without which nothing would change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from perfrules.analysis.cells.bits import bits
from perfrules.analysis.cells.effort import Effort
from perfrules.analysis.findings.finding import Finding, Suggestion
from perfrules.analysis.proofs.suggested_changes import to_drop, to_move, to_take_out
from perfrules.analysis.rule_uses import RuleUses
from perfrules.analysis.subject import MOST_OF_ONE_CODE, Subject
from perfrules.policies.decisions.rules import Rule

EFFECT_STEPS = 200_000
"""Steps that all questions about the rules of one decision may take: some three seconds."""
STEPS_FOR_A_RULE = 40_000
"""Steps that the questions about one rule may take."""
_MOST_NAMED = 5


def effects(subject: Subject) -> Iterator[Finding]:
    """A finding for each rule that no fact can reach, that others always beat, or that changes nothing."""
    if not all(subject.table.everything):
        return
    effort = Effort(EFFECT_STEPS)
    idle: defaultdict[str, list[int]] = defaultdict(list)
    for at in range(len(subject.policy.rules)):
        if not _is_alone(subject, at):
            idle[RuleUses(subject, at, effort.up_to(STEPS_FOR_A_RULE)).code()].append(at)
    idle["PR812"] = _removable([RuleUses(subject, at, effort) for at in idle["PR812"]])
    for code, about in (("PR810", _unreached), ("PR811", _beaten), ("PR812", _without_change)):
        uses = [RuleUses(subject, at, effort) for at in idle[code][:MOST_OF_ONE_CODE]]
        yield from about(subject, uses)
        yield from subject.more({code: len(idle[code])})
    if idle["PR825"]:
        unknown = [subject.policy.rules[at] for at in idle["PR825"]]
        yield subject.about("PR825", (), _named("rules", unknown))
    yield from _idle_overrides(subject)


def _is_alone(subject: Subject, rule: int) -> bool:
    """Whether a rule holds somewhere, and nothing is decided there without it."""
    table = subject.table
    if table.meeting[rule] or subject.policy.default is not None:
        return False
    return any(map(table.has_facts, table.places_of(rule)))


def _unreached(subject: Subject, uses: Sequence[RuleUses]) -> Iterator[Finding]:
    """A finding for each rule that no fact meets."""
    for each in uses:
        yield subject.about_rules("PR810", [each.as_rule], suggestion=to_take_out(each.as_rule, "decisions"))


def _beaten(subject: Subject, uses: Sequence[RuleUses]) -> Iterator[Finding]:
    """A finding for each rule that others beat wherever it holds."""
    for each in uses:
        numbers = each.beating()
        beating = [subject.policy.rules[other] for other in numbers]
        yield subject.about_rules(
            "PR811",
            [each.as_rule, *beating[:_MOST_NAMED]],
            _named("others", beating),
            cells=each.places,
            suggestion=_to_reach(each, numbers),
        )


def _to_reach(uses: RuleUses, beating: Sequence[int]) -> Suggestion | None:
    """The rule comes before those that beat it if they still fire then; else it goes if it has no effect."""
    rules = uses.subject.policy.rules
    if uses.can_come_before(beating):
        return to_move(uses.as_rule, rules[min(beating)])
    if not uses.as_rule.overrides or uses.is_idle(0):
        return to_take_out(uses.as_rule, "decisions")
    return None


def _without_change(subject: Subject, uses: Sequence[RuleUses]) -> Iterator[Finding]:
    """A finding for each rule that changes nothing; of rules that repeat one another the earlier stays."""
    for each in uses:
        yield subject.about_rules(
            "PR812", [each.as_rule], cells=each.places, suggestion=to_take_out(each.as_rule, "decisions")
        )


def _removable(uses: Sequence[RuleUses]) -> list[int]:
    """Of rules that change nothing, those that can all be taken out together, the later ones first."""
    removed = 0
    for each in reversed(uses):
        if each.is_idle(removed):
            removed |= 1 << each.rule
    return [*bits(removed)]


def _idle_overrides(subject: Subject) -> Iterator[Finding]:
    """Find overrides without effect, because the two rules never apply at once."""
    number = {rule.id: at for at, rule in enumerate(subject.policy.rules)}
    table = subject.table
    for at, rule in enumerate(subject.policy.rules):
        for other in rule.overrides:
            if not table.meeting[at] & table.boxes_of[number[other]]:
                beaten = subject.policy.rules[number[other]]
                yield subject.about_rules(
                    "PR829", [rule, beaten], {"other": other}, suggestion=to_drop(rule, other)
                )


def _named(name: str, rules: Sequence[Rule]) -> dict[str, str]:
    ids = [rule.id for rule in rules[:_MOST_NAMED]]
    dots = len(rules) > _MOST_NAMED
    return {
        f"{name}_zh": "、".join(ids) + ("等" if dots else ""),
        f"{name}_en": ", ".join(ids) + (" …" if dots else ""),
    }
