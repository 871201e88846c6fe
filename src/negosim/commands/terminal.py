"""The terminal that commands write to."""

from __future__ import annotations

import os

from rich.console import Console

__all__ = ["console"]

WIDTH_WITHOUT_TERMINAL = 120


def console() -> Console:
    """The terminal; a file or a pipe gets plain lines of a fixed width."""
    made = Console(highlight=False)
    if not made.is_terminal and "COLUMNS" not in os.environ:
        made.width = WIDTH_WITHOUT_TERMINAL
    return made
