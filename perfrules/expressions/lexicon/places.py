"""What the places of the grammar stand for: every <<name>> in `grammar/expression.lark`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from perfrules.expressions.lexicon.changes import baseline, direction
from perfrules.expressions.lexicon.dates import YEAR, dates
from perfrules.expressions.lexicon.numbers import amount, numeral, unit
from perfrules.expressions.lexicon.operators import operator_patterns, sign, signal
from perfrules.expressions.lexicon.results import results_in_words
from perfrules.expressions.lexicon.words import DASH, NAME, PART_STOP, STOP, WORD, lexicon, one_of, one_whole
from perfrules.values import UnitRegistry

# Names that begin with a number of their own: 60岁以上老年人, 3-6岁, 2型糖尿病.
_NUMBERED = r"(?:[0-9]{1,3}(?:[-~—至][0-9]{1,3})?周?岁(?:[(]含[)]|及?以[上下](?:[(]含[)])?)?|[12]型)"


def patterns(units: UnitRegistry) -> Mapping[str, str]:
    """The pattern of each place; every list of the lexicon is one under its name."""
    words = lexicon()
    lists = {name: one_of(each) for name, each in words.items() if isinstance(each, list)}
    return {
        **lists,
        **_including(words),
        **_figures(lists),
        **dates(),
        **results_in_words(units),
        "word": WORD,
        "numbered": _NUMBERED,
        "numbered_name": rf"PM(?:2\.5|10){NAME}{{0,40}}?",
        # Atomic, for a numeral inside an idiom (三会一课) ends no name.
        "name": f"(?>{lists['not_numerals']}|{NAME})",
        "end": f"(?={STOP})",
        "part_end": f"(?={PART_STOP})",
        "dash": DASH,
        "numeral": numeral(units),
        "amount": amount(units),
        "unit": unit(units),
        "period_unit": one_of(units.periods),
        "mishap": f"{one_whole([*words['mishap_kinds'], *words['mishaps']])}*{lists['mishaps']}",
        "operator": "|".join(operator_patterns().values()),
        "sign": sign(),
        "signal": signal(units),
        "baseline": baseline(),
        "direction": direction(),
    }


def _including(words: Mapping[str, Any]) -> Mapping[str, str]:
    """Those of the words of inclusion that name no number: 含本数, and 含 in 5000元含以上."""
    itself = {
        side: one_of(each for each in words[side] if "本" in each or "数" in each)
        for side in ("including", "excluding")
    }
    return {
        "including_itself": f"(?:{itself['including']}|含(?=以))",
        "excluding_itself": itself["excluding"],
    }


def _figures(lists: Mapping[str, str]) -> Mapping[str, str]:
    """The name of a figure kept elsewhere, and that one is ahead."""
    known = f"{WORD}*{lists['figures']}"
    joining = f"[0-9]*{WORD}*(?:且|同时|完成|控制)"
    name = f"(?:(?![百千]分[之百]){WORD})"
    return {
        "figure_ahead": f"(?={known})",
        "figure_name": f"(?!{joining}|{lists['holding']})(?=[0-9]*{known})(?:{YEAR}年?)?{name}+?",
    }
