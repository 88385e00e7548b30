"""Mappings that nobody can change: what the library hands out stays what it was."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn, TypeVar

_K = TypeVar("_K")
_V = TypeVar("_V")


class ReadOnlyDict(dict[_K, _V]):
    """A dict whose methods that change it raise TypeError. Copies of it by `dict(…)` may be changed.

    >>> outcome = ReadOnlyDict({"sign_off": ("主要领导",)})
    >>> outcome["sign_off"] = ()
    Traceback (most recent call last):
    ...
    TypeError: this mapping is read-only; change a copy of it: dict(…)
    """

    __slots__ = ()

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise TypeError("this mapping is read-only; change a copy of it: dict(…)")

    __setitem__ = __delitem__ = _refuse
    __ior__ = update = setdefault = pop = popitem = clear = _refuse

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (dict(self),)


def read_only(mapping: Mapping[_K, _V]) -> ReadOnlyDict[_K, _V]:
    """Return the mapping as a read-only dict; one that is read-only already is returned as it is."""
    return mapping if isinstance(mapping, ReadOnlyDict) else ReadOnlyDict(mapping)


def read_only_by_name(mapping: Mapping[Any, Any]) -> Mapping[Any, Any]:
    """Do what `read_only` does, as a converter of attrs fields: type checkers know no generic ones."""
    return read_only(mapping)
