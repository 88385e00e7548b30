"""The rules for the whole of a text, and for the names around a measure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Any, cast

from attrs import evolve

from perfrules.diagnostics import Diagnostic, Span
from perfrules.expressions.amounts.bounds import Amount, Edge, ReadingProblem
from perfrules.expressions.amounts.heads import SHARES
from perfrules.expressions.binding.further import FurtherRules
from perfrules.expressions.binding.measures import Measure, MeasureRules
from perfrules.expressions.binding.times import Each, TimeRules
from perfrules.expressions.binding.unfit_words import TIMES
from perfrules.expressions.binding.units_of_names import UnitsOfNames, unit_of
from perfrules.expressions.comparators import (
    AllOf,
    AnyOf,
    Approximate,
    Boolean,
    Change,
    Comparator,
    Comparison,
    Deadline,
    Frequency,
    Milestone,
    Milestones,
    Named,
    Narrative,
    NotApplicable,
    Period,
    Qualitative,
    Range,
    RecurringDeadline,
)
from perfrules.expressions.comparators.moments.milestones import joined
from perfrules.expressions.grammar.token import Token
from perfrules.expressions.lexicon import WordPattern, lexicon, one_of
from perfrules.expressions.lexicon.numbers import han_unit, numeral
from perfrules.expressions.lexicon.operators import long_words
from perfrules.resources.late_patterns import late_pattern
from perfrules.values import BARE, MonthDay, Quantity

_SIGNED = late_pattern("[增减降升差偏盈亏浮变涨跌净温利余值]|同比|环比")
"""Signs of a name whose value may be negative; 满意度：-95% has lost a digit or a sign."""

_WHOLE_YEAR = late_pattern("..(?<!安)全年$")
"""A name with 全年 behind it: 安全检查全年4次, but not 安全年4次."""


class Binder(MeasureRules, TimeRules, FurtherRules, UnitsOfNames):
    """The rules of `grammar/expression.lark`, by name. Its only state is the units and the words."""

    @cached_property
    def _none_of(self) -> WordPattern:
        return WordPattern(one_of(lexicon()["none_of"]))

    @cached_property
    def _in_brackets(self) -> WordPattern:
        """A bound or an amount in the brackets of a result in words: 受益人数(不低于一百人)."""
        bound = one_of(long_words())
        return WordPattern(rf"\([^()]*(?:{bound}|{numeral(self._units)}{han_unit(self._units)})")

    # ---- the whole

    def all_of(self, children: list[Any]) -> Comparator:
        parts = [child for child in children if not isinstance(child, Token)]
        if isinstance(children[-1], Token) and children[-1] not in (";", ",", "、", "。"):  # ≤12且
            raise ReadingProblem.at("PR201", children[-1])
        if len(parts) == 1:
            return cast("Comparator", parts[0])
        if any(map(_is_lone_number, parts)) or any(map(_is_cut, children, children[1:], children[2:])):
            raise ReadingProblem("PR201")
        self._unfit.check_list(parts)
        parts = _sharing_a_limit(parts, children)
        if all(isinstance(part, Period) or getattr(part, "end", None) is not None for part in parts):
            return AnyOf(tuple(parts))  # 9:00-12:00、14:00-17:00; 1月至6月，8月至12月
        if milestones := _all_milestones(parts):
            return joined(milestones)
        if ends := _both_ends(parts):
            return ends
        if _exclude_one_another(parts):
            parts = [evolve(parts[0], warnings=(*parts[0].warnings, Diagnostic("PR265"))), *parts[1:]]
        return AllOf(tuple(_flattened(parts)))

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
        within, alone = _is_within(comparator), _is_unsigned(comparator)
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


def _all_milestones(parts: list[Comparator]) -> list[Milestones] | None:
    """The parts if all are milestones; the last may be 全年完成100%, which is due at the end of the year."""
    *before, last = parts
    whole_year = isinstance(last, Comparison) and last.subject in lexicon()["whole_year_reached"]
    if whole_year and isinstance(last, Comparison):
        target = evolve(last, subject="")
        last = Milestones((Milestone(MonthDay(12, 31), target),))
    found = [part for part in (*before, last) if isinstance(part, Milestones)]
    return found if before and len(found) == len(parts) else None


def _flattened(parts: Iterable[Comparator]) -> Iterator[Comparator]:
    """Yield the parts; 每年6月30日、12月31日前 has two."""
    for part in parts:
        yield from part.parts if isinstance(part, AllOf) else (part,)


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


def _is_within(measure: Comparator) -> bool:
    """Return whether a measure is a time limit: 30日内."""
    if not isinstance(measure, Comparison) or measure.operator not in ("<", "<="):
        return False
    return measure.bound.unit.dimension in TIMES


def _is_below_zero(measure: Comparator) -> bool:
    """Return whether a measure is one number below zero."""
    return isinstance(measure, Comparison) and measure.operator is None and measure.bound.value < 0


def _around_zero(bound: Comparison, name: Token) -> Range:
    """Return 偏差5%以内 as from -5% to 5%, with a warning."""
    spread, closed = bound.bound, bound.operator == "<="
    warning = Diagnostic("PR266", {"spread": str(spread)}, Span(name.start_pos, name.end_pos))
    low = Quantity(-spread.value, spread.unit)
    return Range(low, closed, spread, closed, warnings=(warning,))


def _exclude_one_another(parts: list[Comparator]) -> bool:
    """Return whether two amounts of one unit, without names, cannot be met at once: 90%、95%."""
    plain = [part for part in parts if isinstance(part, Comparison) and part.operator in (None, "=")]
    if any(part.soft and not part.subject for part in plain):  # 一般3天，特殊5天
        return len({part.bound for part in plain}) > 1
    unnamed = [part.bound for part in plain if not part.subject and not part.counted]
    return len(unnamed) == len(parts) and any(
        one.unit == other.unit and one != other for one, other in pairwise(unnamed)
    )


def _is_lone_number(part: Comparator) -> bool:
    """Return whether a part is only a number, which a list cannot have: 5,10个 lacks something."""
    if not isinstance(part, Comparison) or part.operator is not None or part.bound.unit != BARE:
        return False
    return not part.subject and not part.counted


def _sharing_a_limit(parts: list[Comparator], children: list[Any]) -> list[Comparator]:
    """Return 城区5分钟、农村15分钟内 with both at most; any other parts unchanged."""
    joints = {child for child in children if isinstance(child, Token)}
    times = [part for part in parts if isinstance(part, Comparison) and part.bound.unit.dimension in TIMES]
    last = parts[-1]
    if joints != {"、"} or len(times) < len(parts) or not _is_within(last):
        return parts
    if any(part.operator is not None or not part.subject or part.counted for part in times[:-1]):
        return parts
    return [*(evolve(part, operator=times[-1].operator) for part in times[:-1]), last]


def _is_cut(part: Any, sign: Any, following: Any) -> bool:
    """Whether a comma cuts one target into two: ≥1,00元; 300元,每天; 每年6月底前,12月底前.

    Or has lost a sign: ≥2000元,5000元.
    """
    if sign not in (",", "、", "。"):
        return False
    if isinstance(part, RecurringDeadline) and isinstance(following, Deadline):
        return not following.subject
    if not isinstance(part, Comparison) or part.counted:
        return False
    if isinstance(following, Frequency):
        once = following.operator is None and following.times.value == 1 and not following.subject
        return once and part.bound.unit.dimension.startswith("money")
    if not isinstance(following, Comparison | Range) or following.subject:
        return False
    unit = following.bound.unit if isinstance(following, Comparison) else following.high.unit
    unmarked = isinstance(following, Comparison) and following.operator is None
    if part.bound.unit == BARE:
        return unmarked or unit != BARE
    return unmarked and part.operator is not None and part.bound.unit == unit


def _both_ends(parts: list[Comparator]) -> Comparator | None:
    """Return a range if two comparisons in one cell are its two ends: ≥80%，≤90%."""
    if len(parts) != 2 or not all(isinstance(part, Comparison) and part.operator for part in parts):
        return None
    first, second = cast("list[Comparison]", parts)
    if second.subject or first.counted or second.counted or first.bound.unit != second.bound.unit:
        return None
    low, high = (first, second) if first.operator in (">", ">=") else (second, first)
    if low.operator not in (">", ">=") or high.operator not in ("<", "<="):
        return None
    closed = low.operator == ">=" and high.operator == "<="
    if low.bound > high.bound or (low.bound == high.bound and not closed):
        raise ReadingProblem("PR222")
    ends = Range(low.bound, low.operator == ">=", high.bound, high.operator == "<=")
    return ends.named(first.subject, "")
