"""The errors of this floor."""

from perfrules.diagnostics import PerfrulesError


class SuiteError(PerfrulesError):
    """A file of tests cannot be run, or one of its cases asks for what cannot be asked."""


class MissingExtraError(PerfrulesError, ImportError):
    """A library that the extra `testing` brings is not installed."""
