"""Names in a row as one fact of a message, joined as the language of the message does it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

from perfrules.diagnostics.messages import Language
from perfrules.diagnostics.sentences import phrase

_COMMA = "punctuation.enumeration"


class Listed(str):
    """Several names as one text; a message in English separates them by commas.

    >>> names = Listed(["蔬菜、水果", "粮食"])
    >>> names, names.text("en")
    ('蔬菜、水果、粮食', '蔬菜、水果, 粮食')
    """

    items: tuple[str, ...]

    def __new__(cls, items: Iterable[str]) -> Self:
        """Join the names."""
        names = tuple(items)
        made = super().__new__(cls, phrase(_COMMA, "zh").join(names))
        made.items = names
        return made

    def __getnewargs__(self) -> tuple[tuple[str, ...]]:  # type: ignore[override]  # what copies are made of
        """The arguments of a copy."""
        return (self.items,)

    def text(self, language: Language) -> str:
        """The names as a sentence of a language has them."""
        return phrase(_COMMA, language).join(self.items)
