"""YAML events from libyaml, ten times as fast as the strict scanner, for texts without problems.

At the first doubt, here or in the composer, the text is read again by the strict scanner, which reports.
"""

from __future__ import annotations

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    NodeEvent,
    ScalarEvent,
)

from perfrules.diagnostics import Diagnostic, Source
from perfrules.resources.late_patterns import late_pattern

# What the two scanners take differently: tabs, a `?` in a text, a `#` glued to a word or to `|`, an interval
# for a list.
_DOUBTFUL = late_pattern(r"""[\t?]|#[^#\s]|\|\S*#|\[[^\[\](){}（）\n"']*[)）]""")


class DoubtError(Exception):
    """The text has something that the strict scanner should look at."""


class LibyamlParser:
    """Gives libyaml's events as `StrictParser` gives its own, and raises `DoubtError` at the first doubt."""

    def __init__(self, source: Source) -> None:
        parser = getattr(yaml, "CBaseLoader", None)
        if parser is None or _DOUBTFUL.search(source.text):
            raise DoubtError
        self._parser = parser(source.text)
        self.problems: list[Diagnostic] = []

    def get_event(self) -> Event:
        """The next event, which has no anchor, alias, tag or directive."""
        event: Event = self._parser.get_event()
        if isinstance(event, NodeEvent):
            if isinstance(event, AliasEvent) or event.anchor is not None or event.tag is not None:  # type: ignore[attr-defined] # every other event has a tag
                raise DoubtError
            # The two parsers give different places for an empty value.
            if isinstance(event, ScalarEvent) and (event.style == ">" or not (event.value or event.style)):
                raise DoubtError
        elif isinstance(event, DocumentStartEvent) and (event.version or event.tags):
            raise DoubtError
        return event

    def note(self, *_facts: object, **_arguments: object) -> None:
        """Leave the problem to the strict scanner."""
        raise DoubtError
