"""Coverage: which rules and which sides of thresholds the tests have tried.

The bands of a monitoring policy are decisions too; their place in the file names them.

Each rule and the default must decide an outcome once. Each condition of a rule, its exceptions and the scope
must be tried where it changes: numbers and dates at each threshold and one step below and above it, choices
at each named value. The other conditions of the rule must hold, as the condition has no influence otherwise.
Each branch of min, max and brackets in a formula must be taken once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import partial
from math import ceil, floor
from typing import Any

from attrs import frozen

from perfrules.diagnostics import Language, phrase
from perfrules.engine.decisions.computing.arithmetic import Arithmetic
from perfrules.engine.decisions.decision import Decision
from perfrules.engine.decisions.facts import Fact, read_facts
from perfrules.engine.decisions.sentences import fact_text
from perfrules.formulas.evaluate import NameValues
from perfrules.policies.decisions.inputs import Input
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.decisions.regions import Box, holds, meet_box
from perfrules.policies.decisions.rules import When
from perfrules.policies.monitoring.policy import MonitoringPolicy
from perfrules.testing.branches import Branch, branches
from perfrules.testing.results import SuiteResult
from perfrules.testing.subjects import Subject, place_of
from perfrules.values import Interval, IntervalSet, Quantity
from perfrules.values.value_sets import Values, is_empty, meet

_Path = tuple[str | int, ...]
_Side = str


@frozen
class Item:
    """Something to try: a rule, the default (`rule` is empty), or a value of a condition on `input`.

    `side` is empty for rules and the default. `value` is the threshold or the choice. `tried` is whether a
    test tried it. A condition of the scope has no rule.
    """

    rule: str
    place: str
    tried: bool
    input: str = ""
    side: _Side = ""
    value: str = ""

    def explain(self, language: Language = "zh") -> str:
        """Describe the item as not tried, with file and line."""
        return f"{self.place} {self._text(language)}"

    def _text(self, language: Language) -> str:
        if self.side:
            owner = self.rule or phrase("tests.scope", language)
            if self.side == "branch":
                return phrase("tests.branch-not-taken", language, owner=owner, text=self.value)
            facts = {"owner": owner, "input": self.input, "value": self.value}
            side = phrase(f"tests.{self.side}", language)
            return phrase("tests.boundary-not-tried", language, **facts, side=side)
        if self.rule:
            return phrase("tests.rule-not-applied", language, rule=self.rule)
        return phrase("tests.default-not-applied", language)

    def to_json(self, language: Language = "zh") -> dict[str, Any]:
        """`{"rule", "input", "side", "value", "place", "message"}`."""
        return {
            "rule": self.rule,
            "input": self.input,
            "side": self.side,
            "value": self.value,
            "place": self.place,
            "message": self.explain(language),
        }


@frozen
class Coverage:
    """The items of a policy, tried and untried."""

    policy: str
    rules: tuple[Item, ...]
    boundaries: tuple[Item, ...]

    @property
    def share(self) -> Fraction:
        """The tried share of all items, from 0 to 1; 1 without items."""
        items = (*self.rules, *self.boundaries)
        return Fraction(sum(each.tried for each in items), len(items)) if items else Fraction(1)

    @property
    def missing(self) -> tuple[Item, ...]:
        """The untried items."""
        return tuple(each for each in (*self.rules, *self.boundaries) if not each.tried)

    def to_json(self, language: Language = "zh") -> dict[str, Any]:
        """`{"policy", "percent", "rules", "boundaries", "missing"}`; the counts are `[tried, all]`."""
        return {
            "policy": self.policy,
            "percent": percent(self.share),
            "rules": _count(self.rules),
            "boundaries": _count(self.boundaries),
            "missing": [each.to_json(language) for each in self.missing],
        }


def _count(items: Iterable[Item]) -> list[int]:
    tried = [each.tried for each in items]
    return [sum(tried), len(tried)]


def percent(share: Fraction) -> str:
    """A share in per cent with one decimal, rounded down so that only full coverage reads 100.

    >>> percent(Fraction(1999, 2000)), percent(Fraction(1))
    ('99.9', '100')
    """
    tenths = floor(share * 1000)
    return f"{tenths // 10}.{tenths % 10}" if tenths % 10 else str(tenths // 10)


def coverage_of(results: Iterable[SuiteResult]) -> list[Coverage]:
    """The coverage of each version of each tested policy."""
    tried: dict[str, tuple[Subject, defaultdict[str, list[Decision]]]] = {}
    for result in results:
        for case in result.cases:
            if case.subject is not None and case.answer is not None:
                name = case.subject.document.source.name or ""
                _, decisions = tried.setdefault(name, (case.subject, defaultdict(list)))
                for place, made in _made(case.answer.trace).items():
                    decisions[place] += made
    return [
        _coverage(subject, tables, decisions)
        for subject, decisions in tried.values()
        if (tables := _tables(subject))
    ]


def _made(trace: Any) -> Mapping[str, Sequence[Decision]]:
    """The decisions behind an answer, by the place of their bands; "" for a decision policy."""
    if isinstance(trace, Decision):
        return {"": (trace,)}
    return trace if isinstance(trace, Mapping) else {}


def _tables(subject: Subject) -> Mapping[str, DecisionPolicy]:
    if isinstance(subject.policy, DecisionPolicy):
        return {"": subject.policy}
    return subject.policy.bands if isinstance(subject.policy, MonitoringPolicy) else {}


def _coverage(
    subject: Subject, tables: Mapping[str, DecisionPolicy], decisions: Mapping[str, list[Decision]]
) -> Coverage:
    rules: list[Item] = []
    boundaries: list[Item] = []
    for place, policy in tables.items():
        made = decisions.get(place, [])
        rules += _rules(place, policy, subject, made)
        read = partial(read_facts, policy.inputs, policy.scope)
        values = [Arithmetic(policy, read).values(each.facts) for each in made]
        boundaries += [_boundary(place, policy, point, subject, values) for point in _points(policy)]
        boundaries += [_branch(each, subject, values) for each in branches(policy)]
    return Coverage(subject.policy.head.id, tuple(rules), tuple(boundaries))


def _rules(place: str, policy: DecisionPolicy, subject: Subject, made: Sequence[Decision]) -> Iterator[Item]:
    applied = {rule for each in made for rule in each.rules}
    for at, rule in enumerate(policy.rules):
        where = place_of(subject.document, *_path(place, policy, ("rules", at)))
        yield Item(_name(place, rule.id), where, rule.id in applied)
    if policy.default is not None:
        by_default = any(each.governed and not each.rules for each in made)
        yield Item("", place_of(subject.document, "default"), by_default)


def _name(place: str, rule: str) -> str:
    return f"{place}/{rule}" if place and rule else rule


def _path(place: str, policy: DecisionPolicy, path: _Path) -> _Path:
    """The path of a part of a decision in the file: bands by name, rules by position."""
    if not place:
        return path
    rule = policy.rules[int(path[1])]
    return (*place.split("/"), rule.id)


@frozen
class _Point:
    """A set of values of an input, inside `box`; a test must try one of them."""

    rule: str
    path: _Path
    input: Input
    side: _Side
    value: Fact
    values: Values
    box: Box

    def is_hit_by(self, points: NameValues) -> bool:
        box = {**self.box, self.input.name: self.values}
        return all(holds(values, points[name]) for name, values in box.items())


def _boundary(
    place: str, policy: DecisionPolicy, point: _Point, subject: Subject, values: Sequence[NameValues]
) -> Item:
    return Item(
        _name(place, point.rule),
        place_of(subject.document, *_path(place, policy, point.path)),
        any(map(point.is_hit_by, values)),
        point.input.name,
        point.side,
        fact_text(point.value),
    )


def _branch(branch: Branch, subject: Subject, values: Sequence[NameValues]) -> Item:
    where = place_of(subject.document, *branch.path)
    tried = any(map(branch.is_taken_by, values))
    return Item(branch.owner, where, tried, branch.whole, "branch", branch.text)


def _points(policy: DecisionPolicy) -> Iterator[_Point]:
    yield from _points_of(policy, "", ("scope",), policy.scope, {})
    scope = policy.scope_box
    for at, rule in enumerate(policy.rules):
        path: _Path = ("rules", at)
        yield from _points_of(policy, rule.id, (*path, "when"), rule.when, scope)
        box = meet_box(scope, {name: condition.values for name, condition in rule.when.items()})
        for number, exception in enumerate(rule.except_):
            place = (*path, "except", number) if len(rule.except_) > 1 else (*path, "except")
            yield from _points_of(policy, rule.id, place, exception, box)


def _points_of(policy: DecisionPolicy, rule: str, path: _Path, when: When, box: Box) -> Iterator[_Point]:
    """The points of conditions that must all hold, inside a box."""
    for name, condition in when.items():
        input_ = policy.axis_by_name[name]
        others = {other: each.values for other, each in when.items() if other != name}
        around = meet_box({key: values for key, values in box.items() if key != name}, others)
        limits = meet_box(policy.domain, around)
        if any(map(is_empty, limits.values())):
            continue
        for side, value, values in _values_to_try(input_, condition.values):
            allowed = meet(values, input_.domain)
            if not is_empty(allowed):
                yield _Point(rule, (*path, condition.about or name), input_, side, value, allowed, around)


def _values_to_try(input_: Input, values: Values) -> Iterator[tuple[_Side, Fact, Values]]:
    if isinstance(values, frozenset):
        for choice in sorted(values, key=str):
            yield "choice", choice, frozenset({choice})
        return
    ends = sorted({end for each in values for end in (each.low, each.high) if end is not None})
    for at, end in enumerate(ends):
        before = ends[at - 1] if at else None
        after = ends[at + 1] if at + 1 < len(ends) else None
        for side, tried in _around(input_.step, before, end, after):
            yield side, _fact(input_, end), tried


def _around(
    step: Fraction | None, before: Fraction | None, end: Fraction, after: Fraction | None
) -> Iterator[tuple[_Side, IntervalSet]]:
    """A threshold and its neighbours: the next steps, or all values up to the next threshold."""
    if step is None:
        yield "at", IntervalSet.point(end)
        yield "below", IntervalSet((Interval(before, False, end, False),))
        yield "above", IntervalSet((Interval(end, False, after, False),))
        return
    if (end / step).denominator == 1:
        yield "at", IntervalSet.point(end)
    yield "below", IntervalSet.point((ceil(end / step) - 1) * step)
    yield "above", IntervalSet.point((floor(end / step) + 1) * step)


def _fact(input_: Input, end: Fraction) -> Fact:
    if input_.type == "date":
        return date.fromordinal(floor(end))
    return Quantity(end, input_.unit)
