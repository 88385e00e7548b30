"""The cells of a DMN decision table, with their places in the DMN file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import frozen

from perfrules.diagnostics import Diagnostic, PerfrulesError, Span, worded_fact
from perfrules.documents import Entry, Node, Scalar
from perfrules.documents import Sequence as Items
from perfrules.documents.media.xml import Element
from perfrules.policies.base.errors import PolicyError
from perfrules.policies.decisions.inputs import DEFAULT_UNITS
from perfrules.policies.formats.dmn.definitions import Definitions
from perfrules.policies.formats.dmn.feel import FeelKind, FeelValue, Tests, read_literal, read_tests
from perfrules.values import BARE, Unit, default_units


@frozen
class DmnCell:
    """A cell: its text, its place and its element."""

    text: str
    span: Span
    element: Element

    @classmethod
    def of(cls, element: Element | None, fallback: Element) -> DmnCell:
        """Return the cell of an element with a `<text>`; without one, an empty cell."""
        text = None if element is None else element.first("text")
        if element is None or text is None:
            return cls("", (element or fallback).span, element or fallback)
        return cls(text.text, text.text_span, element)

    def tests(self) -> Tests | None:
        """Return its unary tests; None for an empty or unreadable cell, whose error its rule reports."""
        try:
            return read_tests(self.text)
        except PolicyError:
            return None

    def literal(self) -> FeelValue | None:
        """Return its value; None for an empty or unreadable cell, whose error its rule reports."""
        try:
            return read_literal(self.text)
        except PolicyError:
            return None

    def located(self, error: PerfrulesError, definitions: Definitions) -> list[Diagnostic]:
        """Return the diagnostics about its text, with their places in the DMN file."""
        source = definitions.source
        verbatim = source.text[self.span.start : self.span.end] == self.text
        start = self.span.start if verbatim else None
        return [each.within(source, start, whole=self.span) for each in error.diagnostics]

    def mismatch(self, column: str, kind: FeelKind) -> PolicyError:
        """The error of a cell whose values are not of the kind of its column."""
        facts = {"column": column, "text": self.text, **worded_fact("kind", f"documents.dmn-{kind}")}
        return PolicyError(Diagnostic("PR920", facts))


def scalar(text: str, span: Span) -> Scalar:
    """Return a scalar with a place."""
    return Scalar(text, span, quoted=True)


def one_or_more(texts: Sequence[str], span: Span) -> Node:
    """Return one scalar, or a list of them, with a place."""
    scalars = tuple(scalar(text, span) for text in texts)
    return scalars[0] if len(scalars) == 1 else Items(scalars, span)


def kept_type(kept: Mapping[str, Entry], usual: str) -> tuple[str, Unit]:
    """The type and unit that our extension elements keep, else the usual ones of a kind.

    Raises:
        UnitError: no unit is called so.
    """
    type_, unit = (kept[key].value if key in kept else None for key in ("type", "unit"))
    name = type_.text if isinstance(type_, Scalar) else usual
    if isinstance(unit, Scalar):
        return name, default_units()[unit.text]
    return name, DEFAULT_UNITS.get(name, BARE)
