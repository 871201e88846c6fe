"""The terminal that commands write to."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from rich.console import Console

from negosim.errors import message
from negosim.locale import translate

__all__ = ["Terminated", "console", "ended_by_sigterm", "patience"]

WIDTH_WITHOUT_TERMINAL = 120
SECONDS_OF_SILENCE = 2.0


class Terminal(Console):
    """A terminal whose closed pipe is told to the command, which ends by it."""

    def on_broken_pipe(self) -> None:
        """Nobody reads any more."""
        raise BrokenPipeError


def console() -> Console:
    """The terminal; a file or a pipe gets plain lines of a fixed width."""
    made = Terminal(highlight=False)
    if not made.is_terminal and "COLUMNS" not in os.environ:
        made.width = WIDTH_WITHOUT_TERMINAL
    return made


class Terminated(KeyboardInterrupt):
    """The process was asked to end (SIGTERM), as Slurm does before the time of a job is over."""

    code = 143


@contextmanager
def ended_by_sigterm() -> Iterator[None]:
    """End on SIGTERM as on Ctrl-C: what is written is told, and nothing is left behind."""

    def end(_number: int, _frame: FrameType | None) -> None:
        raise Terminated

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def patience(lang: str) -> Iterator[None]:
    """Tell that the work goes on, once it has lasted two seconds; on the side of errors, out of any table."""
    said = translate(message("Calcul en cours…"), lang)
    timer = threading.Timer(SECONDS_OF_SILENCE, lambda: print(said, file=sys.stderr, flush=True))  # noqa: T201 -- progress
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
