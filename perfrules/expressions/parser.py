"""Texts by the grammar: what the rules of a binder make of one, and what is wrong with any other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from typing import Any, NamedTuple

from perfrules.expressions.amounts.bounds import ReadingProblem
from perfrules.expressions.errors import ExpressionError, refusal
from perfrules.expressions.grammar.automaton import Automaton, StuckError
from perfrules.expressions.grammar.beginnings import beginnings
from perfrules.expressions.grammar.lexer import SharingLexer
from perfrules.expressions.grammar.tables import tables
from perfrules.expressions.lexicon import Places
from perfrules.expressions.text.characters import Normalised, normalise, plain_characters
from perfrules.expressions.text.faults import VAGUE, Fault, find_fault
from perfrules.expressions.text.layouts import plainer_forms, unit_apart
from perfrules.expressions.text.rearranged import rearranged
from perfrules.values import QuantityError, UnitRegistry

_MULTIPLIERS = "百千万亿"


_LONGEST_PREPARED = 20_000


class Parsed(NamedTuple):
    """What a binder makes of a text, and the text as it was read."""

    value: Any
    text: Normalised


@cache
def _lexer(units: UnitRegistry) -> SharingLexer:
    """The words of the language; targets and actuals share what is compiled of them."""
    return SharingLexer(tables().terminals, Places(units), beginnings(units))


def prepare(text: str, units: UnitRegistry) -> None:
    """Do what `perfrules.expressions.prepare` does, with given units."""
    if len(text) <= _LONGEST_PREPARED:
        _lexer(units).prepare(plain_characters(text))


class Parser:
    """Reads texts by the one grammar with the rules of one kind of binder."""

    def __init__(self, binder: Callable[[UnitRegistry], object]) -> None:
        self._automaton = cache(lambda units: Automaton.of(tables(), _lexer(units), binder(units)))

    def parse(self, text: str, units: UnitRegistry) -> Parsed:
        """What a text means, whatever its width, blanks and spelling.

        A line break usually wraps a line, a number before a word usually counts; only a text that cannot
        be read so is taken for a layout of several targets.

        Raises:
            ExpressionError: the text cannot be read.
        """
        try:
            return self.parse_normalised(normalise(text), units)
        except ExpressionError as error:
            # An invisible character is refused, not taken for the end of a line.
            forms = () if error.diagnostics[0].code == "PR203" else _plainer_forms(text, units)
            for form in forms:
                with suppress(ExpressionError):
                    return self.parse_normalised(normalise(form), units)
            raise

    def parse_normalised(self, text: Normalised, units: UnitRegistry) -> Parsed:
        """What a normalised text means.

        Raises:
            ExpressionError: the text, or a part of it, cannot be read.
        """
        try:
            return Parsed(self._automaton(units).parse(text.text), text)
        except StuckError as stuck:
            fault = _stuck(stuck, text.text, units)
        except ReadingProblem as problem:
            start, end = (problem.start, problem.end) if problem.end else (0, len(text.text))
            fault = Fault(problem.code, start, end, problem.facts)
        except QuantityError as error:
            fault = Fault(error.code, 0, len(text.text), error.diagnostics[0].arguments)
        if fault.code in VAGUE:
            fault = find_fault(text.text, units) or fault
        raise refusal(fault.code, text.original, text.span(fault.start, fault.end), fault.facts)


def _plainer_forms(text: str, units: UnitRegistry) -> Iterator[str]:
    yield from plainer_forms(text)
    with suppress(ExpressionError):  # a blank within a number
        yield from rearranged(normalise(text).text)
    apart = unit_apart(text)
    if apart is not None and _is_unit(apart[0], units):
        yield apart[1]


def _is_unit(text: str, units: UnitRegistry) -> bool:
    """Whether a text is a unit, simple or compound, with or without a multiplier: 个, 元/亩, 万元."""
    try:
        spelling = normalise(text).text.lstrip(_MULTIPLIERS)
        return units.may_know(spelling) and bool(units[spelling].name)
    except (ExpressionError, QuantityError):
        return False


def _stuck(stuck: StuckError, text: str, units: UnitRegistry) -> Fault:
    """What the grammar has against it: a day without a month, an unknown unit, or nothing known."""
    at = stuck.at
    if re.match("前|之前|以前", text[at:]) and re.search("[日号]$", text[:at]):
        return Fault("PR208", at, at + 1)
    word = re.match("[一-鿿A-Za-zμΩ℃°]+", text[at:])
    if word and stuck.after == "NUMBER":
        near = units.nearest(word.group())
        return Fault("PR233", at, at + word.end(), {"near": near})
    return Fault("PR201", at if at < len(text) else 0, len(text))
