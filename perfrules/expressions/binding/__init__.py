"""From the grammar's rules to typed comparators: one method a rule, called as the parser reduces it."""

from perfrules.expressions.binding.binder import Binder
from perfrules.expressions.binding.bounds import ReadingProblem

__all__ = ["Binder", "ReadingProblem"]
