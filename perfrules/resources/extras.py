"""How to install the libraries of an extra, for hints that name the exact command."""

from __future__ import annotations

import os
import shlex
import sys
from importlib import import_module
from typing import Any

from perfrules.resources.late_patterns import late_pattern

_DISTRIBUTION = "perfrules"
_OF_EXTRA = late_pattern(r"(?P<name>[\w.-]+)[^;]*;.*extra == ['\"](?P<extra>[\w-]+)['\"]")


def install_command(extra: str) -> str:
    """The command that installs what an extra needs.

    It runs the pip of this interpreter, because another one installs elsewhere. It names the libraries
    themselves where perfrules was installed from a file or a folder, because a registry may not have it.

    >>> " -m pip install " in install_command("office")
    True
    """
    return f"{_interpreter()} -m pip install {_wanted(extra)}"


def _interpreter() -> str:
    """Return the path of this interpreter as a shell takes it; `python` where the path is unknown."""
    path = sys.executable or "python"
    if os.name == "nt":
        return f'"{path}"' if " " in path else path
    return shlex.quote(path)


def _wanted(extra: str) -> str:
    """What pip installs: the extra, or the libraries in it."""
    # Only a hint needs the records of the installation, which are slow to load.
    metadata: Any = import_module("importlib.metadata")
    try:
        installed = metadata.distribution(_DISTRIBUTION)
    except metadata.PackageNotFoundError:
        return f'"{_DISTRIBUTION}[{extra}]"'
    if installed.read_text("direct_url.json") is None:
        return f'"{_DISTRIBUTION}[{extra}]"'
    found = map(_OF_EXTRA.match, installed.requires or ())
    names = sorted(each["name"] for each in found if each is not None and each["extra"] == extra)
    return " ".join(names)
