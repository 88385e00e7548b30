"""What a formula may refer to: the names, tables and functions that are known to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from attrs import field, frozen

from perfrules.diagnostics import Language, phrase
from perfrules.expressions.text.characters import plain_characters
from perfrules.resources import load_data
from perfrules.resources.plain_repr import PlainRepr
from perfrules.values import Interval, Unit

if TYPE_CHECKING:
    # Most policies have no formula, so that the nodes are loaded with the first one.
    from perfrules.formulas.nodes import KeyValues, Rounding, Table

WIDE = Interval(None, False, None, False)
"""The range of a name whose numbers have no bounds."""
LONGEST_FACT = 40
"""The digits that a fact may have at most."""


@frozen(repr=False)
class NumberSymbol(PlainRepr):
    """A numeric name: its unit, the range of its numbers, how many digits they may have, and their step."""

    name: str
    unit: Unit
    range: Interval = WIDE
    title: str = ""
    digits: int = LONGEST_FACT
    step: Fraction | None = None


@frozen(repr=False)
class ChoiceSymbol(PlainRepr):
    """A name whose values are choices or truth values; an open choice has a value for the unlisted ones."""

    name: str
    values: frozenset[str | bool]
    title: str = ""


Symbol: TypeAlias = NumberSymbol | ChoiceSymbol


def _by_text(symbols: Iterable[Symbol]) -> Mapping[str, Symbol]:
    """Map names and titles, in the characters in which formulas are read; a name goes before a title."""
    titled = {plain_characters(each.title): each for each in symbols if each.title}
    return titled | {plain_characters(each.name): each for each in symbols}


@frozen(repr=False)
class FormulaScope(PlainRepr):
    """The names and tables that a formula may use."""

    symbols: tuple[Symbol, ...] = ()
    tables: tuple[Table, ...] = ()
    _symbol_by_text: Mapping[str, Symbol] = field(init=False, repr=False, eq=False)
    _table_by_text: Mapping[str, Table] = field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_symbol_by_text", _by_text(self.symbols))
        titled = {plain_characters(each.title): each for each in self.tables if each.title}
        named = {plain_characters(each.name): each for each in self.tables}
        object.__setattr__(self, "_table_by_text", titled | named)

    def symbol(self, text: str) -> Symbol | None:
        """Return the symbol of a name or title."""
        return self._symbol_by_text.get(plain_characters(text))

    def table(self, text: str) -> Table | None:
        """Return the table of a name or title."""
        return self._table_by_text.get(plain_characters(text))

    def number_before(self, text: str) -> str:
        """Return the longest name or title of a number that a text begins with; empty if there is none.

        >>> FormulaScope((NumberSymbol("合同金额", Unit("元", "money")),)).number_before("合同金额的10%")
        '合同金额'
        """
        named = self._symbol_by_text.items()
        words = (word for word, each in named if text.startswith(word) and isinstance(each, NumberSymbol))
        return max(words, key=len, default="")

    @property
    def words(self) -> list[str]:
        """Every name, title and function, for hints."""
        symbols = [text for each in self.symbols for text in (each.name, each.title) if text]
        tables = [text for each in self.tables for text in (each.name, each.title) if text]
        return [*symbols, *tables, *functions()]

    @property
    def ranges(self) -> Mapping[str, Interval]:
        """The range of each numeric name."""
        return {each.name: each.range for each in self.symbols if isinstance(each, NumberSymbol)}

    @property
    def choices(self) -> Mapping[str, KeyValues]:
        """The values of each choice."""
        return {each.name: each.values for each in self.symbols if isinstance(each, ChoiceSymbol)}

    @property
    def digits(self) -> Mapping[str, int]:
        """How many digits the number of each numeric name may have."""
        return {each.name: each.digits for each in self.symbols if isinstance(each, NumberSymbol)}


@cache
def functions() -> Mapping[str, str]:
    """The functions by their names in both languages.

    >>> functions()["累进"]
    'brackets'
    """
    words: Mapping[str, str] = load_data("grammar", "formulas.yaml")["functions"]
    return {**{name: name for name in words}, **{chinese: name for name, chinese in words.items()}}


@cache
def roundings() -> Mapping[str, Rounding]:
    """The ways of rounding by their names in both languages.

    >>> roundings()["向上"]
    'up'
    """
    words: Mapping[Rounding, str] = load_data("grammar", "formulas.yaml")["roundings"]
    return {**{str(name): name for name in words}, **{chinese: name for name, chinese in words.items()}}


@cache
def words_in(language: Language) -> Mapping[str, str]:
    """Map the Chinese words of formulas to those of a language; nothing changes in Chinese.

    >>> words_in("en")["最小"], words_in("zh")
    ('min', {})
    """
    return {
        chinese: phrase(f"arithmetic.{name}", language)
        for name in ("min", "max", "round", "half_up", "half_even", "up", "down")
        if (chinese := phrase(f"arithmetic.{name}", "zh")) != phrase(f"arithmetic.{name}", language)
    }
