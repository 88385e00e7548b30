"""Convert decision policies between YAML, DMN and xlsx, by the endings of file names."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Protocol

from perfrules.diagnostics import Diagnostic, Language, PerfrulesError, Source
from perfrules.diagnostics.key_names import language_of_keys
from perfrules.documents import (
    Document,
    DocumentError,
    emit_yaml,
    read_document,
    read_yaml,
    require_no_input,
    spelled,
    write_bytes,
)
from perfrules.documents.formatting.formatter import format_document
from perfrules.documents.yaml.comments import comments_of
from perfrules.policies.base.errors import PolicyError
from perfrules.policies.decisions.from_document import read_decision
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.decisions.to_plain import plain_decision
from perfrules.policies.decisions.to_text import decision_text
from perfrules.policies.formats.by_ending import Format, format_of, read_format, read_policy_document
from perfrules.policies.formats.dmn.writer import write_dmn
from perfrules.policies.formats.plain_rules import plain_rules
from perfrules.policies.formats.xlsx.writer import write_xlsx


def document_of(policy: DecisionPolicy) -> Document:
    """Return the document of a policy that a program built.

    Raises:
        PolicyError: PR903: no file can express it.
    """
    try:
        document = read_document(Source(emit_yaml(plain_decision(policy))), "decision")
        stated = read_decision(document)
    except PerfrulesError as error:
        raise _unstated(policy, "yaml", error) from error
    _refuse_loss(policy, stated, "yaml")
    return document


class _Compiled(Protocol):
    @property
    def policy(self) -> DecisionPolicy:
        """What was compiled."""


def dump_policy(policy: DecisionPolicy | _Compiled) -> str:
    """Return a decision policy, compiled or not, as the text of a formatted YAML file.

    Raises:
        PolicyError: PR903: no file can express it.

    >>> from perfrules.policies.loader import find_policy
    >>> print(dump_policy(find_policy("teaching.procurement")).splitlines()[2])
    id: teaching.procurement
    """
    model = policy if isinstance(policy, DecisionPolicy) else policy.policy
    return write_policy(document_of(model), "yaml")[0].decode()


def write_policy(document: Document, format_: Format) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """The file that a document is in a format, and notes on what the format had no place for.

    What is written is read back, and must say the same.

    Raises:
        PolicyError: PR903: the format cannot hold it; PR905: it is not a decision.
    """
    policy = _decision(document)
    if format_ == "dmn":
        text, notes = write_dmn(document)
        data = text.encode()
    elif format_ == "xlsx":
        data, notes = write_xlsx(document), ()
    else:
        data, notes = decision_text(document.plain).encode(), ()
    try:
        written = read_decision(read_format(data, format_).document)
    except PerfrulesError as error:
        raise _unstated(policy, format_, error) from error
    _refuse_loss(policy, written, format_)
    return data, notes


def _decision(document: Document) -> DecisionPolicy:
    if document.kind != "decision":
        raise PolicyError(document.diagnostic("PR905", "kind", id=str(document.plain.get("id", ""))))
    return read_decision(document)


def _refuse_loss(policy: DecisionPolicy, written: DecisionPolicy, format_: Format) -> None:
    was, became = policy.to_json(), written.to_json()
    parts = [key for key in was if was[key] != became.get(key)]
    if parts:
        words = "、".join(spelled(part, "zh") for part in parts), ", ".join(parts)
        raise _loss(policy, format_, *words)


def _unstated(policy: DecisionPolicy, format_: Format, error: PerfrulesError) -> PerfrulesError:
    """Return the error of a file that cannot be read back; a missing library stays what it is."""
    first = error.diagnostics[0]
    if first.code == "PR904":
        return error
    return _loss(policy, format_, first.message("zh"), first.message("en"))


def _loss(policy: DecisionPolicy, format_: Format, zh: str, en: str) -> PolicyError:
    return PolicyError(
        Diagnostic("PR903", {"id": policy.id, "format": format_, "parts_zh": zh, "parts_en": en})
    )


def convert(
    source: str | os.PathLike[str],
    target: str | os.PathLike[str],
    *,
    decision: str | None = None,
    overwrite: bool = False,
    plain: bool = False,
    keys: Language | None = None,
) -> tuple[Diagnostic, ...]:
    """Write a decision policy to a file of another format, or of the same.

    Args:
        source: the policy, `.yaml`, `.dmn` or `.xlsx`.
        target: the file to write; its name says the format.
        decision: which decision of a DMN file is meant; the only one there is where None.
        overwrite: whether an existing file may be replaced.
        plain: whether scope, overrides and exceptions become plain rules, so that other engines decide alike.
            Added in 0.2.
        keys: the language of the keys of a YAML target; that of the source if None. Added in 0.2.

    Returns:
        Notes, all of severity `info`: what was not carried over, what went into extension elements.

    Raises:
        DocumentError: PR901: an unknown format; PR902: the target exists; PR163: the target is the source;
            and the errors of reading.
        PolicyError: PR903: the format cannot hold all of it; PR905: it is not a decision; PR947: it cannot be
            rewritten as plain rules.

    >>> from tempfile import TemporaryDirectory
    >>> from perfrules.resources.paths import data_path
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "procurement.dmn")
    ...     notes = convert(data_path("policies", "teaching", "procurement.yaml"), file)
    ...     print(read_policy_document(file).document.plain["id"], [note.code for note in notes])
    teaching.procurement ['PR930', 'PR926', 'PR927']
    """
    path, into = Path(source), Path(target)
    was, format_ = format_of(path), format_of(into)
    require_no_input([into], [path])
    if into.exists() and not overwrite:
        raise DocumentError(Diagnostic("PR902", {"name": str(into)}))
    reading = read_policy_document(path, decision)
    document = document_of(plain_rules(_decision(reading.document))) if plain else reading.document
    data, notes = write_policy(document, format_)
    written_in = keys or language_of_keys(reading.document.source)
    if format_ == "yaml" and written_in is not None:
        data = format_document(Source(data.decode()), written_in).encode()
    write_bytes(into, data)
    return (*reading.notes, *(_comments_left(reading.document) if was == "yaml" else ()), *notes)


def _comments_left(document: Document) -> tuple[Diagnostic, ...]:
    """A note on the comments of a YAML file, which no table has a place for."""
    if not comments_of(read_yaml(document.source), document.source):
        return ()
    return (Diagnostic("PR930", {"parts_zh": "注释", "parts_en": "comments"}, None, document.source),)
