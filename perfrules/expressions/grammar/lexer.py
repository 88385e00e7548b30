"""The tokens of a text: patterns are compiled with their first use and shared by all parser states."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Container, Mapping, Sequence
from typing import TypeAlias

from perfrules.expressions.grammar.beginnings import Beginnings
from perfrules.expressions.grammar.tables import Terminal
from perfrules.expressions.grammar.token import Token
from perfrules.expressions.lexicon.vocabulary import EVERY_WORD, Vocabulary
from perfrules.resources.late_patterns import late_pattern

Matcher: TypeAlias = Callable[[str, int], re.Match[str] | None]
Trial: TypeAlias = tuple[Matcher | None, Matcher]
"""A guard that must match first, or None, and the matcher of a token."""

_LARGE, _FEW = 2000, 3
"""A pattern of more characters takes 5 to 50 ms to compile; its first texts get patterns of their own."""
_OF_PRINTED = Vocabulary().prepared(">=且<=")
"""What printed bounds and ranges have: a reading is printed and read again, to be sure of it."""
_PLACE = late_pattern("<<([a-z_]+)>>")
_AHEAD = "(?="
_BRACKETS = late_pattern(r"\\.|\[(?:\\.|[^\]])+\]|[()]")


class SharingLexer:
    """Tries the terminals that a parser state accepts by precedence, equal ones in the order of the grammar.

    It tries only those that can begin with the character at hand. A pattern that begins with a guard,
    `(?=…)`, is long; it is compiled when the guard first matches.
    """

    def __init__(
        self, terminals: Sequence[Terminal], places: Mapping[str, str], beginnings: Beginnings
    ) -> None:
        self._terminals = sorted(terminals, key=lambda each: -each.priority)
        self._places = places
        self._beginnings = beginnings
        self._sources: dict[str, str] = {}
        self._compiled: dict[str, Matcher] = {}
        self._uses: Counter[str] = Counter()
        self.kinds: Mapping[str, int] = _Kinds(beginnings)
        self.vocabulary = _OF_PRINTED

    def prepare(self, text: str) -> None:
        """Learn the words of a longer text, so that its parts need no patterns of their own."""
        self.vocabulary = self.vocabulary.prepared(text)

    def covering(self, text: str) -> Vocabulary:
        """Return a vocabulary with every word that can occur in the text; later texts start from it."""
        found = self.vocabulary = self.vocabulary.covering(text)
        return found

    def matchers(
        self, accepted: Container[str], kind: int, vocabulary: Vocabulary = EVERY_WORD
    ) -> list[Trial]:
        """Return what to try, in order, at a character of a kind."""
        possible = self._beginnings.terminals[kind]
        trials: list[Trial] = []
        for each in self._terminals:
            if each.name in possible and each.name in accepted:
                trials.append((None, self._when_needed(each, vocabulary, trials, len(trials))))
        return trials

    def _source(self, terminal: Terminal) -> str:
        """The pattern with words and units in its places."""
        if terminal.name not in self._sources:
            self._sources[terminal.name] = filled(terminal.pattern, self._places)
        return self._sources[terminal.name]

    def _when_needed(
        self, terminal: Terminal, vocabulary: Vocabulary, trials: list[Trial], place: int
    ) -> Matcher:
        """Return a matcher that compiles its guard when first tried, and the rest when that first matches.

        It replaces itself each time; terminals behind the one that matches are never compiled.
        """
        guard = _guard(terminal.pattern)

        def unguarded(text: str, at: int) -> re.Match[str] | None:
            pattern = self._pattern(terminal, vocabulary)
            if len(pattern) > _LARGE and self._uses[pattern] < _FEW:
                own = self._pattern(terminal, _OF_PRINTED.covering(text))
                if len(own) < len(pattern) // 2:
                    self._uses[pattern] += 1
                    return self._compile(own)(text, at)
            matcher = self._compile(pattern)
            trials[place] = None, matcher
            return matcher(text, at)

        def first(text: str, at: int) -> re.Match[str] | None:
            may_match = self._compile(vocabulary.unfold(filled(guard, self._places)))
            trials[place] = may_match, unguarded
            return unguarded(text, at) if may_match(text, at) else None

        return first if guard else unguarded

    def _pattern(self, terminal: Terminal, vocabulary: Vocabulary) -> str:
        return f"(?P<{terminal.name}>{vocabulary.unfold(self._source(terminal))})"

    def _compile(self, pattern: str) -> Matcher:
        """Return the matcher of a pattern; states and vocabularies that need the same pattern share it."""
        if pattern not in self._compiled:
            self._compiled[pattern] = re.compile(pattern).match
        return self._compiled[pattern]


class _Kinds(dict[str, int]):
    """The kinds of the characters met so far."""

    def __init__(self, beginnings: Beginnings) -> None:
        super().__init__()
        self._beginnings = beginnings

    def __missing__(self, character: str) -> int:
        kind = self[character] = self._beginnings.kind_of(character)
        return kind


def filled(pattern: str, places: Mapping[str, str]) -> str:
    """Return a pattern of the grammar with words and units in its places.

    >>> filled("不<<more>>", {"more": "(?:多|大)于"})
    '不(?:多|大)于'
    """
    return _PLACE.sub(lambda place: places[place.group(1)], pattern)


def _guard(pattern: str) -> str:
    """The lookahead at the beginning of a pattern, or an empty text."""
    depth = 0
    for bracket in _BRACKETS.finditer(pattern) if pattern.startswith(_AHEAD) else ():
        depth += {"(": 1, ")": -1}.get(bracket.group(), 0)
        if not depth:
            return pattern[: bracket.end()]
    return ""


def token_of(found: re.Match[str]) -> Token:
    """The token that a pattern found."""
    start, end = found.span()
    return Token(found.lastgroup or "", found.group(), start, end)
