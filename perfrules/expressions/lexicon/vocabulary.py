"""Patterns with folded word lists, and the words that must be unfolded to match the texts at hand.

Compiling the patterns of the grammar with every word of the lexicon costs a process about 200 ms. A text can
hold only words whose adjacent characters are adjacent in the text, and those are few.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from itertools import groupby
from operator import itemgetter
from typing import TypeAlias

from attrs import evolve, field, frozen

from perfrules.resources.late_patterns import late_pattern

EXTENSIONS = 4
"""How often a vocabulary grows by a text; the next text makes it hold every word."""

_WORDS, _BETWEEN, _END = "\x02", "\x1f", "\x03"
_CLASS, _CLASS_END = "\x0e", "\x0f"
_FOLDED = late_pattern(f"{_WORDS}([^{_END}]*){_END}|{_CLASS}([^{_CLASS_END}]*){_CLASS_END}")
_RANGE = late_pattern("(.)-(.)|(.)")
_NEEDS, _THEN, _NEEDED = "\x10", "\x11", "\x12"
_CONDITION = late_pattern(f"{_NEEDS}([^{_THEN}]*){_THEN}([^{_NEEDS}{_NEEDED}]*){_NEEDED}")
_NEVER = "(?!)"
_Finder: TypeAlias = Callable[[str], re.Match[str] | None]


def one_of(words: Iterable[str]) -> str:
    """Return a folded pattern for any of the words; the longest that fits is matched.

    >>> EVERY_WORD.unfold(one_of(["大于", "大于等于", "高于"]))
    '(?:大于(?:等于)?|高于)'
    """
    return _WORDS + _BETWEEN.join(sorted({word for word in words if word})) + _END


def one_whole(words: Iterable[str]) -> str:
    """Return a pattern like `one_of`, but atomic: a run of words is matched in linear time.

    >>> EVERY_WORD.unfold(one_whole(["需", "要", "需要"]))
    '(?>(?:要|需要?))'
    """
    return f"(?>{one_of(words)})"


def character_of(ranges: str) -> str:
    """Return a folded pattern for one character, given as in a character class.

    >>> EVERY_WORD.unfold(character_of("一-鿿0-9"))
    '[一-鿿0-9]'
    """
    return _CLASS + ranges + _CLASS_END


def needing(characters: str, pattern: str) -> str:
    """Return a pattern that is left out while no text has any of the characters; each match must hold one.

    >>> (
    ...     Vocabulary().covering("95%").unfold(needing("月", "[1-9]月")),
    ...     EVERY_WORD.unfold(needing("月", "[1-9]月")),
    ... )
    ('(?!)', '(?:[1-9]月)')
    """
    return f"{_NEEDS}{characters}{_THEN}(?:{pattern}){_NEEDED}"


@frozen
class Vocabulary:
    """The words that can occur in texts met so far.

    `pairs` has each character of those texts and each two adjacent ones; None means any text.
    """

    pairs: frozenset[str] | None = frozenset()
    extensions: int = 0
    _unfolded: dict[str, str] = field(factory=dict, init=False, eq=False, repr=False)

    def covering(self, text: str) -> Vocabulary:
        """Return this vocabulary if every word that can occur in the text is in it, else a larger one.

        >>> Vocabulary().covering("不少于5个").unfold(one_of(["不少于", "不多于"]))
        '(?:不少于)'
        """
        prepared = self.prepared(text)
        if prepared is self or prepared.pairs is None:
            return prepared
        return (
            EVERY_WORD if self.extensions == EXTENSIONS else evolve(prepared, extensions=self.extensions + 1)
        )

    def prepared(self, text: str) -> Vocabulary:
        """Return a vocabulary that covers the text without counting it as an extension.

        >>> Vocabulary().prepared("每月8日前").extensions
        0
        """
        if self.pairs is None:
            return self
        pairs = _pairs_of(text)
        return self if pairs <= self.pairs else Vocabulary(self.pairs | pairs, self.extensions)

    def unfold(self, pattern: str) -> str:
        """Return a pattern with its words and characters written out."""
        while _NEEDS in pattern:
            pattern = _CONDITION.sub(self._kept, pattern)
        return _FOLDED.sub(self._unfold, pattern)

    def _kept(self, condition: re.Match[str]) -> str:
        characters, pattern = condition.groups()
        known = self.pairs is None or not self.pairs.isdisjoint(characters)
        return pattern if known else _NEVER

    def _unfold(self, folded: re.Match[str]) -> str:
        found = self._unfolded.get(folded.group())
        if found is None:
            words, ranges = folded.groups()
            found = self._class(ranges) if words is None else self._alternation(words.split(_BETWEEN))
            self._unfolded[folded.group()] = found
        return found

    def _alternation(self, words: list[str]) -> str:
        known = words if self.pairs is None else [word for word in words if self._holds(word, self.pairs)]
        return _branches(known) if any(known) else _NEVER

    @staticmethod
    def _holds(word: str, pairs: frozenset[str]) -> bool:
        return word[:2] in pairs and all(word[at : at + 2] in pairs for at in range(1, len(word) - 1))

    def _class(self, ranges: str) -> str:
        if self.pairs is None:
            return f"[{ranges}]"
        limits = _limits(ranges)
        known = sorted(
            each for each in self.pairs if len(each) == 1 and any(low <= each <= high for low, high in limits)
        )
        return f"[{re.escape(''.join(known))}]" if known else _NEVER


EVERY_WORD = Vocabulary(None)


@lru_cache(maxsize=64)
def _pairs_of(text: str) -> frozenset[str]:
    """Return each character of a text and each two adjacent ones; many patterns ask for those of one name."""
    return frozenset({*text, *map(str.__add__, text, text[1:])})


class WordPattern:
    """A regular expression with folded word lists that is compiled for the texts it is applied to."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._compiled: tuple[Vocabulary, re.Pattern[str]] | None = None
        self.match: _Finder = lambda text: self.covering(text).match(text)
        self.fullmatch: _Finder = lambda text: self.covering(text).fullmatch(text)
        self.search: _Finder = lambda text: self.covering(text).search(text)

    def covering(self, text: str) -> re.Pattern[str]:
        """Return the regular expression, compiled with every word that can occur in the text.

        >>> WordPattern(one_of(["大于", "大于等于"])).covering("大于5").match("大于5").group()
        '大于'
        """
        # One assignment of both, so that another thread never pairs an old expression with a new vocabulary.
        vocabulary, compiled = self._compiled or (Vocabulary(), None)
        larger = vocabulary.covering(text)
        if compiled is None or larger is not vocabulary:
            compiled = re.compile(larger.unfold(self._pattern))
            self._compiled = larger, compiled
            if larger.pairs is None:
                self.match, self.fullmatch, self.search = compiled.match, compiled.fullmatch, compiled.search
        return compiled


@cache
def _limits(ranges: str) -> tuple[tuple[str, str], ...]:
    """The lowest and the highest character of each range."""
    found = (each.groups() for each in _RANGE.finditer(ranges))
    return tuple((low or lone, high or lone) for low, high, lone in found)


def _branches(words: list[str]) -> str:
    """An alternation of sorted words as a trie: common beginnings are written once."""
    parts = []
    for _, group in groupby(words, key=itemgetter(0)):
        each = list(group)
        shared = _beginning(each[0], each[-1])
        endings = [word[len(shared) :] for word in each if word != shared]
        optional = "?" if len(endings) < len(each) and endings else ""
        parts.append(re.escape(shared) + (_branches(endings) + optional if endings else ""))
    if len(parts) > 1 and all(len(part) == 1 for part in parts):
        return f"[{''.join(parts)}]"
    return parts[0] if len(words) == 1 and len(words[0]) == 1 else f"(?:{'|'.join(parts)})"


def _beginning(first: str, last: str) -> str:
    """What the first and the last of sorted words, and so all words between them, begin with."""
    shared = 0
    while shared < min(len(first), len(last)) and first[shared] == last[shared]:
        shared += 1
    return first[:shared]
