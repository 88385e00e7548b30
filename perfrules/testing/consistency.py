"""A suite of tests that compares a policy with its claims and the engine with the policy."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias, get_args

from perfrules.analysis.cells.witnesses import Fact, witness_text
from perfrules.analysis.check import Running
from perfrules.analysis.findings.regions_in_words import value_text
from perfrules.analysis.proofs.orders import has_order, is_less
from perfrules.diagnostics import Diagnostic, Language, Severity, default_language, phrase
from perfrules.engine.decisions.decision import Decision
from perfrules.engine.decisions.errors import ConflictError
from perfrules.engine.decisions.facts import point_of, read_fact
from perfrules.formulas.evaluate import evaluate
from perfrules.policies.decisions.inputs import Input
from perfrules.policies.decisions.outputs import SINGLE_HITS
from perfrules.policies.decisions.regions import Point, holds
from perfrules.policies.decisions.rules import Claim
from perfrules.policies.versions import Policy
from perfrules.reports.findings.as_text import in_full
from perfrules.reports.findings.entries import Entry
from perfrules.testing.errors import MissingExtraError
from perfrules.testing.law_subject import LawSubject, law_subjects

try:
    import pytest
    from hypothesis import given, settings
    from hypothesis import strategies as st
    from hypothesis.strategies import DataObject
except ModuleNotFoundError as error:
    raise MissingExtraError(Diagnostic("PR615", {"library": error.name or ""})) from error

from perfrules.testing.strategies import facts_for

Facts: TypeAlias = dict[str, Fact]
Law: TypeAlias = Callable[[LawSubject, DataObject], None]

_FAILING: frozenset[Severity] = frozenset({"error", "warning"})


def consistency_suite(*policies: str | Path | Policy | Running) -> type:
    """Create a class of pytest tests for policies.

    `check` must find neither errors nor warnings. For facts at, beside and between all thresholds, each claim
    of `expect` must hold, a complete policy must have an outcome, the rules that apply must be those whose
    regions contain the facts, and each decision must survive JSON, explain itself in both languages and
    repeat. Laws that apply to none of the policies, such as claims without `expect`, are left out.

    Args:
        policies: policies, paths of policy files, or ids of policies that ship.

    Raises:
        DocumentError: a file cannot be read.
        PolicyError: an unknown policy, or one that contradicts itself.
        SuiteError: PR616 for a policy that decides nothing.

    >>> TestProcurement = consistency_suite("teaching.procurement")
    >>> len([name for name in vars(TestProcurement) if name.startswith("test_")])
    7
    """
    all_subjects = [each for policy in policies for each in law_subjects(policy)]
    tests = {f"test_{law.__name__}": _of_each(_test(law), all_subjects) for law in _LAWS}
    for law, is_owed in ((claims_hold, _has_claims), (nothing_falls_through, _owes_an_outcome)):
        owing = [each for each in all_subjects if is_owed(each)]
        if owing:
            tests[f"test_{law.__name__}"] = _of_each(_test(law), owing)
    tests["test_check_finds_nothing"] = _of_each(_checked(), all_subjects)
    return type("ConsistencySuite", (), {"__doc__": consistency_suite.__doc__, **tests})


def _of_each(test: Callable[..., None], all_subjects: Sequence[LawSubject]) -> Callable[..., None]:
    """A test that runs once for each subject."""
    names = [each.name for each in all_subjects]
    marked: Callable[..., None] = pytest.mark.parametrize("subject", all_subjects, ids=names)(test)
    return marked


def _has_claims(subject: LawSubject) -> bool:
    """Whether drawn facts can refute one of the claims."""
    return any(each.kind != "complete" for each in subject.decision.expect)


def _owes_an_outcome(subject: LawSubject) -> bool:
    """Whether the policy promises an outcome for all facts that it governs."""
    decision = subject.decision
    return decision.default is not None or any(each.kind == "complete" for each in decision.expect)


def _checked() -> Callable[..., None]:
    """A new test that `check` finds nothing."""

    def test(_self: object, subject: LawSubject) -> None:
        """`check` finds neither errors nor warnings."""
        language = default_language()
        found = [each for each in subject.findings if each.severity in _FAILING]
        if found:
            entries = [Entry(subject.name, each.diagnostic, each) for each in found]
            pytest.fail("\n\n".join(in_full(each, language) for each in entries), pytrace=False)

    return test


def _test(law: Law) -> Callable[..., None]:
    """A new test of a law, so that suites do not share tests."""

    def test(_self: object, subject: LawSubject, data: DataObject) -> None:
        law(subject, data)

    test.__doc__ = law.__doc__
    made: Callable[..., None] = settings(deadline=None)(given(data=st.data())(test))
    return made


def claims_hold(subject: LawSubject, data: DataObject) -> None:
    """Every claim of `expect` holds."""
    for claim in subject.decision.expect:
        facts = data.draw(facts_for(subject.decision))
        if claim.kind == "no-conflict":
            _decided(subject, facts, claim)
        elif claim.kind.startswith("never-"):
            _hold_monotone(subject, claim, facts, data.draw(facts_for(subject.decision))[claim.input])


def _decided(subject: LawSubject, facts: Facts, claim: Claim | None = None) -> Decision | None:
    """The decision; None if several rules apply that the hit policy does not allow together."""
    try:
        return subject.compiled.decide(**facts)
    except ConflictError as error:
        if claim is None:
            return None
        said = error.diagnostics[0].message(default_language())
        raise subject.failure(_place_of_claim(subject, claim), said, facts) from error


def _place_of_claim(subject: LawSubject, claim: Claim) -> str:
    return subject.place("expect", subject.decision.expect.index(claim))


def _hold_monotone(subject: LawSubject, claim: Claim, facts: Facts, other: Fact) -> None:
    output = next(each for each in subject.decision.outputs if each.name == claim.output)
    low, high = sorted((facts[claim.input], other), key=point_of)
    before, after = {**facts, claim.input: low}, {**facts, claim.input: high}
    decisions = [_decided(subject, each) for each in (before, after)]
    asked = [each.outcome.get(claim.output) for each in decisions if each is not None and each.outcome]
    if len(asked) < len(decisions) or not has_order(output, subject.decision.hit, subject.decision.default):
        return
    less = is_less(output, *asked) if claim.kind == "never-decreasing" else is_less(output, *asked[::-1])
    if less:
        first, last = (value_text(value, default_language()) for value in asked)
        said = _say("monotone", claim=claim.kind, output=claim.output, before=first, after=last)
        place = _place_of_claim(subject, claim)
        raise AssertionError(f"{subject.failure(place, said, before)} → {witness_text(after)}")


def nothing_falls_through(subject: LawSubject, data: DataObject) -> None:
    """A complete policy, or one with a default, has an outcome for all facts that it governs."""
    facts = data.draw(facts_for(subject.decision))
    decided = _decided(subject, facts)
    if decided is not None and decided.governed and decided.outcome is None:
        raise subject.failure(subject.place("rules"), _say("no-rule"), facts)


def rules_hold_in_their_regions(subject: LawSubject, data: DataObject) -> None:
    """At, below and above each threshold, the rules that apply are those whose regions contain the facts."""
    facts = data.draw(facts_for(subject.decision))
    point = _points(subject, facts)
    decided = _decided(subject, facts)
    holding = {rule.id for rule in subject.decision.rules if _is_in_region(subject, rule.id, point)}
    beaten = {other for rule in subject.decision.rules if rule.id in holding for other in rule.overrides}
    counting = holding - beaten
    if decided is None:
        wrong = counting if len(counting) < 2 else set()
    elif subject.decision.hit in SINGLE_HITS and subject.decision.hit != "any":
        wrong = set(decided.rules) - counting or (counting if not decided.rules else set())
    else:
        wrong = set(decided.rules) ^ counting
    if decided is not None:
        wrong |= set(decided.overridden) ^ (holding & beaten)
    for rule in sorted(wrong):
        raise subject.failure(subject.place_of_rule(rule), _say("region", rule=rule), facts)


def _points(subject: LawSubject, facts: Facts) -> dict[str, Point]:
    """The position of the facts on each axis, and of each computed name as its formula says."""
    points = {name: point_of(fact) for name, fact in facts.items()}
    for each in subject.decision.compute:
        points[each.name] = evaluate(each.formula.node, points)
    return points


def _is_in_region(subject: LawSubject, rule: str, point: Mapping[str, Point]) -> bool:
    boxes = subject.decision.region_of(rule)
    return any(all(holds(values, point[name]) for name, values in box.items()) for box in boxes)


def decisions_survive_json(subject: LawSubject, data: DataObject) -> None:
    """A decision that is written as JSON reads back as an equal one."""
    for facts, decided in _drawn(subject, data):
        written = json.loads(json.dumps(decided.to_json()))
        back = Decision.from_json(written)
        if back != decided or back.to_json() != written:
            raise subject.failure(subject.place(), _say("json"), facts)


def explanations_recompute(subject: LawSubject, data: DataObject) -> None:
    """Each reason names a condition that its fact meets; the sentences name every rule."""
    for facts, decided in _drawn(subject, data):
        for each in decided.reasons if decided.governed else ():
            for because in each["because"]:
                _recompute(subject, each["rule"], because, facts)
        for language in get_args(Language):
            text = decided.explain(language)
            missing = [rule for rule in (*decided.rules, *decided.overridden) if rule not in text]
            for rule in missing:
                raise subject.failure(subject.place_of_rule(rule), _say("unnamed-rule", rule=rule), facts)


def _recompute(subject: LawSubject, rule: str, because: Mapping[str, str], facts: Facts) -> None:
    """Hold the condition of a reason against the fact that it names, or against the computed name."""
    name, text = because["input"], because["condition"]
    when = subject.decision.rule_by_id[rule].when
    axis = next((at for at, each in when.items() if (each.about or at, each.text) == (name, text)), None)
    input_ = subject.decision.input_by_name.get(name)
    if axis is None or not holds(when[axis].values, _reported(subject, axis, input_, because["fact"], facts)):
        said = _say("reason", rule=rule, condition=text)
        raise subject.failure(subject.place_of_rule(rule), said, facts)


def _reported(subject: LawSubject, axis: str, input_: Input | None, fact: str, facts: Facts) -> Point:
    """The position that the fact of a reason has: read from its text, with what is computed from it."""
    read = facts if input_ is None else {**facts, input_.name: read_fact(input_, fact)}
    return _points(subject, read)[axis]


def deciding_changes_nothing(subject: LawSubject, data: DataObject) -> None:
    """The same facts in any order get the same decision; facts and policy do not change."""
    for facts, decided in _drawn(subject, data):
        given_before, digest = dict(facts), subject.decision.digest
        again = subject.compiled.decide(**dict(reversed(facts.items())))
        if again != decided or facts != given_before or subject.decision.digest != digest:
            raise subject.failure(subject.place(), _say("repeat"), facts)


def _say(law: str, **facts: object) -> str:
    return phrase(f"tests.law-{law}", default_language(), **facts)


def _drawn(subject: LawSubject, data: DataObject) -> Iterator[tuple[Facts, Decision]]:
    """Drawn facts with their decision; nothing if there is none."""
    facts: Any = data.draw(facts_for(subject.decision))
    decided = _decided(subject, facts)
    if decided is not None:
        yield facts, decided


_LAWS: tuple[Law, ...] = (
    rules_hold_in_their_regions,
    decisions_survive_json,
    explanations_recompute,
    deciding_changes_nothing,
)
