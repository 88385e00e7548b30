"""What a cell of a ledger records, and what is missing of what a rule asks for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from attrs import frozen

from perfrules.ledgers.columns import labels
from perfrules.policies.base.head import Citation
from perfrules.resources.late_patterns import late_pattern
from perfrules.sheets.labels import plain

_SEPARATORS = late_pattern(r"[、，,;；/|\n\r\t ()（）【】\[\]:：]+|和|及|与")
_LISTED = "、"


@frozen
class Requirement:
    """What the rules that govern a row ask for under one output, and where that is written.

    All of `items` are needed, or any one of them where `any_of` is true.
    """

    output: str
    title: str
    items: tuple[str, ...]
    any_of: bool
    rules: tuple[str, ...]
    cite: tuple[Citation, ...]

    def missing(self, recorded: str) -> tuple[str, ...]:
        """Return the items that a cell does not record.

        >>> signed = Requirement("sign_off", "签批", ("分管领导", "主要领导"), False, (), ())
        >>> signed.missing("张三（分管领导）"), signed.missing("分管领导、主要领导")
        (('主要领导',), ())
        """
        found = recorded_items(recorded)
        if self.any_of:
            return () if any(plain(item) in found for item in self.items) else self.items
        return tuple(item for item in self.items if plain(item) not in found)


def recorded_items(text: str) -> frozenset[str]:
    """The names that a cell lists, and the cell as a whole; persons beside their roles are names too.

    >>> recorded_items("分管领导：李四；主要领导（王五）") >= {"主要领导", "分管领导", "李四", "王五"}
    True
    """
    parts = [plain(part) for part in _SEPARATORS.split(text)]
    return frozenset(part for part in [*parts, plain(text)] if part and not is_nothing(part))


def is_nothing(text: str) -> bool:
    """Whether a cell records nothing.

    >>> is_nothing("无"), is_nothing("王五 2021-03-01")
    (True, False)
    """
    return plain(text).casefold() in _nothing()


@cache
def _nothing() -> frozenset[str]:
    return frozenset(plain(str(word)).casefold() for word in labels()["nothing"])


def nothing_words() -> Sequence[str]:
    """The words for nothing, as they are written."""
    return [str(word) for word in labels()["nothing"]]


def listed(items: Iterable[str]) -> str:
    """Items as one text."""
    return _LISTED.join(items)
