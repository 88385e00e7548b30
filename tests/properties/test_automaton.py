"""The automaton against Lark's own loop over the same tables, and the tables against those Lark makes."""

from __future__ import annotations

from functools import cache
from itertools import chain
from typing import Any

import pytest
from expression_strategies import LAW, damaged_texts, measure_texts
from hypothesis import given
from hypothesis import strategies as st
from lark import Lark, UnexpectedCharacters, UnexpectedInput
from lark.lexer import Lexer

from perfrules.expressions.amounts.bounds import ReadingProblem
from perfrules.expressions.binding.binder import Binder
from perfrules.expressions.errors import ExpressionError
from perfrules.expressions.grammar.automaton import Automaton, StuckError
from perfrules.expressions.grammar.beginnings import anything, beginnings
from perfrules.expressions.grammar.compile_tables import (
    compile_grammar,
    digest_of,
    grammar_text,
    lark_of,
    write,
)
from perfrules.expressions.grammar.lexer import SharingLexer, token_of
from perfrules.expressions.grammar.tables import Tables, tables
from perfrules.expressions.lexicon import Places
from perfrules.expressions.text.characters import normalise
from perfrules.resources.paths import data_path
from perfrules.values import QuantityError, default_units

UNITS = default_units()


class LarksLexer(Lexer):
    """The words and signs for Lark's own loop, each among those that it accepts in its place."""

    __future_interface__ = 2

    def __init__(self, _: Any) -> None:
        self.words = SharingLexer(tables().terminals, Places(UNITS), anything())

    def lex(self, lexer_state: Any, parser_state: Any) -> Any:
        text = lexer_state.text if isinstance(lexer_state.text, str) else lexer_state.text.text
        at = 0
        while at < len(text):
            accepted = parser_state.parse_conf.states[parser_state.position]
            trials = self.words.matchers(accepted, 0)
            tried = (match(text, at) for guard, match in trials if guard is None or guard(text, at))
            found = next(filter(None, tried), None)
            if found is None:
                raise UnexpectedCharacters(text, at, 1, at + 1)
            at = found.end()
            token: Any = token_of(found)
            token.line = token.column = token.end_line = token.end_column = 1
            yield token


@cache
def lark() -> Lark:
    return Lark(grammar_text(), parser="lalr", lexer=LarksLexer, transformer=Binder(UNITS))


@cache
def automaton() -> Automaton:
    return Automaton.of(
        tables(), SharingLexer(tables().terminals, Places(UNITS), beginnings(UNITS)), Binder(UNITS)
    )


def by_lark(text: str) -> object:
    try:
        return lark().parse(text)
    except UnexpectedCharacters as stuck:
        return "stuck", stuck.pos_in_stream
    except UnexpectedInput as stuck:
        return "stuck", len(text) if stuck.token.type == "$END" else stuck.token.start_pos
    except (ReadingProblem, QuantityError) as problem:
        return problem.code


def by_automaton(text: str) -> object:
    try:
        return automaton().parse(text)
    except StuckError as stuck:
        return "stuck", stuck.at
    except (ReadingProblem, QuantityError) as problem:
        return problem.code


class TestTheAutomatonIsLarks:
    """Whatever Lark makes of a text the automaton makes of it, and where the one is stuck the other is.

    Lark tries every terminal at every character.
    """

    @LAW
    @given(damaged_texts() | measure_texts() | st.text("0123456789万元以下不含月日前%≥-、()", max_size=12))
    def test_both_read_or_refuse_every_text_alike(self, text: str) -> None:
        try:
            plain = normalise(text).text
        except ExpressionError:
            return
        assert by_automaton(plain) == by_lark(plain)


class TestTheTables:
    """The tables file is what Lark computes from the grammar; `compile_tables` rebuilds it."""

    def test_are_those_of_the_grammar(self):
        stale = "the grammar has changed: run python -m perfrules.expressions.grammar.compile_tables"
        assert tables().made_of == digest_of(grammar_text()), stale
        assert compile_grammar(grammar_text()) == tables(), stale

    def test_are_written_as_they_ship(self, tmp_path):
        write(tmp_path)
        written = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
        assert written == {name: data_path("grammar", name).read_bytes() for name in written}
        assert len(written) == 2

    def test_are_of_a_grammar_that_lark_itself_reads_nothing_with(self):
        """Its lexer would compile patterns whose places for words are still open."""
        with pytest.raises(NotImplementedError):
            lark_of(grammar_text()).parse("5元", start="start")

    def test_are_read_as_they_are_written(self):
        assert Tables.from_text(tables().to_text()) == tables()

    def test_reach_every_state(self):
        reached = set(chain.from_iterable(state.values() for state in tables().states))
        first = {first for first, _ in tables().starts.values()}
        assert {number for number in reached if number >= 0} | first == set(range(len(tables().states)))
