"""Number lines as SVG. No scripts, no external fonts, no requests; equal input gives equal bytes."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from xml.etree import ElementTree as Xml

from attrs import frozen

from perfrules.analysis.findings.regions_in_words import amount_text
from perfrules.diagnostics import Language, display_width
from perfrules.reports.markup import document, writable
from perfrules.reports.number_lines.model import NumberLine, Row, Stretch
from perfrules.reports.number_lines.words import (
    heading_text,
    mark_word,
    others_texts,
    stretches_text,
    title_text,
    word,
)

NARROW = 360
"""The width in pixels that fits a telephone."""

_PAD, _STUB, _LEAST_STEP = 22, 26, 16
_TITLE, _SUBTITLE, _ROW, _LEVEL, _BELOW = 30, 18, 36, 16, 14
_INK, _MUTED, _PAPER = "#1f2933", "#616e7c", "#ffffff"
_BAR, _GAP, _OVERLAP = "#1f6feb", "#c62828", "#b35900"
_LARGE, _MIDDLE, _SMALL = 15, 13, 11


def as_svg(lines: Iterable[NumberLine], language: Language = "zh", width: int = NARROW) -> str:
    """Draw number lines below each other as an SVG image.

    Args:
        lines: what to draw.
        language: the language of the words.
        width: pixels; more where the thresholds need more.

    >>> from perfrules.policies.decisions.bands import band_policy, score_input
    >>> from perfrules.policies.base.head import Head
    >>> from perfrules.policies.decisions.rules import Condition
    >>> from perfrules.reports.number_lines.lines import number_lines
    >>> from perfrules.values import IntervalSet
    >>> good = [("优", Condition(IntervalSet.from_(Fraction(90))))]
    >>> policy = band_policy(Head("unit.grades"), score_input(Fraction(100)), good)
    >>> picture = as_svg(number_lines(policy), "en")
    >>> picture[:24], "gap: below 90分" in picture
    ('<svg xmlns="http://www.w', True)
    """
    drawn = list(lines)
    named = len({each.policy for each in drawn}) > 1
    charts = [_Chart(each, language, width, named=named) for each in drawn]
    wide = max([width, *(chart.width for chart in charts)])
    height = sum(chart.height for chart in charts) + _LEVEL
    root = Xml.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {wide} {height}",
            "width": str(wide),
            "height": str(height),
            "role": "img",
            "font-family": "sans-serif",
            "style": "max-width:100%;height:auto",
        },
    )
    Xml.SubElement(root, "title").text = writable("；".join(chart.title for chart in charts))
    Xml.SubElement(root, "desc").text = writable(
        "\n".join(each for chart in charts for each in chart.sentences())
    )
    Xml.SubElement(root, "rect", {"width": str(wide), "height": str(height), "fill": _PAPER})
    top = 0
    for chart in charts:
        chart.draw(Xml.SubElement(root, "g", {"transform": f"translate(0 {top})"}))
        top += chart.height
    _text(root, 8, top + 6, word("note", language), size=_SMALL, fill=_MUTED, room=wide - 16)
    return document(root).split("\n", 1)[1]


def _advance(text: str, size: int) -> Fraction:
    """An upper estimate of the width of a text in pixels."""
    return display_width(text) * Fraction(size * 11, 20)


def _fitted(text: str, size: int, room: int) -> str:
    if _advance(text, size) <= room:
        return text
    while text and _advance(text + "…", size) > room:
        text = text[:-1]
    return text + "…"


def _text(parent: Xml.Element, x: int, y: int, text: str, *, size: int, fill: str, room: int) -> None:
    made = Xml.SubElement(parent, "text", {"x": str(x), "y": str(y), "font-size": str(size), "fill": fill})
    made.text = _fitted(writable(text), size, room)


@frozen
class _Band:
    """A row to draw: label, stretches (dashed when overridden) and colour."""

    text: str
    full: tuple[Stretch, ...]
    dashed: tuple[Stretch, ...]
    colour: str
    shaded: bool = False


class _Chart:
    """The layout of one number line."""

    def __init__(self, line: NumberLine, language: Language, width: int, *, named: bool) -> None:
        self.line = line
        self.language = language
        self.title = heading_text(line, language)
        ends = {cell for stretch in line.axis for cell in (stretch.first, stretch.last)}
        left = _PAD + (_STUB if 0 in ends else 0)
        right = _PAD + (_STUB if line.last_cell in ends else 0)
        parts = len(line.ticks) - 1
        if parts > 0:
            step = max(_LEAST_STEP, (width - left - right) // parts)
            self.xs = [left + at * step for at in range(len(line.ticks))]
            self.width = self.xs[-1] + right
        else:
            self.xs = [width // 2] * len(line.ticks)
            self.width = width
        self.others = [*([line.policy] if named else ()), *others_texts(line, language)]
        self.head = _TITLE + _SUBTITLE * len(self.others)
        self.bands = [*map(self._rule, line.rows), *self._marks()]
        self.labels = self._levels()
        self.axis_y = self.head + _ROW * len(self.bands) + 12
        self.height = self.axis_y + _LEVEL * len(self.labels) + _BELOW + 8

    def _rule(self, row: Row) -> _Band:
        return _Band(row.title or row.rule, row.holds, row.beaten, _BAR)

    def _marks(self) -> list[_Band]:
        bands = []
        for mark in self.line.marks:
            name = mark_word(mark, self.language)
            text = stretches_text(name, self.line, [mark.stretch], self.language)
            colour = _MUTED if mark.settled else _GAP if mark.kind == "gap" else _OVERLAP
            bands.append(_Band(text, (mark.stretch,), (), colour, shaded=not mark.settled))
        return bands

    def sentences(self) -> list[str]:
        """The picture in words, a sentence per line."""
        rules = [
            stretches_text(row.title or row.rule, self.line, list(row.holds), self.language)
            for row in self.line.rows
        ]
        return [self.title, *rules, *(band.text for band in self.bands[len(rules) :])]

    def draw(self, parent: Xml.Element) -> None:
        """Draw the line as a group of the picture."""
        room = self.width - 16
        _text(parent, 8, 20, title_text(self.line), size=_LARGE, fill=_INK, room=room)
        for at, text in enumerate(self.others):
            _text(parent, 8, 38 + _SUBTITLE * at, text, size=_MIDDLE, fill=_MUTED, room=room)
        for band in self.bands:
            if band.shaded:
                self._shade(parent, band)
        for at, band in enumerate(self.bands):
            y = self.head + _ROW * at
            shown = _INK if band.colour == _BAR else band.colour
            _text(parent, 8, y + 12, band.text, size=_MIDDLE, fill=shown, room=room)
            for stretch in band.dashed:
                self._bar(parent, stretch, y + 24, _MUTED, dashed=True)
            for stretch in band.full:
                self._bar(parent, stretch, y + 24, band.colour)
        self._axis(parent)

    def _ends(self, stretch: Stretch) -> tuple[int, int]:
        low = 6 if stretch.first == 0 else self.xs[(stretch.first - 1) // 2]
        high = self.width - 6 if stretch.last == self.line.last_cell else self.xs[stretch.last // 2]
        return low, high

    def _shade(self, parent: Xml.Element, band: _Band) -> None:
        for stretch in band.full:
            low, high = self._ends(stretch)
            spread = 5 if low == high else 0
            facts = {"x": low - spread, "y": self.head, "width": high - low + 2 * spread}
            facts["height"] = self.axis_y - self.head
            Xml.SubElement(
                parent,
                "rect",
                {**{key: str(each) for key, each in facts.items()}, "fill": band.colour, "opacity": "0.12"},
            )

    def _bar(
        self, parent: Xml.Element, stretch: Stretch, y: int, colour: str, *, dashed: bool = False
    ) -> None:
        low, high = self._ends(stretch)
        dash = {"stroke-dasharray": "3 4"} if dashed else {}
        width = "2" if dashed else "5"
        _line(parent, (low, y), (high, y), {"stroke": colour, "stroke-width": width, **dash})
        for x, open_end, free in (
            (low, stretch.first % 2 == 0, stretch.first == 0),
            (high, stretch.last % 2 == 0, stretch.last == self.line.last_cell),
        ):
            if free:
                _arrow(parent, x, y, -6 if x == low else 6, colour)
            else:
                fill = _PAPER if open_end else colour
                facts = {"cx": str(x), "cy": str(y), "r": "4.5", "fill": fill, "stroke": colour}
                Xml.SubElement(parent, "circle", {**facts, "stroke-width": "2"})

    def _axis(self, parent: Xml.Element) -> None:
        y = self.axis_y
        for stretch in self.line.axis:
            low, high = self._ends(stretch)
            _line(parent, (low, y), (high, y), {"stroke": _MUTED, "stroke-width": "1"})
            if stretch.first == 0:
                _arrow(parent, low, y, -5, _MUTED)
            if stretch.last == self.line.last_cell:
                _arrow(parent, high, y, 5, _MUTED)
        placed = [(level, *label) for level, labels in enumerate(self.labels) for label in labels]
        for level, x, _, _ in placed:
            _line(parent, (x, y - 3), (x, y + 4 + _LEVEL * level), {"stroke": _MUTED, "stroke-width": "1"})
        for level, _, middle, text in placed:
            facts = {"x": str(middle), "y": str(y + 15 + _LEVEL * level), "text-anchor": "middle"}
            halo = {"stroke": _PAPER, "stroke-width": "3", "paint-order": "stroke"}
            made = Xml.SubElement(parent, "text", {**facts, "font-size": str(_SMALL), "fill": _INK, **halo})
            made.text = writable(text)

    def _levels(self) -> list[list[tuple[int, int, str]]]:
        """The labels of the thresholds as (tick, middle, text), on enough levels to avoid collisions."""
        levels: list[list[tuple[int, int, str]]] = []
        for x, tick in zip(self.xs, self.line.ticks, strict=True):
            text = amount_text(self.line.input, tick)
            half = int(_advance(text, _SMALL) / 2) + 3
            label = (x, max(half, min(x, self.width - half)), text)
            level = next((each for each in levels if _apart(each[-1], label)), None)
            if level is None:
                level = []
                levels.append(level)
            level.append(label)
        return levels


def _apart(left: tuple[int, int, str], right: tuple[int, int, str]) -> bool:
    room = (_advance(left[2], _SMALL) + _advance(right[2], _SMALL)) / 2 + 6
    return right[1] - left[1] >= room


def _line(parent: Xml.Element, start: tuple[int, int], end: tuple[int, int], facts: dict[str, str]) -> None:
    ends = {"x1": start[0], "y1": start[1], "x2": end[0], "y2": end[1]}
    Xml.SubElement(parent, "line", {**{key: str(each) for key, each in ends.items()}, **facts})


def _arrow(parent: Xml.Element, x: int, y: int, by: int, colour: str) -> None:
    points = f"{x},{y - 5} {x + by},{y} {x},{y + 5}"
    Xml.SubElement(parent, "polygon", {"points": points, "fill": colour})
