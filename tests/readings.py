"""Readings of texts, each made once per process: several tests go through the whole corpus."""

from __future__ import annotations

from functools import cache

from perfrules.expressions import Reading, read


@cache
def reading_of(text: str) -> Reading:
    """The reading of a text. The library itself remembers fewer texts than the corpus has."""
    return read(text)
