"""Characters that nobody sees: controls, zero-width and bidirectional marks, lone surrogates."""

from __future__ import annotations

import re

UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]|\r(?!\n)"
)
"""Matches one such character, a carriage return only where it ends no line."""


def code_point(character: str) -> str:
    r"""The name by which messages call a character that cannot be shown.

    >>> code_point("\u200b")
    'U+200B'
    """
    return f"U+{ord(character):04X}"
