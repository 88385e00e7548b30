"""Texts and bytes into files: either all that is new stands there afterwards, or the old file as it was."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from perfrules.diagnostics import Diagnostic, Source, Span
from perfrules.diagnostics.invisible import code_point
from perfrules.documents.errors import DocumentError

_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def write_text(path: Path, text: str) -> None:
    r"""Write a text as UTF-8, lines ended by `\n`, in one step that cannot leave half a file.

    The text goes into a new file in the same folder, is forced to disk, and takes the old one's place and
    permissions. A link is followed, not replaced.

    Raises:
        DocumentError: PR134 it cannot be written (the old file is kept), PR135 a character no file holds.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write_text(Path(folder, "表.yaml"), "指标值: 5次\n")
    ...     Path(folder, "表.yaml").read_text(encoding="utf-8")
    '指标值: 5次\n'
    """
    write_bytes(path, _encoded(text, str(path)))


def write_bytes(path: Path, data: bytes) -> None:
    r"""Write bytes as `write_text` writes a text: whole or not at all.

    Raises:
        DocumentError: PR134 they cannot be written; the old file is kept.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write_bytes(Path(folder, "card.xlsx"), b"PK")
    ...     Path(folder, "card.xlsx").read_bytes()
    b'PK'
    """
    try:
        _replace(Path(os.path.realpath(path)), data)
    except (OSError, ValueError) as error:
        # ValueError: a path no file system takes, such as one with a NUL in it.
        facts = {"name": str(path), "reason": getattr(error, "strerror", None) or str(error)}
        raise DocumentError(Diagnostic("PR134", facts, None, Source("", str(path)))) from error


def _encoded(text: str, name: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        span = Span(error.start, error.start + 1)
        raise DocumentError(
            Diagnostic("PR135", {"character": code_point(text[error.start])}, span, Source(text, name))
        ) from error


def _replace(path: Path, data: bytes) -> None:
    beside = path.with_name(f".perfrules-{secrets.token_hex(8)}.tmp")
    try:
        # Not by `tempfile`: its files are closed to others whatever the umask says.
        with os.fdopen(os.open(beside, _NEW_FILE, 0o666), "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if path.exists():
            beside.chmod(path.stat().st_mode & 0o7777)
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)
    _force_to_disk(path.parent)


def _force_to_disk(folder: Path) -> None:
    """The folder's entry too; systems that cannot open a folder keep it safe by themselves."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
