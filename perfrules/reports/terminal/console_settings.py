"""The settings of a console, by which another process lays out what it shows."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from typing import Literal

from attrs import frozen
from rich.console import Console

from perfrules.resources.plain_repr import PlainRepr

_Colours = Literal["auto", "standard", "256", "truecolor", "windows"]


class _Page(StringIO):
    """A text of some encoding: Rich asks the file of a console whether it can encode lines of boxes."""

    def __init__(self, encoding: str) -> None:
        super().__init__()
        self._encoding = encoding

    @property
    def encoding(self) -> str:  # type: ignore[override]  # a property in the class, an attribute in the stub
        return self._encoding


@frozen(repr=False)
class ConsoleSettings(PlainRepr):
    """The width, colours and encoding of a console."""

    width: int
    colours: _Colours | None
    is_terminal: bool
    has_no_colour: bool
    encoding: str

    def text_of(self, show: Callable[[Console], None]) -> str:
        """What a console with these settings shows."""
        page = _Page(self.encoding)
        console = Console(
            file=page,
            width=self.width,
            color_system=self.colours,
            force_terminal=self.is_terminal,
            no_color=self.has_no_colour,
            legacy_windows=False,
        )
        show(console)
        return page.getvalue()


def settings_of(console: Console) -> ConsoleSettings:
    """The settings of a console; one whose colours are not escape sequences counts as without colours."""
    colours = None if console.legacy_windows else console.color_system
    width, encoding = console.width, console.encoding
    return ConsoleSettings(width, colours, console.is_terminal, console.no_color, encoding)  # type: ignore[arg-type]  # Rich has a name or None
