"""Write sheets in the layout of the text of a word-processor file."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from perfrules.sheets import Indicator, Sheet
from perfrules.values import exact_text


@frozen
class Layout:
    """A layout of a document. All layouts must be read as the same sheets."""

    line_end: str = "\n"
    blank: str = ""
    placeholder_row: bool = True
    blank_row: bool = True
    columns: tuple[str, ...] = ("level1", "level2", "name", "description", "target", "basis")
    code_label: str = "项目编码"
    name_label: str = "专项资金名称"
    breaks: tuple[int, ...] = ()

    def document(self, sheets: Sequence[Sheet]) -> str:
        lines: list[str] = []
        for sheet in sheets:
            lines += [sheet.title, self.blank, *self._table(sheet), self.blank, self.blank]
        return self.line_end.join(lines)

    def _table(self, sheet: Sheet) -> list[str]:
        rows = [*_head(sheet, self), *self._indicators(sheet)]
        lines: list[str] = []
        for number, row in enumerate(rows):
            for cell in row:
                lines += self._cell(cell, number)
            lines.append(self.blank)
        return lines

    def _cell(self, text: str, number: int) -> list[str]:
        """A cell on a line that starts with a tab; a broken cell takes two paragraphs."""
        if number in self.breaks and len(text) > 3:
            return [f"\t{text[:2]}", self.blank, text[2:] + " "]
        return [f"\t{text}"]

    def _indicators(self, sheet: Sheet) -> list[list[str]]:
        rows = [[_HEADINGS[column] for column in self.columns]]
        if self.blank_row:
            rows.append([""] * len(self.columns))
        above = Indicator("", "", "")
        for indicator in sheet.indicators:
            same1 = indicator.level1 == above.level1
            same2 = same1 and indicator.level2 == above.level2
            cells = {
                "level1": "" if same1 else indicator.level1,
                "level2": "" if same2 else indicator.level2,
                "name": indicator.name,
                "description": indicator.description,
                "target": indicator.target,
                "basis": indicator.basis,
            }
            rows.append([cells[column] for column in self.columns])
            above = indicator
        return rows


_HEADINGS = {
    "level1": "一级指标",
    "level2": "二级指标",
    "name": "三级指标",
    "description": "绩效指标描述",
    "target": "指标值",
    "basis": "指标值确定依据",
}


def _head(sheet: Sheet, layout: Layout) -> list[list[str]]:
    def amount(name: str) -> str:
        value = sheet.budget.amounts.get(name)
        return "" if value is None else f"{exact_text(value)}{sheet.budget.unit}"

    rows = [
        [layout.code_label, sheet.code, layout.name_label, sheet.name],
        [
            "预算规模及资金用途",
            "预算数    ",
            amount("total"),
            "其中：财政资金",
            amount("fiscal"),
            "其他资金",
            amount("other"),
        ],
        ["", sheet.purpose],
        ["资金支出计划（%）", *(checkpoint.by for checkpoint in sheet.plan)],
        ["", *("" if each.share is None else exact_text(each.share) for each in sheet.plan)],
    ]
    for number, goal in enumerate(sheet.goals, 1):
        rows.append(["绩效目标" if number == 1 else "", f"目标{number}", goal])
    if layout.placeholder_row:
        rows.append(["", "......", ""])
    return rows
