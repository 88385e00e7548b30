"""Read policy files in any format, chosen by the ending of their names."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from perfrules.diagnostics import Diagnostic, Source
from perfrules.documents import DocumentError, read_bytes, read_document
from perfrules.policies.formats.table_reading import TableReading

Format = Literal["yaml", "dmn", "xlsx"]
FORMATS: Mapping[str, Format] = {
    ".yaml": "yaml",
    ".yml": "yaml",
    ".dmn": "dmn",
    ".xml": "dmn",
    ".xlsx": "xlsx",
}
"""The format of a file by the end of its name."""


def format_of(path: Path) -> Format:
    """Return the format of a file by its name.

    Raises:
        DocumentError: PR901: an unknown ending.

    >>> format_of(Path("approval.dmn"))
    'dmn'
    """
    found = FORMATS.get(path.suffix.lower())
    if found is None:
        raise DocumentError(Diagnostic("PR901", {"name": str(path)}))
    return found


def read_policy_document(path: Path, decision: str | None = None) -> TableReading:
    """The document of a policy file in any format; one whose name ends in no way that is known is YAML.

    Args:
        path: the file.
        decision: which decision of a DMN file is meant; the only one there is where None.

    Raises:
        PerfrulesError: what reading the format raises.
    """
    format_ = FORMATS.get(path.suffix.lower(), "yaml")
    if format_ == "yaml":
        return TableReading(read_document(path))
    return read_format(read_bytes(path), format_, str(path), decision)


def read_format(
    data: bytes, format_: Format, name: str | None = None, decision: str | None = None
) -> TableReading:
    """The document in the bytes of a file of a format; `name` is what it is called in messages.

    Raises:
        PerfrulesError: what reading the format raises.
    """
    if format_ == "dmn":
        from perfrules.policies.formats.dmn.reader import read_dmn  # late: XML and FEEL cost 40 ms

        return read_dmn(data, name, decision)
    if format_ == "xlsx":
        from perfrules.policies.formats.xlsx.reader import read_xlsx  # late: zip and XML cost 20 ms

        return read_xlsx(data, name)
    return TableReading(read_document(Source(data.decode(), name), "decision"))
