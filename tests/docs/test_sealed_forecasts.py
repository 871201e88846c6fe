"""A sealed forecast never changes: its hashes are those of its files."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

FORECASTS = Path(__file__).resolve().parents[2] / "docs" / "forecasts"
SEALED = {"2027-planning": "b60f445326d41c2ec565d28470eb5755194f2687776e43cdd054047a524bf30a"}
"""SHA-256 of `SHA256SUMS`, by folder."""


def digest(path):
    """The SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_every_sealed_folder_is_known():
    assert {path.name for path in FORECASTS.iterdir() if path.is_dir()} == set(SEALED)


@pytest.mark.parametrize("folder", SEALED)
def test_a_seal_is_unbroken(folder):
    sums = FORECASTS / folder / "SHA256SUMS"
    assert digest(sums) == SEALED[folder]
    lines = [line.split() for line in sums.read_text(encoding="utf-8").splitlines()]
    assert {name for _, name in lines} == {"forecast.csv", "method.md", "manifest.json"}
    for expected, name in lines:
        assert digest(FORECASTS / folder / name) == expected
