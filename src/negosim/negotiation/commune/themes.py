"""What carries over from one dossier to the next: positions, knowledge and common direction by theme (thèmes).

A clause serves a theme, or goes against it. A commune has a position on each theme: its ideal on a clause follows it.
What the DGS has understood of a commune on a theme, and what the commune has understood of it, remain for the dossiers
that open later. An adopted charter gives a theme a common direction, which pulls those who took part in writing it.
"""

from __future__ import annotations

from negosim.compiled import compiled
from negosim.negotiation.state.arrays import MONTHS, State
from negosim.negotiation.state.clause import THEMES
from negosim.negotiation.state.randomness import THEME, normal

__all__ = [
    "NO_THEME",
    "carry_over",
    "draw_positions",
    "follow_direction",
    "keep_lessons",
    "set_direction",
    "theme_shift",
]

NO_THEME = -1
"""The theme of a clause that serves none."""

N_THEMES = len(THEMES)


@compiled
def draw_positions(s: State, i: int) -> None:
    """Draw the position of commune i on each theme: its trait by the features of the place, and a part of its own."""
    for h in range(N_THEMES):
        theme = s.commune_themes[i, h]
        own = normal(s.clock.seed_low, s.clock.seed_high, THEME, h, 0, s.communes[i].key)
        theme.position = s.p.structure * s.p.theme_trait * theme.trait + s.p.theme_sd * own


@compiled
def theme_shift(s: State, d: int, i: int, k: int) -> float:
    """How far the position of commune i on the theme of clause k moves its ideal; 0 where the clause serves none."""
    clause = s.clauses[d, k]
    return clause.serves * s.commune_themes[i, clause.theme].position if clause.theme != NO_THEME else 0.0


@compiled
def carry_over(s: State, d: int, i: int) -> None:
    """Give commune i and the DGS, when dossier d opens, what they have learnt on its themes in earlier dossiers."""
    clauses, knowledge, understanding = 0, 0.0, 0.0
    for k in range(s.dossiers[d].clauses):
        if s.clauses[d, k].theme != NO_THEME:
            theme = s.commune_themes[i, s.clauses[d, k].theme]
            clauses += 1
            knowledge += theme.dgs_information
            understanding += theme.understanding
    if clauses > 0:
        stake = s.stakes[d, i]
        stake.dgs_information = max(stake.dgs_information, s.p.theme_memory * knowledge / clauses)
        stake.understanding = max(stake.understanding, s.p.theme_memory * understanding / clauses)


@compiled
def keep_lessons(s: State, d: int, i: int) -> None:
    """Keep, by theme, what the DGS knows of commune i and what it understands at the end of dossier d."""
    stake = s.stakes[d, i]
    for k in range(s.dossiers[d].clauses):
        if s.clauses[d, k].theme != NO_THEME:
            theme = s.commune_themes[i, s.clauses[d, k].theme]
            theme.dgs_information = max(theme.dgs_information, stake.dgs_information)
            theme.understanding = max(theme.understanding, stake.understanding)


@compiled
def participation(s: State, d: int, i: int) -> float:
    """Share of the ordinary meetings on dossier d that commune i attended: how far the text is its own."""
    held, came, n = 0, 0, s.communes.shape[0]
    for month in range(MONTHS):
        anyone = False
        for j in range(n):
            anyone |= s.attendance[month, d, j]
        held += anyone
        came += s.attendance[month, d, i]
    return came / held if held > 0 else 0.0


@compiled
def set_direction(s: State, d: int) -> None:
    """Give each theme of the adopted charter d its direction, and each commune its part in the writing."""
    for k in range(s.dossiers[d].clauses):
        clause = s.clauses[d, k]
        if clause.theme != NO_THEME:
            s.themes[clause.theme].is_set = True
            s.themes[clause.theme].direction = clause.serves * (clause.text - 0.5)
    for i in range(s.communes.shape[0]):
        s.communes[i].appropriation = participation(s, d, i)


@compiled
def follow_direction(s: State, d: int, i: int) -> None:
    """Move what commune i wants in dossier d, when it opens, towards the direction that the charter gave its themes.

    The move is proportional to the commune's part in writing the charter (appropriation).
    """
    pull = s.p.consequences * s.p.charter_pull * s.communes[i].appropriation
    for k in range(s.dossiers[d].clauses):
        clause, opinion = s.clauses[d, k], s.opinions[d, i, k]
        if clause.theme != NO_THEME and s.themes[clause.theme].is_set:
            shift = pull * (0.5 + clause.serves * s.themes[clause.theme].direction - opinion.ideal)
            opinion.ideal += shift
            opinion.anchor = opinion.ideal
            opinion.stated = min(1.0, max(0.0, opinion.stated + shift))
