"""Who governs an intercommunality: elections, vice-presidents, bureau, mayors' conference, pact, councils beside."""

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
    "inquiry_obtained",
    "may_be_delegated",
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
    """Who is elected (index of the candidate, None for another round), why, and by which article."""

    winner: int | None
    reason: Message
    article: str = "L.2122-7"


@dataclass(frozen=True)
class Heading:
    """One line of a list of the law: its key, its titles, whether it was read."""

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
"""The contents of L.5211-11-2 II, as read in 2023; the last is a practice (charter of Grand Reims, 2017)."""

PACT_EVENTS = ("renewal", "merger", "partition")
"""What obliges the council to debate a pact: a general renewal, L.5211-41-3, L.5211-5-1 A."""

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
    """Who a council elects president or vice-president, from the votes cast for each candidate, in one round.

    The ballot is secret. Rounds 1 and 2 ask for the absolute majority of the votes cast, round 3 for the most
    votes; on equal votes the eldest wins. Vice-presidents are elected one by one (from memory).

    Raises UserError: another round, sizes that differ, negative votes, no vote, a tie between candidates of the same
    age.
    Source: L.2122-7, L.5211-2, in force since 1996-02-24, as read in 2023.
    """
    _check_election(round_number, votes, births)
    cast, most = sum(votes), max(votes)
    if round_number <= ABSOLUTE_ROUNDS:
        values = {"votes": most, "cast": cast, "needed": cast // 2 + 1}
        if 2 * most > cast:
            won = message("{votes} voix sur {cast} suffrages exprimés : la majorité absolue est de {needed}.", **values)
            return Election(list(votes).index(most), won)
        again = message("{votes} voix au plus sur {cast} ; il en fallait {needed} : un autre tour a lieu.", **values)
        return Election(None, again)
    tied = [i for i, count in enumerate(votes) if count == most]
    if len(tied) == 1:
        return Election(tied[0], message("{votes} voix : la majorité relative suffit.", votes=most))
    first = min(births[i] for i in tied)
    eldest = [i for i in tied if births[i] == first]
    if len(eldest) > 1:
        raise UserError(message("births : deux candidats à égalité de voix ont le même âge, la loi ne tranche pas."))
    return Election(eldest[0], message("Égalité à {votes} voix : le plus âgé est élu.", votes=most))


def vice_president_cap(seats: int, category: str, *, two_thirds_vote: bool = False) -> int:
    """The most vice-presidents a council of `seats` may elect.

    A fifth of the seats rounded up, at least 4 and at most 15; by a vote of two thirds, three tenths (rounded
    down, our reading) and still at most 15, within the same total of allowances. A métropole has 20.

    Raises UserError: unknown category, no seat.
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
    """Whether the council may delegate a matter to the bureau: any but `FULL_COUNCIL_MATTERS`.

    Source: L.5211-10, in force since 2010-12-18, as read in 2023.
    """
    return matter not in {kept.key for kept in FULL_COUNCIL_MATTERS}


def needs_mayors_conference(mayors_in_bureau: int, mayors: int) -> bool:
    """Whether a mayors' conference must exist: in every intercommunality unless the bureau has all mayors.

    Raises UserError: no mayor, a number that is not whole, more mayors in the bureau than in all.
    Source: L.5211-11-3, in force since 2019-12-29, as read in 2023.
    """
    _refuse_more("mayors_in_bureau", mayors_in_bureau, "mayors", mayors)
    return mayors_in_bureau < mayors


def mayors_may_convene(requests: int, mayors: int, already: int = 0) -> bool:
    """Whether `requests` mayors are a third, and can have their conference meet: four times a year at most.

    `already` counts the meetings of the year held at the mayors' request. Raises UserError: numbers that are not whole
    or are negative, more requests than mayors.
    Source: L.5211-11-3, in force since 2019-12-29, as read in 2023.
    """
    _refuse_more("requests", requests, "mayors", mayors)
    refuse(count_problems({"already": already}))
    return requests > 0 and MAYORS_OF * requests >= MAYORS * mayors and already < REQUESTS


def needs_development_council(population: int, on: date = STATE_OF_LAW) -> bool:
    """Whether a conseil de développement is mandatory: more than 50,000 inhabitants (20,000 before 2020).

    `on` gives the law of a day, by default `STATE_OF_LAW`. Raises UserError: a population that is not a whole number of
    one or more, a day before the first threshold known.
    Source: L.5211-10-1, in force since 2019-12-29, as read in 2023.
    """
    refuse(count_problems({"population": population}, least=1))
    threshold = constant("development_council", on)
    assert isinstance(threshold, int)  # noqa: S101 -- a row of the table
    return population > threshold


def development_council_problems(women: int, men: int, councillors: int, paid: int) -> list[Message]:
    """What is wrong in a development council: parity within one, no community councillor, nobody paid.

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
    """Whether the council must debate and vote on a governance pact, and on participation, after that event.

    The debate is mandatory after each of `PACT_EVENTS`, the pact never; it is adopted within nine months, the
    communes having two to give an opinion, and amended by the same procedure.

    Source: L.5211-11-2, in force since 2019-12-29, as read in 2023.
    """
    return event in PACT_EVENTS


def inquiry_obtained(requests: int, members: int, population: int) -> bool:
    """Whether the council must deliberate on a fact-finding mission: a sixth of its members, 20,000 inhabitants.

    Raises UserError: numbers that are not whole or are negative, more requests than members.
    Source: L.2121-22-1, in force since 2022-02-23, as read in 2023.
    """
    _refuse_more("requests", requests, "members", members)
    refuse(count_problems({"population": population}, least=1))
    return population >= INQUIRY_POPULATION and requests > 0 and INQUIRY_OF * requests >= INQUIRY * members


def _refuse_more(key: str, part: int, whole_key: str, among: int) -> None:
    """Raise UserError unless `part` is a whole number, at most the whole number `among`, which is one or more."""
    refuse(count_problems({key: part}) + count_problems({whole_key: among}, least=1))
    if part > among:
        raise UserError(message("{key} vaut {value} ; au plus {name} = {high}.",
                                key=key, value=part, name=whole_key, high=among))  # fmt: skip


def _check_election(round_number: int, votes: Sequence[int], births: Sequence[date]) -> None:
    """Raise UserError naming everything that cannot be."""
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
