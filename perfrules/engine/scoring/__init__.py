"""Scoring what was achieved against the targets: one card a sheet, a reason for every score."""

from perfrules.engine.scoring.card import Card, Execution, Item, PolicyUsed
from perfrules.engine.scoring.score import Scorer, load_scorer, score

__all__ = ["Card", "Execution", "Item", "PolicyUsed", "Scorer", "load_scorer", "score"]
