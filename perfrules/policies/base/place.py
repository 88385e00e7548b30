"""Where in its file a policy says something, so that an answer can point to the line it rests on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from attrs import frozen

from perfrules.diagnostics import Source, Span
from perfrules.resources.paths import data_path
from perfrules.resources.plain_repr import PlainRepr


@frozen(repr=False)
class PolicyPlace(PlainRepr):
    r"""A stretch of a policy's text, and the section (第十条) that the policy cites for it.

    >>> str(PolicyPlace(Source("甲\n乙", "unit.yaml"), Span(2, 3)))
    'unit.yaml:2'
    """

    source: Source
    span: Span
    section: str = ""

    @property
    def file(self) -> str | None:
        """The file's path: from the shipped policies on for one of them, else as it was named."""
        if self.source.name is None:
            return None
        path, shipped = Path(self.source.name), data_path("policies")
        return path.relative_to(shipped).as_posix() if path.is_relative_to(shipped) else self.source.name

    @property
    def line(self) -> int:
        """The line, counted from 1."""
        return self.source.place(self.span.start).line

    @property
    def label(self) -> str:
        """The section that is cited, else file and line.

        >>> PolicyPlace(Source("甲", "unit.yaml"), Span(0, 1), "第十条").label
        '第十条'
        """
        return self.section or str(self)

    def to_json(self) -> dict[str, Any]:
        """`{"file", "line"}`, and the `section` where one is cited."""
        place: dict[str, Any] = {"file": self.file, "line": self.line}
        return place | {"section": self.section} if self.section else place

    def __str__(self) -> str:
        return f"{self.file or ''}:{self.line}"
