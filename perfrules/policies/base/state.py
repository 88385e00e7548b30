"""What is pickled and copied of a policy."""

from __future__ import annotations

from typing import Any

from attrs import AttrsInstance, fields


class FieldsOnly:
    """Pickles and copies the fields of an attrs class, not its cached properties.

    The caches of a policy that other threads use may grow while it is pickled.
    """

    def __getstate__(self: AttrsInstance) -> dict[str, Any]:
        return {each.name: getattr(self, each.name) for each in fields(type(self))}
