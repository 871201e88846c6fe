"""Golden bytes: SHA-256 of the decoded columns of a few mandates' tables.

`python tools/golden.py --check FILE` compares, `--accept FILE` writes what is found (with a line under
**Results** in the changelog). The same bytes are expected on every version of Python, NumPy and pandas.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd

import negosim
from negosim import tables
from negosim.negotiation.state.events import EVENTS

CASES = {
    "faucigny_single_text_7": ("200000172", "single_text", 7, ()),
    "faucigny_none_0": ("200000172", "none", 0, ()),
    "arc_sud_bretagne_process_1": ("200027027", "process", 1, ("levers.regulatory=full", "context.scarcity=0.2")),
    "two_communes_busy_3": ("200050532", "busy", 3, ()),
    "brest_chair_5": ("242900314", "chair", 5, ()),
    "synthetic_single_text_2": ("synthetic", "single_text", 2, ("synthetic.n_communes=5",)),
}
TABLES = ("dossiers", "months", "communes", "officials", "meetings", "answers", "transfers", *EVENTS)
INTERPRETED = ("faucigny_single_text_7", "faucigny_none_0", "two_communes_busy_3", "synthetic_single_text_2")
"""Cases small enough to play with the compiler off."""


def columns_hash(mandate) -> str:
    """SHA-256 over every column of every table, decoded: names, then values in row order."""
    digest = hashlib.sha256()
    for table in TABLES:
        frame = getattr(tables, table)(mandate)
        for name in frame.columns:
            digest.update(f"{table}.{name}:".encode())
            for value in frame[name].tolist():
                digest.update(text_of(value).encode() + b"\n")
    return digest.hexdigest()


def text_of(value) -> str:
    """One exact spelling for one value, whatever the version that holds it."""
    if pd.isna(value):
        return "~"
    if isinstance(value, bool | np.bool_):
        return str(bool(value))
    if isinstance(value, float | np.floating):
        return float(value).hex()
    return str(value)


def play(case: str):
    """The mandate of one case."""
    territory, strategy, seed, overrides = CASES[case]
    return negosim.play(territory, facilitation=strategy, seed=seed, overrides=list(overrides)).mandate


def main() -> int:
    """Compare or accept."""
    parser = argparse.ArgumentParser(description=__doc__)
    mode = parser.add_mutually_exclusive_group(required=True)
    mode.add_argument("--check", type=Path)
    mode.add_argument("--accept", type=Path)
    options = parser.parse_args()
    hashes = {case: columns_hash(play(case)) for case in CASES}
    if options.accept:
        options.accept.write_text(json.dumps(hashes, indent=2) + "\n", encoding="utf-8")
        return 0
    expected = json.loads(options.check.read_text(encoding="utf-8"))
    wrong = [case for case in expected if expected[case] != hashes.get(case)]
    version = ".".join(map(str, sys.version_info[:3]))
    print(f"golden bytes on Python {version}: {len(expected) - len(wrong)} of {len(expected)} agree {wrong or ''}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
