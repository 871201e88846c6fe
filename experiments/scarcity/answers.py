"""H9, as registered."""

from __future__ import annotations

import pandas as pd
from evidence import Frame, mean, with_verdict

from negosim.ensemble.analysis.dataset import Dataset

LOW, HIGH = 0.25, 0.75
KINDS = {"investment_plan": -1, "pooling_scheme": 1}


def answers(data: dict[str, Dataset]) -> pd.DataFrame:
    """The table of answers."""
    whole = data["scarcity"]
    rows = []
    for strategy in ("busy", "interest_based"):
        changed = {kind: _change(whole, strategy, kind) for kind in KINDS}
        lines = [mean("H9", f"{kind} adopted, scarcity {HIGH} - {LOW}, {strategy}", changed[kind]) for kind in KINDS]
        both = changed["pooling_scheme"].merge(changed["investment_plan"], on=["siren", "draw"], suffixes=("", "_less"))
        gap = mean("H9", f"pooling - investment, change of the share adopted, {strategy}",
                   both.assign(value=both["value"] - both["value_less"]))  # fmt: skip
        signs = (*KINDS.values(), 1)
        unjudged = [one | {"prediction": ""} for one in (*lines, gap)]
        judged = [with_verdict(one, sign) for one, sign in zip((*lines, gap), signs, strict=True)]
        rows += judged if strategy == "busy" else unjudged
    return pd.DataFrame(rows)


def _change(data: Dataset, strategy: str, kind: str) -> Frame:
    """What more scarcity changes to the share of the dossiers of a kind adopted, by territory and draw."""
    table = data.table("dossiers")
    own = table[table["kind"] == kind].groupby(["point", "replicate"])["adopted"].mean().rename("share").reset_index()
    rows = data.rows[data.rows["facilitation"] == strategy].merge(own, on=["point", "replicate"])
    wide = rows.pivot_table(index=["siren", "draw"], columns="context.scarcity", values="share")
    return (wide[HIGH] - wide[LOW]).rename("value").dropna().reset_index()
