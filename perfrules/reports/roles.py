"""What cells of forms and workbooks are, which decides how they are drawn."""

from __future__ import annotations

from typing import Literal

Role = Literal[
    "title", "year", "label", "side", "text", "group", "figure", "share", "total", "grade", "light",
    "signature",
]  # fmt: skip
"""What a cell is, which decides how it is drawn; `text` and `group` are what people wrote, to the letter."""

Tint = Literal["red", "yellow", "green", "blue", ""]
"""The colour behind a light."""
