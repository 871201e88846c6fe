"""Who sits in the bureau (bureau): president, vice-presidents, small communes where a pact reserves them seats."""

from __future__ import annotations

from negosim.compiled import compiled
from negosim.negotiation.state.arrays import State

__all__ = ["COUNCILLOR", "MAYOR", "PRESIDENT_ROLE", "VICE_PRESIDENT", "assign_posts", "seat_bureau"]

COUNCILLOR, MAYOR, VICE_PRESIDENT, PRESIDENT_ROLE = range(4)
"""Roles of an official, codes of `state.records.OFFICIAL_ROLES`."""


@compiled
def seat_bureau(s: State) -> None:
    """Write which communes sit in the bureau.

    The president's and the vice-presidents', or all of them; beside them, where a governance pact reserves a share of
    the bureau to small communes, the largest of the less populous half.
    """
    n, seats = s.communes.shape[0], 0
    for e in range(s.officials.shape[0]):
        official = s.officials[e]
        if official.rank == 0:
            leads = official.role in (VICE_PRESIDENT, PRESIDENT_ROLE)
            s.communes[official.commune].in_bureau = leads or s.p.all_mayors > 0.0
            seats += leads
    reserved = int(s.council.small_share * seats + 0.5)
    if reserved > 0:  # ranks cost a comparison with every other commune
        for i in range(n):
            if n // 2 <= rank_by_size(s, i) < n // 2 + reserved:
                s.communes[i].in_bureau = True


@compiled
def rank_by_size(s: State, i: int) -> int:
    """Number of communes more populous than commune i; of equals, those of lower key come first."""
    communes, rank = s.communes, 0
    for j in range(communes.shape[0]):
        larger = communes[j].population > communes[i].population
        rank += larger or (communes[j].population == communes[i].population and communes[j].key < communes[i].key)
    return rank


@compiled
def assign_posts(s: State, d: int) -> None:
    """Give the vice-presidencies to the mayors of the communes that the text of dossier d names."""
    for e in range(s.officials.shape[0]):
        official = s.officials[e]
        if official.role == VICE_PRESIDENT:
            official.role = MAYOR
        if official.rank == 0 and official.role == MAYOR:
            for q in range(s.dossiers[d].items):
                if s.items[d, q].text and s.items[d, q].host == official.commune:
                    official.role = VICE_PRESIDENT
    seat_bureau(s)
