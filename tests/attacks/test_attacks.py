"""Each attack, at the public edge: files and arguments in, exit code and message out.

All run in one process with limits on memory and time: to start a process costs more than most attacks.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest
from attacks.attack_cases import ATTACKS, Attack
from attacks.attack_files import write_files
from openpyxl import load_workbook

CHILD = Path(__file__).with_name("attack_child.py")
FIRST_HIT = Path(__file__).with_name("first-hit-14-rules.yaml")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("attacks")
    write_files(folder)
    return folder


@pytest.fixture(scope="module")
def outcomes(folder):
    cases = [
        {
            "id": each.name,
            "arguments": [argument.replace("{first_hit}", str(FIRST_HIT)) for argument in each.arguments],
            "precision": each.precision,
        }
        for each in ATTACKS
    ]
    (folder / "cases.json").write_text(json.dumps(cases), encoding="utf-8")
    done = subprocess.run([sys.executable, CHILD, folder], capture_output=True, text=True, timeout=600)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, (lines[-1:], done.stderr[-2000:])
    return {each["id"]: each for each in lines}


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda each: each.name)
def test_an_attack_ends_with_a_message(outcomes, attack: Attack):
    outcome = outcomes[attack.name]
    assert outcome["raised"] is None
    assert (outcome["exit"], attack.printed in outcome["output"]) == (attack.exit, True), outcome["output"]
    assert not attack.absent or attack.absent not in outcome["output"]
    assert outcome["seconds"] <= attack.seconds
    assert "Traceback" not in outcome["output"]


def test_all_attacks_together_need_little_memory(outcomes):
    assert outcomes["memory"]["megabytes"] <= 150


def test_names_are_given_once():
    assert len({each.name for each in ATTACKS}) == len(ATTACKS)


@pytest.mark.usefixtures("outcomes")
class TestWhatWasWritten:
    def test_no_cell_of_a_workbook_is_a_formula(self, folder):
        book = load_workbook(folder / "formulas.xlsx")
        cells = [
            cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None
        ]
        assert any("HYPERLINK" in str(cell.value) for cell in cells)
        assert {cell.data_type for cell in cells} <= {"s", "n"}

    def test_no_cell_of_a_csv_file_begins_as_a_formula(self, folder):
        with (folder / "formulas.csv").open(encoding="utf-8-sig", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert any("HYPERLINK" in cell for cell in cells)
        assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "\t", "\r"))]

    def test_no_page_runs_what_a_name_says(self, folder):
        page = (folder / "script.html").read_text(encoding="utf-8")
        assert "alert(1)" in page
        assert "<script>alert" not in page
