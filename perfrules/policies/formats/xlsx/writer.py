"""Documents of `kind: decision` as an xlsx sheet that an officer edits; the same document, the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from perfrules.diagnostics import Diagnostic, display_width
from perfrules.diagnostics.invisible import code_point
from perfrules.documents import Document, DocumentError, canonical, spelled
from perfrules.documents.invisible import UNSEEN
from perfrules.documents.media.libraries import office_module
from perfrules.policies.formats.xlsx.grid import rows_of
from perfrules.policies.formats.xlsx.layout import LONGEST_TEXT, ROLES, Row

# A date that says nothing, so that the bytes stay the same.
_MADE = datetime(2000, 1, 1)
_SHEET = "决策表"
_OPTIONS = {
    "in_memory": True,
    "strings_to_numbers": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
}
_TEXT = {"num_format": "@", "quote_prefix": True, "text_wrap": True, "valign": "top", "font_size": 10.5}
_PAPER, _LINE = "#FFFFFF", "#BFBFBF"
_INKS = {"inputs": "#1F4E79", "compute": "#7F6000", "outputs": "#375623", "rules": "#595959"}
_TINTS = {"inputs": "#DDEBF7", "compute": "#FFF2CC", "outputs": "#E2EFDA", "rules": "#EDEDED"}
_NARROWEST, _WIDEST, _HEAD_WIDTH = 10, 34, 46
_SPARE_ROWS = 200
_LONGEST_CHOICES = 255
_INPUT_TYPES = "money", "number", "ratio", "count", "duration", "date", "choice", "boolean"
_OUTPUT_TYPES = "roles", "list", "any-of", "text", "choice", *_INPUT_TYPES[:6], "boolean"
_HITS = "unique", "first", "priority", "any", "collect", "rule-order", "output-order"


def write_xlsx(document: Document) -> bytes:
    """The xlsx file of a document: every cell a text, so that `=100%` is not a formula.

    Raises:
        DocumentError: PR904 without the library for it, PR937 a text too long for a cell, PR135 a character
            that no cell holds.
    """
    rows = rows_of(document)
    for row in rows:
        _refuse(row)
    stream = BytesIO()
    with office_module("xlsxwriter").Workbook(stream, _OPTIONS) as workbook:
        workbook.set_properties({"created": _MADE, "title": str(document.plain.get("title", ""))})
        _Drawing(workbook, rows).draw()
    return stream.getvalue()


def _refuse(row: Row) -> None:
    for text in row.cells:
        if len(text) > LONGEST_TEXT:
            facts = {"text": text[:20], "length": f"{len(text):,}", "limit": f"{LONGEST_TEXT:,}"}
            raise DocumentError(Diagnostic("PR937", facts))
        unseen = UNSEEN.search(text)
        if unseen:
            raise DocumentError(Diagnostic("PR135", {"character": code_point(unseen.group())}))


class _Drawing:
    """Draws the rows on one sheet."""

    def __init__(self, workbook: Any, rows: Sequence[Row]) -> None:
        self.workbook = workbook
        self.rows = rows
        self.sheet = workbook.add_worksheet(_SHEET)
        self.formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        roles = next(row for row in rows if row.part == "roles").cells[1:]
        self.roles = [canonical(role, ROLES) or "rules" for role in roles]
        self.names = next(at for at, row in enumerate(rows) if row.part == "names")

    def draw(self) -> None:
        """Draw everything: widths first, so that what is typed below the table is text too."""
        widths = self._widths()
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width, self._format())
        for at, row in enumerate(self.rows):
            for column, text in enumerate(row.cells):
                self._write(at, column, text, self._style(row, column))
            self.sheet.set_row(at, _height(row, widths))
        self.sheet.freeze_panes(self.names + 1, 1)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(self.names)
        self.sheet.hide_gridlines(2)
        self._offer_choices()

    def _format(self, **style: Any) -> Any:
        """A format of the workbook, made once."""
        key = tuple(sorted(style.items()))
        if key not in self.formats:
            self.formats[key] = self.workbook.add_format({**_TEXT, **style})
        return self.formats[key]

    def _write(self, row: int, column: int, text: str, style: dict[str, Any]) -> None:
        if text:
            self.sheet.write_string(row, column, text, self._format(**style))
        else:
            self.sheet.write_blank(row, column, None, self._format(**style))

    def _style(self, row: Row, column: int) -> dict[str, Any]:
        boxed = {"border": 1, "border_color": _LINE}
        if row.part == "gap":
            return {}
        if row.part == "head":
            bold = {"bold": True, "bg_color": _TINTS["rules"]} if column == 0 else {}
            return {
                **boxed,
                **bold,
                **({"font_size": 14, "bold": True} if row.key == "title" and column else {}),
            }
        role = self.roles[column - 1] if column else "rules"
        if row.part in ("roles", "names"):
            return {**boxed, "bold": True, "font_color": _PAPER, "bg_color": _INKS[role]}
        if row.part == "definition":
            return {**boxed, "bg_color": _TINTS[role], "bold": column == 0 or row.key == "title"}
        return {**boxed, "bold": column == 0}

    def _widths(self) -> list[int]:
        columns = max(len(row.cells) for row in self.rows)
        widths = [_NARROWEST] * columns
        for row in self.rows:
            for column, text in enumerate(row.cells):
                if row.part != "head" or column == 0:
                    widest = max(map(display_width, text.split("\n")))
                    widths[column] = max(widths[column], min(widest + 2, _WIDEST))
        # The values of the head are in the first column after the labels.
        widths[1:2] = [max(widths[1], _HEAD_WIDTH // 2)]
        return widths

    def _offer_choices(self) -> None:
        """Lists to choose from, which bind for types and the hit policy and only help in rules."""
        for at, row in enumerate(self.rows):
            if row.part == "head" and row.key == "hit":
                self._offer((at, 1, at, 1), [spelled(hit, "zh", "values") for hit in _HITS], binding=True)
            if row.part == "definition" and row.key == "type":
                for column, text in enumerate(row.cells[1:], 1):
                    if self.roles[column - 1] != "compute":
                        self._offer_types(at, column)
                        self._offer_values(column, text)

    def _offer_types(self, at: int, column: int) -> None:
        types = _INPUT_TYPES if self.roles[column - 1] == "inputs" else _OUTPUT_TYPES
        self._offer((at, column, at, column), [spelled(each, "zh", "values") for each in types], binding=True)

    def _offer_values(self, column: int, type_: str) -> None:
        listed = (row.cells[column] for row in self.rows if row.part == "definition" and row.key == "of")
        choices = next(listed, "").split("\n")
        if type_ == spelled("boolean", "zh", "values"):
            choices = ["是", "否"]
        if choices != [""]:
            last = len(self.rows) - 1 + _SPARE_ROWS
            self._offer((self.names + 1, column, last, column), choices, binding=False)

    def _offer(self, area: tuple[int, int, int, int], choices: Sequence[str], *, binding: bool) -> None:
        # A list in a cell's rule is one text of limited length, its members separated by commas.
        if len(",".join(choices)) <= _LONGEST_CHOICES and not any("," in choice for choice in choices):
            rule = {"validate": "list", "source": list(choices), "show_error": binding}
            self.sheet.data_validation(*area, rule)


def _height(row: Row, widths: Sequence[float]) -> float:
    """High enough for the lines of each cell: not every program finds that out by itself."""
    lines = [
        sum(-(-max(display_width(line), 1) // max(int(widths[column]) - 1, 1)) for line in text.split("\n"))
        for column, text in enumerate(row.cells)
    ]
    return 16.5 * max(lines, default=1) + (6 if row.key == "title" and row.part == "head" else 2)
