"""The rules for several targets in one text: ≥80%，≤90%; 6月底前50%，12月底前100%."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, cast

from attrs import evolve

from perfrules.diagnostics import Diagnostic
from perfrules.expressions.amounts.bounds import Amount, ReadingProblem, directed
from perfrules.expressions.amounts.names import Names
from perfrules.expressions.binding.unfit_words import TIMES, UnfitWords
from perfrules.expressions.comparators import (
    AllOf,
    AnyOf,
    Comparator,
    Comparison,
    Deadline,
    Frequency,
    Milestone,
    Milestones,
    Operator,
    Period,
    Range,
    RecurringDeadline,
)
from perfrules.expressions.comparators.moments.milestones import joined
from perfrules.expressions.grammar.token import Token
from perfrules.expressions.lexicon import lexicon
from perfrules.expressions.operators import operator_of
from perfrules.resources.late_patterns import late_pattern
from perfrules.values import BARE, MonthDay, Quantity

_RESPECTIVELY = late_pattern("分别(?:为|是)?$")
_JOINT = late_pattern(
    "、|(?<![谐谦饱共温])和(?![谐平睦解缓])|(?<![参给])与(?![会时])|(?<![普涉波危])及(?![格时])"
)
"""What joins two names; 及格率, 参与率 and 和谐程度 are one name each."""


class ListRules:
    """`all_of`, `respectively`."""

    _names: Names
    _unfit: UnfitWords

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

    def respectively(self, children: list[Any]) -> Comparator:
        """Build 优良率、合格率分别不低于90%、95%: one target per amount."""
        names, *rest = children
        word = rest.pop(0) if isinstance(rest[0], Token) else None
        first, *others = [child for child in rest if not isinstance(child, Token)]
        operator, bounds = self._listed(word, first, others)
        subjects = [each for each in _JOINT.split(_RESPECTIVELY.sub("", names)) if each]
        if subjects and len(subjects) != len(bounds):
            raise ReadingProblem.at("PR253", names)
        named = [self._names.subject(names.update(value=each)) for each in subjects] or [""] * len(bounds)
        pairs = zip(bounds, named, strict=True)
        return AllOf(tuple(Comparison(operator, bound).named(name, "") for bound, name in pairs))

    @staticmethod
    def _listed(
        word: Token | None, first: Amount, others: list[Comparator]
    ) -> tuple[Operator | None, list[Quantity]]:
        """The operator before the first or behind the last of some amounts, and the amounts.

        Raises:
            ReadingProblem: PR201 where one of them is more than an amount, PR211 where operators disagree.
        """
        *middle, last = others
        plain = all(isinstance(each, Comparison) and not (each.subject or each.counted) for each in others)
        if not plain or any(getattr(each, "operator", None) for each in middle):
            raise ReadingProblem("PR201")
        bounds = [cast("Comparison", each).bound for each in others]
        behind = cast("Comparison", last).operator
        amount = first if first.unit is not None else first._replace(unit=bounds[-1].unit)
        before = None
        if word is not None and word.type in ("OPERATOR", "HOLDING"):
            before = directed("<=" if word.type == "HOLDING" else operator_of(word.value), amount).operator
        if before and behind and before != behind:
            raise amount.problem("PR211")
        return before or behind, [amount.quantity, *bounds]


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


def is_within(measure: Comparator) -> bool:
    """Return whether a measure is a time limit: 30日内."""
    if not isinstance(measure, Comparison) or measure.operator not in ("<", "<="):
        return False
    return measure.bound.unit.dimension in TIMES


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
    if joints != {"、"} or len(times) < len(parts) or not is_within(last):
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
