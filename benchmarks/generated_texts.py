"""Whether any text is read or refused as documented: `python benchmarks/generated_texts.py 2000000 [SEED]`.

Prints each text that raises another error, takes long, or reads differently when it is printed.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

TESTS = Path(__file__).parents[1] / "tests"
sys.path[:0] = [str(TESTS), str(TESTS / "properties")]

from generated_texts_at_random import faults, generated  # noqa: E402 - needs the path above


def main(number: int, seed: int) -> int:
    chance = random.Random(seed)
    found = 0
    for at in range(1, number + 1):
        text = generated(chance)
        for fault in faults(text):
            found += 1
            print(f"{text!r} {fault}", flush=True)
        if at % 100_000 == 0:
            print(f"{at} texts, {found} faults", file=sys.stderr, flush=True)
    print(f"{number} texts, {found} faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1))
