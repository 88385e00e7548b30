"""Cells as nodes of a document, whose source is the texts of all of them put together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from perfrules.diagnostics import Diagnostic, PerfrulesError, Source, Span
from perfrules.documents import Entry, Mapping, Node, Scalar, read_yaml
from perfrules.documents import Sequence as Items
from perfrules.documents.nodes import moved
from perfrules.policies.formats.xlsx.cells import SheetCell


class CellNodes:
    """Makes nodes of the cells of one sheet, and gathers what is wrong with headings and YAML on the way."""

    def __init__(self, cells: Sequence[SheetCell], name: str | None) -> None:
        self.problems: list[Diagnostic] = []
        self._spans: dict[SheetCell, Span] = {}
        starts, at = [], 0
        for cell in cells:
            self._spans[cell] = Span(at, at + len(cell.text))
            starts.append((at, cell.address))
            at += len(cell.text) + 1
        text = "\n".join(cell.text for cell in cells)
        self.source = Source(text, name, cells=tuple(starts))

    def span(self, cell: SheetCell) -> Span:
        """Return the place of a cell in the source."""
        return self._spans[cell]

    def refuse(self, cell: SheetCell) -> None:
        """Note a cell that is not a heading where one is expected, or that is outside the table."""
        self.problems.append(Diagnostic("PR934", {"text": cell.text}, self.span(cell), self.source))

    def scalar(self, cell: SheetCell) -> Scalar:
        """The text of a cell."""
        return Scalar(cell.text, self.span(cell))

    def name(self, cell: SheetCell) -> Scalar:
        """The text of a cell as a key of the author's own."""
        return Scalar(cell.text, self.span(cell), quoted=True)

    def lines(self, cell: SheetCell, *, always: bool = False) -> Node:
        """The lines of a cell as a list; of one line, unless a list is wanted always, as a text."""
        at = self.span(cell).start
        items = []
        for line in cell.text.split("\n"):
            text = line.strip()
            if text:
                start = at + line.index(text)
                items.append(Scalar(text, Span(start, start + len(text))))
            at += len(line) + 1
        return items[0] if len(items) == 1 and not always else Items(tuple(items), self.span(cell))

    def yaml(self, cell: SheetCell) -> Node:
        """Return the content of a cell read as YAML; problems are noted."""
        span = self.span(cell)
        try:
            return moved(read_yaml(Source(cell.text)), span.start, span)
        except PerfrulesError as error:
            self.problems += [each.within(self.source, span.start, whole=span) for each in error.diagnostics]
            return self.scalar(cell)

    def group(self, entries: Iterable[Entry], span: Span) -> Mapping:
        """Return a group of entries; a duplicate is noted."""
        found: dict[str, Entry] = {}
        for entry in entries:
            if found.setdefault(entry.key.text, entry) is not entry:
                facts = {"text": entry.key.text}
                self.problems.append(Diagnostic("PR934", facts, entry.key.span, self.source))
        return Mapping(tuple(found.values()), span)
