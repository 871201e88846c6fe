"""What an adopted text changes in how the others are negotiated: rules of meetings, posts (effets d'une décision)."""

from __future__ import annotations

from negosim.compiled import compiled
from negosim.negotiation.state.arrays import State
from negosim.negotiation.state.dossier import BUREAU, RULES

__all__ = ["COUNCILLOR", "MAYOR", "PRESIDENT_ROLE", "VICE_PRESIDENT", "seat_bureau", "take_effect"]

COUNCILLOR, MAYOR, VICE_PRESIDENT, PRESIDENT_ROLE = range(4)
"""Roles of an official."""


@compiled
def seat_bureau(s: State) -> None:
    """Who sits in the bureau: the president and vice-presidents, or every mayor where the arrangement says so."""
    for e in range(s.officials.shape[0]):
        official = s.officials[e]
        if official.rank == 0:
            leads = official.role in (VICE_PRESIDENT, PRESIDENT_ROLE)
            s.communes[official.commune].in_bureau = leads or s.p.all_mayors > 0.0


@compiled
def assign_posts(s: State, d: int) -> None:
    """The vice-presidencies go to the mayors of the communes that the text of dossier d names."""
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
    """Dossier d is adopted: a governance pact gives small communes a voice and informs the municipal councils."""
    if s.dossiers[d].effect == RULES:
        s.council.voice_equality = s.clauses[d, 0].text
        s.council.councillor_information = s.clauses[d, s.dossiers[d].clauses - 1].text
    elif s.dossiers[d].effect == BUREAU:
        assign_posts(s, d)
