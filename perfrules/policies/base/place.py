"""Where in its file a policy says something, so that an answer can point to the line it rests on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from attrs import frozen

from perfrules.diagnostics import Source, Span
from perfrules.resources import data_path


@frozen
class PolicyPlace:
    r"""A stretch of a policy's text.

    >>> str(PolicyPlace(Source("甲\n乙", "unit.yaml"), Span(2, 3)))
    'unit.yaml:2'
    """

    source: Source
    span: Span

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

    def to_json(self) -> dict[str, Any]:
        """`{"file", "line"}`."""
        return {"file": self.file, "line": self.line}

    def __str__(self) -> str:
        return f"{self.file or ''}:{self.line}"
