"""Did the numbers move? Accept a change with `python tools/golden.py --accept tests/golden/hashes.json`."""

from __future__ import annotations

import json
from pathlib import Path

import golden
import pytest

HERE = Path(__file__).resolve().parent
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
