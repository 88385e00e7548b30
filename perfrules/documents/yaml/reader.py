"""Strict YAML: every scalar a text with its place, and nothing that two readers could read differently."""

from __future__ import annotations

import re
from itertools import islice

from perfrules.diagnostics import Diagnostic, Source, Span, worded_fact
from perfrules.diagnostics.invisible import code_point
from perfrules.documents.errors import DocumentError
from perfrules.documents.invisible import UNSEEN
from perfrules.documents.limits import MAX_CHARACTERS, MAX_PROBLEMS
from perfrules.documents.nodes import Node


def read_yaml(source: Source, *, max_characters: int = MAX_CHARACTERS) -> Node:
    """Read a YAML text into nodes.

    Every scalar is a text; nothing becomes a number, a date or a truth value. One document, no anchors,
    aliases, tags, directives, merge keys, folded (`>`) blocks, control or invisible characters, no key
    twice, no key that is not a text, at most `MAX_DEPTH` levels.

    Args:
        source: the text; spans count its characters.
        max_characters: a longer text is refused.

    Raises:
        DocumentError: with every problem found, by place. All of `>=95%` without quotes and the
            like are reported together; a syntax error ends the reading.

    >>> read_yaml(Source("指标值: 010")).get("指标值").text
    '010'
    """
    if len(source.text) > max_characters:
        facts = {"limit": f"{max_characters:,}", **worded_fact("unit", "documents.characters")}
        raise DocumentError(Diagnostic("PR103", facts, None, source))
    problems = [_unseen(found, source) for found in islice(UNSEEN.finditer(source.text), MAX_PROBLEMS)]
    root = None
    if not problems:
        # PyYAML is loaded by those who read YAML and by nobody else.
        from perfrules.documents.yaml.composer import compose

        root, problems = compose(source)
    if problems or root is None:
        raise DocumentError(*(sorted(problems, key=_place) or [_empty(source)]))
    return root


def _unseen(found: re.Match[str], source: Source) -> Diagnostic:
    return Diagnostic("PR114", {"character": code_point(found.group())}, Span(*found.span()), source)


def _empty(source: Source) -> Diagnostic:
    return Diagnostic("PR117", {}, None, source)


def _place(diagnostic: Diagnostic) -> int:
    return -1 if diagnostic.span is None else diagnostic.span.start
