"""Sessions of a council: convening, quorum and second convening, kinds of ballot, proxies, frequency.

The rules of municipal councils hold for community councils (L.5211-1), which are always taken as those of a
commune of 3,500 inhabitants for the notice, and of 1,000 for rules of procedure and groups.
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
    "BALLOTS", "ballot_kind", "concordant", "has_rules_and_groups", "latest_notice", "notice_days", "opening",
    "proxy_problems", "public_ballot_obtained", "quarters_without_session", "reconvening_from",
    "secret_ballot_obtained",
]  # fmt: skip

NOTICE, NOTICE_SMALL, NOTICE_URGENT = whole("notice_days"), whole("notice_days_small"), whole("notice_days_urgent")
NOTICE_POPULATION = whole("notice_population")
INTERVAL = whole("reconvening_days")
PUBLIC, PUBLIC_OF = ratio("public_ballot_share")
SECRET, SECRET_OF = ratio("secret_ballot_share")
HELD, SESSIONS = whole("proxies_held"), whole("proxy_sessions")
RULES_POPULATION = whole("rules_population")

BALLOTS = ("ordinary", "public", "secret", "postponed")


def notice_days(population: int, *, intercommunality: bool = False, urgent: bool = False) -> int:
    """The clear days (jours francs) between a convening and the session.

    Five from 3,500 inhabitants and in every intercommunality, with an explanatory note; three below; one in
    an emergency, on which the council rules first.

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
    """The last day to send a convening: neither that day nor the day of the session counts as a clear day.

    Source: L.2121-12, in force since 1996-02-24, as read in 2015.
    """
    refuse(count_problems({"days": days}))
    return session - timedelta(days=days + 1)


def reconvening_from(missed: date, *, clear: bool = True) -> date:
    """The first day of a second session after a quorum missed on `missed`: three days at least between them.

    The article says "à trois jours au moins d'intervalle"; `clear` counts them as clear days, the prudent reading. That
    session needs no quorum.
    Source: L.2121-17, in force since 1996-02-24, as read in 2023.
    """
    return missed + timedelta(days=INTERVAL + clear)


def opening(present: int, in_office: int, *, reconvened: bool = False) -> Decision:
    """Whether the council may deliberate, with the reason; those who gave a proxy are not present.

    Members at each place of a videoconference count as present (L.5211-11-1).
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


def public_ballot_obtained(requests: int, present: int) -> bool:
    """Whether a quarter of the members present ask for a public ballot.

    Raises UserError: as `ballot_kind`.
    Source: L.2121-21, in force since 1996-02-24, as read in 2023.
    """
    _refuse_requests(present, {"requests": requests})
    return requests > 0 and PUBLIC_OF * requests >= PUBLIC * present


def secret_ballot_obtained(requests: int, present: int) -> bool:
    """Whether a third of the members present ask for a secret ballot.

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
    """How the council votes, one of `BALLOTS`: "ordinary" is by show of hands.

    A nomination is secret unless the council waives it unanimously. A secret ballot prevails over a public one
    asked at the same time (from memory). By videoconference votes are public; what should be secret is put
    off to a later session (from memory). Raises UserError: negative numbers, more requests than members.

    Source: L.2121-21, L.5211-11-1, in force since 1996-02-24 and 2019-12-29, as read in 2023.
    """
    _refuse_requests(present, {"public_requests": public_requests, "secret_requests": secret_requests})
    if (nomination and not unanimous_waiver) or secret_ballot_obtained(secret_requests, present):
        return "postponed" if videoconference else "secret"
    if videoconference or public_ballot_obtained(public_requests, present):
        return "public"
    return "ordinary"


def proxy_problems(
    holder_of: Mapping[int, int], present: Collection[int], sessions_of: Mapping[int, int] | None = None
) -> list[Message]:
    """What is wrong with the proxies (pouvoirs) of a session; an empty list means that all are valid.

    `holder_of` maps each absent councillor to the one who votes for him; `present` are those in the room; `sessions_of`
    counts the sessions in a row of a proxy, this one included (three at most). A councillor holds one proxy only.
    Source: L.2121-20, in force since 1996-02-24, as read in 2023.
    """
    found = [
        message("Le conseiller {giver} est présent : son pouvoir est sans objet.", giver=giver)
        for giver in holder_of if giver in present
    ]  # fmt: skip
    found += [
        message("Le conseiller {holder}, absent, ne peut détenir de pouvoir.", holder=holder)
        for holder in dict.fromkeys(holder_of.values()) if holder not in present
    ]  # fmt: skip
    found += [
        message("Le conseiller {holder} détient {value} pouvoirs ; au plus {high}.",
                holder=holder, value=count, high=HELD)
        for holder, count in Counter(holder_of.values()).items() if count > HELD
    ]  # fmt: skip
    return found + [
        message("Le pouvoir du conseiller {giver} sert {value} séances de suite ; au plus {high}.",
                giver=giver, value=count, high=SESSIONS)
        for giver, count in (sessions_of or {}).items() if giver in holder_of and count > SESSIONS
    ]  # fmt: skip


def quarters_without_session(days: Sequence[date], year: int) -> list[int]:
    """The quarters of `year`, 1 to 4, in which the council did not meet: it must in each.

    Source: L.5211-11, in force since 1996-02-24, as read in 2023.
    """
    held = {(day.month - 1) // 3 + 1 for day in days if day.year == year}
    return [quarter for quarter in (1, 2, 3, 4) if quarter not in held]


def has_rules_and_groups(population: int, *, intercommunality: bool = False) -> bool:
    """Whether rules of procedure, groups and proportional commissions are due: 1,000 inhabitants, every EPCI.

    Source: L.2121-8, L.2121-22, L.5211-1, in force since 1996-02-24 and 2020-03-01, as read in 2023.
    """
    refuse(count_problems({"population": population}))
    return intercommunality or population >= RULES_POPULATION


def concordant(article: str, *ballots: Ballot) -> Decision:
    """Whether councils agree with one another, each at the simple majority (délibérations concordantes).

    The reason is that of the first council that refuses, else of the last one. Raises UserError: fewer than two
    councils.
    Source: L.2121-20, in force since 1996-02-24, through L.5211-1 for the intercommunality, as read in 2023.
    """
    if len(ballots) < 2:
        raise UserError(message("ballots compte {value} vote(s) ; il faut celui de deux conseils au moins.",
                                value=len(ballots)))  # fmt: skip
    decisions = [ballot.decide(RULE_SIMPLE, article) for ballot in ballots]
    return next((decision for decision in decisions if not decision), decisions[-1])


def _refuse_requests(present: int, requests: Mapping[str, int]) -> None:
    """Raise UserError for numbers that cannot be, or more requests than members present."""
    refuse(count_problems({"present": present, **requests}))
    refuse([message("{key} vaut {value} ; au plus {name} = {high}.", key=key, value=value, name="present", high=present)
            for key, value in requests.items() if value > present])  # fmt: skip
