"""Units that a name says: 人均300元 is 300元/人, 每周开放56小时 is 56小时/周, 港币5元 is 5港元."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cached_property

from perfrules.expressions.amounts.bounds import ReadingProblem
from perfrules.expressions.lexicon import WordPattern, lexicon, one_of
from perfrules.expressions.lexicon.numbers import han_unit
from perfrules.resources.late_patterns import late_pattern
from perfrules.values import Unit, UnitRegistry, read_number

_BRACKETED = late_pattern("(.*[一-鿿])[(]([十百千万亿]*)([^()]+)[)]")
SHARES = ("", "ratio", "percentage-point", "score")
"""Dimensions that are not shared out among heads: 人均5%."""


class UnitsInNames:
    """The units that names say, for targets and actuals alike."""

    _units: UnitRegistry

    @cached_property
    def _heads(self) -> Mapping[str, str]:
        """Whom or what 人均, 户均 … share an amount among."""
        heads: Mapping[str, str] = lexicon()["per_head"]
        return heads

    def per_head(self, subject: str, unit: Unit) -> Unit | None:
        """The unit of what is said per head, or None: 元/人 of 人均 and 元, 元/人/月 of 人均 and 元/月."""
        what, *per = unit.name.split("/")
        head = self._heads.get(subject)
        if head is None or unit.dimension in SHARES or what == head:
            return None
        if head in per:  # 人均500元/天·人
            return unit
        return self._units.compound([what, head, *per])

    def per_each(self, unit: Unit, each: Sequence[Unit]) -> Unit:
        """Return the unit of a rate: 元/人/月 of 每人每月 and 元, 元/座/年 of 每座 and 元/年.

        Raises:
            ReadingProblem: PR214 for a rate per one of the units already, or per two periods.
        """
        what, *per = unit.name.split("/")
        names = [*(one.name for one in each), *per]
        periods = [name for name in names if self._units.is_period(name)]
        if len(set(names)) < len(names) or len(periods) > 1:  # 每月3000元/月, 每月每周2次
            raise ReadingProblem("PR214")
        return self._units.compound([what, *names])

    @cached_property
    def _currencies(self) -> tuple[str, ...]:
        return tuple(lexicon()["named_currencies"])

    @cached_property
    def _each(self) -> WordPattern:
        return WordPattern(f"(?P<before>.*)每个?(?P<each>{han_unit(self._units)})(?![末初底中])(?P<after>.*)")

    def each_in(self, name: str) -> tuple[list[Unit], str]:
        """Return the units with 每 before them in a name, and the rest of it: 月 and 队巡查 of 队每月巡查."""
        each = list[Unit]()
        while "每" in name and (found := self._each.fullmatch(name)):
            each.insert(0, self._units[found["each"]])
            name = found["before"] + found["after"]
        return each, name

    @cached_property
    def _often(self) -> WordPattern:
        """A period and what is done in it, at the beginning of a name: 月巡查, 季度考核."""
        words = lexicon()
        done = one_of([*words["doings"], *words["often_done"]])
        return WordPattern(f"(?P<period>{one_of(words['often_periods'])})(?P=period)?度?(?P<done>{done}.*)")

    def often_in(self, name: str, unit: Unit) -> tuple[list[Unit], str]:
        """Return the period in which something is done a number of times, and the rest of the name.

        月巡查2次 is done twice a month. What is not a number of times keeps its name: 日处理污水3万吨.
        """
        if unit.name not in lexicon()["times"] or not (found := self._often.fullmatch(name)):
            return [], name
        return [self._units[found["period"]]], found["done"]

    def bracketed_in(self, name: str) -> tuple[Unit | None, Fraction, str]:
        """Return the unit in brackets at the end of a name, its multiplier, and the rest of the name.

        A place may stand in brackets too (文化馆(站)), so of the count words only those of `counted_units`
        are taken for a unit. `投入资金(万元)` is 元, 10000 and 投入资金.
        """
        found = _BRACKETED.fullmatch(name)
        for rest, word, spelling in [(found[1], "", found[2] + found[3]), found.groups()] if found else ():
            unit = self._units.find(spelling)
            if unit is not None and (not unit.counts or unit.name in lexicon()["counted_units"]):
                return unit, read_number(f"1{word}"), rest
        return None, Fraction(1), name

    def currency_in(self, name: str) -> tuple[Unit | None, str]:
        """Return the currency at the end of a name, and the rest of it.

        Raises:
            ReadingProblem: PR214 for a currency that the units do not know.
        """
        if not name.endswith(self._currencies):
            return None, name
        word = next(each for each in self._currencies if name.endswith(each))
        currency = self._units.find(word)
        if currency is None:
            raise ReadingProblem("PR214")
        return currency, name.removesuffix(word)
