"""Build the documentation as a static site in two languages: `python docs/site/build.py FOLDER`.

The site needs no network: fonts, styles and search are in the folder. A broken link, a warning of Sphinx or
a page that would fetch something from elsewhere ends the build with exit code 1.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from assemble import assemble
from links import faults

HERE = Path(__file__).parent
CHOICE = """<!doctype html>
<html lang="zh"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>perfrules</title>
<body style="font: 1.2em/2 system-ui, sans-serif; margin: 4em auto; max-width: 24em">
<h1>perfrules</h1><p><a href="zh/index.html">中文</a> · <a href="en/index.html">English</a></p>
</html>
"""


def build(folder: Path) -> int:
    """Build both languages into a folder; return 0, or 1 with the faults printed."""
    with tempfile.TemporaryDirectory() as scratch:
        sources = {language: Path(scratch, language) for language in ("en", "zh")}
        for language, source in sources.items():
            assemble(language, source)
        for language, other in (("en", "zh"), ("zh", "en")):
            if code := _sphinx(language, sources[language], sources[other], folder / language):
                return code
    (folder / "index.html").write_text(CHOICE, encoding="utf-8")
    found = list(faults(folder))
    print(*found, sep="\n")
    return int(bool(found))


def _sphinx(language: str, source: Path, other: Path, folder: Path) -> int:
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-j", "auto", "-c", str(HERE)]
    pages = (page.relative_to(other).with_suffix("").as_posix() for page in other.rglob("*.md"))
    settings = {"PERFRULES_SITE_LANGUAGE": language, "PERFRULES_SITE_OTHER_PAGES": " ".join(pages)}
    doctrees = source.parent / f"{language}.doctrees"
    arguments = ["-d", str(doctrees), str(source), str(folder)]
    return subprocess.run([*command, *arguments], env={**os.environ, **settings}, check=False).returncode


if __name__ == "__main__":
    sys.exit(build(Path(sys.argv[1])))
