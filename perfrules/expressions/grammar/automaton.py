"""The LALR automaton of the grammar, run over a text in one loop."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from attrs import define, field

from perfrules.expressions.grammar.lexer import SharingLexer, Trial, token_of
from perfrules.expressions.grammar.tables import Rule, Tables
from perfrules.expressions.lexicon.vocabulary import Vocabulary
from perfrules.resources.plain_repr import PlainRepr

_END = "$END"
_Known: TypeAlias = tuple[Vocabulary, dict[tuple[int, int], list[Trial]]]
_Reduction: TypeAlias = tuple[int, str, Callable[[list[Any]], Any] | None]
"""How many values a rule takes from the stack, its name, and what combines them; None if one value stays."""


class StuckError(Exception):
    """The grammar allows nothing that begins `at` this character; `after` is the kind of token before it."""

    def __init__(self, at: int, after: str = "") -> None:
        super().__init__(at, after)
        self.at, self.after = at, after


@define(repr=False)
class Automaton(PlainRepr):
    """The LALR automaton: per state what each kind of token or rule leads to, as `Tables` has it.

    `known` has the vocabulary of the texts met so far, and the matchers of each state and kind of
    character that were met with it. Both are replaced together, so that a thread in the middle of a text
    keeps the matchers that fit it.
    """

    lexer: SharingLexer
    first: int
    last: int
    steps: Sequence[Mapping[str, int]]
    reductions: Sequence[_Reduction]
    known: _Known = field(factory=lambda: (Vocabulary(), {}))

    @classmethod
    def of(cls, tables: Tables, lexer: SharingLexer, binder: object, start: str = "start") -> Automaton:
        """Return the automaton of a start symbol with the words of a lexer; the binder builds the values."""
        reductions = [(rule.size, rule.origin, _making(rule, binder)) for rule in tables.rules]
        first, last = tables.starts[start]
        return cls(lexer, first, last, tables.states, reductions)

    def parse(self, text: str) -> Any:
        """Return what the binder makes of a text.

        Raises:
            StuckError: the text does not follow the grammar. Errors of the binder pass through.
        """
        vocabulary, known = self.lexer.covering(text), self.known
        if known[0] is not vocabulary:
            known = self.known = vocabulary, {}
        states: list[int] = [self.first]
        values: list[Any] = []
        at, kind = 0, ""
        while at < len(text):
            found = self._found(text, at, states[-1], known)
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

    def _found(self, text: str, at: int, state: int, known: _Known) -> re.Match[str] | None:
        """Return the token at a place that the state accepts."""
        kind = self.lexer.kinds[text[at]]
        trials = known[1].get((state, kind))
        if trials is None:
            trials = known[1][state, kind] = self.lexer.matchers(self.steps[state], kind, known[0])
        for guard, match in trials:
            if (guard is None or guard(text, at)) and (found := match(text, at)):
                return found
        return None

    def _reduce(self, kind: str, states: list[int], values: list[Any]) -> int | None:
        """Reduce before a token of a kind; return the state after the token, or None if it is not allowed."""
        steps, reductions = self.steps, self.reductions
        while (to := steps[states[-1]].get(kind)) is not None and to < 0:
            size, name, make = reductions[-1 - to]
            if make is None:
                states[-1] = steps[states[-2]][name]
                continue
            children = values[len(values) - size :]
            del values[len(values) - size :], states[len(states) - size :]
            states.append(steps[states[-1]][name])
            values.append(make(children))
        return to


def _making(rule: Rule, binder: object) -> Callable[[list[Any]], Any] | None:
    """The function that combines the values of a rule; None for a rule of one value that stays as it is."""
    if rule.alone:
        return None
    make = list if rule.method.startswith("_") else getattr(binder, rule.method, None)
    return _splicing(rule, make)


def _splicing(rule: Rule, make: Any) -> Callable[[list[Any]], Any]:
    if not rule.spliced:
        return make  # type: ignore[no-any-return] # a method of any binder
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
