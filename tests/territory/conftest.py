from __future__ import annotations

import csv
import gzip
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"


@pytest.fixture(scope="session")
def shared():
    """A reader of the reference files beside the project, as lists of dicts; skips where they are absent."""

    def rows(name: str) -> list[dict[str, str]]:
        path = SHARED / name
        if not path.exists():
            pytest.skip(f"reference file ../shared/data/{name} is absent")
        with gzip.open(path, "rt", encoding="utf-8") as file:
            return list(csv.DictReader(file))

    return rows
