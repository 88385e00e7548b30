"""The methods of a data class. Those that must be fast are written as Python when they are first called."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import ge, gt, le, lt
from types import MemberDescriptorType
from typing import Any

from perfrules.data_classes.fields import MISSING, Field, FromSelf, fields


class FrozenError(AttributeError):
    """A field of a frozen object was set or deleted."""


class LateMethod:
    """A method that takes its own place in its class when it is first looked up."""

    __slots__ = "name", "owner", "write"

    owner: type

    def __init__(self, write: Callable[[type], Callable[..., Any]]) -> None:
        self.write = write

    def __set_name__(self, owner: type, name: str) -> None:
        self.owner, self.name = owner, name

    def __get__(self, instance: object, owner: type | None = None) -> Any:
        method = self.write(self.owner)
        method.__qualname__ = f"{self.owner.__qualname__}.{self.name}"
        method.__module__ = self.owner.__module__
        setattr(self.owner, self.name, method)
        return method if instance is None else method.__get__(instance, owner)


def _written(cls: type, name: str, head: str, body: list[str], known: dict[str, Any]) -> Callable[..., Any]:
    source = "\n ".join([f"def {name}({head}):", *body])
    # The source has names of fields only, which are identifiers of the program itself.
    exec(compile(source, f"<{name} of {cls.__qualname__}>", "exec"), known)  # noqa: S102 - as said above
    method: Callable[..., Any] = known[name]
    return method


def write_init(cls: type) -> Callable[..., Any]:
    """Return `__init__`, which sets the fields in their order and calls `__post_init__` at the end."""
    known: dict[str, Any] = {"_missing": MISSING}
    body = [_assigned(cls, each, known) for each in fields(cls) if each.init or not each.required]
    if hasattr(cls, "__post_init__"):
        body.append("self.__post_init__()")
    taken = [each for each in fields(cls) if each.init]
    positional = [_argument(each, known) for each in taken if not each.kw_only]
    by_name = [_argument(each, known) for each in taken if each.kw_only]
    head = ", ".join(["self", *positional, *(["*"] if by_name else []), *by_name])
    method = _written(cls, "__init__", head, body or ["pass"], known)
    method.__annotations__ = {each.argument: each.annotation for each in taken} | {"return": "None"}
    return method


def _argument(field: Field, known: dict[str, Any]) -> str:
    if field.required:
        return field.argument
    if field.factory is not None or isinstance(field.default, FromSelf):
        return f"{field.argument}=_missing"
    known[f"_default_{field.name}"] = field.default
    return f"{field.argument}=_default_{field.name}"


def _assigned(cls: type, field: Field, known: dict[str, Any]) -> str:
    value = _value(field, known)
    if field.converter is not None:
        known[f"_convert_{field.name}"] = field.converter
        value = f"_convert_{field.name}({value})"
    slot = getattr(cls, field.name, None)
    if isinstance(slot, MemberDescriptorType):
        # The slot itself: the `__setattr__` of a frozen class is not in the way, and no name is looked up.
        known[f"_set_{field.name}"] = slot.__set__
        return f"_set_{field.name}(self, {value})"
    return f"self.__dict__[{field.name!r}] = {value}"


def _value(field: Field, known: dict[str, Any]) -> str:
    """The expression of what a field is set to."""
    given = field.argument
    if field.factory is not None:
        known[f"_make_{field.name}"] = field.factory
        made = f"_make_{field.name}()"
    elif isinstance(field.default, FromSelf):
        known[f"_make_{field.name}"] = field.default.make
        made = f"_make_{field.name}(self)"
    else:
        known[f"_default_{field.name}"] = field.default
        return given if field.init else f"_default_{field.name}"
    return f"{made} if {given} is _missing else {given}" if field.init else made


def write_eq(cls: type) -> Callable[..., Any]:
    """Return `__eq__`: of one class, and each compared field is equal."""
    compared = [f"self.{each.name} == other.{each.name}" for each in fields(cls) if each.eq]
    body = [
        "if other.__class__ is not self.__class__: return NotImplemented",
        f"return {' and '.join(compared) or 'True'}",
    ]
    return _written(cls, "__eq__", "self, other", body, {})


def write_hash(cls: type) -> Callable[..., Any]:
    """Return `__hash__` of the hashed fields; the name of the class keeps like classes apart."""
    hashed = [f"self.{each.name}" for each in fields(cls) if each.hash]
    body = [f"return hash(({cls.__qualname__!r}, {''.join(f'{each}, ' for each in hashed)}))"]
    return _written(cls, "__hash__", "self", body, {})


def orders() -> Iterator[tuple[str, Callable[[Any, Any], Any]]]:
    """Yield `__lt__` and the others, which compare the fields in their order."""
    for compare in lt, le, gt, ge:
        yield f"__{compare.__name__}__", _order(compare)


def _order(compare: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def ordered(self: object, other: object) -> Any:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return compare(_compared(self), _compared(other))

    return ordered


def _compared(instance: object) -> tuple[Any, ...]:
    return tuple(getattr(instance, each.name) for each in fields(type(instance)) if each.eq)


def representation(self: object) -> str:
    """`Name(field=value)` with the fields that are shown."""
    shown = ", ".join(f"{each.name}={getattr(self, each.name)!r}" for each in fields(type(self)) if each.repr)
    return f"{type(self).__qualname__.rpartition('>.')[2]}({shown})"


def refuse_to_set(self: object, name: str, value: object) -> None:  # noqa: ARG001 - the protocol
    """`__setattr__` of a frozen class.

    Raises:
        FrozenError: always.
    """
    raise FrozenError(f"{type(self).__name__} is read-only: {name!r} cannot be set")


def refuse_to_delete(self: object, name: str) -> None:
    """`__delattr__` of a frozen class.

    Raises:
        FrozenError: always.
    """
    raise FrozenError(f"{type(self).__name__} is read-only: {name!r} cannot be deleted")


def state(self: object) -> dict[str, Any]:
    """The values of the fields, to be pickled or copied."""
    return {each.name: getattr(self, each.name) for each in fields(type(self)) if hasattr(self, each.name)}


def restore(self: object, values: dict[str, Any]) -> None:
    """Set the fields from pickled values, although the class may be frozen."""
    for name, value in values.items():
        object.__setattr__(self, name, value)
