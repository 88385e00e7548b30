"""Runs of the examples of messages: what the command, or Python, reports for a text."""

from __future__ import annotations

import ast
import os
import re
import tempfile
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import cache
from pathlib import Path
from typing import Any

from click.testing import CliRunner

import perfrules
from perfrules.analysis.findings.finding import Finding
from perfrules.cli import main
from perfrules.diagnostics import Diagnostic, Language
from perfrules.reports.findings.code_examples import example_run

_CODE = re.compile(r'\[(PR\d{3})\]|"code": "(PR\d{3})"')


def reported(kind: str, text: str, language: Language) -> AbstractSet[str]:
    """The codes that the run of an example prints, in an empty folder with the files of the run."""
    run = example_run(kind, text, language)
    is_program = run.arguments[0] == "python"
    return _codes(tuple(run.arguments), tuple(run.files.items()), None if is_program else language)


@cache
def _codes(
    arguments: tuple[str, ...], files: tuple[tuple[str, str], ...], language: Language | None
) -> AbstractSet[str]:
    """Many codes share their good example, and a program has no language: each run is made once."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            for name, content in files:
                Path(name).parent.mkdir(exist_ok=True)
                Path(name).write_text(content, encoding="utf-8")
            return _raised(arguments[1]) if language is None else _printed(arguments, language)
        finally:
            os.chdir(before)


def _printed(arguments: tuple[str, ...], language: Language) -> set[str]:
    command, *others = arguments
    result = CliRunner().invoke(main, [command, "--lang", language, *others])
    assert result.exit_code in (0, 1, 2), result.output
    assert isinstance(result.exception, SystemExit | None), result.exception
    return {found[1] or found[2] for found in _CODE.finditer(result.output)}


def _raised(text: str) -> set[str]:
    """The codes of what the program raises, or of what its last expression gives."""
    program = ast.parse(text)
    last = program.body.pop() if isinstance(program.body[-1], ast.Expr) else None
    names: dict[str, Any] = {"perfrules": perfrules}
    try:
        exec(compile(program, "example", "exec"), names)  # noqa: S102 - the examples are ours
        given = eval(compile(ast.Expression(last.value), "example", "eval"), names) if last else ()  # noqa: S307 - ours
    except perfrules.PerfrulesError as error:
        given = error.diagnostics
    return set(_codes_of(given))


def _codes_of(given: Any) -> Iterator[str]:
    """The codes of the diagnostics or findings that a value has or lists; a column of a frame has codes."""
    has = getattr(given, "diagnostics", given)
    for each in has if isinstance(has, list | tuple) else ():
        if isinstance(each, Diagnostic | Finding):
            diagnostic = each.diagnostic if isinstance(each, Finding) else each
            # A fact that a message needs and does not get ends in a KeyError.
            assert all((diagnostic.message(language), diagnostic.help(language)) for language in ("zh", "en"))
            yield each.code
        elif isinstance(each, str) and each.startswith("PR"):
            yield each
