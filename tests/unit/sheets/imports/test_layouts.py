"""Tables in the layouts of many offices, drawn in every medium, are read field by field."""

from __future__ import annotations

from typing import Any

import pytest
from import_layouts import LAYOUTS, MEDIA

from perfrules.sheets import import_document


def value_at(data: Any, key: str) -> Any:
    for part in key.split("."):
        data = (data or {}).get(part)
    return data


@pytest.mark.parametrize("drawn", LAYOUTS, ids=lambda drawn: drawn.name)
class TestEachLayout:
    @pytest.fixture(params=MEDIA)
    def found(self, drawn, request, tmp_path):
        ending, write = MEDIA[request.param]
        write(drawn, tmp_path / f"表.{ending}")
        return import_document(tmp_path / f"表.{ending}")

    def test_every_field_is_read(self, found, drawn):
        sheets = found.to_json()["sheets"]
        assert len(sheets) == len(drawn.sheets)
        for sheet, expected in zip(sheets, drawn.sheets, strict=True):
            for key, value in expected.items():
                if key != "indicators":
                    assert value_at(sheet, key) == value
                    continue
                read = [{name: row.get(name) or "" for name in value[0]} for row in sheet[key]]
                assert read == value

    def test_every_cell_is_in_the_report(self, found, drawn):
        reported = " ".join(entry.text for entry in found.entries)
        for cell in drawn.cells:
            for word in cell.text.split():
                assert word in reported or word in "".join(reported.split())

    def test_nothing_is_reported_of_a_sound_table(self, found, drawn):
        assert {each.code for each in found.diagnostics if each.severity != "info"} == drawn.codes
