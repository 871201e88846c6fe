"""Which competences an intercommunality holds by law, the line of community interest, police powers.

`COMPETENCES` is a table by category; `read` names the categories whose line was read, the others are from
memory. Competences that are neither obligatory nor taken stay with the communes; a transferred one is
exclusive: the commune no longer has it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from negosim.errors import UserError, message
from negosim.law.calendar import after_months
from negosim.law.categories import CATEGORIES, check_category
from negosim.law.constants import ratio, whole
from negosim.law.decisions import Ballot, council_decision
from negosim.law.majorities import Decision
from negosim.law.procedures import COMMUNITY_INTEREST

__all__ = [
    "COMPETENCES", "POLICE_POWERS", "Competence", "PolicePower", "competence_status", "holds_by_law",
    "interest_before", "interest_decision", "interest_state", "may_be_returned", "police_objection_before",
    "police_passes", "police_transfer_from", "president_may_waive",
]  # fmt: skip

ARTICLE_OF = {"CC": "L.5214-16", "CA": "L.5216-5", "CU": "L.5215-20", "METROPOLE": "L.5217-2"}

OBLIGATORY = "obligatory"
OF_INTEREST = "of_interest"  # obligatory, within the line of community interest
OPPOSABLE = "opposable"  # obligatory unless a minority of communes opposes
OPTIONAL = "optional"  # supplementary: taken by a transfer
OPTIONAL_OF_INTEREST = "optional_of_interest"
PARTLY = "partly"
NONE = "none"

INTEREST_MONTHS = 12 * whole("interest_years")
POLICE_MONTHS = whole("police_months")
WAIVER_MONTHS = whole("police_waiver_months")
HOUSING, HOUSING_OF = ratio("police_housing_share")


@dataclass(frozen=True)
class Competence:
    """One competence: key, titles, its status in each of CC, CA, CU, métropole, and the categories read.

    `locked`: where it is optional, a transfer already made is not undone.
    """

    key: str
    title_fr: str
    title_en: str
    status: tuple[str, str, str, str]
    read: tuple[str, ...] = ()
    locked: bool = False


@dataclass(frozen=True)
class PolicePower:
    """One special police power that follows a competence to the president, unless a mayor objects."""

    key: str
    competence: str
    title_fr: str
    title_en: str


ALL = (OBLIGATORY, OBLIGATORY, OBLIGATORY, OBLIGATORY)
INTEREST_THEN_ALL = (OF_INTEREST, OF_INTEREST, OBLIGATORY, OBLIGATORY)
FROM_CA = (OPTIONAL, OBLIGATORY, OBLIGATORY, OBLIGATORY)
SERVICES = (OPTIONAL_OF_INTEREST, OPTIONAL_OF_INTEREST, OF_INTEREST, OF_INTEREST)
METROPOLITAN = (NONE, NONE, PARTLY, OBLIGATORY)
BOTH = ("CC", "CA")

COMPETENCES = (
    Competence("territorial_scheme", "Schéma de cohérence territoriale (SCoT)", "Territorial scheme", ALL, BOTH),
    Competence("land_use_plan", "Plan local d'urbanisme (PLU)", "Land-use plan",
               (OPPOSABLE, OPPOSABLE, OBLIGATORY, OBLIGATORY), CATEGORIES),
    Competence("development_actions", "Actions et zones d'aménagement", "Development actions and zones",
               INTEREST_THEN_ALL, BOTH),
    Competence("business", "Développement économique, zones d'activité", "Economic development", ALL, BOTH),
    Competence("tourism", "Promotion du tourisme (hors stations classées)", "Tourism (classified resorts apart)",
               ALL, BOTH),
    Competence("commerce", "Politique locale du commerce", "Local commerce", INTEREST_THEN_ALL, BOTH),
    Competence("mobility", "Mobilité", "Mobility", FROM_CA, ("CA",)),
    Competence("housing", "Équilibre social de l'habitat (PLH)", "Housing balance", FROM_CA, ("CA",)),
    Competence("city_policy", "Politique de la ville", "City policy", FROM_CA, ("CA",)),
    Competence("flood_prevention", "Milieux aquatiques et inondations (GEMAPI)", "Rivers and floods", ALL, ("CC",)),
    Competence("travellers", "Accueil des gens du voyage", "Travellers' sites", ALL, ("CC",)),
    Competence("waste", "Déchets des ménages", "Household waste", ALL, ("CC",)),
    Competence("water", "Eau", "Water", FROM_CA, BOTH, locked=True),
    Competence("collective_sewerage", "Assainissement collectif", "Collective sewerage", FROM_CA, BOTH, locked=True),
    Competence("individual_sewerage", "Assainissement non collectif", "Private sewerage", FROM_CA, BOTH, locked=True),
    Competence("rainwater", "Eaux pluviales urbaines", "Urban rainwater", FROM_CA, ("CA",), locked=True),
    Competence("roads", "Voirie", "Roads", (OPTIONAL_OF_INTEREST, OPTIONAL_OF_INTEREST, OBLIGATORY, OBLIGATORY)),
    Competence("facilities", "Équipements culturels et sportifs", "Culture and sport facilities", SERVICES),
    Competence("social_action", "Action sociale", "Social action", SERVICES),
    Competence("schools", "Écoles", "Schools", SERVICES),
    Competence("crematoria", "Crématoriums", "Crematoria", METROPOLITAN),
    Competence("fire_service", "Contribution au service d'incendie", "Paying for the fire service", METROPOLITAN),
    Competence("higher_education", "Enseignement supérieur", "Higher education", METROPOLITAN),
    Competence("energy_networks", "Réseaux d'énergie", "Energy networks", METROPOLITAN),
    Competence("climate", "Climat, air, énergie", "Climate, air, energy", METROPOLITAN),
)  # fmt: skip

POLICE_POWERS = (
    PolicePower("sewerage", "collective_sewerage", "Assainissement", "Sewerage"),
    PolicePower("waste", "waste", "Collecte des déchets", "Waste collection"),
    PolicePower("travellers", "travellers", "Stationnement des gens du voyage", "Travellers' parking"),
    PolicePower("traffic", "roads", "Circulation et stationnement", "Traffic and parking"),
    PolicePower("taxis", "roads", "Autorisations de taxi", "Taxi licences"),
    PolicePower("housing", "housing", "Habitat indigne", "Unfit housing"),
)
"""The powers of L.5211-9-2 I A that follow their competence, as read in 2015 and 2020."""


def competence_status(category: str, competence: str) -> str:
    """The status of a competence in a category of intercommunality, as in the table.

    Raises UserError: unknown category or competence.
    Source: L.5214-16, L.5216-5, in force since 1996-02-24 and 1999-07-13, as read in 2025; L.5215-20, L.5217-2, in
    force since 1996-02-24 and 2015-01-01, as read in 2015.
    """
    check_category(category)
    return _named(competence).status[CATEGORIES.index(category)]


def holds_by_law(category: str, competence: str, *, opposed: bool = False, already_held: bool = False) -> bool:
    """Whether an intercommunality of that category holds the competence by law.

    `opposed`: a minority blocked the land-use plan; `already_held`: the competence had been transferred.
    Since law 2025-327 communities of communes no longer receive water and sewerage on 1 January 2026, but
    keep what they already had. Within a line of interest, the part of interest is held.

    Raises UserError: unknown category or competence.
    Source: L.5214-16, L.5216-5, law 2025-327, in force since 1996-02-24, 1999-07-13 and 2025-04-13, as read in 2025.

    >>> holds_by_law("CC", "water"), holds_by_law("CC", "water", already_held=True), holds_by_law("CA", "water")
    (False, True, True)
    """
    status = competence_status(category, competence)
    if status == OPPOSABLE:
        return already_held or not opposed
    if status == OPTIONAL and _named(competence).locked:
        return already_held
    return status in {OBLIGATORY, OF_INTEREST}


def may_be_returned(category: str, competence: str) -> bool:
    """Whether the competence, if held, may be given back to the communes (L.5211-17-1).

    Neither an obligatory one, nor water and sewerage where they have been transferred.
    Source: L.5211-17-1, in force since 2019-12-29, as read in 2023; law 2025-327, in force since 2025-04-13, as read in
    2025.
    """
    status = competence_status(category, competence)
    return status in {OPTIONAL, OPTIONAL_OF_INTEREST, PARTLY} and not _named(competence).locked


def interest_decision(ballot: Ballot, category: str, base: str = "cast") -> Decision:
    """Whether the council draws the line of the community interest: two thirds of `base`, the communes unasked.

    `base` is disputed: "cast" or "members". Raises UserError: another base, unknown category.
    Source: L.5214-16 IV, L.5216-5 III, in force since 1999-07-13 and 2015-08-09, read in comments of 2018 to 2022, the
    wording from memory.
    """
    if base not in {"cast", "members"}:
        raise UserError(message("base vaut « {value} » ; valeurs possibles : cast, members.", value=base))
    check_category(category)
    decided = council_decision(COMMUNITY_INTEREST, ballot, interest_members=base == "members")
    return decided if decided.article == "L.2121-17" else replace(decided, article=ARTICLE_OF[category])


def interest_before(transfer: date) -> date:
    """The last day to draw the line: two years after the transfer.

    Source: L.5214-16 IV, in force since 2015-08-09, as read in 2015.
    """
    return after_months(transfer, INTEREST_MONTHS)


def interest_state(transfer: date, on: date, defined: date | None = None) -> str:
    """Where a competence with a line of interest stands on a day: "defined", "pending" or "whole".

    Without a line after two years the intercommunality exercises the whole competence; a later line takes back a part
    of it.
    Source: L.5214-16 IV, in force since 2015-08-09, as read in 2015.
    """
    if defined is not None and defined <= on:
        return "defined"
    return "pending" if on <= interest_before(transfer) else "whole"


def police_objection_before(start: date) -> date:
    """The last day of a mayor's objection: six months after the president's election, or the transfer.

    Source: L.5211-9-2 III, in force since 2014-03-27, as read in 2020.
    """
    return after_months(start, POLICE_MONTHS)


def police_transfer_from(elected: date, *, exercised_before: bool) -> date:
    """The day when the powers pass to a new president: at once where his predecessor had them in that commune.

    Elsewhere on the day after the six months left to mayors (law 2020-760).
    Source: L.5211-9-2 III, in force since 2014-03-27, as read in 2020.
    """
    return elected if exercised_before else police_objection_before(elected) + timedelta(days=1)


def police_passes(objections: list[date | None], start: date) -> np.ndarray:
    """The communes (bool[N]) whose police power passes: those whose mayor did not object in time.

    Each mayor decides for his own commune and for each power.
    Source: L.5211-9-2 III, in force since 2014-03-27, as read in 2020.
    """
    last = police_objection_before(start)
    return np.array([day is None or not start <= day <= last for day in objections], dtype=np.bool_)


def president_may_waive(
    power: str, objections: list[date | None], population: np.ndarray, start: date, on: date
) -> bool:
    """Whether the president may give a power back to every mayor: one objected, and no more than a month after.

    For housing, the mayors who object must be half of them or represent half of the population (this and the month from
    memory). Raises UserError: unknown power.
    Source: L.5211-9-2 III, in force since 2014-03-27, as read in 2020.
    """
    if power not in {known.key for known in POLICE_POWERS}:
        options = ", ".join(known.key for known in POLICE_POWERS)
        raise UserError(
            message("power vaut « {value} » ; valeurs possibles : {options}.", value=power, options=options)
        )
    opposed = ~police_passes(objections, start)
    told = [day for day, against in zip(objections, opposed, strict=True) if against and day is not None]
    if not told or not min(told) <= on <= after_months(start, POLICE_MONTHS + WAIVER_MONTHS):
        return False
    people = np.asarray(population, dtype=np.int64)
    many = HOUSING_OF * len(told) >= HOUSING * len(opposed)
    return power != "housing" or many or bool(HOUSING_OF * people[opposed].sum() >= HOUSING * people.sum())


def _named(competence: str) -> Competence:
    """The line of a competence in the table, or UserError."""
    for line in COMPETENCES:
        if line.key == competence:
            return line
    options = ", ".join(line.key for line in COMPETENCES)
    raise UserError(
        message("competence vaut « {value} » ; valeurs possibles : {options}.", value=competence, options=options)
    )
