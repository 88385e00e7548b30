"""Words that a policy may only take from a list, such as a type or a hit policy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from perfrules.policies.base.errors import Fault, Path


def unknown_word(written: object, allowed: Sequence[str], path: Path) -> Iterator[Fault]:
    """Yield PR145, as for a file, if a word is not one of those allowed.

    >>> [fault.code for fault in unknown_word("uniqe", ("unique", "any"), ("hit",))]
    ['PR145']
    """
    if written in allowed:
        return
    # Late: the spellings are read from YAML, which a valid policy in Python does not need.
    from perfrules.documents import spelled

    zh = "、".join(spelled(each, "zh", "values") for each in allowed)
    yield Fault("PR145", path, {"text": str(written), "allowed_zh": zh, "allowed_en": ", ".join(allowed)})
