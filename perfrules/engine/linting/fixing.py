"""Write fixes into the text of a sheet's file; comments and everything else stay."""

from __future__ import annotations

from collections.abc import Iterable

from perfrules.diagnostics import Source
from perfrules.documents import Document, Scalar, flow_text, read_document
from perfrules.engine.linting.finding import Fix


def fixed_text(source: Source, fixes: Iterable[Fix]) -> str:
    r"""Return the text of a file of `kind: sheet` with fixes written into it.

    A field that the file does not have, or writes as a block of lines, stays as it is.

    Raises:
        DocumentError: the text is not a sheet.

    >>> text = (
    ...     "kind: sheet\ncode: a\nname: b\nindicators:\n- {level1: x, level2: y, name: z, target: 文字描述}"
    ... )
    >>> fixed_text(Source(text), [Fix(0, "target", ">=5元")]).rpartition("target: ")[2]
    '">=5元"}'
    """
    document = read_document(source, "sheet")
    edits = dict(edit for fix in fixes if (edit := _edit(document, fix)) is not None)
    text = source.text
    for (start, end), written in sorted(edits.items(), reverse=True):
        text = text[:start] + written + text[end:]
    return text


def _edit(document: Document, fix: Fix) -> tuple[tuple[int, int], str] | None:
    node = document.node("indicators", fix.indicator, fix.field)
    if not isinstance(node, Scalar):
        return None
    start, end = node.span.start, node.span.end
    before = document.source.text[start:end]
    if "\n" in before:
        return None
    blank = " " if start == end and document.source.text[start - 1 : start] == ":" else ""
    return (start, end), blank + flow_text(fix.text)
