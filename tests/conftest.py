"""Settings of the whole suite; the file also puts `tests/` on the path, for its shared modules."""

import gc
import sys
from collections.abc import Iterator

import pytest
from budgets import load_profile

load_profile()
# Where it is installed, jsonschema builds its grammars at import, in 1.7 s, for formats that no test checks.
sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Collect without the cycle collector: nearly all that is made is kept, and it would walk through it."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


@pytest.fixture(autouse=True, scope="session")
def _no_fixed_width() -> Iterator[None]:
    """Ignore COLUMNS of the caller: the width of printed tables must not depend on it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("COLUMNS", raising=False)
        yield
