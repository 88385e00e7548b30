"""The LALR automaton of the grammar, run over a text in one loop."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from attrs import define, field

from perfrules.expressions.grammar.lexer import Matcher, SharingLexer, token_of
from perfrules.expressions.grammar.tables import Rule, Tables

_END = "$END"
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
    def of(cls, tables: Tables, places: Mapping[str, str], binder: object) -> Automaton:
        """The automaton of a grammar with the words of its places, and what its rules make of a text."""
        reductions = [(rule.size, rule.origin, _making(rule, binder)) for rule in tables.rules]
        actions: dict[int, dict[str, _Action]] = {}
        following: dict[int, dict[str, int]] = {}
        for state, entries in enumerate(tables.states):
            following[state] = {name: to for name, to in entries.items() if to >= 0}
            actions[state] = {name: to if to >= 0 else reductions[-1 - to] for name, to in entries.items()}
        lexer = SharingLexer(tables.terminals, places)
        return cls(lexer, tables.first, tables.last, actions, following)

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


def _making(rule: Rule, binder: object) -> Callable[[list[Any]], Any]:
    """What makes one value of those that a rule takes."""
    if rule.method.startswith("_"):
        return _splicing(rule, list)
    make = getattr(binder, rule.method, None)
    if rule.alone:
        make = _kept_alone(make)
    return _splicing(rule, make)


def _kept_alone(make: Any) -> Callable[[list[Any]], Any]:
    def kept(values: list[Any]) -> Any:
        return values[0] if len(values) == 1 else make(values)

    return kept


def _splicing(rule: Rule, make: Any) -> Callable[[list[Any]], Any]:
    if not rule.spliced:
        return make  # type: ignore[no-any-return]
    spliced = frozenset(rule.spliced)

    def made(values: list[Any]) -> Any:
        flat: list[Any] = []
        for place, value in enumerate(values):
            if place in spliced:
                flat += value
            else:
                flat.append(value)
        return make(flat)

    return made
