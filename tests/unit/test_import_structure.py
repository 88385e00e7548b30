"""Imports between modules: no circle, and few that are not at the top of their module."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from paths import ROOT

PACKAGE = ROOT / "perfrules"
MOST_LATE = 15
MOST_MODULES = 12
Statement = ast.Import | ast.ImportFrom


@dataclass(frozen=True)
class Imports:
    """The imports of a module, at any depth and under TYPE_CHECKING too; late ones are in functions."""

    all: tuple[Statement, ...]
    late: tuple[Statement, ...]

    @classmethod
    def of(cls, tree: ast.Module) -> Imports:
        late = {
            statement
            for function in ast.walk(tree)
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
            for statement in _statements(function)
        }
        found = tuple(_statements(tree))
        return cls(found, tuple(each for each in found if each in late))


def _statements(tree: ast.AST) -> Iterator[Statement]:
    return (node for node in ast.walk(tree) if isinstance(node, Statement))


@cache
def imports() -> Mapping[str, Imports]:
    """The imports of each module, by its dotted name.

    The trees are dropped one by one: the cycle collector would walk through them again and again.
    """
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = Imports.of(ast.parse(path.read_text(encoding="utf-8")))
    return found


def targets(statement: Statement, modules: Mapping[str, object]) -> Iterator[str]:
    """The modules that a statement imports: `from package import module` means the module."""
    for alias in statement.names:
        if isinstance(statement, ast.Import):
            yield alias.name
        else:
            inner = f"{statement.module}.{alias.name}"
            yield inner if inner in modules else str(statement.module)


def graph(modules: Mapping[str, Imports]) -> dict[str, set[str]]:
    """The modules that each module imports, those outside the package left out."""
    return {
        name: {target for each in found.all for target in targets(each, modules)} & {*modules} - {name}
        for name, found in modules.items()
    }


def circle(modules: Mapping[str, Imports]) -> list[str]:
    try:
        TopologicalSorter(graph(modules)).prepare()
    except CycleError as found:
        return list(found.args[1])
    return []


def test_there_is_no_circle():
    # `perfrules` names its public modules for type checkers; every module is below it.
    modules = {name: found for name, found in imports().items() if name != "perfrules"}
    assert circle(modules) == []


def test_no_import_is_relative():
    assert not [
        name
        for name, found in imports().items()
        for each in found.all
        if isinstance(each, ast.ImportFrom) and each.level
    ]


@pytest.mark.parametrize(
    "second",
    [
        "import first",
        "from first import name",
        "def late():\n    from first import name",
        "if TYPE_CHECKING:\n    import first",
    ],
)
def test_a_circle_is_found(second):
    modules = {
        "first": Imports.of(ast.parse("from second import name")),
        "second": Imports.of(ast.parse(second)),
    }
    assert set(circle(modules)) == {"first", "second"}


def test_late_imports_are_few():
    late = [f"{name}: {ast.unparse(each)}" for name, found in imports().items() for each in found.late]
    assert len(late) <= MOST_LATE, "\n".join(late)


def test_late_imports_have_a_reason():
    """A comment on the line of the import, or on a line above it in the same block."""
    silent = []
    for name, found in imports().items():
        lines = source_of(name).read_text(encoding="utf-8").splitlines()
        for each in found.late:
            block = lines[: each.lineno]
            above = next((line for line in reversed(block[:-1]) if " import " not in line), "")
            if "#" not in block[-1] and not above.strip().startswith("#"):
                silent.append(f"{name}:{each.lineno}")
    assert silent == []


def source_of(name: str) -> Path:
    path = ROOT.joinpath(*name.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


@pytest.mark.parametrize("package", ["policies", "documents", "analysis", "expressions", "sheets", "engine"])
def test_a_folder_has_at_most_twelve_modules(package):
    folders = [PACKAGE / package, *(each for each in (PACKAGE / package).rglob("*") if each.is_dir())]
    counts = {
        folder.relative_to(PACKAGE).as_posix(): sum(path.stem != "__init__" for path in folder.glob("*.py"))
        for folder in folders
    }
    assert {folder: count for folder, count in counts.items() if count > MOST_MODULES} == {}
    assert counts[package] > 0
