"""Laws of reading forms from grids: whatever the cells hold, they are read, and no row is lost in silence."""

from __future__ import annotations

from budgets import law
from hypothesis import given
from hypothesis import strategies as st

from perfrules.diagnostics import Source, Span
from perfrules.documents.media.pages import Cell, Grid, Page
from perfrules.sheets.filled.form_files import forms_in
from perfrules.sheets.forms import FilledForm
from perfrules.sheets.imports.recognition.document import recognise
from perfrules.sheets.model import Origin

LAWS = law(150)
HERE = Origin(Source(""), Span(0, 0))
HEADS = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]

LABELS = [
    "总分",
    "等级",
    "项目名称",
    "项目编码",
    "全年预算数（A）",
    "全年执行数",
    "年度资金总额",
    "预算执行率",
]
TEXTS = [
    "",
    "优",
    "（2021年度）",
    "10",
    "9.68",
    "98%",
    ">=5人",
    "5人",
    "≥266米",
    "完成",
    "#DIV/0!",
    "产出指标",
]

words = st.sampled_from([*HEADS, *LABELS, *TEXTS])
cells = words | st.text(max_size=6)
plain = st.text(st.sampled_from("甲乙丙丁戊己庚辛"), min_size=1, max_size=4)


def page_of(texts: list[list[str]]) -> Page:
    width = max(map(len, texts), default=0)
    rows = (
        tuple(
            Cell(row[column] if column < len(row) else "", HERE, row=number, column=column)
            for column in range(width)
        )
        for number, row in enumerate(texts)
    )
    return Page("", (Grid(tuple(rows)),))


class TestAnyGridIsRead:
    """No grid raises; a form has the indicators of its rows, and each entry a text."""

    @LAWS
    @given(st.lists(st.lists(cells, max_size=8), max_size=12))
    def test_no_grid_raises(self, grid: list[list[str]]) -> None:
        for form in forms_in(recognise([page_of(grid)])):
            assert form.sheet.indicators == tuple(each.indicator for each in form.rows)
            if isinstance(form, FilledForm):
                assert all(each.entry is None or each.entry.text for each in form.rows)


class TestNoRowIsLost:
    """Every row under the headings becomes an indicator, in order, or an error names its place."""

    @LAWS
    @given(
        st.lists(
            st.tuples(st.sampled_from(["产出指标", "效益指标", ""]), plain, cells, cells),
            min_size=1,
            max_size=10,
        )
    )
    def test_every_row_becomes_an_indicator_in_order(self, rows: list[tuple[str, str, str, str]]) -> None:
        grid = [[level1, "", name, ">=5人", actual, "10", score] for level1, name, actual, score in rows]
        found = recognise([page_of([HEADS, *grid])])
        read = [row for form in found.forms for row in form.rows]
        rejected = [each for each in found.entries if each.status == "rejected" and each.field == ""]
        lost = {each.text for each in rejected}
        names = [name for _, name, _, _ in rows]
        kept = [name for name in names if name not in lost]
        assert [each.indicator.name for each in read if each.indicator.name not in lost] == kept
        assert not lost or any(each.severity == "error" for each in found.diagnostics)
