"""Did the numbers move? Accept a change with `python tools/golden.py --accept tests/golden/hashes.json`."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
SPEC = importlib.util.spec_from_file_location("golden", HERE.parents[1] / "tools" / "golden.py")
golden = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(golden)
HASHES = json.loads((HERE / "hashes.json").read_text(encoding="utf-8"))


def cases():
    for case in golden.CASES:
        marks = () if case in golden.INTERPRETED else (pytest.mark.compiled_only,)
        yield pytest.param(case, marks=marks)


@pytest.mark.parametrize("case", list(cases()))
def test_the_bytes_are_the_accepted_ones(case):
    assert golden.columns_hash(golden.play(case)) == HASHES[case]


def test_every_case_is_accepted_and_distinct():
    assert set(HASHES) == set(golden.CASES)
    assert len(set(HASHES.values())) == len(HASHES)
