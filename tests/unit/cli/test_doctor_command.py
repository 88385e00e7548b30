"""What the doctor tells of an installation."""

import json

from click.testing import CliRunner

from perfrules.cli import doctor, main


def run(*arguments):
    return CliRunner().invoke(main, ["doctor", *arguments])


def test_versions_of_what_is_installed():
    data = json.loads(run("--json").stdout)
    assert data["installed"]["core"]["attrs"]
    assert data["calendar"]["first"] == 2004
    assert set(data["installed"]) >= {"core", "office"}
    assert not {"test", "check", "benchmarks"} & set(data["installed"])


def test_what_is_missing_is_told_with_how_to_get_it(monkeypatch):
    monkeypatch.setattr(doctor, "_version", lambda name: None if name == "openpyxl" else "1.0")
    assert json.loads(run("--json").stdout)["installed"]["office"]["openpyxl"] is None
    result = run("--lang", "zh")
    assert result.exit_code == 0
    (line,) = [line for line in result.stdout.splitlines() if "openpyxl" in line]
    assert "未安装" in line
    assert 'pip install "perfrules[office]"' in line
    assert "missing" in run("--lang", "en").stdout
