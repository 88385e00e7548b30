"""Names and attributes of elements without their namespaces."""

from __future__ import annotations

from typing import Any


def tag_of(element: Any) -> str:
    """The local name of an element; nothing for a comment."""
    # Comments and processing instructions have a function in the place of a tag.
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute_of(element: Any, name: str) -> str | None:
    """An attribute by its local name."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)
