"""Outputs of commands: no input is overwritten, and keys are in the language asked for."""

from __future__ import annotations

import json
import shutil

import pytest
from click.testing import CliRunner
from paths import EXAMPLES, POLICIES

from perfrules.cli import main

APPROVAL = POLICIES / "teaching" / "procurement.yaml"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shutil.copy(APPROVAL, "p.yaml")
    shutil.copy(APPROVAL.with_suffix(".test.yaml"), "p.test.yaml")
    shutil.copytree(EXAMPLES / "chengde-2021", "sheets")
    (tmp_path / "law.txt").write_text("第一条", encoding="utf-8")
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(main, [*map(str, arguments), "--lang", "en"])


def contents(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    "command",
    [
        "check p.yaml --picture p.yaml",
        "check p.yaml --picture ./p.yaml --json",
        "check . --picture p.yaml",
        "check p.yaml --source law.txt --picture law.txt",
        "test p.test.yaml --junit p.test.yaml",
        "test p.test.yaml --junit p.yaml",
        "test . --junit p.yaml",
        "convert p.yaml p.yaml --force",
        "convert p.yaml sheets/../p.yaml --force",
    ],
)
def test_an_output_that_is_an_input_is_refused(folder, command):
    before = contents(folder)
    result = run(*command.split())
    assert result.exit_code == 2
    assert "PR163" in result.stdout + result.stderr
    assert contents(folder) == before
    if "--json" in command:
        assert json.loads(result.stdout)["diagnostics"][0]["code"] == "PR163"


@pytest.mark.parametrize("command", ["score", "monitor"])
def test_a_form_does_not_replace_the_actuals(folder, command):
    actuals = folder / "a.json"
    actuals.write_text("kind: actuals\n", encoding="utf-8")
    result = run(command, "sheets", "--actuals", actuals, "-o", actuals)
    assert (result.exit_code, "PR163" in result.stderr) == (2, True)
    assert actuals.read_text(encoding="utf-8") == "kind: actuals\n"


def test_import_does_not_replace_its_source(folder):
    sheet = next((folder / "sheets").glob("*.yaml"))
    run("import", sheet, "-o", "out")
    (written,) = (folder / "out").iterdir()
    written.write_bytes(written.read_bytes() + b"# mine\n")
    before = written.read_bytes()
    result = run("import", written, "-o", "out", "--force")
    assert (result.exit_code, "PR163" in result.stderr) == (2, True)
    assert written.read_bytes() == before


@pytest.mark.parametrize(
    ("source", "asked", "expected"),
    [("en", None, "en"), ("zh", None, "zh"), ("en", "zh", "zh"), ("zh", "en", "en")],
)
def test_keys_are_in_the_language_asked_for_else_of_the_source(folder, source, asked, expected):
    run("fmt", "p.yaml", "--keys", source)
    sheet = next(path for path in (folder / "sheets").glob("*.yaml") if "actuals" not in path.name)
    run("fmt", sheet, "--keys", source)
    more = [] if asked is None else ["--keys", asked]
    assert run("convert", "p.yaml", "q.yaml", *more).exit_code == 0
    assert run("import", sheet, "-o", "out", *more).exit_code in {0, 1}
    word = {"zh": "类别:", "en": "kind:"}[expected]
    for path in (folder / "q.yaml", *(folder / "out").iterdir()):
        assert f"\n{word}" in "\n" + path.read_text(encoding="utf-8")


@pytest.mark.usefixtures("folder")
def test_paths_that_no_file_system_accepts():
    for name in ("x" * 300 + ".yaml", "a/" * 2000 + "b.yaml", "n\udcff.yaml"):
        for command in ("check", "score", "test", "fmt", "import", "verify"):
            result = CliRunner().invoke(main, [command, name])
            assert result.exit_code in {1, 2}, (command, result.output)
            assert result.exception is None or isinstance(result.exception, SystemExit), command
