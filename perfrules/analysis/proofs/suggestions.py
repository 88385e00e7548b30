"""Wordings that would mend what was found: a condition moved, a rule added, put before another, taken out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from perfrules.analysis.cells.bits import bits
from perfrules.analysis.cells.effort import Effort, TooLongError
from perfrules.analysis.cells.table import Cells
from perfrules.analysis.cells.uncovered import is_region_covered
from perfrules.analysis.findings.finding import Suggestion
from perfrules.analysis.findings.regions_in_words import choice_text, value_text, values_text
from perfrules.analysis.proofs.neighbours import next_to
from perfrules.analysis.subject import Subject
from perfrules.documents import flow_text
from perfrules.policies.decisions.inputs import Input
from perfrules.policies.decisions.outputs import Output, Value
from perfrules.policies.decisions.regions import Choices, Values
from perfrules.policies.decisions.rules import Claim, Rule
from perfrules.values import IntervalSet

COVER_STEPS = 2000
"""Steps to see whether one rule holds wherever another does."""


def to_part(subject: Subject, first: int, second: int) -> Suggestion:
    """A condition with which two rules no longer overlap, or which of them is to override the other.

    The later one's condition, where that will do; an override by the one that is the more special.

    Args:
        subject: the decision.
        first: the number of the earlier rule.
        second: the number of the later rule.
    """
    for narrowed, other in ((second, first), (first, second)):
        cells, kept = _extent(subject, narrowed), _extent(subject, other)
        if cells is None or kept is None:
            continue
        for axis in _only_axis(cells, kept):
            rest = cells[axis] & ~kept[axis]
            told = _written(subject, narrowed, axis, rest)
            if told is not None:
                return told
    return _to_override(subject, first, second)


def to_close(subject: Subject, gap: Cells) -> Suggestion:
    """A condition with which a rule beside a gap reaches over just that, the one above where there is one.

    Where no rule can, and where nothing lies beyond the gap: the conditions of a further rule.
    """
    for axis in range(len(gap)):
        for rule in _reaching(subject, gap, axis):
            cells = _extent(subject, rule)
            if cells is not None and (*cells[:axis], gap[axis], *cells[axis + 1 :]) == gap:
                told = _written(subject, rule, axis, cells[axis] | gap[axis])
                if told is not None:
                    return told
    return to_add(subject, gap)


def to_add(subject: Subject, cells: Cells) -> Suggestion:
    """A rule for some cells."""
    inputs = subject.policy.input_by_name
    box = subject.table.box(cells)
    when = ", ".join(f"{flow_text(name)}: {_in_flow(inputs[name], values)}" for name, values in box.items())
    return Suggestion(f"补一条规则，条件写成 {{{when}}}", f"add a rule with `when: {{{when}}}`")


def to_take_out(rule: Rule, *, excepted: bool = False) -> Suggestion:
    """A rule, or its exception, is not needed."""
    part_zh, part_en = (" 的这条例外", "this exception of ") if excepted else ("", "")
    return Suggestion(f"删去规则 {rule.id}{part_zh}", f"take out {part_en}the rule `{rule.id}`")


def to_reach(subject: Subject, rule: int, beating: Sequence[int]) -> Suggestion:
    """A rule that never fires comes before those that beat it, or goes where that would leave one idle."""
    rules = subject.policy.rules
    beaten_by_order = subject.policy.hit == "first" and not any(
        rules[rule].id in rules[other].overrides for other in beating
    )
    if not beaten_by_order or any(_covers(subject, rule, other) for other in beating):
        return to_take_out(rules[rule])
    other = rules[min(beating)].id
    return Suggestion(
        f"把规则 {rules[rule].id} 移到规则 {other} 之前", f"put the rule `{rules[rule].id}` before `{other}`"
    )


def to_write(rule: str, name: str, wording: str, *, excepted: bool = False) -> Suggestion:
    """A condition, or one of an exception, is to be written otherwise."""
    part_zh, part_en = ("例外", "exception") if excepted else ("条件", "condition")
    return Suggestion(
        f"把规则 {rule} 的{part_zh} {name} 写成“{wording}”",
        f"write the {part_en} `{name}` of the rule `{rule}` as `{wording}`",
        rule,
        name,
        wording,
    )


def to_ask(rule: Rule, output: Output, value: Value) -> Suggestion:
    """A rule is to ask for something else."""
    wording = _asked(value)
    return Suggestion(
        f"把规则 {rule.id} 的要求 {output.name} 写成 {wording}",
        f"write what the rule `{rule.id}` asks for in `{output.name}` as `{wording}`",
    )


def to_rank(output: Output, values: Iterable[Value]) -> Suggestion:
    """The values of an output are to be listed by rank."""
    listed = f"[{', '.join(map(_asked, values))}]"
    return Suggestion(
        f"在输出项 {output.name} 里由高到低写明 of: {listed}",
        f"list the values of the output `{output.name}`, the highest first, as in `of: {listed}`",
    )


def to_withdraw(claim: Claim) -> Suggestion:
    """A claim is not to be made."""
    wording = f"{{{claim.kind}: {claim.output}, as: {claim.input}}}"
    return Suggestion(f"撤回断言 {wording}", f"withdraw the claim `{wording}`")


def to_drop(rule: Rule, other: str) -> Suggestion:
    """An override is not needed."""
    return Suggestion(
        f"从规则 {rule.id} 的 overrides 里去掉 {other}",
        f"take `{other}` out of the overrides of the rule `{rule.id}`",
    )


def _to_override(subject: Subject, first: int, second: int) -> Suggestion:
    """The later of two rules overrides the earlier, unless it holds wider; of two alike the later goes."""
    for special, general in ((second, first), (first, second)):
        if not _covers(subject, special, general):
            rule, other = (subject.policy.rules[at].id for at in (special, general))
            return Suggestion(
                f"在规则 {rule} 里写明 overrides: [{flow_text(other)}]",
                f"write `overrides: [{flow_text(other)}]` in the rule `{rule}`",
            )
    return to_take_out(subject.policy.rules[second])


def _covers(subject: Subject, outer: int, inner: int) -> bool:
    """Whether one rule holds wherever another does."""
    try:
        return is_region_covered(subject.table, inner, outer, Effort(COVER_STEPS))
    except TooLongError:
        return False


def _reaching(subject: Subject, gap: Cells, axis: int) -> Iterator[int]:
    """The rules next to a gap along an axis, none where a number's gap goes on to the end of the domain."""
    positions: Sequence[int] = list(next_to(subject, gap, axis))
    if len(positions) < 2 and not subject.table.inputs[axis].is_discrete:
        return
    for position in positions:
        yield from bits(subject.table.regions_in(subject.table.axes[axis].masks[position]))


