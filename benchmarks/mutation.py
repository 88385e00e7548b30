"""Which small faults in the code no unit test notices: `python benchmarks/mutation.py perfrules/values`.

Each mutant is a copy of the code with one change: another comparison, another number, `and` for `or`,
a dropped `not`, `None` for a result. The unit tests of the module's folder and its doctests run on it until
one fails. A mutant survives if none does. The sample is drawn by seed, so that a run can be repeated:

    python benchmarks/mutation.py perfrules/engine/monitoring/plan.py --sample 40 --seed 7
    python benchmarks/mutation.py perfrules/analysis --also tests/properties/test_analysis.py

Mutants that change nothing that can be seen are listed in `equivalent_mutants.txt` and are not drawn.
"""

from __future__ import annotations

import argparse
import ast
import compileall
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import NoReturn

import pytest

HERE = Path(__file__).parents[1]
EQUIVALENT = Path(__file__).with_name("equivalent_mutants.txt")
LIBRARIES = ("attrs", "click", "hypothesis", "jsonschema", "lark", "rich", "yaml")
OPTIONS = ["-x", "-q", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
INTERNAL_ERROR = 3
SECONDS = 120
"""A mutant that takes longer is killed: it loops, or a test with a limit would fail."""
COMPARISONS = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
ARITHMETIC = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.LShift: ast.RShift}
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}


@dataclass(frozen=True)
class Mutant:
    """A file with the text of one node replaced."""

    path: Path
    line: int
    start: int
    end: int
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.path.as_posix()}: {self.old} -> {self.new}".replace("\n", " ")

    def apply(self, source: bytes) -> bytes:
        return source[: self.start] + self.new.encode() + source[self.end :]


def changed(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes that may take the place of a node."""
    match node:
        case ast.Compare(left, [op], [right]) if type(op) in COMPARISONS:
            yield ast.Compare(left, [COMPARISONS[type(op)]()], [right])
        case ast.BoolOp(op, values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
        case ast.UnaryOp(ast.Not(), operand):
            yield operand
        case ast.BinOp(left, op, right) if type(op) in ARITHMETIC:
            yield ast.BinOp(left, ARITHMETIC[type(op)](), right)
        case ast.Constant(bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(int(value)):
            yield ast.Constant(value + 1)
            yield ast.Constant(value - 1)
        case ast.Call(ast.Name(name), arguments, keywords) if name in NAMES:
            yield ast.Call(ast.Name(NAMES[name]), arguments, keywords)
        case ast.Return(value) if value is not None and not _is_none(value):
            yield ast.Return(ast.Constant(None))


def _is_none(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def code(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes that a run executes, except f-strings: Python 3.11 does not know where their parts are."""
    if isinstance(node, ast.JoinedStr | ast.AnnAssign) and not getattr(node, "value", None):
        return
    yield node
    for name, value in ast.iter_fields(node):
        if name in {"annotation", "returns", "decorator_list"} or isinstance(node, ast.JoinedStr):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from code(child)


def mutants(path: Path) -> Iterator[Mutant]:
    """All mutants of a file."""
    source = (HERE / path).read_bytes()
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    for node in code(ast.parse(source)):
        for other in changed(node):
            start = starts[node.lineno - 1] + node.col_offset
            end = starts[node.end_lineno - 1] + node.end_col_offset
            new = ast.unparse(ast.fix_missing_locations(other))
            # A changed expression keeps its place among its neighbours.
            new = new if isinstance(other, ast.Return | ast.Constant) else f"({new})"
            yield Mutant(path, node.lineno, start, end, source[start:end].decode(), new)


def tests_of(path: Path, root: Path) -> list[str]:
    """The module's doctests, the unit tests of the folder that mirrors its own, and its package's cases."""
    folder = Path("tests", "unit", *path.parent.parts[1:])
    while not (root / folder).is_dir():
        folder = folder.parent
    cases = Path("tests", "conformance", f"test_{path.parts[1]}.py")
    return [str(path), str(folder), *([str(cases)] if (root / cases).is_file() else [])]


def survives(mutant: Mutant, root: Path, also: list[str]) -> bool:
    """Whether all tests pass on the mutant."""
    file = root / mutant.path
    original = file.read_bytes()
    file.write_bytes(mutant.apply(original))
    try:
        return passes(mutant.path, root, also)
    finally:
        file.write_bytes(original)


def passes(path: Path, root: Path, also: list[str]) -> bool:
    """Whether all tests of a module pass. They run in a fork, which has the libraries already loaded."""
    child = os.fork()
    if not child:
        run_tests(root, [*tests_of(path, root), *also])
    return waited(child) == 0


def run_tests(root: Path, tests: list[str]) -> NoReturn:
    """Run tests in this process, without a word, and end it with the exit code of pytest."""
    code = INTERNAL_ERROR
    try:
        os.setsid()
        os.chdir(root)
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        code = int(pytest.main([*OPTIONS, *tests]))
    finally:
        # Without the clean-up of the process that was forked.
        os._exit(code)


def waited(child: int) -> int:
    """The exit code of a child, -1 if it takes too long."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.05)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return -1


def copied(folder: Path) -> Path:
    """A copy of the files under version control and of new ones, with bytecode of the library."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=HERE,
        capture_output=True,
        check=True,
    )
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (HERE / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(HERE / name, folder / name)
    compileall.compile_dir(folder / "perfrules", quiet=2)
    return folder


def prepare(root: Path) -> None:
    """Let this process and its children import perfrules from the copy; load the heavy libraries once."""
    os.environ["PYTHONPATH"] = str(root)
    sys.path.insert(0, str(root))
    sys.dont_write_bytecode = True
    for library in LIBRARIES:
        import_module(library)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "paths", nargs="+", type=Path, help="modules or folders, from the root of the checkout"
    )
    parser.add_argument("--sample", type=int, default=40, help="how many mutants to try")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--also", nargs="*", default=[], help="more tests to run on each mutant")
    asked = parser.parse_args()
    files = [
        file.relative_to(HERE)
        for path in asked.paths
        for file in (sorted((HERE / path).rglob("*.py")) if path.is_dir() else [HERE / path])
    ]
    known = set(EQUIVALENT.read_text(encoding="utf-8").splitlines()) if EQUIVALENT.exists() else set()
    drawn = [each for file in files for each in mutants(file) if str(each) not in known]
    total = len(drawn)
    random.Random(asked.seed).shuffle(drawn)
    drawn = sorted(drawn[: asked.sample], key=lambda each: (each.path, each.line))
    with tempfile.TemporaryDirectory() as folder:
        root = copied(Path(folder))
        prepare(root)
        for file in {each.path for each in drawn}:
            if not passes(file, root, asked.also):
                parser.error(f"the tests of {file} fail on the code as it is")
        left = [each for each in drawn if survives(each, root, asked.also)]
    for each in left:
        print(f"survives: line {each.line}, {each}")
    print(f"{len(drawn)} of {total} mutants tried, {len(drawn) - len(left)} killed, {len(left)} survive")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
