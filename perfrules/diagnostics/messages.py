"""The message catalogue: what each stable code says, in Chinese and in English."""

from __future__ import annotations

import os
from functools import cache
from typing import Literal, get_args

from attrs import frozen

from perfrules.resources import data_file, load_data
from perfrules.resources.plain_repr import PlainRepr

Language = Literal["zh", "en"]
Severity = Literal["error", "warning", "question", "info"]
"""From the gravest on; a `question` is something that only the author of a file can settle."""

_AREAS = "grammar", "messages"


@frozen(repr=False)
class Message(PlainRepr):
    """One entry of the catalogue; its texts have `{name}` places for the facts of the case."""

    code: str
    severity: Severity
    zh: str
    en: str
    help_zh: str
    help_en: str

    def text(self, language: Language) -> str:
        """What is wrong."""
        return self.zh if require_language(language) == "zh" else self.en

    def help(self, language: Language) -> str:
        """How to fix it."""
        return self.help_zh if require_language(language) == "zh" else self.help_en


def require_language(language: Language) -> Language:
    """Return the language.

    Raises:
        ValueError: it is not `zh` or `en`.

    >>> require_language("fr")
    Traceback (most recent call last):
    ...
    ValueError: unknown language 'fr': use 'zh' or 'en'
    """
    if language not in get_args(Language):
        raise ValueError(f"unknown language {language!r}: use 'zh' or 'en'")
    return language


def default_language() -> Language:
    """Return English if the locale asks for it, else Chinese, the language of the field."""
    for variable in ("PERFRULES_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable, "")
        if value:
            return "en" if value.startswith("en") else "zh"
    return "zh"


@cache
def _catalogue() -> dict[str, Message]:
    entries: dict[str, Message] = {}
    for name in sorted(each for each in os.listdir(data_file(_AREAS)) if each.endswith(".yaml")):
        for code, entry in load_data(*_AREAS, name).items():
            if code in entries:
                raise ValueError(f"{code} is twice in the message catalogue")
            entries[code] = Message(code=code, **entry)
    return entries


def message(code: str) -> Message:
    """The catalogue's entry for a code.

    Raises:
        KeyError: no such code.

    >>> message("PR201").severity
    'error'
    """
    return _catalogue()[code]


def all_codes() -> tuple[str, ...]:
    """Every code there is, sorted.

    >>> "PR201" in all_codes()
    True
    """
    return tuple(sorted(_catalogue()))
