"""The tests use public names only, and each is named for what it shows."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator

import pytest
from paths import ROOT

PATCHES = {"setattr", "delattr", "getattr", "hasattr", "patch", "object"}
"""The calls that name an attribute by text."""


def nodes_of(code: str) -> list[ast.AST]:
    return list(ast.walk(ast.parse(code)))


def is_private(name: str) -> bool:
    """Whether the last part of a dotted name is private; Python's own `__names__` are not."""
    last = name.rpartition(".")[2]
    return last.startswith("_") and not last.endswith("__") and last != "_"


def private_imports(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from (alias.name for alias in node.names if is_private(alias.name))


def private_attributes(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """The private attributes of objects other than a test's own `self` and `cls`."""
    for node in nodes:
        if isinstance(node, ast.Attribute) and is_private(node.attr):
            owner = ast.unparse(node.value)
            # os._exit is public in spite of its name.
            if owner not in {"self", "cls"} and (owner, node.attr) != ("os", "_exit"):
                yield f"{owner}.{node.attr}"


def private_patches(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """The private attributes that are named by text, as in `monkeypatch.setattr(module, "_name", 1)`."""
    for node in nodes:
        if isinstance(node, ast.Call) and called(node) in PATCHES:
            texts = (each.value for each in node.args[:2] if isinstance(each, ast.Constant))
            yield from (text for text in texts if isinstance(text, str) and is_private(text))


def called(call: ast.Call) -> str:
    """The last part of the name that is called."""
    match call.func:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""


def nameless(nodes: Iterable[ast.AST]) -> Iterator[str]:
    return (node.name for node in nodes if isinstance(node, ast.FunctionDef) and node.name == "test_it")


FINDERS = [private_imports, private_attributes, private_patches, nameless]


@pytest.fixture(scope="module")
def found():
    """What each finder finds in the tests; each file is parsed once."""
    names = {find: [] for find in FINDERS}
    for path in sorted((ROOT / "tests").rglob("*.py")):
        nodes = nodes_of(path.read_text(encoding="utf-8"))
        for find in FINDERS:
            names[find] += (f"{path.relative_to(ROOT)}: {name}" for name in find(nodes))
    return names


@pytest.mark.parametrize("find", FINDERS)
def test_tests_stay_at_the_public_edge(found, find):
    assert found[find] == []


@pytest.mark.parametrize(
    ("find", "code", "name"),
    [
        (private_imports, "from perfrules.cli.main import _COMMANDS, main", "_COMMANDS"),
        (private_imports, "import perfrules._secret", "perfrules._secret"),
        (private_attributes, "policy.rules[0]._seen = {}", "policy.rules[0]._seen"),
        (private_patches, "monkeypatch.setattr(module, '_MOST', 1)", "_MOST"),
        (private_patches, "monkeypatch.setattr('perfrules.cli._MOST', 1)", "perfrules.cli._MOST"),
        (nameless, "class TestX:\n    def test_it(self): pass", "test_it"),
    ],
)
def test_each_kind_is_found(find, code, name):
    assert list(find(nodes_of(code))) == [name]


@pytest.mark.parametrize("code", ["self._seen", "cls._made", "item.__class__", "import a as _", "x[_]"])
def test_what_is_allowed_is_not_found(code):
    assert not [name for find in (private_imports, private_attributes) for name in find(nodes_of(code))]


def test_a_rule_of_ruff_is_switched_off_with_a_reason():
    silent = [
        f"{path.relative_to(ROOT)}:{number}"
        for folder in ("perfrules", "tests", "benchmarks")
        for path in sorted((ROOT / folder).rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"# noqa(?:: [A-Z0-9, ]+)?$", line)
    ]
    assert silent == []


def test_a_type_error_is_ignored_with_a_reason():
    silent = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sorted((ROOT / "perfrules").rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"# type: ignore(?:\[[a-z, -]*\])?\s*$", line)
    ]
    assert silent == []
