"""A plain evaluator of formula texts, written without the grammar and the model of the library.

Every amount is a fraction of base units (元, 人, 天; shares are plain numbers), so no unit algebra is needed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from math import ceil, floor

BASE = {
    "元": 1,
    "万元": 10000,
    "角": Fraction(1, 10),
    "人": 1,
    "天": 1,
    "小时": Fraction(1, 24),
    "%": Fraction(1, 100),
}
_TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?)(万?[元人天%角]|小时)?((?:/[元人天])*)|([A-Za-z_一-龥]+)|(.))")

Bands = list[tuple[Fraction, Fraction]]
"""For 累进: where each band begins, and its rate as a plain number, the lowest first."""


class ReferenceFormula:
    """Evaluates one text for given amounts, in base units; tables map a choice to an amount or are bands."""

    def __init__(
        self,
        text: str,
        amounts: Mapping[str, Fraction | str],
        tables: Mapping[str, Mapping[str, Fraction]],
        bands: Mapping[str, Bands],
    ) -> None:
        self.tokens = [match.groups() for match in _TOKEN.finditer(text)]
        self.at = 0
        self.amounts, self.tables, self.bands = amounts, tables, bands

    def value(self) -> Fraction:
        found = self._sum()
        assert self.at == len(self.tokens), self.tokens[self.at :]
        return found

    def _sign(self) -> str:
        return self.tokens[self.at][4] or "" if self.at < len(self.tokens) else ""

    def _sum(self) -> Fraction:
        total = self._product()
        while (sign := self._sign()) in ("+", "-") and sign:
            self.at += 1
            total = total + self._product() if sign == "+" else total - self._product()
        return total

    def _product(self) -> Fraction:
        total = self._factor()
        while (sign := self._sign()) in ("×", "÷") and sign:
            self.at += 1
            total = total * self._factor() if sign == "×" else total / self._factor()
        return total

    def _factor(self) -> Fraction:
        number, unit, per, name, sign = self.tokens[self.at]
        self.at += 1
        if number is not None:
            amount = Fraction(number) * BASE.get(unit, 1)
            for below in filter(None, per.split("/")):
                amount /= BASE[below]
            return amount
        if sign == "-":
            return -self._factor()
        if sign == "(":
            inner = self._sum()
            self.at += 1
            return inner
        return self._call(name) if self._sign() == "(" else Fraction(self.amounts[name])

    def _call(self, name: str) -> Fraction:
        self.at += 1
        if name in self.tables:
            return self._closed(self.tables[name][str(self.amounts[self._word()])])
        first = self._sum()
        others: list[Fraction] = []
        while self._sign() == ",":
            self.at += 1
            if name == "累进":
                return self._closed(_in_bands(first, self.bands[self._word()]))
            if name == "取整" and others:
                return self._closed(_ROUNDED[self._word()](first / others[0]) * others[0])
            others.append(self._sum())
        return self._closed(min(first, *others) if name == "最小" else max(first, *others))

    def _word(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1][3]

    def _closed(self, value: Fraction) -> Fraction:
        assert self._sign() == ")"
        self.at += 1
        return value


def _half_up(value: Fraction) -> int:
    whole = floor(abs(value) * 2 + 1) // 2
    return whole if value >= 0 else -whole


_ROUNDED: dict[str, Callable[[Fraction], int]] = {
    "四舍五入": _half_up,
    "四舍六入五成双": round,
    "向上": ceil,
    "向下": floor,
}


def _in_bands(value: Fraction, bands: Bands) -> Fraction:
    total = Fraction(0)
    for at, (low, rate) in enumerate(bands):
        high = bands[at + 1][0] if at + 1 < len(bands) else value
        total += max(min(value, high) - low, Fraction(0)) * rate
    return total
