"""Modules that are imported when one of their names is first used: most processes need few of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


class _LateModule:
    """A module that is imported when one of its names is first used."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        return getattr(import_module(self._name), name)


def late_module(name: str) -> Any:
    """Return what a module can be used as, without importing it yet.

    It is for modules that only an error, a file format or an option needs. The module is also imported
    under `TYPE_CHECKING`, so that type checkers and the proof of the floors see it.

    >>> late_module("difflib").get_close_matches("amont", ["amount"])
    ['amount']
    """
    return _LateModule(name)


def late_names(homes: Mapping[str, str]) -> Callable[[str], Any]:
    """Return a `__getattr__` for a package with names of modules that most processes do not need.

    Args:
        homes: the module of each name.

    >>> late_names({"get_close_matches": "difflib"})("get_close_matches")("amont", ["amount"])
    ['amount']
    """

    def get(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"no attribute {name!r}")
        return getattr(import_module(homes[name]), name)

    return get
