"""Tables in published layouts, which differ in headings, merged cells and order, are read field by field."""

from __future__ import annotations

from typing import Any

import pytest
from import_layouts import MEDIA
from published_layouts import LAYOUTS

from perfrules.sheets import import_document


def value_at(data: Any, key: str) -> Any:
    for part in key.split("."):
        data = (data or {}).get(part)
    return data


def misread(found: Any, drawn: Any) -> list[str]:
    """The fields that are not as drawn."""
    sheets = found.to_json()["sheets"]
    if len(sheets) != len(drawn.sheets):
        return [f"{len(sheets)} sheets"]
    wrong: list[str] = []
    for sheet, expected in zip(sheets, drawn.sheets, strict=True):
        rows = [
            {name: row.get(name) or "" for name in expected["indicators"][0]} for row in sheet["indicators"]
        ]
        read = {key: rows if key == "indicators" else value_at(sheet, key) for key in expected}
        wrong += (f"{key}: {read[key]}" for key in expected if read[key] != expected[key])
    return wrong


@pytest.mark.parametrize("drawn", LAYOUTS, ids=lambda drawn: drawn.name)
def test_every_field_is_read_in_every_medium(drawn, tmp_path):
    wrong = {}
    for medium, (ending, write) in MEDIA.items():
        path = tmp_path / f"{medium}.{ending}"
        write(drawn, path)
        if found := misread(import_document(path), drawn):
            wrong[medium] = found
    assert not wrong
