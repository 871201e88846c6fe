"""What an adopted text changes in the negotiation of other dossiers: meeting rules, posts (effets d'une décision)."""

from __future__ import annotations

from negosim.compiled import compiled
from negosim.negotiation.state.arrays import State
from negosim.negotiation.state.dossier import BUREAU, MEETING_RULES

__all__ = ["COUNCILLOR", "MAYOR", "PRESIDENT_ROLE", "VICE_PRESIDENT", "seat_bureau", "take_effect"]

COUNCILLOR, MAYOR, VICE_PRESIDENT, PRESIDENT_ROLE = range(4)
"""Roles of an official, codes of `state.records.OFFICIAL_ROLES`."""


@compiled
def seat_bureau(s: State) -> None:
    """Write which communes sit in the bureau: the president's and the vice-presidents', or all of them."""
    for e in range(s.officials.shape[0]):
        official = s.officials[e]
        if official.rank == 0:
            leads = official.role in (VICE_PRESIDENT, PRESIDENT_ROLE)
            s.communes[official.commune].in_bureau = leads or s.p.all_mayors > 0.0


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


@compiled
def take_effect(s: State, d: int) -> None:
    """Apply the effect of dossier d, which has been adopted.

    A governance pact makes the voices of communes more equal and informs the municipal councillors; a dossier of posts
    names the vice-presidents.
    """
    if s.dossiers[d].effect == MEETING_RULES:
        s.council.voice_equality = s.clauses[d, 0].text
        s.council.councillor_information = s.clauses[d, s.dossiers[d].clauses - 1].text
    elif s.dossiers[d].effect == BUREAU:
        assign_posts(s, d)
