"""Tell what is wrong with a file as a whole from what is wrong in it."""

from __future__ import annotations

from perfrules.diagnostics import Diagnostic

_CODES = (
    "PR1", "PR712", "PR713", "PR714", "PR715", "PR716", "PR717", "PR719", "PR720", "PR726",
    "PR731", "PR732", "PR733", "PR734", "PR735", "PR892", "PR893", "PR899",
    "PR904", "PR906", "PR907", "PR908", "PR909", "PR936",
)  # fmt: skip
"""The beginnings of codes that say that a file could not be read or written."""


def is_of_file(diagnostic: Diagnostic) -> bool:
    """Whether a file could not be read or written at all.

    >>> is_of_file(Diagnostic("PR731", {"name": "照片.jpg"})), is_of_file(Diagnostic("PR723", {}))
    (True, False)
    """
    return diagnostic.severity == "error" and diagnostic.code.startswith(_CODES)
