"""The first compilation of the kernels, in a process of its own (première compilation).

The memory of the compiler is freed with that process; what is waited for meanwhile can be played interpreted. A lock
keeps two of them from compiling the same kernels.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from filelock import FileLock

from negosim.kernel_cache import cache_folder, discard_damaged, is_complete, mark_complete

__all__ = ["compiling_alone", "failure_of_compilation", "is_compiling", "start_compilation", "wait_for_compilation"]

COMMAND = ("-m", "negosim.first_run")


class Child:
    """The process that compiles, if there is one, and what it says when it fails."""

    process: subprocess.Popen[bytes] | None = None
    errors: IO[bytes] | None = None


def start_compilation() -> None:
    """Let another process compile what is not compiled yet; nothing where that cannot be, or is so already."""
    if Child.process is None and sys.executable and not is_complete(cache_folder()):
        Child.errors = tempfile.TemporaryFile()  # noqa: SIM115 -- closed when the process has ended
        command = [sys.executable, *COMMAND]
        Child.process = subprocess.Popen(  # noqa: S603 -- ourselves
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=Child.errors
        )


def is_compiling() -> bool:
    """Whether the other process is still at work."""
    return Child.process is not None and Child.process.poll() is None


def wait_for_compilation() -> None:
    """Wait for the other process, if there is one."""
    if Child.process is not None:
        Child.process.wait()


def failure_of_compilation() -> str:
    """Wait for the other process: its last words where it failed, "" where it did not or where there was none."""
    if Child.process is None or Child.errors is None:
        return ""
    code = Child.process.wait()
    Child.errors.seek(0)
    lines = Child.errors.read().decode(errors="replace").strip().splitlines()
    Child.errors.close()
    Child.process, Child.errors = None, None
    return (lines[-1] if lines else f"code {code}") if code else ""


@contextmanager
def compiling_alone(*, is_last: bool) -> Iterator[bool]:
    """Whether there is something to compile, under a lock; after the last part, without an error, everything is."""
    folder = cache_folder()
    with FileLock(folder / "lock"):
        discard_damaged(folder)
        needed = not is_complete(folder)
        yield needed
        if needed and is_last:
            mark_complete(folder)
