"""The compiler of the behaviour: Numba, with a cache that an edited rule can never leave stale.

Numba's own cache looks only at the file of the function that is compiled, so that an edit of a rule in
another file would leave a stale kernel. Here the cache folder is named by a hash of every kernel's source
and of the versions of Python, NumPy and Numba.
"""

from __future__ import annotations

import hashlib
import os
import platform
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import numba
import numpy as np
import platformdirs

__all__ = ["cache_folder", "compiled", "is_first_run", "kernel_hash"]

F = TypeVar("F", bound=Callable[..., Any])

KERNEL_PLACES = ("compiled.py", "science", "law", "negotiation", "agenda", "metrics")


def kernel_hash(root: Path) -> str:
    """Sixteen hexadecimal digits that change with any kernel source or any version that compiles it."""
    digest = hashlib.sha256()
    for version in (platform.python_version(), np.__version__, numba.__version__):
        digest.update(version.encode())
    for place in KERNEL_PLACES:
        folder = root / place
        for source in sorted(folder.rglob("*.py")) if folder.is_dir() else [folder]:
            digest.update(source.relative_to(root).as_posix().encode())
            digest.update(source.read_bytes())
    return digest.hexdigest()[:16]


@cache
def cache_folder() -> Path:
    """The writable folder of this version's compiled kernels (`NEGOSIM_CACHE` chooses another root)."""
    named = os.environ.get("NEGOSIM_CACHE")
    roots = [Path(named)] if named else [Path(platformdirs.user_cache_dir("negosim"))]
    roots.append(Path(tempfile.gettempdir()) / f"negosim-{os.getuid() if hasattr(os, 'getuid') else 'user'}")
    digest = kernel_hash(Path(__file__).parent)
    for root in roots:
        folder = root / digest
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(folder, os.W_OK):
            return folder
    return Path(tempfile.mkdtemp(prefix="negosim-"))


def is_first_run() -> bool:
    """Whether nothing has been compiled yet for these sources, so that the user is told to wait."""
    return not numba.config.DISABLE_JIT and not any(cache_folder().rglob("*.nbc"))


def compiled(function: F) -> F:
    """`function` compiled on first use and cached; `NUMBA_DISABLE_JIT=1` leaves it interpreted."""
    if numba.config.DISABLE_JIT:
        return function
    before = numba.config.CACHE_DIR
    numba.config.CACHE_DIR = str(cache_folder())
    try:
        return numba.njit(cache=True)(function)  # type: ignore[return-value]
    finally:
        numba.config.CACHE_DIR = before
