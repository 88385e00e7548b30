"""Documents inside a document (`altChunk`): web pages, texts and .docx files, which Word shows in place."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from attrs import evolve, frozen

from perfrules.documents.media.office_package import OfficePackage, Relation
from perfrules.documents.media.pages.html import read_html
from perfrules.documents.media.pages.placing import RawBlock, RawParagraph
from perfrules.documents.text import decode

MOST_CHUNKS = 100


class UnreadableChunkError(Exception):
    """A part inside a document that cannot be read."""


@frozen
class Chunks:
    """The parts inside one document; `nested` reads a .docx, and is None inside such a part."""

    package: OfficePackage
    relations: dict[str, Relation]
    name: str
    nested: Callable[[bytes], tuple[RawBlock, ...]] | None = None

    def blocks(self, identifier: str, number: int) -> Iterator[RawBlock]:
        """The blocks of a part, by the id of its relation; their places name its number.

        Raises:
            UnreadableChunkError: there is no such part, or it is of a kind that is not read.
        """
        relation = self.relations.get(identifier)
        if relation is None or relation.target not in self.package or number > MOST_CHUNKS:
            raise UnreadableChunkError(identifier)
        data = self.package.read(relation.target)
        yield from (_placed(block, f"嵌入{number} ") for block in self._read(data, relation.target))

    def _read(self, data: bytes, part: str) -> tuple[RawBlock, ...]:
        if data.startswith(b"PK") and self.nested is not None:
            return self.nested(data)
        ending = part.rpartition(".")[2].lower()
        if ending in ("html", "htm", "xhtml", "xml"):
            return read_html(decode(data, self.name).source.text, self.name)[0].blocks
        if ending == "txt":
            lines = enumerate(decode(data, self.name).source.text.splitlines(), 1)
            return tuple(RawParagraph(line.strip(), f"段{at}") for at, line in lines if line.strip())
        raise UnreadableChunkError(part)


def _placed(block: RawBlock, prefix: str) -> RawBlock:
    """A block whose place says in which part it is."""
    if isinstance(block, RawParagraph):
        return evolve(block, address=f"{prefix}{block.address}")
    address = block.address
    return evolve(block, address=lambda row, column: f"{prefix}{address(row, column)}")
