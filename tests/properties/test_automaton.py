"""The automaton against Lark's own loop over the same tables."""

from __future__ import annotations

from functools import cache

from expression_strategies import LAW, damaged_texts, measure_texts
from hypothesis import given
from hypothesis import strategies as st
from lark import Lark, UnexpectedCharacters, UnexpectedInput

from perfrules.expressions.automaton import Automaton, StuckError
from perfrules.expressions.binding import ReadingProblem
from perfrules.expressions.characters import normalise
from perfrules.expressions.errors import ExpressionError
from perfrules.expressions.parser import grammar_of
from perfrules.values import QuantityError, default_units


@cache
def both() -> tuple[Lark, Automaton]:
    lark = grammar_of(default_units())
    return lark, Automaton.of(lark)


def by_lark(text: str) -> object:
    try:
        return both()[0].parse(text)
    except UnexpectedCharacters as stuck:
        return "stuck", stuck.pos_in_stream
    except UnexpectedInput as stuck:
        return "stuck", len(text) if stuck.token.type == "$END" else stuck.token.start_pos
    except (ReadingProblem, QuantityError) as problem:
        return problem.code


def by_automaton(text: str) -> object:
    try:
        return both()[1].parse(text)
    except StuckError as stuck:
        return "stuck", stuck.at
    except (ReadingProblem, QuantityError) as problem:
        return problem.code


class TestTheAutomatonIsLarks:
    """Whatever Lark makes of a text the automaton makes of it, and where the one is stuck the other is."""

    @LAW
    @given(damaged_texts() | measure_texts() | st.text("0123456789万元以下不含月日前%≥-、()", max_size=12))
    def test(self, text: str) -> None:
        try:
            plain = normalise(text).text
        except ExpressionError:
            return
        assert by_automaton(plain) == by_lark(plain)
