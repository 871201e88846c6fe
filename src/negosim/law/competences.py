"""The competences of an intercommunality, the community interest, the police powers (compétences, police).

`COMPETENCES` gives the status of each competence by category. `read` names the categories whose line was read in a
text; the others are from memory. A competence that is neither obligatory nor transferred stays with the communes. A
transfer is exclusive: the commune loses the competence.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from negosim.errors import UserError, message
from negosim.law.calendar import after_months
from negosim.law.categories import CATEGORIES, check_category
from negosim.law.constants import ratio, whole
from negosim.law.decisions import Ballot, council_decision
from negosim.law.majorities import Decision, two_thirds_rule
from negosim.law.procedures import COMMUNITY_INTEREST

__all__ = [
    "COMPETENCES", "POLICE_POWERS", "Competence", "PolicePower", "competence_status", "holds_by_law",
    "interest_before", "interest_decision", "interest_state", "may_be_returned", "police_objection_before",
    "police_passes", "police_transfer_from", "president_may_waive",
]  # fmt: skip

OBLIGATORY = "obligatory"
OF_INTEREST = "of_interest"  # obligatory, for what is of community interest (intérêt communautaire)
OPPOSABLE = "opposable"  # obligatory unless a minority of communes opposes
OPTIONAL = "optional"  # supplementary (supplémentaire): held after a transfer
OPTIONAL_OF_INTEREST = "optional_of_interest"
PARTLY = "partly"
NONE = "none"

INTEREST_MONTHS = 12 * whole("interest_years")
POLICE_MONTHS = whole("police_months")
WAIVER_MONTHS = whole("police_waiver_months")
HOUSING, HOUSING_OF = ratio("police_housing_share")


@dataclass(frozen=True)
class Competence:
    """One competence: its key, its titles, its status in a CC, a CA, a CU and a métropole.

    `read`: the categories whose status was read in a text; `locked`: where it is optional, an existing transfer cannot
    be undone.
    """

    key: str
    title_fr: str
    title_en: str
    status: tuple[str, str, str, str]
    read: tuple[str, ...] = ()
    locked: bool = False


@dataclass(frozen=True)
class PolicePower:
    """One special police power of the mayors (police spéciale), which passes to the president with its competence.

    Each mayor may object. `competence` is a key of `COMPETENCES`.
    """

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
    """The status of a competence in a category of intercommunality: "obligatory", "of_interest", "opposable"...

    Args: `category` one of `CATEGORIES`; `competence` a key of `COMPETENCES`.
    Raises UserError: unknown category or competence.
    Source: L.5214-16, L.5216-5, in force since 1996-02-24 and 1999-07-13, as read in 2025; L.5215-20, L.5217-2, in
    force since 1996-02-24 and 2015-01-01, as read in 2015.
    """
    check_category(category)
    return _competence(competence).status[CATEGORIES.index(category)]


def holds_by_law(category: str, competence: str, *, opposed: bool = False, already_held: bool = False) -> bool:
    """Whether an intercommunality of that category holds the competence by law.

    For a competence subject to community interest, it holds the part that is of interest. Since law 2025-327,
    communautés de communes do not receive water and sewerage on 1 January 2026, but keep what they already have.

    Args: as `competence_status`; `opposed`, whether a minority blocked the transfer of the land-use plan;
    `already_held`, whether the competence was transferred before.
    Raises UserError: unknown category or competence.
    Source: L.5214-16, L.5216-5, law 2025-327, in force since 1996-02-24, 1999-07-13 and 2025-04-13, as read in 2025.

    >>> holds_by_law("CC", "water"), holds_by_law("CC", "water", already_held=True), holds_by_law("CA", "water")
    (False, True, True)
    """
    status = competence_status(category, competence)
    if status == OPPOSABLE:
        return already_held or not opposed
    if status == OPTIONAL and _competence(competence).locked:
        return already_held
    return status in {OBLIGATORY, OF_INTEREST}


def may_be_returned(category: str, competence: str) -> bool:
    """Tests only: whether the competence, where the intercommunality holds it, may return to the communes
    (restitution).

    An obligatory competence may not, nor may water and sewerage after their transfer.
    Args, and Raises UserError: as `competence_status`.
    Source: L.5211-17-1, in force since 2019-12-29, as read in 2023; law 2025-327, in force since 2025-04-13, as read in
    2025.
    """
    status = competence_status(category, competence)
    return status in {OPTIONAL, OPTIONAL_OF_INTEREST, PARTLY} and not _competence(competence).locked


def interest_decision(ballot: Ballot, category: str, base: str = "cast") -> Decision:
    """Tests only: whether the council defines the community interest: two thirds of `base`, without the municipal
    councils.

    Args: `ballot` of the community council; `category` of the intercommunality; `base`, "cast" or "members" (disputed).
    Raises UserError: another base, unknown category, impossible counts.
    Source: L.5214-16 IV, L.5216-5 III, in force since 1999-07-13 and 2015-08-09, read in comments of 2018 to 2022, the
    wording from memory.
    """
    check_category(category)
    return council_decision(COMMUNITY_INTEREST, ballot, rule=two_thirds_rule(base), category=category)


def interest_before(transfer: date) -> date:
    """Tests only: the last day to define the community interest of a competence: two years after its transfer.

    Source: L.5214-16 IV, in force since 2015-08-09, as read in 2015.
    """
    return after_months(transfer, INTEREST_MONTHS)


def interest_state(transfer: date, on: date, defined: date | None = None) -> str:
    """Tests only: the state of a competence subject to community interest on day `on`: "defined", "pending" or "whole".

    Without a definition two years after the transfer, the intercommunality exercises the whole competence; a later
    definition gives a part of it back to the communes.
    Args: `transfer`, day of the transfer; `defined`, day of the definition, None if there is none.
    Source: L.5214-16 IV, in force since 2015-08-09, as read in 2015.
    """
    if defined is not None and defined <= on:
        return "defined"
    return "pending" if on <= interest_before(transfer) else "whole"


def police_objection_before(start: date) -> date:
    """Tests only: the last day for a mayor to object to a transfer of police powers: six months after `start`.

    `start`: day of the president's election, or of the transfer of the competence.

    Source: L.5211-9-2 III, in force since 2014-03-27, as read in 2020.
    """
    return after_months(start, POLICE_MONTHS)


def police_transfer_from(elected: date, *, exercised_before: bool) -> date:
    """Tests only: the day when police powers pass to a new president.

    At once in a commune where the former president had them (`exercised_before`); elsewhere, on the day after the six
    months of the mayors (law 2020-760). `elected`: day of the president's election.
    Source: L.5211-9-2 III, in force since 2014-03-27, as read in 2020.
    """
    return elected if exercised_before else police_objection_before(elected) + timedelta(days=1)


def police_passes(objections: list[date | None], start: date) -> np.ndarray:
    """Tests only: the communes whose police power passes to the president, bool[N]: those whose mayor did not object in
    time.

    Each mayor decides for their own commune and for each power.
    Args: `objections` [N], day of each mayor's objection, None without one; `start` as `police_objection_before`.
    Source: L.5211-9-2 III, in force since 2014-03-27, as read in 2020.
    """
    last = police_objection_before(start)
    return np.array([day is None or not start <= day <= last for day in objections], dtype=np.bool_)


def president_may_waive(
    power: str, objections: list[date | None], population: np.ndarray, start: date, on: date
) -> bool:
    """Tests only: whether the president may give a power back to every mayor on day `on`.

    They may from the first objection until a month after the end of the mayors' six months. For housing, the mayors who
    object must be half of the mayors or represent half of the population (this rule and the month are from memory).
    Args: `power` a key of `POLICE_POWERS`; `objections` and `start` as `police_passes`; `population` int64[N].
    Raises UserError: unknown power.
    Source: L.5211-9-2 III, in force since 2014-03-27, as read in 2020.
    """
    if power not in {line.key for line in POLICE_POWERS}:
        options = ", ".join(line.key for line in POLICE_POWERS)
        raise UserError(
            message("power vaut « {value} » ; valeurs possibles : {options}.", value=power, options=options)
        )
    opposed = ~police_passes(objections, start)
    objection_days = [day for day, against in zip(objections, opposed, strict=True) if against and day is not None]
    if not objection_days or not min(objection_days) <= on <= after_months(start, POLICE_MONTHS + WAIVER_MONTHS):
        return False
    people = np.asarray(population, dtype=np.int64)
    many = HOUSING_OF * len(objection_days) >= HOUSING * len(opposed)
    return power != "housing" or many or bool(HOUSING_OF * people[opposed].sum() >= HOUSING * people.sum())


def _competence(competence: str) -> Competence:
    """The line of a competence in the table. Raises UserError: unknown key."""
    for line in COMPETENCES:
        if line.key == competence:
            return line
    options = ", ".join(line.key for line in COMPETENCES)
    raise UserError(
        message("competence vaut « {value} » ; valeurs possibles : {options}.", value=competence, options=options)
    )
