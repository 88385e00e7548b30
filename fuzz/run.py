"""Fuzz targets with atheris, some minutes each: `python fuzz/run.py MINUTES [TARGET...]`.

Needs `pip install --group fuzz`. A fault is written once, by its kind, to `fuzz/findings/TARGET`. Inputs that
reach new code are kept in `fuzz/grown/TARGET` for the next run. Prints the number of inputs tried; exits with
1 after a fault.
"""

from __future__ import annotations

import json
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

HERE = Path(__file__).parent
FINDINGS = HERE / "findings"
GROWN = HERE / "grown"
LONGEST = {"expression": 200, "actual": 100, "formula": 300, "yaml": 4096, "csv": 4096, "text": 4096}


def fuzz(name: str, minutes: float) -> None:
    """Fuzz one target in this process, which libFuzzer ends."""
    import atheris

    with atheris.instrument_imports(include=["perfrules"]):
        from limits import fault_of
        from targets import TARGETS

        target = TARGETS[name]
        seen: set[str] = set()
        tried = 0

        def one(data: bytes) -> None:
            nonlocal tried
            tried += 1
            fault = fault_of(target, data)
            if fault is not None and fault[0] not in seen:
                seen.add(fault[0])
                _keep(name, *fault, data)
            if tried % 500 == 0:
                (FINDINGS / f"{name}.json").write_text(json.dumps({"tried": tried, "faults": sorted(seen)}))

        (FINDINGS / f"{name}.json").unlink(missing_ok=True)
        grown = GROWN / name
        grown.mkdir(parents=True, exist_ok=True)
        FINDINGS.mkdir(parents=True, exist_ok=True)
        options = [
            f"-max_total_time={int(minutes * 60)}",
            f"-max_len={LONGEST.get(name, 65536)}",
            f"-dict={HERE / 'dictionary.txt'}",
            "-timeout=30",
            "-rss_limit_mb=3072",
            f"-artifact_prefix={FINDINGS / name}-",
            "-verbosity=0",
        ]
        atheris.Setup([sys.argv[0], *options, str(grown), str(HERE / "corpus" / name)], one)
        atheris.Fuzz()


def _keep(name: str, kind: str, message: str, data: bytes) -> None:
    folder = FINDINGS / name
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{kind}-{sha256(data).hexdigest()[:8]}"
    file.write_bytes(data)
    print(f"{name}: {file.name}: {message}", flush=True)


def main(minutes: float, names: list[str]) -> int:
    """Fuzz each target in a process of its own and say what was tried and found."""
    failed = False
    for name in names:
        done = subprocess.run([sys.executable, __file__, "--one", str(minutes), name], check=False)
        report = FINDINGS / f"{name}.json"
        found = json.loads(report.read_text()) if report.exists() else {"tried": 0, "faults": []}
        if done.returncode:
            found["faults"].append("hang or crash, see the files beside")
        print(f"{name}: {found['tried']} inputs, {len(found['faults'])} kinds of faults", flush=True)
        failed = failed or bool(found["faults"])
    return 1 if failed else 0


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if arguments[:1] == ["--one"]:
        fuzz(arguments[2], float(arguments[1]))
    else:
        known = sorted(each.name for each in (HERE / "corpus").iterdir())
        sys.exit(main(float(arguments[0]), arguments[1:] or known))
