"""H10, as registered."""

from __future__ import annotations

import pandas as pd
from evidence import Frame, mean, slope_over_territories, with_verdict

from negosim.ensemble.analysis.dataset import Dataset
from negosim.territory.load import load

PART = "behaviour.neighbours_part"


def answers(data: dict[str, Dataset]) -> pd.DataFrame:
    """The table of answers."""
    whole = data["living_areas"]
    cut = pd.Series({siren: float(load(siren).outside.mean()) for siren in whole.rows["siren"].unique()})
    rows = []
    for strategy in ("busy", "counterweight"):
        own = whole.rows[whole.rows["facilitation"] == strategy]
        alone = own[own[PART] == 0].groupby("siren")["shared"].mean()
        added = _added(whole, own)
        places = added.groupby("siren")["value"].mean()
        falls = slope_over_territories("H10a", f"slope of shared without neighbours on the cut, per .1, {strategy}",
                                       cut.reindex(alone.index), alone, 0.1)  # fmt: skip
        name = f"slope of what neighbours add to plans shared, per .1 of cut, {strategy}"
        grows = slope_over_territories("H10b", name, cut.reindex(places.index), places, 0.1)
        judged = [with_verdict(falls, -1), with_verdict(grows, 1)]
        rows += judged if strategy == "busy" else [one | {"prediction": ""} for one in (falls, grows)]
        rows.append(mean("", f"what neighbours add to investment plans shared, {strategy}", added))
    return pd.DataFrame(rows)


def _added(data: Dataset, rows: Frame) -> Frame:
    """The share of investment plans shared, with neighbours who pay minus without, by territory and draw."""
    table = data.table("dossiers")
    plans = table[table["kind"] == "investment_plan"]
    own = (
        plans.assign(shared=plans["shared"].fillna(0).astype(float))
        .groupby(["point", "replicate"])["shared"]
        .mean()
        .rename("part")
    )
    joined = rows.merge(own.reset_index(), on=["point", "replicate"])
    wide = joined.pivot_table(index=["siren", "draw"], columns=PART, values="part")
    return (wide[0.5] - wide[0.0]).rename("value").dropna().reset_index()
