"""The decorators: they collect the fields of a class and give it slots and methods."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, TypeVar, dataclass_transform, overload

from perfrules.data_classes import methods
from perfrules.data_classes.fields import FIELDS, Field, all_fields, field, own_fields
from perfrules.data_classes.methods import LateMethod

T = TypeVar("T")


@overload
def define(cls: type[T]) -> type[T]: ...
@overload
def define(
    *, eq: bool = True, order: bool = False, repr: bool = True, slots: bool = True
) -> Callable[[type[T]], type[T]]: ...
@dataclass_transform(field_specifiers=(field,))
def define(cls: Any = None, **options: bool) -> Any:
    """Give a class slots for its annotated fields, and `__init__`, `__eq__` and `__repr__`.

    A method that the body of the class has is kept. `__post_init__` is called at the end of `__init__`.

    Args:
        cls: the class.
        **options: `eq`, whether objects with equal fields are equal; `order`, whether they are ordered by
            their fields; `repr`, whether one is shown as `Name(field=value)`; `slots`, whether fields have
            slots, without which an object has a `__dict__`. All but `order` are on.
    """
    return _decorated(cls, options, frozen=False)


@overload
def frozen(cls: type[T]) -> type[T]: ...
@overload
def frozen(
    *, eq: bool = True, order: bool = False, repr: bool = True, slots: bool = True
) -> Callable[[type[T]], type[T]]: ...
@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: Any = None, **options: bool) -> Any:
    """Do what `define` does, for objects whose fields cannot be set; they have a hash where they are equal.

    Args:
        cls: the class.
        **options: those of `define`.
    """
    return _decorated(cls, options, frozen=True)


def _decorated(cls: Any, options: dict[str, bool], *, frozen: bool) -> Any:
    def decorate(cls: type) -> type:
        own = own_fields(cls)
        members = dict(cls.__dict__)
        for each in own:
            members.pop(each.name, None)
        members[FIELDS] = all_fields(cls, own)
        for name, method in _methods(members[FIELDS], frozen=frozen, **options):
            members.setdefault(name, method)
        return _with_slots(cls, members, own) if options.get("slots", True) else _changed(cls, members, own)

    return decorate if cls is None else decorate(cls)


def _methods(
    found: tuple[Field, ...],
    *,
    frozen: bool,
    eq: bool = True,
    order: bool = False,
    repr: bool = True,  # noqa: A002 - the name of the option
    slots: bool = True,
) -> Iterator[tuple[str, Any]]:
    """Yield what a class gets by name, unless its body has it."""
    yield "__init__", LateMethod(methods.write_init)
    yield "__match_args__", tuple(each.name for each in found if each.init and not each.kw_only)
    if eq:
        yield "__eq__", LateMethod(methods.write_eq)
        yield "__hash__", LateMethod(methods.write_hash) if frozen else None
    if order:
        yield from methods.orders()
    if repr:
        yield "__repr__", methods.representation
    if frozen:
        yield "__setattr__", methods.refuse_to_set
        yield "__delattr__", methods.refuse_to_delete
    if slots:
        yield "__getstate__", methods.state
        yield "__setstate__", methods.restore


def _changed(cls: type, members: dict[str, Any], own: list[Field]) -> type:
    """The class itself with other members, which are set after it was made."""
    for each in own:
        if each.name in cls.__dict__:
            delattr(cls, each.name)
    for name, member in members.items():
        if name not in cls.__dict__:
            setattr(cls, name, member)
            if isinstance(member, LateMethod):
                member.__set_name__(cls, name)
    return cls


def _with_slots(cls: type, members: dict[str, Any], own: list[Field]) -> type:
    """A class in place of the first, because slots can only be given when a class is made."""
    bases = cls.__mro__[1:]
    taken = {name for base in bases for name in base.__dict__.get("__slots__", ())}
    slots = [each.name for each in own if each.name not in taken]
    if any(isinstance(each, cached_property) for each in members.values()):
        slots += [] if any(base.__dictoffset__ for base in bases) else ["__dict__"]
    slots += [] if any(base.__weakrefoffset__ for base in bases) else ["__weakref__"]
    members = {name: each for name, each in members.items() if name not in ("__dict__", "__weakref__")}
    members |= {"__slots__": tuple(slots), "__qualname__": cls.__qualname__}
    made = type(cls)(cls.__name__, cls.__bases__, members)
    for each in cls.__dict__.values():
        _enter(made, cls, each)
    return made


def _enter(made: type, cls: type, member: Any) -> None:
    """Let `super()` and `__class__` in a method mean the class that took the place of the first."""
    for name in "__func__", "fget", "func":
        member = getattr(member, name, member)
    for cell in getattr(member, "__closure__", None) or ():
        if cell.cell_contents is cls:
            cell.cell_contents = made
