"""Modules that are imported when one of their names is first used: most processes need few of them."""

from __future__ import annotations

from importlib import import_module
from typing import Any


class _LateModule:
    """Stands for a module until one of its names is asked for; it keeps the names that were."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        value = getattr(import_module(self._name), name)
        self.__dict__[name] = value
        return value


def late_module(name: str) -> Any:
    """Return what a module can be used as, without importing it yet.

    It is for modules that only an error, a file format or an option needs. The module is also imported
    under `TYPE_CHECKING`, so that type checkers and the proof of the floors see it.

    >>> late_module("difflib").get_close_matches("amont", ["amount"])
    ['amount']
    """
    return _LateModule(name)
