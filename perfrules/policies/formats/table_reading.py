"""What comes of reading a policy from a format that is not ours."""

from __future__ import annotations

from attrs import frozen

from perfrules.diagnostics import Diagnostic
from perfrules.documents import Document
from perfrules.resources.plain_repr import PlainRepr


@frozen(repr=False)
class TableReading(PlainRepr):
    """A document of our format with its places in the file it was read from, and notes on it (`info`)."""

    document: Document
    notes: tuple[Diagnostic, ...] = ()
