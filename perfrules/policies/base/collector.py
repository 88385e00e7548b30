"""Collects the problems of one policy file, each with its place."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from perfrules.diagnostics import Diagnostic, PerfrulesError, Span
from perfrules.documents import Document, Mapping
from perfrules.policies.base.errors import Key, Path, PolicyError

_T = TypeVar("_T")


class Collector:
    """The problems found in a document so far."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.problems: list[Diagnostic] = []

    def report(self, code: str, *path: str | int, **arguments: str) -> None:
        """Note a problem with a place in the document."""
        self.problems.append(Diagnostic(code, arguments, self._span(path), self.document.source))

    def _span(self, path: Path) -> Span:
        if path and isinstance(path[-1], Key):
            group = self.document.node(*path[:-1])
            entry = group.entry(path[-1]) if isinstance(group, Mapping) else None
            if entry is not None:
                return entry.key.span
        return self.document.span(*path)

    def attempt(self, make: Callable[[], _T], *path: str | int) -> _T | None:
        """Return what `make` returns; if it raises, note the problems and return None.

        A problem with its own path is placed below `path`; a problem with a span points into the text at
        `path`.
        """
        try:
            return make()
        except PolicyError as error:
            paths = error.paths or ((),) * len(error.diagnostics)
            for diagnostic, inner in zip(error.diagnostics, paths, strict=True):
                self._note(diagnostic, (*path, *inner))
        except PerfrulesError as error:
            for diagnostic in error.diagnostics:
                self._note(diagnostic, path)
        return None

    def _note(self, diagnostic: Diagnostic, path: Path) -> None:
        if diagnostic.span is None:
            self.report(diagnostic.code, *path, **diagnostic.arguments)
        else:
            self.problems.append(self.document.placed(diagnostic, *path))

    def raise_all(self) -> None:
        """Raise one error with every problem, by place, if there are any.

        Raises:
            PolicyError: there are.
        """
        if self.problems:
            ordered = sorted(self.problems, key=lambda each: -1 if each.span is None else each.span.start)
            raise PolicyError(*dict.fromkeys(ordered))
