"""How to install the libraries of an extra, for hints that name the exact command."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from perfrules.resources.late_patterns import late_pattern

_DISTRIBUTION = "perfrules"
_OF_EXTRA = late_pattern(r"(?P<name>[\w.-]+)[^;]*;.*extra == ['\"](?P<extra>[\w-]+)['\"]")


def install_command(extra: str) -> str:
    """The command that installs what an extra needs.

    It names the libraries themselves where perfrules was installed from a file or a folder, because a
    registry may not have it.

    >>> install_command("office").startswith("pip install ")
    True
    """
    # Only a hint needs the records of the installation, which are slow to load.
    metadata: Any = import_module("importlib.metadata")
    try:
        installed = metadata.distribution(_DISTRIBUTION)
    except metadata.PackageNotFoundError:
        return f'pip install "{_DISTRIBUTION}[{extra}]"'
    if installed.read_text("direct_url.json") is None:
        return f'pip install "{_DISTRIBUTION}[{extra}]"'
    found = map(_OF_EXTRA.match, installed.requires or ())
    names = sorted(each["name"] for each in found if each is not None and each["extra"] == extra)
    return f"pip install {' '.join(names)}"
