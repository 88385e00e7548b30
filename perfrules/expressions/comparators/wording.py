"""How quantities and operators are written, and how they are phrased in Chinese and English."""

from __future__ import annotations

from fractions import Fraction

from perfrules.diagnostics import Language, phrase
from perfrules.expressions.amounts.bounds import BELOW_ZERO, LONGEST_YEARS
from perfrules.expressions.moments import is_day, is_month
from perfrules.expressions.operators import Operator
from perfrules.resources.late_patterns import late_pattern
from perfrules.values import MonthDay, Quantity, Unit, exact_text
from perfrules.values.dates import AnyDay

_SEVERAL = late_pattern("/(?=[0-9])")
"""Before a number of a unit, which is a figure of its own without 每: 2个/每50平方米."""
_COUNTED: tuple[Operator, ...] = ("<", ">=", ">")
"""Operators that have words of their own for counts: 不少于, where rates and amounts take 不低于."""
_NEVER_BARE = ("半年", "季度", "百分点")
"""Units that take 个 after a number: 2个百分点; 2半年 would be two and a half years, 2季度 is the second."""

_NUMBERED = ("people", "time", "working-day", "months", "lesson")
"""What is numbered like things that are counted: 不少于3天."""
_SAID_WITH_GE = ("工作日", "自然日", "日历日", "月")
"""Units that take 个 in speech: 不超过15个工作日."""
_LARGE = (("亿", 10**8), ("万", 10**4))
_SPOKEN_YEARS = range(1900, 2100)


def operator_phrase(operator: Operator | None, language: Language, unit: Unit | None = None) -> str:
    """The operator in words, as said of quantities of a unit.

    >>> from perfrules.values import default_units
    >>> operator_phrase(">=", "zh"), operator_phrase(">=", "zh", default_units()["场"])
    ('不低于', '不少于')
    """
    if operator is None:
        return ""
    counted = unit is not None and (unit.counts or unit.dimension in _NUMBERED)
    if counted and operator in _COUNTED:
        return phrase(f"targets.counted-{operator}", language)
    return phrase(f"targets.operator-{operator}", language)


def quantity_text(quantity: Quantity, *, alone: bool = False) -> str:
    """Return a quantity as the reader reads it back: 12个月 if `alone`, because 12月 is December there.

    >>> from fractions import Fraction
    >>> from perfrules.values import default_units
    >>> quantity_text(Quantity(Fraction(2), default_units()["百分点"]))
    '2个百分点'
    """
    name = quantity.unit.name
    first = name.split("/")[0]
    if first in _NEVER_BARE or (alone and first == "月"):
        name = "个" + name
    elif name == "年" and quantity.value > LONGEST_YEARS:
        name = "个年度"
    digits = number_text(quantity.value)
    if alone and quantity.unit.dimension.split("/")[0] not in BELOW_ZERO:
        digits = digits.replace("-", "负", 1)
    if not name and alone and (is_day(quantity.value) or is_month(digits)):  # it may be a date as well
        whole, point, part = digits.partition(".")
        digits = f"{int(whole):,}{point}{part}"
    return f"{digits}{_SEVERAL.sub('/每', name)}"


def number_text(value: Fraction) -> str:
    """Return the number in digits, or as a fraction in words if it is not a decimal: `2/3` may be a date.

    >>> number_text(Fraction(5, 2)), number_text(Fraction(-2, 3))
    ('2.5', '-3分之2')
    """
    text = exact_text(value)
    return f"{'-' if value < 0 else ''}{value.denominator}分之{abs(value.numerator)}" if "/" in text else text


def quantity_phrase(operator: Operator | None, quantity: Quantity, language: Language) -> str:
    """An operator and a quantity in words: 不少于5场, 超过13万元.

    >>> from fractions import Fraction
    >>> from perfrules.values import default_units
    >>> quantity_phrase(">", Quantity(Fraction(130000), default_units()["元"]), "zh")
    '超过13万元'
    """
    return f"{operator_phrase(operator, language, quantity.unit)}{spoken_text(quantity, language)}"


def spoken_text(quantity: Quantity, language: Language) -> str:
    """Return a quantity as it is spoken: 13万元, 15个工作日."""
    written = quantity_text(quantity, alone=True)
    return phrase("targets.amount", language, text_zh=_spoken_chinese(quantity, written), text_en=written)


def _spoken_chinese(quantity: Quantity, written: str) -> str:
    name = quantity.unit.name
    if quantity.value < 0:
        return written
    if name.split("/")[0] in _SAID_WITH_GE:
        return f"{exact_text(quantity.value)}个{name}"
    for word, many in _LARGE:
        if quantity.value >= many and quantity.value % (many // 100) == 0:
            return f"{exact_text(quantity.value / many)}{word}{name}"
    return written


def month_phrase(month: int, language: Language) -> str:
    """Return a month of the calendar in words: 12月, December."""
    return phrase(f"calendar.month-{month}", language)


def month_day_phrase(day: MonthDay, language: Language) -> str:
    """Return a day of any year in words: 12月31日, 31 December."""
    return phrase("calendar.month-day", language, month=month_phrase(day.month, language), day=day.day)


def day_phrase(day: AnyDay, language: Language) -> str:
    """Return a day in words; English writes a day of one year as 2021-12-31."""
    if isinstance(day, MonthDay):
        return month_day_phrase(day, language)
    return phrase("targets.day", language, text_zh=day_text(day), text_en=day.isoformat())


def day_text(day: AnyDay) -> str:
    """Return a day as the reader reads it back: 2021年12月31日, 12月31日.

    >>> from datetime import date
    >>> day_text(date(2021, 12, 31)), day_text(MonthDay(12, 31))
    ('2021年12月31日', '12月31日')
    """
    if isinstance(day, MonthDay):
        return f"{day.month}月{day.day}日"
    # The reader takes four digits before 年 for a year of 1900 to 2099 only.
    return f"{day.year}年{day.month}月{day.day}日" if day.year in _SPOKEN_YEARS else day.isoformat()
