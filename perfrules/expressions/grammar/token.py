"""A stretch of a text and what kind of word or sign it is."""

from __future__ import annotations

from typing import Self


class Token(str):
    """The characters from `start_pos` to `end_pos` of the normalised text; `type` names their terminal.

    >>> Token("UNIT", "天", 2, 3).type
    'UNIT'
    """

    type: str
    value: str
    start_pos: int
    end_pos: int

    def __new__(cls, type: str, value: str, start_pos: int, end_pos: int) -> Self:  # noqa: A002 - as in Lark
        """A token of its type, its characters and its place."""
        self = str.__new__(cls, value)
        self.type, self.value, self.start_pos, self.end_pos = type, value, start_pos, end_pos
        return self

    def update(self, type: str | None = None, value: str | None = None) -> Token:  # noqa: A002 - as in Lark
        """The token at the same place with another type or other characters."""
        return Token(type or self.type, self.value if value is None else value, self.start_pos, self.end_pos)
