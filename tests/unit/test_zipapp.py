"""The library works from an archive: its data are read from inside it."""

from __future__ import annotations

import compileall
import json
import os
import subprocess
import sys
import zipapp
from py_compile import PycInvalidationMode
from shutil import copytree, ignore_patterns

import pytest
from paths import ROOT

_MAIN = "import perfrules, sys\nfrom perfrules.cli import main\nmain(prog_name='perfrules')\n"
_ONLY_SOURCES = ignore_patterns("__pycache__")


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """An installed tree as `python -m zipapp` packs it; dependencies come from this environment."""
    tree = tmp_path_factory.mktemp("tree")
    copytree(ROOT / "perfrules", tree / "perfrules", ignore=_ONLY_SOURCES)
    for name in ("grammar", "policies"):
        copytree(ROOT / name, tree / "perfrules" / "_data" / name, ignore=_ONLY_SOURCES)
    (tree / "__main__.py").write_text(_MAIN, encoding="utf-8")
    # Nothing is compiled into an archive later, so each of the starts below would compile everything.
    compileall.compile_dir(tree, quiet=1, legacy=True, invalidation_mode=PycInvalidationMode.UNCHECKED_HASH)
    target = tmp_path_factory.mktemp("archive") / "perfrules.pyz"
    zipapp.create_archive(tree, target)
    return target


@pytest.fixture(scope="module")
def run(archive, tmp_path_factory):
    folder, scratch = tmp_path_factory.mktemp("work"), tmp_path_factory.mktemp("scratch")

    def command(*arguments, code=0):
        done = subprocess.run(
            [sys.executable, archive, *map(str, arguments)],
            capture_output=True, text=True, cwd=folder, timeout=120, check=False,
            env={**os.environ, "TMPDIR": str(scratch)},
        )  # fmt: skip
        assert done.returncode == code, done.stderr
        assert list(scratch.iterdir()) == [], "what was unpacked is removed"
        return done.stdout

    return command


@pytest.fixture(scope="module")
def demo(run):
    """The folder that the command writes, which each start below reads."""
    run("demo", "demo")
    return "demo"


def test_an_expression_is_read(run):
    assert json.loads(run("parse", "不低于95%", "--json"))["reading"]["operator"] == ">="


def test_a_shipped_policy_decides(run):
    data = json.loads(run("decide", "teaching.procurement", "amount=1万元", "--json", code=2) or "{}")
    assert data["diagnostics"]
    decided = run("decide", "chengde.expenditure-approval", "amount=1.5万元", "category=日常支出", "--json")
    assert json.loads(decided)["rules"] == ["leaders"]


def test_the_policies_that_ship_are_listed_and_proved(run):
    assert "mof.self-evaluation-2020" in run("policies")
    run("check", "chengde.expenditure-approval")


def test_a_message_is_explained(run):
    assert "PR201" in run("explain", "PR201")


def test_the_demo_is_written_scored_and_tested(run, demo):
    for command in ("score", "test", "check"):
        run(command, demo)
    run("verify", f"{demo}/form.xlsx")


def test_forms_are_written(run, demo):
    for ending in ("html", "docx", "xlsx"):
        run("score", demo, "-o", f"form.{ending}")


def test_the_code_comes_from_the_archive(archive):
    script = f"import sys; sys.path.insert(0, {str(archive)!r}); import perfrules; print(perfrules.__file__)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.startswith(str(archive))
