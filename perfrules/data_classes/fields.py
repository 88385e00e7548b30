"""The fields of a class: what `field` says of one, and all of a class in their order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast, overload

T = TypeVar("T")

FIELDS = "__data_fields__"
"""The attribute of a class with its fields, those of its bases first."""
MISSING: Any = object()
"""The default of a field that has none."""


class FromSelf:
    """A default that is made from the fields before it."""

    __slots__ = ("make",)

    def __init__(self, make: Callable[[Any], Any]) -> None:
        self.make = make


class Field:
    """A field of a class. `argument` is its name in `__init__` and `evolve`."""

    name: str
    annotation: Any

    __slots__ = (
        "alias", "annotation", "converter", "default", "eq", "factory", "hash", "init", "kw_only", "name",
        "repr",
    )  # fmt: skip

    def __init__(
        self,
        default: Any = MISSING,
        factory: Callable[[], Any] | None = None,
        converter: Callable[[Any], Any] | None = None,
        alias: str = "",
        **options: bool,
    ) -> None:
        self.default, self.factory, self.converter, self.alias = default, factory, converter, alias
        self.init = options.pop("init", True)
        self.eq = options.pop("eq", True)
        self.hash = options.pop("hash", True) and self.eq
        self.repr = options.pop("repr", True)
        self.kw_only = options.pop("kw_only", False)
        if options:
            raise TypeError(f"unknown options of a field: {', '.join(options)}")

    @property
    def argument(self) -> str:
        """Its name as an argument."""
        return self.alias or self.name

    @property
    def required(self) -> bool:
        """Whether it has no default."""
        return self.default is MISSING and self.factory is None


@overload
def field(*, default: T, **options: Any) -> T: ...
@overload
def field(*, factory: Callable[[], T], **options: Any) -> T: ...
@overload
def field(
    *,
    init: bool = ...,
    eq: bool = ...,
    hash: bool = ...,
    repr: bool = ...,
    kw_only: bool = ...,
    alias: str = ...,
    converter: Callable[[Any], Any] = ...,
) -> Any: ...
def field(**options: Any) -> Any:
    """Say more of a field than its annotation.

    Args:
        **options:
            `default` or `factory`: what it is where nothing is given, or what makes that; `from_self` makes a
            default from the fields before it.
            `converter`: makes its value from what is given, or from the default.
            `init`: whether `__init__` takes it; `kw_only`: by name only; `alias`: by another name.
            `eq`: whether objects that differ in it differ; without it, the hash leaves it out too.
            `hash`, `repr`: whether it is a part of the hash, and of what is shown.
    """
    return Field(**options)


def from_self(make: Callable[[Any], T]) -> T:
    """Return the default that a function makes from an object that has the fields before.

    >>> from perfrules.data_classes import frozen
    >>> @frozen
    ... class Span:
    ...     start: int
    ...     end: int = from_self(lambda span: span.start + 1)
    >>> Span(2)
    Span(start=2, end=3)
    """
    marked: Any = FromSelf(make)
    return cast("T", marked)


def fields(cls: type) -> tuple[Field, ...]:
    """The fields of a class, those of its bases first."""
    found: tuple[Field, ...] = getattr(cls, FIELDS)
    return found


def own_fields(cls: type) -> list[Field]:
    """The fields that the body of a class annotates."""
    found = []
    for name, annotation in cls.__annotations__.items():
        if not str(annotation).startswith(("ClassVar", "typing.ClassVar")):
            value = cls.__dict__.get(name, MISSING)
            found.append(_named(value if isinstance(value, Field) else Field(value), name, annotation))
    return found


def _named(field: Field, name: str, annotation: object) -> Field:
    field.name, field.annotation = name, annotation
    return field


def all_fields(cls: type, own: list[Field]) -> tuple[Field, ...]:
    """The fields of the bases, without those that the class has anew, and its own."""
    names = {field.name for field in own}
    inherited: dict[str, Field] = {}
    for base in reversed(cls.__mro__[1:]):
        for field in base.__dict__.get(FIELDS, ()):
            # The base that is nearest to the class says what the field is.
            inherited.pop(field.name, None)
            inherited[field.name] = field
    return *(field for name, field in inherited.items() if name not in names), *own
