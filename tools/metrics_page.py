"""Write the page of the metrics from what each says of itself.

python tools/metrics_page.py            write docs/metrics.md
python tools/metrics_page.py --check    write nothing; exit 1 where the page is out of date
"""

from __future__ import annotations

import inspect
import sys
from pathlib import Path

from negosim.locale import translate
from negosim.metrics import METRICS

PAGE = Path(__file__).resolve().parents[1] / "docs" / "metrics.md"

HEAD = """# Metrics of a mandate

Written by `python tools/metrics_page.py`. The unit of analysis is the mandate: a metric is one number about one
finished mandate, or nothing where the mandate does not define it. Headline rates leave out yearly dossiers. Gains
are true surpluses over the reservation, in units of value, at the decision; time spent without a decision is not in
them. Metrics marked `*` search or replay:
`negosim run` and `play(...).summary` include them, `metrics.summary(mandate)` leaves them out unless `costly=True`.

A dossier is adopted when its negotiated text, at least .02 away from the fallback, is in force: a legal default is
never an adoption. Support is the share of communes (seats, population) whose true surplus is positive, after
transfers. Durable: at most max(1, 15 %) of the communes have defected 24 months later; what cannot be broken (budget,
posts, seats, FPIC, transfer, siting) is. Shared: adopted, supported
by two thirds of the communes, at most max(1, 10 %) of them below their reservation by more than .05, and durable;
strictly shared: no commune below.

Efficiency compares an adopted text with the best feasible texts that a search finds: clauses in [0, 1], projects
within the budget (and the partners' money where the text meets their condition), no more posts than the law allows,
one site or agreement, transfers as decided. With linear losses, no interdependence of clauses and no envy or guilt,
the search of the clauses is exact to 1e-4 for given projects (tested against linear programming). Elsewhere its best
value is a lower bound, so that inefficiency is understated and the ratios are overstated. Network metrics use trust
between communes at the end of the follow-up (month 96); `trust` is its mean at month 72.

Polarisation uses the communes' ideals on the clauses of opened headline dossiers, on the first day and at the end;
each commune counts once, and the communes within one fifth of [0, 1] form a camp. The shares of living areas and
roles in the variance are above 0 by chance alone, the more so the fewer the communes: compare them within one
territory, or use the changes (`_gained`). `network_density` counts the pairs of communes that both trust each other
more than communes did on average on the first day; `network_cohesion` is the mean of all ties. A promise is a pair of
a commune and an adopted headline dossier; where all are observed for 24 months, `promises_kept` is one minus
`defection_share`. `months` counts every dossier until it closes, whatever its outcome; `months_to_agreement` measures
the time to an adoption, and counts 24 months for a dossier that failed.

| metric | meaning | unit | bounds | formula |
|---|---|---|---|---|
"""


def bound(value: float) -> str:
    """A bound as it is read."""
    return "∞" if value == float("inf") else f"{value:g}"


def page() -> str:
    """The whole page."""
    lines = []
    for name in METRICS.names():
        metric = METRICS[name]
        docstring = inspect.getdoc(getattr(metric, "figure", type(metric).measure)) or ""
        formula = " ".join(docstring.split("\n\n")[0].split()).replace("|", "\\|")
        star = " *" if metric.costly else ""
        label = translate(metric.label, "en")
        lines.append(
            f"| `{name}`{star} | {label} | {metric.unit} | {bound(metric.low)} to {bound(metric.high)} | {formula} |"
        )
    return HEAD + "\n".join(lines) + "\n"


def main(arguments: list[str]) -> int:
    """Write or check the page."""
    if "--check" in arguments:
        return 0 if PAGE.exists() and PAGE.read_text(encoding="utf-8") == page() else 1
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
