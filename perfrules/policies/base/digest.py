"""A fingerprint of the meaning of a policy, independent of its layout."""

from __future__ import annotations

import hashlib
import json
from typing import Any


def content_digest(content: Any) -> str:
    """`sha256:` and the hash of plain data in one canonical spelling: keys sorted, no blanks.

    >>> content_digest({"a": "1", "b": []}) == content_digest({"b": [], "a": "1"})
    True
    """
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()
