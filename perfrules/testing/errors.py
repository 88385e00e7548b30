"""Errors of running tests."""

from perfrules.diagnostics import PerfrulesError


class SuiteError(PerfrulesError):
    """A file of tests cannot be run, or one of its cases expects something impossible."""


class MissingExtraError(PerfrulesError, ImportError):
    """A library of the extra `testing` is not installed."""


class ConformanceError(PerfrulesError):
    """Another implementation cannot be asked, or its answers cannot be read."""
