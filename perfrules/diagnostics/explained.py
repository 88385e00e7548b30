"""What every result that explains itself has in common."""

from __future__ import annotations

from abc import ABC, abstractmethod

from perfrules.diagnostics.messages import Language


class Explained(ABC):
    """A result with reasons: `explain(language)` as text, `why` as a list of Chinese sentences."""

    __slots__ = ()

    @abstractmethod
    def explain(self, language: Language = "zh") -> str:
        """Return the reasons, in Chinese or English."""

    @property
    def why(self) -> list[str]:
        """The reasons as Chinese sentences; see `explain` for English."""
        return [self.explain()]
