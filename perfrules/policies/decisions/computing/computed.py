"""The computed names and the tables of a decision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from attrs import frozen

from perfrules.diagnostics.listed import Listed
from perfrules.formulas.formula import Formula
from perfrules.policies.base.errors import Fault, Key
from perfrules.policies.base.head import Citation
from perfrules.policies.decisions.inputs import Input
from perfrules.resources.late_modules import late_module
from perfrules.resources.plain_repr import PlainRepr
from perfrules.values import EVERYTHING, Unit

if TYPE_CHECKING:
    from perfrules.formulas import nodes, plain
else:
    nodes = late_module("perfrules.formulas.nodes")
    plain = late_module("perfrules.formulas.plain")


@frozen(repr=False)
class Computed(PlainRepr):
    """A number that a policy computes from its inputs and from earlier computed names.

    `comparison` marks the difference behind a condition such as `不超过 limit`. Such a name is
    not written in the file: the condition is.
    """

    name: str
    formula: Formula
    title: str = ""
    cite: tuple[Citation, ...] = ()
    comparison: bool = False

    @property
    def unit(self) -> Unit:
        """The unit of its numbers."""
        return self.formula.unit

    @property
    def axis(self) -> Input:
        """What conditions on it are read against: any number of its unit."""
        return Input(self.name, "number", unit=self.unit, domain=EVERYTHING, step=None, title=self.title)

    @property
    def depends_on(self) -> tuple[str, ...]:
        """The inputs and computed names in its formula."""
        return nodes.names_in(self.formula.node)

    def to_json(self) -> dict[str, Any]:
        """Return what it says as plain data."""
        return {
            "formula": plain.node_to_json(self.formula.node),
            "unit": self.unit.name,
            "title": self.title,
            "cite": [each.to_json() for each in self.cite],
        }


@frozen(repr=False)
class CitedTable(PlainRepr):
    """A table of a policy and where its numbers come from."""

    table: nodes.Table
    cite: tuple[Citation, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return what it says as plain data."""
        return {**plain.table_to_json(self.table), "cite": [each.to_json() for each in self.cite]}


def computing_faults(compute: Iterable[Computed], inputs: Mapping[str, Input]) -> Iterator[Fault]:
    """Yield what is wrong with computed names: each uses inputs and names before it only, and is new."""
    known = set(inputs)
    for each in compute:
        path = ("compute", each.name)
        if each.name in known:
            yield Fault("PR529", ("compute", Key(each.name)), {"name": each.name})
        for name in each.depends_on:
            if name not in known:
                yield Fault("PR271", path, {"name": name, "part": name, "near": Listed(sorted(known))})
        known.add(each.name)
