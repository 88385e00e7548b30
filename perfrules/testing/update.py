"""Replace expected values by actual ones and keep everything else of the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from perfrules.diagnostics import Source, Span
from perfrules.documents.formatting.formatter import format_document
from perfrules.documents.nodes import Node, Scalar
from perfrules.documents.yaml.comments import comments_of
from perfrules.documents.yaml.scalars import quoted
from perfrules.resources.late_patterns import late_pattern
from perfrules.testing.results import SuiteResult
from perfrules.testing.suites import ERROR

_BARE = late_pattern(r"[0-9A-Za-z\u4e00-\u9fff][0-9A-Za-z\u4e00-\u9fff（）%/._-]*")


def updated_text(result: SuiteResult) -> str | None:
    """The text of a file of tests with the actual values of failed cases; None without any.

    Errors are not taken over: a case with an unexpected error, or without the expected one, keeps failing.

    Raises:
        DocumentError: PR135 for an actual value with a character that a file cannot hold.
    """
    changes = sorted(_changes(result), key=lambda change: change[0].start, reverse=True)
    if result.suite is None or not changes:
        return None
    text = result.suite.document.source.text
    for span, replacement in changes:
        text = text[: span.start] + replacement + text[span.end :]
    return format_document(Source(text, str(result.path)))


def _changes(result: SuiteResult) -> Iterator[tuple[Span, str]]:
    for each in result.cases:
        document = each.case.document
        for mismatch in each.mismatches:
            node = document.node(*each.case.path, "expect", mismatch.name)
            if mismatch.name != ERROR and node is not None:
                yield node.span, _written(mismatch.got, node, document.source)


def _written(plain: Any, node: Node, source: Source) -> str:
    """The new value in brackets, with the comments of the old one."""
    text = _in_brackets(plain)
    inside = (
        [] if isinstance(node, Scalar) else [each.text for each in comments_of(node, _until(node, source))]
    )
    kept = [each for each in inside if each]
    return f"{text[0]}\n" + "".join(f"{each}\n" for each in kept) + text[1:] if kept else text


def _until(node: Node, source: Source) -> Source:
    """The source with everything before and after a node blanked, so that places stay the same."""
    blank = re.sub(r"[^\n]", " ", source.text[: node.span.start])
    return Source(blank + source.text[node.span.start : node.span.end])


def _in_brackets(plain: Any) -> str:
    if isinstance(plain, dict):
        return "{" + ", ".join(f"{_scalar(key)}: {_in_brackets(each)}" for key, each in plain.items()) + "}"
    if isinstance(plain, list):
        return "[" + ", ".join(map(_in_brackets, plain)) + "]"
    return _scalar(str(plain))


def _scalar(text: str) -> str:
    return text if _BARE.fullmatch(text) else quoted(text)
