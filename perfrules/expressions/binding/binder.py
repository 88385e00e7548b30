"""The rules for texts that are one target, and for the names around a measure."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import Any, cast

from attrs import evolve

from perfrules.diagnostics import Diagnostic, Span
from perfrules.expressions.amounts.bounds import Amount, Edge, ReadingProblem
from perfrules.expressions.amounts.heads import SHARES
from perfrules.expressions.binding.further import FurtherRules
from perfrules.expressions.binding.lists import ListRules, is_within
from perfrules.expressions.binding.measures import Measure, MeasureRules
from perfrules.expressions.binding.times import Each, TimeRules
from perfrules.expressions.binding.units_of_names import UnitsOfNames, unit_of
from perfrules.expressions.comparators import (
    AllOf,
    AnyOf,
    Approximate,
    Boolean,
    Change,
    Comparator,
    Comparison,
    Frequency,
    Named,
    Narrative,
    NotApplicable,
    Qualitative,
    Range,
)
from perfrules.expressions.grammar.token import Token
from perfrules.expressions.lexicon import WordPattern, lexicon, one_of
from perfrules.expressions.lexicon.numbers import han_unit, numeral
from perfrules.expressions.lexicon.operators import long_words
from perfrules.resources.late_patterns import late_pattern
from perfrules.values import BARE, Quantity

_SIGNED = late_pattern("[增减降升差偏盈亏浮变涨跌净温利余值]|同比|环比")
"""Signs of a name whose value may be negative; 满意度：-95% has lost a digit or a sign."""

_WHOLE_YEAR = late_pattern("..(?<!安)全年$")
"""A name with 全年 behind it: 安全检查全年4次, but not 安全年4次."""


class Binder(ListRules, MeasureRules, TimeRules, FurtherRules, UnitsOfNames):
    """The rules of `grammar/expression.lark`, by name. Its only state is the units and the words."""

    @cached_property
    def _none_of(self) -> WordPattern:
        return WordPattern(one_of(lexicon()["none_of"]))

    @cached_property
    def _in_brackets(self) -> WordPattern:
        """A bound or an amount in the brackets of a result in words: 受益人数(不低于一百人)."""
        bound = one_of(long_words())
        return WordPattern(rf"\([^()]*(?:{bound}|{numeral(self._units)}{han_unit(self._units)})")

    # ---- a text that is one target

    def narrative(self, _: list[Token]) -> Comparator:
        return Narrative()

    def not_applicable(self, _: list[Token]) -> Comparator:
        return NotApplicable()

    def yes(self, _: list[Token]) -> Comparator:
        return Boolean(True)

    def no(self, _: list[Token]) -> Comparator:
        return Boolean(False)

    def qualitative(self, tokens: list[Token]) -> Comparator:
        text = tokens[0].value
        if text.count("(") != text.count(")"):
            raise ReadingProblem.at("PR201", tokens[0])
        self._unfit.check_result(tokens[0])
        if self._in_brackets.search(text):
            raise ReadingProblem.at("PR201", tokens[0])
        either = text.split("或")
        if len(either) > 1 and all(each in lexicon()["unfit"]["grades"] for each in either):
            return AnyOf(tuple(map(Qualitative, either)))
        return Qualitative(text)

    def none_of(self, tokens: list[Token]) -> Comparator:
        mishap = self._none_of.covering(tokens[0]).sub("", tokens[0], count=1)
        return Comparison(None, Quantity(Fraction(0)), counted=mishap)

    # ---- names around a measure

    def subject(self, tokens: list[Token]) -> Token:
        return tokens[0]

    def each(self, tokens: list[Token]) -> Each:
        return Each(self.several_of(*tokens[-2:]), tokens[0])

    def alone(self, measures: list[Measure]) -> Comparator:
        """A measure and nothing else."""
        measure = measures[0]
        if measure.name is None:
            return measure.comparator
        return measure.comparator.named(self._name_between(measure), "")

    def measured(self, children: list[Any]) -> Comparator:
        measure: Measure = next(child for child in children if isinstance(child, Measure))
        comparator: Named = measure.comparator
        within, alone = is_within(comparator), _is_unsigned(comparator)
        subject, _, counted = self._around(children, alone=alone, within=within)
        subject = self._name_between(measure, subject)
        counted = None if _closes_a_rule(counted, comparator) else counted
        name = children[0]
        if measure.lone_numeral and name == subject and not counted:  # 星期五, 方案三
            raise ReadingProblem.at("PR212", name, name=name)
        comparator, subject = self.in_currency(*self.rated(*self.in_unit_of_name(comparator, subject)))
        if shared := self.shared(comparator, subject):
            comparator, subject = shared, ""
        if subject and self._unfit.has_two_sides(subject, comparator):
            comparator = _around_zero(cast("Comparison", comparator), name)
        if subject and isinstance(name, Token):
            self._unfit.check_direction(name, subject, comparator)
            self._unfit.check_kind(name, subject, comparator)
        if subject and _is_below_zero(comparator) and not _SIGNED.search(subject):
            below = Diagnostic("PR346", {"name": subject}, Span(name.start_pos, name.end_pos))
            comparator = evolve(comparator, warnings=(below,))
        named = comparator.named(subject, self._names.counted(counted, unit_of(comparator)))
        named = self._softened(named, children)
        if found := self.after_event(named, named.subject):
            self._unfit.check_thing(name, found.event)
            return found
        return self._in_the_year(named)

    def _in_the_year(self, measure: Named) -> Named:
        """全年不少于6次 and 检查全年4次 as frequencies; any other measure unchanged."""
        whole = measure.subject in lexicon()["whole_years"]
        if not isinstance(measure, Comparison) or not (whole or _WHOLE_YEAR.search(measure.subject)):
            return measure
        if not measure.bound.unit.counts or "/" in measure.bound.unit.name:
            return measure
        yearly = Frequency(measure.operator, measure.bound, self._units["年"])
        return yearly.named("" if whole else measure.subject.removesuffix("全年"), measure.counted)

    def rate(self, children: list[Any]) -> Comparator:
        children = [child for child in children if getattr(child, "type", "") != "COPULA"]
        *each, measure = [child for child in children if not isinstance(child, Token)]
        comparator, spelling = measure.comparator, measure.spelling
        if spelling in ("日", "月") and isinstance(comparator, Range | Approximate):  # 每月1-5日左右
            raise ReadingProblem("PR219")
        alone = _is_unsigned(comparator)
        subject, rest, counted = self._around(children, alone=alone)
        for token in (child for child in rest if isinstance(child, Token)):
            subject = self._names.subject(token, alone=alone)
            self._unfit.check_name(token, subject)
        subject = self._name_between(measure, subject)
        unit = unit_of(comparator)
        if subject and unit != BARE and unit.dimension in SHARES:  # 每年满意度≥95%
            subject = "".join(f"每{one.unit.name}" for one in each) + subject
            return self._softened(comparator.named(subject, self._names.outcome(counted)), children)
        units = [one.unit for one in each]
        in_name, subject = self.each_in(subject)
        named_first = isinstance(children[0], Token)
        rated = self.per(comparator, [*in_name, *units] if named_first else [*units, *in_name])
        if shared := self.shared(rated, subject):
            rated, subject = shared, ""
        named = rated.named(subject, self._names.counted(counted, unit_of(rated)))
        return self._softened(named, children)

    def rate_compared(self, children: list[Any]) -> Comparator:
        """Build 不超过每人每天550元, where the operator comes before what the amount is per."""
        at = next(
            n for n, child in enumerate(children) if getattr(child, "type", "") in ("OPERATOR", "HOLDING")
        )
        word = children.pop(at)
        place = next(n for n, child in enumerate(children) if isinstance(child, Amount | Edge))
        compared = self.held if word.type == "HOLDING" else self.compared
        children[place] = compared([word, children[place]])
        return self.rate(children)

    def every(self, children: list[Any]) -> Comparator:
        subject, each, counted = self._around(children)
        if len(each) > 1 or not self._units.is_period(each[0].unit.name):
            raise ReadingProblem("PR207")
        once = Frequency(None, Quantity(Fraction(1), self._units["次"]), each[0].unit)
        return self._softened(once.named(subject, self._names.outcome(counted)), children)

    def named(self, children: list[Any]) -> Comparator:
        subject, (comparator,), counted = self._around(children, alone=True)
        outcome = self._names.outcome(counted)
        if isinstance(comparator, Change) and comparator.baseline is None:
            pace = next((each for each in lexicon()["paces"] if subject.endswith(each)), None)
            comparator, subject = evolve(comparator, baseline=pace), subject.removesuffix(pace or "")
        if isinstance(comparator, AllOf):
            return AllOf(tuple(cast("Named", part).named(subject, outcome) for part in comparator.parts))
        return self._softened(cast("Named", comparator).named(subject, outcome), children)

    def _name_between(self, measure: Measure, before: str = "") -> str:
        """Return the name of a measure such as 60≤得分<80, or the one before it; it cannot have two."""
        if measure.name is None:
            return before
        if measure.name.type == "DOING":
            return f"{before}{measure.name}"
        if before:
            raise ReadingProblem.at("PR212", measure.name, name=measure.name)
        return str(measure.name)

    def _around(
        self, children: list[Any], *, alone: bool = False, within: bool = False
    ) -> tuple[str, list[Any], Token | None]:
        """Return the name before, the parts in the middle and the words after."""
        subject, counted = "", None
        if isinstance(children[0], Token):
            name, *children = children
            subject = self._names.subject(name, alone=alone, within=within)
            self._unfit.check_name(name, subject)
        if isinstance(children[-1], Token):
            counted, children = children[-1], children[:-1]
        return subject, children, counted


def _closes_a_rule(words: Token | None, measure: Comparator) -> bool:
    """Whether the words after a measure only end a rule: 超过10%的, 超过5万元至10万元的部分."""
    if words == "的":
        return (isinstance(measure, Comparison) and measure.operator is not None) or isinstance(
            measure, Range
        )
    return words == "的部分" and isinstance(measure, Range)


def _is_unsigned(measure: Comparator) -> bool:
    """Whether no operator is printed between a name and the measure."""
    return isinstance(measure, Range) or getattr(measure, "operator", None) is None


def _is_below_zero(measure: Comparator) -> bool:
    """Return whether a measure is one number below zero."""
    return isinstance(measure, Comparison) and measure.operator is None and measure.bound.value < 0


def _around_zero(bound: Comparison, name: Token) -> Range:
    """Return 偏差5%以内 as from -5% to 5%, with a warning."""
    spread, closed = bound.bound, bound.operator == "<="
    warning = Diagnostic("PR266", {"spread": str(spread)}, Span(name.start_pos, name.end_pos))
    low = Quantity(-spread.value, spread.unit)
    return Range(low, closed, spread, closed, warnings=(warning,))
