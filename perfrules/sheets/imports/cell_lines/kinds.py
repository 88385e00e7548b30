"""Which texts may be in which column of a table, by their kind."""

from __future__ import annotations

from collections.abc import Sequence

from perfrules.documents.media.pages.pieces import Piece
from perfrules.expressions import Comparison, Range, read
from perfrules.resources.late_patterns import late_pattern
from perfrules.sheets.forms.model import Claim
from perfrules.sheets.forms.target_columns import level_of
from perfrules.sheets.imports.recognition.vocabulary import key_of, vocabulary
from perfrules.sheets.labels import blanks, plain

NUMERIC = frozenset({"weight", "score", "review"})
"""Columns of numbers."""
FREE = frozenset({"explanation", "note", "description", "basis", "rule", "evidence"})
"""Columns of any text."""
_SHORTEST_NAME = 2
_POSSIBILITY = late_pattern("确定能|有可能|完全不可能|不可能|可能|能够|不能")


def fits(name: str, text: str, *, below_level: bool) -> bool:
    """Whether a text may be in a column, by its kind.

    Args:
        name: the meaning of the column.
        text: a text that is not blank.
        below_level: whether the line above names a first level.
    """
    key = key_of(level_of(text)[0])
    is_level1, is_level2 = key in vocabulary().level1, key in vocabulary().level2
    if name == "level1":
        return is_level1 and not (is_level2 and below_level)
    if name == "level2":
        return is_level2
    if is_level1 or is_level2:
        return False
    if name in NUMERIC:
        return is_number(text) or plain(text) in blanks()
    if name == "operator":
        return plain(text) in vocabulary().signs or key in vocabulary().directions
    if name == "unit":
        return not any(character.isdigit() for character in text)
    if plain(text) in vocabulary().signs or plain(text) == "%":
        return False
    if name == "possibility":
        return _POSSIBILITY.match(text) is not None
    if name in ("name", *FREE):
        short = name == "name" and sum(map(str.isalpha, text)) < _SHORTEST_NAME
        return not short and not is_measure(text) and not _POSSIBILITY.match(text)
    return True


def follows_level(lines: Sequence[Piece], at: int) -> bool:
    """Whether the line above names a first level, so that a word of both levels is the second."""
    above = next((line.text for line in reversed(lines[:at]) if line.text), "")
    key = key_of(level_of(above)[0])
    return key in vocabulary().level1 and key not in vocabulary().level2


def is_number(text: str) -> bool:
    """Whether a text is a number."""
    return Claim.of(text).value is not None


def is_measure(text: str) -> bool:
    """Whether a text is a number, a comparison or a range, which is not a name."""
    comparator = read(text).comparator
    return isinstance(comparator, Comparison | Range) and any(character.isdigit() for character in text)
