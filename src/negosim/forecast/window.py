"""What is forecast: who is concerned by the window of 2026, and how often planning passed in that of 2021 (fenêtre)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import pandas as pd
from scipy.special import expit, logit

from negosim.errors import Message, message
from negosim.law.calendar import calendar
from negosim.law.categories import CC_AND_CA
from negosim.territory.competences import holdings, rank_of
from negosim.territory.tables import table

__all__ = [
    "AFTER", "BASE_RATE", "BEFORE", "CLOSES", "COMPETENCE", "EARLIER", "KIND", "OPENS", "TRANSFER", "UNCHECKED", "Z_90",
    "BaseRate", "Count", "candidates", "concerned",
]  # fmt: skip

KIND, COMPETENCE = "land_use_plan", "planning"
ELECTION_YEAR = 2026
OPENS = calendar(ELECTION_YEAR).plui_window_opens
CLOSES = calendar(ELECTION_YEAR).plui_window_closes
TRANSFER = calendar(ELECTION_YEAR).plui_transfer
"""The days of the window and of the transfer, as `law.calendar` infers them from law ALUR, article 136 II."""

Z_90 = 1.6448536269514722
"""Standard errors from the middle of a normal law to its 5 % and 95 % ends."""


class Count(NamedTuple):
    """How many intercommunalities held planning on a day, of how many, and who says so."""

    held: int
    of: int
    day: date
    source: str


EARLIER = Count(585, 1263, date(2018, 1, 1), "https://www.courrierdesmaires.fr/74363/ (held), "
                "http://www.maire-info.com/article.asp?param=21547 (of all)")  # fmt: skip
BEFORE = Count(631, 1255, date(2019, 12, 31), "Maires de France 386 (2021-01), "
               "https://www.mairesdefrance.com/m/article/?id=547")  # fmt: skip
AFTER = Count(670, 1253, date(2021, 12, 31), "La Gazette des communes (2023-09), ministère de la Transition "
              "écologique, https://www.lagazettedescommunes.com/885959/lelaboration-dun-plui-ne-devrait-elle-pas-etre-"
              "plus-respectueuse-du-choix-des-elus-ruraux/")  # fmt: skip
"""Counts of all categories, urban communities and métropoles included, around the window of 2021."""


@dataclass(frozen=True)
class BaseRate:
    """How often planning passes at a renewed window, among places that did not hold it.

    `gained` of `concerned` became competent; `spread` is the standard deviation, on the logit scale, of the rate of a
    window around it. Of the spread, counting alone (39 of 624) makes .17; the rest is a judgement, for reasons that
    `method` writes: one window only was observed, its count also holds two years of votes at any time and of changes of
    perimeter, places that refused twice are left, all municipal councils are new.
    """

    gained: int
    concerned: int
    spread: float

    @property
    def rate(self) -> float:
        """The share that became competent."""
        return self.gained / self.concerned

    @property
    def bounds(self) -> tuple[float, float]:
        """The 5 % and 95 % ends of the rate of the next window."""
        middle = float(logit(self.rate))
        return float(expit(middle - Z_90 * self.spread)), float(expit(middle + Z_90 * self.spread))

    @property
    def counting_spread(self) -> float:
        """The standard error of the logit of the rate that counting alone makes."""
        return 1 / math.sqrt(self.concerned * self.rate * (1 - self.rate))


BASE_RATE = BaseRate(AFTER.held - BEFORE.held, BEFORE.of - BEFORE.held, spread=0.6)
"""39 of 624, that is 6 %: everyone who became competent in 2020 and 2021, net of changes of perimeter."""

UNCHECKED: tuple[Message, ...] = (
    message("que la loi transfère encore à ce renouvellement : l'article 136 II, lu dans sa rédaction de 2014, dit « "
            "l'élection du président de la communauté consécutive au renouvellement général », au singulier ; qu'il "
            "vaille après chaque renouvellement, et donc en 2026, est une lecture. Les débats sur la loi parlaient de "
            "« chaque renouvellement » ; l'AMF, en 2020, n'annonçait ensuite que le vote à tout moment. Aucune source "
            "lue ne parle de 2027"),
    message("que l'article n'ait été ni modifié ni abrogé depuis 2021 : les résumés de la loi 2025-1129 du 26 novembre "
            "2025 (urbanisme et logement) lus ne parlent pas de ce transfert ; ni le texte en vigueur, ni cette loi, "
            "ni celles de 2022 à 2026 n'ont été lus en entier. Si aucun transfert de plein droit n'a lieu, la "
            "prévision est sans objet et n'est pas jugée"),
    message("les dates : du 1er octobre au 31 décembre 2026 et 1er janvier 2027 se déduisent du texte ; en 2020, les "
            "mêmes dates avaient été reportées par la loi"),
    message("qui est compétent aujourd'hui : la table nationale (BANATIC) est de 2022 à 2024 ; un lieu devenu "
            "compétent depuis, par un vote ou une fusion, n'est pas concerné et n'est pas jugé"),
    message("combien de lieux la fenêtre de 2021 elle-même a fait changer : deux comptes nationaux à deux ans d'écart "
            "sont connus, et un département (Puy-de-Dôme : 5 sur 11)"),
)  # fmt: skip
"""What could not be checked, as the method says it."""


def candidates() -> pd.DataFrame:
    """Every CC and CA of 2026, in the order of the SIRENs: whom article 136 II may concern.

    Columns: `siren`, `name`, `category`, `n_communes`; `held`, whether it holds planning; `assumed`, whether that is
    not known from the national table.
    """
    rows = table("epci").select(["siren", "name", "category", "n_communes"]).to_pandas()
    rows = rows[rows["category"].isin(CC_AND_CA)].sort_values("siren", ignore_index=True)
    rank = rank_of(COMPETENCE)
    known = [holdings(category, siren)[rank] for siren, category in zip(rows["siren"], rows["category"], strict=True)]
    return rows.assign(held=[one.held for one in known], assumed=[one.assumed for one in known])


def concerned(everyone: pd.DataFrame) -> pd.DataFrame:
    """Those of a table of `candidates` that do not hold planning: whom a forecast is made for."""
    return everyone.loc[~everyone["held"].to_numpy(bool)].drop(columns="held").reset_index(drop=True)
