"""The patterns of numerals and units."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from perfrules.expressions.lexicon.vocabulary import needing, one_of
from perfrules.expressions.lexicon.words import lexicon
from perfrules.values import UnitRegistry
from perfrules.values.numerals import ARABIC, CHINESE

_NO_WORDS = "万亿千百十余多来几以及至到左上下内个约不超低高大小少满"
"""What may follow a number, and so does not make a code of a letter and the number before it."""
_DIGIT = "[一二两三四五六七八九]"
_POINT_FIRST = r"(?<![0-9.])\.[0-9]+(?![0-9.])"
"""A decimal without the zero before its point: .5."""
PAIRED = "一[^年月周季日天次九十百千万、,;0-9]一[^次百千万]"
"""One of this for each of that: 一户一表, 一企一策; but 一年一次 is how often."""


@cache
def numeral(units: UnitRegistry) -> str:
    """Return the pattern of a numeral; words that only begin like one (一次性, 百分之, 千克) do not match."""
    units_alike = one_of(each for each in units.spellings if each[:1] in ("百", "千", "万"))
    shares = r"百分[之比点制]|千分[之比点]|(?<![0-9十百千])万分之"
    # 二千一百帕 is 2100帕, though 二千一 alone is 2100 and 百帕 is a unit.
    goes_on = f"(?<=千{_DIGIT})百|(?<=万{_DIGIT})千"
    rest = rf"(?:{ARABIC}|点(?={CHINESE})|{goes_on}|(?!{shares}|{units_alike}){CHINESE})+"
    hidden = "|".join(
        needing(word[-1], f"(?<={word[:-1]}){word[-1]}") for word in lexicon()["hidden_numerals"]
    )
    # Atomic, because digits divide into numerals in exponentially many ways. The long list of idioms is
    # searched only before a character that begins a numeral.
    none = f"点|零[一二三四五六七八九]|{PAIRED}|{_idioms(units)}|{hidden}"
    return rf"(?>(?=[.0-9点{CHINESE[1:]})(?!{none})(?:{_POINT_FIRST}|{rest}))"


def _idioms(units: UnitRegistry) -> str:
    """Return the pattern of words that only begin like a numeral: 三公, but not 三公里."""
    plain, guarded = [], []
    by_beginning = defaultdict(list)
    for spelling in units.spellings:
        by_beginning[spelling[:1]].append(spelling)
    for idiom in lexicon()["not_numerals"]:
        tail = idiom.lstrip(CHINESE)
        longer = [each[len(tail) :] for each in by_beginning.get(tail[:1], ()) if each.startswith(tail)]
        rest = one_of(each for each in longer if each) if any(longer) else ""
        if rest:
            guarded.append(needing(idiom[-1], f"{idiom}(?!{rest})"))
        else:
            plain.append(idiom)
    return "|".join([one_of(plain), *guarded])


def amount(units: UnitRegistry) -> str:
    """What an amount begins with: a numeral and its sign, or the words of a share."""
    return f"(?:[-负]?{numeral(units)}|百分之|千分之|万分之|百分百)"


def several(units: UnitRegistry) -> str:
    """How many of a unit a rate is per: 每100平方米, 每千人, 每两年."""
    units_alike = one_of(each for each in units.spellings if each[:1] in ("百", "千", "万"))
    spoken = f"(?!{units_alike})[一二三四五六七八九十两百千万亿]{{1,4}}|半(?=月)"
    return rf"(?:[0-9]+(?:\.[0-9]+)?(?!{units_alike})[十百千万亿]{{0,2}}|{spoken})"


def code(units: UnitRegistry) -> str:
    """Return the pattern of a part of a name with a number of its own: BOD5, PM2.5, C30 of C30混凝土."""
    known = f"{one_of(lexicon()['codes'])}(?![0-9.])"
    signs = one_of(each for signs in lexicon()["symbols"].values() for each in signs)
    bounds = "不[得应能]?[超低高少多大小]|[低高大小少多]于|超过|达到|至少|最多"
    before_a_word = f"(?!{unit(units)}|[{_NO_WORDS}])[一-鿿]"
    lettered = "(?<![A-Za-z0-9])(?![OI][0-9])[A-Z][A-Za-z]{0,4}[0-9]{1,4}(?![0-9.])"
    return f"(?=[A-Z])(?:{known}|{lettered}(?={signs}|{bounds}|{before_a_word}))"


def han_unit(units: UnitRegistry) -> str:
    """Return the pattern of a unit written in Chinese, as in prose."""
    return one_of(han_spellings(units))


def han_spellings(units: UnitRegistry) -> list[str]:
    """Return the spellings of units that begin in Chinese."""
    return [each for each in units.spellings if "一" <= each[:1] <= "鿿"]


def unit(units: UnitRegistry) -> str:
    """A spelling of a unit; one that ends in a Latin letter is not the beginning of a longer word."""
    return rf"(?:{one_of(units.spellings)}(?:(?<![A-Za-z])|(?![A-Za-z])))"


def formula_unit(units: UnitRegistry) -> str:
    """Return the pattern of a simple or compound unit in a formula; no name begins with it.

    `元/人·天` is 元/人/天.
    """
    return rf"(?:{unit(units)}(?:\/{unit(units)}(?:·{unit(units)})*)*(?!\w))"
