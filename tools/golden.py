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
from negosim.negotiation.state.dossier import OUTCOMES
from negosim.negotiation.state.events import EVENTS

CASES = {
    "faucigny_single_text_7": ("200000172", "single_text", 7, ()),
    "faucigny_none_0": ("200000172", "none", 0, ()),
    "arc_sud_bretagne_process_1": ("200027027", "process", 1, ("levers.regulatory=full", "context.scarcity=0.2")),
    "two_communes_busy_3": ("200050532", "busy", 3, ()),
    "brest_chair_5": ("242900314", "chair", 5, ()),
    "synthetic_single_text_2": ("synthetic", "single_text", 2, ("synthetic.n_communes=5",)),
}
TABLES = ("dossiers", "months", "communes", "officials", "meetings", "answers", "transfers", "events")
INTERPRETED = ("faucigny_single_text_7", "faucigny_none_0", "two_communes_busy_3", "synthetic_single_text_2")
"""Cases small enough to play with the compiler off."""


NAMES = {
    "openings": "opened", "rounds": "round", "withdrawals": "withdrawn", "votes": "voted",
    "ratifications": "ratified", "conclusions": "concluded", "defections": "defected", "judgements": "judged",
}  # fmt: skip
ROW = {"actor": "", "operator": "", "accepted": 0, "yes": 0, "asked": 0, "clause": -1, "item": -1, "refuser": "",
       "reason": ""}  # fmt: skip


def whole(value):
    """A number that may be missing, -1 for none."""
    return -1 if pd.isna(value) else int(value)


VALUES = {
    "openings": lambda _row: {},
    "rounds": lambda row: {
        "actor": row.proposer, "operator": row.operator, "accepted": int(row.accepted), "yes": row.yes,
        "asked": row.answers, "clause": whole(row.clause), "item": whole(row.item), "refuser": row.refuser,
        "reason": row.reason,
    },
    "withdrawals": lambda row: {"actor": row.president, "yes": int(1000.0 * row.share_for + 0.5), "asked": 1000},
    "votes": lambda row: {
        "actor": row.president, "accepted": int(row.passed), "yes": row.yes, "asked": row.yes + row.no,
        "clause": row.abstained, "item": row.present,
    },
    "ratifications": lambda row: {
        "accepted": int(row.passed), "yes": row.yes, "asked": row.yes + row.no + row.silent, "clause": row.no,
        "item": row.silent,
    },
    "conclusions": lambda row: {"accepted": int(row.adopted), "yes": OUTCOMES.index(row.outcome)},
    "defections": lambda row: {"actor": row.commune},
    "judgements": lambda row: {"accepted": int(row.durable), "yes": row.defections, "asked": row.communes},
}  # fmt: skip


def one_log(mandate):
    """The tables of events of a mandate as the one log that stood before them, in the order of the events."""
    rows = []
    for name in EVENTS:
        for row in tables.event_table(mandate, name).itertuples():
            place = {"month": row.month, "event": NAMES[name], "dossier": row.dossier}
            rows.append((row.order, place | ROW | VALUES[name](row)))
    rows.sort(key=lambda pair: pair[0])
    return pd.DataFrame([row for _, row in rows])


def columns_hash(mandate) -> str:
    """SHA-256 over every column of every table, decoded: names, then values in row order."""
    digest = hashlib.sha256()
    for table in TABLES:
        frame = one_log(mandate) if table == "events" else getattr(tables, table)(mandate)
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
    found = {case: columns_hash(play(case)) for case in CASES}
    if options.accept:
        options.accept.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
        return 0
    expected = json.loads(options.check.read_text(encoding="utf-8"))
    wrong = [case for case in expected if expected[case] != found.get(case)]
    version = ".".join(map(str, sys.version_info[:3]))
    print(f"golden bytes on Python {version}: {len(expected) - len(wrong)} of {len(expected)} agree {wrong or ''}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
