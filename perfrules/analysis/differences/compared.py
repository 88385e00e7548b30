"""Two decisions over the inputs of both, and the search for facts that they decide differently."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve, frozen

from perfrules.analysis.cells.bits import bits, lowest, stretch
from perfrules.analysis.cells.boxes import common, merged, outside
from perfrules.analysis.cells.effort import Effort, TooLongError
from perfrules.analysis.cells.questions import Answered, Ask, answers_in
from perfrules.analysis.cells.table import Cells, Table
from perfrules.analysis.cells.uncovered import Rest
from perfrules.analysis.cells.witnesses import NoFacts
from perfrules.analysis.differences.changed_rules import changed_regions
from perfrules.analysis.differences.compared_values import ComparedValues
from perfrules.analysis.differences.computed_axes import ComputedAxes
from perfrules.analysis.differences.joint_inputs import joint_inputs
from perfrules.analysis.differences.policy_answers import FIRST_RULE, PolicyAnswer, PolicyAnswers
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.decisions.regions import Box

STRIP_STEPS = 300
"""Steps to see whether two policies differ in the same way throughout a strip beside a difference."""
GROWING_STEPS = 100_000
"""Steps to grow all differences; those found later stay as they are found."""

Pair = tuple[PolicyAnswer, PolicyAnswer]


@frozen
class DifferentCells:
    """Boxes that do not overlap; throughout each box both policies say the same two different things.

    `rest` says of what they leave out that there is nothing, that there is `more`, or that it is `unknown`.
    """

    found: tuple[Cells, ...]
    rest: Rest


class Compared:
    """Two decisions over the inputs of both."""

    def __init__(self, old: DecisionPolicy, new: DecisionPolicy, computed: ComputedAxes) -> None:
        self.computed = computed
        self.inputs = (*joint_inputs(old, new), *computed.axes)
        limits = {each.name: each.domain for each in self.inputs}
        regions = [
            computed.renamed(region, at)
            for at, policy in enumerate((old, new))
            for region in _regions(policy)
        ]
        table = Table.of(self.inputs, limits, [*regions, *computed.equal_boxes()])
        reach = computed.reach(table.inputs, table.axes, table.limits) if computed.axes else None
        self.table = evolve(table, reach=reach)
        self._old, self._new = PolicyAnswers(old), PolicyAnswers(new)
        self._values = ComparedValues(old, new, computed, len(regions))
        self._first_new = len(old.rules) + FIRST_RULE
        self._theirs = ((1 << len(regions)) - 1) >> self._first_new
        self._changed_regions = changed_regions(old, new)
        self._changed = self.table.boxes_in(self._changed_regions)
        # Unless the domain is one of the changed regions, the policies differ in rules only.
        self._only_rules = not self._changed_regions & 1
        number = {rule.id: at for at, rule in enumerate(new.rules)}
        self._twin = {
            FIRST_RULE + at: FIRST_RULE + number[rule.id]
            for at, rule in enumerate(old.rules)
            if rule.id in number
        }

    def differences(self, most: int, effort: Effort) -> DifferentCells:
        """Return at most this many differences, each as large as possible without reaching into another."""
        table, growing = self.table, Effort(GROWING_STEPS)
        found: list[Cells] = []
        pairs: list[Pair] = []
        rest: Rest = "none"
        try:
            for cells, pair in answers_in(table, table.everything, table.all_boxes, self._question, effort):
                for left in outside(cells, found, effort):
                    if len(found) == most:
                        return DifferentCells(_merged(found, pairs), "more")
                    found.append(self._grown(left, pair, found, growing))
                    pairs.append(pair)
        except TooLongError:
            rest = "unknown"
        return DifferentCells(_merged(found, pairs), rest)

    def answers_at(self, cells: Cells) -> Pair:
        """What both say at the first facts of some cells."""
        regions = self.table.regions_in(self.table.boxes_at(cells))
        mine = (1 << self._first_new) - 1
        before = self._old.known(regions & mine)
        after = self._new.known(regions >> self._first_new & self._theirs)
        facts = None if self.table.reach is None else self.table.reach.facts_in(cells)
        if facts is None or isinstance(facts, NoFacts):
            return before, after
        return self._old.with_numbers(before, facts), self._new.with_numbers(after, facts)

    def _question(self, certain: int, possible: int) -> Answered[Pair] | Ask | None:
        """Ask for what was changed first: where none of it holds, both decide alike."""
        if not self._changed & certain:
            changed = self._changed & possible
            return Ask(changed) if changed else None
        held, perhaps = self.table.known_regions(certain, possible)
        mine = (1 << self._first_new) - 1
        if self._are_behind(held, perhaps):
            return None
        before, asked = self._old.settle(held & mine, perhaps & mine)
        if before is None:
            return Ask(self.table.boxes_in(asked) & possible)
        after, asked = self._new.settle(
            held >> self._first_new & self._theirs, perhaps >> self._first_new & self._theirs
        )
        if after is None:
            return Ask(self.table.boxes_in(asked << self._first_new) & possible)
        same = self._values.are_same(before, after, held, perhaps)
        if same is None:
            return Ask(self.table.boxes_in(self._values.asked(before, after, perhaps)) & possible)
        return None if same else Answered((before, after))

    def _are_behind(self, held: int, perhaps: int) -> bool:
        """Whether a rule that both policies have certainly counts before all that was changed."""
        # Policies that differ in rules only have the same hit policy.
        if not self._only_rules or not self._old.takes_foremost:
            return False
        mine, shift = (1 << self._first_new) - 1, self._first_new
        changed = self._changed_regions & (held | perhaps)
        before = self._old.surely_ahead(changed & mine, held & mine, perhaps & mine)
        if not before & ~self._changed_regions:
            return False
        after = self._new.surely_ahead(changed >> shift, held >> shift, perhaps >> shift)
        return any(after >> self._twin[region] & 1 for region in bits(before & ~self._changed_regions))

    def _grown(self, cells: Cells, pair: Pair, found: Sequence[Cells], growing: Effort) -> Cells:
        """The cells grown along each axis, to the whole of it or as far as both policies say the same."""
        for axis, whole in enumerate(self.table.everything):
            strip = _Strip(self, axis, pair, found, growing)
            wider = strip.joined(cells, whole & ~cells[axis])
            if wider is None:
                wider = (
                    strip.along_choices(cells) if self.inputs[axis].is_discrete else strip.both_ways(cells)
                )
            cells = wider
        return cells

    def is_uniform(self, cells: Cells, pair: Pair, effort: Effort) -> bool:
        """Return whether both policies agree throughout some cells, as far as a few steps show."""
        steps = effort.up_to(STRIP_STEPS)
        try:
            found = answers_in(
                self.table, cells, self.table.all_boxes, self._full_question, steps, quick=True
            )
            return all(each == pair for _, each in found)
        except TooLongError:
            return False

    def _full_question(self, certain: int, possible: int) -> Answered[Pair | None] | Ask:
        """The question, with an answer also where both decide alike."""
        answer = self._question(certain, possible)
        if isinstance(answer, Ask):
            return answer
        return Answered(None if answer is None else answer.found)


@frozen
class _Strip:
    """Cells beside a difference, along an axis, into which it may grow."""

    compared: Compared
    axis: int
    pair: Pair
    found: Sequence[Cells]
    growing: Effort

    def joined(self, cells: Cells, positions: int) -> Cells | None:
        """The cells with some further positions of the axis, None if they are not decided in the same way."""
        strip = (*cells[: self.axis], positions, *cells[self.axis + 1 :])
        if any(common(strip, each) for each in self.found):
            return None
        if not self.compared.is_uniform(strip, self.pair, self.growing):
            return None
        return (*cells[: self.axis], cells[self.axis] | positions, *cells[self.axis + 1 :])

    def along_choices(self, cells: Cells) -> Cells:
        """The cells with each other choice that is decided in the same way."""
        for at in bits(self.compared.table.everything[self.axis] & ~cells[self.axis]):
            cells = self.joined(cells, 1 << at) or cells
        return cells

    def both_ways(self, cells: Cells) -> Cells:
        """The cells grown upwards and downwards along a number, in larger steps while that succeeds."""
        for next_to in (self._above, self._below):
            length = 1
            while length and (positions := next_to(cells, length)):
                wider = self.joined(cells, positions)
                cells, length = (cells, length // 2) if wider is None else (wider, length * 2)
        return cells

    def _above(self, cells: Cells, length: int) -> int:
        end = cells[self.axis].bit_length()
        return stretch(end, end + length - 1) & self.compared.table.everything[self.axis]

    def _below(self, cells: Cells, length: int) -> int:
        end = lowest(cells[self.axis]) - 1
        return stretch(max(0, end - length + 1), end)


def _merged(found: Sequence[Cells], pairs: Sequence[Pair]) -> tuple[Cells, ...]:
    """The differences, those that are decided in the same way merged where one box holds them."""
    groups: dict[Pair, list[Cells]] = {}
    for cells, pair in zip(found, pairs, strict=True):
        groups.setdefault(pair, []).append(cells)
    return tuple(cells for group in groups.values() for cells in merged(group))


def _regions(policy: DecisionPolicy) -> Iterator[Iterator[Box]]:
    """Where facts can be, where they are governed, and where each rule holds."""
    yield iter((policy.domain,))
    yield iter((policy.scope_box,))
    yield from map(policy.boxes_of, policy.rules)
