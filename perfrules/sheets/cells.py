"""Cells of a table in any medium: their text and their place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from perfrules.documents.media.pages.model import Cell

__all__ = ["Cell", "Row"]

Row: TypeAlias = Sequence[Cell]
