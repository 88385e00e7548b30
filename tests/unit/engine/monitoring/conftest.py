"""The monitors of the shipped policies."""

from __future__ import annotations

import pytest

from perfrules.engine.monitoring import Monitor, load_monitor


@pytest.fixture(scope="module")
def lights() -> Monitor:
    return load_monitor("provincial.monitoring-lights")


@pytest.fixture(scope="module")
def national() -> Monitor:
    return load_monitor("mof.monitoring-2019")
