"""Shipped files as paths; apart from the reading of them, which the first expression of a process needs."""

from __future__ import annotations

from pathlib import Path

from perfrules.resources import data_file


def data_path(*parts: str) -> Path:
    """Return the path of a shipped file or folder.

    A wheel carries `grammar/` and `policies/` inside the package as `_data`. A checkout has them beside it.
    Where the package is inside an archive (zipapp), its data are unpacked until the process ends.

    Raises:
        FileNotFoundError: the library ships no such file.

    >>> data_path("grammar", "units.yaml").name
    'units.yaml'
    """
    return Path(data_file(parts))
