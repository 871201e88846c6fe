"""Sessions of a council (séances): notice, quorum and second session, kinds of ballot, proxies, frequency.

The rules of municipal councils apply to community councils (L.5211-1): those of a commune of 3,500 inhabitants for the
notice, of 1,000 inhabitants for the rules of procedure and the groups, whatever their population.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from negosim.errors import Message, UserError, message
from negosim.law.amounts import count_problems, refuse
from negosim.law.constants import ratio, whole
from negosim.law.decisions import Ballot
from negosim.law.majorities import QUORUM, QUORUM_OF, RULE_SIMPLE, Decision, reaches_quorum

__all__ = [
    "BALLOTS",
    "ballot_kind",
    "concordant_deliberations",
    "has_rules_and_groups",
    "latest_notice",
    "may_require_public_ballot",
    "may_require_secret_ballot",
    "notice_days",
    "proxy_problems",
    "quarters_without_session",
    "quorum_decision",
    "reconvening_from",
]  # fmt: skip

NOTICE, NOTICE_SMALL, NOTICE_URGENT = whole("notice_days"), whole("notice_days_small"), whole("notice_days_urgent")
NOTICE_POPULATION = whole("notice_population")
INTERVAL = whole("reconvening_days")
PUBLIC, PUBLIC_OF = ratio("public_ballot_share")
SECRET, SECRET_OF = ratio("secret_ballot_share")
PROXIES, SESSIONS = whole("proxies_held"), whole("proxy_sessions")
RULES_POPULATION = whole("rules_population")

BALLOTS = ("ordinary", "public", "secret", "postponed")


def notice_days(population: int, *, intercommunality: bool = False, urgent: bool = False) -> int:
    """Tests only: the number of clear days (jours francs) between the notice (convocation) and the session.

    Five from 3,500 inhabitants and in every intercommunality, with an explanatory note; three below; one in an
    emergency, which the council must first recognise.

    Args: `population` of the commune; `intercommunality`, whether it is a community council; `urgent`.
    Raises UserError: a population that is not a whole number from 0.

    Source: L.2121-11, L.2121-12, in force since 1996-02-24, as read in 2015; L.5211-1, in force since 1996-02-24, as
    read in 2023.

    >>> notice_days(3_499), notice_days(3_500), notice_days(900, intercommunality=True)
    (3, 5, 5)
    """
    refuse(count_problems({"population": population}))
    if urgent:
        return NOTICE_URGENT
    return NOTICE if intercommunality or population >= NOTICE_POPULATION else NOTICE_SMALL


def latest_notice(session: date, days: int) -> date:
    """Tests only: the last day to send the notice of a session; neither this day nor that of the session is a clear
    day.

    Args: `session`, its day; `days`, number of clear days. Raises UserError: not a whole number from 0.

    Source: L.2121-12, in force since 1996-02-24, as read in 2015.
    """
    refuse(count_problems({"days": days}))
    return session - timedelta(days=days + 1)


def reconvening_from(session: date, *, clear: bool = True) -> date:
    """Tests only: the first day for a second session, which needs no quorum: at least three days after the first one,
    of `session`.

    The article says "à trois jours au moins d'intervalle"; `clear` counts clear days, the prudent reading.
    Source: L.2121-17, in force since 1996-02-24, as read in 2023.
    """
    return session + timedelta(days=INTERVAL + clear)


def quorum_decision(present: int, in_office: int, *, reconvened: bool = False) -> Decision:
    """Tests only: whether the council may deliberate, with the reason.

    A member who has given a proxy is not present; a member in another room of a videoconference is (L.5211-11-1).
    Args: `present` and `in_office`, numbers of members; `reconvened`, whether it is a second session.
    Raises UserError: negative numbers, more members present than in office.

    Source: L.2121-17, L.5211-11-1, in force since 1996-02-24 and 2019-12-29, as read in 2023.
    """
    refuse(count_problems({"present": present, "in_office": in_office}))
    if present > in_office:
        raise UserError(message("{key} vaut {value} ; au plus {name} = {high}.",
                                key="present", value=present, name="in_office", high=in_office))  # fmt: skip
    needed = QUORUM * in_office // QUORUM_OF + 1
    values = {"present": present, "in_office": in_office, "needed": needed}
    if reaches_quorum(present, in_office):
        reason = message(
            "Quorum atteint : membres présents {present} sur {in_office}, il en fallait {needed}.", **values
        )
        return Decision(passes=True, reason=reason, article="L.2121-17")
    if reconvened:
        reason = message("Seconde convocation : le conseil délibère sans condition de quorum.")
        return Decision(passes=True, reason=reason, article="L.2121-17")
    reason = message(
        "Quorum non atteint : membres présents {present} sur {in_office}, il en fallait {needed}.", **values
    )
    return Decision(passes=False, reason=reason, article="L.2121-17")


def may_require_public_ballot(requests: int, present: int) -> bool:
    """Tests only: whether the requests reach a quarter of the members present, who may require a public ballot.

    Args: `requests` and `present`, numbers of members.

    Raises UserError: as `ballot_kind`.
    Source: L.2121-21, in force since 1996-02-24, as read in 2023.
    """
    _refuse_requests(present, {"requests": requests})
    return requests > 0 and PUBLIC_OF * requests >= PUBLIC * present


def may_require_secret_ballot(requests: int, present: int) -> bool:
    """Tests only: whether the requests reach a third of the members present, who may require a secret ballot.

    Args: `requests` and `present`, numbers of members.

    Raises UserError: as `ballot_kind`.
    Source: L.2121-21, in force since 1996-02-24, as read in 2023.
    """
    _refuse_requests(present, {"requests": requests})
    return requests > 0 and SECRET_OF * requests >= SECRET * present


def ballot_kind(
    present: int,
    public_requests: int = 0,
    secret_requests: int = 0,
    *,
    nomination: bool = False,
    unanimous_waiver: bool = False,
    videoconference: bool = False,
) -> str:
    """Tests only: how the council votes, one of `BALLOTS`: "ordinary" is by show of hands.

    A nomination is secret, unless the council waives this unanimously. A secret ballot prevails over a public one
    required at the same time (from memory). By videoconference, votes are public, and a vote that must be secret is
    postponed (from memory).

    Args: `present`, `public_requests` and `secret_requests`, numbers of members; `nomination`; `unanimous_waiver`;
    `videoconference`. Raises UserError: negative numbers, more requests than members present.

    Source: L.2121-21, L.5211-11-1, in force since 1996-02-24 and 2019-12-29, as read in 2023.
    """
    _refuse_requests(present, {"public_requests": public_requests, "secret_requests": secret_requests})
    if (nomination and not unanimous_waiver) or may_require_secret_ballot(secret_requests, present):
        return "postponed" if videoconference else "secret"
    if videoconference or may_require_public_ballot(public_requests, present):
        return "public"
    return "ordinary"


def proxy_problems(
    holder_of: Mapping[int, int], present: Collection[int], sessions_of: Mapping[int, int] | None = None
) -> list[Message]:
    """Tests only: what is wrong with the proxies (pouvoirs) of a session; an empty list means that all are valid.

    A councillor holds one proxy at most; a proxy is valid for three sessions in a row at most.
    Args: `holder_of`, by absent councillor, the one who votes for them; `present`, the councillors in the room;
    `sessions_of`, by absent councillor, the number of sessions in a row of their proxy, this one included.
    Source: L.2121-20, in force since 1996-02-24, as read in 2023.
    """
    problems = [
        message("Le conseiller {giver} est présent : son pouvoir est sans objet.", giver=giver)
        for giver in holder_of if giver in present
    ]  # fmt: skip
    problems += [
        message("Le conseiller {holder}, absent, ne peut détenir de pouvoir.", holder=holder)
        for holder in dict.fromkeys(holder_of.values()) if holder not in present
    ]  # fmt: skip
    problems += [
        message("Le conseiller {holder} détient {value} pouvoirs ; au plus {high}.",
                holder=holder, value=count, high=PROXIES)
        for holder, count in Counter(holder_of.values()).items() if count > PROXIES
    ]  # fmt: skip
    return problems + [
        message("Le pouvoir du conseiller {giver} sert {value} séances de suite ; au plus {high}.",
                giver=giver, value=count, high=SESSIONS)
        for giver, count in (sessions_of or {}).items() if giver in holder_of and count > SESSIONS
    ]  # fmt: skip


def quarters_without_session(days: Sequence[date], year: int) -> list[int]:
    """Tests only: the quarters of `year`, 1 to 4, in which the council did not meet; it must meet in each.

    Args: `days` of its sessions.

    Source: L.5211-11, in force since 1996-02-24, as read in 2023.
    """
    quarters = {(day.month - 1) // 3 + 1 for day in days if day.year == year}
    return [quarter for quarter in (1, 2, 3, 4) if quarter not in quarters]


def has_rules_and_groups(population: int, *, intercommunality: bool = False) -> bool:
    """Tests only: whether rules of procedure, groups and proportional commissions are mandatory.

    They are from 1,000 inhabitants, and in every intercommunality.

    Args: `population` of the commune; `intercommunality`, whether it is a community council.
    Raises UserError: a population that is not a whole number from 0.

    Source: L.2121-8, L.2121-22, L.5211-1, in force since 1996-02-24 and 2020-03-01, as read in 2023.
    """
    refuse(count_problems({"population": population}))
    return intercommunality or population >= RULES_POPULATION


def concordant_deliberations(article: str, *ballots: Ballot) -> Decision:
    """Tests only: whether several councils agree, each at the simple majority (délibérations concordantes).

    The reason is that of the first council that refuses, or of the last one.
    Args: `article` of the decision; `ballots`, one for each council.
    Raises UserError: fewer than two councils.
    Source: L.2121-20, in force since 1996-02-24, through L.5211-1 for the intercommunality, as read in 2023.
    """
    if len(ballots) < 2:
        raise UserError(message("ballots compte {value} vote(s) ; il faut celui de deux conseils au moins.",
                                value=len(ballots)))  # fmt: skip
    decisions = [ballot.decide(RULE_SIMPLE, article) for ballot in ballots]
    return next((decision for decision in decisions if not decision), decisions[-1])


def _refuse_requests(present: int, requests: Mapping[str, int]) -> None:
    """Raise UserError for negative numbers, or more requests than members present."""
    refuse(count_problems({"present": present, **requests}))
    refuse([message("{key} vaut {value} ; au plus {name} = {high}.", key=key, value=value, name="present", high=present)
            for key, value in requests.items() if value > present])  # fmt: skip
