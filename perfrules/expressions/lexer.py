"""A contextual lexer whose patterns are compiled when they are first needed, and once for all parser states.

Lark's own compiles an alternation a state, and most of the long patterns many times over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Sequence
from itertools import groupby
from typing import Any, TypeAlias

from lark import Token, UnexpectedCharacters
from lark.common import LexerConf
from lark.lexer import Lexer, LexerState, TerminalDef

Matcher: TypeAlias = Callable[[str, int], re.Match[str] | None]

_LONG = 300
"""Characters from which on a pattern is compiled alone, to be shared between states."""


class SharingLexer(Lexer):
    """Tries the terminals that a parser state accepts by precedence, those of one in the grammar's order.

    The text is one line without blanks, so that a token's column is its offset.
    """

    __future_interface__ = 2

    def __init__(self, conf: LexerConf) -> None:
        self._terminals: Sequence[TerminalDef] = sorted(conf.terminals, key=lambda each: -each.priority)
        self._compiled: dict[tuple[str, ...], Matcher] = {}

    def lex(self, lexer_state: LexerState, parser_state: Any) -> Iterator[Token]:
        """The tokens of the text for Lark's own loop, each among those that it accepts where it stands.

        Raises:
            UnexpectedCharacters: where none of them fits.
        """
        source: Any = lexer_state.text
        text: str = source if isinstance(source, str) else source.text
        at = 0
        while at < len(text):
            accepted = parser_state.parse_conf.states[parser_state.position]
            found = next(filter(None, (match(text, at) for match in self.matchers(accepted))), None)
            if found is None:
                raise UnexpectedCharacters(text, at, 1, at + 1)  # type: ignore[no-untyped-call] # as lark has it
            at = found.end()
            yield token_of(found)

    def matchers(self, accepted: Container[str]) -> list[Matcher]:
        """What to try in turn: each long pattern by itself, short ones that follow one another as one."""
        chosen = [each for each in self._terminals if each.name in accepted]
        runs: list[list[TerminalDef]] = []
        for long, group in groupby(chosen, key=lambda each: len(each.pattern.value) > _LONG):
            members = list(group)
            runs += [[each] for each in members] if long else [members]
        matchers: list[Matcher] = []
        for place, run in enumerate(runs):
            matchers.append(self._when_needed(run, matchers, place))
        return matchers

    def _when_needed(self, run: Sequence[TerminalDef], matchers: list[Matcher], place: int) -> Matcher:
        """A matcher that is put in its own place compiled when it is first called."""

        def first(text: str, at: int) -> re.Match[str] | None:
            matchers[place] = self._matcher(run)
            return matchers[place](text, at)

        return first

    def _matcher(self, run: Sequence[TerminalDef]) -> Matcher:
        names = tuple(each.name for each in run)
        if names not in self._compiled:
            sources = (f"(?P<{each.name}>{each.pattern.to_regexp()})" for each in run)
            self._compiled[names] = re.compile("|".join(sources)).match
        return self._compiled[names]


def token_of(found: re.Match[str]) -> Token:
    """The token that a pattern found."""
    start, end = found.span()
    return Token(found.lastgroup or "", found.group(), start, 1, start + 1, 1, end + 1, end)
