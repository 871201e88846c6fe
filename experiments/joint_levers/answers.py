"""H3, as registered."""

from __future__ import annotations

import numpy as np
import pandas as pd
from evidence import Frame, line, mean, with_verdict

from negosim.ensemble.analysis.dataset import Dataset
from negosim.ensemble.analysis.interactions import joint, synergy, with_cells

SHARE = 0.8


def answers(data: dict[str, Dataset]) -> pd.DataFrame:
    """The table of answers."""
    equal, added = data["joint_levers"], data["joint_levers_added"]
    gained = _synergy(equal)
    result = with_verdict(mean("H3", "J on shared, equal hours", gained), 1)
    sets = _by_set(equal, gained)
    same = float((np.sign(sets) == np.sign(sets.mean())).mean())
    return pd.DataFrame(
        [
            result,
            line(
                "H3",
                f"share of {len(sets)} sets of parameters where J has the sign of its mean",
                same,
                holds=same >= SHARE,
            ),
            _best("equal hours", equal),
            mean("", "J on shared, added hours", _synergy(added)),
            _best("added hours", added),
        ]
    )


def _synergy(data: Dataset) -> Frame:
    """J of each draw in each territory: Y111 + 2 Y000 - Y100 - Y010 - Y001."""
    wide = with_cells(data.rows, data.levers).pivot_table(index=["siren", "draw"], columns="cell", values="shared")
    value = synergy(*(wide[code] for code in ("111", "000", "100", "010", "001")))
    return value.rename("value").dropna().reset_index()


def _by_set(data: Dataset, gained: Frame) -> np.ndarray:
    """J of each set of parameters: the mean over its replicates and territories."""
    return gained.groupby(gained["draw"] // int(data.manifest["replicates"]))["value"].mean().to_numpy()


def _best(hours: str, data: Dataset) -> dict:
    """B: the three levers minus the best single one, chosen on the other half of the draws."""
    table = joint(data, ["shared"])
    row = table[table["quantity"] == "B"].iloc[0]
    name = [key.key.removeprefix("levers.") for key in data.levers][str(row["best single"]).index("1")]
    return line("", f"B on shared, {hours}: the three - {name} alone", row["value"], (row["low"], row["high"]))
