"""The facts that two policies decide differently, exactly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cache
from math import gcd
from typing import Any

from attrs import evolve, field, frozen

from perfrules.analysis.cells.boxes import fewest
from perfrules.analysis.cells.table import MOST_POSITIONS, Cells, Table, TooLongError
from perfrules.analysis.cells.witnesses import Witness, witness_to_json
from perfrules.analysis.check import Running, decisions_in
from perfrules.analysis.differences.policy_answers import Side, Sides
from perfrules.analysis.errors import DiffError
from perfrules.analysis.findings.regions_in_words import facts_text
from perfrules.diagnostics import Diagnostic, Language
from perfrules.policies.base.head import Head
from perfrules.policies.decisions.inputs import Input, values_to_json
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.decisions.regions import Box, Point, holds, unite
from perfrules.policies.versions import Policy


@frozen
class Difference:
    """Facts that are decided otherwise by a new policy: all those of a box.

    An input that the box does not name is free. `witness` are facts in it, for the inputs of both policies.
    `part` is which decision in a policy of another kind it is about, `lights/spending` say.
    """

    box: Box = field(hash=False)
    witness: Witness = field(hash=False)
    before: Side
    after: Side
    inputs: tuple[Input, ...] = field(repr=False)
    part: str = ""

    def where(self, language: Language = "zh") -> str:
        """The facts in words: 金额超过2000元且不超过2万元."""
        return facts_text({each.name: each for each in self.inputs}, self.box, language)

    def covers(self, point: Mapping[str, Point]) -> bool:
        """Whether facts are among them, each told by where it lies on its axis."""
        return all(holds(values, point[name]) for name, values in self.box.items())

    def to_json(self, language: Language = "zh") -> dict[str, Any]:
        """`{"part", "where", "box", "witness", "before", "after"}`."""
        return {
            "part": self.part,
            "where": self.where(language),
            "box": {name: values_to_json(values) for name, values in self.box.items()},
            "witness": witness_to_json(self.witness),
            "before": self.before.to_json(),
            "after": self.after.to_json(),
        }


@frozen
class PolicyDiff:
    """How two policies decide differently: not at all where there are no `differences`; true where there are.

    No two of them overlap. `inputs` are those of both policies where each is one decision.

    >>> from perfrules.policies.loader import find_policy
    >>> inclusive = find_policy("chengde.expenditure-approval")
    >>> found = diff(inclusive, find_policy("chengde.expenditure-approval-exclusive"))
    >>> [each.where("zh") for each in found], bool(diff(inclusive, inclusive))
    (['金额为2000元，支出类别为日常支出'], False)
    """

    old: Head
    new: Head
    differences: tuple[Difference, ...]
    inputs: tuple[Input, ...] = field(default=(), repr=False)

    def __bool__(self) -> bool:
        return bool(self.differences)

    def __iter__(self) -> Iterator[Difference]:
        return iter(self.differences)

    def __len__(self) -> int:
        return len(self.differences)

    def to_json(self, language: Language = "zh") -> dict[str, Any]:
        """`{"old", "new", "differences"}`, the policies by id and version."""
        return {
            "old": {"id": self.old.id, "version": self.old.version},
            "new": {"id": self.new.id, "version": self.new.version},
            "differences": [each.to_json(language) for each in self.differences],
        }


def diff(old: Policy | Running, new: Policy | Running) -> PolicyDiff:
    """The exact set of facts that two policies decide differently.

    Facts are those that either policy knows. An input that one of them does not ask for makes no difference
    to it. What is asked for in the end is compared, not which rules ask for it.

    Raises:
        DiffError: PR850 where one has decisions that the other has not, PR851 where an input is of another
            type or unit in each, PR852 where there are too many cases to look at.

    >>> from perfrules.policies.loader import find_policy
    >>> inclusive, exclusive = "chengde.expenditure-approval", "chengde.expenditure-approval-exclusive"
    >>> found = diff(find_policy(inclusive), find_policy(exclusive))
    >>> [each.where() for each in found]
    ['金额为2000元，支出类别为日常支出']
    >>> len(diff(find_policy(inclusive), find_policy(inclusive)))
    0
    """
    before, after = (each.policy if isinstance(each, Running) else each for each in (old, new))
    ours, theirs = decisions_in(before), decisions_in(after)
    if not ours or ours.keys() != theirs.keys():
        raise DiffError(Diagnostic("PR850", {"old": before.head.id, "new": after.head.id}))
    compared = [_Compared(ours[part], theirs[part], part) for part in ours]
    found = tuple(difference for each in compared for difference in each.differences())
    return PolicyDiff(before.head, after.head, found, compared[0].inputs if "" in ours else ())


class _Compared:
    """Two decisions over the inputs of both."""

    def __init__(self, old: DecisionPolicy, new: DecisionPolicy, part: str) -> None:
        self.old, self.new, self.part = Sides(old), Sides(new), part
        self.inputs = joint_inputs(old, new)
        limits = {each.name: each.domain for each in self.inputs}
        regions = [region for policy in (old, new) for region in _regions(policy)]
        self.table = Table.of(self.inputs, limits, regions)
        self.first_new = len(old.rules) + 2

    def differences(self) -> list[Difference]:
        found = [(cells, *sides) for sides, pieces in self._groups().items() for cells in fewest(pieces)]
        found.sort(key=lambda each: [positions & -positions for positions in each[0]])
        return [self._difference(*each) for each in found]

    def _groups(self) -> dict[tuple[Side, Side], list[Cells]]:
        """The cells in which the two say different things, by what they say."""
        sides = cache(self._sides)
        groups: dict[tuple[Side, Side], list[Cells]] = {}
        found = self.table.cells(lambda boxes: sides(boxes)[0] != sides(boxes)[1], effort=MOST_POSITIONS)
        try:
            for boxes, cells in found:
                groups.setdefault(sides(boxes), []).append(cells)
        except TooLongError as error:
            facts = {"old": self.old.policy.id, "new": self.new.policy.id}
            raise DiffError(Diagnostic("PR852", facts)) from error
        return groups

    def _sides(self, boxes: int) -> tuple[Side, Side]:
        regions = self.table.regions_in(boxes)
        mine = regions & (1 << self.first_new) - 1
        return self.old.where(mine), self.new.where(regions >> self.first_new)

    def _difference(self, cells: Cells, before: Side, after: Side) -> Difference:
        table = self.table
        return Difference(table.box(cells), table.witness(cells), before, after, self.inputs, self.part)


def _regions(policy: DecisionPolicy) -> Iterator[Iterator[Box]]:
    """Where facts can be, where they are governed, and where each rule holds."""
    yield iter((policy.domain,))
    yield iter((policy.scope_box,))
    yield from map(policy.boxes_of, policy.rules)


def joint_inputs(old: DecisionPolicy, new: DecisionPolicy) -> tuple[Input, ...]:
    """The inputs of two policies, each with the values and the grid of both.

    Raises:
        DiffError: PR851 with each input that is of another type or unit in each.
    """
    theirs = new.input_by_name
    problems = [
        Diagnostic("PR851", {"input": each.name, **_kinds(each, theirs[each.name])})
        for each in old.inputs
        if each.name in theirs and (each.type, each.unit) != (theirs[each.name].type, theirs[each.name].unit)
    ]
    if problems:
        raise DiffError(*problems)
    shared = (_joint(each, theirs[each.name]) if each.name in theirs else each for each in old.inputs)
    return (*shared, *(each for each in new.inputs if each.name not in old.input_by_name))


def _kinds(old: Input, new: Input) -> dict[str, str]:
    return {"old": f"{old.type} {old.unit.name}".rstrip(), "new": f"{new.type} {new.unit.name}".rstrip()}


def _joint(old: Input, new: Input) -> Input:
    title = new.title or old.title
    return evolve(old, domain=unite(old.domain, new.domain), step=_finer(old.step, new.step), title=title)


def _finer(one: Fraction | None, other: Fraction | None) -> Fraction | None:
    """The grid that has the values of both, None where one has no grid."""
    if one is None or other is None:
        return None
    denominator = one.denominator * other.denominator
    return Fraction(gcd(one.numerator * other.denominator, other.numerator * one.denominator), denominator)
