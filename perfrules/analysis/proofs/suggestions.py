"""Suggestions that fix what was found: a condition changed, a rule added, moved or taken out."""

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
from perfrules.diagnostics import PerfrulesError
from perfrules.documents import flow_text
from perfrules.policies.decisions.condition_from_text import any_of, read_condition
from perfrules.policies.decisions.inputs import Input
from perfrules.policies.decisions.outputs import Output, Value
from perfrules.policies.decisions.regions import Values, meet
from perfrules.policies.decisions.rules import Claim, Rule, find_cycle
from perfrules.resources.late_patterns import late_pattern
from perfrules.values import IntervalSet

_EXPRESS = late_pattern("含|包括|inclu|exclu")
COVER_STEPS = 2000
"""Steps to see whether one rule holds wherever another does."""


def to_part(subject: Subject, first: int, second: int) -> Suggestion | None:
    """A condition with which two rules no longer overlap, or which of them is to override the other.

    The later one's condition if possible; an override by the one that is more special. None if no such
    change can be written.

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
            suggestion = _written(subject, narrowed, axis, cells[axis] & ~kept[axis])
            if suggestion is not None:
                return suggestion
    return _to_override(subject, first, second)


def to_close(subject: Subject, gap: Cells) -> Suggestion | None:
    """A condition with which a rule beside a gap covers just the gap too, if possible the rule above it.

    If no rule can, or if nothing lies beyond the gap: the conditions of a further rule, if they can be
    written.
    """
    return to_widen(subject, gap) or _to_add(subject, gap)


def to_widen(subject: Subject, gap: Cells) -> Suggestion | None:
    """A condition with which a rule beside a gap covers just the gap too, None if no rule can."""
    for axis in range(len(gap)):
        for rule in _reaching(subject, gap, axis):
            cells = _extent(subject, rule)
            if cells is not None and (*cells[:axis], gap[axis], *cells[axis + 1 :]) == gap:
                suggestion = _written(subject, rule, axis, cells[axis] | gap[axis])
                if suggestion is not None:
                    return suggestion
    return None


def _to_add(subject: Subject, cells: Cells) -> Suggestion | None:
    """A rule for some cells."""
    inputs = subject.policy.input_by_name
    texts = {name: texts_of(inputs[name], values) for name, values in subject.table.box(cells).items()}
    if not all(texts.values()):
        return None
    when = ", ".join(f"{flow_text(name)}: {as_list(each)}" for name, each in texts.items())
    return Suggestion(f"补一条规则，条件写成 {{{when}}}", f"add a rule with `when: {{{when}}}`")


def to_take_out(rule: Rule, *, excepted: bool = False) -> Suggestion:
    """A rule, or its exception, is not needed."""
    part_zh, part_en = (" 的这条例外", "this exception of ") if excepted else ("", "")
    return Suggestion(f"删去规则 {rule.id}{part_zh}", f"take out {part_en}the rule `{rule.id}`")


def to_move(rule: Rule, other: Rule) -> Suggestion:
    """A rule is to come before another."""
    return Suggestion(
        f"把规则 {rule.id} 移到规则 {other.id} 之前", f"put the rule `{rule.id}` before `{other.id}`"
    )


def to_write(rule: str, name: str, texts: Sequence[str], *, excepted: bool = False) -> Suggestion:
    """A condition, or one of an exception, is to be written differently: as a list if there are several."""
    part_zh, part_en = ("例外", "exception") if excepted else ("条件", "condition")
    wording = as_list(texts)
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


def _to_override(subject: Subject, first: int, second: int) -> Suggestion | None:
    """The later of two rules overrides the earlier unless it is wider; of two equal ones the later goes."""
    rules = subject.policy.rules
    for special, general in ((second, first), (first, second)):
        rule, other = rules[special], rules[general]
        if not _covers(subject, special, general):
            overrides = {each.id: each.overrides for each in rules}
            if find_cycle({**overrides, rule.id: (*rule.overrides, other.id)}):
                continue
            return Suggestion(
                f"在规则 {rule.id} 里写明 overrides: [{flow_text(other.id)}]",
                f"write `overrides: [{flow_text(other.id)}]` in the rule `{rule.id}`",
            )
    if _covers(subject, first, second) and _covers(subject, second, first):
        return to_take_out(rules[second])
    return None


def _covers(subject: Subject, outer: int, inner: int) -> bool:
    """Whether one rule holds wherever another does."""
    try:
        return is_region_covered(subject.table, inner, outer, Effort(COVER_STEPS))
    except TooLongError:
        return False


def _reaching(subject: Subject, gap: Cells, axis: int) -> Iterator[int]:
    """The rules next to all of a gap along an axis.

    None where a number's gap reaches the end of the domain.
    """
    table = subject.table
    positions: Sequence[int] = list(next_to(subject, gap, axis))
    if len(positions) < 2 and not table.inputs[axis].is_discrete:
        return
    beside = table.all_boxes
    for other, along in enumerate(table.axes):
        if other != axis:
            beside &= along.covering(gap[other])
    for position in positions:
        yield from bits(table.regions_in(beside & table.axes[axis].masks[position]))


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
    """The words for the condition that admits just some positions.

    None if they are not one stretch, if the rule says expressly whether a limit is included, as in
    5000元（含）以上, or if the words would not be read as that condition.
    """
    input_, mine = subject.table.inputs[axis], subject.policy.rules[rule]
    values = subject.table.axes[axis].values(positions)
    if isinstance(values, IntervalSet) and len(values.intervals) != 1:
        return None
    if input_.name in mine.when and _EXPRESS.search(mine.when[input_.name].text):
        return None
    texts = texts_of(input_, values)
    return to_write(mine.id, input_.name, texts) if texts else None


def texts_of(input_: Input, values: Values) -> Sequence[str]:
    """The alternatives of a condition that admits some values; none if they would not be read as those."""
    if isinstance(values, frozenset):
        texts = [choice_text(each) for each in sorted(values, key=str)]
    else:
        texts = [values_text(input_, IntervalSet((each,))) for each in values]
    try:
        read = any_of([read_condition(input_, text) for text in texts]).values
    except PerfrulesError:
        return ()
    return texts if meet(read, input_.domain) == meet(values, input_.domain) else ()


def as_list(texts: Sequence[str]) -> str:
    """One text unchanged, several as a list of alternatives.

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
