"""Text to comparator by the LALR grammar, and what went wrong in the reader's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from typing import cast

from attrs import evolve

from perfrules.diagnostics import Diagnostic, Source, Span
from perfrules.expressions.binding import Binder, ReadingProblem
from perfrules.expressions.comparators import AllOf, Comparator, Comparison
from perfrules.expressions.errors import ExpressionError, refusal
from perfrules.expressions.grammar.automaton import Automaton, StuckError
from perfrules.expressions.grammar.tables import tables
from perfrules.expressions.lexicon import Places
from perfrules.expressions.text.characters import Normalised, normalise
from perfrules.expressions.text.faults import VAGUE, Fault, find_fault
from perfrules.expressions.text.layouts import plainer_forms, unit_apart
from perfrules.values import BARE, QuantityError, UnitRegistry


@cache
def _automaton(units: UnitRegistry) -> Automaton:
    return Automaton.of(tables(), Places(units), Binder(units))


def parse_normalised(text: Normalised, units: UnitRegistry) -> Comparator:
    """The comparator that a normalised text means.

    Raises:
        ExpressionError: where the text, or a part of it, is none.
    """
    try:
        return _placed(cast("Comparator", _automaton(units).parse(text.text)), text)
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


def _placed(comparator: Comparator, text: Normalised) -> Comparator:
    """The comparator with the warnings of all its parts, pointing into the original text."""
    parts = comparator.parts if isinstance(comparator, AllOf) else (comparator,)
    warnings = [warning for part in parts for warning in part.warnings]
    if not warnings:
        return comparator
    return evolve(comparator, warnings=tuple(_at_original(warning, text) for warning in warnings))


def _at_original(warning: Diagnostic, text: Normalised) -> Diagnostic:
    """A warning about a stretch of the normalised text as one about the original."""
    stretch = warning.span or Span(0, len(text.text))
    span = text.span(stretch.start, stretch.end)
    part = text.original[span.start : span.end]
    arguments = {**warning.arguments, "text": text.original, "part": part}
    return Diagnostic(warning.code, arguments, span, Source(text.original))


def parse_text(text: str, units: UnitRegistry) -> Comparator:
    """The comparator that a text means, whatever its width, blanks and spelling.

    A line break mostly wraps a line, a number before a word mostly counts; only where the text cannot be read
    so is it taken for a layout of several targets.
    """
    try:
        return parse_normalised(normalise(text), units)
    except ExpressionError as error:
        # An invisible character is refused, not taken for the end of a line.
        forms = () if error.diagnostics[0].code == "PR203" else _plainer_forms(text, units)
        for form in forms:
            with suppress(ExpressionError):
                return parse_normalised(normalise(form), units)
        raise


def _plainer_forms(text: str, units: UnitRegistry) -> Iterator[str]:
    yield from plainer_forms(text)
    apart = unit_apart(text)
    if apart is not None and _is_unit(apart[0], units):
        yield apart[1]


def _is_unit(text: str, units: UnitRegistry) -> bool:
    """Whether a number may have it as its unit, and as nothing else."""
    try:
        one = parse_normalised(normalise(f"1{text}"), units)
    except ExpressionError:
        return False
    return isinstance(one, Comparison) and one.bound.unit != BARE and not one.counted


def _stuck(stuck: StuckError, text: str, units: UnitRegistry) -> Fault:
    """What the grammar has against it: a month or a day of no month, an unknown unit, or nothing known."""
    at = stuck.at
    if re.fullmatch("(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月", text):
        return Fault("PR209", 0, len(text))
    if re.match("前|之前|以前", text[at:]) and re.search("[日号]$", text[:at]):
        return Fault("PR208", at, at + 1)
    word = re.match("[一-鿿A-Za-zμΩ℃°]+", text[at:])
    if word and stuck.after == "NUMBER":
        return Fault("PR233", at, at + word.end(), {"near": units.nearest(word.group()) or "—"})
    return Fault("PR201", at if at < len(text) else 0, len(text))
