"""Whole documents and files beside what is read from them, and what is said of them."""

import json

import pytest
from paths import GOLDEN
from sheet_accounts import characters, labels_in, read_out

from perfrules.diagnostics import Source, render
from perfrules.documents import read_text
from perfrules.sheets import dump_sheet, import_source, load_sheets

GOOD = sorted((GOLDEN / "good" / "sheets").glob("*.txt"))
BAD = sorted(path for path in (GOLDEN / "bad" / "sheets").iterdir() if path.suffix != ".expected")
DOCUMENTS = [path for path in (*GOOD, *BAD) if path.suffix == ".txt"]


def reported(name):
    """Every diagnostic as the terminal shows it, in both languages."""
    found = load_sheets(name).diagnostics
    return (
        "\n\n".join("\n".join(render(each, language) for each in found) for language in ("zh", "en")) + "\n"
    )


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_good(path):
    data = load_sheets(path).to_json()
    assert data == json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert data["diagnostics"] == []


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_bad(path, monkeypatch):
    monkeypatch.chdir(path.parent)
    assert reported(path.name) == path.with_suffix(".expected").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_every_character_is_accounted_for(path):
    source = read_text(path).source
    assert read_out(import_source(source)) + labels_in(source) == characters(source.text)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_nothing_is_lost_wherever_the_document_ends(path):
    text = read_text(path).source.text
    ends = {at + 1 for at, character in enumerate(text) if character == "\n"} | set(range(0, len(text), 97))
    for end in sorted(ends):
        source = Source(text[:end])
        lost = characters(source.text) - read_out(import_source(source)) - labels_in(source)
        assert not lost, end


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_sheets_are_the_same_as_files(path, tmp_path):
    sheets = load_sheets(path).sheets
    for number, sheet in enumerate(sheets):
        (tmp_path / f"{number}.yaml").write_text(dump_sheet(sheet), encoding="utf-8")
    assert load_sheets(tmp_path).sheets == sheets
