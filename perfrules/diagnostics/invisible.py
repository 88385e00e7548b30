"""Characters that show nothing: controls, zero-width and bidirectional marks, fillers, lone surrogates.

Blanks and line breaks are no part of the set, because each format has rules of its own for them.
"""

from __future__ import annotations

INVISIBLE = (
    "\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff"
)
"""The members of a character class of regular expressions."""


def code_point(character: str) -> str:
    r"""Return the name by which messages call a character that cannot be shown.

    >>> code_point("\u200b")
    'U+200B'
    """
    return f"U+{ord(character):04X}"