def _extent(subject: Subject, rule: int) -> Cells | None:
    """Where a rule without exceptions holds, if that is one box."""
    boxes = subject.table.boxes_of[rule]
    if subject.policy.rules[rule].except_ or boxes.bit_count() != 1:
        return None
    return subject.table.extents[boxes.bit_length() - 1]


def _only_axis(inner: Cells, outer: Cells) -> Iterator[int]:
    """The axes on which alone the one reaches beyond the other."""
    beyond = [axis for axis, (one, other) in enumerate(zip(inner, outer, strict=True)) if one & ~other]
    if len(beyond) == 1:
        yield beyond[0]


def _written(subject: Subject, rule: int, axis: int, positions: int) -> Suggestion | None:
    """The words for the condition that admits just some positions, where they are one stretch."""
    input_ = subject.table.inputs[axis]
    values = subject.table.axes[axis].values(positions)
    if isinstance(values, IntervalSet) and len(values.intervals) != 1:
        return None
    wording = _listed(values) if isinstance(values, frozenset) else values_text(input_, values)
    return to_write(subject.policy.rules[rule].id, input_.name, wording) if wording else None


def _in_flow(input_: Input, values: Values) -> str:
    """Values as a condition between the brackets of a rule."""
    if isinstance(values, frozenset):
        return _listed(values)
    return flow_text(values_text(input_, values))


def _listed(choices: Choices) -> str:
    """Choices as a rule lists them."""
    return as_list([choice_text(each) for each in sorted(choices, key=str)])


def as_list(texts: Sequence[str]) -> str:
    """One text as it stands, several as a list of alternatives.

    >>> as_list(["货物"]), as_list(["货物", "服务"])
    ('货物', '[货物, 服务]')
    """
    told = [flow_text(each) for each in texts]
    return told[0] if len(told) == 1 else f"[{', '.join(told)}]"


def _asked(value: Value) -> str:
    """What is asked for as a rule writes it."""
    if isinstance(value, tuple):
        return f"[{', '.join(flow_text(value_text(each)) for each in value)}]"
    return flow_text(value_text(value))
