"""Files that vanish while they are read, and characters that nobody sees, wherever people can write them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from paths import ROOT

from perfrules.cli import main

POLICY = ROOT / "policies" / "chengde" / "expenditure-approval.yaml"
SHEETS = ROOT / "examples" / "chengde-2021"
UNSEEN = ["\u200b", "\u202e", "\u2066", "\ufeff", "\u00ad", "\u0000", "\u001b", "\u0085"]


def run(*arguments):
    result = CliRunner().invoke(main, [str(each) for each in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(SHEETS, tmp_path / "folder")
    shutil.copy(POLICY, tmp_path / "folder" / "policy.yaml")
    return tmp_path / "folder"


class TestWhatVanishes:
    @pytest.mark.parametrize("command", ["score", "check", "monitor", "test", "fmt", "import"])
    @pytest.mark.parametrize("reads", [0, 1, 3])
    def test_a_folder(self, folder, monkeypatch, command, reads):
        """The folder is removed after some files were read: the command says so, and nothing is raised."""
        left = [reads]
        read_bytes = Path.read_bytes

        def read_and_remove(path):
            if folder in path.parents:
                if not left[0]:
                    shutil.rmtree(folder, ignore_errors=True)
                left[0] -= 1
            return read_bytes(path)

        monkeypatch.setattr(Path, "read_bytes", read_and_remove)
        result = run(command, folder)
        assert result.exit_code == 2 or left[0] >= 0

    @pytest.mark.parametrize("command", ["score", "check", "monitor", "verify", "import", "test", "fmt"])
    def test_a_link_to_nothing(self, tmp_path, command):
        (tmp_path / "gone.yaml").symlink_to(tmp_path / "nothing.yaml")
        assert run(command, tmp_path / "gone.yaml").exit_code == 2


@pytest.mark.parametrize("character", UNSEEN, ids=ascii)
class TestUnseenCharacters:
    """They are refused or shown as code points, and never printed as they are."""

    def check(self, result, character):
        assert result.exit_code in {1, 2}
        assert character not in result.output

    def test_in_an_expression(self, character):
        self.check(run("parse", f"≥9{character}5%"), character)

    def test_in_a_fact(self, character):
        result = run(
            "decide", "chengde.expenditure-approval", f"amount=1{character}5万元", "category=日常支出"
        )
        self.check(result, character)

    def test_in_a_choice(self, character):
        result = run(
            "decide", "chengde.expenditure-approval", "amount=1万元", f"category=日常{character}支出"
        )
        self.check(result, character)

    @pytest.mark.parametrize("command", ["check", "test", "fmt"])
    def test_in_a_policy(self, tmp_path, character, command):
        text = POLICY.read_text(encoding="utf-8").replace("元", f"元{character}", 1)
        (tmp_path / "p.yaml").write_text(text, encoding="utf-8")
        self.check(run(command, tmp_path / "p.yaml"), character)

    @pytest.mark.parametrize("command", ["score", "monitor"])
    def test_in_a_sheet(self, tmp_path, character, command):
        sheet = next(SHEETS.glob("part2*.yaml")).read_text(encoding="utf-8")
        target = next(line for line in sheet.splitlines() if "target:" in line or "指标值:" in line)
        (tmp_path / "s.yaml").write_text(sheet.replace(target, f"{target}{character}"), encoding="utf-8")
        self.check(run(command, tmp_path / "s.yaml"), character)

    def test_in_a_path_and_an_option(self, character):
        if character != "\u0000":  # no path has it
            self.check(run("check", f"no{character}such.yaml"), character)
        self.check(run("score", "x", f"--as-of=2021{character}"), character)
