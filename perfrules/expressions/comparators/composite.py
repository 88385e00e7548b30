"""Several targets in one cell."""

from __future__ import annotations

from functools import reduce
from operator import and_
from typing import Any, ClassVar

from attrs import frozen

from perfrules.diagnostics import Language, phrase
from perfrules.expressions.comparators.base import Comparator
from perfrules.expressions.comparators.plain_data import PlainData
from perfrules.expressions.comparators.regions import Region


@frozen
class AllOf(Comparator):
    """Targets that must all be met: 活动5场；成立中心1个.

    >>> from perfrules.expressions import parse
    >>> len(parse("活动5场；成立中心1个").parts)
    2
    """

    kind: ClassVar[str] = "all_of"
    parts: tuple[Comparator, ...]

    @property
    def region(self) -> Region:
        """The intersection of the parts' regions.

        Raises:
            QuantityError: PR235 where the parts measure different things, so that no one actual meets them.
        """
        return reduce(and_, (part.region for part in self.parts))

    def _fields(self) -> dict[str, Any]:
        return {"parts": [part.to_json() for part in self.parts]}

    @classmethod
    def of_plain_data(cls, plain: PlainData) -> AllOf:
        """Return the comparator of some plain data."""
        return cls(tuple(Comparator.from_json(part, plain.units) for part in plain["parts"]))

    def explain(self, language: Language = "zh") -> str:
        """The phrases of the parts, joined."""
        return phrase("targets.all-of", language).join(part.explain(language) for part in self.parts)

    def __str__(self) -> str:
        return ";".join(map(str, self.parts))
