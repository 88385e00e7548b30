"""Number lines of the rules of a policy: one for each group of values of the other inputs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from fractions import Fraction
from functools import reduce
from math import ceil, floor, prod
from typing import TypeAlias

from attrs import evolve

from perfrules.diagnostics import Diagnostic, PerfrulesError
from perfrules.policies.decisions.inputs import Input
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.decisions.regions import Point, holds
from perfrules.policies.decisions.rules import Rule
from perfrules.reports.number_lines.model import Mark, NumberLine, Row, Stretch
from perfrules.values import EVERYTHING, NOTHING, Interval, IntervalSet
from perfrules.values.value_sets import Values, meet, unite

MOST_SLICES = 64
"""The largest number of combinations of the other inputs; more cannot be read in a picture."""
MOST_TICKS = 200
"""The largest number of thresholds in a picture."""

_Class: TypeAlias = tuple[Values, Point]
_Slices: TypeAlias = "tuple[tuple[tuple[tuple[Input, Values], ...], NumberLine], ...]"


class PictureError(PerfrulesError):
    """Rules cannot be drawn over a number line."""


def number_lines(policy: DecisionPolicy, name: str | None = None) -> tuple[NumberLine, ...]:
    """The rules of a policy over one input, or over each ordered input that a rule uses.

    Where the rules differ with the other inputs there is a line for each group of their values that makes a
    difference.

    Raises:
        PictureError: PR740 where they make too many differences to look at, PR741 where the input has no
            order, PR742 for too many thresholds to draw; PR295 for a policy with computed names.

    >>> from perfrules.policies.decisions.bands import band_policy, score_input
    >>> from perfrules.policies.base.head import Head
    >>> from perfrules.policies.decisions.rules import Condition
    >>> bands = [
    ...     ("优", Condition(IntervalSet.from_(Fraction(90), closed=False))),
    ...     ("其他", Condition(IntervalSet.up_to(Fraction(90), closed=False))),
    ... ]
    >>> (line,) = number_lines(band_policy(Head("unit.grades"), score_input(Fraction(100)), bands))
    >>> [(mark.kind, str(line.interval(mark.stretch))) for mark in line.marks]
    [('gap', '[90, 90]')]
    """
    if policy.compute:
        raise PictureError(Diagnostic("PR295", {"policy": policy.id}))
    named = {each for rule in policy.rules for box in policy.boxes_of(rule) for each in box}
    names = [name] if name else [each.name for each in policy.inputs if _is_drawn(each, named)]
    return tuple(line for each in names for line in _lines(policy, policy.input_by_name[each]))


def _is_drawn(input_: Input, named: set[str]) -> bool:
    return input_.name in named and not input_.is_discrete


def _lines(policy: DecisionPolicy, input_: Input) -> list[NumberLine]:
    if input_.is_discrete:
        raise PictureError(Diagnostic("PR741", {"input": input_.name}))
    board = _Board(policy, input_)
    classes = {each.name: board.classes(each) for each in policy.inputs if each.name in board.others}
    if prod(map(len, classes.values())) > MOST_SLICES:
        facts = {"policy": policy.id, "input": input_.name, "most": str(MOST_SLICES)}
        raise PictureError(Diagnostic("PR740", facts))
    slices = board.slices(list(classes.items()), {})
    return [evolve(line, others=others) for others, line in slices]


class _Board:
    """The boxes of the rules of a policy, seen along one input."""

    def __init__(self, policy: DecisionPolicy, input_: Input) -> None:
        self.policy = policy
        self.input = input_
        self.boxes = {rule.id: tuple(policy.boxes_of(rule)) for rule in policy.rules}
        self.others = {name for boxes in self.boxes.values() for box in boxes for name in box} | set(
            policy.scope
        )
        self.others.discard(input_.name)

    def limits(self, input_: Input) -> Values:
        """The values of an input inside its domain and the scope."""
        scope = self.policy.scope_box
        return meet(input_.domain, scope[input_.name]) if input_.name in scope else input_.domain

    def classes(self, input_: Input) -> list[_Class]:
        """The classes of values that every rule treats alike, each with an example."""
        limits = self.limits(input_)
        if isinstance(limits, frozenset):
            return [(frozenset({each}), each) for each in sorted(limits, key=str)]
        sets = [box[input_.name] for boxes in self.boxes.values() for box in boxes if input_.name in box]
        ticks = _ends([limits, *(meet(each, limits) for each in sets)])
        line = NumberLine("", input_, ticks, (), (), ())
        intervals = [line.interval(Stretch(cell, cell)) for cell in _live(line, limits)]
        return [(IntervalSet((each,)), _inside(each, input_.step)) for each in intervals]

    def slices(self, remaining: Sequence[tuple[str, list[_Class]]], chosen: Mapping[str, Point]) -> _Slices:
        """The lines for all values of the other inputs; equal lines are merged."""
        if not remaining:
            return (((), self.line(chosen)),)
        (name, classes), *rest = remaining
        groups: dict[_Slices, list[Values]] = {}
        for values, point in classes:
            groups.setdefault(self.slices(rest, {**chosen, name: point}), []).append(values)
        whole = len(groups) == 1 and name not in self.policy.scope
        input_ = self.policy.input_by_name[name]
        return tuple(
            (others if whole else ((input_, reduce(unite, members)), *others), line)
            for sub, members in groups.items()
            for others, line in sub
        )

    def line(self, chosen: Mapping[str, Point]) -> NumberLine:
        """The line for chosen values of the other inputs."""
        limits = self.limits(self.input)
        where = {rule.id: meet(self._where(rule, chosen), limits) for rule in self.policy.rules}
        ticks = _ends([limits, *where.values()])
        if len(ticks) > MOST_TICKS:
            facts = {"input": self.input.name, "ticks": str(len(ticks)), "most": str(MOST_TICKS)}
            raise PictureError(Diagnostic("PR742", facts))
        bare = NumberLine(self.policy.id, self.input, ticks, (), (), ())
        axis = _cells(bare, limits)
        cells = {rule: _cells(bare, values) for rule, values in where.items()}
        beaten = {
            rule.id: cells[rule.id] & {cell for other in self._overriding(rule) for cell in cells[other.id]}
            for rule in self.policy.rules
        }
        rows = tuple(
            Row(rule.id, rule.title, _runs(cells[rule.id] - beaten[rule.id]), _runs(beaten[rule.id]))
            for rule in self.policy.rules
            if cells[rule.id]
        )
        counting = {rule: cells[rule] - beaten[rule] for rule in cells}
        live = _live(bare, limits)
        return evolve(bare, axis=_runs(axis), rows=rows, marks=tuple(self._marks(live, axis, counting)))

    def _where(self, rule: Rule, chosen: Mapping[str, Point]) -> Values:
        found: Values = NOTHING
        for box in self.boxes[rule.id]:
            if all(holds(values, chosen[name]) for name, values in box.items() if name != self.input.name):
                found = unite(found, box.get(self.input.name, EVERYTHING))
        return found

    def _overriding(self, rule: Rule) -> list[Rule]:
        return [other for other in self.policy.rules if rule.id in other.overrides]

    def _marks(self, live: Sequence[int], axis: set[int], counting: Mapping[str, set[int]]) -> Iterable[Mark]:
        at: dict[int, list[str]] = {cell: [] for cell in live}
        for rule, cells in counting.items():
            for cell in cells & at.keys():
                at[cell].append(rule)
        bridged = axis - at.keys()
        gaps = {cell for cell, rules in at.items() if not rules}
        filled = self.policy.default is not None or self.policy.partial
        yield from (Mark("gap", filled, each) for each in _runs(gaps, bridged))
        for settled in (False, True):
            several = {
                cell for cell, rules in at.items() if len(rules) > 1 and self._settles(rules) is settled
            }
            yield from (Mark("overlap", settled, each) for each in _runs(several, bridged))

    def _settles(self, rules: Sequence[str]) -> bool:
        """Whether the hit policy decides between several rules."""
        if self.policy.hit == "any":
            first, *others = (self.policy.rule_by_id[rule].then for rule in rules)
            return all(other == first for other in others)
        return self.policy.hit != "unique"


def _ends(sets: Iterable[Values]) -> tuple[Fraction, ...]:
    """The sorted ends of intervals."""
    intervals = (each for values in sets if isinstance(values, IntervalSet) for each in values)
    return tuple(sorted({end for each in intervals for end in (each.low, each.high) if end is not None}))


def _cells(line: NumberLine, values: Values) -> set[int]:
    """The cells of values whose ends are ticks."""
    place = {tick: at for at, tick in enumerate(line.ticks)}
    cells: set[int] = set()
    for each in values if isinstance(values, IntervalSet) else ():
        first = 0 if each.low is None else 2 * place[each.low] + 2 - each.low_closed
        last = line.last_cell if each.high is None else 2 * place[each.high] + each.high_closed
        cells.update(range(first, last + 1))
    return cells


def _live(line: NumberLine, limits: Values) -> list[int]:
    """The cells inside the limits that contain a value on the step of the input."""
    step = line.input.step
    cells = sorted(_cells(line, limits))
    if step is None:
        return cells
    return [cell for cell in cells if _has_grid_point(line.interval(Stretch(cell, cell)), step)]


def _has_grid_point(cell: Interval, step: Fraction) -> bool:
    point = _inside(cell, step)
    return point in cell and (point / step).denominator == 1


def _inside(cell: Interval, step: Fraction | None) -> Fraction:
    """A value of a cell, on the step if possible."""
    low, high = cell.low, cell.high
    if low is None:
        return Fraction(0) if high is None else (ceil(high / (step or 1)) - 1) * (step or Fraction(1))
    if cell.low_closed:
        return low
    if step is None:
        return low + 1 if high is None else (low + high) / 2
    return (floor(low / step) + 1) * step


def _runs(cells: AbstractSet[int], bridged: AbstractSet[int] = frozenset()) -> tuple[Stretch, ...]:
    """Group cells into runs; a cell in `bridged` does not separate the runs beside it."""
    runs: list[Stretch] = []
    for cell in sorted(cells):
        if runs and all(between in bridged for between in range(runs[-1].last + 1, cell)):
            runs[-1] = Stretch(runs[-1].first, cell)
        else:
            runs.append(Stretch(cell, cell))
    return tuple(runs)
