"""The given facts of a case, as a document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from perfrules.diagnostics import Source
from perfrules.documents import Document, emit_yaml, read_document


def given_document(kind: str, given: Mapping[str, Any]) -> Document:
    """Build a document of a kind from given facts and read it as strictly as a file.

    Raises:
        DocumentError: the facts do not fit the kind. Places refer to the text of the built document.

    >>> given_document("payments", {"付款": ["2021-01-08"]}).plain["payments"]
    ['2021-01-08']
    """
    return read_document(Source(emit_yaml({"kind": kind, **given})), kind)
