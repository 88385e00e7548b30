"""Files of `kind: tests`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from attrs import field, frozen

from perfrules.diagnostics import Diagnostic, PerfrulesError, all_codes
from perfrules.documents import Document, DocumentError, read_document, read_text
from perfrules.documents.discovery import yaml_files
from perfrules.policies.base.collector import Collector
from perfrules.policies.base.errors import PolicyError
from perfrules.policies.loader import files_named, may_be_policy
from perfrules.testing.errors import SuiteError

ENDING = ".test"
"""The end of the name of a file of tests, before its suffix."""

ERROR = "error"
"""The key of an expected error."""


@frozen
class Case:
    """Given facts, a day, and the expected values.

    `expected` holds plain data of the file by name. `path` is the place of the case in its document.
    """

    document: Document = field(repr=False)
    path: tuple[str | int, ...]
    title: str
    given: Mapping[str, Any] = field(hash=False)
    as_of: date | None
    expected: Mapping[str, Any] = field(hash=False)

    @property
    def line(self) -> int:
        """The first line of the case in its file."""
        return self.document.source.place(self.document.span(*self.path).start).line

    def diagnostic(self, code: str, *path: str | int, **arguments: str) -> Diagnostic:
        """A diagnostic about a place in the case."""
        return self.document.diagnostic(code, *self.path, *path, **arguments)


@frozen
class Suite:
    """The cases of one file. `policy` names the tested policy; None means the file beside it."""

    path: Path
    document: Document = field(repr=False)
    policy: str | None
    cases: tuple[Case, ...]


def read_suite(path: Path) -> Suite:
    """Read the tests in a file.

    Raises:
        DocumentError: the file cannot be read or is not a file of tests.
        SuiteError: PR505 for a wrong day, PR604 for a case without one clear expectation, PR607 for an
        unknown
            code.
    """
    document = read_document(path, "tests")
    collector = Collector(document)
    plain = document.plain
    cases = tuple(_case(document, at, each, collector) for at, each in enumerate(plain["tests"]))
    try:
        collector.raise_all()
    except PolicyError as error:
        raise SuiteError(*error.diagnostics) from error
    return Suite(path, document, plain.get("policy"), cases)


def _case(document: Document, at: int, plain: Mapping[str, Any], collector: Collector) -> Case:
    path = ("tests", at)
    expected = dict(plain.get("expect", {}))
    if (ERROR in plain) == bool(expected) or (ERROR in expected and len(expected) > 1):
        collector.report("PR604", *path)
    if ERROR in plain:
        expected[ERROR] = plain[ERROR]
    if expected.get(ERROR, all_codes()[0]) not in all_codes():
        where = (ERROR,) if ERROR in plain else ("expect", ERROR)
        collector.report("PR607", *path, *where, text=expected[ERROR])
    day = _day(plain.get("as_of"), path, collector)
    return Case(document, path, plain.get("title", ""), plain.get("given", {}), day, expected)


def _day(text: str | None, path: tuple[str | int, ...], collector: Collector) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        collector.report("PR505", *path, "as_of", text=str(text))
        return None


def find_suites(paths: Iterable[Path]) -> tuple[list[Path], list[Diagnostic]]:
    """Find the files of tests in files and folders; a policy, by file or id, means the tests beside it.

    Also returns PR500 for an unknown id, PR100 for each missing path, PR600 for each folder without tests and
    PR618 for each policy without tests beside it.
    """
    files: list[Path] = []
    problems: list[Diagnostic] = []
    for path in paths:
        try:
            found = _suites_of(path)
        except PerfrulesError as error:
            problems += error.diagnostics
            continue
        files += found
        if not found:
            problems.append(Diagnostic("PR600" if path.is_dir() else "PR100", {"name": str(path)}))
    return list(dict.fromkeys(files)), problems


def _suites_of(path: Path) -> list[Path]:
    if path.is_dir():
        return [each for each in yaml_files(path) if is_suite(each)]
    return [_beside(each) for each in files_named(path) if each.exists()]


def _beside(path: Path) -> Path:
    beside = path.with_name(f"{path.stem}{ENDING}{path.suffix}")
    if is_suite(path) or beside.exists():
        return path if is_suite(path) else beside
    if may_be_policy(read_text(path).source.text):
        raise DocumentError(Diagnostic("PR618", {"name": path.name, "tests": beside.name}))
    return path


def is_suite(path: Path) -> bool:
    """Whether a file is named as a file of tests.

    >>> is_suite(Path("approval.test.yaml")), is_suite(Path("approval.yaml"))
    (True, False)
    """
    return path.stem.endswith(ENDING)
