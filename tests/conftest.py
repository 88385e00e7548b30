"""Stands here so that `tests/` is on the path: `reference` is imported from there."""

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True, scope="session")
def _no_width_of_the_runners_own() -> Iterator[None]:
    """Whoever runs the tests side by side may set COLUMNS; what is printed here is as wide as it is."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("COLUMNS", raising=False)
        yield
