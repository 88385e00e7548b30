"""Work on parts of a list in several processes, with the results in order.

Each process is given every n-th part at the start and sends its results through a pipe of its own. A pipe
holds one result until it is taken, so that memory does not grow with the list.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import frozen

from perfrules.resources.late_modules import late_module
from perfrules.resources.plain_repr import PlainRepr

if TYPE_CHECKING:
    import multiprocessing
    from multiprocessing.connection import Connection
else:
    multiprocessing = late_module("multiprocessing")

_Part = TypeVar("_Part")
_Result = TypeVar("_Result")


@frozen(repr=False)
class _Failure(PlainRepr):
    """What is sent in place of a result where an error was raised."""

    error: Exception


def cores() -> int:
    """How many processors this process may use.

    >>> cores() > 0
    True
    """
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def worked(work: Callable[[_Part], _Result], parts: Sequence[_Part], processes: int) -> Iterator[_Result]:
    """Yield the result of each part, in order.

    Args:
        work: makes the result of a part; it, parts, results and errors can be pickled.
        parts: the parts.
        processes: how many processes work; with 1 this one does, and none is started.

    Raises:
        Exception: what `work` raises, at the place of its part.
        ChildProcessError: a process ended before its results were complete.

    >>> list(worked(abs, [-1, 2, -3], 1))
    [1, 2, 3]
    """
    processes = min(processes, len(parts))
    if processes <= 1:
        yield from map(work, parts)
        return
    started: list[multiprocessing.process.BaseProcess] = []
    receivers: list[Connection] = []
    try:
        for at in range(processes):
            _start(work, parts[at::processes], started, receivers)
        for at in range(len(parts)):
            yield _received(receivers[at % processes])
    finally:
        for process, receiver in zip(started, receivers, strict=True):
            receiver.close()
            process.terminate()
            process.join()


def _start(
    work: Callable[[_Part], _Result],
    parts: Sequence[_Part],
    started: list[multiprocessing.process.BaseProcess],
    receivers: list[Connection],
) -> None:
    # A fork shares what is loaded, which saves a second; beside other threads it may deadlock.
    forks = sys.platform == "linux" and threading.active_count() == 1
    context = multiprocessing.get_context("fork") if forks else multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    inherited = (*receivers, receiver) if forks else ()
    process = context.Process(target=_serve, args=(work, parts, sender, inherited), daemon=True)
    process.start()
    sender.close()
    started.append(process)
    receivers.append(receiver)


def _serve(
    work: Callable[[_Part], _Result],
    parts: Sequence[_Part],
    sender: Connection,
    inherited: Sequence[Connection],
) -> None:
    """Send the results of some parts, until one fails or nobody receives them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the first process, which ends this one
    for each in inherited:  # else this process would not notice that nobody receives
        each.close()
    try:
        for part in parts:
            sender.send(_answer(work, part))
    except BrokenPipeError:
        return


def _answer(work: Callable[[_Part], _Result], part: _Part) -> _Result | _Failure:
    try:
        return work(part)
    except Exception as error:  # noqa: BLE001 - raised again in the first process
        error.add_note(traceback.format_exc())  # the places are lost between processes
        return _Failure(error)


def _received(receiver: Connection) -> Any:
    try:
        answer = receiver.recv()
    except EOFError as error:
        raise ChildProcessError("a process ended before its results were complete") from error
    if isinstance(answer, _Failure):
        raise answer.error
    return answer
