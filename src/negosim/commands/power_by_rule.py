"""The power of each commune under one majority, whichever councils it is about."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from negosim.commands.screen import share_of
from negosim.commands.selected import SelectedTerritory
from negosim.errors import Message, message
from negosim.law.council_power import council_power
from negosim.law.municipal_power import BLOCKING, municipal_power

__all__ = ["COUNCIL", "MUNICIPAL", "TITLES", "RulePower", "power_under"]

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
SAMPLING = "sampling"
POINTS = 100


@dataclass(frozen=True)
class RulePower:
    """Power under one rule, float64[N] each: shares, standard errors (0 when exact); its method, in words too."""

    rule: str
    banzhaf: np.ndarray
    banzhaf_errors: np.ndarray
    shapley: np.ndarray
    shapley_errors: np.ndarray
    method: str
    note: Message

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


def power_under(rule: str, selected: SelectedTerritory, blocks: np.ndarray, president: int | None) -> RulePower:
    """The power of each commune under `rule`; blocks bool[N] and president are those of the council."""
    if rule in COUNCIL:
        seats = selected.ordinary.seats
        power = council_power(seats, rule, blocks.tolist(), president)
        none = np.zeros(len(seats))
        note = message("exact ; {quota} voix sur {seats}", quota=power.quota, seats=power.seats)
        return RulePower(rule, power.banzhaf.shares, none, power.shapley_shubik.shares, none, "exact", note)
    power = municipal_power(selected.population, MUNICIPAL[rule])
    errors = (power.banzhaf.standard_errors, power.shapley_shubik.standard_errors)
    if power.method == SAMPLING:
        widest = round(POINTS * max(float(part.max()) for part in errors), 2)
        note = message(
            "estimé sur {draws} tirages ; erreur type d'au plus {widest} point", draws=power.draws, widest=widest
        )
    else:
        note = message("exact")
    method = SAMPLING if power.method == SAMPLING else "exact"
    return RulePower(rule, power.banzhaf.shares, errors[0], power.shapley_shubik.shares, errors[1], method, note)
