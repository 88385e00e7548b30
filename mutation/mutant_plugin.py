"""A pytest plugin that puts a fault into a module while it is imported; the file stays as it is.

`PERFRULES_MUTANT` is `NUMBER:FILE`, as `run.py` sets it.
"""

from __future__ import annotations

import os
import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path

from mutants import mutated

_NUMBER, _, _FILE = os.environ["PERFRULES_MUTANT"].partition(":")


class _Loader(SourceFileLoader):
    def get_code(self, fullname):
        return compile(mutated(Path(self.path).read_text(encoding="utf-8"), int(_NUMBER)), self.path, "exec")


class _Finder(MetaPathFinder):
    def find_spec(self, fullname, path=None, target=None) -> ModuleSpec | None:
        if not fullname.startswith("perfrules"):
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.origin == _FILE:
            spec.loader = _Loader(fullname, _FILE)
        return spec


if any(getattr(module, "__file__", None) == _FILE for module in list(sys.modules.values())):
    raise RuntimeError(f"{_FILE} was imported before the fault could be put into it")
sys.meta_path.insert(0, _Finder())
