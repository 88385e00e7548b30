"""Hypothesis strategies for the values of this library, for a test suite of your own.

They need the extra `testing` (`pip install 'perfrules[testing]'`). Values shrink towards plain ones. Facts
and actuals begin at thresholds, where rule books go wrong.
"""

from perfrules.diagnostics import Diagnostic
from perfrules.testing.errors import MissingExtraError

try:
    import hypothesis as _hypothesis  # noqa: F401 - imported first, so that a message names the missing extra
except ModuleNotFoundError as _error:
    raise MissingExtraError(Diagnostic("PR615", {"library": "hypothesis"})) from _error

from perfrules.expressions import read as _read
from perfrules.testing.strategies.actuals import actuals_for
from perfrules.testing.strategies.comparators import comparators
from perfrules.testing.strategies.decisions import policies
from perfrules.testing.strategies.facts import facts_for
from perfrules.testing.strategies.quantities import quantities
from perfrules.testing.strategies.sheets import sheets

__all__ = ["actuals_for", "comparators", "facts_for", "policies", "quantities", "sheets"]

# The parser compiles its patterns when it first meets a kind of text. Done here, that cannot exceed the
# deadline that Hypothesis sets for a single example.
for _kind in (
    "不低于95%",
    "3-5万元",
    "每月8日前",
    "2021年6月30日前",
    "较上年增长≥5%",
    "小于等于核定数",
    "显著提高",
):
    _read(_kind)
