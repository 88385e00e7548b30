"""Facts of a message that are put into words when somebody reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from perfrules.diagnostics.read_only import ReadOnlyDict


class LateFacts(Mapping[str, str]):
    """Facts by name, made at the first look at any of them; equal to a dict of the same facts.

    A check makes hundreds of findings, most of which are printed in one language or not at all.

    >>> facts = LateFacts(lambda: {"count": 2})
    >>> facts["count"], facts == {"count": "2"}
    ('2', True)
    """

    __slots__ = ("_facts", "_make")

    def __init__(self, make: Callable[[], Mapping[str, object]]) -> None:
        self._make: Callable[[], Mapping[str, object]] | None = make
        self._facts: dict[str, str] = {}

    def _made(self) -> dict[str, str]:
        if self._make is not None:
            self._facts = {name: str(value) for name, value in self._make().items()}
            self._make = None
        return self._facts

    def __getitem__(self, name: str) -> str:
        return self._made()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._made())

    def __len__(self) -> int:
        return len(self._made())

    def __repr__(self) -> str:
        return repr(self._made())

    def __reduce__(self) -> tuple[Any, ...]:
        return ReadOnlyDict, (self._made(),)
