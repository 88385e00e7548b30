"""Files that people write: text in any usual encoding, and YAML read strictly, each thing with its place.

A file is read by `read_text` (any text) or `read_document` (a YAML document of a kind, checked against its
schema `grammar/<kind>.schema.json`); both raise `DocumentError` with every problem at once. `emit_yaml` and
`write_text` are the way back.
"""

from typing import TYPE_CHECKING

from perfrules.documents.document import FORMAT_VERSION, Document, fit_document, read_document
from perfrules.documents.errors import DocumentError
from perfrules.documents.limits import MAX_BYTES, MAX_CHARACTERS, MAX_DEPTH, MAX_PROBLEMS
from perfrules.documents.nodes import Entry, Mapping, Node, Scalar, Sequence, node_at, span_at, to_plain
from perfrules.documents.schemas.keys import canonical, nearest, spelled
from perfrules.documents.schemas.schema import kinds
from perfrules.documents.text import TextDocument, decode, read_bytes, read_text
from perfrules.resources.late_modules import late_names

if TYPE_CHECKING:
    from perfrules.documents.media.csv_cells import bare, guarded
    from perfrules.documents.writing import (
        is_at_work,
        make_folder,
        process_name,
        require_no_input,
        scratch_folder,
        write_bytes,
        write_text,
    )
    from perfrules.documents.yaml.emit import Plain, emit_yaml
    from perfrules.documents.yaml.reader import read_yaml
    from perfrules.documents.yaml.scalars import flow_text
else:
    __getattr__ = late_names(
        {
            "bare": "perfrules.documents.media.csv_cells",
            "guarded": "perfrules.documents.media.csv_cells",
            "is_at_work": "perfrules.documents.writing",
            "make_folder": "perfrules.documents.writing",
            "process_name": "perfrules.documents.writing",
            "require_no_input": "perfrules.documents.writing",
            "scratch_folder": "perfrules.documents.writing",
            "write_bytes": "perfrules.documents.writing",
            "write_text": "perfrules.documents.writing",
            "Plain": "perfrules.documents.yaml.emit",
            "emit_yaml": "perfrules.documents.yaml.emit",
            "read_yaml": "perfrules.documents.yaml.reader",
            "flow_text": "perfrules.documents.yaml.scalars",
        }
    )

__all__ = [
    "FORMAT_VERSION",
    "MAX_BYTES",
    "MAX_CHARACTERS",
    "MAX_DEPTH",
    "MAX_PROBLEMS",
    "Document",
    "DocumentError",
    "Entry",
    "Mapping",
    "Node",
    "Plain",
    "Scalar",
    "Sequence",
    "TextDocument",
    "bare",
    "canonical",
    "decode",
    "emit_yaml",
    "fit_document",
    "flow_text",
    "guarded",
    "is_at_work",
    "kinds",
    "make_folder",
    "nearest",
    "node_at",
    "process_name",
    "read_bytes",
    "read_document",
    "read_text",
    "read_yaml",
    "require_no_input",
    "scratch_folder",
    "span_at",
    "spelled",
    "to_plain",
    "write_bytes",
    "write_text",
]
