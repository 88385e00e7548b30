"""Patterns with folded word lists, and the words that must be unfolded to match the texts at hand.

Compiling the patterns of the grammar with every word of the lexicon costs a process about 200 ms. A text can
hold only words whose adjacent characters are adjacent in the text, and those are few.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from itertools import filterfalse, groupby
from operator import itemgetter
from typing import TypeAlias

from attrs import evolve, field, frozen

from perfrules.expressions.lexicon.character_classes import NarrowClasses
from perfrules.resources.late_patterns import late_pattern
from perfrules.resources.plain_repr import PlainRepr

EXTENSIONS = 4
"""How often a vocabulary grows by a text; the next text makes it hold every word."""

_WORDS, _BETWEEN, _END = "\x02", "\x1f", "\x03"
_FOLDED = late_pattern(f"{_WORDS}([^{_END}]*){_END}")
_NEEDS, _THEN, _NEEDED = "\x10", "\x11", "\x12"
_CONDITION = late_pattern(f"{_NEEDS}([^{_THEN}]*){_THEN}([^{_NEEDS}{_NEEDED}]*){_NEEDED}")
_NEVER = "(?!)"
_NEVER_BRANCH = late_pattern(r"\|\(\?!\)(?=\|)")
"""A branch between others that never matches. The last one of a conditional pattern is needed."""
_Finder: TypeAlias = Callable[[str], re.Match[str] | None]


def one_of(words: Iterable[str]) -> str:
    """Return a folded pattern for any of the words; the longest that fits is matched.

    >>> EVERY_WORD.unfold(one_of(["大于", "大于等于", "高于"]))
    '(?:大于(?:等于)?|高于)'
    """
    return _WORDS + _BETWEEN.join(dict.fromkeys(filter(None, words))) + _END


def one_whole(words: Iterable[str]) -> str:
    """Return a pattern like `one_of`, but atomic: a run of words is matched in linear time.

    >>> EVERY_WORD.unfold(one_whole(["需", "要", "需要"]))
    '(?>(?:要|需要?))'
    """
    return f"(?>{one_of(words)})"


def before_any(words: Iterable[str]) -> str:
    """Return a lookahead for the first character of any of the words.

    Before a pattern that begins with one of them, it saves trying a long list that does not match.

    >>> EVERY_WORD.unfold(before_any(["不超过", "不低于", "高于"]))
    '(?=[不高])'
    """
    return f"(?={one_of(word[:1] for word in words)})"


def needing(characters: str, pattern: str) -> str:
    """Return a pattern that is left out while no text has any of the characters; each match must hold one.

    >>> (
    ...     Vocabulary().covering("95%").unfold(needing("月", "[1-9]月")),
    ...     EVERY_WORD.unfold(needing("月", "[1-9]月")),
    ... )
    ('(?!)', '(?:[1-9]月)')
    """
    return f"{_NEEDS}{characters}{_THEN}(?:{pattern}){_NEEDED}"


@frozen(repr=False)
class Vocabulary(PlainRepr):
    """The words that can occur in texts met so far.

    `pairs` has each character of those texts and each two adjacent ones that a word may have; None means any
    text. Those of numbers are left out (5个, 95, 且<): most texts have others, and few words have any.
    """

    pairs: frozenset[str] | None = frozenset()
    extensions: int = 0
    _unfolded: dict[str, str] = field(factory=dict, init=False, eq=False, repr=False)
    _classes: NarrowClasses = field(init=False, eq=False, repr=False)

    @_classes.default
    def _narrow_classes(self) -> NarrowClasses:
        return NarrowClasses(each for each in self.pairs or () if len(each) == 1)

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
        """Return a pattern with its words written out, and its classes with characters that can occur."""
        while _NEEDS in pattern:
            pattern = _CONDITION.sub(self._kept, pattern)
        pattern = _FOLDED.sub(self._unfold, pattern)
        return pattern if self.pairs is None else self._classes.narrowed(_NEVER_BRANCH.sub("", pattern))

    def _kept(self, condition: re.Match[str]) -> str:
        characters, pattern = condition.groups()
        known = self.pairs is None or not self.pairs.isdisjoint(characters)
        return pattern if known else _NEVER

    def _unfold(self, folded: re.Match[str]) -> str:
        words = folded.group(1)
        found = self._unfolded.get(words)
        if found is None:
            found = self._unfolded[words] = self._alternation(words.split(_BETWEEN) if words else [])
        return found

    def _alternation(self, words: list[str]) -> str:
        known = words if self.pairs is None else [word for word in words if _holds(self.pairs, word)]
        return _branches(sorted(known)) if known else _NEVER


def _holds(pairs: frozenset[str], word: str) -> bool:
    first = word[:2]
    begins = first in pairs or (min(first) < "一" and _apart(first))
    return begins and all(each in pairs or _apart(each) for each in map(str.__add__, word[1:], word[2:]))


EVERY_WORD = Vocabulary(None)


@lru_cache(maxsize=64)
def _pairs_of(text: str) -> frozenset[str]:
    """Return each character of a text and its adjacent ones; many patterns ask for those of one name."""
    pairs = set(map(str.__add__, text, text[1:]))
    return frozenset({*text, *filterfalse(_apart, pairs)})


def _apart(pair: str) -> bool:
    """Whether adjacent characters are of a number, or a joint, and what is beside it: 95, 5个, 分且, 且<."""
    kinds = {_kind(each) for each in pair}
    return "other" not in kinds and kinds not in ({"comparison"}, {"han"})


@cache
def _kind(character: str) -> str:
    if character in "0123456789%.-且":
        return "number"
    if character in "<>=":
        return "comparison"
    return "han" if "一" <= character <= "鿿" else "other"


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
