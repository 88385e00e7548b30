"""An xlsx decision sheet as a document of `kind: decision`, each thing with the address of its cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from attrs import evolve

from perfrules.diagnostics import Diagnostic, PerfrulesError, Source, Span
from perfrules.documents import (
    FORMAT_VERSION,
    Document,
    DocumentError,
    Entry,
    Node,
    Scalar,
    canonical,
    fit_document,
    read_yaml,
)
from perfrules.documents import Mapping as Group
from perfrules.documents import Sequence as Items
from perfrules.documents.nodes import moved
from perfrules.documents.workbooks import open_sheets
from perfrules.policies.outputs import LISTS
from perfrules.policies.table_reading import TableReading
from perfrules.policies.xlsx.cells import SheetCell, read_cells
from perfrules.policies.xlsx.layout import (
    COLUMN_KEYS,
    LINES_KEYS,
    ROLE_LABELS,
    ROLES,
    RULE_KEYS,
    YAML_KEYS,
    YAML_RULE_KEYS,
)

_FREE = frozenset({"-", "—", "－"})
"""What stands in a cell of conditions that any value meets."""


def read_xlsx(data: bytes, name: str | None = None) -> TableReading:
    """Read the decision sheet of an xlsx file.

    Args:
        data: the file.
        name: what the file is called in messages.

    Raises:
        DocumentError: PR904, PR906–PR909 for the file, PR931 no decision sheet or several, PR932–PR936 for
            cells; what does not fit the schema, told by the address of the cell.
    """
    found = [sheet for sheet in open_sheets(data, name) if _has_table(sheet)]
    if len(found) != 1:
        titles = "、".join(sheet.title for sheet in found)
        facts = {"count": str(len(found)), "titles": titles or "–"}
        raise DocumentError(Diagnostic("PR931", facts, None, Source("", name)))
    return TableReading(_SheetReader(read_cells(found[0], name), name).document())


def _has_table(sheet: object) -> bool:
    cells = sheet.iter_rows(max_col=1, max_row=200, values_only=True)  # type: ignore[attr-defined]
    return any(str(row[0]).strip() in ROLE_LABELS for row in cells)


class _SheetReader:
    """Makes nodes of the cells of one sheet, whose texts put together are the source."""

    def __init__(self, cells: list[SheetCell], name: str | None) -> None:
        self.rows: dict[int, dict[int, SheetCell]] = defaultdict(dict)
        self.spans: dict[tuple[int, int], Span] = {}
        starts, texts, at = [], [], 0
        for cell in cells:
            self.rows[cell.row][cell.column] = cell
            self.spans[cell.row, cell.column] = Span(at, at + len(cell.text))
            starts.append((at, cell.address))
            texts.append(cell.text)
            at += len(cell.text) + 1
        self.source = Source("\n".join(texts), name, cells=tuple(starts))
        self.problems: list[Diagnostic] = []
        labels = {row: cells[0].text for row, cells in sorted(self.rows.items()) if 0 in cells}
        self.role_row = next(row for row, label in labels.items() if label in ROLE_LABELS)
        below = (row for row, label in labels.items() if row > self.role_row and canonical(label, {"rules"}))
        self.name_row = next(below, None)

    def document(self) -> Document:
        """The document; every problem of a heading is told at once.

        Raises:
            DocumentError: there are some, or the cells do not fit the schema.
        """
        head = list(self._head())
        roles = {column: self._role(cell) for column, cell in self.rows[self.role_row].items() if column}
        if self.name_row is None:
            self._heading(self.rows[self.role_row][0])
        else:
            head += self._columns(roles, self.name_row)
        if self.problems:
            raise DocumentError(*self.problems)
        return fit_document(self._group(head, Span(0, 0)), self.source, "decision")

    def _heading(self, cell: SheetCell) -> None:
        span = self.spans[cell.row, cell.column]
        self.problems.append(Diagnostic("PR934", {"text": cell.text}, span, self.source))

    def _role(self, cell: SheetCell) -> str:
        role = canonical(cell.text, ROLES)
        if role is None:
            self._heading(cell)
        return role or ""

    def _group(self, entries: Iterable[Entry], span: Span) -> Group:
        """A group of entries; one that stands twice is told."""
        found: dict[str, Entry] = {}
        for entry in entries:
            if found.setdefault(entry.key.text, entry) is not entry:
                facts = {"text": entry.key.text}
                self.problems.append(Diagnostic("PR934", facts, entry.key.span, self.source))
        return Group(tuple(found.values()), span)

    def _scalar(self, cell: SheetCell) -> Scalar:
        return Scalar(cell.text, self.spans[cell.row, cell.column], quoted=False)

    def _lines(self, cell: SheetCell, *, always: bool = False) -> Node:
        """The lines of a cell as a list; of one line, unless a list is wanted always, as a text."""
        at = self.spans[cell.row, cell.column].start
        items = []
        for line in cell.text.split("\n"):
            text = line.strip()
            if text:
                start = at + line.index(text)
                items.append(Scalar(text, Span(start, start + len(text))))
            at += len(line) + 1
        if len(items) == 1 and not always:
            return items[0]
        return Items(tuple(items), self.spans[cell.row, cell.column])

    def _yaml(self, cell: SheetCell) -> Node:
        """What stands in a cell as YAML."""
        span = self.spans[cell.row, cell.column]
        try:
            return moved(read_yaml(Source(cell.text)), span.start, span)
        except PerfrulesError as error:
            self.problems += [each.within(self.source, span.start, whole=span) for each in error.diagnostics]
            return self._scalar(cell)

    def _head(self) -> Iterator[Entry]:
        nowhere = Span(0, 0)
        yield Entry(Scalar("perfrules", nowhere), Scalar(FORMAT_VERSION, nowhere, quoted=True))
        yield Entry(Scalar("kind", nowhere), Scalar("decision", nowhere, quoted=True))
        for row, cells in self.rows.items():
            if row >= self.role_row or 0 not in cells:
                continue
            if 1 in cells:
                key = self._scalar(cells[0])
                is_yaml = canonical(key.text, YAML_KEYS) is not None
                yield Entry(key, self._yaml(cells[1]) if is_yaml else self._scalar(cells[1]))

    def _columns(self, roles: Mapping[int, str], name_row: int) -> Iterator[Entry]:
        names = {column: cell for column, cell in self.rows[name_row].items() if column}
        self._refuse_loose_cells(roles, names, name_row)
        for role in ("inputs", "outputs"):
            span = self.spans[self.role_row, 0]
            mine = [column for column, found in roles.items() if found == role and column in names]
            entries = (
                Entry(evolve(self._scalar(names[column]), quoted=True), self._definition(column, name_row))
                for column in mine
            )
            yield Entry(Scalar(role, span), self._group(entries, span))
        keys = {
            column: canonical(cell.text, RULE_KEYS) or ""
            for column, cell in names.items()
            if roles.get(column) == "rules"
        }
        for column, key in keys.items():
            if not key:
                self._heading(names[column])
        rules = [
            self._rule(cells, roles, names, keys)
            for row, cells in sorted(self.rows.items())
            if row > name_row and cells
        ]
        span = self.spans[name_row, 0]
        yield Entry(Scalar("rules", span), Items(tuple(rules), span))

    def _refuse_loose_cells(
        self, roles: Mapping[int, str], names: Mapping[int, SheetCell], name_row: int
    ) -> None:
        """A cell of the table in a column without a role or a name would be dropped."""
        loose: set[int] = set()
        for row, cells in sorted(self.rows.items()):
            for column, cell in cells.items():
                named = column in roles and (column in names or self.role_row < row < name_row)
                if row >= self.role_row and column and not named and column not in loose:
                    loose.add(column)
                    self._heading(cell)

    def _definition(self, column: int, name_row: int) -> Group:
        entries = []
        for row, cells in sorted(self.rows.items()):
            if self.role_row < row < name_row and 0 in cells and column in cells:
                key = canonical(cells[0].text, COLUMN_KEYS)
                is_lines = key in LINES_KEYS
                value = (
                    self._lines(cells[column], always=key == "of")
                    if is_lines
                    else self._scalar(cells[column])
                )
                entries.append(Entry(self._scalar(cells[0]), value))
        return self._group(entries, self.spans[name_row, column])

    def _type(self, column: int, name_row: int) -> str:
        """The type of an output that is a list, empty where it is none."""
        types = (
            cells[column].text
            for row, cells in self.rows.items()
            if self.role_row < row < name_row
            and {0, column} <= cells.keys()
            and canonical(cells[0].text, COLUMN_KEYS) == "type"
        )
        return canonical(next(types, ""), LISTS, "values") or ""

    def _rule(
        self,
        cells: Mapping[int, SheetCell],
        roles: Mapping[int, str],
        names: Mapping[int, SheetCell],
        keys: Mapping[int, str],
    ) -> Group:
        span = self.spans[next(iter(cells.values())).row, min(cells)]
        when, then, others = [], [], []
        if 0 in cells:
            others.append(Entry(Scalar("id", span), self._scalar(cells[0])))
        for column, cell in sorted(cells.items()):
            role = roles.get(column)
            if column not in names or not role:
                continue
            name = evolve(self._scalar(names[column]), quoted=True)
            if role == "inputs" and cell.text not in _FREE:
                when.append(Entry(name, self._lines(cell)))
            elif role == "outputs":
                then.append(Entry(name, self._answer(column, cell)))
            elif role == "rules" and keys[column]:
                others.append(Entry(Scalar(keys[column], name.span), self._other(keys[column], cell)))
        made = [("when", when), ("then", then)]
        groups = [Entry(Scalar(key, span), self._group(entries, span)) for key, entries in made if entries]
        return self._group([*others, *groups], span)

    def _answer(self, column: int, cell: SheetCell) -> Node:
        is_list = bool(self._type(column, self.name_row or 0))
        return self._lines(cell, always=True) if is_list else self._scalar(cell)

    def _other(self, key: str, cell: SheetCell) -> Node:
        if key in YAML_RULE_KEYS:
            return self._yaml(cell)
        return self._lines(cell, always=True) if key in LINES_KEYS else self._scalar(cell)
