"""The head of a policy file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from perfrules.documents import Document
from perfrules.policies.base.collector import Collector
from perfrules.policies.base.head import Citation, Head, InForce


def read_head(document: Document, collector: Collector) -> Head:
    """The head of a document; what is wrong with it goes to the collector.

    >>> from perfrules.diagnostics import Source
    >>> from perfrules.documents import Mapping as Group, read_yaml
    >>> root = read_yaml(Source("{id: unit.x, in_force: {from: 2021-01-01}}"))
    >>> document = Document("decision", root, Source(""))
    >>> read_head(document, Collector(document)).version
    '2021-01-01'
    """
    plain = document.plain
    first, last = (_day(plain, end, collector) for end in ("from", "until"))
    in_force = collector.attempt(lambda: InForce(first, last)) or InForce()
    return Head(plain["id"], plain.get("title", ""), in_force, read_citations(plain))


def read_citations(plain: Mapping[str, Any]) -> tuple[Citation, ...]:
    """What a policy or rule cites."""
    return tuple(Citation(**each) for each in plain.get("cite", ()))


def _day(plain: Mapping[str, Any], end: str, collector: Collector) -> date | None:
    text = plain.get("in_force", {}).get(end)
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        collector.report("PR505", "in_force", end, text=text)
        return None
