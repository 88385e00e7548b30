"""The pytest plugin: each case in a file NAME.test.yaml of `kind: tests` is a test.

Loading it costs nothing but pytest; the library is loaded with the first file that is collected.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from perfrules.testing.pytest_items import PolicyTests

_SUFFIXES = ".test.yaml", ".test.yml"
# A file that says nothing of its kind, or another kind, is somebody else's.
_KIND = re.compile(r"""^\{?["']?(?:kind|类别)["']?: *["']?(?:tests|用例)["']? *(?:[,}#]|$)""", re.MULTILINE)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`perfrules_collect = false` leaves files of tests alone; `perfrules_lang` chooses the words."""
    parser.addini("perfrules_collect", "collect the tests beside policies", type="bool", default=True)
    parser.addini("perfrules_lang", "language of failing policy tests, zh or en", default="")


def pytest_configure(config: pytest.Config) -> None:
    """Reject an unknown language."""
    asked = config.getini("perfrules_lang")
    if asked not in {"", "zh", "en"}:
        raise pytest.UsageError(f"perfrules_lang is zh or en, not {asked}")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> PolicyTests | None:
    """A file of tests, where it says that it is one."""
    if not (file_path.name.endswith(_SUFFIXES) and parent.config.getini("perfrules_collect")):
        return None
    if not _says_tests(file_path):
        return None
    # Late: the library is loaded with the first file of tests, not with every run of pytest.
    from perfrules.testing.pytest_items import PolicyTests

    collector: PolicyTests = PolicyTests.from_parent(parent, path=file_path)
    return collector


def _says_tests(path: Path) -> bool:
    """Whether a file says that it holds tests; what cannot be read is told of when it is collected."""
    try:
        data = path.read_bytes()
    except OSError:
        return True
    encoding = "utf-8" if data.isascii() or _is_utf8(data) else "gb18030"
    return _KIND.search(data.decode(encoding, "replace").replace("\r", "")) is not None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
