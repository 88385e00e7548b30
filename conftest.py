"""For all tests and doctests: messages are in Chinese, whatever the locale of the machine."""

import gc
import os
import sys
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True, scope="session")
def _chinese_messages() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for variable in ("PERFRULES_LANG", "LC_ALL", "LC_MESSAGES"):
            patch.delenv(variable, raising=False)
        patch.setenv("LANG", "C.UTF-8")
        yield


def pytest_configure(config: pytest.Config) -> None:
    """Keep bytecode in pytest's cache where the environment forbids it beside the sources.

    Otherwise each worker rewrites the assertions of every module again, which is half of the collection, and
    each process that a test starts compiles the whole package, which is half of its time.
    """
    cache = getattr(config, "cache", None)
    if cache is not None and os.environ.pop("PYTHONDONTWRITEBYTECODE", None):
        sys.pycache_prefix = os.environ.setdefault("PYTHONPYCACHEPREFIX", str(cache.mkdir("bytecode")))
        sys.dont_write_bytecode = False


def pytest_collection_finish() -> None:
    """Exempt what is collected from the cycle collector, which would walk through it again and again."""
    gc.collect()
    gc.freeze()
