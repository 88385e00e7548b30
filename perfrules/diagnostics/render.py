"""A diagnostic as the terminal shows it: message, place, the line with carets under it, hint."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from itertools import takewhile
from re import Match
from typing import get_args

from perfrules.diagnostics.diagnostic import Diagnostic
from perfrules.diagnostics.messages import Language, Severity
from perfrules.diagnostics.sentences import phrase
from perfrules.resources.late_patterns import late_pattern

_WIDEST_LINE = 160
_ELLIPSIS = "…"
_UNPRINTABLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_RARE = late_pattern("[^\n\u0020-\u007e\u3000-\u303f\u4e00-\u9fff\uff01-\uff5e]")
_NOT_USUAL = late_pattern("[^\u0020-\u007e\u3000-\u303f\u4e00-\u9fff\uff01-\uff5e]")
"""Characters that may not be printable, with line breaks and without them."""
# Letters and marks that Unicode says to show as nothing: fillers, joiners, variation selectors.
_IGNORABLE = late_pattern(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]"
)


def visible(text: str) -> str:
    r"""The text with every control or invisible character as its code point, so that a terminal obeys none.

    >>> visible("a\x1b[31m\u200b")
    'a<U+001B>[31m<U+200B>'
    """
    return _NOT_USUAL.sub(_shown, text.expandtabs(4))


def _shown(found: Match[str]) -> str:
    character = found.group()
    return f"<U+{ord(character):04X}>" if _is_unprintable(character) else character


def _is_unprintable(character: str) -> bool:
    return unicodedata.category(character) in _UNPRINTABLE or bool(_IGNORABLE.match(character))


def display_width(text: str) -> int:
    """How many terminal columns a text takes: two for each wide character, none for a combining one.

    >>> display_width("≥95%"), display_width("每月8日前")
    (4, 9)
    """
    return sum(_column_count(character) for character in text)


def _column_count(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _padding(text: str) -> str:
    # An ideographic space is as wide as the character above it in every font; two spaces are not.
    return "".join(("", " ", "\u3000")[_column_count(character)] for character in text)


def _clipped(line: str, start: int, end: int) -> tuple[str, str, str]:
    """The line around a stretch, cut to a readable length: before it, itself, after it."""
    before, marked, after = line[:start], line[start:end], line[end:]
    if len(line) > _WIDEST_LINE:
        room = _WIDEST_LINE // 3
        before = before if len(before) <= room else _ELLIPSIS + before[-room:]
        marked = marked if len(marked) <= room else marked[:room] + _ELLIPSIS
        after = after if len(after) <= room else after[:room] + _ELLIPSIS
    return visible(before), visible(marked), visible(after)


def render(diagnostic: Diagnostic, language: Language = "zh") -> str:
    """The diagnostic as lines of text, carets aligned under wide characters.

    >>> from perfrules.diagnostics import Source, Span
    >>> found = Diagnostic("PR232", {"text": "九九", "longest": "1"}, Span(1, 3), Source("约九九个"))
    >>> print(render(found, "en"))
    error[PR232]: the number `九九` is too long
      | 约九九个
      | 　＾＾
      help: a number has at most 1 digits
    """
    severity = phrase(f"diagnostics.{diagnostic.severity}", language)
    lines = [f"{severity}[{diagnostic.code}]: {visible(diagnostic.message(language))}"]
    lines += _excerpt(diagnostic)
    hint = diagnostic.help(language)
    if hint:
        lines.append(f"  {phrase('diagnostics.help', language)}: {visible(hint)}")
    for other in diagnostic.related:
        lines += ["  " + line for line in render(other, language).splitlines()]
    return "\n".join(lines)


def _excerpt(diagnostic: Diagnostic) -> list[str]:
    source, span = diagnostic.source, diagnostic.span
    if source is None:
        return []
    if span is None:
        return [] if source.name is None else [f"  --> {visible(source.name)}"]
    place = source.place(span.start)
    line, line_start = source.line_at(span.start)
    before, marked, after = _clipped(line, span.start - line_start, min(span.end - line_start, len(line)))
    cell = source.cell(span.start)
    gutter = " " if source.name is None or cell else str(place.line)
    where = cell or f"{place.line}:{place.column}"
    heading = [] if source.name is None else [f"  --> {visible(source.name)}:{visible(where)}"]
    return [
        *heading,
        f"{gutter} | {before}{marked}{after}".rstrip(),
        f"{' ' * len(gutter)} | {_padding(before)}{_carets(marked)}",
    ]


def _carets(marked: str) -> str:
    return "".join(("", "^", "＾")[_column_count(character)] for character in marked) or "^"


def first_line(diagnostic: Diagnostic, language: Language = "zh") -> str:
    """The diagnostic on one line, as `--format concise` prints it: place, code, message."""
    source, span = diagnostic.source, diagnostic.span
    place = ""
    if source is not None and source.name is not None:
        place = f"{source.name}: "
        if span is not None:
            at = source.place(span.start)
            place = f"{source.name}:{source.cell(span.start) or f'{at.line}:{at.column}'}: "
    text = "".join(takewhile(lambda character: character != "\n", diagnostic.message(language)))
    return visible(f"{place}{diagnostic.code} {text}")


def counted(counts: Mapping[Severity, int], language: Language = "zh") -> str:
    """Return the number of each severity in words; severities without diagnostics are left out.

    >>> counted({"error": 2, "warning": 1, "info": 0}), counted({"error": 2, "warning": 1}, "en")
    ('2 个错误，1 个警告', '2 errors, 1 warning')
    """
    counts_in_words = [
        phrase(f"diagnostics.count-{severity}", language, count=counts[severity])
        for severity in get_args(Severity)
        if counts.get(severity)
    ]
    return phrase("punctuation.comma", language).join(counts_in_words)


def json_text(data: object, indent: int | None = 2) -> str:
    r"""Data as JSON, Chinese as it is, every control or invisible character escaped.

    >>> print(json_text(["每月", "a\x9bb"], None))
    ["每月", "a\u009bb"]
    """
    text = json.dumps(data, ensure_ascii=False, indent=indent)
    return _RARE.sub(lambda found: _escaped(found.group()), text)


def _escaped(character: str) -> str:
    return json.dumps(character)[1:-1] if _is_unprintable(character) else character
