"""The sections of a cited document, found by the headings that a citation strings together."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

from attrs import frozen

from perfrules.diagnostics import Source
from perfrules.resources.late_patterns import late_pattern
from perfrules.sheets.imports.headings import heading_of, looks_like_title
from perfrules.sheets.labels import plain

_CHINESE = "[一二三四五六七八九十百零〇]{1,4}"
_NUMERAL = "[一二三四五六七八九十百零〇0-9]{1,4}"
_MARKERS = (
    late_pattern(f"第{_NUMERAL}(?:部分|编|篇)"),
    late_pattern(f"第{_NUMERAL}章"),
    late_pattern(f"第{_NUMERAL}节"),
    late_pattern(f"第{_NUMERAL}条"),
    late_pattern(f"{_CHINESE}、"),
    late_pattern(rf"\({_CHINESE}\)"),
    late_pattern("[0-9]{1,2}、"),
)
"""How a heading begins, from the widest section to the narrowest."""
_TITLE, _NONE = len(_MARKERS), len(_MARKERS) + 1


@frozen
class _Line:
    """A line as it is compared, how wide a section it opens, and the headings it can be called by."""

    text: str
    level: int
    headings: tuple[str, ...]

    @classmethod
    def of(cls, written: str) -> _Line:
        text, line = plain(written), written.strip()
        if looks_like_title(line):
            return cls(text, _TITLE, (text,))
        for level, marker in enumerate(_MARKERS):
            if found := marker.match(text):
                # The line whole, the heading it begins with, or the number alone: the longest is tried first.
                headings = {text, plain(heading_of(line) or ""), found.group()} - {""}
                return cls(text, level, tuple(sorted(headings, key=len, reverse=True)))
        return cls(text, _NONE, (text,) if text else ())


@frozen
class CitedText:
    r"""The text of a document that policies cite, line by line.

    >>> text = CitedText.of(Source("第一条 甲。\n第二条 乙。\n"))
    >>> text.holds("乙", text.section("第二条")), text.holds("甲", text.section("第二条"))
    (True, False)
    """

    source: Source
    lines: tuple[_Line, ...]

    @classmethod
    def of(cls, source: Source) -> CitedText:
        """The text of a source."""
        return cls(source, tuple(map(_Line.of, source.text.split("\n"))))

    def is_called(self, document: str) -> bool:
        """Whether a document's name is that of the file, or a line of the text."""
        stem = Path(self.source.name or "").stem
        return plain(document) in {plain(stem), *(line.text for line in self.lines)}

    def section(self, name: str) -> range | None:
        """The lines of a section; None where the text has no headings that make up the name."""
        return self._within(plain(name), range(len(self.lines)))

    def _within(self, name: str, lines: range) -> range | None:
        if not name:
            return lines
        for at in lines:
            for heading in self.lines[at].headings:
                if name.startswith(heading):
                    found = self._within(name[len(heading) :], self._opened(at, lines))
                    if found is not None:
                        return found
        return None

    def _opened(self, at: int, lines: range) -> range:
        """The lines that belong to the heading on one of them."""
        level = self.lines[at].level
        if level == _NONE:
            return range(at, lines.stop)
        ends = (end for end in range(at + 1, lines.stop) if self.lines[end].level <= level)
        return range(at, next(ends, lines.stop))

    def holds(self, phrase: str, lines: range | None = None) -> bool:
        """Whether some lines hold a phrase, wherever it is broken."""
        return plain(phrase) in _joined(self.lines if lines is None else self.lines[lines.start : lines.stop])

    def line_of(self, phrase: str) -> int:
        """The number of the line on which a phrase begins that the text holds, from 1."""
        start = _joined(self.lines).index(plain(phrase))
        ends = accumulate(len(line.text) for line in self.lines)
        return next(number for number, end in enumerate(ends, 1) if end > start)


def _joined(lines: Sequence[_Line]) -> str:
    return "".join(line.text for line in lines)
