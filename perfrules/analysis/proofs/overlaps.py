"""Overlaps: facts for which several rules hold, and whether an override or the hit policy settles them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice

from attrs import evolve, field, frozen

from perfrules.analysis.cells.bits import bits
from perfrules.analysis.cells.boxes import common, merged
from perfrules.analysis.cells.effort import Effort
from perfrules.analysis.cells.table import Cells
from perfrules.analysis.cells.uncovered import Rest, list_uncovered, widest
from perfrules.analysis.findings.finding import Finding, Suggestion
from perfrules.analysis.proofs.suggestions import to_part
from perfrules.analysis.subject import MOST_OF_ONE_CODE, Subject
from perfrules.formulas.evaluate import NameValues, evaluate
from perfrules.formulas.formula import Formula
from perfrules.policies.decisions.computing.values import computed_values
from perfrules.policies.decisions.hit_policies import rank
from perfrules.policies.decisions.outputs import LISTS, SINGLE_HITS, HitPolicy, Output, Value, same_outcome
from perfrules.policies.decisions.rules import Rule
from perfrules.values import Quantity

MOST_PAIRS = 2000
"""The most pairs of rules examined; a finding says how many more exist."""
MOST_PLACES = 20
"""The most boxes listed in which two rules apply at once."""
OVERLAP_STEPS = 200_000
"""Steps that the search for overlaps that no override settles may take."""

_CLASHES = frozenset({"PR803", "PR804"})
_DIFFERENT = frozenset({"PR804", "PR808", "PR809"})
"""The codes that say that rules ask for different things."""
_MANY: frozenset[HitPolicy] = frozenset({"collect", "rule-order", "output-order"})


@frozen
class Overlap:
    """Two rules, by number, that apply at once in some cells, and the code of the finding.

    `rest` says whether the rules apply at once in other cells, too: in none, in more, or unknown.
    """

    first: int
    second: int
    cells: tuple[Cells, ...]
    code: str
    rest: Rest = "none"


@frozen(slots=False)
class Overlaps:
    """The overlaps of a decision's rules."""

    subject: Subject
    _effort: Effort = field(factory=lambda: Effort(OVERLAP_STEPS), eq=False, repr=False)

    @cached_property
    def _later(self) -> Sequence[int]:
        """By rule, the set of those after it that hold somewhere together with it."""
        return [
            others >> first + 1 << first + 1 for first, others in enumerate(self.subject.table.neighbours)
        ]

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Return the pairs of rules that apply at once somewhere, by number, the lower first."""
        for first, later in enumerate(self._later):
            yield from ((first, second) for second in bits(later))

    @property
    def count(self) -> int:
        """How many such pairs there are."""
        return sum(later.bit_count() for later in self._later)

    def found(self, first: int, second: int) -> Overlap | None:
        """What the overlap of two rules is; None if it would take too long to see whether there is one.

        It has no cells if no facts lie where both hold.
        """
        rules = self.subject.policy.rules
        cells, is_known = self._together(first, second)
        if not cells:
            return Overlap(first, second, cells, "PR806") if is_known else None
        overriders = self.subject.answers.overriders
        others = overriders[first] | overriders[second]
        if others >> first & 1 or others >> second & 1:
            return Overlap(first, second, cells, "PR806")
        unsettled, rest = self._outside(cells, others)
        rest = rest if is_known else "unknown"
        if not unsettled:
            return Overlap(first, second, cells, "PR806") if rest == "none" else None
        code = self._code(rules[first], rules[second])
        if self._claimed is not None and code not in _CLASHES and self._differ(rules[first], rules[second]):
            code = "PR809"
        if code in _DIFFERENT and not self._is_shown(rules[first], rules[second], unsettled):
            return None
        return Overlap(first, second, unsettled, code, rest)

    def _is_shown(self, first: Rule, second: Rule, cells: Sequence[Cells]) -> bool:
        """Whether two rules certainly ask for different things: formulas must differ in numbers for facts."""
        names = first.then.keys() | second.then.keys()
        differing = [name for name in names if first.then.get(name) != second.then.get(name)]
        sides = [(first.then.get(name), second.then.get(name)) for name in differing]
        if not all(None not in pair and any(isinstance(each, Formula) for each in pair) for pair in sides):
            return True
        witnesses = filter(None, (self.subject.table.witness(each) for each in cells))
        policy = self.subject.policy
        values = (computed_values(policy.inputs, policy.compute, witness) for witness in witnesses)
        return any(_number(one, each) != _number(other, each) for each in values for one, other in sides)

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
            return not same_outcome(first.then, second.then)
        return any(
            not is_put_together(output)
            and output.name in first.then
            and output.name in second.then
            and first.then[output.name] != second.then[output.name]
            for output in policy.outputs
        )

    def _together(self, first: int, second: int) -> tuple[tuple[Cells, ...], bool]:
        """Return where two rules apply at once, and whether that is known to be all."""
        table = self.subject.table
        both = (
            common(table.extents[one], table.extents[other])
            for one in bits(table.boxes_of[first])
            for other in bits(table.boxes_of[second])
        )
        if table.reach is None:
            return tuple(merged(cells for cells in both if cells is not None)), True
        answers = {cells: table.has_facts(cells) for cells in both if cells is not None}
        held = merged(cells for cells, has_facts in answers.items() if has_facts)
        return tuple(held), None not in answers.values()

    def _outside(self, cells: Sequence[Cells], rules: int) -> tuple[tuple[Cells, ...], Rest]:
        """Where in some cells none of some rules holds, and what that leaves out."""
        table = self.subject.table
        boxes = table.boxes_in(rules)
        if not boxes:
            return tuple(cells), "none"
        left: list[Cells] = []
        rests: list[Rest] = ["none"]
        for each in cells:
            found = list_uncovered(table, each, boxes, MOST_PLACES - len(left), self._effort)
            left += found.boxes
            rests.append(found.rest)
        return tuple(left), widest(rests)

    def _code(self, first: Rule, second: Rule) -> str:
        policy = self.subject.policy
        same = same_outcome(first.then, second.then)
        if policy.hit == "unique":
            return "PR803"
        if policy.hit == "any":
            return "PR805" if same else "PR804"
        if policy.hit in _MANY:
            return "PR805"
        if policy.hit == "priority" and not same and rank(policy, first) == rank(policy, second):
            return "PR808"
        return "PR807"


def _number(value: Value | None, values: NameValues) -> object:
    """Return the number of a formula or quantity in its unit; anything else stays as it is."""
    if isinstance(value, Formula):
        return evaluate(value.node, values)
    return value.value if isinstance(value, Quantity) else value


def overlaps(subject: Subject) -> Iterator[Finding]:
    """Yield a finding for each pair of rules that apply at once; pairs with the same cells share one.

    Of one code no more are made than are listed.
    """
    groups: dict[tuple[str, tuple[Cells, ...], Rest], dict[int, None]] = {}
    found = Overlaps(subject)
    left = max(0, found.count - MOST_PAIRS)
    for looked_at, pair in enumerate(islice(found.pairs(), MOST_PAIRS)):
        if len(groups) > MOST_OF_ONE_CODE and not found.may_matter:
            left = found.count - looked_at
            break
        overlap = found.found(*pair)
        if overlap is None:
            left += 1
        elif overlap.cells:
            groups.setdefault((overlap.code, overlap.cells, overlap.rest), {}).update(dict.fromkeys(pair))
    made: Counter[str] = Counter()
    for (code, cells, rest), members in groups.items():
        made[code] += 1
        if made[code] > MOST_OF_ONE_CODE:
            continue
        numbers = sorted(members)
        rules = [subject.policy.rules[at] for at in numbers]
        suggestion = _suggestion(subject, code, numbers)
        finding = subject.about_rules(code, rules, cells=cells, suggestion=suggestion)
        yield finding if rest == "none" else _with_more(finding, rest)
    yield from subject.more(made)
    if left:
        known = "PR824" if found.may_matter else "PR822"
        code = known if subject.table.reach is None else "PR833"
        yield subject.about(code, (), {"count": str(left)})


def _with_more(finding: Finding, rest: Rest) -> Finding:
    """The finding with a note that its region is not all of it, or may not be."""
    diagnostic = finding.diagnostic
    code, count = "PR831" if rest == "more" else "PR832", {"count": str(len(finding.region))}
    more = evolve(diagnostic, code=code, arguments=count, related=())
    return evolve(finding, diagnostic=evolve(diagnostic, related=(*diagnostic.related, more)))


def is_put_together(output: Output) -> bool:
    """Whether several answers in an output make one: lists joined, numbers combined.

    >>> is_put_together(Output("who", "roles")), is_put_together(Output("grade", "text"))
    (True, False)
    """
    return output.type in LISTS or output.combine in {"sum", "min", "max", "count"}


def _suggestion(subject: Subject, code: str, numbers: Sequence[int]) -> Suggestion | None:
    if code not in {"PR803", "PR804", "PR808", "PR809"}:
        return None
    return to_part(subject, numbers)
