"""Inner kernels are kept as intermediate code: they are linked, raise and return as ordinary ones do."""

from __future__ import annotations

import numba
import numpy as np
import pytest

from negosim import kernel_pipeline
from negosim.compiled import SETTINGS, Kernel, compiled
from negosim.kernel_cache import cache_folder

pytestmark = pytest.mark.skipif(bool(SETTINGS.DISABLE_JIT), reason="what the compiler does")


@compiled
def halved(value):
    if value > 10.0:
        raise ValueError("too large")
    return np.full(int(value), 0.5).sum()


@compiled
def halved_and_one(value):
    return halved(value) + 1.0


def test_a_kernel_returns_what_its_python_function_returns():
    assert halved_and_one(6.0) == 4.0 == halved.py_func(6.0) + 1.0


@pytest.mark.parametrize(("value", "words"), [(11.0, "too large"), (-3.0, "negative dimensions")])
def test_an_error_inside_an_inner_kernel_reaches_python(value, words):
    with pytest.raises(ValueError, match=words):
        halved_and_one(value)


def test_an_inner_kernel_is_not_finished_by_itself():
    assert kernel_pipeline.PIPELINE, "this Numba no longer offers what the pipeline stands on"

    @numba.njit
    def uncached(value):
        return halved(value) + 1.0

    uncached(1.0)
    (overload,) = uncached.overloads.values()
    assert overload.entry_point is not None
    (inner,) = halved.inner.overloads.values()
    assert type(inner.library).__name__ == "IntermediateLibrary"


def test_only_entries_are_kept_in_the_cache():
    halved_and_one(2.0)
    files = [path.name for path in cache_folder().rglob("test_kernels.*.nbi")]
    assert any("halved_and_one" in name for name in files)
    assert not [name for name in files if "halved-" in name]


def test_without_the_pipeline_a_kernel_is_compiled_in_the_ordinary_way(monkeypatch):
    monkeypatch.setattr("negosim.compiled.PIPELINE", {})
    inner = Kernel(halved.py_func, "never")

    @numba.njit
    def twice(value):
        return 2.0 * inner(value)

    assert twice(6.0) == 6.0
