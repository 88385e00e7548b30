"""The workbook in which offices report what was achieved."""

from perfrules.reports.fill_in.model import FillIn
from perfrules.reports.fill_in.write import fill_in_workbook, write_fill_in

__all__ = ["FillIn", "fill_in_workbook", "write_fill_in"]
