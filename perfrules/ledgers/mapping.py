"""A mapping file: which heading of a ledger is which part, `签批: 领导意见`."""

from __future__ import annotations

from pathlib import Path

from perfrules.diagnostics import Diagnostic
from perfrules.documents import Mapping, Scalar, read_yaml
from perfrules.documents.text import read_text
from perfrules.ledgers.errors import LedgerError


def load_mapping(path: Path | str) -> dict[str, str]:
    """Read a mapping file in YAML: parts and their headings.

    Parts are inputs and outputs of the policies by their names or titles, roles and documents, events of
    schedules, `date`, `payee`, `unit`, `category`. Whether the policies have them is checked by `audit`.

    Raises:
        LedgerError: PR863: it is not a mapping of texts.
        DocumentError: the file cannot be read.
    """
    root = read_yaml(read_text(Path(path)).source)
    if not isinstance(root, Mapping):
        raise _refused(path)
    found: dict[str, str] = {}
    for entry in root.entries:
        if not isinstance(entry.value, Scalar):
            raise _refused(path)
        found[entry.key.text] = entry.value.text
    return found


def _refused(path: Path | str) -> LedgerError:
    return LedgerError(Diagnostic("PR863", {"file": str(path)}))
