"""CSV, JSON and Markdown."""

from __future__ import annotations

import csv
import io
import json

import pytest
from evaluations import evaluation, example

from perfrules.diagnostics import Diagnostic
from perfrules.reports.forms import as_csv, as_json, as_markdown
from perfrules.reports.forms.errors import ReportError
from perfrules.reports.forms.evaluation import Report


class TestCsv:
    def rows(self, report, language="zh"):
        text = as_csv.render(report, language).decode("utf-8-sig")
        return list(csv.reader(io.StringIO(text, newline="")))

    def test_begins_with_the_mark_that_excel_needs(self):
        assert as_csv.render(example(), "zh")[:3] == b"\xef\xbb\xbf"

    def test_has_a_row_an_indicator_then_execution_and_total(self):
        rows = self.rows(example())
        assert len(rows) == 1 + sum(len(form.rows) + 2 for form in example().forms)
        assert rows[15][2:11] == [
            "产出指标",
            "成本指标",
            "控制储备成本",
            "<=100%",
            "112%",
            "89.29%",
            "12.5",
            "11.16",
            "冷库租金上涨，超过核定额",
        ]
        assert [row[2] for row in rows[10:12]] == ["预算执行率", "总分"]

    def test_guards_what_would_run(self):
        rows = self.rows(Report((evaluation(("=cmd", "=500吨", "-5吨", "@后补")),)))
        assert rows[1][4:7] == ["'=cmd", "'=500吨", "'-5吨"]
        assert rows[1][10] == "'@后补"

    def test_refuses_unseen_characters(self):
        with pytest.raises(ReportError):
            as_csv.render(Report((evaluation(name="a\u202eb"),)), "zh")


class TestJson:
    def test_holds_the_cards_and_what_was_noticed(self):
        report = Report(example().forms, (Diagnostic("PR416"),))
        data = json.loads(as_json.render(report, "en"))
        assert [card["total"] for card in data["cards"]] == [str(form.card.total) for form in report.forms]
        assert data["diagnostics"][0]["code"] == "PR416"

    def test_keeps_what_no_text_file_holds(self):
        data = json.loads(as_json.render(Report((evaluation(name="a\ud800"),)), "zh"))
        assert data["cards"][0]["name"] == "a\ud800"


class TestMarkdown:
    def test_has_the_form_and_the_reasons(self):
        text = as_markdown.render(example(), "zh").decode()
        assert "## 得分汇总" in text
        assert "| 成本指标 | 控制储备成本 | &lt;=100% | 112% | 89.29% | 12.5 | 11.16 |" in text
        assert text.count("\n## ") == 9

    def test_shows_every_text_letter_for_letter(self):
        row = ("a|b", "<b>*一*</b>", "`x` [y](z)", "第一行\n第二行")
        text = as_markdown.render(Report((evaluation(row),)), "zh").decode()
        assert r"a\|b | &lt;b&gt;\*一\*&lt;/b&gt; | \`x\` \[y\]\(z\)" in text
        assert "第一行<br>第二行" in text

    def test_every_row_of_a_table_has_the_cells_of_its_head(self):
        text = as_markdown.render(Report((evaluation(("a|b", "c\\|d", "e\\", "f")),)), "zh").decode()
        tables = [
            [line.replace("\\\\", "").replace("\\|", "").count("|") for line in block.splitlines()]
            for block in text.split("\n\n")
            if block.startswith("|")
        ]
        assert tables
        assert all(len(set(counts)) == 1 for counts in tables)
