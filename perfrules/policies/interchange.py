"""Decision policies from one format to another: YAML, DMN, xlsx, told apart by how the names of files end."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal, Protocol

from perfrules.diagnostics import Diagnostic, PerfrulesError, Source
from perfrules.documents import Document, DocumentError, emit_yaml, read_bytes, read_document, write_bytes
from perfrules.documents.format import format_document
from perfrules.policies.decision import DecisionPolicy
from perfrules.policies.decision_file import read_decision
from perfrules.policies.decision_plain import plain_decision
from perfrules.policies.dmn.reader import read_dmn
from perfrules.policies.dmn.writer import write_dmn
from perfrules.policies.errors import PolicyError
from perfrules.policies.table_reading import TableReading
from perfrules.policies.xlsx.reader import read_xlsx
from perfrules.policies.xlsx.writer import write_xlsx

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
    """The format that a file is of, to judge by its name.

    Raises:
        DocumentError: PR901 none of those known.

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
    return _read(read_bytes(path), format_, str(path), decision)


def _read(data: bytes, format_: Format, name: str | None, decision: str | None = None) -> TableReading:
    if format_ == "dmn":
        return read_dmn(data, name, decision)
    if format_ == "xlsx":
        return read_xlsx(data, name)
    return TableReading(read_document(Source(data.decode(), name), "decision"))


def document_of(policy: DecisionPolicy) -> Document:
    """The document that states a policy which a program built.

    Raises:
        PolicyError: PR903 where no file can state it.
    """
    document = read_document(Source(emit_yaml(plain_decision(policy))), "decision")
    _refuse_loss(policy, document, "yaml")
    return document


class _Compiled(Protocol):
    @property
    def policy(self) -> DecisionPolicy:
        """What was compiled."""


def dump_policy(policy: DecisionPolicy | _Compiled) -> str:
    """A decision policy, compiled or not, as the text of a YAML file, laid out in the one way there is.

    Raises:
        PolicyError: PR903 where no file can state it.

    >>> from perfrules.policies.loader import load_policy
    >>> print(dump_policy(load_policy("teaching.procurement")).splitlines()[2])
    id: teaching.procurement
    """
    model = policy if isinstance(policy, DecisionPolicy) else policy.policy
    return write_policy(document_of(model), "yaml")[0].decode()


def write_policy(document: Document, format_: Format) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """The file that a document is in a format, and notes on what the format had no place for.

    What is written is read back, and must say the same.

    Raises:
        PolicyError: PR903 where the format cannot hold it; PR905 where it is no decision.
    """
    policy = _decision(document)
    if format_ == "dmn":
        text, notes = write_dmn(document)
        data = text.encode()
    elif format_ == "xlsx":
        data, notes = write_xlsx(document), ()
    else:
        data, notes = format_document(Source(emit_yaml(document.plain))).encode(), ()
    try:
        written = _read(data, format_, None).document
    except PerfrulesError as error:
        raise _loss(policy, format_, error.diagnostics[0].message("zh")) from error
    _refuse_loss(policy, written, format_)
    return data, notes


def _decision(document: Document) -> DecisionPolicy:
    if document.kind != "decision":
        raise PolicyError(document.tell("PR905", "kind", id=str(document.plain.get("id", ""))))
    return read_decision(document)


def _refuse_loss(policy: DecisionPolicy, written: Document, format_: Format) -> None:
    was, became = policy.to_json(), read_decision(written).to_json()
    parts = [key for key in was if was[key] != became[key]]
    if parts:
        raise _loss(policy, format_, "、".join(parts))


def _loss(policy: DecisionPolicy, format_: Format, parts: str) -> PolicyError:
    return PolicyError(Diagnostic("PR903", {"id": policy.id, "format": format_, "parts": parts}))


def convert(
    source: str | Path, target: str | Path, *, decision: str | None = None, overwrite: bool = False
) -> tuple[Diagnostic, ...]:
    """Write a decision policy into a file of another format, or of the same, and say what to note about it.

    Args:
        source: the policy, `.yaml`, `.dmn` or `.xlsx`.
        target: the file to write; its name says the format.
        decision: which decision of a DMN file is meant; the only one there is where None.
        overwrite: whether a file that is there may be replaced.

    Returns:
        Notes, all of severity `info`: what was not carried over, what went into extension elements.

    Raises:
        DocumentError: PR901 a format that is not known, PR902 the target is there, and what reading raises.
        PolicyError: PR903 where the format cannot hold all of it, PR905 where it is no decision.

    >>> from tempfile import TemporaryDirectory
    >>> from perfrules.resources import data_path
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "procurement.dmn")
    ...     notes = convert(data_path("policies", "teaching", "procurement.yaml"), file)
    ...     print(read_policy_document(file).document.plain["id"], [note.code for note in notes])
    teaching.procurement ['PR926', 'PR927']
    """
    path, into = Path(source), Path(target)
    format_of(path)
    format_ = format_of(into)
    if into.exists() and not overwrite:
        raise DocumentError(Diagnostic("PR902", {"name": str(into)}))
    reading = read_policy_document(path, decision)
    data, notes = write_policy(reading.document, format_)
    write_bytes(into, data)
    return (*reading.notes, *notes)
