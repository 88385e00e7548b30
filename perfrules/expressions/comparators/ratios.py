"""Ratios: 1:20, 5:3:2."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, ClassVar

from attrs import frozen

from perfrules.diagnostics import Language
from perfrules.expressions.actuals import Actual
from perfrules.expressions.axes import PROPORTION
from perfrules.expressions.comparators.base import Named
from perfrules.expressions.comparators.measures import half_line
from perfrules.expressions.comparators.plain_data import PlainData
from perfrules.expressions.comparators.regions import Region
from perfrules.expressions.comparators.wording import operator_phrase
from perfrules.expressions.operators import Operator
from perfrules.resources.late_patterns import late_pattern
from perfrules.values import Quantity, exact, exact_text

_PAIR = 2
TIME_LIKE = late_pattern("(?:0?[5-9]|1[0-9]|2[0-4]|0[0-4]):[0-5][05]")
"""A ratio that may be a time of day: 8:30. With a name, an operator or 比 it is a ratio."""


@frozen(repr=False)
class Ratio(Named):
    """One number to another; 1:20 is less than 1:18. Three and more numbers are shares and have no order.

    >>> from perfrules.expressions import parse
    >>> ratio = parse("师生比不低于1:20")
    >>> ratio.matches("1:18"), ratio.matches("1:25")
    (True, False)
    """

    kind: ClassVar[str] = "ratio"
    operator: Operator | None
    terms: tuple[Fraction, ...]

    @property
    def region(self) -> Region:
        """The quotients that meet it.

        Raises:
            ExpressionError: PR243 for a ratio of more than two numbers.
        """
        if len(self.terms) != _PAIR:
            raise self.undecided()
        return Region(PROPORTION, half_line(self.operator, self.terms[0] / self.terms[1]))

    def lacks_order(self, actual: Actual) -> bool:
        """Whether it is another quotient than an actual, and no operator says which one is better.

        >>> from perfrules.expressions import parse, read_actual
        >>> [parse(text).lacks_order(read_actual("1:18")) for text in ("1:20", "1:18", "≥1:20")]
        [True, False, False]
        """
        is_open = self.operator is None and len(self.terms) == _PAIR and _is_proportion(actual)
        return is_open and not self.matches(actual)

    def __str__(self) -> str:
        if "、" not in self.subject:
            return super().__str__()
        return f"{self.subject}按{self._text()}{self.counted}"

    def _fields(self) -> dict[str, Any]:
        return {"operator": self.operator, "terms": [exact_text(term) for term in self.terms]}

    @classmethod
    def of_plain_data(cls, plain: PlainData) -> Ratio:
        """Return the comparator of some plain data."""
        return cls(plain["operator"], tuple(map(exact, plain["terms"])), **plain.names)

    def _numbers(self) -> str:
        return ":".join(map(exact_text, self.terms))

    def _text(self) -> str:
        numbers = self._numbers()
        if self.operator is None and not self.subject and TIME_LIKE.fullmatch(numbers):
            return numbers.replace(":", "比")
        return f"{self.operator or ''}{numbers}"

    def _phrase(self, language: Language) -> str:
        return f"{operator_phrase(self.operator, language)}{self._numbers()}"


def _is_proportion(actual: Actual) -> bool:
    return isinstance(actual, Quantity) and actual.unit.dimension == PROPORTION.dimension
