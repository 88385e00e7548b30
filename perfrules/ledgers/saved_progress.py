"""The progress of an audit in a folder, from which an interrupted run continues.

`progress.json` says what the run is, how far it is and how many parts belong to it. Part N holds what was
found after part N − 1: `N.json`, and `N-K.arrow` for the frame K. A part counts from the moment when
`progress.json` names it, which is replaced in one step.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias

import polars as pl
from attrs import define, field

from perfrules.diagnostics import Diagnostic
from perfrules.documents import make_folder, write_bytes, write_text
from perfrules.ledgers.errors import LedgerError

Plain: TypeAlias = dict[str, Any]
_FILE, _RUN, _PARTS, _STATE = "progress.json", "perfrules-audit", "parts", "state"


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
    parts: int = field(default=0, init=False)
    _saved: float = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._saved = self.clock()

    def load(self) -> Plain | None:
        """Return the last saved state of this run, or None.

        Raises:
            LedgerError: PR865: the folder holds other things than progress.
        """
        try:
            data = json.loads((self.folder / _FILE).read_text(encoding="utf-8"))
            run, parts, state = data[_RUN], int(data[_PARTS]), dict(data[_STATE])
        except (OSError, ValueError, TypeError, LookupError) as error:
            if self.folder.exists() and (not self.folder.is_dir() or any(self.folder.iterdir())):
                raise LedgerError(Diagnostic("PR865", {"folder": str(self.folder)})) from error
            return None
        if run != self.run:
            return None
        self.parts = parts
        return state

    def found(self) -> Iterator[tuple[Plain, list[pl.DataFrame]]]:
        """Return the parts, each with its frames."""
        for part in range(self.parts):
            data: Plain = json.loads((self.folder / f"{part}.json").read_text(encoding="utf-8"))
            frames = (self.folder / f"{part}-{at}.arrow" for at in range(data["frames"]))
            yield data["found"], [pl.read_ipc(each) for each in frames]

    def is_due(self) -> bool:
        """Whether enough time has passed since progress was saved."""
        return self.clock() - self._saved >= self.seconds

    def save(self, state: Plain, found: Plain, frames: Sequence[pl.DataFrame]) -> None:
        """Save the state, and what was found since the last time.

        Raises:
            DocumentError: PR134: the folder cannot be written.
        """
        make_folder(self.folder)
        for at, frame in enumerate(frames):
            _write_frame(self.folder / f"{self.parts}-{at}.arrow", frame)
        self._write(f"{self.parts}.json", {"found": found, "frames": len(frames)})
        self.parts += 1
        self._write(_FILE, {_RUN: self.run, _PARTS: self.parts, _STATE: state})
        self._saved = self.clock()

    def _write(self, name: str, data: Mapping[str, Any]) -> None:
        write_text(self.folder / name, json.dumps(data, ensure_ascii=False))

    def remove(self) -> None:
        """Remove the folder, if anything was saved."""
        if (self.folder / _FILE).exists():
            shutil.rmtree(self.folder)


def _write_frame(path: Path, frame: pl.DataFrame) -> None:
    stream = BytesIO()
    frame.write_ipc(stream, compression="lz4")
    write_bytes(path, stream.getvalue())
