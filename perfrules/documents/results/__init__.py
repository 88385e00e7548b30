"""Results as JSON: their schemas, and results that come back."""

from perfrules.documents.results.misfits import misfit
from perfrules.documents.results.saved import ResultError, SavedAs, SavedResult

__all__ = ["ResultError", "SavedAs", "SavedResult", "misfit"]
