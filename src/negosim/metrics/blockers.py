"""Who stood in the way of a dossier that failed, and why (blocages)."""

from __future__ import annotations

import numpy as np

from negosim.compiled import Booleans, compiled
from negosim.law.silence import YES
from negosim.metrics.hindsight import as_decided
from negosim.metrics.pivots import ballots_of, votes_if
from negosim.negotiation.mandate import Mandate
from negosim.negotiation.month.vote_call import expected_share, is_hopeful
from negosim.negotiation.month.voting import council_passes, municipal_outcome
from negosim.negotiation.state.arrays import State
from negosim.negotiation.state.dossier import REJECTED, WITHDRAWN

__all__ = ["blockers", "turning", "would_pass"]


def blockers(mandate: Mandate, d: int) -> list[int]:
    """Indices of the communes that blocked dossier d.

    A blocker saw no gain and its change to yes alone would have changed the outcome; where nobody could
    have done so alone, the commune that saw the least gain. Empty where the dossier was not rejected or
    withdrawn.
    """
    if int(mandate.state.dossiers[d].outcome) not in (REJECTED, WITHDRAWN):
        return []
    seen = mandate.state.stakes["perceived"][d]
    pivotal = np.flatnonzero((seen <= 0.0) & turning(mandate, d))
    return pivotal.tolist() or [int(np.argmin(seen))]


def would_pass(mandate: Mandate, d: int, i: int) -> bool:
    """Whether dossier d, rejected or withdrawn, would have gone on had commune i said yes, the others unchanged."""
    return bool(turning(mandate, d)[i])


def turning(mandate: Mandate, d: int) -> np.ndarray:
    """Whether dossier d, rejected or withdrawn, would have gone on with the yes of each commune alone: bool[N].

    A withdrawn text would have been put to the vote: headcount, promised majority, municipal councils, conference
    of mayors and charter. A rejected one would have passed the council or the municipal councils that refused it.
    """
    if int(mandate.state.dossiers[d].outcome) == WITHDRAWN:
        return would_be_called(as_decided(mandate, d), d)
    return would_go_through(mandate.state, d)


@compiled
def would_be_called(s: State, d: int) -> Booleans:
    """Whether the president would have called the vote on dossier d had each commune alone said yes: bool[N]."""
    found = np.zeros(s.communes.shape[0], np.bool_)
    for i in range(found.shape[0]):
        said = s.stakes[d, i].headcount
        s.stakes[d, i].headcount = True
        found[i] = is_hopeful(s, d, expected_share(s, d))
        s.stakes[d, i].headcount = said
    return found


@compiled
def would_go_through(s: State, d: int) -> Booleans:
    """Whether dossier d would have passed where it was refused had each commune alone said yes: bool[N].

    Its officials who sit and its municipal council say yes. Where the council refused it, the municipal councils
    are not asked again; where the law's own clock runs, they alone decide.
    """
    dossier = s.dossiers[d]
    in_council = dossier.held and not dossier.council_passed and not dossier.legal_clock
    counts = ballots_of(s, d)
    found = np.zeros(s.communes.shape[0], np.bool_)
    for i in range(found.shape[0]):
        said = s.stakes[d, i].answer
        s.stakes[d, i].answer = YES
        if in_council:
            yes, no, chair = votes_if(s, d, i, YES, counts)
            found[i] = council_passes(s, d, yes, no, chair)
        else:
            found[i] = municipal_outcome(s, d)
        s.stakes[d, i].answer = said
    return found
