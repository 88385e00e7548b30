"""Write elements as XML text; the same elements always give the same bytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from attrs import Factory, field, frozen

from perfrules.diagnostics import Diagnostic, Source, Span
from perfrules.documents import DocumentError
from perfrules.resources.late_patterns import late_pattern

# What XML 1.0 cannot hold, not even as a reference.
_FORBIDDEN = late_pattern("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_KEPT = {"\r": "&#13;"}


@frozen
class Tag:
    """An element to be written: `text`, or children one a line."""

    name: str
    attributes: Mapping[str, str] = field(default=Factory(dict), hash=False)
    children: Sequence[Tag] = ()
    text: str = ""


def markup(root: Tag) -> str:
    """The XML of an element and all below it.

    Raises:
        DocumentError: PR135 for a character that XML cannot hold.

    >>> print(markup(Tag("a", {"id": "x"}, (Tag("b", text="<5"),))), end="")
    <?xml version="1.0" encoding="UTF-8"?>
    <a id="x">
      <b>&lt;5</b>
    </a>
    """
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', *_lines(root, "")]) + "\n"


def _lines(tag: Tag, indent: str) -> Iterator[str]:
    attributes = "".join(f" {name}={quoteattr(_sound(value))}" for name, value in tag.attributes.items())
    opening = f"{indent}<{tag.name}{attributes}"
    if tag.children:
        yield f"{opening}>"
        for child in tag.children:
            yield from _lines(child, indent + "  ")
        yield f"{indent}</{tag.name}>"
    elif tag.text:
        yield f"{opening}>{escape(_sound(tag.text), _KEPT)}</{tag.name}>"
    else:
        yield f"{opening}/>"


def _sound(text: str) -> str:
    forbidden = _FORBIDDEN.search(text)
    if forbidden:
        facts = {"character": f"U+{ord(forbidden.group()):04X}"}
        raise DocumentError(Diagnostic("PR135", facts, Span(*forbidden.span()), Source(text)))
    return text
