"""The checks of an audit: approvals row by row, splitting over rows, payments against schedules."""
