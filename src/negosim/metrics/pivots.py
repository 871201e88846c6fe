"""Who won, and whose change of mind would have changed the outcome (succès et voix décisives)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from negosim.compiled import compiled
from negosim.law.majorities import council_majority_passes
from negosim.law.procedures import municipal_passes
from negosim.law.silence import NO, YES
from negosim.negotiation.dossier import ADOPTED
from negosim.negotiation.mandate import Mandate

__all__ = ["Realised", "decisive", "realised_power"]


@compiled
def ballots_of(s, d):
    """Ballots of each commune's officials who sit on dossier d: yes, no, members int64[N, 3]; the president's: bool."""
    counts = np.zeros((s.communes.shape[0], 3), np.int64)
    for e in range(s.officials.shape[0]):
        if s.ballots[d, e].sits:
            i = s.officials[e].commune
            counts[i, 0] += s.ballots[d, e].vote == YES
            counts[i, 1] += s.ballots[d, e].vote == NO
            counts[i, 2] += 1
    chair = s.ballots[d, s.clock.president]
    return counts, chair.sits and chair.vote == YES


@compiled
def goes_through(s, d, yes, no, chair, answers):
    """Whether dossier d goes through with these votes of the council and these answers int8[N] of the communes."""
    dossier, secret = s.dossiers[d], False
    if not council_majority_passes(dossier.council_rule, yes, no, s.officials.shape[0], chair, secret):
        return False
    return municipal_passes(dossier.procedure, answers, s.communes.population)


@compiled
def decisive(s, d):
    """Whether dossier d, voted, would have ended otherwise had commune i said the contrary: bool[N].

    All its officials who sit, and its municipal council, say yes where its stance was not yes, and no where
    it was yes; the others stay as they were.
    """
    n = s.communes.shape[0]
    counts, chair = ballots_of(s, d)
    yes, no = 0, 0
    for i in range(n):
        yes += counts[i, 0]
        no += counts[i, 1]
    answers = np.zeros(n, np.int8)
    for i in range(n):
        answers[i] = s.stakes[d, i].answer
    before = goes_through(s, d, yes, no, chair, answers)
    found = np.zeros(n, np.bool_)
    for i in range(n):
        says = NO if s.stakes[d, i].stance == YES else YES
        kept = answers[i]
        answers[i] = says
        others_yes, others_no = yes - counts[i, 0], no - counts[i, 1]
        if says == YES:
            others_yes += counts[i, 2]
        else:
            others_no += counts[i, 2]
        presides = (says == YES) if i == s.clock.president_commune else chair
        found[i] = goes_through(s, d, others_yes, others_no, presides, answers) != before
        answers[i] = kept
    return found


@dataclass(frozen=True, eq=False)
class Realised:
    """Realised power of each commune over the votes of the council.

    `success` float64[N]: share of the votes where it took a stance and the outcome went with it (yes and
    adopted, no and not adopted), nan where it never took one. `decisiveness` float64[N]: share of the votes
    where its contrary stance would have changed the outcome. `votes`: how many votes were held.
    """

    success: np.ndarray
    decisiveness: np.ndarray
    votes: int


@lru_cache(maxsize=1)
def realised_power(mandate: Mandate) -> Realised:
    """Success and decisiveness of each commune over the dossiers on which the council voted.

    Source: Penrose 1946 and Banzhaf 1965 for decisiveness; Laruelle and Valenciano 2005 for success.
    """
    s = mandate.state
    held = np.flatnonzero(s.dossiers["held"])
    stance = s.stakes["stance"][held]
    adopted = (s.dossiers["outcome"][held] == ADOPTED)[:, None]
    took = (stance == YES) | (stance == NO)
    won = took & ((stance == YES) == adopted)
    times = took.sum(axis=0)
    success = np.where(times > 0, won.sum(axis=0) / np.maximum(times, 1), np.nan)
    pivotal = np.zeros(len(s.communes))
    for d in held:
        pivotal += decisive(s, int(d))
    return Realised(success, pivotal / max(1, len(held)), len(held))
