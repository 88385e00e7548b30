"""Plain data as YAML that people read: block style, and quotes exactly where a text needs them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from perfrules.diagnostics import Diagnostic
from perfrules.documents.errors import DocumentError
from perfrules.documents.limits import MAX_DEPTH
from perfrules.documents.yaml.scalars import LONGEST_KEY, block_text, key_text

Plain: TypeAlias = str | Sequence["Plain"] | Mapping[str, "Plain"]
"""What a document is made of: texts, lists and dicts with text keys."""


def emit_yaml(plain: Plain) -> str:
    r"""Write texts, lists and dicts as block YAML.

    A text is quoted exactly where `read_yaml` or PyYAML would not read it back as the same text: `yes`, `010`
    and `2021-12-31` are, `5次` is not. `read_yaml` gives back what was written, whatever the texts hold.

    Raises:
        DocumentError: PR107 nested too deep to be read again, PR135 a character no file holds.

    >>> print(emit_yaml({"规则": [{"编号": "a", "条件": ">=5次", "说明": "一\n二"}], "其他": []}), end="")
    规则:
      - 编号: a
        条件: ">=5次"
        说明: |-
          一
          二
    其他: []
    """
    return "\n".join(_block(plain, 0)) + "\n"


def _block(plain: Plain, depth: int) -> list[str]:
    """The lines of a value, the first of which may follow a key or dash."""
    if isinstance(plain, str):
        return block_text(plain)
    if depth >= MAX_DEPTH:
        raise DocumentError(Diagnostic("PR107", {"limit": str(MAX_DEPTH)}))
    if isinstance(plain, Mapping):
        return [line for key, value in plain.items() for line in _entry(key, value, depth)] or ["{}"]
    return [line for item in plain for line in _item(item, depth)] or ["[]"]


def _item(item: Plain, depth: int) -> Iterator[str]:
    lines = _block(item, depth + 1)
    # A `|` block is already indented by two blanks.
    return iter(["- " + lines[0], *lines[1:]]) if isinstance(item, str) else _hung("- ", lines)


def _entry(key: str, value: Plain, depth: int) -> Iterator[str]:
    lines = _block(value, depth + 1)
    written = key_text(key)
    if len(written) > LONGEST_KEY:
        yield from ("? " + written, *_hung(": ", lines))
    elif isinstance(value, str) or not value:
        yield from (f"{written}: {lines[0]}", *lines[1:])
    else:
        yield from (written + ":", *("  " + line if line else "" for line in lines))


def _hung(mark: str, lines: list[str]) -> Iterator[str]:
    yield mark + lines[0]
    yield from ("  " + line if line else "" for line in lines[1:])
