"""A filled form recomputed: which of its own scores disagree with a policy, and why."""

from perfrules.engine.verification.check import FormCheck, verify_form
from perfrules.engine.verification.rows import RowCheck

__all__ = ["FormCheck", "RowCheck", "verify_form"]
