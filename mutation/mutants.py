"""Small faults in a module: where they can be put, and the module's tree with one of them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

from attrs import frozen

_OPERATORS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.And: ast.Or, ast.Or: ast.And, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
}  # fmt: skip
_CALLED = {"min": "max", "max": "min", "any": "all", "all": "any"}
_NOT_RUN = {"annotation", "returns", "decorator_list", "bases", "type_params"}


@frozen
class Mutant:
    """One fault: its number in the module, the lines of the statement around it, and what it changes."""

    number: int
    first_line: int
    last_line: int
    change: str


@frozen
class _Change:
    """A field of a node, and what is put into it."""

    node: Any
    field: str
    value: Any

    def text(self) -> str:
        """The node before and after."""
        before, kept = ast.unparse(self.node), getattr(self.node, self.field)
        setattr(self.node, self.field, self.value)
        after = ast.unparse(self.node)
        setattr(self.node, self.field, kept)
        return f"{before} → {after}"


def mutants(source: str) -> list[Mutant]:
    """Every fault that can be put into a module, outer statements first.

    >>> [each.change for each in mutants("def f(a): return a < 1")]
    ['return a < 1 → return None', 'a < 1 → a <= 1', '1 → 2']
    """
    return [
        Mutant(number, statement.lineno, _last_line(statement), change.text())
        for number, (statement, change) in enumerate(_changes(ast.parse(source)))
    ]


def mutated(source: str, number: int) -> ast.Module:
    """The tree of a module with one of its faults; places in it are those of the source.

    Raises:
        IndexError: the module has not as many.
    """
    tree = ast.parse(source)
    _, change = list(_changes(tree))[number]
    setattr(change.node, change.field, change.value)
    return ast.fix_missing_locations(tree)


def _last_line(statement: ast.stmt) -> int:
    """The last line of a simple statement, or of the head of one with a body."""
    body = getattr(statement, "body", None) or getattr(statement, "cases", None)
    if not body:
        return statement.end_lineno or statement.lineno
    first = body[0].pattern if isinstance(body[0], ast.match_case) else body[0]
    return max(statement.lineno, first.lineno - 1)


def _changes(tree: ast.Module) -> Iterator[tuple[ast.stmt, _Change]]:
    for statement in _statements(tree.body):
        yield from ((statement, change) for change in _of_statement(statement))
        for node in _expressions(statement):
            yield from ((statement, change) for change in _of_expression(node))


def _statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements that run; blocks for type checkers do not."""
    for statement in body:
        if isinstance(statement, ast.If) and ast.unparse(statement.test) == "TYPE_CHECKING":
            continue
        yield statement
        for part in (statement, *getattr(statement, "handlers", ()), *getattr(statement, "cases", ())):
            for name in ("body", "orelse", "finalbody"):
                yield from _statements(getattr(part, name, []))


def _expressions(root: ast.AST) -> Iterator[ast.AST]:
    """The expressions of a statement that run with it: not those of its body, nor annotations."""
    for name, value in ast.iter_fields(root):
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, ast.AST) and not isinstance(each, ast.stmt) and name not in _NOT_RUN:
                yield each
                yield from _expressions(each)


def _of_expression(node: ast.AST) -> Iterator[_Change]:
    match node:
        case ast.Compare():
            for at, operator in enumerate(node.ops):
                yield _Change(node, "ops", [*node.ops[:at], _opposite(operator), *node.ops[at + 1 :]])
        case ast.BoolOp() | ast.BinOp() if type(node.op) in _OPERATORS:
            yield _Change(node, "op", _opposite(node.op))
        case ast.UnaryOp(op=ast.Not()):
            yield _Change(node, "operand", _negated(node.operand))
        case ast.IfExp():
            yield _Change(node, "test", _negated(node.test))
        case ast.Constant(value=bool()):
            yield _Change(node, "value", not node.value)
        case ast.Constant(value=int()):
            yield _Change(node, "value", node.value + 1)
        case ast.Name(id=name) if name in _CALLED:
            yield _Change(node, "id", _CALLED[name])


def _of_statement(statement: ast.stmt) -> Iterator[_Change]:
    match statement:
        case ast.Return(value=ast.expr() as value) if ast.unparse(value) != "None":
            yield _Change(statement, "value", ast.Constant(None))
        case ast.If() | ast.While() if not isinstance(statement.test, ast.Compare | ast.UnaryOp):
            yield _Change(statement, "test", _negated(statement.test))
        case ast.Expr(value=ast.Call()):
            yield _Change(statement, "value", ast.Constant(None))
        case ast.AugAssign() if type(statement.op) in _OPERATORS:
            yield _Change(statement, "op", _opposite(statement.op))


def _opposite(operator: ast.AST) -> ast.AST:
    return _OPERATORS[type(operator)]()


def _negated(test: ast.expr) -> ast.expr:
    return ast.UnaryOp(ast.Not(), test)
