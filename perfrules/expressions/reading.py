"""Reading texts: the public way from a cell to a comparator, an actual, or what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import lru_cache, partial
from typing import Any

from attrs import evolve, frozen

from perfrules.diagnostics import Diagnostic, Language, Source, Span
from perfrules.expressions import parser
from perfrules.expressions.binding.binder import Binder
from perfrules.expressions.binding.unfit_words import TIMES
from perfrules.expressions.binding.units_of_names import unit_of
from perfrules.expressions.comparators import (
    AllOf,
    AnyOf,
    Change,
    Comparator,
    Comparison,
    Milestones,
    Named,
    Qualitative,
    Range,
    Reference,
    RelativeDeadline,
)
from perfrules.expressions.comparators.composite import parts_of
from perfrules.expressions.errors import ExpressionError, refusal
from perfrules.expressions.lexicon import lexicon
from perfrules.expressions.nearest import with_nearest
from perfrules.expressions.parser import Parser
from perfrules.expressions.text.characters import Normalised
from perfrules.resources.plain_repr import PlainRepr
from perfrules.values import UnitRegistry, default_units, exact, exact_text

_REMEMBERED = 4096
_AMBIGUOUS = "PR340"
_PARSER = Parser(Binder)
_PRINTED_SIGNS = str.maketrans({"≥": ">=", "≤": "<="})
"""Signs that are the same word of the grammar as the one that is printed for them."""


@frozen(repr=False)
class Reading(PlainRepr):
    """A text, the comparator it means (or None), and the diagnostics about it."""

    text: str
    comparator: Comparator | None
    diagnostics: tuple[Diagnostic, ...] = ()

    def to_json(self, language: Language = "zh") -> dict[str, Any]:
        """`{"text", "reading", "diagnostics"}`, as `perfrules parse --json` prints it."""
        return {
            "text": self.text,
            "reading": None if self.comparator is None else self.comparator.to_json(),
            "diagnostics": [diagnostic.to_json(language) for diagnostic in self.diagnostics],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any], units: UnitRegistry | None = None) -> Reading:
        """Return the reading from the data of `to_json`. Added in 0.2.

        Args:
            data: what `to_json` returned.
            units: the units to know; those that ship with the library where none are given.

        Raises:
            ExpressionError: PR650: a part is missing or has another form.

        >>> Reading.from_json(read("省考核目标").to_json()).diagnostics[0].code
        'PR201'
        """
        try:
            text, reading, found = (data[key] for key in ("text", "reading", "diagnostics"))
            source = Source("" + text)
            diagnostics = tuple(Diagnostic.from_json(each, source) for each in found)
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            raise ExpressionError(Diagnostic("PR650", {"part": "text, reading, diagnostics"})) from error
        return cls(text, None if reading is None else Comparator.from_json(reading, units), diagnostics)


def parse(text: str, units: UnitRegistry | None = None) -> Comparator:
    """Read an indicator expression.

    Args:
        text: A target cell (指标值), a condition of an approval rule, or a deadline.
        units: The units to know; those that ship with the library where none are given.

    Raises:
        ExpressionError: with a code, a span and a hint, for any text that is not wholly understood.

    >>> str(parse("不低于９５％")), parse("2000元以下").matches("1999.99元")
    ('>=95%', True)
    """
    return _parse_remembered(text, units)


def prepare(text: str, units: UnitRegistry | None = None) -> None:
    """Make parsing the parts of a file faster: patterns are compiled for its words at once.

    It changes no reading. A text of more than 20,000 characters is passed over, as it needs nearly all words.

    >>> prepare("targets: [≥95%, 不超过2万元, 每月8日前]")
    """
    parser.prepare(text, default_units() if units is None else units)


def parse_strictly(text: str, units: UnitRegistry | None = None) -> Comparator:
    """Read an expression of a rule, which must have one meaning only.

    Raises:
        ExpressionError: as `parse`; PR341 for `10月前` and the like, which `parse` reads with a warning;
            PR255 for a bound that holds as a rule only (原则上不超过3%).

    >>> str(parse_strictly("10月底前"))
    '10月31日前'
    """
    comparator = parse(text, units)
    for warning in comparator.warnings:
        if warning.code == _AMBIGUOUS:
            raise refusal("PR341", text, warning.span or Span(0, len(text)))
    if any(isinstance(part, Named) and part.soft for part in parts_of(comparator)):
        raise refusal("PR255", text, Span(0, len(text)))
    return comparator


@lru_cache(maxsize=_REMEMBERED)
def _parse_remembered(text: str, units: UnitRegistry | None) -> Comparator:
    known = default_units() if units is None else units
    comparator, normalised = _PARSER.parse(text, known)
    _check_printed_form(comparator, normalised, known)
    return _placed(comparator, normalised)


def _check_printed_form(comparator: Comparator, text: Normalised, units: UnitRegistry) -> None:
    """Refuse a reading whose printed form would be read otherwise.

    A name is free text, so no rule about the name alone shows that it keeps apart from what is printed
    beside it. Only reading the printed form does.

    Raises:
        ExpressionError: PR212, or PR201 without a name, if the printed form does not read the same.
    """
    if not _is_joined(comparator):
        return
    printed = str(comparator)
    if printed == text.text.translate(_PRINTED_SIGNS):
        return
    with suppress(ExpressionError):
        if _PARSER.parse(printed, units).value == comparator:
            return
    name = next(_names(comparator), "")
    whole = Span(0, len(text.original))
    raise refusal("PR212" if name else "PR201", text.original, whole, {"name": name})


def _is_joined(comparator: Comparator) -> bool:
    """Whether the printed form may be read otherwise: it has joints, names, divisors, or words alone."""
    if isinstance(comparator, AllOf | AnyOf | Milestones | Qualitative):
        return True
    if isinstance(comparator, Named) and (comparator.soft or "/" in unit_of(comparator).name):
        return True
    return any(_names(comparator)) or (isinstance(comparator, Range) and not _is_two_bounds(comparator))


def _is_two_bounds(span: Range) -> bool:
    """Whether a range is printed as two bounds, none of which may be a date or a time: >2000元且<=20000元."""
    closed = span.low_closed and span.high_closed
    return not closed and span.unit.dimension.split("/")[0] not in TIMES


def _names(comparator: Comparator) -> Iterator[str]:
    """Yield the names in a reading: of its subjects, what it counts, figures, events and baselines."""
    for part in parts_of(comparator):
        if isinstance(part, Named):
            yield from filter(None, (part.subject, part.counted))
        yield from _names_inside(part)


def _names_inside(part: Comparator) -> Iterator[str]:
    """Yield the names of figures, events and unknown baselines, and what a change is a change of."""
    if isinstance(part, Reference):
        yield part.name
    if isinstance(part, RelativeDeadline):
        yield part.event
    if isinstance(part, Change):
        yield from filter(None, (part.of,))
        if part.baseline and part.baseline not in lexicon()["baselines"]:
            yield part.baseline


def _placed(comparator: Comparator, text: Normalised) -> Comparator:
    """The comparator with the warnings of all its parts, pointing into the original text."""
    parts = parts_of(comparator)
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


def read(text: str, units: UnitRegistry | None = None) -> Reading:
    """Read an indicator expression without raising: comparator and diagnostics, warnings included.

    >>> read("省考核目标").diagnostics[0].code
    'PR201'
    """
    try:
        comparator = parse(text, units)
    except ExpressionError as error:
        first, *others = error.diagnostics
        return Reading(text, None, (with_nearest(first, partial(parse, units=units)), *others))
    return Reading(text, comparator, (*comparator.warnings, *_suspicions(text, comparator)))


def _suspicions(text: str, comparator: Comparator) -> list[Diagnostic]:
    """A scanned ≥ turns into a 2: 290% is almost surely ≥90%."""
    parts = parts_of(comparator)
    found = []
    for part in parts:
        if not isinstance(part, Comparison) or part.operator is not None or part.bound.unit.name != "%":
            continue
        digits = exact_text(part.bound.value)
        if digits.startswith("2") and part.bound.value > 200 and exact(digits[1:]) <= 100:
            likely = f"≥{digits[1:]}%"
            arguments = {"text": text, "likely": likely}
            found.append(Diagnostic("PR221", arguments, Span(0, len(text)), Source(text)))
    return found
