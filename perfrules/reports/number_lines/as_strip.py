"""A number line as one strip to scale: bands side by side, with a mark at a value."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from xml.etree import ElementTree as Xml

from perfrules.diagnostics import Language, phrase
from perfrules.reports.markup import document, writable
from perfrules.reports.number_lines.model import NumberLine, Stretch
from perfrules.reports.number_lines.words import stretch_text
from perfrules.values import exact_text, half_up

_WIDTH, _HEIGHT, _PAD = 360, 70, 1
_TOP, _BAND, _BELOW = 26, 22, 16
_EDGE = 22
"""The least distance of the mark's number from an end, so that it is not cut."""
_CHARACTER = 13
"""An upper estimate of the width of a wide character in pixels."""
LOOKS = (
    {"fill": "#0b4f43", "stroke": "#0b4f43", "ink": "#ffffff"},
    {"fill": "#3a76ab", "stroke": "#3a76ab", "ink": "#ffffff"},
    {"fill": "#f6d98a", "stroke": "#b98a14", "ink": "#3a2c00"},
    {"fill": "#ffffff", "stroke": "#9c1f1f", "ink": "#9c1f1f"},
)
"""From the best band to the worst. They differ in lightness too, so that grey prints show the difference."""
RANKS = len(LOOKS)
_INK, _MUTED = "#1b2430", "#566273"
_GAP = {"fill": "#ffffff", "stroke": _MUTED, "stroke-dasharray": "3 3"}


def rank(at: int, count: int) -> int:
    """Return the look of the band `at` of `count`; the best and the worst have the outer ones.

    >>> [rank(at, 3) for at in range(3)], rank(0, 1)
    ([0, 1, 3], 0)
    """
    return at * (RANKS - 1) // max(count - 1, 1)


def as_strip(line: NumberLine, value: Decimal, language: Language = "zh") -> str | None:
    """The bands of a line with both ends, and a mark at a value; None for a line without an end.

    >>> from decimal import Decimal
    >>> from perfrules.policies.decisions.bands import band_policy, score_input
    >>> from perfrules.policies.base.head import Head
    >>> from perfrules.policies.decisions.rules import Condition
    >>> from perfrules.reports.number_lines.lines import number_lines
    >>> from perfrules.values import IntervalSet
    >>> good = [("优", Condition(IntervalSet.from_(Fraction(90))))]
    >>> (line,) = number_lines(band_policy(Head("unit.grades"), score_input(Fraction(100)), good))
    >>> "95.50" in as_strip(line, Decimal("95.50"))
    True
    """
    if len(line.ticks) < 2 or any(each.first == 0 or each.last == line.last_cell for each in line.axis):
        return None
    return _Strip(line, language).drawn(value)


class _Strip:
    def __init__(self, line: NumberLine, language: Language) -> None:
        self.line, self.language = line, language
        self.low, self.high = line.ticks[0], line.ticks[-1]

    def drawn(self, value: Decimal) -> str:
        size = {"width": str(_WIDTH), "height": str(_HEIGHT), "viewBox": f"0 0 {_WIDTH} {_HEIGHT}"}
        root = Xml.Element(
            "svg", {"xmlns": "http://www.w3.org/2000/svg", **size, "role": "img", "class": "strip"}
        )
        apart = phrase("punctuation.semicolon", self.language)
        Xml.SubElement(root, "title").text = writable(apart.join(self._described()))
        for mark in self.line.marks:
            if mark.kind == "gap":
                self._box(root, mark.stretch, _GAP)
        for at, row in enumerate(self.line.rows):
            for stretch in row.holds:
                self._band(root, stretch, row.title or row.rule, rank(at, len(self.line.rows)))
        for tick in self.line.ticks:
            anchor = "start" if tick == self.low else "end" if tick == self.high else "middle"
            _text(root, self._x(tick), _TOP + _BAND + _BELOW, exact_text(tick), 12, _MUTED, anchor)
        self._mark(root, value)
        return document(root).split("\n", 1)[1]

    def _described(self) -> list[str]:
        """The strip in words, a band each."""
        joint = phrase("punctuation.colon", self.language)
        return [
            (row.title or row.rule) + joint + stretch_text(self.line, stretch, self.language)
            for row in self.line.rows
            for stretch in row.holds
        ]

    def _x(self, value: Fraction) -> int:
        """The position of a value, limited to the ends of the strip."""
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return _PAD + int(half_up(share * (_WIDTH - 2 * _PAD), 0))

    def _box(self, root: Xml.Element, stretch: Stretch, facts: dict[str, str]) -> tuple[int, int]:
        """Draw a stretch and return its ends."""
        interval = self.line.interval(stretch)
        low = self._x(self.low if interval.low is None else interval.low)
        high = self._x(self.high if interval.high is None else interval.high)
        place = {"x": str(low), "y": str(_TOP), "width": str(high - low), "height": str(_BAND)}
        Xml.SubElement(root, "rect", {**place, **facts})
        return low, high

    def _band(self, root: Xml.Element, stretch: Stretch, name: str, look: int) -> None:
        facts = LOOKS[look]
        low, high = self._box(root, stretch, {"fill": facts["fill"], "stroke": facts["stroke"]})
        if len(name) * _CHARACTER <= high - low:
            _text(root, (low + high) // 2, _TOP + 16, name, 13, facts["ink"])

    def _mark(self, root: Xml.Element, value: Decimal) -> None:
        x = self._x(Fraction(value))
        points = f"{x - 5},{_TOP - 9} {x + 5},{_TOP - 9} {x},{_TOP - 1}"
        Xml.SubElement(root, "polygon", {"points": points, "fill": _INK})
        _text(root, max(_EDGE, min(x, _WIDTH - _EDGE)), _TOP - 12, str(value), 13, _INK)


def _text(root: Xml.Element, x: int, y: int, text: str, size: int, ink: str, anchor: str = "middle") -> None:
    facts = {"x": str(x), "y": str(y), "font-size": str(size), "fill": ink, "text-anchor": anchor}
    Xml.SubElement(root, "text", facts).text = writable(text)
