"""Inner kernels are kept as intermediate code: they are linked, raise and return as ordinary ones do."""

from __future__ import annotations

import os
import subprocess
import sys

import numba
import numpy as np
import pytest

from negosim import kernel_pipeline
from negosim.compiled import SETTINGS, Kernel, compiled
from negosim.kernel_cache import cache_folder

pytestmark = pytest.mark.skipif(bool(SETTINGS.DISABLE_JIT), reason="what the compiler does")


SORTS = """
import sys
import numpy as np
from negosim.compiled import compiled

@compiled
def least(values):
    return np.sort(values)[0]

@compiled
def greatest(values):
    return values[np.argsort(values)[values.shape[0] - 1]]

for name in sys.argv[1:]:
    print(globals()[name](np.array([2.0, 1.0, 3.0])))
"""


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


def test_functions_of_two_processes_have_other_numbers():
    code = (
        "import negosim.compiled\nfrom numba.core import bytecode\nprint(next(bytecode.FunctionIdentity._unique_ids))"
    )
    numbers = {subprocess.run([sys.executable, "-c", code], check=True, capture_output=True).stdout for _ in range(2)}
    assert len(numbers) == 2
    assert all(int(number) > 2**40 for number in numbers)


def test_kernels_of_two_processes_give_their_own_results_together(tmp_path):
    (tmp_path / "sorts.py").write_text(SORTS, encoding="utf-8")
    for names in ("least", "greatest", "least greatest", "greatest least"):
        command = [sys.executable, "sorts.py", *names.split()]
        ended = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True,
                               env={**os.environ, "NEGOSIM_CACHE": str(tmp_path / "cache")})  # fmt: skip
        assert ended.stdout.split() == [{"least": "1.0", "greatest": "3.0"}[name] for name in names.split()]
