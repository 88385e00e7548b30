"""What ended the reading of a YAML text, in our words: the slip behind the parser's complaint."""

from __future__ import annotations

from attrs import frozen
from yaml.error import MarkedYAMLError

from perfrules.diagnostics import Diagnostic, Source, Span
from perfrules.documents.limits import MAX_DEPTH
from perfrules.documents.yaml.missing_blanks import colon_without_blank
from perfrules.documents.yaml.scanner import TooDeepError
from perfrules.resources.late_patterns import late_pattern
from perfrules.resources.plain_repr import PlainRepr

_INDENT = late_pattern(r" *")


def diagnose(error: MarkedYAMLError, source: Source) -> Diagnostic:
    """The diagnostic of an error of PyYAML's scanner or parser, about the slip that most likely led to it.

    >>> from perfrules.documents.yaml.scanner import StrictParser
    >>> source = Source("指标: [甲, 乙")
    >>> try:
    ...     list(iter(StrictParser(source).get_event, None))
    ... except MarkedYAMLError as error:
    ...     diagnose(error, source).code
    'PR125'
    """
    at = error.problem_mark.index if error.problem_mark is not None else 0
    began = error.context_mark.index if error.context_mark is not None else at
    if isinstance(error, TooDeepError):
        return Diagnostic("PR107", {"limit": str(MAX_DEPTH)}, Span(at, at + 1), source)
    stop = _Stop(source, began, at)
    context, problem = error.context or "", error.problem or ""
    if "quoted scalar" in context:
        return stop.in_quotes(problem)
    if "flow" in context:
        return stop.in_brackets()
    if "block scalar" in context:
        return stop.needs_quotes(began)
    return _outside_brackets(stop, problem)


def bad_escape(source: Source, at: int) -> Diagnostic:
    """The diagnostic of an escape that names no character."""
    return Diagnostic("PR126", {}, Span(at, min(at + 1, len(source.text))), source)


def _outside_brackets(stop: _Stop, problem: str) -> Diagnostic:
    if "expected ':'" in problem:
        return stop.without_colon(stop.began)
    if "mapping values" in problem:
        return stop.second_colon()
    if "sequence entries" in problem and stop.before.strip():
        return stop.diagnostic("PR132", Span(stop.at, stop.at + 1))
    if "mapping keys" in problem or "node content" in problem:
        return stop.needs_quotes(stop.at)
    return stop.diagnostic(_slip(stop), stop.rest_of_line(stop.at))


def _slip(stop: _Stop) -> str:
    """The code for a token in a place where its kind is not allowed."""
    character = stop.source.text[stop.at : stop.at + 1]
    if character == ":":
        return "PR118"
    if character in {"]", "}", ","}:
        return "PR125"
    if stop.before.rstrip().endswith(("'", '"')):
        return "PR124"
    return "PR129" if stop.before.strip() else "PR127"


@frozen(repr=False)
class _Stop(PlainRepr):
    """Where the parser stopped, `at`, and where what it was reading `began`."""

    source: Source
    began: int
    at: int

    @property
    def before(self) -> str:
        """The text of the line before the place where the parser stopped."""
        line, start = self.source.line_at(self.at)
        return line[: self.at - start]

    def rest_of_line(self, start: int) -> Span:
        line, line_start = self.source.line_at(start)
        return Span(start, max(line_start + len(line.rstrip()), start))

    def diagnostic(self, code: str, span: Span, **arguments: str) -> Diagnostic:
        return Diagnostic(code, arguments, span, self.source)

    def in_quotes(self, problem: str) -> Diagnostic:
        if "escape" in problem:
            return bad_escape(self.source, self.at)
        return self.diagnostic("PR124", self.rest_of_line(self.began))

    def in_brackets(self) -> Diagnostic:
        if not self.source.text[self.began :].strip():
            # The text ends inside the bracket: point at the last character, not past it.
            last = max(len(self.source.text.rstrip()) - 1, 0)
            return self.diagnostic("PR125", Span(last, last + 1))
        # A bracket that another line ends was most likely never closed: point at it, not at that line.
        same_line = "\n" not in self.source.text[self.began : self.at]
        return self.diagnostic(
            "PR125", Span(self.began, self.at + 1) if same_line else self.rest_of_line(self.began)
        )

    def needs_quotes(self, start: int) -> Diagnostic:
        span = self.rest_of_line(start)
        text = self.source.text[span.start : span.end]
        return self.diagnostic("PR121", span, text=text, mark=text[:1])

    def without_colon(self, start: int) -> Diagnostic:
        line, line_start = self.source.line_at(start)
        return self.diagnostic("PR123", colon_without_blank(line, line_start) or self.rest_of_line(start))

    def second_colon(self) -> Diagnostic:
        """A `: ` in the wrong place: inside a text, on a line indented too far, or below a `：`."""
        line, start = self.source.line_at(self.at)
        value = self.before.partition(": ")
        if "：" in value[0] and colon_without_blank(line):
            return self.without_colon(start)
        if value[1]:
            return self.diagnostic("PR128", self.rest_of_line(start + len(value[0]) + 2))
        above = self.source.line_at(start - 1) if start else ("", 0)
        if colon_without_blank(above[0]):
            return self.without_colon(above[1])
        indent = _INDENT.match(line)
        return self.diagnostic("PR127", self.rest_of_line(start + (indent.end() if indent else 0)))
