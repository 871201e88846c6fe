"""The ledger of blockages: who blocked what, by how much, why, when, and what lifted it (registre des blocages)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from negosim.law.silence import NO
from negosim.metrics.blockers import blockers, would_pass
from negosim.metrics.hindsight import as_decided
from negosim.metrics.reasons import TERMS, break_down, held_back
from negosim.metrics.replay import Moment, terms_at
from negosim.negotiation.commune.behaviour import seen_surplus
from negosim.negotiation.mandate import Mandate
from negosim.negotiation.state.arrays import State
from negosim.negotiation.state.dossier import ADOPTED, OUTCOMES, REJECTED, WITHDRAWN
from negosim.negotiation.state.events import REFUSAL_REASONS

__all__ = ["LIFTS", "Blockage", "list_blockages", "terms_of_decision"]

LIFTS = {
    "text": ("clauses", "projects", "project_cost", "common_good", "fairness"),
    "services": ("saving",),
    "transfer": ("transfer",),
    "understanding": ("misunderstanding",),
    "waiting": ("waiting", "scarcity", "default_cost"),
    "relations": ("premium", "broken_promises"),
    "package": ("package",),
}
"""What lifts a blockage, and the terms in which it shows: another text, for oneself and for the others; services
that pool more, or accept it better; a transfer; visits, workshops and documents that make it understood; time, and
what refusing costs; culture and promises kept; the other half of a package."""


@dataclass(frozen=True)
class Blockage:
    """One commune that blocked one dossier; values in units of surplus.

    `stage`: "decision" where the dossier failed, "negotiation" where it refused a draft the most while it saw
    no gain in the text, and the dossier was adopted later. `month`: of the decision, or of its last such
    refusal. `perceived`: the surplus it saw then, the sum of `terms` (by the names of `TERMS`); `posture`: what
    it held back besides at the headcount. `reason`: the term (or posture) that weighed the most against;
    `set_apart`: the term in which it stood the farthest below the mean of the communes, since some, as the
    premium, weigh on all. `refusal`: reason of its last refusal in a round. `pivotal`: it could have turned the
    decision alone. `lifted`: a name of `LIFTS`, or "conceded" or "overruled" where it still saw no gain; empty
    where the dossier failed or the mandate does not replay.
    """

    dossier: int
    commune: int
    outcome: str
    stage: str
    month: int
    perceived: float
    terms: tuple[float, ...]
    posture: float
    reason: str
    set_apart: str
    refusal: str
    pivotal: bool
    lifted: str


def list_blockages(mandate: Mandate) -> list[Blockage]:
    """One row for each (dossier, commune) that blocked, in the order of the agenda and of the communes."""
    outcomes = mandate.state.dossiers["outcome"].tolist()
    failed = [
        row for d, reached in enumerate(outcomes) if reached in (REJECTED, WITHDRAWN) for row in failure(mandate, d)
    ]
    return sorted(failed + lifted_rows(mandate), key=lambda row: (row.dossier, row.commune))


def terms_of_decision(mandate: Mandate, d: int) -> tuple[np.ndarray, State]:
    """Terms float64[N, TERMS] of what each commune saw when dossier d was decided, and the state of that moment.

    What a package added is what the perceived surplus held beyond the dossier's own: its other half has moved since.
    """
    s = as_decided(mandate, d)
    terms, packaged = np.zeros((len(s.communes), len(TERMS))), int(s.dossiers[d].linked) >= 0
    for i in range(len(terms)):
        package = float(s.stakes[d, i].perceived) - float(seen_surplus(s, d, i)) if packaged else 0.0
        break_down(s, d, i, package, terms[i])
    return terms, s


def last_refusals(s: State, d: int) -> dict[int, tuple[int, str]]:
    """Month and reason of the last draft of dossier d not adopted that each commune refused the most."""
    log = s.events("rounds")
    refused = log[(log["dossier"] == d) & ~log["accepted"] & (log["refuser"] >= 0)]
    return {int(row.refuser): (int(row.month), REFUSAL_REASONS[int(row.reason)]) for row in refused}


def failure(mandate: Mandate, d: int) -> list[Blockage]:
    """The rows of the communes that blocked dossier d at its decision."""
    terms, s = terms_of_decision(mandate, d)
    refusals = last_refusals(mandate.state, d)
    dossier = mandate.state.dossiers[d]
    rows = []
    for i in blockers(mandate, d):
        posture = float(held_back(s, d, i)) if int(dossier.outcome) == WITHDRAWN else 0.0
        rows.append(
            Blockage(
                dossier=d,
                commune=i,
                outcome=OUTCOMES[int(dossier.outcome)],
                stage="decision",
                month=int(dossier.closed),
                perceived=float(mandate.state.stakes["perceived"][d, i]),
                terms=tuple(terms[i].tolist()),
                posture=posture,
                reason=main_reason(terms[i], posture),
                set_apart=farthest_below(terms, i),
                refusal=refusals.get(i, (0, ""))[1],
                pivotal=would_pass(mandate, d, i),
                lifted="",
            )
        )
    return rows


def farthest_below(terms: np.ndarray, i: int) -> str:
    """The term in which commune i stands the farthest below the mean of the communes, from float64[N, TERMS]."""
    return TERMS[int(np.argmin(terms[i] - terms.mean(axis=0)))]


def main_reason(terms: np.ndarray, posture: float) -> str:
    """The term that weighs the most against; posture where it alone turned a gain into a refusal."""
    if posture < 0.0 < float(terms.sum()):
        return "posture"
    return TERMS[int(np.argmin(terms))]


def lifted_rows(mandate: Mandate) -> list[Blockage]:
    """The rows of the communes that refused drafts of dossiers adopted later, while they saw no gain in the text."""
    s = mandate.state
    adopted = np.flatnonzero(s.dossiers["outcome"] == ADOPTED).tolist()
    refusals = [(d, i, month, why) for d in adopted for i, (month, why) in last_refusals(s, d).items()]
    past = terms_at(mandate, [(month, d) for d, _, month, _ in refusals])
    after = {d: terms_of_decision(mandate, d)[0] for d in {moment[1] for moment in past}}
    return [
        lifted_row(mandate, (month, d), i, past[month, d], after[d], why)
        for d, i, month, why in refusals
        if (month, d) in past and past[month, d][i].sum() <= 0.0
    ]


def lifted_row(
    mandate: Mandate, moment: Moment, i: int, before: np.ndarray, after: np.ndarray, refusal: str
) -> Blockage:
    """The row of commune i, the terms float64[N, TERMS] being `before` at its last refusal and `after` when adopted."""
    month, d = moment
    return Blockage(
        dossier=d,
        commune=i,
        outcome=OUTCOMES[ADOPTED],
        stage="negotiation",
        month=month,
        perceived=float(before[i].sum()),
        terms=tuple(before[i].tolist()),
        posture=0.0,
        reason=main_reason(before[i], 0.0),
        set_apart=farthest_below(before, i),
        refusal=refusal,
        pivotal=False,
        lifted=lift(mandate, d, i, after[i] - before[i]),
    )


def lift(mandate: Mandate, d: int, i: int, change: np.ndarray) -> str:
    """What lifted the blockage: where its terms rose the most; or how it went through all the same."""
    stake = mandate.state.stakes[d, i]
    if stake.perceived <= 0.0:
        return "overruled" if NO in (int(stake.stance), int(stake.answer)) else "conceded"
    risen = dict(zip(TERMS, change.tolist(), strict=True))
    return max(LIFTS, key=lambda name: sum(risen[term] for term in LIFTS[name]))
