"""The governance of an intercommunality: elections, vice-presidents, bureau, mayors' conference, pact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from negosim.errors import Message, UserError, message
from negosim.law.amounts import count_problems, refuse
from negosim.law.categories import check_category
from negosim.law.constants import STATE_OF_LAW, constant, ratio, whole

__all__ = [
    "FULL_COUNCIL_MATTERS",
    "PACT_EVENTS",
    "PACT_OPTIONS",
    "Election",
    "Heading",
    "development_council_problems",
    "elect",
    "may_be_delegated",
    "may_require_inquiry",
    "mayors_may_convene",
    "must_debate_pact",
    "needs_development_council",
    "needs_mayors_conference",
    "vice_president_cap",
]  # fmt: skip


SHARE, SHARE_OF = ratio("vice_presidents")
WIDE, WIDE_OF = ratio("vice_presidents_two_thirds")
LEAST, MOST, METROPOLE = (
    whole("vice_presidents_least"), whole("vice_presidents_most"), whole("vice_presidents_metropole")
)  # fmt: skip
MAYORS, MAYORS_OF = ratio("conference_share")
REQUESTS = whole("conference_requests")
INQUIRY, INQUIRY_OF = ratio("inquiry_share")
INQUIRY_POPULATION = whole("inquiry_population")
ABSOLUTE_ROUNDS = whole("absolute_rounds")
GAP = whole("development_council_gap")


@dataclass(frozen=True)
class Election:
    """The result of a round: index of the elected candidate (None: another round takes place), reason, article."""

    winner: int | None
    reason: Message
    article: str = "L.2122-7"


@dataclass(frozen=True)
class Heading:
    """One item of a list of the law: its key, its titles, whether it was read in a text."""

    key: str
    title_fr: str
    title_en: str
    read: bool = True


PACT_OPTIONS = (
    Heading("single_commune", "Mise en œuvre de l'article L.5211-57", "How L.5211-57 is applied"),
    Heading("conference", "Le bureau propose de réunir la conférence des maires", "The bureau convenes the mayors"),
    Heading("facilities", "Équipements confiés à des communes par convention", "Facilities entrusted to communes"),
    Heading("commissions", "Commissions spécialisées associant les maires", "Specialised commissions with mayors"),
    Heading("territories", "Conférences territoriales de maires", "Territorial conferences of mayors"),
    Heading("small_works", "Délégation aux maires de petits travaux", "Small works delegated to mayors"),
    Heading("shared_authority", "Autorité partagée des maires sur des services", "Mayors' shared authority on staff"),
    Heading("pooling", "Orientations de mutualisation", "Orientations for pooling"),
    Heading("parity", "Objectifs d'égale représentation des femmes et des hommes", "Parity of women and men"),
    Heading("political_veto", "Droit de veto politique d'une commune", "Political veto of a commune"),
)
"""What a pact may contain (L.5211-11-2 II, as read in 2023); the last is a practice (charter of Grand Reims, 2017)."""

PACT_EVENTS = ("renewal", "merger", "partition")
"""The events after which the council must debate a pact: general renewal, merger (L.5211-41-3), partition."""

FULL_COUNCIL_MATTERS = (
    Heading("budget", "Budget, taux et tarifs", "Budget, tax rates and fees"),
    Heading("accounts", "Compte administratif", "Accounts"),
    Heading("due_spending", "Mesures de l'article L.1612-15", "Measures of article L.1612-15"),
    Heading("statutes", "Composition, fonctionnement, durée", "Composition, operation, duration"),
    Heading("membership", "Adhésion à un établissement public", "Joining a public body"),
    Heading("public_service", "Délégation d'un service public", "Delegation of a public service"),
    Heading(
        "guidelines", "Orientations : aménagement, habitat, ville", "Guidelines: planning, housing, city", read=False
    ),
)
"""What the council may not delegate to the bureau or the president (L.5211-10, as read in 2023)."""


def elect(round_number: int, votes: Sequence[int], births: Sequence[date]) -> Election:
    """Tests only: the result of one round of the election of a president or of a vice-president, by secret ballot.

    Rounds 1 and 2 require the absolute majority of the votes cast, round 3 the most votes; in a tie the eldest wins.
    Vice-presidents are elected one by one (from memory).

    Args: `round_number`, 1 to 3; `votes` int[C] cast for each candidate; `births` [C], their dates of birth.
    Raises UserError: another round, sizes that differ, negative votes, no vote, a tie between candidates of the same
    age.
    Source: L.2122-7, L.5211-2, in force since 1996-02-24, as read in 2023.
    """
    _check_election(round_number, votes, births)
    cast, most = sum(votes), max(votes)
    if round_number <= ABSOLUTE_ROUNDS:
        values = {"votes": most, "cast": cast, "needed": cast // 2 + 1}
        if 2 * most > cast:
            reason = message(
                "{votes} voix sur {cast} suffrages exprimés : la majorité absolue est de {needed}.", **values
            )
            return Election(list(votes).index(most), reason)
        reason = message("{votes} voix au plus sur {cast} ; il en fallait {needed} : un autre tour a lieu.", **values)
        return Election(None, reason)
    leaders = [i for i, count in enumerate(votes) if count == most]
    if len(leaders) == 1:
        return Election(leaders[0], message("{votes} voix : la majorité relative suffit.", votes=most))
    first = min(births[i] for i in leaders)
    eldest = [i for i in leaders if births[i] == first]
    if len(eldest) > 1:
        raise UserError(message("births : deux candidats à égalité de voix ont le même âge, la loi ne tranche pas."))
    return Election(eldest[0], message("Égalité à {votes} voix : le plus âgé est élu.", votes=most))


def vice_president_cap(seats: int, category: str, *, two_thirds_vote: bool = False) -> int:
    """The most vice-presidents that a council may elect.

    A fifth of the seats rounded up, at least 4 and at most 15. By a vote of two thirds: three tenths (rounded down, our
    reading), still at most 15, for the same total of allowances. 20 in a métropole.

    Args: `seats` of the council; `category` of the intercommunality; `two_thirds_vote`, whether there is one.
    Raises UserError: unknown category, a number of seats that is not a whole number from 1.
    Source: L.5211-10, in force since 2010-12-18, as read in 2023.

    >>> vice_president_cap(31, "CC"), vice_president_cap(31, "CC", two_thirds_vote=True)
    (7, 9)
    """
    check_category(category)
    refuse(count_problems({"seats": seats}, least=1))
    if category == "METROPOLE":
        return METROPOLE
    ordinary = max(LEAST, -(-SHARE * seats // SHARE_OF))
    return min(MOST, max(ordinary, WIDE * seats // WIDE_OF) if two_thirds_vote else ordinary)


def may_be_delegated(matter: str) -> bool:
    """Tests only: whether the council may delegate a matter to the bureau or the president: any but
    `FULL_COUNCIL_MATTERS`.

    Args: `matter`, a key.

    Source: L.5211-10, in force since 2010-12-18, as read in 2023.
    """
    return matter not in {heading.key for heading in FULL_COUNCIL_MATTERS}


def needs_mayors_conference(mayors_in_bureau: int, mayors: int) -> bool:
    """Tests only: whether a mayors' conference is mandatory: in every intercommunality, unless all the mayors sit in
    the bureau.

    Args: `mayors_in_bureau` and `mayors`, their numbers.
    Raises UserError: no mayor, a number that is not whole, more mayors in the bureau than in all.
    Source: L.5211-11-3, in force since 2019-12-29, as read in 2023.
    """
    _check_part("mayors_in_bureau", mayors_in_bureau, "mayors", mayors)
    return mayors_in_bureau < mayors


def mayors_may_convene(requests: int, mayors: int, already: int = 0) -> bool:
    """Tests only: whether mayors may convene their conference: a third of them, four times a year at most.

    Args: `requests`, number of mayors who ask for it; `mayors`, their number; `already`, number of meetings of this
    year at the request of mayors. Raises UserError: numbers that are not whole or negative, more requests than mayors.
    Source: L.5211-11-3, in force since 2019-12-29, as read in 2023.
    """
    _check_part("requests", requests, "mayors", mayors)
    refuse(count_problems({"already": already}))
    return requests > 0 and MAYORS_OF * requests >= MAYORS * mayors and already < REQUESTS


def needs_development_council(population: int, on: date = STATE_OF_LAW) -> bool:
    """Tests only: whether a development council (conseil de développement) is mandatory: above 50,000 inhabitants.

    The threshold was 20,000 before 2020.
    Args: `population` of the intercommunality; `on`, the day of the law to apply.
    Raises UserError: a population that is not a whole number from 1, a day before the first known threshold.
    Source: L.5211-10-1, in force since 2019-12-29, as read in 2023.
    """
    refuse(count_problems({"population": population}, least=1))
    threshold = constant("development_council", on)
    assert isinstance(threshold, int)  # noqa: S101 -- a row of the table
    return population > threshold


def development_council_problems(women: int, men: int, councillors: int, paid: int) -> list[Message]:
    """Tests only: what is wrong in a development council: parity within one, no community councillor, no paid member.

    Args: numbers of `women`, of `men`, of community `councillors` and of `paid` members.
    Raises UserError: numbers that are not whole or are negative.
    Source: L.5211-10-1, in force since 2019-12-29, as read in 2023.
    """
    refuse(count_problems({"women": women, "men": men, "councillors": councillors, "paid": paid}))
    problems = []
    if abs(women - men) > GAP:
        problems.append(message("{women} femmes et {men} hommes : un écart de {high} au plus est permis.",
                                women=women, men=men, high=GAP))  # fmt: skip
    if councillors > 0:
        problems.append(message("{value} conseiller(s) communautaire(s) : aucun ne peut y siéger.", value=councillors))
    if paid > 0:
        problems.append(message("{value} membre(s) rémunéré(s) : les fonctions sont gratuites.", value=paid))
    return problems


def must_debate_pact(event: str) -> bool:
    """Tests only: whether the council must debate and vote on a governance pact, and on citizen participation, after an
    event.

    The debate is mandatory after each of `PACT_EVENTS`; the pact itself is not. The council adopts it within nine
    months, after two months for the opinion of the communes, and amends it in the same way.
    Args: `event`, a key.

    Source: L.5211-11-2, in force since 2019-12-29, as read in 2023.
    """
    return event in PACT_EVENTS


def may_require_inquiry(requests: int, members: int, population: int) -> bool:
    """Tests only: whether members may require a debate on a fact-finding mission: a sixth of them, from 20,000
    inhabitants.

    Args: `requests` and `members`, numbers of members; `population` of the intercommunality.
    Raises UserError: numbers that are not whole or are negative, more requests than members.
    Source: L.2121-22-1, in force since 2022-02-23, as read in 2023.
    """
    _check_part("requests", requests, "members", members)
    refuse(count_problems({"population": population}, least=1))
    return population >= INQUIRY_POPULATION and requests > 0 and INQUIRY_OF * requests >= INQUIRY * members


def _check_part(key: str, part: int, whole_key: str, among: int) -> None:
    """Raise UserError unless `part` is a whole number from 0 to `among`, and `among` a whole number from 1."""
    refuse(count_problems({key: part}) + count_problems({whole_key: among}, least=1))
    if part > among:
        raise UserError(message("{key} vaut {value} ; au plus {name} = {high}.",
                                key=key, value=part, name=whole_key, high=among))  # fmt: skip


def _check_election(round_number: int, votes: Sequence[int], births: Sequence[date]) -> None:
    """Raise UserError with everything that is wrong in the arguments of `elect`."""
    problems = []
    if round_number not in range(1, ABSOLUTE_ROUNDS + 2):
        problems.append(message("{key} vaut {value} ; bornes permises : de {low} à {high}.",
                                key="round_number", value=round_number, low=1, high=ABSOLUTE_ROUNDS + 1))  # fmt: skip
    if len(votes) != len(births):
        problems.append(message("births compte {value} date(s) pour {members} candidat(s).",
                                value=len(births), members=len(votes)))  # fmt: skip
    problems += count_problems({f"votes[{i}]": count for i, count in enumerate(votes)})
    if not any(votes):
        problems.append(message("Aucun suffrage exprimé : personne n'est élu."))
    if problems:
        raise UserError(*problems)
