"""A suite of tests that holds any policy to what it claims, and the engine to the policy."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from perfrules.analysis.cells.witnesses import Fact, witness_text
from perfrules.analysis.check import Running
from perfrules.analysis.findings.regions_in_words import value_text
from perfrules.analysis.proofs.claims import has_order, is_less
from perfrules.diagnostics import Diagnostic, Language, Severity, default_language
from perfrules.engine.decisions.decision import Decision
from perfrules.engine.decisions.errors import ConflictError
from perfrules.engine.decisions.facts import point_of, read_fact
from perfrules.policies.decisions.outputs import SINGLE_HITS
from perfrules.policies.decisions.regions import Point, holds
from perfrules.policies.decisions.rules import Claim
from perfrules.policies.versions import Policy
from perfrules.reports.findings.as_text import in_full
from perfrules.reports.findings.entries import Entry
from perfrules.testing.errors import MissingExtraError
from perfrules.testing.law_subject import Held, held_of

try:
    import pytest
    from hypothesis import given, settings
    from hypothesis import strategies as st
    from hypothesis.strategies import DataObject
except ModuleNotFoundError as error:
    raise MissingExtraError(Diagnostic("PR615", {"library": error.name or ""})) from error

from perfrules.testing.strategies import facts_for

Facts: TypeAlias = dict[str, Fact]
Law: TypeAlias = Callable[[Held, DataObject], None]

_LANGUAGES: tuple[Language, ...] = ("zh", "en")
_FAILING: frozenset[Severity] = frozenset({"error", "warning"})


def consistency_suite(*policies: str | Path | Policy | Running) -> type:
    """A class of tests for pytest that hold policies to their claims.

    What a check finds must be no more than information. Then facts at, beside and between all thresholds are
    drawn: every claim of `expect` must hold for them, none may fall through where the policy is complete,
    just the rules in whose regions they lie must hold, and each decision must survive JSON, tell in both
    languages what it rests on, and come out the same again. A law that says nothing of any of the policies,
    as of claims where none is made, makes no test.

    Args:
        policies: policies, paths of policy files, or ids of policies that ship.

    Raises:
        DocumentError: a file cannot be read.
        PolicyError: there is no such policy, or it does not hold together.
        SuiteError: PR616 where a policy decides nothing.

    >>> TestProcurement = consistency_suite("teaching.procurement")
    >>> len([name for name in vars(TestProcurement) if name.startswith("test_")])
    7
    """
    held = [each for policy in policies for each in held_of(policy)]
    tests = {f"test_{law.__name__}": _of_each(_test(law), held) for law in _LAWS}
    for law, is_owed in ((claims_hold, _has_claims), (nothing_falls_through, _owes_an_outcome)):
        owing = [each for each in held if is_owed(each)]
        if owing:
            tests[f"test_{law.__name__}"] = _of_each(_test(law), owing)
    tests["test_check_finds_nothing"] = _of_each(_checked(), held)
    return type("ConsistencySuite", (), {"__doc__": consistency_suite.__doc__, **tests})


def _of_each(test: Callable[..., None], held: Sequence[Held]) -> Callable[..., None]:
    """A test run once for each of what is held."""
    names = [each.name for each in held]
    marked: Callable[..., None] = pytest.mark.parametrize("held", held, ids=names)(test)
    return marked


def _has_claims(held: Held) -> bool:
    """Whether there is a claim that drawn facts can show to be broken."""
    return any(each.kind != "complete" for each in held.decision.expect)


def _owes_an_outcome(held: Held) -> bool:
    """Whether the policy says that it has an outcome for all that it governs."""
    decision = held.decision
    return decision.default is not None or any(each.kind == "complete" for each in decision.expect)


def _checked() -> Callable[..., None]:
    """The test that a check finds nothing, a new one as `_test` makes them."""

    def test(_self: object, held: Held) -> None:
        """A check finds neither errors nor warnings."""
        language = default_language()
        found = [each for each in held.findings if each.severity in _FAILING]
        if found:
            entries = [Entry(held.name, each.diagnostic, each) for each in found]
            pytest.fail("\n\n".join(in_full(each, language) for each in entries), pytrace=False)

    return test


def _test(law: Law) -> Callable[..., None]:
    """A law as a test of its own, so that no two suites share one."""

    def test(_self: object, held: Held, data: DataObject) -> None:
        law(held, data)

    test.__doc__ = law.__doc__
    made: Callable[..., None] = settings(deadline=None)(given(data=st.data())(test))
    return made


def claims_hold(held: Held, data: DataObject) -> None:
    """Every claim of `expect` holds."""
    for claim in held.decision.expect:
        facts = data.draw(facts_for(held.decision))
        if claim.kind == "no-conflict":
            _decided(held, facts, claim)
        elif claim.kind.startswith("never-"):
            _hold_monotone(held, claim, facts, data.draw(facts_for(held.decision))[claim.input])


def _decided(held: Held, facts: Facts, claim: Claim | None = None) -> Decision | None:
    """The decision; None where several rules hold that the hit policy does not allow together."""
    try:
        return held.compiled.decide(**facts)
    except ConflictError as error:
        if claim is None:
            return None
        said = {each: error.diagnostics[0].message(each) for each in _LANGUAGES}
        raise held.broken(_place_of_claim(held, claim), said, facts) from error


def _place_of_claim(held: Held, claim: Claim) -> str:
    return held.place("expect", held.decision.expect.index(claim))


def _hold_monotone(held: Held, claim: Claim, facts: Facts, other: Fact) -> None:
    output = next(each for each in held.decision.outputs if each.name == claim.output)
    low, high = sorted((facts[claim.input], other), key=point_of)
    before, after = {**facts, claim.input: low}, {**facts, claim.input: high}
    decisions = [_decided(held, each) for each in (before, after)]
    asked = [each.outcome.get(claim.output) for each in decisions if each is not None and each.outcome]
    if len(asked) < len(decisions) or not has_order(output, held.decision.hit, held.decision.default):
        return
    less = is_less(output, *asked) if claim.kind == "never-decreasing" else is_less(output, *asked[::-1])
    if less:
        told = {each: [value_text(value, each) for value in asked] for each in _LANGUAGES}
        said: dict[Language, str] = {
            "zh": f"断言 {claim.kind} 不成立，{claim.output} 由{told['zh'][0]}变为{told['zh'][1]}",
            "en": f"{claim.kind} fails, {claim.output} goes from {told['en'][0]} to {told['en'][1]}",
        }
        place = _place_of_claim(held, claim)
        raise AssertionError(f"{held.broken(place, said, before)} → {witness_text(after)}")


def nothing_falls_through(held: Held, data: DataObject) -> None:
    """Where the policy is complete, or has a default, there is an outcome for whatever it governs."""
    facts = data.draw(facts_for(held.decision))
    decided = _decided(held, facts)
    if decided is not None and decided.governed and decided.outcome is None:
        said: dict[Language, str] = {"zh": "没有规则适用", "en": "no rule holds"}
        raise held.broken(held.place("rules"), said, facts)


def rules_hold_in_their_regions(held: Held, data: DataObject) -> None:
    """At, just below and just above every threshold just those rules hold in whose regions the facts lie."""
    facts = data.draw(facts_for(held.decision))
    point = {name: point_of(fact) for name, fact in facts.items()}
    decided = _decided(held, facts)
    holding = {rule.id for rule in held.decision.rules if _is_in_region(held, rule.id, point)}
    beaten = {other for rule in held.decision.rules if rule.id in holding for other in rule.overrides}
    counting = holding - beaten
    if decided is None:
        wrong = counting if len(counting) < 2 else set()
    elif held.decision.hit in SINGLE_HITS and held.decision.hit != "any":
        wrong = set(decided.rules) - counting or (counting if not decided.rules else set())
    else:
        wrong = set(decided.rules) ^ counting
    if decided is not None:
        wrong |= set(decided.overridden) ^ (holding & beaten)
    for rule in sorted(wrong):
        said: dict[Language, str] = {
            "zh": f"规则 {rule} 的适用范围与判定结果不符",
            "en": f"the region of the rule {rule} and the decision disagree",
        }
        raise held.broken(held.place_of_rule(rule), said, facts)


def _is_in_region(held: Held, rule: str, point: Mapping[str, Point]) -> bool:
    boxes = held.decision.region_of(rule)
    return any(all(holds(values, point[name]) for name, values in box.items()) for box in boxes)


def decisions_survive_json(held: Held, data: DataObject) -> None:
    """What a decision writes as JSON reads back as an equal one."""
    for facts, decided in _drawn(held, data):
        written = json.loads(json.dumps(decided.to_json()))
        back = Decision.from_json(written)
        if back != decided or back.to_json() != written:
            said: dict[Language, str] = {
                "zh": "判定结果存成 JSON 再读回后不同",
                "en": "the decision is another after JSON",
            }
            raise held.broken(held.place(), said, facts)


def explanations_recompute(held: Held, data: DataObject) -> None:
    """Each reason names a condition of its rule that its fact meets, and the sentences name every rule."""
    for facts, decided in _drawn(held, data):
        for each in decided.reasons if decided.governed else ():
            for because in each["because"]:
                _recompute(held, each["rule"], because, facts)
        for language in _LANGUAGES:
            told = decided.explain(language)
            missing = [rule for rule in (*decided.rules, *decided.overridden) if rule not in told]
            for rule in missing:
                said: dict[Language, str] = {
                    "zh": f"说明里没有提到规则 {rule}",
                    "en": f"the explanation does not tell of the rule {rule}",
                }
                raise held.broken(held.place_of_rule(rule), said, facts)


def _recompute(held: Held, rule: str, because: Mapping[str, str], facts: Facts) -> None:
    input_ = held.decision.input_by_name[because["input"]]
    condition = held.decision.rule_by_id[rule].when[input_.name]
    point = point_of(read_fact(input_, because["fact"]))
    if because["condition"] != condition.text or not holds(condition.values, point):
        said: dict[Language, str] = {
            "zh": f"规则 {rule} 的理由“{because['condition']}”不能由事实推出",
            "en": f"the reason `{because['condition']}` of the rule {rule} does not follow from the facts",
        }
        raise held.broken(held.place_of_rule(rule), said, facts)


def deciding_changes_nothing(held: Held, data: DataObject) -> None:
    """The same facts in any order get the same decision, and neither they nor the policy change."""
    for facts, decided in _drawn(held, data):
        given_before, digest = dict(facts), held.decision.digest
        again = held.compiled.decide(**dict(reversed(facts.items())))
        if again != decided or facts != given_before or held.decision.digest != digest:
            said: dict[Language, str] = {
                "zh": "同样的事实得出了不同的结果",
                "en": "the same facts are decided differently",
            }
            raise held.broken(held.place(), said, facts)


def _drawn(held: Held, data: DataObject) -> Iterator[tuple[Facts, Decision]]:
    """Facts and their decision, where there is one."""
    facts: Any = data.draw(facts_for(held.decision))
    decided = _decided(held, facts)
    if decided is not None:
        yield facts, decided


_LAWS: tuple[Law, ...] = (
    rules_hold_in_their_regions,
    decisions_survive_json,
    explanations_recompute,
    deciding_changes_nothing,
)
