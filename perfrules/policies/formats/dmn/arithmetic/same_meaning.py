"""Whether a formula that was read computes what an expression of a DMN file says, units and all.

Numbers of DMN have no units. So a formula is compared with the expression by what it does to numbers.
Written as FEEL again, it must be the expression, or what the expression is where no name has a unit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import evolve

from perfrules.diagnostics import PerfrulesError
from perfrules.formulas.build import read_formula
from perfrules.formulas.nodes import Node
from perfrules.formulas.scope import FormulaScope, NumberSymbol
from perfrules.policies.decisions.computing.computed import Computed
from perfrules.policies.decisions.computing.scope import scope_of
from perfrules.policies.decisions.policy import DecisionPolicy
from perfrules.policies.formats.dmn.arithmetic.from_node import expression_of
from perfrules.policies.formats.dmn.arithmetic.to_formula import formula_of
from perfrules.policies.formats.dmn.expressions.tree import FeelExpression, expression_text
from perfrules.policies.formats.dmn.unary_tests import UnsaidError
from perfrules.values import BARE


def scope_of_policy(policy: DecisionPolicy) -> FormulaScope:
    """Return what formulas of a policy may use."""
    return scope_of(policy.inputs, policy.compute, (each.table for each in policy.tables))


def differences_of(policy: DecisionPolicy) -> Mapping[str, Computed]:
    """Return the differences behind conditions of a policy that compare with a name, by their names."""
    return {each.name: each for each in policy.compute if each.comparison}


class Meanings:
    """What expressions of a DMN file mean in the scope of a policy that was read from it."""

    def __init__(self, policy: DecisionPolicy) -> None:
        self.scope = scope_of_policy(policy)
        symbols = (
            evolve(each, unit=BARE) if isinstance(each, NumberSymbol) else each for each in self.scope.symbols
        )
        tables = (evolve(each, unit=BARE) for each in self.scope.tables)
        self.without_units = FormulaScope(tuple(symbols), tuple(tables))

    def same(self, node: Node, expression: FeelExpression) -> bool:
        """Return whether a formula computes what an expression says."""
        try:
            written = expression_of(node, self.scope.ranges)
        except UnsaidError:
            return False
        return self.same_expression(written, expression)

    def same_expression(self, written: FeelExpression, expression: FeelExpression) -> bool:
        """Return whether an expression that was written from a formula says what another one does."""
        return expression_text(written) in self._texts(expression)

    def _texts(self, expression: FeelExpression) -> Iterator[str]:
        yield expression_text(expression)
        try:
            plain = read_formula(formula_of(expression), self.without_units).node
            yield expression_text(expression_of(plain, self.scope.ranges))
        except (PerfrulesError, UnsaidError):
            return
