"""Where the data that travels with the library lies: `grammar/` and `policies/`."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any


def data_path(*parts: str) -> Path:
    """The path of a shipped data file or folder, in a wheel as in a checkout.

    A wheel carries `grammar/` and `policies/` inside the package as `_data`; a checkout has
    them beside it.

    Raises:
        FileNotFoundError: the library ships no such file.

    >>> data_path("grammar", "units.yaml").name
    'units.yaml'
    """
    package = Path(str(files("perfrules")))
    for root in (package / "_data", package.parent):
        candidate = root.joinpath(*parts)
        if candidate.exists():
            return candidate
    raise FileNotFoundError("/".join(parts))


def load_data(*parts: str) -> Any:
    """The content of a shipped YAML file, every scalar as text; trusted because it travels with the library.

    Files that people write are read by `perfrules.documents`, which is strict and keeps positions.

    >>> load_data("grammar", "units.yaml")["dimensions"]["money"]["角"]
    '0.1'
    """
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    with data_path(*parts).open("rb") as stream:
        return yaml.load(stream, Loader=loader)  # noqa: S506 - builds text only, in C where it can
