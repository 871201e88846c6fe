"""The terminal: its width, sentences on it, a notice while a calculation lasts, the end by SIGTERM."""

from __future__ import annotations

import os
import signal
import sys
import textwrap
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from rich.console import Console

from negosim.errors import Message, message
from negosim.locale import translate
from negosim.titles import typeset

__all__ = ["Terminated", "console", "say", "sigterm_as_interrupt", "waiting_notice"]

WIDTH_WITHOUT_TERMINAL = 120
SECONDS_OF_SILENCE = 2.0


class Terminal(Console):
    """A terminal that raises `BrokenPipeError` where its reader has closed the pipe."""

    def on_broken_pipe(self) -> None:
        """End the command."""
        raise BrokenPipeError


def console() -> Console:
    """The terminal; a file or a pipe gets plain lines of a fixed width."""
    terminal = Terminal(highlight=False)
    if not terminal.is_terminal and "COLUMNS" not in os.environ:
        terminal.width = WIDTH_WITHOUT_TERMINAL
    return terminal


def say(screen: Console, sentence: Message, lang: str, style: str = "") -> None:
    """Print a sentence in `lang`, wrapped to the width of the screen."""
    text = typeset(translate(sentence, lang), lang)
    indent = text[: len(text) - len(text.lstrip())]
    for row in textwrap.wrap(text, screen.width, subsequent_indent=indent, break_on_hyphens=False):
        screen.print(row, style=style, markup=False, soft_wrap=True)


class Terminated(KeyboardInterrupt):
    """A request to end (SIGTERM), as Slurm sends before the time of a job is over."""

    code = 143


@contextmanager
def sigterm_as_interrupt() -> Iterator[None]:
    """End on SIGTERM as on Ctrl-C: by `Terminated`, so that every file is closed whole."""

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
def waiting_notice(lang: str) -> Iterator[None]:
    """Print on the error stream that a calculation goes on, once it has lasted two seconds."""
    notice = translate(message("Calcul en cours…"), lang)
    timer = threading.Timer(SECONDS_OF_SILENCE, lambda: print(notice, file=sys.stderr, flush=True))  # noqa: T201 -- progress
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
