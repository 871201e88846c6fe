"""Which competences an intercommunality holds: what is recorded, what is assumed (compétences exercées).

`NAMED` declares the competences that a dossier may name. A holding is known from the national table (BANATIC) or from
the user's file; elsewhere it is assumed: held where the law makes it obligatory, not held otherwise. A competence that
the table does not record although today's category obliges to hold it is assumed to be held: several communities have
changed their category since, and some lines are missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from negosim.errors import Message, TerritoryError, message
from negosim.knobs import choice
from negosim.law.competences import holds_by_law
from negosim.territory.tables import rows_of

__all__ = [
    "NAMED", "NAMES", "RECORDED", "TABLE", "CompetenceSettings", "Holding", "NamedCompetence",
    "holdings", "is_obligatory", "is_recorded", "nothing_held", "rank_of",
]  # fmt: skip

TABLE = "competences"
"""The name of the national table."""


@dataclass(frozen=True)
class NamedCompetence:
    """One competence: its name, its title, its key in `negosim.law.competences`, what the law says, its BANATIC code.

    `law_key` is None where no category is obliged to hold it, `banatic` where the table does not record it.
    """

    name: str
    label: Message
    law_key: str | None
    law: Message
    banatic: str | None = None


class Holding(NamedTuple):
    """Whether an intercommunality holds a competence, and whether that is assumed instead of known."""

    name: str
    held: bool
    assumed: bool = False


@dataclass(frozen=True)
class CompetenceSettings:
    """What is taken from the data about competences (compétences déjà exercées)."""

    held: str = choice(
        "data", ("data", "none"),
        "competences that the intercommunality already holds: those of the data, or none, for a hindcast of transfers",
        "Compétences déjà exercées", "BANATIC 2022-24, then CGCT",
    )  # fmt: skip


NAMED = (
    NamedCompetence(
        "water", message("Eau potable"), "water",
        message("obligatoire pour les CA depuis le 1er janvier 2020 (L.5216-5), les CU (L.5215-20) et les métropoles "
                "(L.5217-2) ; plus pour les CC depuis la loi 2025-327 du 11 avril 2025 (L.5214-16)"), "1502",
    ),
    NamedCompetence(
        "sewerage", message("Assainissement collectif"), "collective_sewerage",
        message("obligatoire pour les CA depuis le 1er janvier 2020 (L.5216-5), les CU (L.5215-20) et les métropoles "
                "(L.5217-2) ; plus pour les CC depuis la loi 2025-327 du 11 avril 2025 (L.5214-16)"), "1505",
    ),
    NamedCompetence(
        "roads", message("Voirie"), "roads",
        message("obligatoire pour les CU (L.5215-20) et, depuis 2015, les métropoles (L.5217-2) ; supplémentaire, pour "
                "ce qui est d'intérêt communautaire, dans les CC et les CA (L.5214-16, L.5216-5)"), "5005",
    ),
    NamedCompetence(
        "housing", message("Habitat (programme local de l'habitat)"), "housing",
        message("obligatoire pour les CA depuis 1999 (L.5216-5), les CU (L.5215-20) et les métropoles (L.5217-2) ; "
                "supplémentaire dans les CC (L.5214-16)"), "5505",
    ),
    NamedCompetence(
        "planning", message("Urbanisme (plan local d'urbanisme)"), "land_use_plan",
        message("obligatoire pour les CU (L.5215-20) et, depuis 2015, les métropoles (L.5217-2) ; dans les CC et les "
                "CA depuis le 27 mars 2017, sauf opposition des communes (loi ALUR, 136 II)"), "4515",
    ),
    NamedCompetence(
        "childcare", message("Petite enfance"), None,
        message("supplémentaire : action sociale d'intérêt communautaire (L.5214-16, L.5216-5)"),
    ),
    NamedCompetence(
        "sports_culture", message("Équipements sportifs et culturels"), "facilities",
        message("obligatoire, pour ce qui est d'intérêt communautaire ou métropolitain, pour les CU (L.5215-20) et, "
                "depuis 2015, les métropoles (L.5217-2) ; supplémentaire dans les CC et les CA"),
    ),
    NamedCompetence(
        "mobility", message("Mobilité"), "mobility",
        message("obligatoire pour les CA depuis 1999 (L.5216-5), les CU (L.5215-20) et les métropoles (L.5217-2) ; "
                "supplémentaire dans les CC (L.5214-16)"),
    ),
    NamedCompetence(
        "tourism", message("Promotion du tourisme"), "tourism",
        message("obligatoire pour toutes depuis le 1er janvier 2017, stations classées à part (L.5214-16, L.5216-5)"),
    ),
    NamedCompetence(
        "waste", message("Déchets des ménages"), "waste",
        message("obligatoire pour toutes depuis le 1er janvier 2017 (L.5214-16, L.5216-5)"),
    ),
)  # fmt: skip
"""Source: the articles that each line names, as read in `negosim.law.competences`; CU and métropoles from memory."""

NAMES = tuple(one.name for one in NAMED)
RECORDED = tuple(one.name for one in NAMED if one.banatic)
"""The competences that the national table records."""

HELD_BY_OTHERS = {"200054781": ("planning", "waste")}
"""What is obligatory elsewhere and belongs to another body here: in Grand Paris, to its territories.

Source: L.5219-5, from memory.
"""


def is_obligatory(name: str, category: str) -> bool:
    """Whether the law obliges intercommunalities of that category to hold a competence, whatever communes say.

    Raises UserError: unknown category. Raises TerritoryError: unknown competence.
    """
    law_key = NAMED[rank_of(name)].law_key
    return law_key is not None and holds_by_law(category, law_key, opposed=True)


def holdings(category: str, siren: str = "", given: Mapping[str, bool] | None = None) -> tuple[Holding, ...]:
    """What an intercommunality holds, in the order of `NAMES`.

    Args: `category`; `siren`, by which the national table is read; `given`, what the user knows, by name.
    Raises UserError: unknown category.
    """
    row, others = _row(siren), HELD_BY_OTHERS.get(siren, ())
    result = []
    for name in NAMES:
        by_law = is_obligatory(name, category) and name not in others
        recorded = bool(row.get(name, False))
        is_known = bool(row.get("known", False)) and name in RECORDED and (recorded or not by_law)
        if given is not None and name in given:
            result.append(Holding(name, given[name]))
        else:
            result.append(Holding(name, recorded or by_law, assumed=not is_known))
    return tuple(result)


def is_recorded(siren: str) -> bool:
    """Whether the national table has a row for that SIREN."""
    return bool(_row(siren))


def nothing_held() -> tuple[Holding, ...]:
    """The holdings of an intercommunality that is said to hold nothing: a setting, not an assumption."""
    return tuple(Holding(name, held=False) for name in NAMES)


def rank_of(name: str) -> int:
    """The rank of a competence in `NAMES`. Raises TerritoryError: unknown name; the message lists the known ones."""
    if name not in NAMES:
        raise TerritoryError(
            message("competence vaut « {value} » ; valeurs possibles : {options}.",
                    value=str(name), options=", ".join(NAMES))
        )  # fmt: skip
    return NAMES.index(name)


def _row(siren: str) -> dict[str, Any]:
    """The row of the national table, by column; empty if there is none."""
    columns = rows_of(TABLE, siren)
    return {column: values[0] for column, values in columns.items() if values}
