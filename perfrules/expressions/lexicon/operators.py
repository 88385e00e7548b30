"""The patterns of operators: their signs, their words, and what shows that one stands behind a name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from perfrules.expressions.lexicon.changes import baseline, direction
from perfrules.expressions.lexicon.numbers import amount
from perfrules.expressions.lexicon.words import WORD, lexicon, one_of, one_whole
from perfrules.values import UnitRegistry, default_units

# 达到 95% is a bound, 达到 国家标准 a result in words: these need their number behind them.
REACHING = ("达到", "达", "到", "至", "满", "足")


@cache
def operator_words() -> Mapping[str, frozenset[str]]:
    """Every wording of each operator, negations written out: 不得超过 is `<=`.

    >>> "不得超过" in operator_words()["<="]
    True
    """
    words = lexicon()
    return {
        operator: frozenset(wordings).union(
            negation + word for negation in words["negations"] for word in words["negated"].get(operator, ())
        )
        for operator, wordings in words["operators"].items()
    }


def long_words() -> list[str]:
    """The wordings of more than one character."""
    return [word for wordings in operator_words().values() for word in wordings if len(word) > 1]


@cache
def sign() -> str:
    """Any of the signs."""
    return one_of(each for signs in lexicon()["symbols"].values() for each in signs)


@cache
def operator_patterns() -> Mapping[str, str]:
    """Per operator, in the order in which they are to be tried, its signs and words.

    Modals may stand before them; a word of one character needs its number behind it.
    """
    words = lexicon()
    modals = f"{one_whole(words['modals'])}*"
    found = {}
    for operator, wordings in operator_words().items():
        short = [word for word in wordings if word.endswith(REACHING) or len(word) == 1]
        long = one_of(word for word in wordings if word not in short)
        parts = [rf"{one_of(words['modals'])}?{one_of(words['symbols'][operator])}"]
        parts += [f"{modals}{one_of(short)}(?={amount(default_units())})"] if short else []
        parts += [f"{modals}{long}为?"]
        found[operator] = f"(?:{'|'.join(parts)})"
    return found


def signal(units: UnitRegistry) -> str:
    """What ends the name before a measure."""
    words = lexicon()
    figures, number = one_of(words["figures"]), amount(units)
    long = one_of(long_words())
    short = one_of(word for wordings in operator_words().values() for word in wordings if len(word) == 1)
    standing = one_of([*words["holding"], *words["staying"], *words["copulas"], *words["approximately"]])
    each = rf"(?:每个?{one_of([*units.periods, '季', '日', '人', '户', '亩', '生', '村', '家', '校'])})+"
    return "|".join(
        [
            sign(),
            rf"{one_whole(words['modals'])}*{long}为?(?:{number}|{WORD}*{figures})",
            rf"{short}{number}",
            rf"{standing}(?:{number}|{sign()})",
            rf"(?:{standing}|{long}为?)?±{number}",
            rf"(?:{long}|{one_of(words['holding'])}){each}{number}",
            rf"{one_of(words['holding'])}(?={WORD}*{figures})",
            rf"(?:{baseline()}){direction()}",
            rf"{direction()}(?:{one_whole(words['modals'])}*{long})?(?:{sign()})?{number}",
            rf"{each}(?:{long}|{sign()})?{number}",
        ]
    )
