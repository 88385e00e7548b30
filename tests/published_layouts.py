"""The tables of `conformance/*_tables.yaml`: layouts that provinces, cities and ministries publish.

A row is written `一级指标|指标值{2}|备注{1x2}`: cells between bars, in braces how many columns and rows they
cover, `⏎` for the end of a line. The indicators of a sheet are rows of texts below the names of their fields.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from data_files import data_of
from import_layouts import Drawn

_FOLDER = Path(__file__).parent / "conformance"
_FILES = "published_tables.yaml", "office_tables.yaml"
_SPANNED = re.compile(r"(.*)\{([0-9]+)(?:x([0-9]+))?\}", re.DOTALL)


def _cell(text: str) -> tuple[str, int, int]:
    text = text.replace("⏎", "\n")
    found = _SPANNED.fullmatch(text)
    return (found[1], int(found[2]), int(found[3] or 1)) if found else (text, 1, 1)


def _sheet(data: dict[str, Any]) -> dict[str, Any]:
    names = data["columns"].split()
    rows = [dict(zip(names, line.split("|"), strict=True)) for line in data["indicators"]]
    return {**data.get("fields", {}), "indicators": rows}


def _drawn(data: dict[str, Any]) -> Drawn:
    return Drawn(
        data["name"],
        [[_cell(text) for text in row.split("|")] for row in data["rows"]],
        [_sheet(sheet) for sheet in data["sheets"]],
        above=data.get("above", ()),
        below=data.get("below", ()),
    )


LAYOUTS = [_drawn(data) for name in _FILES for data in data_of(_FOLDER / name)]
