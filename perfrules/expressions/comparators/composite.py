"""Several targets in one cell."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from operator import and_, or_
from typing import Any, ClassVar

from attrs import frozen

from perfrules.diagnostics import Language, PerfrulesError, phrase
from perfrules.expressions.actuals import Actual
from perfrules.expressions.comparators.base import Comparator, Named
from perfrules.expressions.comparators.plain_data import PlainData
from perfrules.expressions.comparators.regions import Region


@frozen(repr=False)
class AllOf(Comparator):
    """Targets that must all be met: 活动5场；成立中心1个.

    >>> from perfrules.expressions import parse
    >>> len(parse("活动5场；成立中心1个").parts)
    2

    `has_total` where the first part is the total of which the others are parts: 100个，其中：省级≥20个.
    """

    kind: ClassVar[str] = "all_of"
    parts: tuple[Comparator, ...]
    has_total: bool = False

    @property
    def region(self) -> Region:
        """The intersection of the parts' regions.

        Raises:
            QuantityError: PR235 where the parts measure different things, so that no one actual meets them.
            ExpressionError: PR243 for a total with its parts and for parts with different names, which are
                different numbers.

        >>> from perfrules.expressions import parse
        >>> str(parse("≥90%；≥95%").region)
        '[95, +∞)%'
        """
        if self.has_total or len({(named.subject, named.counted) for named in self._named()}) > 1:
            raise self.undecided()
        return reduce(and_, (part.region for part in self.parts))

    def _named(self) -> Iterator[Named]:
        return (part for part in self.parts if isinstance(part, Named))

    @property
    def of(self) -> Comparator | None:
        """The total of which the other parts are parts; None where no part is one."""
        return self.parts[0] if self.has_total else None

    def _fields(self) -> dict[str, Any]:
        parts = [part.to_json() for part in self.parts]
        return {"parts": parts, "of": parts[0]} if self.has_total else {"parts": parts}

    @classmethod
    def of_plain_data(cls, plain: PlainData) -> AllOf:
        """Return the comparator of some plain data."""
        parts = tuple(Comparator.from_json(part, plain.units) for part in plain["parts"])
        return cls(parts, has_total="of" in plain.data)

    def explain(self, language: Language = "zh") -> str:
        """The phrases of the parts, joined."""
        joint = phrase("targets.all-of", language)
        phrases = [part.explain(language) for part in self.parts]
        if self.has_total:
            return phrases[0] + phrase("targets.of-these", language) + joint.join(phrases[1:])
        return joint.join(phrases)

    def __str__(self) -> str:
        first, *others = map(str, self.parts)
        return f"{first},其中:{';'.join(others)}" if self.has_total else ";".join([first, *others])


@frozen(repr=False)
class AnyOf(Comparator):
    """Targets of which one is enough: ≥95%或较上年提高2个百分点.

    >>> from perfrules.expressions import parse
    >>> target = parse("≥95%或≤5%")
    >>> target.matches("96%"), target.matches("50%"), str(target.region)
    (True, False, '(-∞, 5] ∪ [95, +∞)%')
    """

    kind: ClassVar[str] = "any_of"
    parts: tuple[Comparator, ...]

    @property
    def region(self) -> Region:
        """The union of the parts' regions.

        Raises:
            QuantityError: PR235 where the parts measure different things.
        """
        return reduce(or_, (part.region for part in self.parts))

    def matches(self, actual: Actual | int | Decimal | Fraction | str) -> bool:
        """Whether an actual meets one of the parts.

        Raises:
            ExpressionError, QuantityError: it meets none, and one of them cannot be compared with it.
        """
        problems: list[PerfrulesError] = []
        for part in self.parts:
            try:
                if part.matches(actual):
                    return True
            except PerfrulesError as problem:
                problems.append(problem)
        if problems:
            raise problems[0]
        return False

    def completion(self, actual: Actual | int | Decimal | Fraction | str) -> Fraction:
        """The share of the part that was reached best. It raises the errors of `matches`."""
        if self.matches(actual):
            return max(Fraction(1), *self._shares(actual))
        return max(part.completion(actual) for part in self.parts)

    def _shares(self, actual: Actual | int | Decimal | Fraction | str) -> Iterator[Fraction]:
        for part in self.parts:
            with suppress(PerfrulesError):  # another part is met
                yield part.completion(actual)

    def _fields(self) -> dict[str, Any]:
        return {"parts": [part.to_json() for part in self.parts]}

    @classmethod
    def of_plain_data(cls, plain: PlainData) -> AnyOf:
        """Return the comparator of some plain data."""
        return cls(tuple(Comparator.from_json(part, plain.units) for part in plain["parts"]))

    def explain(self, language: Language = "zh") -> str:
        """The phrases of the parts, joined."""
        return phrase("targets.or", language).join(part.explain(language) for part in self.parts)

    def __str__(self) -> str:
        return "或".join(map(str, self.parts))


def parts_of(comparator: Comparator) -> Iterator[Comparator]:
    """Yield the targets of which a target consists; one that is not composite is its own part.

    >>> from perfrules.expressions import parse
    >>> [str(part) for part in parts_of(parse("≥95%或≥5个"))]
    ['>=95%', '>=5个']
    """
    if isinstance(comparator, AllOf | AnyOf):
        for part in comparator.parts:
            yield from parts_of(part)
    else:
        yield comparator
