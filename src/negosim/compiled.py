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
from functools import cache, cached_property
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

import numba
import numpy as np
import numpy.typing as npt
import platformdirs
from numba.extending import typeof_impl

from negosim.kernel_pipeline import PIPELINE

__all__ = [
    "SETTINGS",
    "Booleans",
    "Floats",
    "Integers",
    "build",
    "cache_folder",
    "compiled",
    "inlined",
    "is_first_run",
    "kernel_hash",
]

F = TypeVar("F", bound=Callable[..., Any])
Floats: TypeAlias = npt.NDArray[np.float64]
Integers: TypeAlias = npt.NDArray[np.int64]
Booleans: TypeAlias = npt.NDArray[np.bool_]
"""Arrays that kernels take and give."""

SETTINGS: Any = numba.config  # pyright: ignore[reportPrivateImportUsage]
"""Numba's settings of this process."""

KERNEL_PLACES = ("compiled.py", "kernel_pipeline.py", "science", "law", "negotiation", "agenda", "metrics")


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
    """Whether nothing has been compiled yet for these sources, so that a message asks the user to wait."""
    return not SETTINGS.DISABLE_JIT and not any(cache_folder().rglob("*.nbc"))


class Kernel:
    """A compiled function with two doors: one for compiled code, one for Python.

    Each is built only where it is used. What compiled code calls is kept as intermediate code and linked into the
    entries (`kernel_pipeline`). A kernel is compiled once for an integer, not once for each constant that a caller
    writes.
    """

    def __init__(self, function: Callable[..., Any], inline: str) -> None:
        self.py_func = function
        self.targetoptions = {"inline": inline}  # where Numba looks for what to inline
        self.__name__, self.__doc__, self.__module__ = function.__name__, function.__doc__, function.__module__
        self.__wrapped__ = function

    @cached_property
    def inner(self) -> Any:
        """What compiled code calls."""
        options: dict[str, Any] = {"error_model": "numpy", "no_cpython_wrapper": True, **self.targetoptions, **PIPELINE}
        dispatcher = numba.njit(**options)(self.py_func)
        resolve = dispatcher.get_call_template

        def resolve_widened(args: Any, kws: Any) -> Any:
            """The call template for the types behind the constants."""
            widened = tuple(numba.types.unliteral(kind) for kind in args)
            return resolve(widened, {name: numba.types.unliteral(kind) for name, kind in kws.items()})

        if self.targetoptions["inline"] == "never":
            dispatcher.get_call_template = resolve_widened
        return dispatcher

    @cached_property
    def entry(self) -> Any:
        """What Python calls."""
        return build(self.py_func)

    def __call__(self, *args: Any) -> Any:
        """Call the kernel from Python."""
        return self.entry(*args)


@typeof_impl.register(Kernel)
def type_of_kernel(kernel: Kernel, _context: Any) -> numba.types.Dispatcher:
    """Numba's type of a kernel that compiled code names: that of its inner door."""
    return numba.types.Dispatcher(kernel.inner)


def build(function: Callable[..., Any]) -> Any:
    """A Numba dispatcher of `function` that Python calls, kept in the cache with all that it links."""
    before = SETTINGS.CACHE_DIR
    SETTINGS.CACHE_DIR = str(cache_folder())
    try:
        return numba.njit(cache=True, error_model="numpy")(function)
    finally:
        SETTINGS.CACHE_DIR = before


def compiled(function: F) -> F:
    """`function` compiled on first use and cached; `NUMBA_DISABLE_JIT=1` leaves it interpreted."""
    return function if SETTINGS.DISABLE_JIT else Kernel(function, "never")  # type: ignore[return-value]


def inlined(function: F) -> F:
    """`function` compiled as a part of each kernel that calls it: for the few that only dispatch."""
    return function if SETTINGS.DISABLE_JIT else Kernel(function, "always")  # type: ignore[return-value]
