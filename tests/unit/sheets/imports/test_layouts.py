"""Tables in the layouts of many offices, drawn in every medium, are read field by field."""

from __future__ import annotations

import pytest
from import_layouts import CELL_LINES, LAYOUTS, MEDIA
from misread_fields import misread

from perfrules.sheets import import_document


@pytest.mark.parametrize("drawn", LAYOUTS, ids=lambda drawn: drawn.name)
class TestEachLayout:
    @pytest.fixture(params=MEDIA)
    def found(self, drawn, request, tmp_path):
        ending, write = MEDIA[request.param]
        write(drawn, tmp_path / f"表.{ending}")
        return import_document(tmp_path / f"表.{ending}")

    def test_every_field_is_read(self, found, drawn):
        assert misread(found, drawn) == []

    def test_every_cell_is_in_the_report(self, found, drawn):
        reported = " ".join(entry.text for entry in found.entries)
        for cell in drawn.cells:
            for word in cell.text.split():
                assert word in reported or word in "".join(reported.split())

    def test_nothing_is_reported_of_a_sound_table(self, found, drawn):
        assert {each.code for each in found.diagnostics if each.severity != "info"} == drawn.codes


READABLE = {
    "lines": {
        "sichuan-targets", "self-evaluation-2020", "monitoring-2019", "prior-year-and-review",
        "without-first-level", "whole-period-and-year", "execution-inside", "several-forms-in-one-table",
        "budget-and-plan",
    },
    "full-lines": {
        "self-evaluation-2020", "monitoring-2019", "prior-year-and-review", "without-first-level",
        "whole-period-and-year",
        "execution-inside", "several-forms-in-one-table", "budget-and-plan",
    },
}  # fmt: skip


@pytest.mark.parametrize("medium", CELL_LINES)
@pytest.mark.parametrize("drawn", LAYOUTS, ids=lambda drawn: drawn.name)
def test_a_text_with_a_cell_a_line_is_read_whole_or_refused(drawn, medium, tmp_path):
    """What the lines do not say for sure is refused, never guessed."""
    CELL_LINES[medium](drawn, tmp_path / "表.txt")
    found = import_document(tmp_path / "表.txt")
    if drawn.name in READABLE[medium]:
        assert misread(found, drawn) == []
    else:
        assert not found.sheets
        assert [each.code for each in found.diagnostics if each.severity != "info"] == ["PR310"]
