"""Files of `kind: scoring`, read into typed policies."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from perfrules.documents import Document
from perfrules.policies.bands import POINTS, band_policy, score_input
from perfrules.policies.collector import Collector
from perfrules.policies.conditions import read_amount, read_condition
from perfrules.policies.decision import DecisionPolicy
from perfrules.policies.head import Head
from perfrules.policies.head_file import read_head
from perfrules.policies.rules import Condition
from perfrules.policies.scoring import Group, Level, MethodChoice, ScoringPolicy, UnwrittenOperator
from perfrules.values import Unit, default_units

_PERCENT = default_units()["%"]
_FULL = Fraction(100)


def read_scoring(document: Document) -> ScoringPolicy:
    """The policy that a document of `kind: scoring` states.

    Raises:
        PolicyError: with everything that is wrong with it, by place.
    """
    return _ScoringReader(document).policy()


class _ScoringReader:
    """Reads one document, going on past what is wrong so that all of it is told at once."""

    def __init__(self, document: Document) -> None:
        self.plain = document.plain
        self.collector = Collector(document)

    def policy(self) -> ScoringPolicy:
        head = read_head(self.collector.document, self.collector)
        places = int(self.plain["rounding"]["places"])
        execution = self._points(self.plain["execution"]["weight"], "execution", "weight")
        groups = tuple(self._group(name, plain) for name, plain in self.plain["groups"].items())
        unwritten = tuple(self._unwritten(plain, at) for at, plain in enumerate(self.plain["operators"]))
        methods = tuple(_method(plain) for plain in self.plain["methods"])
        levels = tuple(self._level(name, plain) for name, plain in self.plain["levels"].items())
        grades = self._grades(head, places)
        self.collector.raise_all()
        if grades is None:
            raise AssertionError("bands without problems were not made")
        policy = self.collector.attempt(
            lambda: ScoringPolicy(head, execution, groups, unwritten, methods, levels, grades, places)
        )
        self.collector.raise_all()
        if policy is None:
            raise AssertionError("a policy without problems was not made")
        return policy

    def _points(self, text: str, *path: str) -> Fraction:
        points = self.collector.attempt(lambda: read_amount(text, POINTS), *path)
        return Fraction(0) if points is None else points

    def _group(self, name: str, plain: Mapping[str, Any]) -> Group:
        weight = self._points(plain["weight"], "groups", name, "weight")
        return Group(name, weight, tuple(plain.get("aliases", ())))

    def _unwritten(self, plain: Mapping[str, Any], at: int) -> UnwrittenOperator:
        found = [
            self.collector.attempt(lambda text=text: default_units()[text], "operators", at, "unit", place)  # type: ignore[misc]
            for place, text in enumerate(plain.get("unit", ()))
        ]
        units: tuple[Unit, ...] = tuple(unit for unit in found if unit is not None)
        return UnwrittenOperator(plain["operator"], plain.get("group"), units)

    def _level(self, name: str, plain: Mapping[str, Any]) -> Level:
        share = self.collector.attempt(
            lambda: read_amount(plain["share"], _PERCENT), "levels", name, "share"
        ) or Fraction(0)
        return Level(name, share / 100, tuple(plain.get("statements", ())))

    def _grades(self, head: Head, places: int) -> DecisionPolicy | None:
        score = score_input(_FULL, Fraction(1, 10**places))
        bands: list[tuple[str, Condition]] = []
        for name, text in self.plain["grades"].items():
            condition = self.collector.attempt(lambda text=text: read_condition(score, text), "grades", name)  # type: ignore[misc]
            if condition is not None:
                bands.append((name, condition))
        if len(bands) < len(self.plain["grades"]):
            return None
        return self.collector.attempt(lambda: band_policy(head, score, bands), "grades")


def _method(plain: Mapping[str, Any]) -> MethodChoice:
    return MethodChoice(plain["kind"], plain["method"], tuple(plain.get("operator", ())), plain.get("group"))
