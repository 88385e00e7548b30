"""Overlaps: facts for which several rules hold, and whether an override or the hit policy settles them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice

from attrs import frozen

from perfrules.analysis.cells.bits import bits
from perfrules.analysis.cells.boxes import common, fewest, joined
from perfrules.analysis.cells.table import Cells
from perfrules.analysis.findings.finding import Finding, Suggestion
from perfrules.analysis.proofs.suggestions import to_part
from perfrules.analysis.subject import MOST_OF_ONE_CODE, Subject
from perfrules.policies.decisions.hit_policies import rank
from perfrules.policies.decisions.outputs import LISTS, SINGLE_HITS, HitPolicy, Output
from perfrules.policies.decisions.rules import Rule

MOST_PAIRS = 2000
"""So many pairs of rules are looked at; where there are more, a finding says how many."""

_CLASHES = frozenset({"PR803", "PR804"})
_MANY: frozenset[HitPolicy] = frozenset({"collect", "rule-order", "output-order"})


@frozen
class Overlap:
    """Two rules, by their numbers, that hold together in some cells, and the code of what that is."""

    first: int
    second: int
    cells: tuple[Cells, ...]
    code: str


@frozen(slots=False)
class Overlaps:
    """The overlaps of a decision's rules."""

    subject: Subject

    @cached_property
    def _later(self) -> Sequence[int]:
        """By rule, the set of those after it that hold somewhere together with it."""
        table = self.subject.table
        return [
            table.regions_in(boxes) >> first + 1 << first + 1 if boxes else 0
            for first, boxes in enumerate(table.meeting)
        ]

    def pairs(self) -> Iterator[tuple[int, int]]:
        """The pairs of rules that hold together somewhere, by their numbers, the lesser first."""
        for first, later in enumerate(self._later):
            yield from ((first, second) for second in bits(later))

    @property
    def count(self) -> int:
        """How many such pairs there are."""
        return sum(later.bit_count() for later in self._later)

    def found(self, first: int, second: int) -> Overlap:
        """What the overlap of two rules is."""
        rules = self.subject.policy.rules
        cells = self._together(first, second)
        others = self._overriders[rules[first].id] | self._overriders[rules[second].id]
        if others >> first & 1 or others >> second & 1:
            return Overlap(first, second, cells, "PR806")
        unsettled = self._outside(cells, others)
        if not unsettled:
            return Overlap(first, second, cells, "PR806")
        code = self._code(rules[first], rules[second])
        if self._claimed is not None and code not in _CLASHES and self._differ(rules[first], rules[second]):
            code = "PR809"
        return Overlap(first, second, unsettled, code)

    @property
    def may_matter(self) -> bool:
        """Whether an overlap can be more than information."""
        hit = self.subject.policy.hit
        return self._claimed is not None or not (hit in _MANY or hit == "first")

    @cached_property
    def _claimed(self) -> int | None:
        """Where the author claims that there are no conflicts."""
        claims = enumerate(self.subject.policy.expect)
        return next((at for at, claim in claims if claim.kind == "no-conflict"), None)

    def _differ(self, first: Rule, second: Rule) -> bool:
        """Whether two rules ask for different things, in outputs whose answers are not put together."""
        policy = self.subject.policy
        if policy.hit in SINGLE_HITS:
            return first.then != second.then
        apart = (each.name for each in policy.outputs if not is_put_together(each))
        return any(
            name in first.then and name in second.then and first.then[name] != second.then[name]
            for name in apart
        )

    def _together(self, first: int, second: int) -> tuple[Cells, ...]:
        table = self.subject.table
        both = (
            common(table.extent(one), table.extent(other))
            for one in bits(table.boxes_of[first])
            for other in bits(table.boxes_of[second])
        )
        return tuple(joined(cells for cells in both if cells is not None))

    def _outside(self, cells: Sequence[Cells], rules: int) -> tuple[Cells, ...]:
        """What of some cells is left where none of some rules holds."""
        table = self.subject.table
        boxes = sum(table.boxes_of[rule] for rule in bits(rules))
        if not boxes:
            return tuple(cells)
        left = (
            found
            for each in cells
            for _, found in table.cells(lambda held: not held, relevant=boxes, barring=boxes, within=each)
        )
        return tuple(fewest(left))

    @cached_property
    def _overriders(self) -> dict[str, int]:
        """By rule, the set of those that override it."""
        found: dict[str, int] = defaultdict(int)
        for at, rule in enumerate(self.subject.policy.rules):
            for other in rule.overrides:
                found[other] |= 1 << at
        return found

    def _code(self, first: Rule, second: Rule) -> str:
        policy = self.subject.policy
        same = first.then == second.then
        if policy.hit == "unique":
            return "PR803"
        if policy.hit == "any":
            return "PR805" if same else "PR804"
        if policy.hit in _MANY:
            return "PR805"
        if policy.hit == "priority" and not same and rank(policy, first) == rank(policy, second):
            return "PR808"
        return "PR807"


def overlaps(subject: Subject) -> Iterator[Finding]:
    """A finding for each pair of rules that hold together, those that do so in the same cells in one.

    Of one code no more are made than are listed.
    """
    groups: dict[tuple[str, tuple[Cells, ...]], dict[int, None]] = {}
    found = Overlaps(subject)
    for pair in islice(found.pairs(), MOST_PAIRS):
        overlap = found.found(*pair)
        members = groups.setdefault((overlap.code, overlap.cells), {})
        members.update(dict.fromkeys(pair))
    made: Counter[str] = Counter()
    for (code, cells), members in groups.items():
        made[code] += 1
        if made[code] > MOST_OF_ONE_CODE:
            continue
        numbers = sorted(members)
        rules = [subject.policy.rules[at] for at in numbers]
        suggestion = _suggestion(subject, code, numbers)
        yield subject.about_rules(code, rules, cells=cells, suggestion=suggestion)
    yield from subject.more(made)
    if found.count > MOST_PAIRS:
        code = "PR824" if found.may_matter else "PR822"
        yield subject.about(code, (), {"count": str(found.count - MOST_PAIRS)})


def is_put_together(output: Output) -> bool:
    """Whether several answers in an output make one: lists joined, numbers combined.

    >>> is_put_together(Output("who", "roles")), is_put_together(Output("grade", "text"))
    (True, False)
    """
    return output.type in LISTS or output.combine in {"sum", "min", "max", "count"}


def _suggestion(subject: Subject, code: str, numbers: Sequence[int]) -> Suggestion | None:
    if code not in {"PR803", "PR804", "PR808", "PR809"}:
        return None
    # Of several rules the first two are parted; what the others then still do is found next time.
    return to_part(subject, numbers[0], numbers[1])
