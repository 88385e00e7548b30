"""`perfrules convert` between formats, and what it refuses."""

import json
import sys

import openpyxl
import pytest
from click.testing import CliRunner
from paths import CONFORMANCE

import perfrules
from perfrules.cli import main
from perfrules.resources.extras import install_command
from perfrules.resources.paths import data_path

PROCUREMENT = data_path("policies", "teaching", "procurement.yaml")
MODELS = CONFORMANCE / "dmn"


@pytest.fixture
def run():
    runner = CliRunner()
    return lambda *arguments: runner.invoke(main, [*map(str, arguments), "--lang", "en"])


def test_a_policy_goes_to_dmn_and_back(run, tmp_path):
    model, back = tmp_path / "p.dmn", tmp_path / "p.yaml"
    result = run("convert", PROCUREMENT, model)
    assert (result.exit_code, result.stdout) == (0, f"{model}\n")
    assert "PR926" in result.stderr
    assert "overrides" in result.stderr
    assert run("convert", model, back).exit_code == 0
    assert perfrules.load_policy(back).policy.digest == perfrules.load_policy(PROCUREMENT).policy.digest


def test_the_wording_comes_back(run, tmp_path):
    model, back = tmp_path / "p.dmn", tmp_path / "p.yaml"
    run("convert", PROCUREMENT, model)
    run("convert", model, back)
    assert "超过5万元且不超过50万元" in back.read_text(encoding="utf-8")


def test_a_file_that_is_there_is_kept_unless_forced(run, tmp_path):
    target = tmp_path / "p.dmn"
    target.write_text("mine", encoding="utf-8")
    result = run("convert", PROCUREMENT, target)
    assert result.exit_code == 2
    assert "PR902" in result.stderr
    assert target.read_text(encoding="utf-8") == "mine"
    assert run("convert", PROCUREMENT, target, "--force").exit_code == 0


def test_one_decision_of_several_is_chosen(run, tmp_path):
    target = tmp_path / "fees.yaml"
    result = run("convert", MODELS / "fees.dmn", target)
    assert result.exit_code == 2
    assert "Sum of Fees" in result.stderr
    result = run("convert", MODELS / "fees.dmn", target, "--decision", "Sum of Feed")
    assert "PR916" in result.stderr
    assert run("convert", MODELS / "fees.dmn", target, "--decision", "Sum of Fees").exit_code == 0
    result = run("decide", target, "Years=5", "--dmn")
    assert json.loads(result.stdout) == "-9.7"


def test_names_with_blanks_stay(run, tmp_path):
    target = tmp_path / "seat.yaml"
    run("convert", MODELS / "travel-seat.dmn", target)
    for policy in (target, MODELS / "travel-seat.dmn"):
        result = run("decide", policy, "Grade=staff", "Travel Hours=6", "By Night=false", "--json")
        assert json.loads(result.stdout)["outcome"] == {"Seat Class": "first"}


@pytest.mark.parametrize(
    ("source", "target", "code"),
    [
        (PROCUREMENT, "p.txt", "PR901"),
        (PROCUREMENT.with_suffix(".csv"), "p.dmn", "PR901"),
        (PROCUREMENT.with_name("nowhere.yaml"), "p.dmn", "PR100"),
        (data_path("policies", "chengde", "wage-payment.yaml"), "p.dmn", "PR905"),
        (PROCUREMENT.with_suffix(".test.yaml"), "p.dmn", "PR905"),
    ],
)
def test_refused(run, tmp_path, source, target, code):
    result = run("convert", source, tmp_path / target, "--json")
    assert result.exit_code == 2
    assert [each["code"] for each in json.loads(result.stdout)["diagnostics"]] == [code]
    assert not (tmp_path / target).exists()


def test_json_names_the_target_and_the_notes(run, tmp_path):
    target = tmp_path / "p.dmn"
    data = json.loads(run("convert", PROCUREMENT, target, "--json").stdout)
    assert data["target"] == str(target)
    assert {each["severity"] for each in data["diagnostics"]} == {"info"}


def test_comments_that_no_table_holds_are_named(run, tmp_path):
    source = tmp_path / "p.yaml"
    source.write_text("# mine\n" + PROCUREMENT.read_text(encoding="utf-8"), encoding="utf-8")
    assert "not converted: comments" in run("convert", source, tmp_path / "p.xlsx").stderr


def test_a_sheet_goes_to_yaml_and_dmn(run, tmp_path):
    files = [tmp_path / "p.xlsx", tmp_path / "p.dmn", tmp_path / "q.yaml"]
    for source, target in zip([PROCUREMENT, *files], files, strict=False):
        assert run("convert", source, target).exit_code == 0
    digests = {perfrules.load_policy(file).policy.digest for file in [PROCUREMENT, *files]}
    assert len(digests) == 1


def test_the_fault_of_a_sheet_is_reported_by_its_cell(run, tmp_path):
    target = tmp_path / "p.xlsx"
    run("convert", PROCUREMENT, target)
    book = openpyxl.load_workbook(target)
    cell = next(each for row in book.active.iter_rows() for each in row if each.value == "5万元以下")
    cell.value = "5万天以下"
    book.save(target)
    result = run("convert", target, tmp_path / "p.yaml")
    assert result.exit_code == 2
    assert f"p.xlsx:决策表!{cell.coordinate}" in result.stderr


@pytest.mark.parametrize("library", ["xlsxwriter", "openpyxl"])
def test_a_library_that_is_not_installed_is_named(run, tmp_path, monkeypatch, library):
    monkeypatch.setitem(sys.modules, library, None)
    result = run("convert", PROCUREMENT, tmp_path / "p.xlsx")
    assert result.exit_code == 2
    assert "PR904" in result.stderr
    assert install_command("office") in result.stderr


def test_plain_rules_have_no_scope(tmp_path):
    target = tmp_path / "plain.yaml"
    source = data_path("policies", "chengde", "expenditure-approval.yaml")
    assert CliRunner().invoke(main, ["convert", str(source), str(target), "--plain"]).exit_code == 0
    text = target.read_text(encoding="utf-8")
    assert "scope" not in text
    assert text.count("category: 日常支出") == 3
