"""Names of keys and values in messages, in the language of the file that a message is about."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from perfrules.diagnostics.messages import Language
from perfrules.diagnostics.spans import Source
from perfrules.resources import load_data
from perfrules.resources.late_modules import late_module
from perfrules.resources.late_patterns import late_pattern

if TYPE_CHECKING:
    import string
else:
    string = late_module("string")

_TABLES = {"key_": "keys", "value_": "values"}
_KEY = late_pattern(
    r"""^[ \t]*(?:- )*["']?(?:(?P<zh>[\u4e00-\u9fff][^\s:"']*)|[a-z][a-z_]*)["']?:(?:\s|$)""", re.MULTILINE
)
_STRETCH = late_pattern("⟦(.*?)⟧")
_HEADER = "perfrules"


def filled(text: str, facts: Mapping[str, str], language: Language, source: Source | None = None) -> str:
    """Fill the places of a message: facts by name, `key_…` and `value_…` with the names of keys and values.

    A key is named in the language of the source's keys. A Chinese message gives both names where the source
    writes English keys or is unknown. A stretch between ⟦ and ⟧ is left out if a fact in it is empty.

    >>> filled("缺少“{key_weight}”", {}, "zh"), filled("缺少“{key_weight}”", {}, "zh", Source("name: 甲"))
    ('缺少“分值（weight）”', '缺少“weight（分值）”')
    >>> filled("add `{key_weight}`", {}, "en", Source("指标: 甲"))
    'add `分值`'
    >>> filled("check the code⟦; like it: {near}⟧", {"near": ""}, "en")
    'check the code'
    """
    text = _without_empty_stretches(text, facts)
    names = _names(text)
    written = language_of_keys(source)
    return text.format_map({**facts, **_key_names(names - facts.keys(), language, written)})


def _without_empty_stretches(text: str, facts: Mapping[str, str]) -> str:
    if "⟦" not in text:
        return text
    return _STRETCH.sub(lambda found: found[1] if all(facts[each] for each in _names(found[1])) else "", text)


def general(text: str, language: Language) -> str:
    """Return a text of the catalogue with `…` for each fact.

    >>> general("no rule `{rule}` in `{key_rules}`", "en")
    'no rule `…` in `rules`'
    """
    return filled(text, dict.fromkeys(fact_names(text), "…"), language)


def fact_names(text: str) -> set[str]:
    """Return the names of the facts that a text has places for.

    >>> fact_names("no rule `{rule}` in `{key_rules}`")
    {'rule'}
    """
    return {name for name in _names(text) if _table(name) is None}


def _names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def language_of_keys(source: Source | None) -> Language | None:
    r"""Return the language in which a source writes its keys, None for a text without keys.

    >>> language_of_keys(Source("perfrules: 1\n类别: 评分")), language_of_keys(Source("kind: scoring"))
    ('zh', 'en')
    """
    if source is None:
        return None
    for found in _KEY.finditer(source.text, 0, 4000):
        if not found.group().lstrip().startswith(_HEADER):
            return "zh" if found["zh"] else "en"
    return None


def _key_names(names: set[str], language: Language, written: Language | None) -> dict[str, str]:
    tables = {name: _table(name) for name in names}
    return {
        name: _named(name.partition("_")[2], table, language, written)
        for name, table in tables.items()
        if table is not None
    }


def _table(place: str) -> str | None:
    # `key_zh` and `key_en` are facts: a key in each language.
    if place.endswith(("_zh", "_en")):
        return None
    return next((table for prefix, table in _TABLES.items() if place.startswith(prefix)), None)


def _named(key: str, table: str, language: Language, written: Language | None) -> str:
    chinese = _spellings()[table][key][0]
    if written == "zh":
        return chinese
    if language == "en":
        return key
    return f"{chinese}（{key}）" if written is None else f"{key}（{chinese}）"


@cache
def _spellings() -> dict[str, dict[str, list[str]]]:
    names: dict[str, dict[str, list[str]]] = load_data("grammar", "keys.yaml")
    return names
