"""Where in its file a policy says what: the places that findings point at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve, field, frozen

from perfrules.diagnostics import Diagnostic, Span
from perfrules.documents import Document

Path = tuple[str | int, ...]


@frozen
class Places:
    """The paths of a decision's rules in the document it was read from; without one nothing has a place.

    `rules` leads to each rule by its id, `head` to what the whole decision is pointed at by.
    """

    document: Document | None = None
    rules: Mapping[str, Path] = field(factory=dict, hash=False)
    head: Path = ()

    def diagnostic(self, code: str, path: Path, arguments: Mapping[str, str]) -> Diagnostic:
        """A diagnostic about the place that a path leads to."""
        if self.document is None:
            return Diagnostic(code, arguments)
        return Diagnostic(code, arguments, self.document.span(*path), self.document.source)

    def between(self, code: str, rules: Sequence[str], arguments: Mapping[str, str]) -> Diagnostic:
        """A diagnostic about the first sign of the second of some rules, or the last sign of the only one."""
        if self.document is None or not rules:
            return self.diagnostic(code, self.head, arguments)
        span = self.document.span(*self.rules.get(rules[:2][-1], ()))
        at = span.start if len(rules) > 1 else span.end - 1
        return Diagnostic(code, arguments, Span(at, at + 1), self.document.source)

    def about_rules(
        self, code: str, rules: Iterable[tuple[str, str]], arguments: Mapping[str, str]
    ) -> Diagnostic:
        """A diagnostic about rules, each with the input it is about: at the first, the others related."""
        first, *others = rules
        return evolve(self.diagnostic(code, self._of(*first), arguments), related=self.related(others))

    def related(self, rules: Iterable[tuple[str, str]]) -> tuple[Diagnostic, ...]:
        """The places of rules, each with the input it is about."""
        return tuple(self.diagnostic("PR849", self._of(*each), {"rule": each[0]}) for each in rules)

    def _of(self, rule: str, input_: str) -> Path:
        path = self.rules.get(rule, ())
        if self.document is None or not path:
            return path
        for inner in (("when", input_), ("when",), ("id",)):
            if self.document.node(*path, *inner) is not None:
                return (*path, *inner)
        return path


NO_PLACES = Places()
"""The places of a policy that was built by a program."""
