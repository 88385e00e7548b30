"""Office files as packages: the kind of document, its main part, and the parts to which a part refers."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Mapping
from typing import IO, Literal, TypeAlias
from urllib.parse import unquote

from attrs import define, field, frozen

from perfrules.documents.media.part_events import Handler, PartError, parse_part
from perfrules.resources.plain_repr import PlainRepr

Kind: TypeAlias = Literal["xlsx", "docx"]
OpenKind: TypeAlias = Literal["ods", "odt"]
"""The kinds of OpenDocument packages with tables."""

_TYPES = "[Content_Types].xml"
_MOST_TYPES = 1024 * 1024
_MAIN_TYPES: Mapping[Kind, tuple[bytes, ...]] = {
    "docx": (
        b"wordprocessingml.document.main+xml",
        b"wordprocessingml.template.main+xml",
        b"ms-word.document.macroEnabled.main+xml",
    ),
    "xlsx": (
        b"spreadsheetml.sheet.main+xml",
        b"spreadsheetml.template.main+xml",
        b"ms-excel.sheet.macroEnabled.main+xml",
    ),
}
_OPEN_TYPES: Mapping[bytes, OpenKind] = {
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.text": "odt",
}
_USUAL: Mapping[Kind, str] = {"xlsx": "xl/workbook.xml", "docx": "word/document.xml"}


@frozen(repr=False)
class Relation(PlainRepr):
    """What a part refers to: the last word of the type of the relation, and the name of the part."""

    kind: str
    target: str


@define(repr=False)
class _RelationsPart(PlainRepr):
    """`_rels/*.rels`: relations by their ids."""

    base: str
    found: dict[str, Relation] = field(factory=dict)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            target = posixpath.join(self.base, unquote(attributes.get("Target", "")))
            self.found[attributes.get("Id", "")] = Relation(kind, posixpath.normpath(target).lstrip("/"))

    def end(self, tag: str) -> None:
        """Nothing ends here."""

    def text(self, data: str) -> None:
        """The part has no text."""


@frozen(repr=False)
class OfficePackage(PlainRepr):
    """The parts of an Office file by name; case and the direction of slashes do not matter."""

    archive: zipfile.ZipFile
    names: Mapping[str, str]

    @classmethod
    def of(cls, archive: zipfile.ZipFile) -> OfficePackage:
        """The package in an archive."""
        return cls(archive, {_folded(name): name for name in archive.namelist()})

    def __contains__(self, part: str) -> bool:
        """Whether there is a part of this name."""
        return _folded(part) in self.names

    def open(self, part: str) -> IO[bytes]:
        """A part as a stream.

        Raises:
            PartError: there is no such part.
        """
        if part not in self:
            raise PartError(part)
        return self.archive.open(self.names[_folded(part)])

    def read(self, part: str) -> bytes:
        """The bytes of a part.

        Raises:
            PartError: there is no such part.
        """
        with self.open(part) as stream:
            return stream.read()

    def parse(self, part: str, handler: Handler) -> None:
        """Feed the elements of a part to a handler.

        Raises:
            PartError: the part is missing, not XML, or nests too deep.
        """
        with self.open(part) as stream:
            parse_part(stream, part, handler)

    def relations(self, part: str = "") -> dict[str, Relation]:
        """The relations of a part by their ids, those of the package where no part is named."""
        folder, _, name = part.rpartition("/")
        source = posixpath.join(folder, "_rels", f"{name}.rels")
        handler = _RelationsPart(folder)
        if source in self:
            self.parse(source, handler)
        return handler.found

    def kind(self) -> Kind | OpenKind | None:
        """The kind of document, by the types of its parts; without them by the usual names."""
        if "mimetype" in self:
            with self.open("mimetype") as stream:
                return _OPEN_TYPES.get(stream.read(_MOST_TYPES).strip())
        types = b""
        if _TYPES in self:
            with self.open(_TYPES) as stream:
                types = stream.read(_MOST_TYPES)
        named = (kind for kind, marks in _MAIN_TYPES.items() if any(mark in types for mark in marks))
        return next(named, None) or next((kind for kind, part in _USUAL.items() if part in self), None)

    def main_part(self, kind: Kind) -> str:
        """The part with the document itself, which need not have the usual name.

        Raises:
            PartError: there is none.
        """
        found = [each.target for each in self.relations().values() if each.kind == "officeDocument"]
        part = next((each for each in (*found, _USUAL[kind]) if each in self), None)
        if part is None:
            raise PartError(_USUAL[kind])
        return part


def _folded(part: str) -> str:
    return part.replace("\\", "/").lstrip("/").lower()
