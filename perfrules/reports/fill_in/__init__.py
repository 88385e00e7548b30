"""The workbook in which offices report what was achieved."""

from perfrules.reports.fill_in.as_xlsx import FillIn, fill_in_workbook, write_fill_in

__all__ = ["FillIn", "fill_in_workbook", "write_fill_in"]
