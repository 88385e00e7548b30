"""Tables in published layouts, which differ in headings, merged cells and order, are read field by field."""

from __future__ import annotations

import pytest
from import_layouts import MEDIA
from misread_fields import misread
from published_layouts import LAYOUTS

from perfrules.sheets import import_document


@pytest.mark.parametrize("drawn", LAYOUTS, ids=lambda drawn: drawn.name)
def test_every_field_is_read_in_every_medium(drawn, tmp_path):
    wrong = {}
    for medium, (ending, write) in MEDIA.items():
        path = tmp_path / f"{medium}.{ending}"
        write(drawn, path)
        if found := misread(import_document(path), drawn):
            wrong[medium] = found
    assert not wrong
