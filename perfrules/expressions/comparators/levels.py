"""Levels of a declared scale: Ⅲ类及以上, 二级甲等."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, ClassVar

from attrs import frozen

from perfrules.diagnostics import Language, phrase
from perfrules.expressions.actuals import Actual, Statement
from perfrules.expressions.axes import level_axis
from perfrules.expressions.comparators.base import Named
from perfrules.expressions.comparators.measures import half_line
from perfrules.expressions.comparators.plain_data import PlainData
from perfrules.expressions.comparators.regions import Region
from perfrules.expressions.operators import Operator
from perfrules.expressions.scales import Scale, scale_of, scales
from perfrules.values import Quantity

_KEYS = {
    ">": "targets.level-better",
    ">=": "targets.level-at-least",
    "<=": "targets.level-at-most",
    "<": "targets.level-worse",
}
_PRINTED: dict[Operator | None, str] = {
    ">": "优于{}",
    ">=": "{}及以上",
    "<=": "{}及以下",
    "<": "低于{}",
    "=": "{}",
    None: "{}",
}


@frozen(repr=False)
class Level(Named):
    """A level of a scale, or that level and better ones; `>=` means better, whatever the numbers say.

    >>> from perfrules.expressions import parse
    >>> target = parse("Ⅲ类及以上")
    >>> target.to_json()
    {'kind': 'level', 'op': '>=', 'operator': '>=', 'level': 'Ⅲ类', 'scale': '水质类别'}
    >>> target.matches("Ⅱ类"), target.matches("Ⅳ类")
    (True, False)
    """

    kind: ClassVar[str] = "level"
    operator: Operator | None
    level: str

    @property
    def scale(self) -> Scale:
        """The scale that the level belongs to."""
        return scale_of(self.level)

    @property
    def region(self) -> Region:
        """The ranks that meet it, counted from the worst level of the scale.

        Raises:
            ExpressionError: PR243 for a level and better ones if the scale does not say which are better.
        """
        if not self.scale.ordered and self.operator not in (None, "="):
            raise self.undecided()
        rank = Fraction(self.scale.rank(self.level))
        return Region(level_axis(self.scale.name), half_line(self.operator, rank))

    def matches(self, actual: Actual | int | Any) -> bool:
        """Whether an actual is such a level.

        Raises:
            ExpressionError: PR241 for words that are not a level of the scale.
            QuantityError: PR235 for anything that is not a level.

        >>> from perfrules.expressions import parse
        >>> parse("二级以上").matches("二级")
        True
        """
        if isinstance(actual, Statement | str):
            text = str(actual).strip()
            scale, level = scales().get(text, (None, ""))
            if text in self.scale.levels:  # A级 is a level of several scales
                scale, level = self.scale, text
            if scale == self.scale and not scale.ordered and level == self.level:
                return self.operator not in (">", "<")
            if scale == self.scale:
                return Quantity(Fraction(self.scale.rank(level)), self.region.unit) in self.region
        return super().matches(actual)

    def __str__(self) -> str:
        # 优于 and 低于 are read after a name, not after a colon.
        between = ":" if self.subject and self.operator not in (">", "<") else ""
        return f"{self.subject}{between}{self._text()}{self.counted}"

    def _fields(self) -> dict[str, Any]:
        return {"operator": self.operator, "level": self.level, "scale": self.scale.name}

    @classmethod
    def of_plain_data(cls, plain: PlainData) -> Level:
        """Return the comparator of some plain data."""
        return cls(plain["operator"], plain["level"], **plain.names)

    def _text(self) -> str:
        return _PRINTED[self.operator].format(self.level)

    def _phrase(self, language: Language) -> str:
        return phrase(_KEYS.get(self.operator or "", "targets.level"), language, level=self.level)
