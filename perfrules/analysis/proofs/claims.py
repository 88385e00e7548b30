"""What the author claims of an output as an input grows: that it never decreases, or never increases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cached_property, partial
from itertools import islice

from attrs import evolve, field, frozen

from perfrules.analysis.cells.answers import Answer
from perfrules.analysis.cells.axes import Axis
from perfrules.analysis.cells.effort import Effort, TooLongError
from perfrules.analysis.cells.questions import Answered, Ask, answers_in
from perfrules.analysis.cells.table import Cells
from perfrules.analysis.cells.witnesses import fact_at
from perfrules.analysis.findings.finding import Finding, Suggestion
from perfrules.analysis.findings.pointing import Path
from perfrules.analysis.findings.regions_in_words import amount_text, value_text
from perfrules.analysis.proofs.computed_claims import ComputedFailure, computed_failures
from perfrules.analysis.proofs.orders import COMBINED, has_order, is_less
from perfrules.analysis.proofs.suggested_changes import to_ask, to_rank, to_withdraw
from perfrules.analysis.subject import MOST_OF_ONE_CODE, Subject
from perfrules.policies.decisions.inputs import Input
from perfrules.policies.decisions.outputs import SINGLE_HITS, Output, Value
from perfrules.policies.decisions.regions import Point
from perfrules.policies.decisions.rules import Claim, Rule

CLAIM_STEPS = 100_000
"""Steps that the proof of one claim may take: a few seconds."""
TRYING_STEPS = 50_000
"""Steps to see whether suggestions would make a claim hold."""


def monotone(subject: Subject) -> Iterator[Finding]:
    """A finding for each threshold at which a claim `never-decreasing` or `never-increasing` fails."""
    outputs = {output.name: output for output in subject.policy.outputs}
    for at, claim in enumerate(subject.policy.expect):
        if claim.kind in {"never-decreasing", "never-increasing"}:
            output = outputs[claim.output]
            path = ("expect", at, claim.kind)
            if not has_order(output, subject.policy.hit, subject.policy.default):
                facts = {"claim": claim.kind, "output": output.name}
                yield subject.about("PR814", path, facts, suggestion=_to_judge(subject, claim, output))
            elif subject.policy.has_formulas:
                yield from _computed(subject, claim, output, path)
            else:
                yield from _Claimed(subject, claim, output, path).findings()


def _computed(subject: Subject, claim: Claim, output: Output, path: Path) -> Iterator[Finding]:
    """A finding for each two sets of rules between which a claim about a policy that computes fails."""
    found = 0
    try:
        for failure in computed_failures(subject, claim, output, Effort(CLAIM_STEPS)):
            found += 1
            if found <= MOST_OF_ONE_CODE:
                yield _computed_finding(subject, claim, output, path, failure)
    except TooLongError:
        yield subject.about("PR828", path, {"claim": claim.kind, "output": output.name})
    yield from subject.more({"PR813": found})


def _computed_finding(
    subject: Subject, claim: Claim, output: Output, path: Path, failure: ComputedFailure
) -> Finding:
    inputs = subject.policy.input_by_name
    values = (failure.old.value(output.name), failure.new.value(output.name))
    points = (failure.before[claim.input], failure.after[claim.input])
    facts = _failing(claim, output, inputs[claim.input], points, values)
    rules = dict.fromkeys((*failure.old.rules, *failure.new.rules))
    concerned = [subject.policy.rules[at] for at in rules]
    found = subject.about("PR813", path, facts, rules=concerned, suggestion=to_withdraw(claim))
    first, second = (
        {name: fact_at(inputs[name], value) for name, value in each.items()}
        for each in (failure.before, failure.after)
    )
    return evolve(found, witness=first, second=second)


def _failing(
    claim: Claim, output: Output, input_: Input, points: Sequence[Point], values: Sequence[Value | None]
) -> dict[str, str]:
    """The facts of the message: what is asked for before a threshold and after it."""
    before, after = points
    facts = {
        "claim": claim.kind,
        "output": output.title or output.name,
        "input": input_.title or input_.name,
        "before": _text(input_, before),
        "after": _text(input_, after),
    }
    for name, value in zip(("old", "new"), values, strict=True):
        facts |= {f"{name}_zh": value_text(value, "zh"), f"{name}_en": value_text(value, "en")}
    return facts


def _to_judge(subject: Subject, claim: Claim, output: Output) -> Suggestion:
    """Suggest an order for texts without one; several values beside one another have no order."""
    asked = (rule.then.get(output.name) for rule in subject.policy.rules)
    values = dict.fromkeys(value for value in asked if value is not None)
    if output.type == "text" and values and subject.policy.hit in SINGLE_HITS:
        for ranked in (tuple(values), tuple(reversed(values))):
            if _holds_if_ranked(subject, claim, evolve(output, of=ranked)):
                return to_rank(output, ranked)
    return to_withdraw(claim)


def _holds_if_ranked(subject: Subject, claim: Claim, output: Output) -> bool:
    """Whether a claim holds with an output whose values are ranked."""
    outputs = tuple(output if each.name == output.name else each for each in subject.policy.outputs)
    claimed = _Claimed(Subject(evolve(subject.policy, outputs=outputs)), claim, output, ())
    return not claimed.failures and not claimed.effort.is_spent


@frozen
class _Failure:
    """Two positions of an axis between which a claim fails, the other inputs as in `rest`."""

    before: int
    after: int
    old: Answer
    new: Answer
    rest: Cells


@frozen(slots=False)
class _Claimed:
    """One claim of a policy."""

    subject: Subject
    claim: Claim
    output: Output
    path: Path
    effort: Effort = field(factory=lambda: Effort(CLAIM_STEPS), eq=False)
    trying: Effort = field(factory=lambda: Effort(TRYING_STEPS), eq=False)

    @property
    def _axis(self) -> int:
        return next(at for at, each in enumerate(self.subject.policy.inputs) if each.name == self.claim.input)

    def findings(self) -> Iterator[Finding]:
        """A finding for the first failure at each threshold, and one if not all facts were searched."""
        for failure in self.failures[:MOST_OF_ONE_CODE]:
            yield self._finding(failure)
        yield from self.subject.more({"PR813": len(self.failures)})
        if self.effort.is_spent:
            facts = {"claim": self.claim.kind, "output": self.output.name}
            yield self.subject.about("PR828", self.path, facts)

    @cached_property
    def failures(self) -> Sequence[_Failure]:
        """The failures that are found as long as there are steps left."""
        found: list[_Failure] = []
        try:
            for failure in self.search():
                found.append(failure)
        except TooLongError:
            return found
        return found

    def search(self) -> Iterator[_Failure]:
        """The first failure at each threshold.

        The policy at one position of the axis is compared with itself at the next: the other inputs are
        searched for facts at which something between the two changes and less is required.
        """
        table = self.subject.table
        others = table.without_axis(self._axis)
        seen: set[int] = set()
        for before in range(len(self._along_axis.masks) - 1):
            question = partial(self._fails_after, before)
            found = answers_in(others, others.everything, table.all_boxes, question, self.effort)
            for rest, (after, old, new) in islice(found, 1):
                if after not in seen:
                    seen.add(after)
                    yield _Failure(before, after, old, new, rest)

    def _fails_after(
        self, before: int, certain: int, possible: int
    ) -> Answered[tuple[int, Answer, Answer]] | Ask | None:
        """Whether the claim fails from a position to the next at which the rules do not clash."""
        masks = self._along_axis.masks
        old: Answer | None = None
        for after in range(before + 1, len(masks)):
            changed = masks[before] ^ masks[after]
            if not changed & certain:
                return Ask(changed & possible) if changed & possible else None
            if old is None:
                old, asked = self._answer(masks[before], certain, possible)
                if old is None:
                    return Ask(asked)
                if old.clash is not None:
                    return None
            new, asked = self._answer(masks[after], certain, possible)
            if new is None:
                return Ask(asked)
            if new.clash is None:
                return Answered((after, old, new)) if self._fails(old, new) else None
        return None

    def _answer(self, mask: int, certain: int, possible: int) -> tuple[Answer | None, int]:
        """The answer at a position; or None and the boxes on which it still depends."""
        table = self.subject.table
        held, perhaps = table.known_regions(certain & mask, possible & mask)
        rules, asked = self.subject.answers.settle(held, perhaps)
        if asked:
            return None, table.boxes_in(asked) & possible & mask
        return self.subject.answers.where(rules), 0

    def _fails(self, before: Answer, after: Answer) -> bool:
        old, new = before.value(self.output.name), after.value(self.output.name)
        if self.claim.kind == "never-increasing":
            old, new = new, old
        return is_less(self.output, old, new)

    def _finding(self, failure: _Failure) -> Finding:
        subject, axis = self.subject, self._axis
        first, second = (
            (*failure.rest[:axis], 1 << at, *failure.rest[axis:]) for at in (failure.before, failure.after)
        )
        rules = dict.fromkeys((*failure.old.rules, *failure.new.rules))
        concerned = [subject.policy.rules[at] for at in rules]
        suggestion = self._suggestion(failure)
        found = subject.about(
            "PR813", self.path, self._facts(failure), cells=(first,), rules=concerned, suggestion=suggestion
        )
        witness = subject.table.witness(first) or {}
        last = self._along_axis.pick_last(failure.before)
        witness = {**witness, self.claim.input: fact_at(subject.policy.inputs[axis], last)}
        return evolve(found, witness=witness, second=subject.table.witness(second), region=())

    def _suggestion(self, failure: _Failure) -> Suggestion:
        """Require no less after the threshold if the claim holds there then; else withdraw the claim."""
        old = failure.old.value(self.output.name)
        adds_up = self.output.combine in COMBINED and self.subject.policy.hit == "collect"
        if old is not None and failure.new.rules and not adds_up:
            number = failure.new.rules[-1]
            value = self._no_less(self.subject.policy.rules[number], old)
            # What several rules require together may be a list in an output whose rules give one value.
            if not any(self.output.faults_of(value)) and self._would_hold(failure, number, value):
                return to_ask(self.subject.policy.rules[number], self.output, value)
        return to_withdraw(self.claim)

    def _no_less(self, rule: Rule, old: Value) -> Value:
        """What a rule is to require: of lists also what it requires already."""
        required = rule.then.get(self.output.name, ())
        if self.output.type == "any-of" or not (isinstance(old, tuple) and isinstance(required, tuple)):
            return old
        if self.claim.kind == "never-increasing":
            return old
        return tuple(dict.fromkeys((*required, *old)))

    def _would_hold(self, failure: _Failure, number: int, value: Value) -> bool:
        """Whether a claim that fails at a threshold no longer does if a rule requires something else."""
        policy = self.subject.policy
        rule = evolve(policy.rules[number], then={**policy.rules[number].then, self.output.name: value})
        changed = evolve(policy, rules=(*policy.rules[:number], rule, *policy.rules[number + 1 :]))
        claimed = evolve(self, subject=Subject(changed), effort=self.trying)
        try:
            left = {each.after for each in claimed.search()}
        except TooLongError:
            return False
        return failure.after not in left and left <= self._thresholds

    @cached_property
    def _thresholds(self) -> frozenset[int]:
        """The positions at which the claim fails."""
        return frozenset(each.after for each in self.failures)

    def _facts(self, failure: _Failure) -> dict[str, str]:
        axis = self._along_axis
        points = axis.pick_last(failure.before), axis.pick(failure.after)
        values = failure.old.value(self.output.name), failure.new.value(self.output.name)
        return _failing(self.claim, self.output, self.subject.policy.inputs[self._axis], points, values)

    @property
    def _along_axis(self) -> Axis:
        return self.subject.table.axes[self._axis]


def _text(input_: Input, point: Point) -> str:
    return amount_text(input_, point) if isinstance(point, Fraction) else str(point)
