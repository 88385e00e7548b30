"""For all tests and doctests: messages are in Chinese, whatever the locale of the machine."""

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True, scope="session")
def _chinese_messages() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for variable in ("PERFRULES_LANG", "LC_ALL", "LC_MESSAGES"):
            patch.delenv(variable, raising=False)
        patch.setenv("LANG", "C.UTF-8")
        yield
