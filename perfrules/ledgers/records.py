"""What a cell of a ledger records, and what is missing of what a rule asks for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from attrs import frozen

from perfrules.ledgers.columns import labels
from perfrules.policies.base.head import Citation
from perfrules.resources.late_patterns import late_pattern
from perfrules.sheets.labels import plain

_ENTRIES = late_pattern(r"[、，,;；/|\n\r\t]+|和|及|与")
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
        >>> deliberated = Requirement("meeting", "集体讨论", ("局长办公会", "党组会"), True, (), ())
        >>> deliberated.missing("2021年第4次局长办公会纪要")
        ()
        """
        found = recorded_items(recorded)
        if self.any_of:
            named = any(plain(item) in entry for item in self.items for entry in found)
            return () if named else self.items
        return tuple(item for item in self.items if plain(item) not in found)


def recorded_items(text: str) -> frozenset[str]:
    """The names that a cell lists, and each entry as a whole; persons beside their roles are names too.

    An entry that refuses (退回, 未签), or that names nobody after a colon, records nothing. A refusal before
    a colon at the beginning holds for the whole cell.

    >>> recorded_items("分管领导：李四；主要领导（王五）") >= {"主要领导", "分管领导", "李四", "王五"}
    True
    >>> [recorded_items(text) for text in ("分管领导（退回）", "不同意：分管领导、主要领导", "分管领导：")]
    [frozenset(), frozenset(), frozenset()]
    """
    entries = [entry for entry in map(plain, _ENTRIES.split(text)) if entry]
    first, colon, _ = entries[0].partition(":") if entries else ("", "", "")
    if colon and refuses(first):
        return frozenset()
    kept = [entry for entry in entries if not refuses(entry) and not entry.endswith(":")]
    whole = [plain(text)] if len(kept) == len(entries) else []
    parts = [plain(part) for entry in kept for part in _SEPARATORS.split(entry)]
    return frozenset(part for part in [*parts, *kept, *whole] if part and not is_nothing(part))


def refuses(text: str) -> bool:
    """Whether an entry says that something was refused, or is not done yet.

    >>> refuses("分管领导（不同意）"), refuses("分管领导（同意）")
    (True, False)
    """
    return any(word in text for word in refusing_words())


def refusing_words() -> Sequence[str]:
    """The words of a refusal, or for what is still to be done."""
    return [str(word) for word in labels()["refused"]]


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
