"""Decision sheets: what an officer types, exactly or refused by the address of its cell."""

import re
import zipfile
from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest

from perfrules.diagnostics import PerfrulesError, Source
from perfrules.documents import read_document
from perfrules.policies.decisions.from_document import read_decision
from perfrules.policies.formats.by_ending import read_policy_document
from perfrules.policies.formats.convert import convert
from perfrules.policies.formats.xlsx.reader import read_xlsx
from perfrules.policies.formats.xlsx.writer import write_xlsx
from perfrules.policies.loader import find_policy
from perfrules.resources.paths import data_path

TEXT = """
kind: decision
id: unit.approval
title: 审批
description: 说明
in_force: {from: 2021-01-01}
cite: [{document: 办法, section: 第五条}]
inputs:
  amount: {type: money, title: 金额, domain: ">=0元", step: 0.01元}
  rate: {type: ratio}
  item: {type: choice, of: [货物, 服务]}
  on: {type: date}
scope: {item: 货物}
outputs:
  who: {type: roles, title: 谁}
  fee: {type: money, combine: sum}
hit: collect
rules:
  - id: a
    title: 小额
    when: {amount: 2000元以下, rate: "=100%"}
    then: {who: [科长]}
    overrides: [b]
    note: 按原文
  - id: b
    when: {item: [货物, 服务]}
    except: {amount: 100元以下, rate: 5%以下}
    then: {who: [局长, 科长], fee: 5元}
    cite: [{document: 办法, phrase: 局长签批}]
default: {who: [科长]}
expect: [complete, {never-decreasing: fee, as: amount}]
"""
CODE = "审批.xlsx"


def document():
    return read_document(Source(TEXT), "decision")


@pytest.fixture
def book():
    return openpyxl.load_workbook(BytesIO(write_xlsx(document())))


