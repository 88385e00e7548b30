"""What policies of every kind are made of: fields that are pickled, and a fingerprint of their meaning."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from functools import cached_property
from typing import TYPE_CHECKING, Any

from attrs import fields

from perfrules.resources.late_modules import late_module

if TYPE_CHECKING:
    import hashlib
else:
    hashlib = late_module("hashlib")


class PolicyContent(ABC):
    """The base of the policies of every kind.

    It pickles and copies the fields of a data class, not its cached properties: the caches of a policy that
    other threads use may grow while it is pickled.
    """

    @abstractmethod
    def to_json(self) -> dict[str, Any]:
        """Return its meaning as plain data, without layout."""

    @property
    def digest(self) -> str:
        """The fingerprint of its meaning; layout and wording of its file do not change it."""
        return self._digest

    @cached_property
    def _digest(self) -> str:
        return content_digest(self.to_json())

    def __getstate__(self) -> dict[str, Any]:
        cls: Any = type(self)
        return {each.name: getattr(self, each.name) for each in fields(cls)}


def content_digest(content: Any) -> str:
    """Return `sha256:` and the hash of plain data in one canonical spelling: keys sorted, no blanks.

    >>> content_digest({"a": "1", "b": []}) == content_digest({"b": [], "a": "1"})
    True
    """
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()
