"""The tables of events hold what the one log of events held before them, value by value.

`events_before` is the log of the six golden mandates as it was written when one table held every kind of event: votes
cast stood in `asked`, abstentions in `clause`, councillors present in `item`. Nothing else moved with it.
"""

from __future__ import annotations

from pathlib import Path

import golden
import pandas as pd
import pytest

from negosim import tables
from negosim.negotiation.state.dossier import OUTCOMES
from negosim.negotiation.state.events import EVENTS

HERE = Path(__file__).resolve().parent
BEFORE = HERE / "events_before"
NAMES = {
    "openings": "opened", "rounds": "round", "withdrawals": "withdrawn", "votes": "voted",
    "ratifications": "ratified", "conclusions": "concluded", "defections": "defected", "judgements": "judged",
}  # fmt: skip
ROW = {"actor": "", "operator": "", "accepted": 0, "yes": 0, "asked": 0, "clause": -1, "item": -1, "refuser": "",
       "reason": ""}  # fmt: skip


def whole(value):
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
            common = {"month": row.month, "event": NAMES[name], "dossier": row.dossier}
            rows.append((row.order, common | ROW | VALUES[name](row)))
    rows.sort(key=lambda pair: pair[0])
    assert [order for order, _ in rows] == list(range(len(rows)))
    return pd.DataFrame([row for _, row in rows])


@pytest.mark.compiled_only
@pytest.mark.parametrize("case", list(golden.CASES))
def test_every_event_of_the_old_log_stands_in_its_table(case):
    before = pd.read_csv(BEFORE / f"{case}.csv.gz", dtype=str, keep_default_na=False)
    now = one_log(golden.play(case)).astype(str)
    assert list(now.columns) == list(before.columns)
    assert now.to_numpy().tolist() == before.to_numpy().tolist()
