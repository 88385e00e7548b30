"""Targets by their dates: 6月底前完成50%，12月底前完成100%."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from operator import itemgetter
from typing import Any, ClassVar, cast

from attrs import frozen

from perfrules.diagnostics import Diagnostic, Language, phrase
from perfrules.expressions.comparators.base import Comparator, Named
from perfrules.expressions.comparators.measures import Comparison
from perfrules.expressions.comparators.plain_data import PlainData
from perfrules.expressions.comparators.wording import day_phrase, day_text
from perfrules.resources.plain_repr import PlainRepr
from perfrules.values import MonthDay

_OWN_KEYS = ("date", "year", "inclusive")


@frozen(repr=False)
class Milestone(PlainRepr):
    """What is to be reached by a day; `year` where the text names a whole year instead of a day."""

    day: date | MonthDay
    target: Named
    inclusive: bool = True
    year: int | None = None

    def to_json(self) -> dict[str, Any]:
        """The date, the year where only that is written, and the target."""
        day = self.day if isinstance(self.day, MonthDay) else self.day.isoformat()
        year = {} if self.year is None else {"year": self.year}
        excluded = {} if self.inclusive else {"inclusive": False}
        return {"date": str(day), **year, **excluded, **self.target.to_json()}

    @classmethod
    def of_plain_data(cls, plain: PlainData) -> Milestone:
        """Return the milestone of some plain data; a target has none of the keys of a milestone itself."""
        target = {key: value for key, value in plain.data.items() if key not in _OWN_KEYS}
        inclusive, year = plain.data.get("inclusive", True), plain.data.get("year")
        return cls(plain.day(), cast("Named", Comparator.from_json(target, plain.units)), inclusive, year)

    def day_in(self, year: int) -> date:
        """The day, in that year where the text writes none."""
        return self.day.in_year(year) if isinstance(self.day, MonthDay) else self.day

    def explain(self, language: Language) -> str:
        """What is to be reached, and by when."""
        target = self.target.explain(language)
        if self.year is not None:
            return phrase("targets.milestone-year", language, day=self.year, target=target)
        key = "targets.milestone-by" if self.inclusive else "targets.milestone-before"
        return phrase(key, language, day=day_phrase(self.day, language), target=target)

    def __str__(self) -> str:
        verb = "" if self.target.subject else "完成"
        if self.year is not None and verb and isinstance(self.target, Comparison):
            return f"{self.year}年{verb}{self.target}"
        return f"{day_text(self.day)}{'' if self.inclusive else '(不含)'}前{verb}{self.target}"


@frozen(repr=False)
class Milestones(Comparator):
    """Targets by their dates; on the day of a report the last one due counts.

    >>> from perfrules.expressions import parse
    >>> target = parse("6月底前完成50%，12月底前完成100%")
    >>> str(target.due(date(2024, 8, 31))), target.due(date(2024, 3, 31))
    ('50%', None)
    """

    kind: ClassVar[str] = "milestones"
    parts: tuple[Milestone, ...]

    def due(self, as_of: date) -> Named | None:
        """The target of the last milestone that is due on a day, None before the first."""
        days = ((part.day_in(as_of.year), part.target) for part in self.parts)
        due = [(day, target) for day, target in days if day <= as_of]
        return max(due, key=itemgetter(0))[1] if due else None

    def _fields(self) -> dict[str, Any]:
        return {"parts": [part.to_json() for part in self.parts]}

    @classmethod
    def of_plain_data(cls, plain: PlainData) -> Milestones:
        """Return the comparator of some plain data."""
        return cls(tuple(Milestone.of_plain_data(PlainData(part, plain.units)) for part in plain["parts"]))

    def explain(self, language: Language = "zh") -> str:
        """Iterate over the milestones."""
        return "; ".join(part.explain(language) for part in self.parts)

    def __str__(self) -> str:
        return ";".join(map(str, self.parts))


def joined(parts: Iterable[Milestones]) -> Milestones:
    """Return the milestones of several texts as one target; PR268 warns of shares of one whole."""
    milestones = tuple(each for part in parts for each in part.parts)
    targets = [each.target for each in milestones]
    shares = [each.bound.value for each in targets if isinstance(each, Comparison) and _is_share(each)]
    whole = len(shares) == len(milestones) and sum(shares) == 100 and shares[-1] < 100
    return Milestones(milestones, warnings=(Diagnostic("PR268"),) if whole else ())


def _is_share(target: Comparison) -> bool:
    """Whether a target is a percentage without an operator, as the share of a period is."""
    return target.operator is None and target.bound.unit.name == "%"
