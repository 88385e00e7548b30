"""What the doctor tells of an installation."""

import json
from importlib.metadata import PackageNotFoundError

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
    (line,) = [line for line in result.stdout.splitlines() if "openpyxl" in line]
    assert "未安装" in line
    assert install_command("office") in line
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
