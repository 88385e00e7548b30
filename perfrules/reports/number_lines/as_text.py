"""Number lines in the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from perfrules.analysis.findings.regions_in_words import amount_text
from perfrules.diagnostics import Language, display_width, visible
from perfrules.reports.number_lines.model import Mark, NumberLine, Stretch
from perfrules.reports.number_lines.words import heading_text, mark_word, stretches_text, word

_STUB = 5
"""Columns of an unbounded axis on each side."""
_WIDEST_STEP = 24
_NARROWEST_STEP = 3
_HOLDS, _BEATEN = "━", "┄"
_FILL = {("gap", False): "×", ("gap", True): "·", ("overlap", False): "▓", ("overlap", True): "═"}


def as_text(lines: Iterable[NumberLine], width: int = 100, language: Language = "zh") -> str:
    """Draw number lines as text of at most `width` columns, if there are not too many thresholds.

    >>> from fractions import Fraction
    >>> from perfrules.policies.decisions.bands import band_policy, score_input
    >>> from perfrules.policies.base.head import Head
    >>> from perfrules.policies.decisions.rules import Condition
    >>> from perfrules.reports.number_lines.lines import number_lines
    >>> from perfrules.values import IntervalSet
    >>> bands = [
    ...     ("优", Condition(IntervalSet.from_(Fraction(90), closed=False))),
    ...     ("良", Condition(IntervalSet.up_to(Fraction(90), closed=False))),
    ... ]
    >>> policy = band_policy(Head("unit.grades"), score_input(Fraction(100)), bands)
    >>> print(as_text(number_lines(policy), 50, "en"))
    得分
      优                       ○━━━━━━━━━━━━━━━━━━━●
      良   ●━━━━━━━━━━━━━━━━━━━○
      gap                      ●
           ├───────────────────┼───────────────────┤
          0分                90分                100分
      gap: 90分
    <BLANKLINE>
    ● included  ○ not  ━ applies  ┄ overridden  not to scale
    """
    drawn = list(lines)
    named = len({each.policy for each in drawn}) > 1
    blocks = ["\n".join(_block(each, width, language, named=named)) for each in drawn]
    return "\n\n".join([*blocks, word("legend", language)]) if blocks else ""


def _block(line: NumberLine, width: int, language: Language, *, named: bool) -> Iterator[str]:
    by_word = [(name, list(marks)) for name, marks in groupby(line.marks, lambda m: mark_word(m, language))]
    names = [visible(row.title or row.rule) for row in line.rows]
    margin = max(map(display_width, [*names, *(name for name, _ in by_word)]), default=0)
    margin = min(margin, width // 3)
    scale = _Scale(line, width - margin - 3)
    if named:
        yield visible(line.policy)
    yield visible(heading_text(line, language))
    for name, row in zip(names, line.rows, strict=True):
        yield _labelled(name, margin, scale.row(row.holds, row.beaten))
    for name, marks in by_word:
        yield _labelled(name, margin, scale.marks(marks))
    yield _labelled("", margin, scale.axis())
    for labels in scale.labels():
        yield _labelled("", margin, labels)
    for name, marks in by_word:
        if not marks[0].settled:
            yield f"  {stretches_text(name, line, [each.stretch for each in marks], language)}"


def _labelled(name: str, margin: int, drawn: str) -> str:
    while display_width(name) > margin:
        name = name.rstrip("…")[:-1] + "…"
    return f"  {name}{' ' * (margin - display_width(name))} {drawn}".rstrip()


class _Scale:
    """The columns of the thresholds, at equal distances."""

    def __init__(self, line: NumberLine, width: int) -> None:
        self.line = line
        cells = [cell for stretch in line.axis for cell in (stretch.first, stretch.last)]
        left = _STUB if 0 in cells else 1
        right = _STUB if line.last_cell in cells else 1
        between = max(len(line.ticks) - 1, 1)
        step = (width - left - right - 1) // between
        self.step = max(_NARROWEST_STEP, min(step, _WIDEST_STEP))
        self.columns = [left + at * self.step for at in range(len(line.ticks))]
        self.width = (self.columns[-1] if self.columns else left) + right + 1

    def _span(self, stretch: Stretch) -> tuple[int, int]:
        """The first and last column of a stretch, with the thresholds at open ends."""
        first = 0 if stretch.first == 0 else self.columns[(stretch.first - 1) // 2]
        last = self.width - 1 if stretch.last == self.line.last_cell else self.columns[stretch.last // 2]
        return first, last

    def _draw(self, drawn: list[str], stretch: Stretch, fill: str) -> None:
        first, last = self._span(stretch)
        drawn[first : last + 1] = fill * (last + 1 - first)
        if stretch.last == self.line.last_cell:
            drawn[last] = "→"
        else:
            drawn[last] = "●" if stretch.last % 2 else "○"
        if stretch.first == 0:
            drawn[first] = "←"
        else:
            drawn[first] = "●" if stretch.first % 2 else "○"

    def row(self, holds: Sequence[Stretch], beaten: Sequence[Stretch]) -> str:
        """The stretches of a rule. No end is drawn between an overridden and an applying stretch."""
        drawn = [" "] * self.width
        for stretch in beaten:
            self._draw(drawn, stretch, _BEATEN)
        for stretch in holds:
            self._draw(drawn, stretch, _HOLDS)
        for one, other in ((one, other) for one in holds for other in beaten):
            for before, after in ((one, other), (other, one)):
                if before.last + 1 == after.first:
                    at = (after.first - 1) // 2 if after.first % 2 else before.last // 2
                    drawn[self.columns[at]] = _HOLDS if (one.first <= 2 * at + 1 <= one.last) else _BEATEN
        return "".join(drawn)

    def marks(self, marks: Sequence[Mark]) -> str:
        """The marks of one kind."""
        drawn = [" "] * self.width
        for mark in marks:
            self._draw(drawn, mark.stretch, _FILL[mark.kind, mark.settled])
        return "".join(drawn)

    def axis(self) -> str:
        """The axis with its thresholds."""
        drawn = [" "] * self.width
        for stretch in self.line.axis:
            first, last = self._span(stretch)
            drawn[first : last + 1] = "─" * (last + 1 - first)
            for column in self.columns:
                if first <= column <= last:
                    drawn[column] = "├┼┤"[(column > first) + (column == last and column > first)]
            if stretch.first == 0:
                drawn[first] = "←"
            if stretch.last == self.line.last_cell:
                drawn[last] = "→"
        return "".join(drawn)

    def labels(self) -> list[str]:
        """The labels below the thresholds, on enough lines to avoid collisions."""
        levels: list[list[tuple[int, str]]] = []
        for column, tick in zip(self.columns, self.line.ticks, strict=True):
            text = amount_text(self.line.input, tick)
            start = max(0, column - display_width(text) // 2)
            level = next((each for each in levels if _end(each) < start), None)
            if level is None:
                level = []
                levels.append(level)
            level.append((start, text))
        return list(map(_laid, levels))


def _end(level: Sequence[tuple[int, str]]) -> int:
    start, text = level[-1]
    return start + display_width(text)


def _laid(level: Sequence[tuple[int, str]]) -> str:
    laid = ""
    for start, text in level:
        laid += " " * (start - display_width(laid)) + text
    return laid
