"""YAML's events from libyaml, for texts that leave nothing to tell: ten times as fast as the strict scanner.

Only a text in which neither this nor the composer finds anything amiss is read this way; any doubt sends it
to the strict scanner, which knows what to say of it.
"""

from __future__ import annotations

import re

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    NodeEvent,
    ScalarEvent,
)

from perfrules.diagnostics import Diagnostic, Source

# What the two scanners take differently: tabs, a `?` in a text, a `#` glued to a word or to `|`, an interval
# for a list.
_DOUBTFUL = re.compile(r"""[\t?]|#[^#\s]|\|\S*#|\[[^\[\](){}（）\n"']*[)）]""")


class DoubtError(Exception):
    """The text has something that the strict scanner should look at."""


class SwiftParser:
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
            if isinstance(event, AliasEvent) or event.anchor is not None or event.tag is not None:  # type: ignore[attr-defined] # what is no alias has a tag
                raise DoubtError
            # Where nothing stands after a colon, the two tell different places for it.
            if isinstance(event, ScalarEvent) and (event.style == ">" or not (event.value or event.style)):
                raise DoubtError
        elif isinstance(event, DocumentStartEvent) and (event.version or event.tags):
            raise DoubtError
        return event

    def note(self, *_told: object, **_arguments: object) -> None:
        """A problem is for the strict scanner to tell."""
        raise DoubtError
