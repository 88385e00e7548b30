"""What the doctor tells of an installation."""

import json
from importlib.metadata import PackageNotFoundError

import pytest
from click.testing import CliRunner

from perfrules.cli import doctor, main
from perfrules.resources.extras import install_command


def run(*arguments):
    return CliRunner().invoke(main, ["doctor", *arguments])


def test_versions_of_what_is_installed():
    data = json.loads(run("--json").stdout)
    assert data["installed"]["core"]["attrs"]
    assert data["calendar"]["first"] == 2004
    assert set(data["installed"]) >= {"core", "office"}
    assert not {"test", "check", "benchmarks"} & set(data["installed"])


def test_a_missing_component_is_shown_with_how_to_get_it(monkeypatch):
    def without_openpyxl(name):
        if name == "openpyxl":
            raise PackageNotFoundError(name)
        return "1.0"

    monkeypatch.setattr(doctor, "version", without_openpyxl)
    assert json.loads(run("--json").stdout)["installed"]["office"]["openpyxl"] is None
    result = run("--lang", "zh")
    assert result.exit_code == 0
    (line,) = [line for line in result.stdout.splitlines() if line.strip().startswith("openpyxl")]
    assert "未安装" in line
    assert result.stdout.count(install_command("office")) == 1
    assert "missing" in run("--lang", "en").stdout


def test_the_files_that_are_read_are_named(monkeypatch):
    monkeypatch.setattr(doctor, "libreoffice", lambda: None)
    reads = json.loads(run("--json").stdout)["reads"]
    assert reads[".docx"]
    assert not reads[".doc"]
    lines = run("--lang", "zh").stdout.splitlines()
    (missing,) = [line for line in lines if line.startswith("不能读取的文件")]
    assert ".doc、.wps" in missing
    assert "LibreOffice" in missing
    assert ".doc、" not in next(line for line in lines if line.startswith("能读取的文件"))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_component_and_each_command_is_named_once(monkeypatch, language):
    def only_the_core(name):
        if name in {"attrs", "click", "perfrules"}:
            return "1.0"
        raise PackageNotFoundError(name)

    monkeypatch.setattr(doctor, "version", only_the_core)
    monkeypatch.setattr(doctor, "libreoffice", lambda: None)
    lines = run("--lang", language).stdout.splitlines()
    names = [line.split()[0] for line in lines if line.startswith(" ") and line.strip("─ ")]
    assert "polars" in names
    assert len(names) == len(set(names))
    commands = [line for line in lines if "-m pip install" in line]
    assert len(commands) == len({line.partition(" -m pip install ")[2] for line in commands}) > 3
    assert not any(".docx" in line and ".doc、" in line for line in lines)
