"""Run every input of the corpora through its target: `python fuzz/replay.py [FOLDER]`.

Needs no atheris. Prints each fault; exits with 1 after one.

The corpora hold seeds and each input that once broke the contract.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from limits import bound_memory, fault_of
from targets import TARGETS


def main(corpus: Path) -> int:
    """Replay the corpora in a folder, one folder a target."""
    begun = time.process_time()
    tried = found = 0
    for name, target in TARGETS.items():
        for file in sorted((corpus / name).glob("*")):
            fault = fault_of(target, file.read_bytes())
            tried += 1
            if fault is not None:
                found += 1
                print(f"{name}/{file.name}: {fault[1]}")
    print(f"{tried} inputs, {found} faults, {time.process_time() - begun:.1f} s of processor time")
    return 1 if found or not tried else 0


if __name__ == "__main__":
    bound_memory()
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "corpus"))
