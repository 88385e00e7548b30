"""The XML parts of an Office file as events; no DOCTYPE, bounded depth, local names only."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import IO, Protocol
from xml.parsers import expat

MOST_DEPTH = 64
_CHUNK = 64 * 1024


class PartError(Exception):
    """A part is not well-formed or nests too deep."""


class Handler(Protocol):
    """What is done with the elements of a part, by their local names."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def end(self, tag: str) -> None:
        """An element ends."""

    def text(self, data: str) -> None:
        """Text inside an element."""


def parse_part(stream: IO[bytes], part: str, handler: Handler) -> None:
    """Feed a part to its handler; namespaces do not matter, so strict files are read too.

    Raises:
        PartError: the part is not XML, or nests deeper than `MOST_DEPTH`.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    depth = 0

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MOST_DEPTH:
            raise PartError(part)
        handler.start(tag.rpartition(" ")[2], attributes)

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        handler.end(tag.rpartition(" ")[2])

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = handler.text
    parser.StartDoctypeDeclHandler = _refuse(part)
    try:
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise PartError(part) from error


def _refuse(part: str) -> Callable[..., None]:
    def doctype(*_: object) -> None:
        raise PartError(part)

    return doctype
