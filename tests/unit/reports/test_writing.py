"""Writing a report: the format by the ending, whole or not at all, and a word on what is missing."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module

import pytest
from evaluations import evaluation, example

import perfrules
from perfrules.reports.forms.errors import ReportError
from perfrules.reports.forms.evaluation import Report
from perfrules.reports.forms.write import ending_of, render_report, write_report
from perfrules.resources.extras import install_command

ENDINGS = ".xlsx", ".docx", ".html", ".json", ".csv", ".md"
NEEDED = {".xlsx": "xlsxwriter", ".docx": "docx", ".html": "jinja2"}


def names(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("ending", ENDINGS)
def test_each_ending_makes_its_file_and_nothing_else(tmp_path, ending):
    write_report(example(), tmp_path / f"自评表{ending.upper()}")
    assert names(tmp_path) == [f"自评表{ending.upper()}"]
    assert (tmp_path / f"自评表{ending.upper()}").read_bytes() == render_report(example(), ending)


@pytest.mark.parametrize("name", ["card.pdf", "card", "card.xls", ".xlsx", "card.xlsx.bak"])
def test_another_ending_is_refused_with_those_there_are(tmp_path, name):
    with pytest.raises(ReportError) as error:
        write_report(example(), tmp_path / name)
    assert error.value.code == "PR750"
    assert all(ending in error.value.hint for ending in ENDINGS)
    assert names(tmp_path) == []


def test_nothing_to_report_is_reported(tmp_path):
    with pytest.raises(ReportError) as error:
        write_report([], tmp_path / "card.csv")
    assert error.value.code == "PR754"


def test_cards_do_where_there_are_no_forms(tmp_path):
    card = evaluation(("人数", ">=100人", "80人", "")).card
    perfrules.write_report([card], tmp_path / "card.csv", language="en")
    assert "40.00" in (tmp_path / "card.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(("ending", "library"), NEEDED.items())
def test_a_missing_library_is_reported_with_how_to_get_it(monkeypatch, ending, library):
    monkeypatch.setitem(sys.modules, library, None)  # as if it were not installed
    with pytest.raises(perfrules.PerfrulesError) as error:
        render_report([evaluation().card], ending)
    assert error.value.code == "PR904"
    assert library in error.value.explain("en")
    assert install_command("office") in error.value.hint


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failing_step_leaves_the_old_file_and_no_other(tmp_path, monkeypatch, ending, step):
    path = tmp_path / f"card{ending}"
    path.write_bytes(b"old")

    def fail(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(perfrules.PerfrulesError) as error:
        write_report(Report((evaluation(),)), path)
    monkeypatch.undo()
    assert error.value.code == "PR134"
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == [path.name]


def test_a_full_disk_leaves_the_old_files_and_no_other(tmp_path):
    for ending in ENDINGS:
        (tmp_path / f"card{ending}").write_bytes(b"old")
    program = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "import perfrules\n"
        "from perfrules.engine.scoring import score\n"
        "card = score(perfrules.Sheet(code='1', name='x' * 900))\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500))\n"
        "for ending in sys.argv[2:]:\n"
        "    try: perfrules.write_report([card], Path(sys.argv[1], 'card' + ending))\n"
        "    except perfrules.PerfrulesError as error: print(error.code)\n"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", program, str(tmp_path), *ENDINGS],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.split() == ["PR134"] * len(ENDINGS)
    assert {path.read_bytes() for path in tmp_path.iterdir()} == {b"old"}
    assert len(names(tmp_path)) == len(ENDINGS)


def test_every_format_has_one_module():
    for format_ in ("as_xlsx", "as_docx", "as_html", "as_json", "as_csv", "as_markdown"):
        assert callable(import_module(f"perfrules.reports.forms.{format_}").render)


def test_the_ending_is_read_whatever_its_case(tmp_path):
    assert ending_of(tmp_path / "a.Html") == ".html"
