"""Laws of reports: whatever people wrote, it is shown as they wrote it, and nothing of it runs."""

from __future__ import annotations

import csv
import io
import re
from functools import cache
from zipfile import ZipFile

import docx
import html5lib
from budgets import law
from evaluations import evaluation
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from perfrules.documents import bare
from perfrules.documents.invisible import UNSEEN
from perfrules.reports.forms import as_csv, as_docx, as_html, as_xlsx
from perfrules.reports.forms.evaluation import EvaluationForm, Report, Row
from perfrules.reports.markup import writable
from perfrules.reports.workbooks import sheet_names

LAWS = law(40)
HOSTILE = (
    "=100%", "=500吨", "-5%", "+1", "@A1", "'=1", '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>", '"><svg onload=alert(1)>', "' onmouseover='x", "</style><b>", "]]>", "<!--",
    "&lt;", "&#60;b&#62;", "javascript:alert(1)", "{{ 7*7 }}", "{% raw %}", "${x}", "a|b", "第一行\n第二行",
    "http://example.com", "_x0041_", "  两端有空格 ", "１００％", "长" * 80,
)  # fmt: skip
texts = st.sampled_from(HOSTILE) | st.text(max_size=30)
shown = texts.filter(lambda text: not UNSEEN.search(text) and "\r" not in text and text == writable(text))
rows = st.tuples(shown, shown, shown, shown)
plain = evaluation(("甲", ">=1人", "1人", "因"), ("甲", ">=1人", "1人", "因"), goals=("标",), 目标1="成")


@st.composite
def forms(draw: st.DrawFn) -> EvaluationForm:
    both = draw(rows), draw(rows)
    return evaluation(*both, name=draw(shown), goals=(draw(shown),), 目标1=draw(shown))


def deviation(row: Row) -> str:
    """The deviation of a row as workbook, document and table show it: with the mark of an open row."""
    return "\n".join(filter(None, ("（待核实）" if row.is_open else "", row.deviation)))


def written(form: EvaluationForm, *, marked: bool = True) -> set[str]:
    """Every text of a form that people wrote; deviations are `marked` where their row is open."""
    items = [text for row in form.rows for text in (row.item.name, row.target, row.item.actual or "")]
    goals = [text for goal in form.goals for text in (goal.expected, goal.outcome)]
    deviations = [deviation(row) if marked else row.deviation for row in form.rows]
    return {text for text in (form.card.name, *items, *goals, *deviations) if text}


class TestWorkbooks:
    """No text becomes a formula, and each is kept to the letter."""

    @LAWS
    @given(forms())
    def test_texts(self, form: EvaluationForm) -> None:
        data = as_xlsx.render(Report((form,)), "zh")
        with ZipFile(io.BytesIO(data)) as parts:
            sheets = [parts.read(name) for name in parts.namelist() if "/worksheets/" in name]
        assert not any(re.search(b"<(f|hyperlink)[ >/]", sheet) for sheet in sheets)
        page, _ = load_workbook(io.BytesIO(data)).worksheets
        cells = {cell.value for row in page.iter_rows() for cell in row if cell.data_type == "s"}
        assert {text for text in written(form) if "_x" not in text} <= cells

    @LAWS
    @given(st.lists(st.text(max_size=40).filter(lambda text: not UNSEEN.search(text)), max_size=6))
    def test_names_of_sheets(self, labels: list[str]) -> None:
        """A sheet's name is one that Excel takes, and no other's."""
        names = sheet_names(labels, ["计分明细"])
        assert all(0 < len(name.encode("utf-16-le")) // 2 <= 31 for name in names)
        assert not any(re.search(r"[\[\]:*?/\\]", name) or name.strip("'") != name for name in names)
        assert len({name.lower() for name in names} | {"计分明细", "history"}) == len(names) + 2


class TestDocuments:
    """Each text is kept to the letter."""

    @LAWS
    @given(forms())
    def test_texts(self, form: EvaluationForm) -> None:
        document = docx.Document(io.BytesIO(as_docx.render(Report((form,)), "zh")))
        cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
        assert written(form) <= cells


class TestPages:
    """No text adds an element or attribute to the page, and each is shown."""

    @LAWS
    @given(forms())
    def test_texts(self, form: EvaluationForm) -> None:
        tree = html5lib.parse(as_html.render(Report((form,)), "zh").decode())
        assert outline(tree) <= allowed()
        text = "".join(tree.itertext())
        assert all(each in text for each in written(form, marked=False))


@cache
def allowed() -> set[tuple[str, str]]:
    """The outline of a page whose texts are harmless."""
    return outline(html5lib.parse(as_html.render(Report((plain,)), "zh").decode()))


def outline(tree: object) -> set[tuple[str, str]]:
    """Every name of an element, and with it every attribute it bears, but for the values."""
    names = set()
    for element in tree.iter():  # type: ignore[attr-defined]
        tag = str(element.tag)
        names |= {(tag, ""), *((tag, str(key)) for key in element.attrib)}
    return names


class TestTables:
    """A CSV file gives back every text as it was."""

    @LAWS
    @given(forms())
    def test_texts(self, form: EvaluationForm) -> None:
        data = as_csv.render(Report((form,)), "zh").decode("utf-8-sig")
        read = list(csv.reader(io.StringIO(data, newline="")))
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in read for cell in row)
        items = [[bare(cell) for cell in row] for row in read[1:-2]]
        assert [(row[4], row[5], row[6], row[10]) for row in items] == [
            (row.item.name, row.target, row.item.actual or "", deviation(row)) for row in form.rows
        ]
