"""What in a document does not fit the schema of its kind, in words for its author."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfrules.diagnostics import Diagnostic, Source
from perfrules.documents.nodes import Mapping, to_plain
from perfrules.documents.schemas.compiled import check_of
from perfrules.resources.late_modules import late_module

if TYPE_CHECKING:
    from perfrules.documents.schemas import explainer
else:
    # Most documents fit.
    explainer = late_module("perfrules.documents.schemas.explainer")


def misfits(root: Mapping, kind: str, source: Source) -> list[Diagnostic]:
    """What in a document does not fit the schema of its kind, by place; the document's keys are canonical.

    >>> from perfrules.documents.yaml.reader import read_yaml
    >>> source = Source("perfrules: 1")
    >>> misfits(read_yaml(source), "common", source)
    []
    """
    plain = to_plain(root)
    if check_of(kind)(plain):
        return []
    found = explainer.explained(plain, kind, root, source)
    by_place = {
        (each.span.start if each.span else -1, each.code, *each.arguments.values()): each for each in found
    }
    return [by_place[place] for place in sorted(by_place)]
