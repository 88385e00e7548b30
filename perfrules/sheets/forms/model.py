"""The filled form as values: targets and actuals as they are, and beside them what its author claims."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from attrs import evolve, field, frozen

from perfrules.diagnostics import Diagnostic
from perfrules.diagnostics.read_only import read_only_by_name
from perfrules.documents.origin import Origin
from perfrules.expressions import Comparator, Comparison, read
from perfrules.sheets.actuals import ActualEntry, ProjectActuals, ProjectBudget
from perfrules.sheets.cells import Cell
from perfrules.sheets.measures import is_number
from perfrules.sheets.model import Indicator, Sheet
from perfrules.values import Quantity, exact


@frozen
class Claim:
    """What somebody wrote where a number belongs: points, a rate in per cent, a total.

    `value` is None where the text is not a number; `places` are the decimals it is written with. `rounded` is
    true where the number format of its cell hides further decimals.

    >>> Claim.of("9.70分").value, Claim.of("9.70分").places, Claim.of("满分").value
    (Fraction(97, 10), 2, None)
    >>> Claim.of("9.30").value
    Fraction(93, 10)
    """

    text: str
    value: Fraction | None
    places: int = 0
    at: Origin | None = field(default=None, eq=False, repr=False)
    rounded: bool = False

    @property
    def shown(self) -> str:
        """The text without its unit 分, for sentences that add one."""
        return self.text.removesuffix("分")

    @classmethod
    def in_cell(cls, cell: Cell) -> Claim:
        """The claim in a cell of a table."""
        return evolve(cls.of(cell.text.strip(), cell.at), rounded=cell.rounded)

    @classmethod
    def of(cls, text: str, at: Origin | None = None) -> Claim:
        """The claim that a cell makes; a share in per cent keeps its number.

        A number alone is never a day, as it may be in a target: 9.30.
        """
        if is_number(text):
            return cls(text, exact(text), len(text.partition(".")[2]), at)
        target: Comparator | None = read(text).comparator
        plain = isinstance(target, Comparison) and target.operator is None
        if not (isinstance(target, Comparison) and plain and target.bound.unit.name in ("", "分", "%")):
            return cls(text, None, 0, at)
        decimals = "".join(each for each in text.partition(".")[2] if each.isdigit())
        return cls(text, target.bound.value, len(decimals), at)


@frozen
class FormRow:
    """A row: the indicator, what was achieved, the points it is worth and the score that is claimed.

    `parts` are the rows 其中 below it, which have no points of their own. `is_open` is true where the form
    itself marks the row as open (待核实). `shares_points` is true where one cell has the points of several
    rows. `problems` are the questions that the row's cells raise; with one the score is not certain.
    """

    indicator: Indicator
    entry: ActualEntry | None = None
    weight: Claim | None = None
    score: Claim | None = None
    parts: tuple[FormRow, ...] = ()
    is_open: bool = False
    shares_points: bool = False
    problems: tuple[Diagnostic, ...] = ()


@frozen
class ClaimedExecution:
    """What a form claims of budget execution: its points, the rate in per cent, the score."""

    weight: Claim | None = None
    rate: Claim | None = None
    score: Claim | None = None


@frozen
class FilledForm:
    """One filled 项目支出绩效自评表.

    Attributes:
        diagnostics: What was noticed while the form was read.
        listed: Whether it is one of several projects in a list of rows.
        lacking: The columns that the check needs and the form does not have: target, actual, weight, score.
        group_points: The points that the labels of first-level groups give: 产出指标(50分).

    >>> FilledForm(
    ...     code="1", rows=(FormRow(Indicator("产出指标", "数量指标", "人数", target=">=5人")),)
    ... ).sheet.code
    '1'
    """

    title: str = ""
    code: str = ""
    name: str = ""
    policy: str | None = None
    as_of: date | None = None
    budget: ProjectBudget = field(factory=ProjectBudget)
    execution: ClaimedExecution = ClaimedExecution()
    rows: tuple[FormRow, ...] = ()
    total: Claim | None = None
    grade: str | None = None
    baselines: Mapping[str, Quantity] = field(converter=read_only_by_name, factory=dict)
    places: Mapping[str, Origin] = field(converter=read_only_by_name, factory=dict, eq=False, repr=False)
    diagnostics: tuple[Diagnostic, ...] = ()
    listed: bool = False
    lacking: tuple[str, ...] = ()
    group_points: Mapping[str, Claim] = field(converter=read_only_by_name, factory=dict)

    @property
    def sheet(self) -> Sheet:
        """The targets of the form."""
        return Sheet(
            title=self.title,
            code=self.code,
            name=self.name,
            indicators=tuple(row.indicator for row in self.rows),
            places=self.places,
        )

    @property
    def project(self) -> ProjectActuals:
        """What the form reports of the project as a whole; what it reports of indicators is in its rows."""
        return ProjectActuals(budget=self.budget, at=self.places.get("budget"), baselines=self.baselines)
