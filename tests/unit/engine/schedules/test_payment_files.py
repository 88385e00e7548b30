"""Payments from YAML and CSV files, and everything that is wrong with them at once."""

from fractions import Fraction

import pytest

from perfrules.diagnostics import PerfrulesError, Source
from perfrules.documents import read_document
from perfrules.documents.media.lists import list_rows
from perfrules.engine.schedules.payment_files import load_payments, payments_in, read_payments

TABLE = "序号,发放日期,比例,备注\n1,2021/1/8,10%,一月\n2,,,二月未发\n,,,\n3,2021年3月8日,,\n"


def reported(problem):
    with pytest.raises(PerfrulesError) as caught:
        problem()
    return [
        (each.code, each.source.text[each.span.start : each.span.end]) for each in caught.value.diagnostics
    ]


class TestYaml:
    def read(self, text):
        return read_payments(read_document(Source(text, "p.yaml"), "payments"))

    def test_days_and_entries_in_either_language(self):
        chinese = self.read("类别: 付款\n付款: [2021-01-08, {日期: 2021年2月8日, 比例: 10%, 备注: 二月}]\n")
        english = self.read(
            "kind: payments\npayments: [2021-01-08, {date: 2021/2/8, share: 10%, note: 二月}]\n"
        )
        assert chinese == english
        assert [(str(each.day), each.share) for each in chinese] == [
            ("2021-01-08", None),
            ("2021-02-08", Fraction(10)),
        ]

    def test_all_that_is_wrong(self):
        text = (
            "kind: payments\npayments: [昨天, {date: 1月8日, share: 很多}, {date: 2021-01-08, share: 0%}]\n"
        )
        assert reported(lambda: self.read(text)) == [
            ("PR570", "昨天"),
            ("PR570", "1月8日"),
            ("PR564", "很多"),
            ("PR564", "date"),
        ]

    @pytest.mark.parametrize("text", ["kind: payments\n", "kind: payments\npayments: [{share: 10%}]\n"])
    def test_what_is_missing(self, text):
        assert [code for code, _ in reported(lambda: self.read(text))] == ["PR139"]


class TestTables:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
    def test_every_encoding(self, tmp_path, encoding):
        path = tmp_path / "payments.csv"
        path.write_text(TABLE, encoding=encoding)
        assert [(str(each.day), each.share, each.note) for each in load_payments(path)] == [
            ("2021-01-08", Fraction(10), "一月"),
            ("2021-03-08", None, ""),
        ]

    def test_a_cell_over_two_lines(self):
        text = 'date,note\n2021-01-08,"第一行\n第二行"\n2021-02-08,\n'
        found = payments_in(list_rows(Source(text)))
        assert [each.note for each in found] == ["第一行\n第二行", ""]

    def test_the_guard_of_a_cell_is_no_part_of_it(self):
        (found,) = payments_in(list_rows(Source("date,note\n2021-01-08,'-3元退回\n")))
        assert found.note == "-3元退回"

    @pytest.mark.parametrize(
        ("heading", "title", "days"),
        [
            ("支出类别", "工资按月发放", ["2021-03-10"]),
            ("费用类别", "工资按月发放", ["2021-03-10"]),
            ("支出类别", "", ["2021-02-26", "2021-03-10"]),
            ("摘要", "工资按月发放", ["2021-02-26", "2021-03-10"]),
        ],
    )
    def test_a_title_counts_the_rows_of_its_category(self, heading, title, days):
        rows = list_rows(Source(f"日期,{heading}\n2021-02-26,日常支出\n2021-03-10, 工资\n"))
        assert [str(each.day) for each in payments_in(rows, "", title)] == days

    def test_no_row_has_a_category_of_the_title(self):
        rows = list_rows(Source("日期,支出类别\n2021-02-26,日常支出\n2021-03-10,\n"))
        assert reported(lambda: payments_in(rows, "", "工资按月发放")) == [("PR579", "日期,支出类别")]

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("姓名,金额\n甲,1\n", [("PR571", "姓名,金额")]),
            ("日期,支付日期\n2021-01-08,2021-01-08\n", [("PR572", "日期,支付日期")]),
            (
                "日期,备注\n2021-01-08,一,二\n2021-02-08\n",
                [("PR577", "2021-01-08,一,二"), ("PR577", "2021-02-08")],
            ),
            ('日期,备注\n2021-01-08,"一"二\n', [("PR578", '2021-01-08,"一"二')]),
            (
                "日期,比例\n1月8日,\n2021-02-30,\n2021-03-08,多\n",
                [("PR570", "1月8日,"), ("PR570", "2021-02-30,"), ("PR564", "2021-03-08,多")],
            ),
        ],
    )
    def test_each_problem_with_its_row(self, text, expected):
        assert reported(lambda: payments_in(list_rows(Source(text, "p.csv")), "p.csv")) == expected

    def test_no_file(self, tmp_path):
        with pytest.raises(PerfrulesError) as caught:
            load_payments(tmp_path / "nowhere.csv")
        assert caught.value.code == "PR100"
