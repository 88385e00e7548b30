"""Score what was achieved against the targets: one card per sheet, a reason for every score."""

from perfrules.engine.indicators.places import PolicyUsed
from perfrules.engine.scoring.card import Card, Execution, Item, PossibleReading, Status
from perfrules.engine.scoring.score import Scorer, load_scorer, score

__all__ = [
    "Card",
    "Execution",
    "Item",
    "PolicyUsed",
    "PossibleReading",
    "Scorer",
    "Status",
    "load_scorer",
    "score",
]
