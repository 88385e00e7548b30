"""Search for facts for which formulas lie in intervals, in bounded work: found, excluded, or unknown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import cast

from attrs import frozen

from perfrules.analysis.cells.witnesses import Facts, NoFacts
from perfrules.analysis.computed.linear import Inequality, contradict, within
from perfrules.analysis.computed.polynomials import node_of
from perfrules.analysis.computed.program import Box, Goals, Program
from perfrules.analysis.computed.spans import Span, on_grid
from perfrules.formulas.evaluate import evaluate
from perfrules.formulas.nodes import Node, names_in
from perfrules.policies.decisions.regions import Point
from perfrules.values import Interval, IntervalSet
from perfrules.values.value_sets import Values

MOST_BOXES = 300
"""The most boxes that are examined; almost every solvable problem is solved by then."""

_TRIED_IN_FULL = 40
"""Each input is solved for in this number of boxes; in later ones facts are only guessed."""
_FAR = Fraction(16)
_NEAR = 1024


@frozen
class Variable:
    """An input: the values that it may have, and the step of which they are multiples, None without."""

    values: Values
    step: Fraction | None = None

    @property
    def span(self) -> Span | None:
        """The smallest span around its numbers, ends on the grid; None if it has no number."""
        if not isinstance(self.values, IntervalSet) or self.values.is_empty():
            return None
        span = self.values.intervals[0].low, self.values.intervals[-1].high
        return span if self.step is None else on_grid(span, self.step)

    def admits(self, value: Point) -> bool:
        """Whether it may have a value."""
        if isinstance(self.values, frozenset):
            return value in self.values
        if isinstance(value, str) or (self.step is not None and (value / self.step).denominator != 1):
            return False
        return value in self.values


@frozen(slots=False)
class Problem:
    """Values of `variables` are asked for with which each formula lies in its interval.

    `goals` are what has to hold of the parts of the program; more of them than formulas make the search
    shorter. `inequalities` are what is known to hold besides.
    """

    variables: Mapping[str, Variable]
    formulas: tuple[tuple[Node, Interval], ...]
    program: Program
    goals: Goals
    inequalities: tuple[Inequality, ...] = ()

    def is_solved_by(self, facts: Facts) -> bool:
        """Whether facts are possible and each formula lies in its interval."""
        return all(each.admits(facts[name]) for name, each in self.variables.items()) and all(
            evaluate(node, facts) in interval for node, interval in self.formulas
        )

    def whole(self) -> Box | None:
        """All facts; None if a variable has no value."""
        box = Box({}, {})
        for name, each in self.variables.items():
            if isinstance(each.values, frozenset):
                box.choices[name] = each.values
            elif each.span is None:
                return None
            else:
                box.numbers[name] = each.span
        return box if all(box.choices.values()) else None

    def find(self, most: int = MOST_BOXES) -> Facts | NoFacts:
        """Facts that solve it; else whether there are none, or whether that is unknown."""
        whole = self.whole()
        pending = [] if whole is None else [whole]
        for number in range(most):
            if not pending:
                return NoFacts.EXCLUDED
            left = self.program.narrowed(pending.pop(), self.goals)
            if left is None:
                continue
            facts = self._tried(left, in_full=number < _TRIED_IN_FULL)
            if facts is not None:
                return facts
            if not number and contradict(self._known_of(left)):
                return NoFacts.EXCLUDED
            pending += self._split(left)
        return NoFacts.UNKNOWN if pending else NoFacts.EXCLUDED

    def _known_of(self, box: Box) -> Iterator[Inequality]:
        """The inequalities, and the limits of the terms that they have."""
        yield from self.inequalities
        for term in {term for each in self.inequalities for term in each.terms}:
            span = self.program.span(self.program.part(node_of({term: Fraction(1)})), box)
            if span is not None:
                yield from within({term: Fraction(1)}, Interval(span[0], True, span[1], True))

    def _tried(self, box: Box, *, in_full: bool) -> Facts | None:
        """Facts in a box that solve it, if a few guesses find some."""
        numbers = {name: _values(self.variables[name], span) for name, span in box.numbers.items()}
        if not all(numbers.values()):
            return None
        values: dict[str, Sequence[Point]] = {
            **{name: sorted(choices, key=str) for name, choices in box.choices.items()},
            **numbers,
        }
        for way in range(3):
            # The least, the greatest or the middle value of each variable.
            facts = {name: each[(0, -1, len(each) // 2)[way]] for name, each in values.items()}
            if self.is_solved_by(facts):
                return facts
            found = self._with_one_changed(box, facts) if in_full else None
            if found is not None:
                return found
        return None

    def _with_one_changed(self, box: Box, facts: Facts) -> Facts | None:
        """Facts with one number changed that solve it."""
        numbers: dict[str, Span] = {}
        choices: dict[str, frozenset[str | bool]] = {}
        for name, value in facts.items():
            if isinstance(value, Fraction):
                numbers[name] = value, value
            else:
                choices[name] = frozenset({value})
        fixed = Box(numbers, choices)
        for name, span in self._open(box):
            if span[0] is not None and span[0] == span[1]:
                continue
            left = self.program.narrowed(fixed.with_number(name, span), self._own_goals)
            values = [] if left is None else _values(self.variables[name], left.numbers[name])
            for changed in ({**facts, name: value} for value in values):
                if self.is_solved_by(changed):
                    return changed
        return None

    def _split(self, box: Box) -> Iterator[Box]:
        """The box in two along its widest number, else along a choice; nothing if it is one set of facts."""
        widths = ((self._width(name, span), name) for name, span in self._open(box))
        width, widest = max(widths, default=(Fraction(0), ""))
        if width:
            for part in _halves(box.numbers[widest], self.variables[widest].step):
                yield box.with_number(widest, part)
            return
        open_ = (name for name, choices in box.choices.items() if len(choices) > 1 and name in self._used)
        name = next(open_, None)
        if name is not None:
            ordered = sorted(box.choices[name], key=str)
            half = len(ordered) // 2
            yield box.with_choices(name, frozenset(ordered[:half]))
            yield box.with_choices(name, frozenset(ordered[half:]))

    def _open(self, box: Box) -> Iterator[tuple[str, Span]]:
        """The numbers on which it depends whether facts solve it."""
        return ((name, span) for name, span in box.numbers.items() if name in self._used)

    @cached_property
    def _own_goals(self) -> Goals:
        """The goals of the formulas themselves, which are enough where one number alone is open."""
        return {self.program.part(node): interval for node, interval in self.formulas}

    @cached_property
    def _used(self) -> frozenset[str]:
        return frozenset(name for node, _ in self.formulas for name in names_in(node))

    def _width(self, name: str, span: Span) -> Fraction:
        """How many steps a span has, or how wide it is beside its numbers; one without an end is widest."""
        low, high = span
        if low is None or high is None:
            return _FAR**9
        if low == high:
            return Fraction(0)
        return (high - low) / (self.variables[name].step or max(abs(low), abs(high)))


def _values(variable: Variable, span: Span) -> list[Fraction]:
    """A few values in a span that a variable may have, in order: ends, next to them, and the middle."""
    return sorted({each for each in _candidates(variable, span) if variable.admits(each)})


def _candidates(variable: Variable, span: Span) -> Iterator[Fraction]:
    low, high = span
    first = _beyond(high, -1) if low is None else low
    last = _beyond(low, 1) if high is None else high
    step = variable.step or (last - first) / _NEAR
    middle = (first + last) / 2
    yield from (first, last, middle if variable.step is None else middle // step * step)
    yield from (each for each in (first + step, last - step) if first <= each <= last)
    ends = (end for each in cast(IntervalSet, variable.values) for end in (each.low, each.high))
    yield from (end for end in ends if end is not None and first <= end <= last)


def _beyond(end: Fraction | None, sign: int) -> Fraction:
    """A number far beyond the only end of a span, in a direction."""
    if end is None:
        return Fraction(0)
    return sign * max(sign * end * _FAR, sign * end + 1, Fraction(1))


def _halves(span: Span, step: Fraction | None) -> Iterator[Span]:
    low, high = span
    if low is None or high is None:
        middle = _beyond(low, 1) if low is not None else _beyond(high, -1)
    else:
        middle = (low + high) / 2
    if step is None:
        yield low, middle
        yield middle, high
    else:
        last = middle // step * step
        yield low, last
        yield last + step, high
