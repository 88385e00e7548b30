"""Diagnostics about a text: what is wrong, where, and how to fix it."""

from perfrules.diagnostics.diagnostic import Diagnostic, Severity
from perfrules.diagnostics.errors import PerfrulesError
from perfrules.diagnostics.messages import Language, Message, all_codes, default_language, message
from perfrules.diagnostics.render import counted, display_width, json_text, render, visible
from perfrules.diagnostics.sentences import Words, phrase, worded_fact
from perfrules.diagnostics.spans import Place, Source, Span

__all__ = [
    "Diagnostic",
    "Language",
    "Message",
    "PerfrulesError",
    "Place",
    "Severity",
    "Source",
    "Span",
    "Words",
    "all_codes",
    "counted",
    "default_language",
    "display_width",
    "json_text",
    "message",
    "phrase",
    "render",
    "visible",
    "worded_fact",
]
