"""Filled forms recomputed: what in them disagrees with a policy, and why."""

from perfrules.engine.verification.check import FormCheck, verify_form
from perfrules.engine.verification.monitoring import MonitoringCheck, verify_monitoring
from perfrules.engine.verification.policy_choice import Scorers
from perfrules.engine.verification.rows import RowCheck

__all__ = ["FormCheck", "MonitoringCheck", "RowCheck", "Scorers", "verify_form", "verify_monitoring"]
