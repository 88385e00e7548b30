"""What commands print with rich, loaded with the first use of a name.

Rich costs 17 ms, and JSON, files and messages do without it.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_HOMES = {
    "busy": "perfrules.cli.rich_output",
    "print_cards": "perfrules.reports.terminal.cards",
    "print_checks": "perfrules.reports.terminal.verification",
    "print_listings": "perfrules.reports.listings.as_text",
    "print_monitoring": "perfrules.reports.terminal.monitoring",
    "print_monitoring_checks": "perfrules.reports.terminal.verification",
    "printed_card": "perfrules.reports.terminal.cards",
    "print_table": "perfrules.cli.rich_output",
    "settings_of": "perfrules.reports.terminal.console_settings",
    "standard_output": "perfrules.cli.rich_output",
    "reading_bar": "perfrules.cli.progress_bar",
    "with_bar": "perfrules.cli.progress_bar",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
