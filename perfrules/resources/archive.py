"""The data of a package that is inside an archive, as `python -m zipapp` makes one."""

from __future__ import annotations

import atexit
import os
from pathlib import PurePath
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from perfrules.resources import CARRIED


def unpacked(package: str) -> str:
    """Return a new folder with the data of a package; it is removed when the process ends."""
    archive = next(str(each) for each in PurePath(package).parents if os.path.isfile(each))
    inside = PurePath(package, CARRIED).relative_to(archive).as_posix()
    folder = TemporaryDirectory(prefix="perfrules-")
    atexit.register(folder.cleanup)
    with ZipFile(archive) as opened:
        opened.extractall(folder.name, [name for name in opened.namelist() if name.startswith(inside)])
    return os.path.join(folder.name, inside)
