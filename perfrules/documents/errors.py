"""The error of this package: a file or document that cannot be read or written."""

from perfrules.diagnostics import PerfrulesError


class DocumentError(PerfrulesError):
    """A file or document cannot be read, or does not fit its kind; carries every problem found in it.

    Added in 0.2.
    """
