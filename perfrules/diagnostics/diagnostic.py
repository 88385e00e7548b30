"""A diagnostic: one thing said about one place."""

from __future__ import annotations

from collections.abc import Mapping
from operator import index
from typing import Any, get_args

from attrs import evolve, field, frozen

from perfrules.diagnostics.key_names import filled
from perfrules.diagnostics.late_facts import LateFacts
from perfrules.diagnostics.listed import Listed
from perfrules.diagnostics.messages import Language, Severity, message
from perfrules.diagnostics.read_only import ReadOnlyDict
from perfrules.diagnostics.spans import Source, Span
from perfrules.resources.plain_repr import PlainRepr

__all__ = ["Diagnostic", "Severity"]


_SEVERITIES: Mapping[str, Severity] = {each: each for each in get_args(Severity)}


def _texts(arguments: Mapping[str, object]) -> Mapping[str, str]:
    if isinstance(arguments, LateFacts):
        return arguments
    return ReadOnlyDict(
        {name: value if isinstance(value, Listed) else str(value) for name, value in arguments.items()}
    )


@frozen(repr=False)
class Diagnostic(PlainRepr):
    """A stable `code`, the facts that fill its message, and the place it is about.

    `span` counts characters in `source.text`; both are None without a text to point at.
    `related` are further diagnostics that belong to this one (the other of two duplicate keys).
    `graded` is the severity that a policy gives it; None keeps that of the catalogue.

    >>> found = Diagnostic("PR231", {"text": "…"}, Span(0, 1), Source("…"))
    >>> found.severity, found.message("en")
    ('error', '`…` is not an exact number')
    """

    code: str
    arguments: Mapping[str, str] = field(factory=dict, converter=_texts, hash=False)
    span: Span | None = None
    source: Source | None = None
    related: tuple[Diagnostic, ...] = ()
    graded: Severity | None = None

    @property
    def severity(self) -> Severity:
        """`error`, `warning`, `question` or `info`: as graded, else as the catalogue has it for the code."""
        return self.graded or message(self.code).severity

    def message(self, language: Language = "zh") -> str:
        """Return what is wrong, one sentence."""
        return self._filled(message(self.code).text(language), language)

    def help(self, language: Language = "zh") -> str:
        """Return how to fix it, one sentence; it names keys in the language of the source's keys."""
        return self._filled(message(self.code).help(language), language)

    def _filled(self, text: str, language: Language) -> str:
        lists = {
            name: value.text(language) for name, value in self.arguments.items() if isinstance(value, Listed)
        }
        facts = {**self.arguments, **lists} if lists else self.arguments
        return filled(text, facts, language, self.source)

    def within(self, source: Source, start: int | None = None, whole: Span | None = None) -> Diagnostic:
        """Return the same diagnostic with its place in a longer text that contains this one's text.

        `start` is the position of this text in the longer one, letter for letter. Without it (an escaped or
        joined text) the diagnostic points at `whole`.
        """
        span = self.span.shifted(start) if self.span is not None and start is not None else whole
        return evolve(self, source=source, span=span)

    def to_json(self, language: Language = "zh") -> dict[str, Any]:
        """Return plain data: code, severity, message, help, arguments, span; with a file, the place in it.

        `arguments` are the facts of the message; `input`, for example, names the field that it is about.
        """
        data: dict[str, Any] = {
            "code": self.code,
            "severity": self.severity,
            "message": self.message(language),
            "help": self.help(language),
            "arguments": dict(self.arguments),
            "span": None if self.span is None else [self.span.start, self.span.end],
        }
        if self.source is not None and self.source.name is not None:
            data["file"] = self.source.name
            if self.span is not None and (cell := self.source.cell(self.span.start)) is not None:
                data["cell"] = cell
            elif self.span is not None:
                place = self.source.place(self.span.start)
                data |= {"line": place.line, "column": place.column}
        if self.related:
            data["related"] = [other.to_json(language) for other in self.related]
        return data

    @classmethod
    def from_json(cls, data: Mapping[str, Any], source: Source | None = None) -> Diagnostic:
        """Return the diagnostic from the data of `to_json`. Added in 0.2.

        Args:
            data: what `to_json` returned, in any language.
            source: the text that it is about; the data have its name at most.

        Raises:
            ValueError: a part is missing or has another form.

        >>> found = Diagnostic("PR231", {"text": "…"}, Span(0, 1), Source("…"))
        >>> Diagnostic.from_json(found.to_json("en"), found.source) == found
        True
        """
        try:
            entry = message(data["code"])
            span = None if data["span"] is None else Span(*map(index, data["span"]))
            related = tuple(cls.from_json(each, source) for each in data.get("related", ()))
            graded = None if data["severity"] == entry.severity else _SEVERITIES[data["severity"]]
            return cls(entry.code, data["arguments"], span, source, related, graded)
        except (LookupError, TypeError, AttributeError) as error:
            raise ValueError("the data are not those of a diagnostic") from error
