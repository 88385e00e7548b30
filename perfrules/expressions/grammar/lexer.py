"""The tokens of a text: patterns are compiled with their first use and shared by all parser states."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Container, Mapping, Sequence
from itertools import groupby
from typing import TypeAlias

from perfrules.expressions.grammar.tables import Terminal
from perfrules.expressions.grammar.token import Token
from perfrules.expressions.lexicon.vocabulary import EVERY_WORD, Vocabulary
from perfrules.resources.late_patterns import late_pattern

Matcher: TypeAlias = Callable[[str, int], re.Match[str] | None]
Trial: TypeAlias = tuple[Matcher | None, Matcher]
"""A guard that must match first, or None, and the matcher of a token."""

_LONG = 300
"""A pattern of more characters is compiled alone, so that states share it."""
_LARGE, _FEW = 2000, 3
"""A pattern of more characters takes 5 to 50 ms to compile; its first texts get patterns of their own."""
_OF_PRINTED = Vocabulary().prepared(">=且<=")
"""What printed bounds and ranges have: a reading is printed and read again, to be sure of it."""
_PLACE = late_pattern("<<([a-z_]+)>>")
_AHEAD = "(?="
_BRACKETS = late_pattern(r"\\.|\[(?:\\.|[^\]])+\]|[()]")


class SharingLexer:
    """Tries the terminals that a parser state accepts by precedence, equal ones in the order of the grammar.

    A pattern that begins with a guard, `(?=…)`, is long; it is compiled when the guard first matches.
    """

    def __init__(self, terminals: Sequence[Terminal], places: Mapping[str, str]) -> None:
        self._terminals = sorted(terminals, key=lambda each: -each.priority)
        self._places = places
        self._sources: dict[str, str] = {}
        self._compiled: dict[str, Matcher] = {}
        self._uses: Counter[str] = Counter()
        self.vocabulary = _OF_PRINTED

    def prepare(self, text: str) -> None:
        """Learn the words of a longer text, so that its parts need no patterns of their own."""
        self.vocabulary = self.vocabulary.prepared(text)

    def covering(self, text: str) -> Vocabulary:
        """Return a vocabulary with every word that can occur in the text; later texts start from it."""
        found = self.vocabulary = self.vocabulary.covering(text)
        return found

    def matchers(self, accepted: Container[str], vocabulary: Vocabulary = EVERY_WORD) -> list[Trial]:
        """Return what to try, in order: each long pattern by itself, adjacent short ones as one pattern."""
        chosen = [each for each in self._terminals if each.name in accepted]
        runs: list[list[Terminal]] = []
        for long, group in groupby(chosen, key=self._is_long):
            members = list(group)
            runs += [[each] for each in members] if long else [members]
        trials: list[Trial] = []
        for place, run in enumerate(runs):
            trials.append((None, self._when_needed(run, vocabulary, trials, place)))
        return trials

    def _is_long(self, terminal: Terminal) -> bool:
        return terminal.pattern.startswith(_AHEAD) or len(self._source(terminal)) > _LONG

    def _source(self, terminal: Terminal) -> str:
        """The pattern with words and units in its places."""
        if terminal.name not in self._sources:
            self._sources[terminal.name] = self._filled(terminal.pattern)
        return self._sources[terminal.name]

    def _filled(self, pattern: str) -> str:
        return _PLACE.sub(lambda place: self._places[place.group(1)], pattern)

    def _when_needed(
        self, run: Sequence[Terminal], vocabulary: Vocabulary, trials: list[Trial], place: int
    ) -> Matcher:
        """Return a matcher that compiles its guard when first tried, and the rest when that first matches.

        It replaces itself each time; terminals behind the one that matches are never compiled.
        """
        guard = _guard(run[0].pattern)

        def unguarded(text: str, at: int) -> re.Match[str] | None:
            pattern = self._pattern(run, vocabulary)
            if len(pattern) > _LARGE and self._uses[pattern] < _FEW:
                own = self._pattern(run, _OF_PRINTED.covering(text))
                if len(own) < len(pattern) // 2:
                    self._uses[pattern] += 1
                    return self._compile(own)(text, at)
            matcher = self._compile(pattern)
            trials[place] = None, matcher
            return matcher(text, at)

        def first(text: str, at: int) -> re.Match[str] | None:
            may_match = self._compile(vocabulary.unfold(self._filled(guard)))
            trials[place] = may_match, unguarded
            return unguarded(text, at) if may_match(text, at) else None

        return first if guard else unguarded

    def _pattern(self, run: Sequence[Terminal], vocabulary: Vocabulary) -> str:
        return "|".join(f"(?P<{each.name}>{vocabulary.unfold(self._source(each))})" for each in run)

    def _compile(self, pattern: str) -> Matcher:
        """Return the matcher of a pattern; states and vocabularies that need the same pattern share it."""
        if pattern not in self._compiled:
            self._compiled[pattern] = re.compile(pattern).match
        return self._compiled[pattern]


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
