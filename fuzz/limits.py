"""What one input may take, and what is wrong with it if it takes more."""

from __future__ import annotations

import resource
import time
import traceback
from collections.abc import Callable
from pathlib import Path

SECONDS = 2.0
"""Processor time for one input; the slowest in the corpora take a tenth of it."""
MEGABYTES = 2048
"""Address space of the whole process."""


def bound_memory() -> None:
    """Let the process fail with a MemoryError where it would take more than `MEGABYTES`."""
    size = MEGABYTES * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (size, size))


def fault_of(target: Callable[[bytes], None], data: bytes) -> tuple[str, str] | None:
    """Return what is wrong with one input, as a short name for its kind and as a text; None if nothing is."""
    begun = time.process_time()
    try:
        target(data)
    except Exception as error:  # noqa: BLE001 - whatever a target lets out is what is looked for
        return _place(error), f"{type(error).__name__}: {str(error)[:300]}"
    seconds = time.process_time() - begun
    return ("slow", f"{seconds:.1f} s of processor time") if seconds > SECONDS else None


def _place(error: Exception) -> str:
    """Name the error and the innermost place in the library, so that one fault is kept once."""
    frames = [each for each in traceback.extract_tb(error.__traceback__) if "perfrules" in each.filename]
    where = frames[-1] if frames else traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}-{Path(where.filename).stem}-{where.lineno}"
