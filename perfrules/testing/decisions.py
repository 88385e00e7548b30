"""Cases of decisions: the outcome, the rules that make it, whether the facts are governed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from attrs import field, frozen

from perfrules.diagnostics import Diagnostic, Language, PerfrulesError
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
_WORDS: dict[Language, dict[str, str]] = {
    "zh": {
        "met": "{place} 规则 {rule}：{facts}",
        "unmet": "{place} 规则 {rule} 未命中：{facts}",
        "beaten": "{place} 规则 {rule} 未计入结果",
        "fact": "{input} {fact}，条件“{condition}”",
        "scope": "不在适用范围内：{facts}",
        "free": "无条件",
        "join": "；",
    },
    "en": {
        "met": "{place} rule {rule}: {facts}",
        "unmet": "{place} rule {rule} does not hold: {facts}",
        "beaten": "{place} rule {rule} does not count",
        "fact": "{input} {fact}, asked for `{condition}`",
        "scope": "outside the scope: {facts}",
        "free": "no condition",
        "join": "; ",
    },
}


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
                    yield case.tell("PR605", "expect", name, at, rule=rule, **near(rule, known))

    def _unsound_outcome(self, case: Case) -> Iterator[Diagnostic]:
        outputs = {output.name: output for output in self.policy.outputs}
        for name, plain in case.expected.get("outcome", {}).items():
            if name not in outputs:
                yield case.tell("PR606", "expect", "outcome", name, output=name, **near(name, outputs))
                continue
            try:
                self._value(outputs[name], plain)
            except PerfrulesError as error:
                for each in error.diagnostics:
                    yield case.document.told_of(each, *case.path, "expect", "outcome", name)

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
        words, facts = _WORDS[language], decision.facts
        lines = []
        for each in decision.reasons:
            conditions = words["join"].join(words["fact"].format(**one) for one in each["because"])
            rule = each["rule"]
            form = words["scope"] if rule is None else words["met"]
            place = "" if rule is None else self._place(rule)
            lines.append(form.format(rule=rule, place=place, facts=conditions or words["free"]))
        absent = [rule for rule in wanted if rule not in decision.rules and decision.governed]
        return lines + [self._why_absent(self.policy.rule_by_id[rule], facts, language) for rule in absent]

    def _why_absent(self, rule: Rule, facts: Mapping[str, Fact], language: Language) -> str:
        words = _WORDS[language]
        unmet = [
            words["fact"].format(input=name, fact=fact_text(facts[name]), condition=condition.text)
            for name, condition in rule.when.items()
            if not holds(condition.values, point_of(facts[name]))
        ]
        form = words["unmet"] if unmet else words["beaten"]
        return form.format(rule=rule.id, place=self._place(rule.id), facts=words["join"].join(unmet))

    def _place(self, rule_id: str) -> str:
        at = [rule.id for rule in self.policy.rules].index(rule_id)
        return place_of(self.subject.document, "rules", at)


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
