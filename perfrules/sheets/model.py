"""The 绩效目标表 as values: a project's head, spending plan, goals and indicators."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from typing import Any

from attrs import field, frozen

from perfrules.diagnostics.read_only import read_only_by_name
from perfrules.documents.origin import Origin
from perfrules.expressions import Reading, read
from perfrules.resources.plain_repr import PlainRepr
from perfrules.values import Quantity, default_units, exact_text

MONEY = {"元": 1, "千元": 10**3, "万元": 10**4, "百万元": 10**6, "亿元": 10**8}
"""The units in which the head of a sheet gives amounts, each in yuan."""


def _number(value: Fraction | None) -> str | None:
    return None if value is None else exact_text(value)


@frozen(repr=False)
class Budget(PlainRepr):
    """The amounts of a sheet's head in one `unit` of money; None is an amount that is not given.

    `further` are the amounts of other sources by their labels, such as 上年结转资金 or 中央补助.
    """

    total: Fraction | None = None
    fiscal: Fraction | None = None
    other: Fraction | None = None
    unit: str = "万元"
    further: tuple[tuple[str, Fraction], ...] = ()

    @property
    def total_quantity(self) -> Quantity | None:
        """The whole budget in yuan, or None.

        >>> str(Budget(Fraction("5.6")).total_quantity)
        '56000元'
        """
        if self.total is None:
            return None
        return Quantity(self.total * MONEY[self.unit], default_units()["元"])

    @property
    def fiscal_yuan(self) -> Fraction | None:
        """The fiscal part (财政拨款) in yuan, or None."""
        return None if self.fiscal is None else self.fiscal * MONEY[self.unit]

    @property
    def other_yuan(self) -> Fraction | None:
        """The other money (其他资金) in yuan, or None."""
        return None if self.other is None else self.other * MONEY[self.unit]

    @property
    def amounts(self) -> dict[str, Fraction]:
        """The amounts that are given, by name."""
        named = {"total": self.total, "fiscal": self.fiscal, "other": self.other}
        return {name: amount for name, amount in named.items() if amount is not None}

    def to_json(self) -> dict[str, Any]:
        """The amounts as exact decimals, and their unit."""
        return {
            "total": _number(self.total),
            "fiscal": _number(self.fiscal),
            "other": _number(self.other),
            **({"further": {name: _number(each) for name, each in self.further}} if self.further else {}),
            "unit": self.unit,
        }


@frozen(repr=False)
class Checkpoint(PlainRepr):
    """How many per cent of the budget are to be spent by when; None where the plan leaves it blank."""

    by: str
    share: Fraction | None = None

    def to_json(self) -> dict[str, Any]:
        """The checkpoint as plain data."""
        return {"by": self.by, "share": _number(self.share)}


@frozen(repr=False)
class Indicator(PlainRepr):
    """One row of the indicator table; its texts are as the document has them.

    `at` is the place of the target, or of the row where it has none. `direction` is what a column of its
    own (指标性质) says of the target: 正向, 反向. Two indicators are equal when they have the same texts,
    wherever they are.

    >>> str(Indicator("产出指标", "质量指标", "合格率", target="不低于95%").reading.comparator)
    '>=95%'
    """

    level1: str
    level2: str
    name: str
    description: str = ""
    target: str = ""
    basis: str = ""
    at: Origin | None = field(default=None, eq=False, repr=False)
    weight: Fraction | None = None
    direction: str = ""

    @cached_property
    def reading(self) -> Reading:
        """The target as the expression language reads it."""
        return read(self.target)

    @property
    def key(self) -> str:
        """The key that distinguishes it from indicators of the same name in its sheet.

        >>> Indicator("产出指标", "质量指标", "合格率").key
        '质量指标/合格率'
        """
        return f"{self.level2}/{self.name}"

    def to_json(self) -> dict[str, Any]:
        """The row, the reading of its target (None where it cannot be read), and its place."""
        comparator = self.reading.comparator
        data: dict[str, Any] = {
            "level1": self.level1,
            "level2": self.level2,
            "name": self.name,
            "description": self.description,
            "target": self.target,
            "basis": self.basis,
            "reading": None if comparator is None else comparator.to_json(),
            "at": None if self.at is None else self.at.to_json(),
        }
        if self.weight is not None:
            data["weight"] = _number(self.weight)
        return data | {"direction": self.direction} if self.direction else data


@frozen(repr=False)
class Sheet(PlainRepr):
    """One 绩效目标表: what a project costs, what it is for, and what it is to achieve.

    `part` is the part of the document that contains it (第二部分). `missing` has the parts
    that are cut off, in the words of the form. `places` has the places of the sheet and of its parts
    (code, budget, plan); it does not count when sheets are compared. `scope` says whether it is the sheet of
    a project or of a department as a whole.

    >>> Sheet(code="482-0205-JBN-G9SD", missing=("绩效指标",)).complete
    False
    """

    title: str = ""
    part: str = ""
    code: str = ""
    name: str = ""
    purpose: str = ""
    budget: Budget = Budget()
    plan: tuple[Checkpoint, ...] = ()
    goals: tuple[str, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    missing: tuple[str, ...] = ()
    places: Mapping[str, Origin] = field(converter=read_only_by_name, factory=dict, eq=False, repr=False)
    department: str = ""
    agency: str = ""
    scope: str = "project"

    @property
    def key(self) -> str:
        """The project by its code, or else by its name.

        >>> Sheet(code="482", name="培训").key, Sheet(name="培训").key
        ('482', '培训')
        """
        return self.code or self.name

    @property
    def heading(self) -> Sheet:
        """The sheet with only what says which project it is of, in which part of which document."""
        places = {name: at for name, at in self.places.items() if name in {"sheet", "code"}}
        return Sheet(part=self.part, code=self.code, name=self.name, places=places)

    @property
    def complete(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing

    def place(self, part: str = "sheet") -> Origin | None:
        """The place of a part of the sheet, or else of the sheet; None for a sheet made in a program."""
        return self.places.get(part) or self.places.get("sheet")

    def to_json(self) -> dict[str, Any]:
        """The sheet as plain data, numbers as exact decimals in text."""
        data: dict[str, Any] = {
            "title": self.title,
            "part": self.part,
            "code": self.code,
            "name": self.name,
            "purpose": self.purpose,
            "budget": self.budget.to_json(),
            "plan": [checkpoint.to_json() for checkpoint in self.plan],
            "goals": list(self.goals),
            "indicators": [indicator.to_json() for indicator in self.indicators],
            "complete": self.complete,
        }
        offices = {"department": self.department, "agency": self.agency}
        data |= {name: text for name, text in offices.items() if text}
        return data if self.scope == "project" else data | {"scope": self.scope}


@frozen(repr=False)
class Narrative(PlainRepr):
    """A section of a document outside its tables: a heading and the paragraphs under it, one per line.

    Where a heading runs into its paragraph (`（一）加强监督。…`) the paragraph is kept whole.
    """

    heading: str
    text: str
    at: Origin = field(eq=False, repr=False)

    def to_json(self) -> dict[str, Any]:
        """The section as plain data."""
        return {"heading": self.heading, "text": self.text, "at": self.at.to_json()}
