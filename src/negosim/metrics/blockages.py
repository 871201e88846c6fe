"""Who blocked a dossier, by how much, why, when, and what lifted the blockage (registre des blocages)."""

# pyright: strict

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from negosim.compiled import Booleans, compiled
from negosim.law.silence import NO, YES
from negosim.metrics.hindsight import Moment, state_at_decision, terms_at
from negosim.metrics.pivots import ballots_of, votes_if
from negosim.negotiation.commune.behaviour import perceived_surplus_alone
from negosim.negotiation.commune.reasons import TERMS, headcount_posture, perceived_terms
from negosim.negotiation.mandate import Mandate
from negosim.negotiation.month.vote_call import headcount_share, is_expected_to_pass
from negosim.negotiation.month.voting import council_passes, municipal_outcome
from negosim.negotiation.state.arrays import State
from negosim.negotiation.state.dossier import ADOPTED, OUTCOMES, REJECTED, WITHDRAWN, is_packaged
from negosim.negotiation.state.events import REFUSAL_REASONS

__all__ = ["LIFTS", "Blockage", "blockers", "list_blockages", "pivotal_communes", "terms_of_decision", "would_pass"]


def blockers(mandate: Mandate, d: int) -> list[int]:
    """Indices of the communes that blocked dossier d; empty where it was neither rejected nor withdrawn.

    A blocker perceived no gain, and its yes alone would have changed the outcome. Where no commune could have done so
    alone, the blocker is the commune that perceived the least gain.
    """
    if int(mandate.state.dossiers[d].outcome) not in (REJECTED, WITHDRAWN):
        return []
    perceived = mandate.state.stakes["perceived_surplus"][d]
    pivotal = np.flatnonzero((perceived <= 0.0) & pivotal_communes(mandate, d))
    return pivotal.tolist() or [int(np.argmin(perceived))]


def would_pass(mandate: Mandate, d: int, i: int) -> bool:
    """Whether dossier d, rejected or withdrawn, would have passed had commune i said yes, the others unchanged."""
    return bool(pivotal_communes(mandate, d)[i])


def pivotal_communes(mandate: Mandate, d: int) -> np.ndarray:
    """Whether dossier d, rejected or withdrawn, would have passed with the yes of each commune alone: bool[N].

    A withdrawn text would have been put to the vote: headcount, promised majority, municipal councils, mayors'
    conference and charter. A rejected one would have passed the council or the municipal councils that refused it.
    """
    if int(mandate.state.dossiers[d].outcome) == WITHDRAWN:
        return would_be_called(state_at_decision(mandate, d), d)
    return would_go_through(mandate.state, d)


@compiled
def would_be_called(s: State, d: int) -> Booleans:
    """Whether the president would have called the vote on dossier d had each commune alone said yes: bool[N]."""
    pivotal = np.zeros(s.communes.shape[0], np.bool_)
    for i in range(pivotal.shape[0]):
        headcount_yes = s.stakes[d, i].headcount_yes
        s.stakes[d, i].headcount_yes = True
        pivotal[i] = is_expected_to_pass(s, d, headcount_share(s, d))
        s.stakes[d, i].headcount_yes = headcount_yes
    return pivotal


@compiled
def would_go_through(s: State, d: int) -> Booleans:
    """Whether dossier d would have passed the body that refused it, had each commune alone said yes: bool[N].

    The commune's officials who are present, and its municipal council, say yes. Where the council refused the dossier,
    the answers of the municipal councils do not count; where the law sets the calendar, they alone decide.
    """
    dossier = s.dossiers[d]
    in_council = dossier.council_voted and not dossier.council_passed and not dossier.has_legal_clock
    counts = ballots_of(s, d)
    pivotal = np.zeros(s.communes.shape[0], np.bool_)
    for i in range(pivotal.shape[0]):
        answer = s.stakes[d, i].answer
        s.stakes[d, i].answer = YES
        if in_council:
            yes, no, chair = votes_if(s, d, i, YES, counts)
            pivotal[i] = council_passes(s, d, yes, no, chair)
        else:
            pivotal[i] = municipal_outcome(s, d)
        s.stakes[d, i].answer = answer
    return pivotal


LIFTS = {
    "text": ("clauses", "projects", "project_cost", "common_good", "fairness"),
    "services": ("saving",),
    "transfer": ("transfer",),
    "understanding": ("misunderstanding",),
    "waiting": ("waiting", "scarcity", "default_cost"),
    "relations": ("premium", "broken_promises", "place"),
    "package": ("package",),
}
"""What lifts a blockage, and the terms that then rise: another text, for oneself and for the others; services that pool
more, or accept it better; a transfer; visits, workshops and documents that explain the text; time, and the cost of a
refusal; culture and kept promises; the other half of a package."""


