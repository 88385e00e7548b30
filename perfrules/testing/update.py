"""Expected values rewritten to what came, everything else of the file kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from perfrules.diagnostics import Source, Span
from perfrules.documents.formatting.formatter import format_document
from perfrules.documents.nodes import Node, Scalar
from perfrules.documents.yaml.comments import comments_of
from perfrules.documents.yaml.scalars import quoted
from perfrules.testing.results import SuiteResult
from perfrules.testing.suites import ERROR

_BARE = re.compile(r"[0-9A-Za-z\u4e00-\u9fff][0-9A-Za-z\u4e00-\u9fff（）%/._-]*")


def updated_text(result: SuiteResult) -> str | None:
    """The text of a file of tests with each failing expectation made what came; None where there is none.

    An error that did not come, or came unexpected, is no value to take over: such a case goes on failing.

    Raises:
        DocumentError: PR135 where what came holds a character that no file holds.
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
    """The new value in brackets, with the comments that stand in the old one."""
    text = _in_brackets(plain)
    inside = (
        [] if isinstance(node, Scalar) else [each.text for each in comments_of(node, _until(node, source))]
    )
    kept = [each for each in inside if each]
    return f"{text[0]}\n" + "".join(f"{each}\n" for each in kept) + text[1:] if kept else text


def _until(node: Node, source: Source) -> Source:
    """The source without what stands around a node, each character at its place."""
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
