"""The state as it was when a dossier was decided, from what the mandate has kept (l'instant de la décision)."""

from __future__ import annotations

import numpy as np

from negosim.negotiation.mandate import Mandate
from negosim.negotiation.state.arrays import State

__all__ = ["as_decided", "broken_before"]


def broken_before(s: State, month: int) -> float:
    """Broken promises that every commune remembered at the beginning of a month: defectors / N, summed."""
    log, n, total = s.events("defections"), len(s.communes), 0.0
    left = np.stack([log["month"], log["dossier"]], axis=1)[log["month"] < month]
    _, first, count = np.unique(left, axis=0, return_index=True, return_counts=True)
    for leavers in count[np.argsort(first)].tolist():
        total += leavers / n
    return total


def as_decided(mandate: Mandate, d: int) -> State:
    """A state in which dossier d stands as when it was decided; its text may be drafted upon, nothing is shared.

    The month, its envelope, the services' acceptance, the culture, the mean trust and the broken promises are
    those of that moment; the trust in the DGS is that of the end of the month. Opinions, text, transfers, costs,
    partners' money and understanding of a decided dossier no longer move. The other dossiers are as they ended:
    what a package was worth then is what the perceived surplus holds beyond the dossier's own.
    """
    s, month = mandate.state, int(mandate.state.dossiers[d].closed)
    past = s.with_arrays(
        communes=s.communes.copy(), clock=s.clock.copy(), finance=s.finance.copy(), partners=s.partners.copy(),
        stakes=s.stakes.copy(), clauses=s.clauses.copy(), items=s.items.copy(),
    )  # fmt: skip
    past.clock["month"] = month
    then = s.history[month - 1]
    past.finance["envelope"], past.partners["services"] = then["envelope"], then["services"]
    past.communes["culture"] = s.commune_history["culture"][month - 2] if month > 1 else float(s.p["culture_start"])
    past.communes["trust"], past.communes["trust_dgs"] = (
        s.stakes["trusted"][d],
        s.commune_history["trust_dgs"][month - 1],
    )
    past.communes["broken"] = broken_before(s, month)
    return past
