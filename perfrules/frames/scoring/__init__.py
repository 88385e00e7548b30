"""Scoring the rows of a dataframe: indicators with a target, an actual and points."""

from perfrules.frames.scoring.score import score

__all__ = ["score"]
