"""Settings of the whole suite; the file also puts `tests/` on the path, for its shared modules."""

from collections.abc import Iterator

import pytest
from budgets import load_profile

load_profile()


@pytest.fixture(autouse=True, scope="session")
def _no_fixed_width() -> Iterator[None]:
    """Ignore COLUMNS of the caller: the width of printed tables must not depend on it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("COLUMNS", raising=False)
        yield
