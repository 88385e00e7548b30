"""The words by which answers are understood, from `grammar/answers.yaml`."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from perfrules.resources import load_data


@cache
def vocabulary() -> Any:
    """The words of `grammar/answers.yaml`, as plain data.

    >>> "投诉" in vocabulary()["low_is_good"]
    True
    """
    return load_data("grammar", "answers.yaml")


def without_prefix(text: str, words: Iterable[str]) -> str:
    """The text without the longest of some words at its beginning; a text that is one of them stays.

    >>> without_prefix("已经健全", ["已", "已经"])
    '健全'
    """
    fitting = [word for word in words if text.startswith(word) and text != word]
    return text[len(max(fitting, key=len)) :] if fitting else text


def without_suffix(text: str, words: Iterable[str]) -> str:
    """The text without the longest of some words at its end; a text that is one of them stays.

    >>> without_suffix("投诉发生率", ["率", "发生率"])
    '投诉'
    """
    fitting = [word for word in words if text.endswith(word) and text != word]
    return text[: -len(max(fitting, key=len))] if fitting else text
