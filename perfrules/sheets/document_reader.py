"""Values and places of a YAML document of sheets, forms and actuals."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from attrs import define, field

from perfrules.diagnostics import Diagnostic, Span
from perfrules.documents import Document, Scalar
from perfrules.documents.nodes import start_of_text
from perfrules.documents.origin import Origin
from perfrules.resources.plain_repr import PlainRepr
from perfrules.values import QuantityError

_Value = TypeVar("_Value")
Path = tuple[str | int, ...]


@define(repr=False)
class DocumentReader(PlainRepr):
    """Takes values out of a document and collects their problems, so that all are reported at once."""

    document: Document
    problems: list[Diagnostic] = field(factory=list)

    def text(self, *path: str | int) -> str:
        """Return the text at a place, "" without one."""
        node = self.document.node(*path)
        return node.text if isinstance(node, Scalar) else ""

    def value(self, reader: Callable[[str], _Value], *path: str | int) -> _Value | None:
        """Return what `reader` makes of the text at a place; None without a text or a reading."""
        text = self.text(*path)
        if not text:
            return None
        try:
            return reader(text)
        except QuantityError:
            self.problems.append(self.document.diagnostic("PR304", *path, text=text))
            return None

    def origin(self, *path: str | int) -> Origin:
        """The place of a text without its quotes, or else the place to point to."""
        node, source = self.document.node(*path), self.document.source
        start = start_of_text(node, source) if isinstance(node, Scalar) else None
        if start is None or not isinstance(node, Scalar):
            return Origin(source, self.document.span(*path))
        return Origin(source, Span(start, start + len(node.text)))

    def places(self, **paths: Path) -> dict[str, Origin]:
        """The origins of the places that exist, by name."""
        return {
            name: self.origin(*path) for name, path in paths.items() if self.document.node(*path) is not None
        }
