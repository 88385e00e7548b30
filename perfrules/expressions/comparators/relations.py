"""Comparators that need outside data: a change against a baseline, a figure kept elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar, Literal

from attrs import evolve, frozen

from perfrules.diagnostics import Language, phrase
from perfrules.expressions.actuals import Actual, to_actual
from perfrules.expressions.comparators.base import Named
from perfrules.expressions.comparators.measures import Comparison, half_line, share_of_bound
from perfrules.expressions.comparators.plain_data import PlainData
from perfrules.expressions.comparators.regions import Region
from perfrules.expressions.comparators.wording import (
    operator_phrase,
    quantity_phrase,
    quantity_text,
)
from perfrules.expressions.operators import Operator
from perfrules.values import BARE, IntervalSet, Quantity, Unit, exact_text, json_numbers

Direction = Literal["increase", "decrease"]

_BEHIND: dict[Operator | None, str] = {">=": "以上", "<=": "以内"}
_NUMERALS = tuple("0123456789零〇一二两三四五六七八九十")
"""What a figure begins with that would be read as a number or a date after an operator: 三季度预算."""

# Rates take 增长 and 下降, counts and measures 增加 and 减少.
_OF_RATES: dict[Direction, str] = {"increase": "增长", "decrease": "下降"}
_OF_AMOUNTS: dict[Direction, str] = {"increase": "增加", "decrease": "减少"}
_OF_A_RATE: dict[Direction, str] = {"increase": "提高", "decrease": "降低"}
_RATES = ("ratio", "percentage-point")
_SPOKEN_BASELINES = ("同比", "环比", "年均", "同期比", "每年", "每月", "每季度", "逐年", "逐月")


@frozen(repr=False)
class Change(Named):
    """A change in one direction, by so much, against a baseline; `amount` None where none is written.

    `approximate` where it is about so much (增长8%左右); a policy says what still counts as near.
    An actual is the amount of change in the stated direction: for 下降5% a fall of 6% is `6%`.

    >>> from perfrules.expressions import parse
    >>> str(parse("较上年增长≥5%")), parse("同比下降").matches("3%")
    ('较上年增长>=5%', True)
    """

    kind: ClassVar[str] = "change"
    direction: Direction
    operator: Operator | None
    amount: Quantity | None
    baseline: str | None
    of: str = ""
    approximate: bool = False

    @property
    def value(self) -> Fraction | None:
        """The number of the amount; None where none is written."""
        return None if self.amount is None else self.amount.value

    @property
    def unit(self) -> Unit:
        """The unit of the amount; the bare unit where none is written."""
        return BARE if self.amount is None else self.amount.unit

    @property
    def region(self) -> Region:
        """The amounts of change in the stated direction that meet it; without an amount, any above zero.

        Raises:
            ExpressionError: PR243 for an approximate change.
        """
        if self.approximate:
            raise self.undecided()
        if self.amount is None:
            return Region(BARE, IntervalSet.from_(Fraction(0), closed=False))
        return Region(self.amount.unit, half_line(self.operator, self.amount.value))

    def completion(self, actual: Actual | int | Decimal | Fraction | str) -> Fraction:
        """The share of the amount of change that was reached; without an amount, 1 or 0."""
        bound = Fraction(0) if self.amount is None else self.amount.value
        return share_of_bound(self.operator, self.region, bound, to_actual(actual, self))

    def _fields(self) -> dict[str, Any]:
        amount = {"value": None, "unit": ""} if self.amount is None else self.amount.to_json()
        fields = {"direction": self.direction, "operator": self.operator, **amount, "baseline": self.baseline}
        further = {"of": self.of, "approximate": self.approximate}
        return fields | {key: value for key, value in further.items() if value}

    @classmethod
    def of_plain_data(cls, plain: PlainData) -> Change:
        """Return the comparator of some plain data."""
        amount = None if plain["value"] is None else plain.quantity()
        of = plain.data.get("of", "")
        about = plain.data.get("approximate", False)
        return cls(plain["direction"], plain["operator"], amount, plain["baseline"], of, about, **plain.names)

    def _text(self) -> str:
        return f"{self._baseline_zh()}{self._direction_zh()}{self.of}{self.operator or ''}{self._amount()}"

    def _direction_zh(self) -> str:
        rate = self.amount is None or self.amount.unit.dimension in _RATES
        if rate and self.of:
            return _OF_A_RATE[self.direction]
        return (_OF_RATES if rate else _OF_AMOUNTS)[self.direction]

    def _baseline_zh(self) -> str:
        if self.baseline is None or self.baseline in _SPOKEN_BASELINES:
            return self.baseline or ""
        return f"较{self.baseline}"

    def _amount(self) -> str:
        if self.amount is None:
            return ""
        text = quantity_text(self.amount, alone=self.operator is None)
        if self.approximate:
            return f"约{text}"
        return text.replace("-", "负", 1) if self.of else text

    def _phrase(self, language: Language) -> str:
        amount = "" if self.amount is None else quantity_phrase(self.operator, self.amount, language)
        if self.approximate:
            amount = phrase("targets.about", language, amount=amount)
        chinese = f"{self._baseline_zh()}{self._direction_zh()}{self.of}{amount}"
        english = " ".join(
            part for part in (self.of, self.direction, self._by(amount), self._against()) if part
        )
        return phrase("targets.change", language, text_zh=chinese, text_en=english)

    def _by(self, amount: str) -> str:
        return amount and phrase("targets.change-by", "en", amount=amount)

    def _against(self) -> str:
        if self.baseline in _SPOKEN_BASELINES:
            return phrase(f"targets.baseline-{self.baseline}", "en")
        return phrase("targets.against", "en", baseline=self.baseline) if self.baseline else ""


@frozen(repr=False)
class Reference(Named):
    """A bound that is kept elsewhere, by its name: 核定数, 前三年平均值; `factor` times that figure.

    An `offset` adds percentage points, or less if negative: 高于GDP增速2个百分点.

    >>> from perfrules.expressions import parse
    >>> target = parse("不超过核定数的110%")
    >>> str(target), str(target.resolve({"核定数": Quantity(Fraction(50))}))
    ('<=核定数的110%', '<=55')
    """

    kind: ClassVar[str] = "reference"
    operator: Operator | None
    name: str
    factor: Fraction = Fraction(1)
    offset: Quantity | None = None

    @property
    def unit(self) -> Unit:
        """The unit of the offset."""
        return BARE if self.offset is None else self.offset.unit

    def resolve(self, figures: Mapping[str, Quantity]) -> Comparison | None:
        """The comparison with the figure put in, or None where the figures do not have it."""
        figure = figures.get(self.name)
        if figure is None:
            return None
        more = Fraction(0) if self.offset is None else self.offset.value
        bound = Quantity(figure.value * self.factor + more, figure.unit)
        resolved = Comparison(self.operator, bound, subject=self.subject, counted=self.counted)
        return evolve(resolved, soft=self.soft)

    def _fields(self) -> dict[str, Any]:
        fields = {"operator": self.operator, "name": self.name, **json_numbers("factor", self.factor)}
        if self.offset is None:
            return fields
        return {**fields, **json_numbers("offset", self.offset.value), "unit": self.offset.unit.name}

    @classmethod
    def of_plain_data(cls, plain: PlainData) -> Reference:
        """Return the comparator of some plain data."""
        offset = Quantity(plain.number("offset"), plain.unit()) if "offset" in plain.data else None
        return cls(plain["operator"], plain["name"], plain.number("factor"), offset, **plain.names)

    def _share(self) -> str:
        if self.factor == 1 and self.operator is not None:
            return ""
        percent = exact_text(self.factor * 100)
        if "/" in percent:
            return f"的{self.factor.denominator}分之{self.factor.numerator}"
        return f"的{percent}%"

    def _text(self) -> str:
        if self.offset is not None:
            word = "高于" if self.offset.value >= 0 else "低于"
            return f"{word}{self.name}{quantity_text(_size(self.offset))}"
        if self._share() and self.operator in _BEHIND and self.name.startswith(_NUMERALS):
            return f"{self.name}{self._share()}{_BEHIND[self.operator]}"
        equal = "为" if self.subject and self._share() else ""
        return f"{self.operator or equal}{self.name}{self._share()}"

    def _phrase(self, language: Language) -> str:
        if self.offset is not None:
            key = "targets.above-by" if self.offset.value >= 0 else "targets.below-by"
            return phrase(key, language, name=self.name, offset=quantity_text(_size(self.offset)))
        if self.operator == "=":
            return phrase("targets.level-with", language, figure=self._figure(language))
        return f"{operator_phrase(self.operator, language)}{self._figure(language)}"

    def _figure(self, language: Language) -> str:
        shares = {"share_zh": self._share(), "share_en": self._share_en()}
        return phrase("targets.figure", language, name=self.name, **shares)

    def _share_en(self) -> str:
        if self.factor == 1:
            return ""
        percent = exact_text(self.factor * 100)
        return phrase("targets.share-of", "en", share=self.factor if "/" in percent else f"{percent}%")


def _size(offset: Quantity) -> Quantity:
    return Quantity(abs(offset.value), offset.unit)
