"""Tests beside policies, and laws that every policy must keep."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from perfrules.testing.consistency import consistency_suite

__all__ = ["consistency_suite"]


def __getattr__(name: str) -> object:
    if name != "consistency_suite":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    # On first use: it needs pytest and Hypothesis, which tests in files do without.
    return getattr(import_module("perfrules.testing.consistency"), name)
