"""XML read safely, each element with its place: no DOCTYPE, so no entities; bounded depth and number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.parsers import expat

from attrs import define, field, frozen

from perfrules.diagnostics import Diagnostic, Source, Span
from perfrules.documents.errors import DocumentError
from perfrules.documents.text import decode

MAX_XML_DEPTH = 100
"""How deep elements may nest; a decision table needs about ten."""
MAX_XML_ELEMENTS = 500_000
"""How many elements a file may have; a table of 10,000 rules and ten columns has half of it."""

_DECLARED = re.compile(rb"""\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_NAME_END = re.compile(r"[\s/>]")
# What the text was decoded from; expat is given UTF-8 whatever the declaration says.
_MARKS = b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"


@frozen
class Element:
    """An element: `namespace` and local `name`, attributes by local name, children, text of its own.

    Attributes of a namespace go by `{namespace}name`. `span` is the opening of its tag; `text_span` the
    stretch from its first to its last character that is not a blank, where it has text.
    """

    namespace: str
    name: str
    attributes: Mapping[str, str] = field(hash=False)
    children: tuple[Element, ...]
    text: str
    span: Span
    text_span: Span

    def all(self, name: str) -> Iterator[Element]:
        """Its children of a name in its own namespace."""
        return (child for child in self.children if child.name == name and child.namespace == self.namespace)

    def first(self, name: str) -> Element | None:
        """Its first child of a name in its own namespace, or None."""
        return next(self.all(name), None)


def read_xml(data: bytes, name: str | None = None) -> tuple[Element, Source]:
    r"""Read XML bytes into elements, and the source that their spans count in.

    Args:
        data: the file's content, in the encoding it declares or one of the usual ones.
        name: what the source is called in messages.

    Raises:
        DocumentError: PR910 for what is not XML, PR911 for a DOCTYPE, PR912 nested too deep or of too many
            elements, and what `decode` raises.

    >>> root, source = read_xml(b"<a><b id='x'> 5 </b></a>")
    >>> [(child.name, child.attributes["id"], child.text) for child in root.children]
    [('b', 'x', '5')]
    """
    declared = None if data.startswith(_MARKS) else _DECLARED.match(data[:200])
    source = decode(data, name, declared.group(1).decode() if declared else None).source
    return _Builder(source).root(), source


@define
class _Open:
    """An element that is not closed yet."""

    namespace: str
    name: str
    attributes: dict[str, str]
    span: Span
    children: list[Element]
    texts: list[str]
    text_at: int | None = None


class _Builder:
    """Builds elements from expat's events."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.data = source.text.encode()
        self.stack: list[_Open] = []
        self.count = 0
        self.done: Element | None = None
        # Where the last event was, in bytes and in characters: events come in order.
        self.byte, self.character = 0, 0
        self.parser = expat.ParserCreate("utf-8", namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.StartDoctypeDeclHandler = self._doctype

    def root(self) -> Element:
        try:
            self.parser.Parse(self.data, True)
        except expat.ExpatError as error:
            raise self._refusal("PR910", reason=expat.ErrorString(error.code)) from error
        if self.done is None:
            raise AssertionError("expat read a document without a root")
        return self.done

    def _at(self) -> int:
        """Where the parser is, in characters of the source."""
        byte = max(self.parser.CurrentByteIndex, self.byte)
        self.character += len(self.data[self.byte : byte].decode(errors="ignore"))
        self.byte = byte
        return self.character

    def _refusal(self, code: str, **facts: str) -> DocumentError:
        at = min(self._at(), max(len(self.source.text) - 1, 0))
        return DocumentError(Diagnostic(code, facts, Span(at, at + 1), self.source))

    def _doctype(self, *_declaration: object) -> None:
        raise self._refusal("PR911")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if len(self.stack) >= MAX_XML_DEPTH or self.count > MAX_XML_ELEMENTS:
            raise self._refusal("PR912", depth=str(MAX_XML_DEPTH), count=f"{MAX_XML_ELEMENTS:,}")
        at = self._at()
        end = _NAME_END.search(self.source.text, at)
        namespace, _, local = name.rpartition(" ")
        given = {_attribute(key): value for key, value in attributes.items()}
        span = Span(at, end.start() if end else at + 1)
        self.stack.append(_Open(namespace, local, given, span, [], []))

    def _characters(self, text: str) -> None:
        if self.stack and text.strip():
            here = self.stack[-1]
            if here.text_at is None:
                here.text_at = self._at() + len(text) - len(text.lstrip())
        if self.stack:
            self.stack[-1].texts.append(text)

    def _end(self, _name: str) -> None:
        at = self._at()
        here = self.stack.pop()
        text = "".join(here.texts).strip()
        element = Element(
            here.namespace,
            here.name,
            here.attributes,
            tuple(here.children),
            text,
            here.span,
            self._text_span(here, at) if text else here.span,
        )
        if self.stack:
            self.stack[-1].children.append(element)
        else:
            self.done = element

    def _text_span(self, here: _Open, end: int) -> Span:
        start = here.span.start if here.text_at is None else here.text_at
        written = self.source.text[start:end]
        return Span(start, start + len(written.rstrip()))


def _attribute(name: str) -> str:
    namespace, _, local = name.rpartition(" ")
    return f"{{{namespace}}}{local}" if namespace else local
