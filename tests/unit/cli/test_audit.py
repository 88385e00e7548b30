"""`perfrules audit`: what is printed and written, and how it ends."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from click.testing import CliRunner, Result
from unit.ledgers.samples import APPROVAL, HEADINGS, ROWS, SOUND, WAGES, csv_file

from perfrules.cli.main import main
from perfrules.documents.results.misfits import misfit


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["audit", *map(str, arguments)])


def test_findings_are_printed_with_their_rows_and_sources(tmp_path: Path) -> None:
    result = run(csv_file(tmp_path), "--policy", APPROVAL, "--lang", "zh")
    assert result.exit_code == 1
    assert "签批：缺少主要领导" in result.stdout
    assert "共5行，适用制度的3行，发现问题2个，跳过1行" in result.stdout
    english = run(csv_file(tmp_path), "--policy", APPROVAL, "--lang", "en")
    assert "5 rows, 3 of them governed, 2 findings, 1 rows skipped" in english.stdout


def test_json_fits_its_schema(tmp_path: Path) -> None:
    policies = ["--policy", APPROVAL, "--policy", WAGES]
    result = run(csv_file(tmp_path), *policies, "--json", "--as-of", "2021-12-31")
    data = json.loads(result.stdout)
    assert misfit(data, "audit-report") is None
    assert [each["code"] for each in data["findings"]] == ["PR880", "PR881"]
    assert data["broken"][0]["row"] == 5
    assert data["counts"]["unit"] == {"办公室": 1, "业务处": 1}


def test_a_clean_ledger_ends_with_0_and_an_unusable_one_with_2(tmp_path: Path) -> None:
    assert run(csv_file(tmp_path, [SOUND]), "--policy", APPROVAL).exit_code == 0
    assert run(tmp_path / "fehlt.csv", "--policy", APPROVAL).exit_code == 2
    assert run(csv_file(tmp_path), "--policy", APPROVAL, "--strict").exit_code == 2
    assert run(csv_file(tmp_path), "--policy", "nowhere.policy").exit_code == 2


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_format_has_the_findings(tmp_path: Path, language: str) -> None:
    outputs = [tmp_path / f"out{ending}" for ending in (".xlsx", ".html", ".csv", ".json")]
    given = [part for path in outputs for part in ("-o", path)]
    assert run(csv_file(tmp_path), "--policy", APPROVAL, *given, "--lang", language).exit_code == 1
    page = outputs[1].read_text(encoding="utf-8")
    assert page.count("<svg") == 3
    assert "<script" not in page
    assert "主要领导" in page
    rows = list(csv.reader(io.StringIO(outputs[2].read_text(encoding="utf-8-sig"))))
    assert [row[1:3] for row in rows[1:]] == [["3", "PR880"], ["4", "PR881"]]
    book = openpyxl.load_workbook(outputs[0])
    assert len(book.worksheets) == 6
    with ZipFile(outputs[0]) as parts:
        assert sum(name.startswith("xl/charts/chart") for name in parts.namelist()) == 3
    assert len(json.loads(outputs[3].read_text(encoding="utf-8"))["findings"]) == 2


def test_an_unknown_format_and_a_ledger_as_output_are_refused(tmp_path: Path) -> None:
    ledger = csv_file(tmp_path)
    assert run(ledger, "--policy", APPROVAL, "-o", tmp_path / "out.pdf").exit_code == 2
    assert run(ledger, "--policy", APPROVAL, "-o", ledger).exit_code == 2
    assert ledger.read_text(encoding="utf-8-sig").startswith("日期")


def test_a_mapping_file_names_the_headings(tmp_path: Path) -> None:
    headings = [*HEADINGS[:4], "数额", *HEADINGS[5:]]
    ledger = csv_file(tmp_path, ROWS, headings)
    mapping = tmp_path / "columns.yaml"
    mapping.write_text("amount: 数额\n", encoding="utf-8")
    assert run(ledger, "--policy", APPROVAL).exit_code == 2
    assert run(ledger, "--policy", APPROVAL, "--columns", mapping).exit_code == 1
    mapping.write_text("- amount\n", encoding="utf-8")
    assert run(ledger, "--policy", APPROVAL, "--columns", mapping).exit_code == 2
    mapping.write_text("amount: [a, b]\n", encoding="utf-8")
    assert "PR863" in run(ledger, "--policy", APPROVAL, "--columns", mapping).stderr


@pytest.mark.parametrize("library", ["polars", "pyarrow"])
def test_a_missing_library_is_named_with_its_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: str
) -> None:
    def without_library(*_arguments: object, **_options: object) -> None:
        raise ModuleNotFoundError(name=library)

    monkeypatch.setattr("perfrules.ledgers.audit", without_library)
    result = run(csv_file(tmp_path), "--policy", APPROVAL, "--json")
    assert result.exit_code == 2
    (found,) = json.loads(result.stdout)["diagnostics"]
    assert found["code"] == "PR712"
    assert library in found["message"]
    assert "-m pip install" in result.stderr


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".parquet"])
def test_an_empty_file_is_called_empty(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"空{ending}"
    path.touch()
    result = run(path, "--policy", APPROVAL)
    assert result.exit_code == 2
    assert "PR733" in result.stderr


def test_each_fault_of_a_row_is_reported_and_the_row_counted_once(tmp_path: Path) -> None:
    path = tmp_path / "ledger.csv"
    rows = [
        "日期,收款人,金额,支出类别",
        "2021-02-30,甲,许多,日常支出",
        "2021-03-01,乙,5,日常支出",
        "abc,丙,6,日常支出",
    ]
    path.write_text("\n".join(rows), encoding="utf-8")
    policies = ["--policy", APPROVAL, "--policy", WAGES]
    data = json.loads(run(path, *policies, "--json").stdout)
    assert sorted((each["row"], each["code"]) for each in data["broken"]) == [
        (2, "PR545"),
        (2, "PR570"),
        (4, "PR570"),
    ]
    assert "跳过2行" in run(path, *policies, "--lang", "zh").stdout
