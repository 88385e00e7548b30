"""Hypothesis strategies for the values of this library, for a suite of your own.

They need the extra `testing` (`pip install 'perfrules[testing]'`). What they draw shrinks to the plainest of
its kind; facts and actuals begin at thresholds, where rule books go wrong.
"""

from perfrules.diagnostics import Diagnostic
from perfrules.testing.errors import MissingExtraError

try:
    import hypothesis as _hypothesis  # noqa: F401 - asked for once, so that its absence is told in words
except ModuleNotFoundError as _error:
    raise MissingExtraError(Diagnostic("PR615", {"library": "hypothesis"})) from _error

from perfrules.testing.strategies.actuals import actuals_for
from perfrules.testing.strategies.comparators import comparators
from perfrules.testing.strategies.decisions import facts_for, policies
from perfrules.testing.strategies.quantities import quantities
from perfrules.testing.strategies.sheets import sheets

__all__ = ["actuals_for", "comparators", "facts_for", "policies", "quantities", "sheets"]
