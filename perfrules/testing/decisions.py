"""Cases of decisions: the outcome, the rules that make it, whether the facts are governed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from attrs import field, frozen

from perfrules.diagnostics import Diagnostic, Language, PerfrulesError, phrase
from perfrules.diagnostics.hints import near
from perfrules.engine.decisions.compile import CompiledPolicy, compile_policy
from perfrules.engine.decisions.decision import Decision
from perfrules.engine.decisions.facts import Fact, point_of
from perfrules.engine.decisions.sentences import fact_text
from perfrules.policies.decisions.condition_from_text import read_value
from perfrules.policies.decisions.outputs import LISTS, ORDERED_HITS, SINGLE_HITS, Outcome, Output, Value
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.decisions.regions import holds
from perfrules.policies.decisions.rules import Rule
from perfrules.testing.errors import SuiteError
from perfrules.testing.runners import Answer
from perfrules.testing.subjects import Subject, place_of
from perfrules.testing.suites import Case

_TRUTH = {True: "true", False: "false"}
_RULES = "fires", "overridden"


@frozen
class DecisionRunner:
    """A decision policy under test."""

    policy: DecisionPolicy
    subject: Subject
    compiled: CompiledPolicy = field(repr=False)

    @classmethod
    def of(cls, subject: Subject) -> DecisionRunner:
        """Create the runner of a decision policy."""
        if not isinstance(subject.policy, DecisionPolicy):
            raise TypeError("not a decision")
        return cls(subject.policy, subject, compile_policy(subject.policy))

    @property
    def allowed(self) -> tuple[str, ...]:
        """The names that `expect` may use."""
        return ("outcome", *_RULES, "governed")

    def check(self, case: Case) -> None:
        """Reject unknown rules and outputs, and values that an output cannot have."""
        problems = [*self._unknown_rules(case), *self._unsound_outcome(case)]
        if problems:
            raise SuiteError(*problems)

    def _unknown_rules(self, case: Case) -> Iterator[Diagnostic]:
        known = [rule.id for rule in self.policy.rules]
        for name in _RULES:
            for at, rule in enumerate(case.expected.get(name, ())):
                if rule not in known:
                    yield case.diagnostic("PR605", "expect", name, at, rule=rule, **near(rule, known))

    def _unsound_outcome(self, case: Case) -> Iterator[Diagnostic]:
        outputs = {output.name: output for output in self.policy.outputs}
        for name, plain in case.expected.get("outcome", {}).items():
            if name not in outputs:
                yield case.diagnostic("PR606", "expect", "outcome", name, output=name, **near(name, outputs))
                continue
            try:
                self._value(outputs[name], plain)
            except PerfrulesError as error:
                for each in error.diagnostics:
                    yield case.document.placed(each, *case.path, "expect", "outcome", name)

    def answer(self, case: Case) -> Answer:
        """The decision on the given facts."""
        decision = self.compiled.decide(**case.given)
        values = {
            "outcome": _plain_outcome(decision.outcome),
            "fires": list(decision.rules),
            "overridden": list(decision.overridden),
            "governed": _TRUTH[decision.governed],
        }
        wanted = tuple(case.expected.get("fires", ()))
        return Answer(values, lambda language: self._reasons(decision, wanted, language), decision)

    def agrees(self, name: str, expected: Any, answer: Answer) -> bool:
        """Whether outcomes mean the same, rules are equal in any order, and the rest is equal."""
        if name == "outcome":
            return self._expected_outcome(expected) == self._comparable(answer.trace.outcome)
        if name in _RULES:
            return sorted(expected) == sorted(answer.values[name])
        return bool(expected == answer.values[name])

    def _expected_outcome(self, plain: Mapping[str, Any]) -> dict[str, Any] | None:
        outputs = {output.name: output for output in self.policy.outputs}
        return self._comparable({name: self._value(outputs[name], each) for name, each in plain.items()})

    def _comparable(self, outcome: Outcome | None) -> dict[str, Any] | None:
        """An outcome by output. Lists without a meaningful order are sorted; an empty outcome is None."""
        types = {output.name: output.type for output in self.policy.outputs}
        ordered = not (self.policy.hit in SINGLE_HITS or self.policy.hit == "collect")
        return {
            name: sorted(value, key=str)
            if isinstance(value, tuple) and types[name] in LISTS and not ordered
            else value
            for name, value in (outcome or {}).items()
        } or None

    def _value(self, output: Output, plain: Any) -> Value:
        """The value of an output in an outcome; several rules may contribute to it."""
        if self.policy.hit in SINGLE_HITS:
            return read_value(output, plain)
        if self.policy.hit in ORDERED_HITS or self.policy.hit == "rule-order":
            return tuple(None if each == "" else read_value(output, each) for each in _listed(plain))
        if output.combine == "count":
            return int(plain) if isinstance(plain, str) and plain.isdecimal() else ""
        if output.combine in {"list", "union"} and output.type not in LISTS:
            return tuple(read_value(output, each) for each in _listed(plain))
        return read_value(output, plain)

    def _reasons(self, decision: Decision, wanted: tuple[str, ...], language: Language) -> list[str]:
        facts, lines = decision.facts, []
        for each in decision.reasons:
            conditions = _conditions(each["because"], language) or phrase("tests.no-condition", language)
            rule = each["rule"]
            if rule is None:
                lines.append(phrase("tests.not-governed", language, facts=conditions))
            else:
                place = self._place(rule)
                lines.append(phrase("tests.rule-met", language, place=place, rule=rule, facts=conditions))
        absent = [rule for rule in wanted if rule not in decision.rules and decision.governed]
        return lines + [self._why_absent(self.policy.rule_by_id[rule], facts, language) for rule in absent]

    def _why_absent(self, rule: Rule, facts: Mapping[str, Fact], language: Language) -> str:
        unmet = [
            {"input": name, "fact": fact_text(facts[name]), "condition": condition.text}
            for name, condition in rule.when.items()
            if not holds(condition.values, point_of(facts[name]))
        ]
        place = self._place(rule.id)
        if not unmet:
            return phrase("tests.rule-overridden", language, place=place, rule=rule.id)
        conditions = _conditions(unmet, language)
        return phrase("tests.rule-unmet", language, place=place, rule=rule.id, facts=conditions)

    def _place(self, rule_id: str) -> str:
        at = [rule.id for rule in self.policy.rules].index(rule_id)
        return place_of(self.subject.document, "rules", at)


def _conditions(because: Iterable[Mapping[str, str]], language: Language) -> str:
    facts = (phrase("tests.fact", language, **each) for each in because)
    return phrase("punctuation.semicolon", language).join(facts)


def _listed(plain: Any) -> list[Any]:
    return list(plain) if isinstance(plain, list) else [plain]


def _plain_outcome(outcome: Outcome | None) -> dict[str, Any]:
    return {name: _plain(value) for name, value in (outcome or {}).items()}


def _plain(value: Value | None) -> Any:
    match value:
        case None:
            return ""
        case bool():
            return _TRUTH[value]
        case date():
            return value.isoformat()
        case tuple():
            return [_plain(each) for each in value]
        case _:
            return str(value)
