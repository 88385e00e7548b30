"""Rules over one input as a number line: the model that text and pictures draw.

The thresholds of the rules cut the axis into cells: cell 2i + 1 is the i-th threshold itself, cell 2i the
open stretch before it. So an open end is a stretch that stops before its threshold, a closed one takes it in.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any, Literal, TypeAlias

from attrs import field, frozen

from perfrules.policies.decisions.inputs import Input, values_to_json
from perfrules.values import Interval, IntervalSet, exact_text
from perfrules.values.value_sets import Values

MarkKind: TypeAlias = Literal["gap", "overlap"]


@frozen(order=True)
class Stretch:
    """A run of cells from `first` to `last`, both included."""

    first: int
    last: int


@frozen
class Row:
    """A rule with the stretches where it applies and where another rule overrides it."""

    rule: str
    title: str
    holds: tuple[Stretch, ...]
    beaten: tuple[Stretch, ...] = ()


@frozen
class Mark:
    """A stretch without a rule (`gap`) or with several (`overlap`); `settled` if the policy decides."""

    kind: MarkKind
    settled: bool
    stretch: Stretch


@frozen
class NumberLine:
    """The rules of a policy over one input, the other inputs having the values in `others`.

    `ticks` are the thresholds, `axis` the cells inside domain and scope.
    """

    policy: str
    input: Input
    ticks: tuple[Fraction, ...]
    axis: tuple[Stretch, ...]
    rows: tuple[Row, ...]
    marks: tuple[Mark, ...]
    others: tuple[tuple[Input, Values], ...] = field(default=())

    @property
    def last_cell(self) -> int:
        """The cell after the last threshold."""
        return 2 * len(self.ticks)

    def interval(self, stretch: Stretch) -> Interval:
        """The values in a run of cells."""
        low = None if stretch.first == 0 else self.ticks[(stretch.first - 1) // 2]
        high = None if stretch.last == self.last_cell else self.ticks[stretch.last // 2]
        return Interval(low, bool(stretch.first % 2), high, bool(stretch.last % 2))

    def to_json(self) -> dict[str, Any]:
        """Thresholds, rows and marks as plain data; stretches are intervals."""
        return {
            "policy": self.policy,
            "input": self.input.name,
            "unit": self.input.unit.name,
            "others": {each.name: values_to_json(values) for each, values in self.others},
            "ticks": [exact_text(tick) for tick in self.ticks],
            "rows": [
                {"rule": row.rule, "holds": self._plain(row.holds), "overridden": self._plain(row.beaten)}
                for row in self.rows
            ],
            "marks": [
                {"kind": mark.kind, "settled": mark.settled, "values": self._plain([mark.stretch])}
                for mark in self.marks
            ],
        }

    def _plain(self, stretches: Iterable[Stretch]) -> Any:
        return values_to_json(IntervalSet(tuple(map(self.interval, stretches))))
