"""The command of a hint: the extra from a registry, its libraries where perfrules came from a folder."""

from __future__ import annotations

from importlib import metadata

import pytest

from perfrules.resources.extras import install_command

REQUIRES = [
    "attrs>=23",
    "xlrd>=2; extra == 'documents'",
    "lxml>=5; extra == 'documents'",
    "polars; extra == 'frames'",
]


class Installed:
    def __init__(self, origin: str | None) -> None:
        self.origin, self.requires = origin, REQUIRES

    def read_text(self, _name: str) -> str | None:
        return self.origin


def missing(_name: str) -> None:
    raise metadata.PackageNotFoundError


def test_the_command_fits_the_installation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/my venv/bin/python")
    of_registry = "'/my venv/bin/python' -m pip install \"perfrules[documents]\""
    monkeypatch.setattr(metadata, "distribution", lambda _name: Installed(None))
    assert install_command("documents") == of_registry
    monkeypatch.setattr(metadata, "distribution", lambda _name: Installed("{}"))
    assert install_command("documents") == "'/my venv/bin/python' -m pip install lxml xlrd"
    monkeypatch.setattr(metadata, "distribution", missing)
    assert install_command("documents") == of_registry


def test_an_interpreter_without_a_path_is_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "")
    assert install_command("documents").startswith("python -m pip install ")
