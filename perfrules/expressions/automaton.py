"""The LALR automaton that Lark computes of the grammar, run over a text in one loop.

Lark's own loop asks the callbacks of each rule by a hash of the rule, and keeps for every text what only an
error needs; of a short text that takes a quarter of the time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from attrs import define, field
from lark import Lark
from lark.grammar import Rule
from lark.parsers.lalr_analysis import Shift

from perfrules.expressions.lexer import Matcher, SharingLexer, token_of

_START, _END = "start", "$END"
_Reduction: TypeAlias = tuple[int, str, Callable[[list[Any]], Any]]
"""How many values a rule takes from the stack, what it is called, and what makes one of them."""
_Action: TypeAlias = int | _Reduction
"""The state that a token leads to, or the reduction to make before it."""


class StuckError(Exception):
    """Nothing that the grammar allows stands `at` this character; `after` is the kind of token before it."""

    def __init__(self, at: int, after: str = "") -> None:
        super().__init__(at, after)
        self.at, self.after = at, after


@define
class Automaton:
    """What to do in each state before each kind of token, and where the name of a rule leads from there.

    `matchers` holds what can stand in a state from the first time on that it is met.
    """

    lexer: SharingLexer
    first: int
    last: int
    actions: Mapping[int, Mapping[str, _Action]]
    following: Mapping[int, Mapping[str, int]]
    matchers: dict[int, list[Matcher]] = field(factory=dict)

    @classmethod
    def of(cls, lark: Lark) -> Automaton:
        """The automaton of a grammar that has a transformer and the `SharingLexer`."""
        frontend: Any = lark.parser
        parser = frontend.parser.parser
        table = parser.parse_table
        actions: dict[int, dict[str, _Action]] = {}
        following: dict[int, dict[str, int]] = {}
        for state, entries in table.states.items():
            # Lark's names are tokens, which compare slowly.
            following[state] = {str(name): to for name, (action, to) in entries.items() if action is Shift}
            actions[state] = {
                str(name): to if action is Shift else _reduction(to, parser.callbacks[to])
                for name, (action, to) in entries.items()
            }
        first, last = table.start_states[_START], table.end_states[_START]
        return cls(frontend.lexer, first, last, actions, following)

    def parse(self, text: str) -> Any:
        """What the transformer makes of a text.

        Raises:
            StuckError: the text is not of the grammar. Whatever the transformer raises passes.
        """
        states: list[int] = [self.first]
        values: list[Any] = []
        at, kind = 0, ""
        while at < len(text):
            found = self._found(text, at, states[-1])
            if found is None:
                raise StuckError(at, kind)
            kind = found.lastgroup or ""
            to = self._reduce(kind, states, values)
            if to is None:
                raise StuckError(at)
            states.append(to)
            values.append(token_of(found))
            at = found.end()
        self._reduce(_END, states, values)
        if states[-1] != self.last:
            raise StuckError(at)
        return values[-1]

    def _found(self, text: str, at: int, state: int) -> re.Match[str] | None:
        """The token there that the state allows."""
        matchers = self.matchers.get(state)
        if matchers is None:
            matchers = self.matchers[state] = self.lexer.matchers(self.actions[state])
        for match in matchers:
            if found := match(text, at):
                return found
        return None

    def _reduce(self, kind: str, states: list[int], values: list[Any]) -> int | None:
        """Make what is due before a token of a kind; the state that it then leads to, None where to none."""
        while not isinstance(action := self.actions[states[-1]].get(kind), int):
            if action is None:
                return None
            size, name, make = action
            children = values[len(values) - size :]
            del values[len(values) - size :], states[len(states) - size :]
            states.append(self.following[states[-1]][name])
            values.append(make(children))
        return action


def _reduction(rule: Rule, make: Callable[[list[Any]], Any]) -> _Reduction:
    return len(rule.expansion), str(rule.origin.name), make
