"""The changes that a suggestion makes to a policy, each with its wording."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from attrs import evolve

from perfrules.analysis.findings.finding import Change, Proved, Suggestion
from perfrules.analysis.findings.regions_in_words import value_text
from perfrules.diagnostics import phrase
from perfrules.documents import flow_text
from perfrules.policies.decisions.condition_from_text import any_of, read_condition
from perfrules.policies.decisions.inputs import Input
from perfrules.policies.decisions.outputs import Output, Value, usual_combine
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.decisions.rules import Claim, Rule


def to_add(when: str) -> Suggestion:
    """Add a rule with some conditions; its author knows what it asks for."""
    return _suggestion("add-rule", None, when=when)


def to_take_out(rule: Rule, proved: Proved = "nothing") -> Suggestion:
    """Take out a rule."""

    def change(policy: DecisionPolicy) -> DecisionPolicy:
        left = (_without_override(each, rule.id) for each in policy.rules if each.id != rule.id)
        return evolve(policy, rules=tuple(left))

    return _suggestion("take-out", change, proved, rule=rule.id)


def to_take_out_exception(rule: Rule, at: int) -> Suggestion:
    """Take out an exception that no fact meets, given by its number in the rule."""
    left = (*rule.except_[:at], *rule.except_[at + 1 :])
    change = _of_rule(rule, lambda mine: evolve(mine, except_=left))
    return _suggestion("take-out-exception", change, "decisions", rule=rule.id)


def to_move(rule: Rule, other: Rule) -> Suggestion:
    """Put a rule before another."""

    def change(policy: DecisionPolicy) -> DecisionPolicy:
        rules = [each for each in policy.rules if each.id != rule.id]
        rules.insert([each.id for each in rules].index(other.id), policy.rule_by_id[rule.id])
        return evolve(policy, rules=tuple(rules))

    return _suggestion("move", change, "overlaps", rule=rule.id, other=other.id)


def to_write(rule: Rule, input_: Input, texts: Sequence[str], proved: Proved = "nothing") -> Suggestion:
    """Write a condition differently: as a list if there are several alternatives."""
    condition = any_of([read_condition(input_, text) for text in texts])
    change = _of_rule(rule, lambda mine: evolve(mine, when={**mine.when, input_.name: condition}))
    return _written("write-condition", change, proved, rule, input_, as_list(texts))


def to_write_exception(
    rule: Rule, at: int, input_: Input, texts: Sequence[str], proved: Proved = "nothing"
) -> Suggestion:
    """Write a condition of an exception, given by its number in the rule, differently."""
    condition = any_of([read_condition(input_, text) for text in texts])
    written = {**rule.except_[at], input_.name: condition}
    exceptions = (*rule.except_[:at], written, *rule.except_[at + 1 :])
    change = _of_rule(rule, lambda mine: evolve(mine, except_=exceptions))
    return _written("write-exception", change, proved, rule, input_, as_list(texts))


def to_ask(rule: Rule, output: Output, value: Value) -> Suggestion:
    """Let a rule ask for something else."""
    change = _of_rule(rule, lambda mine: evolve(mine, then={**mine.then, output.name: value}))
    return _suggestion("ask", change, rule=rule.id, output=output.name, wording=_asked(value))


def to_rank(output: Output, values: Iterable[Value]) -> Suggestion:
    """List the values of an output by rank."""
    ranked = tuple(values)

    def change(policy: DecisionPolicy) -> DecisionPolicy:
        return _with_output(policy, evolve(output, of=ranked))

    listed = f"[{', '.join(map(_asked, ranked))}]"
    return _suggestion("rank", change, output=output.name, listed=listed)


def to_withdraw(claim: Claim) -> Suggestion:
    """Withdraw a claim."""

    def change(policy: DecisionPolicy) -> DecisionPolicy:
        return evolve(policy, expect=tuple(each for each in policy.expect if each != claim))

    wording = f"{{{claim.kind}: {claim.output}, as: {claim.input}}}"
    return _suggestion("withdraw", change, "decisions", wording=wording)


def to_drop(rule: Rule, other: str) -> Suggestion:
    """Drop an override that is not needed."""
    change = _of_rule(rule, lambda mine: _without_override(mine, other))
    return _suggestion("drop-override", change, "decisions", rule=rule.id, other=other)


def to_override(rule: Rule, others: Sequence[Rule]) -> Suggestion:
    """Let a rule override others."""
    ids = [other.id for other in others]
    change = _of_rule(rule, lambda mine: evolve(mine, overrides=(*mine.overrides, *ids)))
    listed = f"[{', '.join(map(flow_text, ids))}]"
    return _suggestion("override", change, "overlaps", rule=rule.id, others=listed)


def to_drop_combine(output: Output) -> Suggestion:
    """Drop a `combine` that is never applied."""

    def change(policy: DecisionPolicy) -> DecisionPolicy:
        return _with_output(policy, evolve(output, combine=usual_combine(output.type)))

    return _suggestion("drop-combine", change, "decisions", output=output.name, combine=output.combine)


def as_list(texts: Sequence[str]) -> str:
    """One text unchanged, several as a list of alternatives.

    >>> as_list(["货物"]), as_list(["货物", "服务"])
    ('货物', '[货物, 服务]')
    """
    listed = [flow_text(each) for each in texts]
    return listed[0] if len(listed) == 1 else f"[{', '.join(listed)}]"


def _suggestion(name: str, change: Change | None, proved: Proved = "nothing", /, **facts: str) -> Suggestion:
    key = f"suggestions.{name}"
    return Suggestion(phrase(key, "zh", **facts), phrase(key, "en", **facts), change=change, proved=proved)


def _written(
    name: str, change: Change, proved: Proved, rule: Rule, input_: Input, wording: str
) -> Suggestion:
    made = _suggestion(name, change, proved, rule=rule.id, input=input_.name, wording=wording)
    return evolve(made, rule=rule.id, input=input_.name, wording=wording)


def _of_rule(rule: Rule, change: Callable[[Rule], Rule]) -> Change:
    def change_policy(policy: DecisionPolicy) -> DecisionPolicy:
        rules = (change(each) if each.id == rule.id else each for each in policy.rules)
        return evolve(policy, rules=tuple(rules))

    return change_policy


def _without_override(rule: Rule, other: str) -> Rule:
    if other not in rule.overrides:
        return rule
    return evolve(rule, overrides=tuple(each for each in rule.overrides if each != other))


def _with_output(policy: DecisionPolicy, output: Output) -> DecisionPolicy:
    outputs = (output if each.name == output.name else each for each in policy.outputs)
    return evolve(policy, outputs=tuple(outputs))


def _asked(value: Value) -> str:
    """What is asked for as a rule writes it."""
    if isinstance(value, tuple):
        return f"[{', '.join(flow_text(value_text(each)) for each in value)}]"
    return flow_text(value_text(value))
