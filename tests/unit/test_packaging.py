"""What users get: the public names, and a wheel that holds types, grammar and policies."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from inspect import isfunction
from zipfile import ZipFile

import pytest
from paths import ROOT

import perfrules


@pytest.mark.parametrize("name", perfrules.__all__)
def test_every_public_name_is_there(name):
    assert getattr(perfrules, name) is not None
    assert name in dir(perfrules)


@pytest.mark.parametrize("name", perfrules.__all__)
def test_every_public_function_has_an_example(name):
    public = getattr(perfrules, name)
    assert not isfunction(public) or ">>>" in public.__doc__


def test_public_names_are_sorted_and_once():
    assert perfrules.__all__ == sorted(set(perfrules.__all__))


def test_other_names_are_refused():
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = perfrules.nothing


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The names of the files in a wheel built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    (path,) = folder.glob("*.whl")
    with ZipFile(path) as archive:
        return set(archive.namelist())


def below(folder, *suffixes):
    return {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / folder).rglob("*")
        if path.suffix in suffixes and "__pycache__" not in path.parts
    }


def test_the_wheel_says_that_it_is_typed(wheel):
    assert "perfrules/py.typed" in wheel


def test_the_wheel_has_every_module_and_the_page_of_reports(wheel):
    data = below("perfrules", ".py", ".j2", ".css")
    assert {"perfrules/reports/forms/page.html.j2", "perfrules/reports/forms/page.css"} <= data <= wheel


@pytest.mark.parametrize("folder", ["grammar", "policies"])
def test_the_wheel_has_all_data_inside_the_package(wheel, folder):
    data = below(folder, ".yaml", ".json", ".lark")
    assert data
    assert {f"perfrules/_data/{name}" for name in data} <= wheel


def test_the_wheel_has_nothing_beside_the_package(wheel):
    tops = {name.partition("/")[0] for name in wheel}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert tops == {"perfrules", f"perfrules-{project['version']}.dist-info"}
