"""A workbook to fill in: cells to be filled are open and tinted, everything else is locked."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from decimal import Decimal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from perfrules.diagnostics import Language, phrase
from perfrules.expressions import Narrative, Qualitative
from perfrules.reports.fill_in.model import FillIn
from perfrules.reports.forms.figures import figure, in_wan
from perfrules.reports.listings.model import Value
from perfrules.reports.workbooks import A4, EPOCH, OPTIONS, lines_in, row_height, styles_for
from perfrules.sheets import Indicator
from perfrules.sheets.filled.labels import heading

_OPEN = "#FFFBE6"
_PROTECTION = {"autofilter": True, "format_columns": True, "format_rows": True}
_LIST_LENGTH = 255
"""Excel takes no longer list of choices."""
_WIDTHS = {
    "number": 6, "code": 22, "project": 30, "level1": 12, "level2": 18, "name": 28, "description": 26,
    "target": 18, "actual": 20, "explanation": 30, "note": 18, "forecast": 20, "possibility": 16,
    "goal_number": 10, "goal": 50, "outcome": 40, "initial": 14, "adjusted": 14, "executed": 14,
    "expected": 16, "spending": 30,
}  # fmt: skip
_MONEY = "initial", "adjusted", "executed", "expected"
_CENTRED = "number", "level1", "level2", "goal_number"
_TOP = 3
"""The row of headings: title, instruction and day are above it."""


def render(form: FillIn, language: Language = "zh") -> bytes:
    """The content of the workbook: budgets, goals, indicators. The same sheets make the same bytes."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, OPTIONS) as workbook:
        workbook.set_properties({"title": phrase("fill-in.title", language), "created": EPOCH})
        _Drawing(workbook, form, language).draw()
    return stream.getvalue()