def rewritten(name, change):
    """The file with the parts whose name has that in it changed."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(write_xlsx(document()))) as old, zipfile.ZipFile(stream, "w") as new:
        for part in old.namelist():
            new.writestr(part, change(old.read(part)) if name in part else old.read(part))
    return stream.getvalue()


def cell_of(sheet, text, column=None):
    """The first cell that holds a text."""
    return next(
        cell
        for row in sheet.iter_rows()
        for cell in row
        if cell.value == text and column in (None, cell.column_letter)
    )


def read(book):
    stream = BytesIO()
    book.save(stream)
    return read_xlsx(stream.getvalue(), CODE).document


def refused(book):
    with pytest.raises(PerfrulesError) as raised:
        read_decision(read(book))
    return [(each.code, each.source.cell(each.span.start)) for each in raised.value.diagnostics]


class TestWriting:
    def test_the_sheet_says_what_the_document_does(self):
        assert read_xlsx(write_xlsx(document())).document.plain == {**document().plain, "perfrules": "1"}

    def test_every_cell_is_a_text(self, book):
        cells = [cell for row in book.active.iter_rows() for cell in row if cell.value is not None]
        assert cells
        for cell in cells:
            assert (cell.data_type, cell.number_format, cell.quotePrefix) == ("s", "@", True)

    def test_a_target_that_begins_with_an_equals_sign_is_no_formula(self, book):
        assert cell_of(book.active, "=100%").data_type == "s"

    def test_the_same_document_is_the_same_bytes(self):
        assert write_xlsx(document()) == write_xlsx(document())

    def test_choices_are_offered(self, book):
        offered = {rule.formula1 for rule in book.active.data_validations.dataValidation}
        assert '"货物,服务"' in offered
        assert any("汇总" in each for each in offered)

    def test_types_are_offered_that_an_input_or_output_may_have(self, book):
        types = next(row for row in book.active.iter_rows() if row[0].value == "类型")
        offered = {str(rule.sqref): rule.formula1 for rule in book.active.data_validations.dataValidation}
        of_columns = [
            offered[cell.coordinate].strip('"').split(",") for cell in types if cell.coordinate in offered
        ]
        assert len(of_columns) == 6
        assert ["选项" in each for each in of_columns] == [True] * 6
        assert ["人员" in each for each in of_columns] == [False] * 4 + [True] * 2

    def test_the_names_stay_in_sight(self, book):
        names = cell_of(book.active, "规则", "A")
        assert book.active.freeze_panes == f"B{names.row + 1}"

    @pytest.mark.parametrize(("text", "code"), [("长" * 32_768, "PR937"), ('"\\u200b"', "PR135")])
    def test_what_no_cell_holds_is_refused(self, text, code):
        source = Source(TEXT.replace("按原文", text).replace("说明", text if code == "PR937" else "说明"))
        with pytest.raises(PerfrulesError) as raised:
            write_xlsx(read_document(source, "decision"))
        assert raised.value.code == code


class TestEditing:
    def test_a_number_is_one_of_the_inputs_unit(self, book):
        cell = cell_of(book.active, "2000元以下")
        cell.value, cell.number_format = 1500.5, "General"
        assert read(book).plain["rules"][0]["when"]["amount"] == "1500.5"

    @pytest.mark.parametrize(
        ("value", "shown_as", "text"),
        [
            (0.075, "0.0%", "7.5%"),
            (1, "0%", "100%"),
            (0.1 + 0.2, "General", "0.3"),
            (2000, "#,##0.00", "2000"),
            (2000, "0", "2000"),
        ],
    )
    def test_a_number_is_taken_as_it_is_shown(self, book, value, shown_as, text):
        cell = cell_of(book.active, "=100%")
        cell.value, cell.number_format = value, shown_as
        assert read(book).plain["rules"][0]["when"]["rate"] == text

    @pytest.mark.parametrize(
        ("value", "shown_as"),
        [(0.0755, "0%"), (1999.5, "0"), (5, '0"万元"'), (1234.567, "#,##0.00"), (0.5, "0.00E+00")],
    )
    def test_a_number_that_shows_as_another_is_refused(self, book, value, shown_as):
        cell = cell_of(book.active, "=100%")
        cell.value, cell.number_format = value, shown_as
        assert refused(book) == [("PR933", f"决策表!{cell.coordinate}")]

    @pytest.mark.parametrize("text", ["=100%", "=500吨", "= 5", "=1,000.5元"])
    def test_a_target_that_became_a_formula_is_a_text(self, book, text):
        cell = cell_of(book.active, "=100%")
        cell.value, cell.data_type = text, "f"
        assert read(book).plain["rules"][0]["when"]["rate"] == text

    @pytest.mark.parametrize("text", ["=SUM(A1:A9)", "=B2", '=HYPERLINK("http://x")', "=1+1", "=B2%"])
    def test_any_other_formula_is_refused(self, book, text):
        cell = cell_of(book.active, "=100%")
        cell.value, cell.data_type = text, "f"
        assert refused(book) == [("PR932", f"决策表!{cell.coordinate}")]

    def test_an_error_value_is_refused(self, book):
        cell = cell_of(book.active, "=100%")
        cell.value, cell.data_type = "#NAME?", "e"
        assert refused(book) == [("PR932", f"决策表!{cell.coordinate}")]

    @pytest.mark.parametrize("day", [date(2021, 7, 1), datetime(2021, 7, 1)])
    def test_a_day_is_an_iso_day(self, book, day):
        cell = cell_of(book.active, "on")
        book.active.cell(cell.row + 1, cell.column, day)
        assert read(book).plain["rules"][0]["when"]["on"] == "2021-07-01"

    def test_a_number_without_end_is_refused(self, book):
        address = cell_of(book.active, "=100%").coordinate
        number = re.compile(rf'(<c r="{address}" s="[0-9]+") t="s"><v>[0-9]+</v>'.encode())
        data = rewritten("sheet1", lambda part: number.sub(rb'\1 t="n"><v>1e400</v>', part))
        with pytest.raises(PerfrulesError) as raised:
            read_xlsx(data, CODE)
        assert raised.value.code == "PR932"

    def test_a_moment_is_refused(self, book):
        cell = cell_of(book.active, "on")
        book.active.cell(cell.row + 1, cell.column, datetime(2021, 7, 1, 8))
        assert [code for code, _ in refused(book)] == ["PR933"]

    @pytest.mark.parametrize("dash", ["-", "—", None])
    def test_a_dash_admits_any_value(self, book, dash):
        cell_of(book.active, "=100%").value = dash
        assert "rate" not in read(book).plain["rules"][0]["when"]

    def test_a_row_is_a_rule_and_empty_rows_are_none(self, book):
        sheet = book.active
        last = sheet.max_row
        sheet.cell(last + 3, 1, "c")
        sheet.cell(last + 3, cell_of(sheet, "who").column, "局长\n 副局长 ")
        assert read(book).plain["rules"][2] == {"id": "c", "then": {"who": ["局长", "副局长"]}}

    def test_a_column_is_an_input_and_labels_are_read_in_english(self, book):
        sheet = book.active
        column = sheet.max_column + 1
        for label, text in (("列", "inputs"), ("类型", "boolean"), ("规则", "urgent")):
            sheet.cell(cell_of(sheet, label, "A").row, column, text)
        sheet.cell(sheet.max_row, column, True)
        plain = read(book).plain
        assert plain["inputs"]["urgent"] == {"type": "boolean"}
        assert plain["rules"][1]["when"]["urgent"] == "是"


class TestFaults:
    @pytest.mark.parametrize(
        ("text", "by", "code"),
        [
            ("2000元以下", "2000天以下", "PR530"),
            ("2000元以下", "大约几千", "PR250"),
            ("类型", "种类", "PR934"),
            ("汇总", "合计", "PR145"),
            ("输入", "进", "PR934"),
            ("备注", "补充", "PR934"),
            ("rate", "amount", "PR934"),
            ("item: 货物", "item: [货物", "PR125"),
        ],
    )
    def test_each_is_reported_by_its_cell(self, book, text, by, code):
        cell = cell_of(book.active, text)
        cell.value = by
        assert (code, f"决策表!{cell.coordinate}") in refused(book)

    def test_what_is_said_names_file_and_cell(self, book):
        cell_of(book.active, "2000元以下").value = "2000天以下"
        with pytest.raises(PerfrulesError) as raised:
            read_decision(read(book))
        lines = raised.value.explain("en").split("\n")
        assert lines[1:3] == ["  --> 审批.xlsx:决策表!B19", "  | 2000天以下"]
        assert raised.value.diagnostics[0].to_json()["cell"] == "决策表!B19"

    def test_merged_cells_are_refused(self, book):
        cell = cell_of(book.active, "=100%")
        book.active.merge_cells(start_row=cell.row, end_row=cell.row + 1, start_column=3, end_column=3)
        assert refused(book) == [("PR935", f"决策表!{cell.coordinate}")]

    @pytest.mark.parametrize(
        ("label", "rows", "columns"),
        [("规则", 1, 12), ("规则", 0, 12), ("列", 0, 12), ("类型", 0, 12), ("编号", 0, 2), ("编号", 0, 9)],
    )
    def test_a_text_where_nothing_is_read_is_refused(self, book, label, rows, columns):
        cell = cell_of(book.active, label, "A")
        loose = book.active.cell(cell.row + rows, cell.column + columns, "旁注")
        assert ("PR934", f"决策表!{loose.coordinate}") in refused(book)

    def test_a_definition_of_no_column_is_refused(self, book):
        sheet = book.active
        label = cell_of(sheet, "类型", "A")
        cell = sheet.cell(label.row, cell_of(sheet, "备注").column, "文字")
        assert refused(book) == [("PR934", f"决策表!{cell.coordinate}")]

    def test_a_row_without_a_label_is_refused(self, book):
        cell = cell_of(book.active, "最小单位", "A")
        cell.value = None
        assert refused(book) == [("PR934", f"决策表!B{cell.row}")]

    def test_a_cell_far_out_is_refused(self, book):
        book.active["XFD1048576"] = "x"
        assert [code for code, _ in refused(book)] == ["PR936"]

    def test_a_book_needs_one_decision_sheet(self, book):
        other = book.copy_worksheet(book.active)
        with pytest.raises(PerfrulesError) as raised:
            read(book)
        assert raised.value.code == "PR931"
        assert other.title in raised.value.diagnostics[0].message()
        empty = openpyxl.Workbook()
        with pytest.raises(PerfrulesError) as raised:
            read(empty)
        assert raised.value.code == "PR931"

    def test_other_sheets_are_passed_over(self, book):
        book.create_sheet("说明", 0)["A1"] = "请填写决策表"
        assert read(book).plain["id"] == "unit.approval"

    def test_a_table_without_names_is_refused(self, book):
        cell_of(book.active, "规则", "A").value = "规矩"
        assert [code for code, _ in refused(book)] == ["PR934"]

    def test_a_doctype_is_refused(self):
        data = rewritten("sharedStrings", lambda part: part.replace(b"<sst", b"<!DOCTYPE sst><sst"))
        with pytest.raises(PerfrulesError) as raised:
            read_xlsx(data, CODE)
        assert raised.value.code == "PR909"

    @pytest.mark.parametrize("broken", ["sheet1", "styles", "sharedStrings", "workbook.xml"])
    def test_a_part_that_is_broken_is_refused(self, broken):
        with pytest.raises(PerfrulesError) as raised:
            read_xlsx(rewritten(broken, lambda part: part[:-20]), CODE)
        assert raised.value.code == "PR906"


def test_every_policy_that_ships_and_decides_goes_to_xlsx_and_back(tmp_path):
    count = 0
    for path in sorted(data_path("policies").rglob("*.yaml")):
        if path.stem.endswith(".test") or read_policy_document(path).document.kind != "decision":
            continue
        target = tmp_path / f"{path.stem}.xlsx"
        convert(path, target)
        assert find_policy(target).digest == find_policy(path).digest
        count += 1
    assert count >= 5
