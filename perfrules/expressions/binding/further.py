"""The rules for alternatives, milestones, ratios, levels, times of day and deadlines after events."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Any, cast

from attrs import evolve

from perfrules.expressions.amounts.bounds import ReadingProblem
from perfrules.expressions.binding.relations import RelationRules
from perfrules.expressions.binding.times import Each
from perfrules.expressions.binding.unfit_words import UnfitWords
from perfrules.expressions.comparators import (
    AllOf,
    AnyOf,
    Comparator,
    Comparison,
    Deadline,
    Level,
    Milestone,
    Milestones,
    Named,
    Operator,
    Range,
    Ratio,
    RelativeDeadline,
    TimeOfDay,
)
from perfrules.expressions.comparators.moments.times_of_day import minutes_of
from perfrules.expressions.comparators.ratios import TIME_LIKE
from perfrules.expressions.grammar.token import Token
from perfrules.expressions.lexicon import WordPattern, lexicon, one_of
from perfrules.expressions.lexicon.further import TO, level_span
from perfrules.expressions.operators import operator_of
from perfrules.expressions.scales import scales, span_starts
from perfrules.resources.late_patterns import late_pattern
from perfrules.values import Quantity, exact

_EVENT = late_pattern("(?:自|从|在)?(.+?)(?:之日起(?:算|计)?|之日后|当日起|日起|起|之后|以后|后)(?:的)?")
_SHARES = ("ratio", "percentage-point")
_LIMITED = ("time", "working-day", "months")


class FurtherRules(RelationRules):
    """`any_of`, `total`, `milestone`, `ratio`, `level`, `clock`, `each_event`."""

    @cached_property
    def _unfit(self) -> UnfitWords:
        return UnfitWords()

    def _thing(self, token: Token, *, alone: bool = False) -> str:
        """The name of a ratio, a level, a time of day or milestones.

        Raises:
            ReadingProblem: PR212, PR343 where it would change the meaning of what follows.
        """
        name = self._names.subject(token, alone=alone)
        self._unfit.check_thing(token, name)
        return name

    def any_of(self, children: list[Any]) -> Comparator:
        parts = [child for child in children if not isinstance(child, Token)]
        first, *others = parts
        if any(map(_is_lone_amount, others)) and not all(map(_is_unmarked, parts)):  # ≥90%或95%
            raise ReadingProblem("PR256")
        return AnyOf((_in_unit_of(first, others[-1]), *others))

    def total(self, children: list[Any]) -> Comparator:
        parts = [child for child in children if not isinstance(child, Token)]
        return AllOf(tuple(parts), has_total=True)

    def milestone(self, children: list[Any]) -> Comparator:
        """Build 6月底前完成50%."""
        at = next(n for n, child in enumerate(children) if isinstance(child, Deadline))
        deadline, rest = children[at], children[at + 1 :]
        name = self._thing(children[0], alone=True) if at else ""
        named = isinstance(rest[0], Token)
        measured = self.measured(_without_plain_verb(rest))  # type: ignore[attr-defined] # of the binder that this is mixed into
        target: Any = self._softened(measured, children[:at])
        bare = isinstance(target, Comparison) and target.operator is None and not named
        if bare and target.bound.unit.dimension not in _SHARES:  # 2021年12月32日
            raise ReadingProblem("PR201")
        if isinstance(target, Comparison) and not named and target.bound.unit.dimension in _LIMITED:
            raise ReadingProblem("PR201")  # 6月30日前3日内
        if name and not target.subject:
            target = target.named(name, "")
        elif name:
            target = evolve(target, subject=f"{name}{target.subject}")
        day = deadline.day
        year = day.year if isinstance(day, date) and (day.month, day.day) == (12, 31) else None
        part = Milestone(day, target, deadline.inclusive, year)
        return Milestones((part,), warnings=deadline.warnings)

    def ratio(self, children: list[Any]) -> Comparator:
        tokens = {child.type: child for child in children if isinstance(child, Token)}
        if len(children) == 1 and TIME_LIKE.fullmatch(tokens["RATIO"]):
            raise ReadingProblem.at("PR254", tokens["RATIO"])
        terms = tuple(exact(term) for term in re.split("[:比]", tokens["RATIO"]))
        if not all(terms):
            raise ReadingProblem.at("PR223", tokens["RATIO"])
        operator = _operator_in(tokens)
        parties = tokens.get("PARTIES")
        subject = "" if parties is None else re.sub("按照?$", "", parties)
        before = children[0]
        if parties is None and before.type in ("SUBJECT", "LEAD"):
            subject = self._thing(before)
        counted = tokens.get("COUNTED")
        ratio = Ratio(operator, terms)
        named = ratio.named(subject, "" if counted is None else self._names.outcome(counted))
        return self._softened(named, children)

    def _softened(self, comparator: Named, children: list[Any]) -> Named:
        """The comparator as a soft one where a name among the children says 原则上."""
        soft = any(isinstance(child, Token) and self._names.is_soft(child) for child in children)
        return evolve(comparator, soft=True) if soft else comparator

    def level(self, tokens: list[Token]) -> Comparator:
        # The pattern of the terminal has the same parts, so that this one matches too.
        found = cast("re.Match[str]", self._level.match(tokens[0]))
        scale_level = scales()[found["level"]][1]
        name, word = _without_verb(found["name"] or "", found["word"])
        before = next((sign for sign, words in lexicon()["level_signs"].items() if word in words), None)
        after = found["side"] and (">=" if found["side"] in lexicon()["above"] else "<=")
        span = _span_of(found, tokens[0]) if found["best"] else ()
        if span and span[0] == scales()[scale_level][0].levels[0] and scales()[scale_level][0].ordered:
            after, span = ">=", ()
        if (before and after and before != after) or (before and span):
            raise ReadingProblem.at("PR211", tokens[0])
        operator = cast("Operator | None", after or before)
        if self._other_level.search(name):  # 水质Ⅱ类和Ⅲ类
            raise ReadingProblem.at("PR201", tokens[0])
        name = self._thing(tokens[0].update(value=name)) if name else ""
        counted = found["counted"] or found["noun"] or ""
        if scale_level + counted in scales():  # Ⅲ类水质标准
            counted = ""
        if span:  # Ⅱ-Ⅲ类
            return AnyOf(tuple(Level(None, each).named(name, counted) for each in span))
        return Level(operator, scale_level).named(name, counted)

    @cached_property
    def _other_level(self) -> WordPattern:
        """A name with a level of its own, joined to the one behind it or left for it."""
        starts = one_of(span_starts())
        return WordPattern(f"{starts}[和与及或/·]$|[从由自]{starts}")

    @cached_property
    def _level(self) -> WordPattern:
        words = lexicon()
        verbs = one_of([*words["level_operators"], *words["level_copulas"]])
        side = one_of([*words["above"], *words["below"]])
        named = one_of(spelling for spelling, (scale, _) in scales().items() if scale.named)
        noun = one_of([*words["level_nouns"], *words["level_grades"]])
        # A name ends in 等次 and the like before a level: 考核等次良好以上.
        rated = "|".join(f"(?<={word})" for word in words["level_names"])
        return WordPattern(
            f"(?:(?P<name>.*?)(?::?(?P<word>{verbs})|:|(?<=.)(?={named}|{level_span()})|{rated}))??"
            f"(?:(?P<best>{one_of(span_starts())}){TO})?(?P<level>{one_of(scales())})(?:\\(含\\))?"
            f"(?P<noun>{noun})?(?P<side>{side})?(?P<counted>{noun})?。?$"
        )

    def time_of_day(self, children: list[Any]) -> Comparator:
        clock: TimeOfDay = next(child for child in children if isinstance(child, TimeOfDay))
        each = [child for child in children if isinstance(child, Each)]
        if [child.unit.name for child in each] not in ([], ["天"]):
            raise ReadingProblem.at("PR219", each[0].token)
        first, last = children[0], children[-1]
        subject = self._thing(first, alone=True) if isinstance(first, Token) else ""
        outcome = self._names.outcome(last) if isinstance(last, Token) else ""
        return self._softened(evolve(clock, daily=bool(each)).named(subject, outcome), children)

    def by_clock(self, tokens: list[Token]) -> TimeOfDay:
        kinds = {token.type: token for token in tokens}
        operator: Operator = "<" if "EARLIER_THAN" in kinds else "<="
        if "OPERATOR" in kinds:
            operator = operator_of(kinds["OPERATOR"].value)
        bounded = {"BY", "EARLIER_THAN", "OPERATOR", "BEFORE"}.intersection(kinds)
        if not bounded or operator == "=" or (operator in (">", ">=") and "BEFORE" in kinds):
            raise ReadingProblem.at("PR211" if bounded else "PR201", tokens[0], tokens[-1])
        return TimeOfDay(operator, _minutes(kinds["CLOCK"]))

    def from_clock(self, tokens: list[Token]) -> TimeOfDay:
        return TimeOfDay(">=", _minutes(next(token for token in tokens if token.type == "CLOCK")))

    def between_clocks(self, tokens: list[Token]) -> TimeOfDay:
        first, second = (token for token in tokens if token.type == "CLOCK")
        start, end = _minutes(first), _minutes(second)
        if start >= end:
            raise ReadingProblem.at("PR222", first, second)
        return TimeOfDay(">=", start, end)

    def each_event(self, children: list[Any]) -> Comparator:
        event, measure, *counted = children
        found = self.after_event(measure.comparator, event)
        if found is None:
            raise ReadingProblem.at("PR219", event)
        self._unfit.check_thing(event, found.event)
        return found.named("", self._names.outcome(counted[0]) if counted else "")

    @staticmethod
    def after_event(measure: Comparator, subject: str) -> RelativeDeadline | None:
        """验收后30日内 as a deadline after an event; None for anything else."""
        event = _EVENT.fullmatch(subject)
        if event is None or not isinstance(measure, Comparison):
            return None
        done = measure.operator is None and measure.counted.startswith(tuple(lexicon()["outcomes"]))
        if measure.operator not in ("<", "<=") and not done:
            return None
        no_event = event[1].endswith(tuple(lexicon()["no_events"])) and not event[1].endswith("终了")
        if no_event or measure.bound.unit.dimension not in _LIMITED:
            return None
        found = RelativeDeadline(event[1], measure.bound, measure.operator != "<")
        return evolve(found, counted=measure.counted, soft=measure.soft)


def _is_unmarked(part: Comparator) -> bool:
    """Whether an alternative is an amount without an operator: 3个 of 3个或5个."""
    return isinstance(part, Comparison) and part.operator is None


def _is_lone_amount(part: Comparator) -> bool:
    """Whether an alternative is an amount with neither operator nor name."""
    return isinstance(part, Comparison) and not (part.operator or part.subject or part.counted)


def _in_unit_of(first: Comparator, last: Comparator) -> Comparator:
    """The first of some alternatives, in the unit of the last where it has none: 3或5次."""
    if not isinstance(first, Comparison):
        return first
    if not isinstance(last, Comparison | Range) or getattr(last, "operator", None):
        return first
    unit = first.bound.unit if first.bound.unit.name else last.unit
    return evolve(first, bound=Quantity(first.bound.value, unit))


def _without_plain_verb(children: Iterable[Any]) -> list[Any]:
    """The children without a name that says only that something is reached: 完成, 达到."""
    plain = lexicon()["plain_reached"]
    return [
        child for child in children if not (isinstance(child, Token) and child.removesuffix(":") in plain)
    ]


def _without_verb(name: str, word: str | None) -> tuple[str, str | None]:
    """The name and the verb before a level; 达到国家 of 达到国家二级标准 is 国家 after a verb."""
    verb = None if word else next((each for each in ("达到", "达") if name.startswith(each)), None)
    return (name.removeprefix(verb), verb) if verb else (name, word)


def _span_of(found: re.Match[str], token: Token) -> tuple[str, ...]:
    """The levels of a span, the best one first: Ⅱ类 and Ⅲ类 of Ⅱ-Ⅲ类.

    Raises:
        ReadingProblem: PR201 for a span that begins in another scale or below its end, or that names a side.
    """
    scale, level = scales()[found["level"]]
    first = scale.start_of_span(found["best"])
    if first is None or found["side"]:
        raise ReadingProblem.at("PR201", token)
    start, end = scale.levels.index(first), scale.levels.index(level)
    if start >= end:
        raise ReadingProblem.at("PR201", token)
    return scale.levels[start : end + 1]


def _operator_in(tokens: dict[str, Token]) -> Operator | None:
    """The operator before or behind a ratio; two that disagree are refused."""
    before = operator_of(tokens["OPERATOR"].value) if "OPERATOR" in tokens else None
    before = "<=" if "HOLDING" in tokens else before
    after: Operator | None = ">=" if "ABOVE" in tokens else "<=" if "BELOW" in tokens else None
    if before and after and before != after:
        raise ReadingProblem.at("PR211", tokens["RATIO"])
    return before or after


def _minutes(token: Token) -> int:
    """The minutes since midnight of a time of day.

    Raises:
        ReadingProblem: PR218 for a time that no day has.
    """
    minutes = minutes_of(token)
    if minutes is None:
        raise ReadingProblem.at("PR218", token)
    return minutes
