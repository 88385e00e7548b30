"""Rows that cannot be trusted: indicators run together, columns shifted, values where a sign belongs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from perfrules.diagnostics import Diagnostic
from perfrules.diagnostics.listed import Listed
from perfrules.documents.media.pages import Cell
from perfrules.expressions import Comparison, read
from perfrules.resources.late_patterns import late_pattern
from perfrules.sheets.forms.model import Claim
from perfrules.sheets.imports.recognition.tables.header import Header
from perfrules.sheets.imports.recognition.vocabulary import key_of, vocabulary
from perfrules.sheets.labels import blanks, on_one_line, plain

_NUMBERED = late_pattern(
    r"(?:^|[\s；;，,。])(?:指标)?[（(]?(?:[1-9][0-9]?|[①-⑳]|[一二三四五六七八九])[）).、:：]"
)
_SEPARATORS = late_pattern(r"[\n；;]+|(?<=[^\s≥≤><=])\s{1,}(?=[≥≤><=＞＜＝])")
_NUMBER = re.compile(r"[-+]?[0-9][0-9,]*(?:\.[0-9]+)?%?")
_LONGEST_SIGN = 8
_SIGNS = frozenset("≥≤=><＞＜＝")


def find_fault(header: Header, found: Mapping[str, Sequence[Cell]]) -> Diagnostic | None:
    """Why a row is rejected, None for a row that is sound.

    Args:
        header: the headings of the table.
        found: the cells of the row by meaning.
    """
    return next(_faults(header, found), None)


def _faults(header: Header, found: Mapping[str, Sequence[Cell]]) -> Iterator[Diagnostic]:
    texts = Listed(on_one_line(cell.text) for cells in found.values() for cell in cells)
    names = found.get("name", ())
    if not names:
        cell = next(cell for cells in found.values() for cell in cells)
        yield cell.at.report("PR725", texts=texts)
        return
    count = _indicators_in(found)
    if count > 1:
        yield names[0].at.report("PR705", count=count, texts=texts)
    for meaning, cell in _misplaced(found):
        column = header.columns[meaning][0].text
        code = "PR707" if meaning == "operator" else "PR706"
        yield cell.at.report(code, column=column, text=on_one_line(cell.text), texts=texts)


def _misplaced(found: Mapping[str, Sequence[Cell]]) -> Iterator[tuple[str, Cell]]:
    """The cells that cannot belong to their heading, with its meaning."""
    checks = {
        "level1": _is_measure,
        "level2": _is_measure,
        "name": _is_measure,
        "operator": _is_no_sign,
        "target": _is_level,
        "unit": _is_measure,
        "weight": _is_no_weight,
        "score": _is_no_weight,
    }
    for meaning, is_wrong in checks.items():
        for cell in found.get(meaning, ()):
            if is_wrong(on_one_line(cell.text)):
                yield meaning, cell


def _is_measure(text: str) -> bool:
    """Whether a text is a number or a comparison, which is not a name."""
    if _NUMBER.fullmatch(plain(text)):
        return True
    return any(plain(text).startswith(sign) for sign in ("≥", "≤", "=", ">", "<"))


def _is_no_sign(text: str) -> bool:
    if (
        plain(text) in blanks()
        or plain(text) in vocabulary().signs
        or key_of(text) in vocabulary().directions
    ):
        return False
    return any(character.isdigit() for character in text) or len(text) > _LONGEST_SIGN


def _is_level(text: str) -> bool:
    return key_of(text) in vocabulary().level2


def _is_no_weight(text: str) -> bool:
    """Whether a cell of points holds a comparison, a measure or the word of a level."""
    if plain(text) in blanks() or Claim.of(text).value is not None:
        return False
    comparator = read(text).comparator
    measured = isinstance(comparator, Comparison) and any(character.isdigit() for character in text)
    return measured or _is_level(text) or key_of(text) in vocabulary().level1


def _indicators_in(found: Mapping[str, Sequence[Cell]]) -> int:
    """How many indicators a row seems to hold."""
    names = _names_in("\n".join(cell.text for cell in found.get("name", ())))
    targets = [len(_parts(cell.text)) for cell in found.get("target", ()) if _are_targets(_parts(cell.text))]
    points = [
        len(_numbers(cell.text))
        for meaning in ("weight", "score")
        for cell in found.get(meaning, ())
        if Claim.of(on_one_line(cell.text)).value is None or "\n" in cell.text.strip()
    ]
    several = [count for count in (*targets, *points) if count > 1]
    if names > 1 and several:
        return max(names, *several)
    return max(points, default=0) if any(count > 1 for count in points) else 1


def _names_in(text: str) -> int:
    numbered = len(_NUMBERED.findall(text))
    lines = [line for line in re.split(r"[\n；;]+", text) if line.strip()]
    return max(numbered, len(lines))


def _parts(text: str) -> list[str]:
    return [part.strip() for part in _SEPARATORS.split(text.strip()) if part.strip()]


def _are_targets(parts: Sequence[str]) -> bool:
    """Whether each part is a target of its own, and not the rest of a number that wraps: ≥12, 0名."""
    wraps = any(
        first[-1:].isdigit() and second[:1].isdigit() and first[:1] in _SIGNS
        for first, second in pairwise(parts)
    )
    return len(parts) > 1 and not wraps and all(_is_target(part) for part in parts)


def _is_target(text: str) -> bool:
    comparator = read(text).comparator
    return isinstance(comparator, Comparison) and any(character.isdigit() for character in text)


def _numbers(text: str) -> list[str]:
    parts = [part for part in re.split(r"[\s；;、]+", text.strip()) if part]
    return parts if all(Claim.of(part).value is not None for part in parts) else []
