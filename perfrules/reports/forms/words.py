"""The words of reports; those of the form are the form's own."""

from __future__ import annotations

from perfrules.diagnostics import Language, phrase
from perfrules.engine.scoring import Card, PolicyUsed
from perfrules.values import exact_text

_ROOM = " " * 16


class FormWords:
    """The words of one language, by key.

    >>> FormWords("zh")("agency"), FormWords("en")("year", year=2021)
    ('实施单位', '(year 2021)')
    """

    def __init__(self, language: Language, span: str = "") -> None:
        self.language: Language = language
        self.span = span

    def __call__(self, key: str, /, **facts: object) -> str:
        """Return the words of a key; raises as `phrase` does."""
        return phrase(f"forms.{key}", self.language, span=self.span, **facts)

    @property
    def signatures(self) -> str:
        """The line for signatures below a form, with room behind each name."""
        return self("signatures").replace("|", _ROOM)

    def about(self, span: str) -> FormWords:
        """Return the words for a part of the year, such as 1-6月."""
        return FormWords(self.language, span)

    def policy(self, used: PolicyUsed, key: str = "policy") -> str:
        """The policy by the document that it cites, or else by its id and version.

        The key `monitoring-policy` is for a policy of monitoring.
        """
        if used.document:
            return self(f"document-of-{key}", document=used.document)
        return self(key, id=used.id, version=used.version or self("no-version"))

    def open_points(self, card: Card) -> str:
        """How many rows of a card are open, their points, and the range of the total."""
        return self(
            "open-points",
            count=card.open_rows,
            points=exact_text(card.open_points),
            lowest=card.total,
            highest=card.highest,
        )

    def inline(self, key: str) -> str:
        """The words on one line, for the heads of plain tables.

        >>> FormWords("zh").inline("rate"), FormWords("en").inline("rate")
        ('执行率(B/A)', 'Rate (B/A)')
        """
        return self(key).replace("\n", phrase("punctuation.space", self.language))
