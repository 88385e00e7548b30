"""Raised characters and those of symbol fonts."""

from __future__ import annotations

from typing import Any

from perfrules.documents.media.pages.word.elements import attribute_of, tag_of

# What the symbol fonts of Word show, which are private characters in the file.
_SYMBOLS = {
    ("symbol", 0xB3): "≥", ("symbol", 0xA3): "≤", ("symbol", 0xB1): "±", ("symbol", 0xB4): "×",
    ("symbol", 0xB0): "°", ("symbol", 0xB9): "≠", ("symbol", 0xBB): "≈",
    ("wingdings", 0xFC): "√", ("wingdings", 0xFE): "☑", ("wingdings", 0xA8): "□", ("wingdings", 0x6F): "□",
    ("wingdings", 0xFB): "×", ("wingdings", 0xFD): "☒",
    ("wingdings 2", 0x50): "√", ("wingdings 2", 0x52): "☑", ("wingdings 2", 0xA3): "□",
    ("wingdings 2", 0x53): "☒", ("wingdings 2", 0x4F): "×",
}  # fmt: skip
_SUPERSCRIPTS = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_SUBSCRIPTS = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")


def raising_of(run: Any) -> dict[int, int] | None:
    """How the characters of a run are raised or lowered."""
    for properties in run:
        if tag_of(properties) == "rPr":
            for each in properties:
                if tag_of(each) == "vertAlign":
                    raised = {"superscript": _SUPERSCRIPTS, "subscript": _SUBSCRIPTS}
                    return raised.get(attribute_of(each, "val") or "")
    return None


def symbol_of(element: Any) -> str:
    """The character of a symbol font."""
    code = int(attribute_of(element, "char") or "0", 16)
    font = (attribute_of(element, "font") or "").lower()
    private = 0xF000 <= code <= 0xF0FF
    return _SYMBOLS.get((font, code & 0xFF if private else code), "\ufffd" if private else chr(code))
