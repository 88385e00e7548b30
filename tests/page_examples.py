"""Every example in the pages of docs/ is run, page by page, in a folder of its own.

- A ```python block is run; one with `>>>` must print what is shown.
- A ```sh block is run line by line; lines that do not begin with `perfrules` or `NAME=VALUE perfrules` are
  left to the reader. Those with a variable run in a process of their own, as variables are read once.
  A ```text block right below it is an excerpt of the output: each of its lines must be printed.
- `<!-- file: NAME -->` above a block writes the block to that file first. A comment that goes on after the
  name has the text of the file itself, for files that need not be shown.
- `<!-- uses: PATH as NAME -->` copies a file or folder of the repository into the folder of the page.
- `<!-- exit: N -->` above a ```sh block: its commands end with N. Otherwise 0 and 1 are allowed, 2 is not.
"""

from __future__ import annotations

import doctest
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterable
from contextlib import chdir
from pathlib import Path

from click.testing import CliRunner
from sybil import Document, Example, Region, Sybil
from sybil.parsers.markdown import PythonCodeBlockParser

from perfrules.cli import main

ROOT = Path(__file__).parents[1]
FILE = re.compile(r"<!-- file: (\S+)(?: -->\n```\w+\n(.*?)^```|\n(.*?)^-->)", re.MULTILINE | re.DOTALL)
USES = re.compile(r"<!-- uses: (\S+) as (\S+) -->")
SHELL = re.compile(
    r"(?:<!-- exit: (\d) -->\n)?```sh\n(.*?)^```(?:\n+```text\n(.*?)^```)?", re.MULTILINE | re.DOTALL
)


def files(document: Document) -> Iterable[Region]:
    """The files that a page writes."""
    for found in FILE.finditer(document.text):
        yield Region(found.start(), found.end(), found.groups(), _write)


def copies(document: Document) -> Iterable[Region]:
    """The files and folders of the repository that a page uses."""
    for found in USES.finditer(document.text):
        yield Region(found.start(), found.end(), found.groups(), _copy)


def commands(document: Document) -> Iterable[Region]:
    """The blocks of commands, each with the output shown below it."""
    for found in SHELL.finditer(document.text):
        yield Region(found.start(), found.end(), found.groups(), _run)


def _write(example: Example) -> None:
    name, shown, hidden = example.parsed
    path = Path(example.namespace["folder"], name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(shown or hidden, encoding="utf-8")


def _copy(example: Example) -> None:
    source, target = ROOT / example.parsed[0], Path(example.namespace["folder"], example.parsed[1])
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target)
    else:
        shutil.copyfile(source, target)


def _run(example: Example) -> str | None:
    """Run the commands of a block; return what is wrong."""
    code, lines, excerpt = example.parsed
    printed = ""
    for line in lines.splitlines():
        words = shlex.split(line, comments=True)
        if "perfrules" not in words[:2]:
            continue
        ended, output = _outcome(words)
        if ended not in ({int(code)} if code else {0, 1}):
            return f"{line}\nended with {ended}\n{output}"
        printed += output
    shown = {_plain(line) for line in printed.splitlines()}
    missing = [line for line in (excerpt or "").splitlines() if _plain(line) not in shown | {"", "…"}]
    return "\n".join(["not printed:", *missing, "but:", printed]) if missing else None


def _outcome(words: list[str]) -> tuple[int, str]:
    """The exit code of a command, and what it prints."""
    surroundings = {"COLUMNS": "140", "PATH": _INSTALLED}
    if words[0] == "perfrules":
        result = CliRunner().invoke(main, words[1:], env=surroundings)
        raised = result.exception if not isinstance(result.exception, SystemExit) else None
        return result.exit_code, f"{result.stdout}{result.stderr}{raised or ''}"
    name, _, value = words[0].partition("=")
    done = subprocess.run(
        words[1:], env={**os.environ, **surroundings, name: value}, capture_output=True, text=True
    )
    return done.returncode, done.stdout + done.stderr


_INSTALLED = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
"""Where programs are found: the command `perfrules` of this environment first."""


def _plain(line: str) -> str:
    return " ".join(line.split())


OPTIONS = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
PAGES = Sybil(
    parsers=[files, copies, commands, PythonCodeBlockParser(doctest_optionflags=OPTIONS)], patterns=["*.md"]
)


def run_page(page: Path, folder: Path) -> None:
    """Run the examples of a page one after the other in a folder.

    Raises:
        SybilFailure: an example fails.
    """
    document = PAGES.parse(page)
    document.namespace["folder"] = folder
    with chdir(folder):
        for example in document:
            example.evaluate()
