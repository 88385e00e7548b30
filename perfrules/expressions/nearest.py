"""The nearest text that can be read, for the hint about one that cannot."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress

from attrs import evolve

from perfrules.diagnostics import Diagnostic
from perfrules.expressions.comparators import Comparator, Comparison, Narrative, NotApplicable
from perfrules.expressions.errors import ExpressionError
from perfrules.resources.late_patterns import late_pattern
from perfrules.values import BARE

_LONGEST = 80
_UNSAID = frozenset({"PR201", "PR207", "PR211", "PR212", "PR213", "PR214"})
"""Codes that say only that a stretch was not understood; the others have a remedy of their own."""
_BRACKETS = late_pattern("[(（][^()（）]*[)）]")
_CLAUSES = late_pattern("[,，;；、。]")
_EDGES = ",，;；、。(（)） /·*×"
_DIGIT = late_pattern("[0-9]")
_SCANNED = late_pattern("(?<=[低高大小少多等晚迟早])[子干千予丁](?=[0-9])")
"""What scanners make of 于: 低子90%."""


def with_nearest(found: Diagnostic, parse: Callable[[str], Comparator]) -> Diagnostic:
    """Return a diagnostic about a text with the nearest reading of it beside, where there is one.

    >>> from perfrules.expressions import read
    >>> read("≥95%（暂定）").diagnostics[0].related[0].arguments["nearest"]
    '>=95%'
    """
    if found.code not in _UNSAID or found.source is None or len(found.source.text) > _LONGEST:
        return found
    nearest = next(_readable(found, parse), None)
    if nearest is None:
        return found
    return evolve(found, related=(*found.related, Diagnostic("PR257", {"nearest": nearest})))


def _readable(found: Diagnostic, parse: Callable[[str], Comparator]) -> Iterator[str]:
    """Yield the printed forms of what is left of the text and can be read."""
    for text in dict.fromkeys(_candidates(found)):
        with suppress(ExpressionError):
            read = parse(text)
            if not isinstance(read, Narrative | NotApplicable) and not _is_number(read):
                yield str(read)


def _is_number(read: Comparator) -> bool:
    """Whether nothing is left but a number, which has lost what it is a number of."""
    return isinstance(read, Comparison) and read.bound.unit == BARE and not (read.subject or read.operator)


def _candidates(found: Diagnostic) -> Iterator[str]:
    """Yield the text with 于 restored, without brackets, without the stretch, and piece by piece."""
    text = found.source.text if found.source else ""
    start, end = (found.span.start, found.span.end) if found.span else (0, 0)
    parts = [_SCANNED.sub("于", text), _BRACKETS.sub("", text)]
    if not _DIGIT.search(text[start:end]):  # 7×24小时 is not 7小时
        parts.append(text[:start] + text[end:])
    parts += [text[:start], text[end:]]
    parts += sorted(_CLAUSES.split(text), key=len, reverse=True)
    for part in parts:
        stripped = part.strip(_EDGES).rstrip("且并和及或")
        if stripped and stripped != text:
            yield stripped
