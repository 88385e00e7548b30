"""Policies over the rows of dataframes: polars, pandas, pyarrow, DuckDB, Ibis and PySpark.

Needs `pip install 'perfrules[frames]'`.
"""

from perfrules.frames.decide import decide
from perfrules.frames.errors import FrameError
from perfrules.frames.parse import parse
from perfrules.frames.scoring import score

__all__ = ["FrameError", "decide", "parse", "score"]
