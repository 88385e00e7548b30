"""Objects of data classes: copies with changes, and their fields by name."""

from __future__ import annotations

from typing import Any, TypeVar

from perfrules.data_classes.fields import FIELDS, fields

T = TypeVar("T")


def evolve(instance: T, **changes: Any) -> T:
    """Return a copy of an object with other values of some fields.

    Raises:
        TypeError: `__init__` takes no such field.
    """
    for each in fields(type(instance)):
        if each.init and each.argument not in changes:
            changes[each.argument] = getattr(instance, each.name)
    return type(instance)(**changes)


def as_dict(instance: object) -> dict[str, Any]:
    """Return the fields by name; so are data classes in them, in lists, in tuples and in mappings."""
    return {each.name: _plain(getattr(instance, each.name)) for each in fields(type(instance))}


def _plain(value: Any) -> Any:
    if hasattr(type(value), FIELDS):
        return as_dict(value)
    if isinstance(value, list | tuple):
        return type(value)(map(_plain, value))
    if isinstance(value, dict):
        return {_plain(key): _plain(each) for key, each in value.items()}
    return value
