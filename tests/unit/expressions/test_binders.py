"""Every rule of the grammar has its method, for targets and for actuals."""

import pytest

from perfrules.expressions.amounts.actual_binder import ActualBinder
from perfrules.expressions.binding.binder import Binder
from perfrules.expressions.grammar.tables import tables


@pytest.mark.parametrize("binder", [Binder, ActualBinder])
def test_a_binder_has_a_method_for_every_rule(binder):
    # A rule that can be passed through alone is not called for its children.
    named = {
        rule.method for rule in tables().rules if not (rule.alone or rule.method.startswith(("_", "formula")))
    }
    assert [name for name in sorted(named) if not callable(getattr(binder, name, None))] == []
