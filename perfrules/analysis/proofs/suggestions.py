"""Search for the change that closes a gap or settles an overlap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from perfrules.analysis.cells.bits import bits
from perfrules.analysis.cells.effort import Effort, TooLongError
from perfrules.analysis.cells.table import Cells
from perfrules.analysis.cells.uncovered import is_region_covered
from perfrules.analysis.findings.finding import Proved, Suggestion
from perfrules.analysis.findings.regions_in_words import choice_text, values_text
from perfrules.analysis.proofs.neighbours import next_to
from perfrules.analysis.proofs.suggested_changes import as_list, to_add, to_override, to_take_out, to_write
from perfrules.analysis.subject import Subject
from perfrules.diagnostics import PerfrulesError
from perfrules.documents import flow_text
from perfrules.policies.decisions.condition_from_text import any_of, read_condition
from perfrules.policies.decisions.inputs import Input
from perfrules.policies.decisions.rules import find_cycle
from perfrules.resources.late_patterns import late_pattern
from perfrules.values import IntervalSet
from perfrules.values.value_sets import Values, meet

_EXPRESS = late_pattern("含|包括|inclu|exclu")
COVER_STEPS = 2000
"""Steps to see whether one rule holds wherever another does."""


def to_part(subject: Subject, numbers: Sequence[int]) -> Suggestion | None:
    """A condition with which two rules no longer overlap, or which of several is to override the others.

    The condition of a later rule if possible; an override by the one that is most special. None if no such
    change can be written.

    Args:
        subject: the decision.
        numbers: the numbers of the rules, in order.
    """
    if len(numbers) == 2:
        first, second = numbers
        return (
            _to_narrow(subject, second, first)
            or _to_narrow(subject, first, second)
            or _to_override(subject, numbers)
        )
    return _to_override(subject, numbers)


def _to_narrow(subject: Subject, narrowed: int, other: int) -> Suggestion | None:
    """A condition with which a rule leaves to another what both hold for, None if one alone cannot do it."""
    cells, kept = _extent(subject, narrowed), _extent(subject, other)
    if cells is None or kept is None:
        return None
    # What a rule overrides may apply where it no longer holds.
    proved: Proved = "nothing" if subject.policy.rules[narrowed].overrides else "overlaps"
    for axis in _only_axis(cells, kept):
        return _written(subject, narrowed, axis, cells[axis] & ~kept[axis], proved)
    return None


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
                suggestion = _written(subject, rule, axis, cells[axis] | gap[axis], "overlaps")
                if suggestion is not None:
                    return suggestion
    return None


def _to_add(subject: Subject, cells: Cells) -> Suggestion | None:
    """A rule for some cells."""
    inputs, box = subject.policy.axis_by_name, subject.table.box(cells)
    if subject.differences & box.keys():
        return None
    texts = {name: texts_of(inputs[name], values) for name, values in box.items()}
    if not all(texts.values()):
        return None
    return to_add(", ".join(f"{flow_text(name)}: {as_list(each)}" for name, each in texts.items()))


def _to_override(subject: Subject, numbers: Sequence[int]) -> Suggestion | None:
    """A later rule overrides the others unless it is wider than one; of two equal ones the later goes."""
    rules = subject.policy.rules
    for special in reversed(numbers):
        others = [other for other in numbers if other != special]
        if any(_covers(subject, special, other) for other in others):
            continue
        overrides = {each.id: each.overrides for each in rules}
        added = [rules[other] for other in others]
        overrides[rules[special].id] = (*rules[special].overrides, *(each.id for each in added))
        if not find_cycle(overrides):
            return to_override(rules[special], added)
    if len(numbers) == 2 and _covers(subject, *numbers) and _covers(subject, *reversed(numbers)):
        return to_take_out(rules[numbers[-1]])
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


def _written(subject: Subject, rule: int, axis: int, positions: int, proved: Proved) -> Suggestion | None:
    """The words for the condition that admits just some positions.

    None if they are not one stretch, if the rule says expressly whether a limit is included, as in
    5000元（含）以上, or if the words would not be read as that condition.
    """
    input_, mine = subject.table.inputs[axis], subject.policy.rules[rule]
    values = subject.table.axes[axis].values(positions)
    if input_.name in subject.differences or (isinstance(values, IntervalSet) and len(values.intervals) != 1):
        return None
    if input_.name in mine.when and _EXPRESS.search(mine.when[input_.name].text):
        return None
    texts = texts_of(input_, values)
    return to_write(mine, input_, texts, proved) if texts else None


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
    is_same = read == values or meet(read, input_.domain) == meet(values, input_.domain)
    return texts if is_same else ()
