"""The power of each commune under one majority, whichever councils it is about."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from negosim.commands.screen import share_of
from negosim.commands.selected import SelectedTerritory
from negosim.errors import Message, message
from negosim.law.council_power import council_power
from negosim.law.municipal_power import BLOCKING, municipal_power

__all__ = ["COUNCIL", "MUNICIPAL", "TITLES", "Measured", "measured"]

COUNCIL = ("simple", "two_thirds_cast", "two_thirds_members")
MUNICIPAL = {"municipal": "creation", "municipal_seats": "seats", "clect": "first_paragraph", "blocking": BLOCKING}
"""The majorities of the municipal councils, and their keys in `municipal_power`."""

TITLES: dict[str, Message] = {
    "simple": message("Conseil (majorité simple)"),
    "two_thirds_cast": message("Conseil (deux tiers des suffrages)"),
    "two_thirds_members": message("Conseil (deux tiers des membres)"),
    "municipal": message("Communes (majorité qualifiée)"),
    "municipal_seats": message("Communes (majorité d'un accord local)"),
    "clect": message("Communes (rapport de la CLECT, sans veto)"),
    "blocking": message("Communes (minorité de blocage du PLUi)"),
}
ARTICLES = {"municipal": "L.5211-5 II", "municipal_seats": "L.5211-6-1", "clect": "CGI 1609 nonies C IV",
            "blocking": "ALUR 136 II"}  # fmt: skip
"""The article of each majority; that of the council where none is here."""
COUNCIL_ARTICLE = "L.2121-20"
SAMPLED = "sampling"
POINTS = 100


@dataclass(frozen=True)
class Measured:
    """Power under one rule, float64[N] each: shares, standard errors (0 when exact); and how it was found."""

    rule: str
    banzhaf: np.ndarray
    banzhaf_errors: np.ndarray
    shapley: np.ndarray
    shapley_errors: np.ndarray
    method: str
    said: Message

    @property
    def article(self) -> str:
        """The article of the rule."""
        return ARTICLES.get(self.rule, COUNCIL_ARTICLE)

    def figures(self, rank: int) -> tuple[float, ...]:
        """The four numbers of one commune."""
        columns = (self.banzhaf, self.banzhaf_errors, self.shapley, self.shapley_errors)
        return tuple(float(column[rank]) for column in columns)

    def cells(self, rank: int, lang: str) -> tuple[str, str]:
        """Banzhaf and Shapley-Shubik of one commune as percentages."""
        return share_of(self.banzhaf[rank], 1, lang), share_of(self.shapley[rank], 1, lang)


def measured(rule: str, selected: SelectedTerritory, blocks: np.ndarray, president: int | None) -> Measured:
    """The power of each commune under `rule`; blocks bool[N] and president are those of the council."""
    if rule in COUNCIL:
        seats = selected.ordinary.seats
        found = council_power(seats, rule, blocks.tolist(), president)
        none = np.zeros(len(seats))
        said = message("exact ; {quota} voix sur {seats}", quota=found.quota, seats=found.seats)
        return Measured(rule, found.banzhaf.shares, none, found.shapley_shubik.shares, none, "exact", said)
    counted = municipal_power(selected.population, MUNICIPAL[rule])
    errors = (counted.banzhaf.standard_errors, counted.shapley_shubik.standard_errors)
    if counted.method == SAMPLED:
        widest = round(POINTS * max(float(part.max()) for part in errors), 2)
        said = message(
            "estimé sur {draws} tirages ; erreur type d'au plus {widest} point", draws=counted.draws, widest=widest
        )
    else:
        said = message("exact")
    method = SAMPLED if counted.method == SAMPLED else "exact"
    return Measured(rule, counted.banzhaf.shares, errors[0], counted.shapley_shubik.shares, errors[1], method, said)
