"""A representation that classes of attrs share, because one that is generated for each costs start-up."""

from __future__ import annotations

from typing import Any, cast

from attrs import Attribute, AttrsInstance, fields


class PlainRepr:
    """Represents a value as attrs does: the class, and each field that is shown, by name.

    >>> from attrs import frozen
    >>> @frozen(repr=False)
    ... class Point(PlainRepr):
    ...     x: int
    ...     y: int
    >>> Point(1, 2)
    Point(x=1, y=2)
    """

    __slots__ = ()

    def __repr__(self) -> str:
        name = type(self).__qualname__.rpartition(">.")[2]
        shown = (each for each in fields(cast("type[AttrsInstance]", type(self))) if each.repr)
        return f"{name}({', '.join(f'{each.name}={self._represented(each)}' for each in shown)})"

    def _represented(self, field: Attribute[Any]) -> str:
        represent = field.repr if callable(field.repr) else repr
        return str(represent(getattr(self, field.name)))
