"""The plain data of a decision as YAML that is laid out as people write it: small groups in brackets."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from perfrules.diagnostics import Source
from perfrules.documents import Plain
from perfrules.documents.formatting.formatter import format_document

# Line ends of YAML that JSON leaves as they are.
_LINE_ENDS = str.maketrans({"\u0085": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def decision_text(plain: Mapping[str, Plain]) -> str:
    """The text of the file of a decision, in the one layout there is.

    Raises:
        DocumentError: what it says fits no file.

    >>> plain = {"kind": "decision", "id": "x", "inputs": {"n": {"type": "number"}}}
    >>> plain |= {"outputs": {"who": {"type": "roles"}}}
    >>> plain |= {"rules": [{"id": "a", "when": {"n": ">=5"}, "then": {"who": ["局长"]}}]}
    >>> print(decision_text(plain).partition("rules:")[2])
      - id: a
        when: {n: ">=5"}
        then: {who: [局长]}
    """
    return format_document(Source("\n".join(_lines(plain)) + "\n"))


def _lines(plain: Mapping[str, Plain]) -> Iterator[str]:
    for key, value in plain.items():
        if key in ("inputs", "compute", "tables", "outputs") and isinstance(value, Mapping):
            yield f"{key}:"
            yield from (f"  {_flow(name)}: {_flow(each)}" for name, each in value.items())
        elif key in ("rules", "cite") and not isinstance(value, str | Mapping):
            yield f"{key}:"
            for item in value:
                yield from _item(item)
        else:
            yield f"{key}: {_flow(value)}"


def _item(item: Plain) -> Iterator[str]:
    """A rule a key a line; a citation in brackets."""
    if not isinstance(item, Mapping) or "then" not in item:
        yield f"  - {_flow(item)}"
        return
    mark = "  - "
    for key, value in item.items():
        if key == "cite" and not isinstance(value, str | Mapping):
            yield f"{mark}cite:"
            yield from (f"      - {_flow(each)}" for each in value)
        else:
            yield f"{mark}{key}: {_flow(value)}"
        mark = "    "


def _flow(plain: Plain) -> str:
    """A value in brackets and quotes, as JSON, which is YAML; the layout takes off those it does not need."""
    return json.dumps(plain, ensure_ascii=False).translate(_LINE_ENDS)
