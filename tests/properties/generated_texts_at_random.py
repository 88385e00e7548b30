"""Texts put together at random, and what must hold for each.

Hypothesis needs some milliseconds for a text. Of those made here, `benchmarks/generated_texts.py` tries
millions.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from functools import cache

from expression_strategies import CORPUS, COUNTED, SPELLINGS, UNITS, WORDS

from perfrules.diagnostics import PerfrulesError
from perfrules.expressions import ExpressionError, parse
from perfrules.expressions.actuals import read_actual

SECONDS = 0.25
"""What a text may take of the processor's time: fifty times what the slowest texts of the corpus take."""
UNIT_NAMES = sorted(filter(None, UNITS.spellings))
OPERATORS = sorted(each for spellings in SPELLINGS.values() for each in spellings)
NUMBERS = (
    "0",
    "5",
    "100",
    "1.5",
    "1,000",
    "1.5万",
    "三千",
    "两",
    "百分之五",
    "1/3",
    "零点五",
    "2亿3000万",
    "-3",
)
DAYS = ("10月", "12月底", "2021年12月31日", "2021-07-01", "三季度", "每月8日", "每周五", "7月上旬", "1号")
MARKS = "0123456789.,%()（）/-—~;；、。：: 每第底前年月日旬季周含零〇一二三十百千万亿半两的了以上下内外"
STACKED = ("套/台班", "每生", "每人每天", "元/", "不低于", "同比增长", "百分之", "(含)", "每月", "一", "的")


def generated(chance: random.Random) -> str:
    """A text of one of four makes: pieces in any order, a measure, a damaged text, a stacked word."""
    make = chance.choice((_mixture, _mixture, _measure, _measure, _damaged, _damaged, _stacked))
    return make(chance)


def _piece(chance: random.Random) -> str:
    pieces = chance.choice((WORDS, UNIT_NAMES, OPERATORS, NUMBERS, DAYS, COUNTED, MARKS))
    return chance.choice(pieces)


def _mixture(chance: random.Random) -> str:
    return "".join(_piece(chance) for _ in range(chance.randint(0, 8)))


def _measure(chance: random.Random) -> str:
    """A name, an operator, a number, a unit and what follows, each of which may be missing."""
    places = (WORDS, OPERATORS, NUMBERS, UNIT_NAMES, ("以上", "以内", "左右", "(含)", "以下(不含)"), WORDS)
    return "".join(chance.choice(words) for words in places if chance.random() < 0.7)


def _damaged(chance: random.Random) -> str:
    text = chance.choice(CORPUS)
    start = chance.randint(0, len(text))
    end = min(len(text), start + chance.randint(0, 3))
    return text[:start] + chance.choice(("", _piece(chance))) + text[end:]


def _stacked(chance: random.Random) -> str:
    """A word many times, between others."""
    word = chance.choice((*STACKED, _piece(chance)))
    return _piece(chance) + word * chance.randint(2, 60) + _piece(chance)


def faults(text: str) -> Iterator[str]:
    """What is wrong with the reading of a text; nothing where it is read or refused as documented."""
    _compile_patterns()
    for read in (_read_back, read_actual):
        fault, taken = _timed(read, text)
        if taken > SECONDS:
            # A collection of cycles in a large process may fall into the first try.
            taken = min(taken, *(_timed(read, text)[1] for _ in range(2)))
        if fault:
            yield fault
        if taken > SECONDS:
            yield f"{read.__name__} takes {taken:.2f} s"


def _timed(read: Callable[[str], object], text: str) -> tuple[str, float]:
    """What is wrong with the reading of a text, and its seconds of the processor's time."""
    begun = time.process_time()
    return _fault_of(read, text), time.process_time() - begun


@cache
def _compile_patterns() -> None:
    """Read the corpus once: patterns are compiled at their first use, which no text is to be charged with."""
    for text in CORPUS:
        _fault_of(_read_back, text)


def _fault_of(read: Callable[[str], object], text: str) -> str:
    try:
        read(text)
    except ExpressionError:
        return ""
    except (PerfrulesError, ArithmeticError, LookupError, TypeError, ValueError, RecursionError) as error:
        return f"{read.__name__} raises {type(error).__name__}: {error}"
    except AssertionError as error:
        return str(error)
    return ""


def _read_back(text: str) -> None:
    read = parse(text)
    try:
        again = parse(str(read))
    except ExpressionError as error:
        raise AssertionError(f"is printed as {str(read)!r}, which is refused: {error.code}") from error
    assert again == read, f"is printed as {str(read)!r}, which is read as {again!r}, not as {read!r}"
