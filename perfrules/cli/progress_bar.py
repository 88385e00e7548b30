"""A progress bar, apart from other output because `rich.progress` costs 9 ms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from rich.console import Console
from rich.progress import Progress, track

_Each = TypeVar("_Each")


def with_bar(items: Iterable[_Each], count: int) -> Iterable[_Each]:
    """Return some number of items; while they are taken, a progress bar is on standard error."""
    return track(items, total=count, description="", console=Console(stderr=True), transient=True)


@contextmanager
def reading_bar() -> Iterator[Callable[[str, float | None], None]]:
    """Yield a function that shows what is read and how far it is; None is not known."""
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None)

        def show(name: str, done: float | None) -> None:
            progress.update(task, description=name, completed=done or 0, total=None if done is None else 1)

        yield show
