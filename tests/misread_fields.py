"""Compare what is read from a drawn table with what must be read from it."""

from __future__ import annotations

from typing import Any

from import_layouts import Drawn

from perfrules.sheets.imports.result import Import


def misread(found: Import, drawn: Drawn) -> list[str]:
    """The fields that are not as drawn."""
    sheets = found.to_json()["sheets"]
    if len(sheets) != len(drawn.sheets):
        return [f"{len(sheets)} sheets"]
    wrong: list[str] = []
    for sheet, expected in zip(sheets, drawn.sheets, strict=True):
        rows = [
            {name: row.get(name) or "" for name in expected["indicators"][0]} for row in sheet["indicators"]
        ]
        read = {key: rows if key == "indicators" else _value_at(sheet, key) for key in expected}
        wrong += (f"{key}: {read[key]}" for key in expected if read[key] != expected[key])
    return wrong


def _value_at(data: Any, key: str) -> Any:
    for part in key.split("."):
        data = (data or {}).get(part)
    return data
