"""The journey of the tutorial for officers works with the wheel alone, on files that code makes."""

from __future__ import annotations

import importlib.util
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from paths import EXAMPLES, ROOT

from perfrules.sheets import compare_sheets, load_actuals, load_sheets

JOURNEY = EXAMPLES / "journey"
SHIPPED = ROOT / "perfrules" / "cli" / "demo_files"
COMMANDS = re.compile(r"^perfrules (?:demo|import|lint|template|score|verify) .+$", re.MULTILINE)


def commands() -> list[list[str]]:
    page = (ROOT / "docs" / "zh" / "tutorial-officers.md").read_text(encoding="utf-8")
    return [shlex.split(line) for line in COMMANDS.findall(page)]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder into which a wheel of this checkout is unpacked."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, capture_output=True, timeout=120, check=True)
    (path,) = folder.glob("*.whl")
    with ZipFile(path) as archive:
        archive.extractall(folder / "unpacked")
    return folder / "unpacked"


def run(wheel: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(wheel), "PYTHONUTF8": "1", "PERFRULES_LANG": "zh"}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_the_commands_lead_from_the_word_file_to_a_form_that_agrees(wheel: Path, tmp_path: Path) -> None:
    where = run(wheel, tmp_path, "-c", "import perfrules; print(perfrules.__file__)").stdout
    assert where.startswith(str(wheel))
    steps = commands()
    assert [step[1] for step in steps] == ["demo", "import", "lint", "template", "score", "verify"]
    done = {step[1]: run(wheel, tmp_path, "-m", *step) for step in steps}
    assert done["import"].returncode == 0, done["import"].stderr
    assert all(each.returncode in (0, 1) for each in done.values()), [each.stderr for each in done.values()]
    assert "已修改" in done["lint"].stderr
    assert done["verify"].returncode == 0, done["verify"].stdout
    assert done["verify"].stdout.count("项指标全部相符") == 3
    assert (tmp_path / "自评表.docx").exists()
    totals = [
        row[6].value for row in load_workbook(tmp_path / "自评表.xlsx").worksheets[0].iter_rows(min_row=3)
    ]
    assert totals[:3] == [96.47, 91.1, 98.66]


def test_code_makes_the_files(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("make_journey", JOURNEY / "make.py")
    assert spec is not None
    assert spec.loader is not None
    make = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(make)
    make.main(tmp_path)
    # Libraries differ in the bytes that they write, so what is read is compared.
    assert load_sheets(tmp_path / make.TARGETS).sheets == load_sheets(SHIPPED / make.TARGETS).sheets
    assert load_actuals(tmp_path / make.RESULTS) == load_actuals(SHIPPED / make.RESULTS)


def test_the_word_file_says_what_the_sheets_say() -> None:
    source = load_sheets(EXAMPLES / "chengde-2021").sheets
    written = load_sheets(SHIPPED / "绩效目标表.docx").sheets
    codes = {sheet.code for sheet in written}
    compared = compare_sheets([each for each in source if each.code in codes], written)
    assert len(compared) == 3
    differing = {change.field for each in compared for change in each.changes}
    assert differing <= {"title"}  # two blanks of a title become one
    assert {row.state for each in compared for row in each.indicators} == {"same"}