@dataclass(frozen=True)
class Blockage:
    """One commune that blocked one dossier; amounts in units of value.

    `stage`: "decision" where the dossier failed; "negotiation" where it was adopted later, after this commune, which
    perceived no gain in the text, had refused a draft more than any other. `month`: that of the decision, or of the
    last such refusal. `perceived`: the surplus that it perceived then, the sum of `terms` (in the order of `TERMS`);
    `posture`: what posture took besides from its answer to the headcount. `reason`: the term (or posture) that weighed
    the most against the text; `set_apart`: the term in which the commune was the farthest below the mean of the
    communes, since some terms, such as the premium, weigh on all. `refusal`: the reason of its last refusal in a round.
    `pivotal`: whether it could have changed the decision alone. `lifted`: a name of `LIFTS`, or "conceded" or
    "overruled" where it still perceived no gain; empty where the dossier failed or the mandate does not replay.
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
    """One `Blockage` for each commune that blocked a dossier, in the order of the agenda, then of the communes."""
    outcomes = mandate.state.dossiers["outcome"].tolist()
    failures = [
        row
        for d, outcome in enumerate(outcomes)
        if outcome in (REJECTED, WITHDRAWN)
        for row in failed_blockages(mandate, d)
    ]
    return sorted(failures + lifted_blockages(mandate), key=lambda row: (row.dossier, row.commune))


def terms_of_decision(mandate: Mandate, d: int) -> tuple[np.ndarray, State]:
    """Terms float64[N, TERMS] of what each commune perceived when dossier d was decided, and the state at that moment.

    What a package added is the difference between the perceived surplus and that of the dossier alone: the other half
    of the package has changed since.
    """
    s = state_at_decision(mandate, d)
    terms, in_package = np.zeros((len(s.communes), len(TERMS))), is_packaged(int(s.dossiers[d].linked_dossier))
    for i in range(len(terms)):
        package = (
            float(s.stakes[d, i].perceived_surplus) - float(perceived_surplus_alone(s, d, i)) if in_package else 0.0
        )
        perceived_terms(s, d, i, package, terms[i])
    return terms, s


def last_refusals(s: State, d: int) -> dict[int, tuple[int, str]]:
    """Month and reason of the last draft, not accepted, that each commune refused the most on dossier d, by commune."""
    log = s.events("rounds")
    refusals = log[(log["dossier"] == d) & ~log["accepted"] & (log["refuser"] >= 0)]
    return {int(row.refuser): (int(row.month), REFUSAL_REASONS[int(row.reason)]) for row in refusals}


def failed_blockages(mandate: Mandate, d: int) -> list[Blockage]:
    """The blockages of dossier d at its decision."""
    terms, s = terms_of_decision(mandate, d)
    refusals = last_refusals(mandate.state, d)
    dossier = mandate.state.dossiers[d]
    rows: list[Blockage] = []
    for i in blockers(mandate, d):
        posture = float(headcount_posture(s, d, i)) if int(dossier.outcome) == WITHDRAWN else 0.0
        rows.append(
            Blockage(
                dossier=d,
                commune=i,
                outcome=OUTCOMES[int(dossier.outcome)],
                stage="decision",
                month=int(dossier.closing_month),
                perceived=float(mandate.state.stakes["perceived_surplus"][d, i]),
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
    """The term that weighs the most against a text; posture where it alone turned a gain into a refusal."""
    if posture < 0.0 < float(terms.sum()):
        return "posture"
    return TERMS[int(np.argmin(terms))]


def lifted_blockages(mandate: Mandate) -> list[Blockage]:
    """The blockages of dossiers adopted later, by communes that perceived no gain when they last refused a draft."""
    s = mandate.state
    adopted = np.flatnonzero(s.dossiers["outcome"] == ADOPTED).tolist()
    refusals = [(d, i, month, reason) for d in adopted for i, (month, reason) in last_refusals(s, d).items()]
    terms_before = terms_at(mandate, [(month, d) for d, _, month, _ in refusals])
    terms_after = {d: terms_of_decision(mandate, d)[0] for d in {moment[1] for moment in terms_before}}
    return [
        lifted_blockage(mandate, (month, d), i, terms_before[month, d], terms_after[d], reason)
        for d, i, month, reason in refusals
        if (month, d) in terms_before and terms_before[month, d][i].sum() <= 0.0
    ]


def lifted_blockage(
    mandate: Mandate, moment: Moment, i: int, before: np.ndarray, after: np.ndarray, refusal: str
) -> Blockage:
    """The blockage of commune i; terms float64[N, TERMS] are `before` at its last refusal, `after` at the adoption."""
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
    """What lifted the blockage: the name of `LIFTS` whose terms rose the most, or "overruled", or "conceded"."""
    stake = mandate.state.stakes[d, i]
    if stake.perceived_surplus <= 0.0:
        return "overruled" if NO in (int(stake.stance), int(stake.answer)) else "conceded"
    change_by_term: dict[str, float] = dict(zip(TERMS, change.tolist(), strict=True))
    return max(LIFTS, key=lambda name: sum(change_by_term[term] for term in LIFTS[name]))
