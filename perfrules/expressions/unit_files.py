"""Units that authors add in files of their own, laid out like `grammar/units.yaml`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from perfrules.diagnostics import Diagnostic, Span
from perfrules.documents import Document, Mapping, read_document
from perfrules.expressions.errors import ExpressionError
from perfrules.expressions.text.characters import normalise
from perfrules.resources.late_patterns import late_pattern
from perfrules.values import QuantityError, UnitRegistry, default_units

# The reader takes a text with such a beginning for a number or an operator.
_NO_SPELLING = late_pattern(r"[0-9.,+<>=≤≥()（）\-~;；。、:：/*每]|.*[\s;；。<>=≤≥]")


class _Piece(NamedTuple):
    """One unit, count word or spelling: its data, its name and its place in the file."""

    data: dict[str, Any]
    spelling: str
    path: tuple[str | int, ...]


def load_units(path: Path | str, base: UnitRegistry | None = None) -> UnitRegistry:
    """The units of an author's file (`kind: units`) on top of those that ship with the library. Added in 0.2.

    Args:
        path: A YAML file with `dimensions`, `counts`, `spellings`, `periods`, as in `grammar/units.yaml`.
        base: The units to add to, where not those of the library.

    Raises:
        DocumentError: the file cannot be read, or is laid out in another way.
        ExpressionError: with everything that is wrong with the units, by place: PR233 for an unknown unit,
            PR234 for a spelling that belongs to another, PR236 for a factor that is not exact and positive,
            PR237 for a spelling that looks like a number or an operator.

    >>> load_units("nowhere.yaml")
    Traceback (most recent call last):
    ...
    perfrules.documents.errors.DocumentError: 错误[PR100]: 找不到文件“nowhere.yaml”
    ...
    """
    return read_units(read_document(Path(path), "units"), base)


def read_units(document: Document, base: UnitRegistry | None = None) -> UnitRegistry:
    r"""The units of a document of kind `units`; raises as `load_units` does.

    >>> from perfrules.diagnostics import Source
    >>> from perfrules.expressions import parse
    >>> text = "kind: units\ncounts: [蒲式耳]\ndimensions: {mass: {钱: 0.000005}}"
    >>> units = read_units(read_document(Source(text), "units"))
    >>> str(parse("不少于3蒲式耳", units)), str(parse("2钱", units).bound.to(units["克"]))
    ('>=3蒲式耳', '10克')
    """
    registry = default_units() if base is None else base
    problems: list[Diagnostic] = []
    for piece in _pieces(document.plain):
        problem = _unreadable(piece, document)
        if problem is None:
            try:
                registry = UnitRegistry.from_data(piece.data, registry)
            except QuantityError as error:
                problem = _in_document(error.diagnostics[0], piece, document)
        if problem is not None:
            problems.append(problem)
    if problems:
        raise ExpressionError(*sorted(problems, key=_place))
    return registry


def _pieces(plain: dict[str, Any]) -> Iterator[_Piece]:
    """Yield what the document adds: units before the spellings and periods that name them."""
    for dimension, members in plain.get("dimensions", {}).items():
        for name, factor in members.items():
            path = ("dimensions", dimension, name)
            yield _Piece({"dimensions": {dimension: {name: factor}}}, name, path)
    for at, name in enumerate(plain.get("counts", ())):
        yield _Piece({"counts": [name]}, name, ("counts", at))
    for name, spellings in plain.get("spellings", {}).items():
        for at, spelling in enumerate(spellings):
            yield _Piece({"spellings": {name: [spelling]}}, spelling, ("spellings", name, at))
    for at, name in enumerate(plain.get("periods", ())):
        yield _Piece({"spellings": {name: [name]}, "periods": [name]}, name, ("periods", at))


def _unreadable(piece: _Piece, document: Document) -> Diagnostic | None:
    """Return the fault of a spelling that no text can hold, or that would be found in other words."""
    if not _NO_SPELLING.match(piece.spelling) and _plain(piece.spelling) == piece.spelling:
        return None
    return Diagnostic("PR237", {"text": piece.spelling}, _key_span(piece, document), document.source)


def _plain(spelling: str) -> str:
    """Return the spelling as the reader normalises it: half-width, simplified, without blanks."""
    try:
        return normalise(spelling).text
    except ExpressionError:
        return ""


def _in_document(diagnostic: Diagnostic, piece: _Piece, document: Document) -> Diagnostic:
    """Point at the value for a problem with the factor, at the name for any other problem."""
    about_value = diagnostic.code == "PR236"
    span = document.span(*piece.path) if about_value else _key_span(piece, document)
    return Diagnostic(diagnostic.code, diagnostic.arguments, span, document.source)


def _key_span(piece: _Piece, document: Document) -> Span:
    *way, last = piece.path
    group = document.node(*way)
    entry = group.entry(str(last)) if isinstance(group, Mapping) else None
    return document.span(*piece.path) if entry is None else entry.key.span


def _place(diagnostic: Diagnostic) -> int:
    return diagnostic.span.start if diagnostic.span else 0
