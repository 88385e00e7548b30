"""A damaged PDF is reported in our words: the library that reads it prints nothing in between."""

from __future__ import annotations

import subprocess
import sys

from reportlab.pdfgen import canvas


def test_warnings_of_the_library_are_not_shown(tmp_path):
    made = canvas.Canvas(str(tmp_path / "a.pdf"), pageCompression=0)
    made.drawString(50, 50, "target")
    made.save()
    whole = (tmp_path / "a.pdf").read_bytes()
    assert b" 50 50 Tm" in whole
    (tmp_path / "a.pdf").write_bytes(whole.replace(b" 50 50 Tm", b" 50 /x Tm"))
    command = [sys.executable, "-m", "perfrules", "import", "a.pdf", "--lang", "en"]
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert not [line for line in lines if "Could not" in line]
    assert lines[0].startswith("error[PR727]")
