"""Account for every character of a document: which ones are in the result, and where."""

from __future__ import annotations

from collections import Counter

from perfrules.diagnostics import Source
from perfrules.resources import load_data
from perfrules.sheets import Import, Sheet
from perfrules.sheets.imports.tables import Table
from perfrules.sheets.imports.text_layout import read_blocks
from perfrules.sheets.labels import is_goal_label, is_placeholder, plain

QUOTING = {"PR304", "PR312", "PR313", "PR316"}
"""Diagnostics that quote a text which is in no sheet."""


def characters(*texts: str) -> Counter[str]:
    return Counter(character for text in texts for character in text if not character.isspace())


def read_out(found: Import) -> Counter[str]:
    """Count the characters in sheets (a level once per run of rows), narrative and diagnostics."""
    out: Counter[str] = Counter()
    for sheet in found.sheets:
        out += _of_sheet(sheet)
    for section in found.narrative:
        # What follows a table goes on under the heading above, which is not written again.
        place = section.at
        written = place.source.text.startswith(section.heading, place.span.start)
        run_in = section.text.startswith(section.heading)
        out += characters(section.heading * (written and not run_in), section.text)
    for diagnostic in found.diagnostics:
        if diagnostic.code in QUOTING:
            out += characters(*diagnostic.arguments.values())
    return out


def _of_sheet(sheet: Sheet) -> Counter[str]:
    data = sheet.to_json()
    budget, plan = data["budget"], data["plan"]
    out = characters(sheet.title, sheet.code, sheet.name, sheet.purpose, *sheet.goals)
    out += characters(*(budget[name] or "" for name in ("total", "fiscal", "other")))
    out += characters(*(each["by"] + (each["share"] or "") for each in plan))
    level1 = level2 = ""
    for row in data["indicators"]:
        level2 = "" if row["level1"] != level1 else level2
        out += characters(*({row["level1"]} - {level1}), *({row["level2"]} - {level2}))
        level1, level2 = row["level1"], row["level2"]
        out += characters(row["name"], row["description"], row["target"], row["basis"], row.get("weight", ""))
    return out


def labels_in(source: Source) -> Counter[str]:
    """Count the characters of cells that only contain a label of the form."""
    data = load_data("grammar", "sheet-labels.yaml")
    words = [data[place] for place in ("head", "groups", "budget", "columns")]
    known = {plain(word) for place in words for spellings in place.values() for word in spellings}
    cells = [
        cell.text
        for block in read_blocks(source)
        if isinstance(block, Table)
        for row in block.rows
        for cell in row
    ]
    return characters(
        *(text for text in cells if plain(text) in known or is_goal_label(text) or is_placeholder(text))
    )
