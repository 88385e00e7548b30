"""Write texts and bytes to files: a file holds all of the new content afterwards, or its old content."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from perfrules.diagnostics import Diagnostic, Source, Span
from perfrules.diagnostics.invisible import code_point
from perfrules.documents.errors import DocumentError
from perfrules.resources.late_modules import late_module
from perfrules.resources.late_patterns import late_pattern

if TYPE_CHECKING:
    import platform
    import tempfile
else:
    platform = late_module("platform")
    tempfile = late_module("tempfile")

_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_TEMPORARY = late_pattern(r"\.perfrules-(?P<process>[0-9a-f]{8}-\d+)-[0-9a-f]{16}\.tmp")
_ABANDONED_AFTER = 3600.0
"""Seconds after which a file of a process on another computer is abandoned; a write takes far less."""


def write_text(path: Path, text: str) -> None:
    r"""Write a text as UTF-8 with `\n` as line end, in one step.

    The text goes to a new file in the same folder, is forced to disk, and replaces the old file. Permissions
    and owner of the old file are kept. A symbolic link is followed, not replaced.

    Raises:
        DocumentError: PR134 the file cannot be written, PR135 a character that no file can hold, PR164 not a
            regular file, PR165 a file with several names. The old file is kept.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write_text(Path(folder, "表.yaml"), "指标值: 5次\n")
    ...     Path(folder, "表.yaml").read_text(encoding="utf-8")
    '指标值: 5次\n'
    """
    write_bytes(path, _encoded(text, str(path)))


def write_bytes(path: Path, data: bytes) -> None:
    r"""Write bytes in one step, as `write_text` writes a text.

    Raises:
        DocumentError: PR134, PR164 or PR165; the old file is kept.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write_bytes(Path(folder, "card.xlsx"), b"PK")
    ...     Path(folder, "card.xlsx").read_bytes()
    b'PK'
    """
    try:
        target = Path(os.path.realpath(path))
        old = _state(target)
        if old is not None:
            _require_replaceable(path, old)
        _remove_abandoned(target.parent)
        _replace(target, data, old)
    except DocumentError:
        raise
    except (OSError, ValueError) as error:
        # ValueError: a path that no file system accepts, such as one with a NUL in it.
        raise _unwritable(path, error) from error


def make_folder(path: Path) -> None:
    """Make a folder and those above it, if they do not exist.

    Raises:
        DocumentError: PR134 the folder cannot be made.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     make_folder(Path(folder, "2024年", "表"))
    ...     [each.name for each in Path(folder).iterdir()]
    ['2024年']
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise _unwritable(path, error) from error


@contextmanager
def scratch_folder(purpose: Path) -> Iterator[Path]:
    """Make a folder that is removed afterwards, to write or convert the file `purpose` in it.

    Raises:
        DocumentError: PR134 for `purpose`: there is no temporary folder, or a file in it cannot be written.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="perfrules-") as folder:
            yield Path(folder)
    except OSError as error:
        raise _unwritable(Path(error.filename or purpose), error) from error


def require_no_input(outputs: Iterable[Path], inputs: Iterable[Path]) -> None:
    """Check that no output is also an input.

    An input folder means the YAML files in it.

    Raises:
        DocumentError: PR163 for the first output that is one of the inputs.
    """
    read = list(inputs)
    for output in outputs:
        if any(_is_read(output, each) for each in read):
            raise _refused("PR163", output)


def _is_read(output: Path, given: Path) -> bool:
    try:
        if given.is_dir():
            inside = Path(os.path.realpath(given)) in Path(os.path.realpath(output)).parents
            return inside and output.suffix.lower() in {".yaml", ".yml"} and output.exists()
        return os.path.samefile(output, given)
    except (OSError, ValueError):
        return os.path.realpath(output) == os.path.realpath(given)


def process_name() -> str:
    """The name of this process, for files that other processes must leave alone while it runs."""
    return f"{_computer()}-{os.getpid()}"


def is_at_work(process: str, path: Path) -> bool:
    """Whether the process of this name, which made a file, still runs.

    A process on another computer runs, as far as is known, while the file is younger than an hour.
    """
    computer, _, number = process.rpartition("-")
    # On Windows, asking for a process in this way would end it.
    if computer == _computer() and os.name == "posix":
        return _is_running(int(number))
    state = _state(path)
    return state is not None and time.time() - state.st_mtime <= _ABANDONED_AFTER


def _unwritable(path: Path, error: OSError | ValueError) -> DocumentError:
    return _refused("PR134", path, reason=getattr(error, "strerror", None) or str(error))


def _refused(code: str, path: Path, **facts: str) -> DocumentError:
    return DocumentError(Diagnostic(code, {"name": str(path), **facts}, None, Source("", str(path))))


def _encoded(text: str, name: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        span = Span(error.start, error.start + 1)
        raise DocumentError(
            Diagnostic("PR135", {"character": code_point(text[error.start])}, span, Source(text, name))
        ) from error


def _state(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _require_replaceable(path: Path, old: os.stat_result) -> None:
    if stat.S_ISDIR(old.st_mode):
        raise IsADirectoryError(path)
    if not stat.S_ISREG(old.st_mode):
        raise _refused("PR164", path)
    if old.st_nlink > 1:
        raise _refused("PR165", path)


def _replace(path: Path, data: bytes, old: os.stat_result | None) -> None:
    name = f".perfrules-{process_name()}-{os.urandom(8).hex()}.tmp"
    temporary = path.with_name(name)
    try:
        # Not by `tempfile`: its files are closed to others whatever the umask is.
        with os.fdopen(os.open(temporary, _NEW_FILE, 0o666), "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if old is not None:
            _take_over(temporary, old)
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    _force_to_disk(path.parent)


def _take_over(temporary: Path, old: os.stat_result) -> None:
    """Give the new file the owner and the permissions of the old one."""
    new = temporary.stat()
    if hasattr(os, "chown") and (new.st_uid, new.st_gid) != (old.st_uid, old.st_gid):
        os.chown(temporary, old.st_uid, old.st_gid)
    temporary.chmod(stat.S_IMODE(old.st_mode))


def _remove_abandoned(folder: Path) -> None:
    """Remove the temporary files of processes that were killed while they wrote."""
    with os.scandir(folder) as entries:
        found = [entry.name for entry in entries if _TEMPORARY.fullmatch(entry.name)]
    for name in found:
        if _is_abandoned(folder / name):
            (folder / name).unlink(missing_ok=True)


def _is_abandoned(path: Path) -> bool:
    found = _TEMPORARY.fullmatch(path.name)
    return found is not None and path.exists() and not is_at_work(found["process"], path)


@cache
def _computer() -> str:
    return f"{crc32(platform.node().encode()):08x}"


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def _force_to_disk(folder: Path) -> None:
    """Force the folder's entry to disk, on systems that can open a folder."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
