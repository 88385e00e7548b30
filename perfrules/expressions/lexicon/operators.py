"""The patterns of operators: their signs, their words, and what shows that a name ends before one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from perfrules.expressions.lexicon.changes import baseline, direction, tendency
from perfrules.expressions.lexicon.numbers import amount, han_spellings, several
from perfrules.expressions.lexicon.vocabulary import before_any, one_of, one_whole
from perfrules.expressions.lexicon.words import STOP, WORD, lexicon
from perfrules.values import UnitRegistry, default_units
from perfrules.values.numerals import CHINESE

# 达到 95% is a bound, 达到 国家标准 a result in words: these need their number behind them.
REACHING = ("达到", "达", "到", "至", "满", "足")

_FIGURE = "(?:最低(?:工资|生活|限价|价|标准)|最高(?:限价|价|限额|标准))"
"""Names of figures that begin like an operator."""


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


def all_words() -> list[str]:
    """Every wording of every operator."""
    return [word for wordings in operator_words().values() for word in wordings]


def long_words() -> list[str]:
    """The wordings of more than one character."""
    return [word for word in all_words() if len(word) > 1]


@cache
def sign() -> str:
    """Any of the signs."""
    return one_of(each for signs in lexicon()["symbols"].values() for each in signs)


@cache
def about() -> str:
    """约 and the like, where they do not end another word: 节约5%, but 春节约300人."""
    saved = "(?<!(?<![环春季调细情章关音佳礼庆秋午旦明化术乐游收树女师])节)"
    promised = "(?<!(?<!干)预)(?<!(?<!标)签)(?<![履违])"
    return f"{saved}{promised}{one_of(lexicon()['approximately'])}"


@cache
def operator() -> str:
    """Return the pattern of any operator, with its modals. A word of one character needs a number behind."""
    words = lexicon()
    every = {word for wordings in operator_words().values() for word in wordings}
    short = {word for word in every if word.endswith(REACHING) or len(word) == 1}
    modals = one_of(words["modals"])
    # 最高≤5000元 says the same twice.
    most, least = "(?:最高|最多|至多|最大|最长)(?=[≤<≦⩽])", "(?:最低|最少|至少)(?=[≥>≧⩾])"
    return (
        rf"(?:(?:{modals}|{most}|{least})?{sign()}"
        rf"|(?!{_FIGURE})(?>{modals})*(?!{_FIGURE})"
        rf"(?:{one_of(short)}(?=每[十百千万]|{amount(default_units())})|达到?(?={WORD}{{2,20}}?的[0-9.]+[%倍])"
        rf"|{one_of(every - short)}[为了]?))"
    )


def raised(units: UnitRegistry) -> str:
    """What follows 由 in 由80%提高到90%: an amount and a word for where it is to get."""
    every = {word for each in lexicon()["operators"].values() for word in each}
    words = one_of(word for word in every if len(word) > 2 and word[-1] in "到至")
    return rf"{amount(units)}[^;,、。]{{0,12}}?{words}{amount(units)}"


def signal(units: UnitRegistry) -> str:
    """What ends the name before a measure."""
    words = lexicon()
    ended = f"{one_of(words['figure_ends'])}(?:{STOP})"
    figures, number = f"{one_of(words['figures'])}|{ended}", amount(units)
    long = f"(?!{_FIGURE}){one_of(long_words())}"
    short = one_of(word for wordings in operator_words().values() for word in wordings if len(word) == 1)
    stood = [*words["holding"], *words["staying"], *words["copulas"]]
    standing = rf"(?:{one_of(stood)}|{about()})"
    each = rf"(?:每(?:个|{several(units)})?{one_of([*han_spellings(units), '校'])}){{1,4}}"
    spoken = f"{one_whole(words['modals'])}*{long}为?"
    # Anything that may precede the number. Not all of it can be read, but the name ends before it.
    signs = f"{sign()}?{one_of(words['plus_minus'])}?"
    bound = f"(?:{spoken}{one_of(words['doings'])}?|{short})"
    risen = f"{direction()}(?:{about()})?"
    before = rf"(?:{standing}|{risen})?(?:{each})?{bound}?(?:{each})?{signs}"
    return "|".join(
        [
            sign(),
            rf"{before_any([*_spoken_words(), *words['holding']])}"
            rf"(?:{one_of(words['holding'])}|{spoken}){WORD}*(?:{figures}|的(?:[0-9.]+[%倍]|百分之|{CHINESE}+分之))",
            f"[由从](?={raised(units)})",
            rf"为{WORD}{{2,20}}?的(?:[0-9.]+[%倍]|百分之)",
            rf"(?:{baseline()})(?:{direction()}|{tendency()})",
            rf"(?![-负0-9]|{CHINESE}){before_any([*stood, *_measure_words()])}{before}{number}",
        ]
    )


def _spoken_words() -> list[str]:
    """The words that a spoken bound begins with."""
    return [*lexicon()["modals"], *long_words()]


def _measure_words() -> list[str]:
    """What the words, signs and numbers before a measure begin with, but for those of a state."""
    words = lexicon()
    directed = (word for each in words["directions"].values() for word in each)
    signs = (sign for each in words["symbols"].values() for sign in each)
    spoken = [*words["approximately"], *directed, *words["modals"], *all_words()]
    return [*spoken, *signs, *words["plus_minus"], *CHINESE[1:-1], *"每.-负点0123456789"]