class _Drawing:
    """Draws the three pages of a workbook."""

    def __init__(self, workbook: Workbook, form: FillIn, language: Language) -> None:
        self.workbook, self.form, self.language = workbook, form, language
        looks = styles_for(language)
        self.title, self.remark, self.label = (
            workbook.add_format(looks[role]) for role in ("title", "signature", "label")
        )
        self.text, self.centred, self.figure = (
            workbook.add_format(looks[role]) for role in ("text", "group", "figure")
        )
        open_look = {"bg_color": _OPEN, "locked": False, "quote_prefix": False}
        self.open_text = workbook.add_format(looks["text"] | open_look)
        self.open_figure = workbook.add_format(looks["figure"] | open_look | {"num_format": "#,##0.######"})

    def draw(self) -> None:
        self._budgets()
        self._goals()
        self._indicators()

    def _page(self, name: str, keys: Sequence[str], rows: int) -> Worksheet:
        page = self.workbook.add_worksheet(phrase(f"fill-in.{name}", self.language))
        page.set_paper(A4)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.hide_gridlines(2)
        last = len(keys) - 1
        page.merge_range(0, 0, 0, last, phrase(f"fill-in.title-{name}", self.language), self.title)
        page.set_row(0, 36)
        page.merge_range(1, 0, 1, last, phrase(f"fill-in.how-{name}", self.language), self.remark)
        for column, key in enumerate(keys):
            page.set_column(column, column, _WIDTHS[key])
            page.write_string(_TOP, column, self._head(key), self.label)
        page.set_row(_TOP, row_height(max(lines_in(self._head(key), _WIDTHS[key]) for key in keys)))
        page.freeze_panes(_TOP + 1, 0)
        page.repeat_rows(_TOP)
        page.autofilter(_TOP, 0, _TOP + max(rows, 1), last)
        page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        page.protect("", _PROTECTION)
        return page

    def _head(self, key: str) -> str:
        head = heading(key, self.language)
        return phrase("fill-in.money", self.language, head=head) if key in _MONEY else head

    def _budgets(self) -> None:
        money = ("initial", "adjusted", "executed") + (("expected",) if self.form.possibilities else ())
        keys = ("number", "code", "project", *money, "spending")
        page = self._page("budgets", keys, len(self.form.sheets))
        page.write_string(2, 1, heading("as_of", self.language), self.label)
        day = "" if self.form.as_of is None else self.form.as_of.isoformat()
        page.write_string(2, 2, day, self.open_text) if day else page.write_blank(2, 2, None, self.open_text)
        for at, sheet in enumerate(self.form.in_order):
            total = sheet.budget.total_quantity
            initial = "" if total is None else figure(in_wan(total.value))
            texts = {"code": sheet.key, "project": sheet.name}
            self._row(page, _TOP + 1 + at, keys, {"number": Decimal(at + 1), "initial": initial, **texts})
            first, last = keys.index(money[0]), keys.index(money[-1])
            rule = {"validate": "decimal", "criteria": ">=", "value": 0}
            page.data_validation(_TOP + 1 + at, first, _TOP + 1 + at, last, rule | self._warning("amount"))

    def _goals(self) -> None:
        keys = ("code", "project", "goal_number", "goal", "outcome")
        goals = [
            (sheet, number, goal)
            for sheet in self.form.in_order
            for number, goal in enumerate(sheet.goals, 1)
        ]
        page = self._page("goals", keys, len(goals))
        for at, (sheet, number, goal) in enumerate(goals):
            label = f"目标{number}"
            texts = {"code": sheet.key, "project": sheet.name, "goal_number": label, "goal": goal}
            self._row(page, _TOP + 1 + at, keys, texts)

    def _indicators(self) -> None:
        more = ("forecast", "possibility") if self.form.possibilities else ()
        described = any(each.description for sheet in self.form.sheets for each in sheet.indicators)
        keys = (
            *("code", "project", "level1", "level2", "name"),
            *(("description",) if described else ()),
            *("target", "actual", *more, "explanation", "note"),
        )
        rows = [(sheet, each) for sheet in self.form.in_order for each in sheet.indicators]
        page = self._page("indicators", keys, len(rows))
        for at, (sheet, indicator) in enumerate(rows, _TOP + 1):
            texts = {"code": sheet.key, "project": sheet.name, "name": indicator.name}
            texts |= {"level1": indicator.level1, "level2": indicator.level2, "target": indicator.target}
            self._row(page, at, keys, texts | {"description": indicator.description})
            if _is_in_words(indicator):
                self._choices(page, at, keys.index("actual"), self.form.levels)
            if more:
                self._choices(page, at, keys.index("possibility"), self.form.possibilities)

    def _row(self, page: Worksheet, row: int, keys: Sequence[str], texts: Mapping[str, Value]) -> None:
        shown = (str(texts.get(key, "")) for key in keys)
        page.set_row(row, row_height(max(map(lines_in, shown, (_WIDTHS[key] for key in keys)))))
        for column, key in enumerate(keys):
            value = texts.get(key, "")
            style = self._style(key, is_open=key not in texts or key in _MONEY)
            if isinstance(value, Decimal):
                page.write_number(row, column, value, style)
            elif value:
                page.write_string(row, column, str(value), style)
            else:
                page.write_blank(row, column, None, style)

    def _style(self, key: str, *, is_open: bool) -> Format:
        if is_open:
            return self.open_figure if key in _MONEY else self.open_text
        if key == "number":
            return self.figure
        return self.centred if key in _CENTRED else self.text

    def _choices(self, page: Worksheet, row: int, column: int, choices: Sequence[str]) -> None:
        """Offer a list; another answer is possible after a warning."""
        if choices and len(",".join(choices)) <= _LIST_LENGTH and not any("," in each for each in choices):
            rule = {"validate": "list", "source": list(choices)}
            page.data_validation(row, column, row, column, rule | self._warning("choice"))

    def _warning(self, name: str) -> dict[str, str]:
        return {
            "error_type": "warning",
            "error_title": phrase("fill-in.check", self.language),
            "error_message": phrase(f"fill-in.expected-{name}", self.language),
        }


def _is_in_words(indicator: Indicator) -> bool:
    return isinstance(indicator.reading.comparator, Narrative | Qualitative)
