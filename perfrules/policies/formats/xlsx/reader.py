"""An xlsx decision sheet as a document of `kind: decision`, each thing with the address of its cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from attrs import field, frozen

from perfrules.diagnostics import Diagnostic, Source, Span
from perfrules.diagnostics.listed import Listed
from perfrules.documents import (
    FORMAT_VERSION,
    Document,
    DocumentError,
    Entry,
    Node,
    Scalar,
    canonical,
    fit_document,
)
from perfrules.documents import Mapping as Group
from perfrules.documents import Sequence as Items
from perfrules.documents.media.xlsx import open_sheets
from perfrules.policies.decisions.outputs import LISTS
from perfrules.policies.formats.table_reading import TableReading
from perfrules.policies.formats.xlsx.cells import SheetCell, read_cells
from perfrules.policies.formats.xlsx.layout import (
    COLUMN_KEYS,
    FORMULA_KEYS,
    HEAD_KEYS,
    LINES_KEYS,
    ROLE_LABELS,
    ROLES,
    RULE_KEYS,
    YAML_KEYS,
    YAML_RULE_KEYS,
)
from perfrules.policies.formats.xlsx.nodes import CellNodes

_FREE = frozenset({"-", "—", "－"})
"""The content of a condition cell that any value meets."""


_CONDITIONS = frozenset({"inputs", "compute"})


def _is_limited_formula(text: str) -> bool:
    """Whether an answer is a formula with a cap or a floor: its lines begin with the keys for these."""
    keys = [canonical(line.partition(":")[0].strip(), FORMULA_KEYS) for line in text.split("\n")]
    return None not in keys and "formula" in keys


def read_xlsx(data: bytes, name: str | None = None) -> TableReading:
    """Read the decision sheet of an xlsx file.

    Args:
        data: the file.
        name: what the file is called in messages.

    Raises:
        DocumentError: PR904, PR906–PR909 for the file, PR931 no decision sheet or several, PR932–PR936 for
            cells; problems with the schema, by the address of the cell.
    """
    found = [sheet for sheet in open_sheets(data, name) if _has_table(sheet)]
    if len(found) != 1:
        titles = Listed(sheet.title for sheet in found)
        facts = {"count": str(len(found)), "titles": titles or "–"}
        raise DocumentError(Diagnostic("PR931", facts, None, Source("", name)))
    cells = read_cells(found[0], name)
    return TableReading(_SheetReader(cells, CellNodes(cells, name)).document())


def _has_table(sheet: object) -> bool:
    cells = sheet.iter_rows(max_col=1, max_row=200, values_only=True)  # type: ignore[attr-defined] # a worksheet of openpyxl, which has no types
    return any(str(row[0]).strip() in ROLE_LABELS for row in cells)


@frozen
class _Column:
    """A column of the table: its name, what it is, and for an output whether its answers are lists.

    `key` is the key of our format for another part of a rule.
    """

    name: SheetCell
    role: str
    definition: dict[str, SheetCell] = field(hash=False)
    key: str = ""

    @property
    def is_list(self) -> bool:
        """Whether an answer in it is a list."""
        type_ = self.definition.get("type")
        return type_ is not None and canonical(type_.text, LISTS, "values") is not None


class _SheetReader:
    """Reads one sheet; every cell is read or refused."""

    def __init__(self, cells: list[SheetCell], nodes: CellNodes) -> None:
        self.nodes = nodes
        self.rows: dict[int, dict[int, SheetCell]] = defaultdict(dict)
        for cell in cells:
            self.rows[cell.row][cell.column] = cell
        labels = {row: found[0].text for row, found in self.rows.items() if 0 in found}
        self.role_row = next(row for row, label in labels.items() if label in ROLE_LABELS)
        below = (row for row, label in labels.items() if row > self.role_row and canonical(label, {"rules"}))
        self.name_row = next(below, None)

    def document(self) -> Document:
        """Return the document; all problems of headings are reported together.

        Raises:
            DocumentError: there are some, or the cells do not fit the schema.
        """
        entries = list(self._head())
        if self.name_row is None:
            self.nodes.refuse(self.rows[self.role_row][0])
        else:
            entries += self._table(self._columns(self.name_row), self.name_row)
        if self.nodes.problems:
            raise DocumentError(*self.nodes.problems)
        return fit_document(self.nodes.group(entries, Span(0, 0)), self.nodes.source, "decision")

    def _head(self) -> Iterator[Entry]:
        nowhere = Span(0, 0)
        yield Entry(Scalar("perfrules", nowhere), Scalar(FORMAT_VERSION, nowhere, quoted=True))
        yield Entry(Scalar("kind", nowhere), Scalar("decision", nowhere, quoted=True))
        for row, cells in self.rows.items():
            if row >= self.role_row:
                continue
            label, value, *loose = cells.get(0), cells.get(1), *(cells[at] for at in cells if at > 1)
            key = None if label is None else canonical(label.text, HEAD_KEYS)
            for cell in (*([] if key else list(cells.values())[:1]), *loose):
                self.nodes.refuse(cell)
            if key and label is not None and value is not None:
                node = self.nodes.yaml(value) if key in YAML_KEYS else self.nodes.scalar(value)
                yield Entry(self.nodes.scalar(label), node)

    def _columns(self, name_row: int) -> dict[int, _Column]:
        """The columns of the table; a cell in none of them, or of no use there, is refused."""
        names = {at: cell for at, cell in self.rows[name_row].items() if at}
        roles = {at: cell for at, cell in self.rows[self.role_row].items() if at}
        columns = {}
        for at in sorted(names.keys() | roles.keys()):
            if at in names and at in roles:
                columns[at] = self._column(at, names[at], roles[at])
            else:
                self.nodes.refuse(names[at] if at in names else roles[at])
        self._refuse_loose_cells(columns, name_row)
        return columns

    def _column(self, at: int, name: SheetCell, role_cell: SheetCell) -> _Column:
        role = canonical(role_cell.text, ROLES)
        key = canonical(name.text, RULE_KEYS) if role == "rules" else ""
        if role is None or key is None:
            self.nodes.refuse(role_cell if role is None else name)
        definition = {}
        for row in self._definition_rows():
            label = self.rows[row].get(0)
            if label is not None and at in self.rows[row]:
                definition[canonical(label.text, COLUMN_KEYS) or label.text] = self.rows[row][at]
        return _Column(name, role or "", definition, key or "")

    def _definition_rows(self) -> Iterator[int]:
        return (row for row in self.rows if self.role_row < row < (self.name_row or 0))

    def _refuse_loose_cells(self, columns: Mapping[int, _Column], name_row: int) -> None:
        for row in self._definition_rows():
            label = self.rows[row].get(0)
            if label is not None and canonical(label.text, COLUMN_KEYS) is None:
                self.nodes.refuse(label)
        for row, cells in self.rows.items():
            if row > self.role_row and row != name_row:
                for at, cell in cells.items():
                    if at and not self._has_place(at, row, columns, is_definition=row < name_row):
                        self.nodes.refuse(cell)

    def _has_place(self, at: int, row: int, columns: Mapping[int, _Column], *, is_definition: bool) -> bool:
        """Whether a cell of the table says something of a column; a definition needs a label too."""
        column = columns.get(at)
        if column is None or not is_definition:
            return column is not None
        return column.role != "rules" and 0 in self.rows[row]

    def _table(self, columns: Mapping[int, _Column], name_row: int) -> Iterator[Entry]:
        roles = self.nodes.span(self.rows[self.role_row][0])
        for role in ("inputs", "compute", "outputs"):
            mine = [column for column in columns.values() if column.role == role]
            entries = (Entry(self.nodes.name(column.name), self._definition(column)) for column in mine)
            if mine or role != "compute":
                yield Entry(Scalar(role, roles), self.nodes.group(entries, roles))
        rules = [self._rule(cells, columns) for row, cells in self.rows.items() if row > name_row and cells]
        span = self.nodes.span(self.rows[name_row][0])
        yield Entry(Scalar("rules", span), Items(tuple(rules), span))

    def _definition(self, column: _Column) -> Group:
        entries = []
        for key, cell in column.definition.items():
            entries.append(Entry(Scalar(key, self.nodes.span(cell)), self._defined(key, cell)))
        return self.nodes.group(entries, self.nodes.span(column.name))

    def _defined(self, key: str, cell: SheetCell) -> Node:
        """What a cell says of a column under a key."""
        if key in YAML_KEYS:
            return self.nodes.yaml(cell)
        return self.nodes.lines(cell, always=key == "of") if key in LINES_KEYS else self.nodes.scalar(cell)

    def _rule(self, cells: Mapping[int, SheetCell], columns: Mapping[int, _Column]) -> Group:
        span = self.nodes.span(cells[min(cells)])
        parts: dict[str, list[Entry]] = {"": [], "inputs": [], "compute": [], "outputs": []}
        if 0 in cells:
            parts[""].append(Entry(Scalar("id", span), self.nodes.scalar(cells[0])))
        for at, cell in cells.items():
            column = columns.get(at)
            if column is not None and not (column.role in _CONDITIONS and cell.text in _FREE):
                name = self.nodes.name(column.name)
                key = Scalar(column.key, self.nodes.span(cell)) if column.key else name
                parts.get(column.role, parts[""]).append(Entry(key, self._value(column, cell)))
        groups = (("when", parts["inputs"] + parts["compute"]), ("then", parts["outputs"]))
        made = [Entry(Scalar(key, span), self.nodes.group(each, span)) for key, each in groups if each]
        return self.nodes.group([*parts[""], *made], span)

    def _value(self, column: _Column, cell: SheetCell) -> Node:
        if column.role in _CONDITIONS:
            return self.nodes.lines(cell)
        if column.role == "outputs" and _is_limited_formula(cell.text):
            return self.nodes.yaml(cell)
        if column.key in YAML_RULE_KEYS:
            return self.nodes.yaml(cell)
        is_list = column.is_list or column.key in LINES_KEYS
        return self.nodes.lines(cell, always=True) if is_list else self.nodes.scalar(cell)
