"""The progress of an audit in a folder, from which an interrupted run continues.

`progress.json` says what the run is, how far it is, which parts belong to it and which process saves here. A
part holds what was found after the part before: `PART.json`, and `PART-K.arrow` for the frame K. It counts
from the moment when `progress.json` names it, which is replaced in one step. Of several processes that run
the same audit at the same time, one saves its progress.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias

import polars as pl
from attrs import define, field

from perfrules.diagnostics import Diagnostic
from perfrules.documents import DocumentError, is_at_work, make_folder, process_name, write_bytes, write_text
from perfrules.ledgers.errors import LedgerError
from perfrules.resources.late_patterns import late_pattern

Plain: TypeAlias = dict[str, Any]
_FILE, _RUN, _PARTS, _STATE, _OWNER = "progress.json", "perfrules-audit", "parts", "state", "process"

_PART = late_pattern(r"[0-9a-f]{16}(-\d+)?\.(json|arrow)|\.perfrules-.+\.tmp")


@define
class SavedProgress:
    """A folder with the progress of one run.

    `run` is the same text for runs that have the same result, and only for them. `seconds` is the least time
    between two savings.
    """

    folder: Path
    run: str
    seconds: float
    clock: Callable[[], float] = time.monotonic
    parts: list[str] = field(factory=list, init=False)
    _saved: float = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._saved = self.clock()

    def load(self) -> Plain | None:
        """Return the last saved state of this run, or None.

        It is None as well if another process saves here, or if a part is missing.

        Raises:
            LedgerError: PR865: the folder holds other things than progress.
        """
        try:
            data = json.loads((self.folder / _FILE).read_text(encoding="utf-8"))
            run, parts, state = data[_RUN], data[_PARTS], dict(data[_STATE])
        except (OSError, ValueError, TypeError, LookupError) as error:
            if self.folder.exists() and (not self.folder.is_dir() or self._names() - self._parts()):
                raise LedgerError(Diagnostic("PR865", {"folder": str(self.folder)})) from error
            return None
        if run != self.run or not isinstance(parts, list) or self._is_of_another(data):
            return None
        if not all((self.folder / f"{part}.json").exists() for part in parts):
            return None
        self.parts = parts
        return state

    def _names(self) -> set[str]:
        return {each.name for each in self.folder.iterdir()}

    def _parts(self) -> set[str]:
        """Files of parts, whole or begun; a killed process may leave them without `progress.json`."""
        return {name for name in self._names() if _PART.fullmatch(name)}

    def _is_of_another(self, data: Plain) -> bool:
        owner = data.get(_OWNER, "")
        return owner not in ("", process_name()) and is_at_work(owner, self.folder / _FILE)

    def _written(self) -> Plain:
        """What `progress.json` says now; empty if there is no such file."""
        try:
            data: Plain = json.loads((self.folder / _FILE).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        return data

    def found(self) -> Iterator[tuple[Plain, list[pl.DataFrame]]]:
        """Return the parts, each with its frames."""
        for part in self.parts:
            data: Plain = json.loads((self.folder / f"{part}.json").read_text(encoding="utf-8"))
            frames = (self.folder / f"{part}-{at}.arrow" for at in range(data["frames"]))
            yield data["found"], [pl.read_ipc(each) for each in frames]

    def is_due(self) -> bool:
        """Whether enough time has passed since progress was saved."""
        return self.clock() - self._saved >= self.seconds

    def save(self, state: Plain, found: Plain, frames: Sequence[pl.DataFrame]) -> bool:
        """Save the state, and what was found since the last time.

        Returns:
            False if nothing was saved, because another process saves its progress here.

        Raises:
            DocumentError: PR134: the folder cannot be written.
        """
        self._saved = self.clock()
        make_folder(self.folder)
        if self._is_of_another(self._written()):
            return False
        try:
            self._save_part(state, found, frames)
        except DocumentError:
            if self.folder.exists():
                raise
            # Another process with the same audit ended at this moment, and removed the folder.
            make_folder(self.folder)
            self._save_part(state, found, frames)
        return True

    def _save_part(self, state: Plain, found: Plain, frames: Sequence[pl.DataFrame]) -> None:
        # A name of its own: a part that `progress.json` names is never replaced by that of another process.
        part = os.urandom(8).hex()
        for at, frame in enumerate(frames):
            _write_frame(self.folder / f"{part}-{at}.arrow", frame)
        self._write(f"{part}.json", {"found": found, "frames": len(frames)})
        parts = [*self.parts, part]
        self._write(_FILE, {_RUN: self.run, _PARTS: parts, _STATE: state, _OWNER: process_name()})
        self.parts = parts

    def _write(self, name: str, data: Mapping[str, Any]) -> None:
        write_text(self.folder / name, json.dumps(data, ensure_ascii=False))

    def remove(self) -> None:
        """Remove the folder, unless nothing was saved or another process saves here."""
        if self.folder.is_dir() and self._names() and not self._is_of_another(self._written()):
            # Another process may begin to save here at this moment; what it adds may stay.
            shutil.rmtree(self.folder, ignore_errors=True)


def _write_frame(path: Path, frame: pl.DataFrame) -> None:
    stream = BytesIO()
    frame.write_ipc(stream, compression="lz4")
    write_bytes(path, stream.getvalue())
