"""The pytest plugin: each case in a file NAME.test.yaml of `kind: tests` is a test.

The plugin imports only pytest and the standard library when it loads. Late imports load the library with the
first collected file.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from perfrules.testing.pytest_items import PolicyTests

_SUFFIXES = ".test.yaml", ".test.yml"
# Files without a kind, or of another kind, belong to other tools.
_KIND = re.compile(r"""^\{?["']?(?:kind|类别)["']?: *["']?(?:tests|用例)["']? *(?:[,}#]|$)""", re.MULTILINE)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `perfrules_collect` (false ignores files of tests) and `perfrules_lang` (zh or en)."""
    parser.addini("perfrules_collect", "collect the tests beside policies", type="bool", default=True)
    parser.addini("perfrules_lang", "language of failing policy tests, zh or en", default="")


def pytest_configure(config: pytest.Config) -> None:
    """Reject an unknown language."""
    asked = config.getini("perfrules_lang")
    if asked not in {"", "zh", "en"}:
        raise pytest.UsageError(f"perfrules_lang is zh or en, not {asked}")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> PolicyTests | None:
    """Collect a file that declares `kind: tests`."""
    if not (file_path.name.endswith(_SUFFIXES) and parent.config.getini("perfrules_collect")):
        return None
    if not _says_tests(file_path):
        return None
    # Late: the library is loaded with the first file of tests, not with every run of pytest.
    from perfrules.testing.pytest_items import PolicyTests

    collector: PolicyTests = PolicyTests.from_parent(parent, path=file_path)
    return collector


def _says_tests(path: Path) -> bool:
    """Whether a file declares tests. An unreadable file counts: collecting it reports the error."""
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
