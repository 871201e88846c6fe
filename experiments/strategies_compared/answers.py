"""H1, H1b, H2 and H6, as registered."""

from __future__ import annotations

import numpy as np
import pandas as pd
from evidence import SESOI, Frame, changes, intercept, line, mean, slope, with_verdict

from negosim.ensemble.analysis.dataset import Dataset
from negosim.ensemble.analysis.effects import bootstrap

INFORMATION = "behaviour.dgs_information_start"
SCARCITY = "context.scarcity"


def answers(data: dict[str, Dataset]) -> pd.DataFrame:
    """The table of answers."""
    whole, calm = data["strategies_compared"], data["no_pressure"]
    return pd.DataFrame([*advantages(whole), *cheap_information(whole), *overruled(calm), *regrets(whole)])


def advantages(data: Dataset) -> list[dict]:
    """H1: shared decisions beside `busy`; the other strategies have no prediction."""
    predicted = ("single_text", "interest_based")
    rows = []
    for level in (level for f in data.factors if f.key == "facilitation" for level in f.levels if level != "busy"):
        result = mean("H1" if level in predicted else "", f"shared, {level} - busy",
                     changes(data, "shared", "facilitation", level, "busy"))  # fmt: skip
        rows.append(with_verdict(result, 1, SESOI) if level in predicted else result)
    return rows


def cheap_information(data: Dataset) -> list[dict]:
    """H1b: slope of the advantage on what the DGS knows at first, per .1."""
    rows = []
    for level in ("interest_based", "single_text"):
        values = changes(data, "shared", "facilitation", level, "busy", (INFORMATION,)).rename(
            columns={INFORMATION: "x"}
        )
        rows.append(slope("H1b", f"slope of {level} - busy on dgs_information_start, per .1", values, 0.1))
    falls = with_verdict(rows[0], -1)
    fallen = any(rows[1][edge] < 0 for edge in ("high", "high_places"))  # either interval is enough to speak of a fall
    other = rows[1] | {"verdict": "fails" if fallen else "holds"}
    return [falls, other]


def overruled(data: Dataset) -> list[dict]:
    """H2: `directive` beside `chair` without pressure."""
    adopted = mean(
        "H2", "no pressure: adopted, directive - chair", changes(data, "adopted", "facilitation", "directive", "chair")
    )
    durable = changes(data, "durable", "facilitation", "directive", "chair")
    support = changes(data, "support_communes", "facilitation", "directive", "chair")
    joined = durable.merge(support[["siren", "draw", "value"]].rename(columns={"value": "x"}), on=["siren", "draw"])
    equal = intercept("H2", "no pressure: durable, directive - chair, at equal support among communes", joined)
    return [
        with_verdict(adopted, 1),
        with_verdict(mean("H2", "no pressure: durable, directive - chair", durable), -1),
        mean("", "no pressure: support_communes, directive - chair", support),
        equal | {"verdict": "holds" if equal["low"] <= 0 <= equal["high"] else "fails"},
    ]


def regrets(data: Dataset) -> list[dict]:
    """H6: regret of `adaptive` minus that of the best fixed strategy, chosen on the other territories."""
    thirds = pd.qcut(data.rows[SCARCITY], 3, labels=False)
    wide = data.rows.assign(third=thirds).pivot_table(index=["siren", "third"], columns="facilitation", values="shared")
    regret = wide.rsub(wide.max(axis=1), axis=0)
    order = [level for f in data.factors if f.key == "territory" for level in f.levels]
    odd = np.array([order.index(siren) % 2 == 1 for siren in regret.index.get_level_values("siren")])
    fixed = [name for name in regret.columns if name != "adaptive"]
    parts, selection = [], []
    for half in (odd, ~odd):
        best = regret.loc[half, fixed].mean().idxmin()
        selection.append(best)
        parts.append(regret.loc[~half, "adaptive"] - regret.loc[~half, best])
    gap = pd.concat(parts).to_numpy()
    result = bootstrap(lambda x, axis: np.mean(x, axis=axis), gap)
    name = " and ".join(dict.fromkeys(selection))
    return [line("H6", f"regret, adaptive - best fixed ({name})", gap.mean(), result, holds=bool(gap.mean() <= 0)),
            *_regret_lines(regret)]  # fmt: skip


def _regret_lines(regret: Frame) -> list[dict]:
    """The mean regret of the three lowest."""
    lowest = regret.mean().sort_values().head(3)
    return [line("", f"mean regret of {name}", value) for name, value in lowest.items()]
