"""The compiler of the behaviour: Numba, whose kernels are kept by `kernel_cache` (compilation)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any, TypeAlias, TypeVar

import numba
import numpy as np
import numpy.typing as npt
from numba.extending import typeof_impl

from negosim.kernel_cache import cache_folder, is_complete
from negosim.kernel_compilation import is_compiling, wait_for_compilation
from negosim.kernel_pipeline import PIPELINE

__all__ = [
    "SETTINGS",
    "Booleans",
    "Floats",
    "Integers",
    "build",
    "compiled",
    "inlined",
    "interpreted_while_compiling",
    "is_first_run",
]

F = TypeVar("F", bound=Callable[..., Any])
Floats: TypeAlias = npt.NDArray[np.float64]
Integers: TypeAlias = npt.NDArray[np.int64]
Booleans: TypeAlias = npt.NDArray[np.bool_]
"""Arrays that kernels take and give."""

SETTINGS: Any = numba.config  # pyright: ignore[reportPrivateImportUsage]
"""Numba's settings of this process."""

LOCATOR = "negosim.kernel_cache.KernelLocator"


class Mode:
    """How kernels that Python calls are run: compiled, or as the Python functions that they are."""

    interpreted = False


@contextmanager
def interpreted_while_compiling() -> Iterator[None]:
    """Run kernels as Python functions inside, with the same results, where another process is compiling them."""
    before = Mode.interpreted
    Mode.interpreted = before or is_compiling()
    try:
        yield
    finally:
        Mode.interpreted = before


def is_first_run() -> bool:
    """Whether something has not been compiled yet for these sources on this machine."""
    return not SETTINGS.DISABLE_JIT and not is_complete(cache_folder())


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
        """What Python calls; where another process is compiling, after it has ended."""
        wait_for_compilation()
        return build(self.py_func)

    def __call__(self, *args: Any) -> Any:
        """Call the kernel from Python."""
        return self.py_func(*args) if Mode.interpreted else self.entry(*args)


@typeof_impl.register(Kernel)
def type_of_kernel(kernel: Kernel, _context: Any) -> numba.types.Dispatcher:
    """Numba's type of a kernel that compiled code names: that of its inner door."""
    return numba.types.Dispatcher(kernel.inner)


def build(function: Callable[..., Any]) -> Any:
    """A Numba dispatcher of `function` that Python calls, kept in the cache with all that it links."""
    before = SETTINGS.CACHE_LOCATOR_CLASSES
    SETTINGS.CACHE_LOCATOR_CLASSES = LOCATOR
    try:
        return numba.njit(cache=True, error_model="numpy")(function)
    finally:
        SETTINGS.CACHE_LOCATOR_CLASSES = before


def compiled(function: F) -> F:
    """`function` compiled on first use and cached; `NUMBA_DISABLE_JIT=1` leaves it interpreted."""
    return function if SETTINGS.DISABLE_JIT else Kernel(function, "never")  # type: ignore[return-value]


def inlined(function: F) -> F:
    """`function` compiled as a part of each kernel that calls it: for the few that only dispatch."""
    return function if SETTINGS.DISABLE_JIT else Kernel(function, "always")  # type: ignore[return-value]
