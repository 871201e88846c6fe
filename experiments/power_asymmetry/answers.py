"""H4, as registered."""

from __future__ import annotations

import pandas as pd
from evidence import changes, mean, slope_over_territories, with_verdict

from negosim.ensemble.analysis.dataset import Dataset

OUTCOME = "success_of_the_weak"


def answers(data: dict[str, Dataset]) -> pd.DataFrame:
    """The table of answers."""
    whole = data["power_asymmetry"]
    inequality = whole.rows.groupby("siren")["banzhaf_gini"].mean()
    rows = []
    for level, prediction in (("counterweight", "H4"), ("interest_based", "")):
        changed = changes(whole, OUTCOME, "facilitation", level, "busy")
        places = changed.groupby("siren")["value"].mean()
        result = slope_over_territories(prediction, f"slope of {OUTCOME}, {level} - busy, per .1 of banzhaf_gini",
                                       inequality.reindex(places.index), places, 0.1)  # fmt: skip
        rows += [with_verdict(result, 1) if prediction else result, mean("", f"{OUTCOME}, {level} - busy", changed)]
    return pd.DataFrame(rows)
