"""Files of `kind: scoring`, read into typed policies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any, TypeVar

from perfrules.documents import Document
from perfrules.policies.base.collector import Collector
from perfrules.policies.base.head import Head
from perfrules.policies.base.head_from_document import read_head
from perfrules.policies.base.inferred_operators_from_document import read_inferred_operators
from perfrules.policies.base.place import PolicyPlace
from perfrules.policies.decisions.bands import POINTS, band_policy, rating_input, score_input
from perfrules.policies.decisions.condition_from_text import any_of, read_amount, read_condition
from perfrules.policies.decisions.inputs import Input
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.decisions.rules import Condition
from perfrules.policies.scoring.methods import Interval, MethodChoice
from perfrules.policies.scoring.over_achievement import OverAchievement, percent_input
from perfrules.policies.scoring.policy import Group, Level, ScoringPolicy
from perfrules.values import default_units

_PERCENT = default_units()["%"]
_FULL = Fraction(100)
_ZERO = Fraction(0)
_Part = TypeVar("_Part")


def read_scoring(document: Document) -> ScoringPolicy:
    """The policy that a document of `kind: scoring` states.

    Raises:
        PolicyError: with everything that is wrong with it, by place.
    """
    return _ScoringReader(document).policy()


class _ScoringReader:
    """Reads one document and continues after a fault, so that all faults are reported at once."""

    def __init__(self, document: Document) -> None:
        self.plain = document.plain
        self.collector = Collector(document)

    def policy(self) -> ScoringPolicy:
        head = read_head(self.collector.document, self.collector)
        places = int(self.plain["rounding"]["places"])
        execution = self._points(self.plain["execution"]["weight"], "execution", "weight")
        groups = tuple(self._group(name, plain) for name, plain in self.plain["groups"].items())
        unwritten = read_inferred_operators(self.collector)
        methods = tuple(self._method(plain, at) for at, plain in enumerate(self.plain["methods"]))
        levels = tuple(self._level(name, plain) for name, plain in self.plain["levels"].items())
        grades = self._grades(head, places)
        rest = {
            "weights": self.plain.get("weights", "mixed"),
            "missing_groups": self.plain.get("missing_groups", "lost"),
            "explain": self._explained(),
            "over_achievement": self._over_achievement(),
            "execution_at": self._place("execution", section=self.plain["execution"].get("section", "")),
            "low_is_good": tuple(self.plain.get("low_is_good", ())),
        }
        self.collector.raise_all()
        if grades is None:
            raise AssertionError("bands without problems were not made")
        policy = self.collector.attempt(
            lambda: ScoringPolicy(
                head, execution, groups, unwritten, _made(methods), _made(levels), grades, places, **rest
            )
        )
        self.collector.raise_all()
        if policy is None:
            raise AssertionError("a policy without problems was not made")
        return policy

    def _place(self, *path: str | int, section: str = "") -> PolicyPlace:
        document = self.collector.document
        return PolicyPlace(document.source, document.span(*path), section)

    def _points(self, text: str, *path: str) -> Fraction:
        return self.collector.attempt(lambda: read_amount(text, POINTS), *path) or _ZERO

    def _share(self, text: str, *path: str | int) -> Fraction:
        """A share in per cent, as a fraction of 1."""
        return (self.collector.attempt(lambda: read_amount(text, _PERCENT), *path) or _ZERO) / 100

    def _condition(self, number: Input, text: str | list[str], *path: str | int) -> Condition | None:
        """The condition that a text, or any of some texts, states on a number."""
        texts = [text] if isinstance(text, str) else text
        return self.collector.attempt(lambda: any_of([read_condition(number, each) for each in texts]), *path)

    def _group(self, name: str, plain: Mapping[str, Any]) -> Group:
        weight = self._points(plain["weight"], "groups", name, "weight")
        return Group(name, weight, tuple(plain.get("aliases", ())))

    def _method(self, plain: Mapping[str, Any], at: int) -> MethodChoice | None:
        place = ("methods", at)
        figures = {
            name: self._share(plain[name], *place, name) for name in ("floor", "per_day") if name in plain
        }
        intervals = tuple(
            self._interval(each, (*place, "intervals", number))
            for number, each in enumerate(plain.get("intervals", ()))
        )
        return self.collector.attempt(
            lambda: MethodChoice(
                plain["kind"],
                plain["method"],
                tuple(plain.get("operator", ())),
                plain.get("group"),
                figures.get("floor"),
                figures.get("per_day"),
                _made(intervals),
                dict(plain.get("parameters", {})),
                self._place(*place, section=plain.get("section", "")),
            ),
            *place,
        )

    def _interval(self, plain: Mapping[str, Any], place: tuple[str | int, ...]) -> Interval | None:
        when = self._condition(percent_input("actual"), plain["when"], *place, "when")
        share = self._share(plain["share"], *place, "share")
        return None if when is None else Interval(when, share)

    def _level(self, name: str, plain: Mapping[str, Any]) -> Level | None:
        place = ("levels", name)
        share = self._share(plain["share"], *place, "share")
        band = None
        if "band" in plain:
            band = self._condition(rating_input(), plain["band"], *place, "band")
            if band is None:
                return None
        statements = tuple(plain.get("statements", ()))
        return self.collector.attempt(
            lambda: Level(
                name, share, statements, band, self._place(*place, section=plain.get("section", ""))
            ),
            *place,
        )

    def _explained(self) -> tuple[Condition, ...]:
        written = self.plain.get("deviation", {}).get("explain", ())
        number = percent_input("completion")
        return _made(
            self._condition(number, text, "deviation", "explain", at) for at, text in enumerate(written)
        )

    def _over_achievement(self) -> tuple[OverAchievement, ...]:
        found = []
        for at, plain in enumerate(self.plain.get("over_achievement", ())):
            place = ("over_achievement", at)
            when = self._condition(percent_input("completion"), plain["when"], *place, "when")
            deduct = self._share(plain["deduct"], *place, "deduct")
            if not 0 < deduct <= 1:
                self.collector.report("PR624", *place, "deduct", figure="deduct", value=plain["deduct"])
            if when is not None:
                found.append(OverAchievement(when, deduct, "unless" in plain))
        return tuple(found)

    def _grades(self, head: Head, places: int) -> DecisionPolicy | None:
        score = score_input(_FULL, Fraction(1, 10**places))
        bands: list[tuple[str, Condition]] = []
        for name, text in self.plain["grades"].items():
            condition = self._condition(score, text, "grades", name)
            if condition is not None:
                bands.append((name, condition))
        if len(bands) < len(self.plain["grades"]):
            return None
        return self.collector.attempt(lambda: band_policy(head, score, bands), "grades")


def _made(parts: Iterable[_Part | None]) -> tuple[_Part, ...]:
    """Return the parts without the faulty ones, which the collector reports."""
    return tuple(each for each in parts if each is not None)
