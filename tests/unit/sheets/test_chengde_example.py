"""The shipped example: eight sheets as `perfrules import` writes them, and invented actuals of every kind."""

import pytest
from paths import EXAMPLES
from sheet_accounts import characters, labels_in, read_out
from sheet_layouts import Layout

from perfrules.diagnostics import Source
from perfrules.expressions import Statement
from perfrules.sheets import dump_sheet, file_names, import_source, load_actuals, load_sheet, load_sheets

FOLDER = EXAMPLES / "chengde-2021"


@pytest.fixture(scope="module")
def sheets():
    return load_sheets(FOLDER).sheets


@pytest.fixture(scope="module")
def actuals():
    return load_actuals(FOLDER / "actuals.yaml")


def test_eight_sheets_without_a_finding(sheets):
    assert load_sheets(FOLDER).diagnostics == ()
    assert len(sheets) == 8
    assert sum(len(sheet.indicators) for sheet in sheets) == 73
    assert {sheet.part for sheet in sheets} == {"第二部分"}
    assert all(indicator.reading.comparator for sheet in sheets for indicator in sheet.indicators)


def test_the_files_are_as_the_command_writes_them(sheets):
    for sheet, name in zip(sheets, file_names(sheets), strict=True):
        assert (FOLDER / name).read_text(encoding="utf-8") == dump_sheet(sheet)
        assert load_sheet(FOLDER / name) == sheet


def test_laid_out_as_a_document_they_are_read_back_and_every_character_accounted_for(sheets):
    source = Source("第二部分\n\n" + Layout(breaks=(0, 5, 9)).document(sheets))
    found = import_source(source)
    assert found.sheets == sheets
    units = characters(*("万元" * len(sheet.budget.amounts) for sheet in sheets))
    assert read_out(found) + labels_in(source) + units == characters(source.text)


def test_one_actual_is_missing_and_none_is_of_no_indicator(sheets, actuals):
    assert {sheet.code for sheet in sheets} == set(actuals.projects)
    missing = [
        indicator.name
        for sheet in sheets
        for indicator in sheet.indicators
        if actuals.projects[sheet.code].entry(indicator) is None
    ]
    assert missing == ["运营商务网站"]
    named = {(sheet.code, indicator.name) for sheet in sheets for indicator in sheet.indicators}
    reported = {(code, name) for code, project in actuals.projects.items() for name in project.indicators}
    assert reported <= named


def test_actuals_of_every_kind(actuals):
    values = [entry.read() for project in actuals.projects.values() for entry in project.indicators.values()]
    assert len(values) == 72
    assert any(isinstance(value, Statement) for value in values)
    (dates,) = (value for value in values if isinstance(value, tuple))
    assert len(dates) == 12
    assert [day.isoformat() for day in dates if day.day > 8] == ["2021-09-10"]
