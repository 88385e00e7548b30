"""Files of `kind: review`, read into typed policies."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import cast

from perfrules.documents import Document
from perfrules.policies.base.collector import Collector
from perfrules.policies.base.head import Head
from perfrules.policies.base.head_from_document import read_head
from perfrules.policies.decisions.bands import POINTS, band_policy, score_input
from perfrules.policies.decisions.condition_from_text import read_amount, read_condition
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.decisions.rules import Condition
from perfrules.policies.reviewing.policy import Criterion, CriterionName, Level, ReviewPolicy, ReviewRule

_FULL = Fraction(100)
_STEP = Fraction(1, 100)


def read_review(document: Document) -> ReviewPolicy:
    """Return the policy of a document of `kind: review`.

    Raises:
        PolicyError: with every problem, by place.
    """
    collector = Collector(document)
    head = read_head(document, collector)
    rules = {code: _rule(collector, code) for code in document.plain["rules"]}
    criteria = tuple(_criterion(collector, name) for name in document.plain["criteria"])
    grades = _grades(collector, head)
    groups = {name: tuple(aliases) for name, aliases in document.plain.get("groups", {}).items()}
    collector.raise_all()
    if grades is None:
        raise AssertionError("bands without problems were not made")
    policy = collector.attempt(lambda: ReviewPolicy(head, rules, criteria, grades, groups))
    collector.raise_all()
    if policy is None:
        raise AssertionError("a policy without problems was not made")
    return policy


def _rule(collector: Collector, code: str) -> ReviewRule:
    plain = collector.document.plain["rules"][code]
    if isinstance(plain, str):
        return ReviewRule(cast(Level, plain))
    deduct = _points(collector, plain["deduct"], "rules", code, "deduct") if "deduct" in plain else _NOTHING
    return ReviewRule(plain["severity"], plain.get("criterion"), deduct)


def _criterion(collector: Collector, name: str) -> Criterion:
    plain = collector.document.plain["criteria"][name]
    weight = _points(collector, plain["weight"], "criteria", name, "weight")
    return Criterion(cast(CriterionName, name), weight, tuple(plain.get("confirm", ())))


def _points(collector: Collector, text: str, *path: str) -> Fraction:
    return collector.attempt(lambda: read_amount(text, POINTS), *path) or _NOTHING


def _grades(collector: Collector, head: Head) -> DecisionPolicy | None:
    score = score_input(_FULL, _STEP)
    written = collector.document.plain["grades"]
    bands: list[tuple[str, Condition]] = []
    for name, text in written.items():
        condition = collector.attempt(partial(read_condition, score, text), "grades", name)
        if condition is not None:
            bands.append((name, condition))
    if len(bands) < len(written):
        return None
    return collector.attempt(lambda: band_policy(head, score, bands), "grades")


_NOTHING = Fraction(0)
