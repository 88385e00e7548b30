"""What a case gives, as the document of some kind that it would be in a file of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from perfrules.diagnostics import Source
from perfrules.documents import Document, emit_yaml, read_document


def given_document(kind: str, given: Mapping[str, Any]) -> Document:
    """The document of a kind that holds what is given, read as strictly as from a file.

    Raises:
        DocumentError: what is given does not fit the kind; places are those in a text made of it.

    >>> given_document("payments", {"付款": ["2021-01-08"]}).plain["payments"]
    ['2021-01-08']
    """
    return read_document(Source(emit_yaml({"kind": kind, **given})), kind)
