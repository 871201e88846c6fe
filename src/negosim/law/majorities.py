"""Votes of a council: quorum, votes cast, casting vote and the four majorities (L.5211-1, L.2121-17, -20).

The majorities are integer codes, so that compiled code can branch on them; `RULES` gives their names. Abstentions
and blank votes are not votes cast. The majorities of municipal councils are in `municipal_majorities`.
"""

# pyright: strict

from __future__ import annotations

from dataclasses import dataclass

from negosim.compiled import compiled
from negosim.errors import Message, UserError, message
from negosim.law.constants import ratio, whole
from negosim.science.counts import is_whole

__all__ = [
    "RULES",
    "RULE_SIMPLE",
    "RULE_TWO_THIRDS_CAST",
    "RULE_TWO_THIRDS_MEMBERS",
    "RULE_UNANIMOUS_CAST",
    "Decision",
    "council_adopts",
    "council_majority_passes",
    "council_vote",
    "quota_share",
    "reaches_quorum",
    "single_commune_rule",
    "two_thirds_rule",
    "yes_needed",
]

RULE_SIMPLE = 0
RULE_TWO_THIRDS_CAST = 1
RULE_TWO_THIRDS_MEMBERS = 2
RULE_UNANIMOUS_CAST = 3

QUORUM, QUORUM_OF = ratio("quorum")
HALF, HALF_OF = ratio("simple_majority")
TWO_THIRDS, TWO_THIRDS_OF = ratio("two_thirds_council")
PROXIES = whole("proxies_held")

RULES = {
    "simple": RULE_SIMPLE,
    "two_thirds_cast": RULE_TWO_THIRDS_CAST,
    "two_thirds_members": RULE_TWO_THIRDS_MEMBERS,
    "unanimous_cast": RULE_UNANIMOUS_CAST,
}
"""The majorities by name."""

TWO_THIRDS_RULES = {"cast": RULE_TWO_THIRDS_CAST, "members": RULE_TWO_THIRDS_MEMBERS}
"""The majorities of two thirds by their base."""


@dataclass(frozen=True)
class Decision:
    """Whether a decision passes under the law, why, and under which article.

    `passes` is the result of a predicate of the law; `reason` is a sentence with the figures of the vote; `article` is
    a key of `negosim.law.articles.ARTICLES`. A decision is true when it passes.

    Source: the article it names.
    """

    passes: bool
    reason: Message
    article: str

    def __bool__(self) -> bool:
        """Whether it passes."""
        return self.passes


@compiled
def reaches_quorum(present: int, in_office: int) -> bool:
    """Whether more than half of the members in office are present; a proxy (pouvoir) is not a presence.

    Args: `present` and `in_office`, numbers of members.

    Source: L.2121-17, in force since 24 February 1996, as read in 2023.
    """
    return QUORUM_OF * present > QUORUM * in_office


@compiled
def yes_needed(rule: int, cast: int, members: int) -> int:
    """The fewest votes for that pass without a casting vote.

    Args: `rule` one of `RULES`; `cast`, number of votes cast (suffrages exprimés); `members`, members in office.

    Source: L.2121-20, in force since 24 February 1996, as read in 2023; two thirds by the article of each
    procedure.
    """
    if rule == RULE_TWO_THIRDS_CAST:
        return max(1, (TWO_THIRDS * cast + TWO_THIRDS_OF - 1) // TWO_THIRDS_OF)
    if rule == RULE_TWO_THIRDS_MEMBERS:
        return (TWO_THIRDS * members + TWO_THIRDS_OF - 1) // TWO_THIRDS_OF
    if rule == RULE_UNANIMOUS_CAST:
        return max(1, cast)
    return HALF * cast // HALF_OF + 1


@compiled
def quota_share(rule: int) -> float:
    """The share of the votes cast, or of the members, that `rule` requires: 1/2 (to be exceeded), 2/3 or 1.

    A rounded number, for margins and drawings: only `yes_needed` decides.

    Source: L.2121-20, in force since 24 February 1996, as read in 2023.
    """
    if rule in (RULE_TWO_THIRDS_CAST, RULE_TWO_THIRDS_MEMBERS):
        return TWO_THIRDS / TWO_THIRDS_OF
    if rule == RULE_UNANIMOUS_CAST:
        return 1.0
    return HALF / HALF_OF


@compiled
def council_majority_passes(rule: int, yes: int, no: int, members: int, president_yes: bool, secret: bool) -> bool:
    """Whether the votes reach the majority of `rule`; the quorum is not checked.

    At the simple majority a tie follows the president's own vote (voix prépondérante), except in a secret ballot.
    Nothing passes when no vote is cast.

    Args: `rule` one of `RULES`; `yes` and `no`, numbers of votes; `members`, members in office; `president_yes`,
    whether the president votes for; `secret`, whether the ballot is secret.

    Source: L.2121-20, in force since 24 February 1996, as read in 2023.
    """
    if rule == RULE_SIMPLE and yes == no:
        return yes > 0 and president_yes and not secret
    return yes >= yes_needed(rule, yes + no, members)


@compiled
def council_adopts(
    rule: int,
    yes: int,
    no: int,
    present: int,
    in_office: int,
    president_yes: bool,
    secret: bool,
    reconvened: bool,
) -> bool:
    """Whether the council may deliberate (quorum, or second session) and the votes reach the majority of `rule`.

    Args: as `council_majority_passes`; `present` and `in_office`, numbers of members; `reconvened`, whether it is a
    second session, which needs no quorum.

    Source: L.2121-17 and L.2121-20, in force since 24 February 1996, as read in 2023.
    """
    if not reconvened and not reaches_quorum(present, in_office):
        return False
    return council_majority_passes(rule, yes, no, in_office, president_yes, secret)


@compiled
def single_commune_rule(opinion: int) -> int:
    """The majority for a decision whose effects concern one commune only, given the opinion of its municipal council.

    `opinion`: 1 favourable, 0 silent for three months (which is favourable), -1 unfavourable. An unfavourable opinion
    requires two thirds of the members of the community council, not of the votes cast.

    Source: L.5211-57, in force since 24 February 1996, as read in January 2026.
    """
    return RULE_TWO_THIRDS_MEMBERS if opinion < 0 else RULE_SIMPLE


def two_thirds_rule(base: str = "cast") -> int:
    """Tests only: the majority of two thirds of `base`: "cast", the votes cast, or "members", the members in office.

    The base is disputed for the community interest (intérêt communautaire): "cast" follows L.5214-16 IV from memory,
    "members" follows older judgments and answers of ministers. It is also disputed for the splits of the FPIC.
    Raises UserError: another base.

    Source: L.5214-16 IV, L.5216-5 III, in comments of 2018 to 2022, the wording from memory; L.2336-3 II.
    """
    if base not in TWO_THIRDS_RULES:
        raise UserError(message("base vaut « {value} » ; valeurs possibles : cast, members.", value=base))
    return TWO_THIRDS_RULES[base]


def council_vote(
    yes: int,
    no: int,
    abstentions: int,
    present: int,
    in_office: int,
    rule: int = RULE_SIMPLE,
    *,
    president_yes: bool = False,
    secret: bool = False,
    reconvened: bool = False,
    article: str | None = None,
) -> Decision:
    """What a council decides, with the reason.

    Args: as `council_adopts`; `abstentions`, number of members who abstain or cast a blank vote; `article`, the one
    that sets the majority. By default it is L.2121-20 for the simple majority, and L.5211-1 (rules of the community
    council) for the others, which no general text sets. A second session takes place at least three days later.
    Raises UserError: a count that is not a whole number; no member in office; more voters, or more members present,
    than in office; more votes than the members present and their proxies (one each); unknown rule.

    Source: L.5211-1, L.2121-17, L.2121-20, in force since 24 February 1996, as read in 2023.

    >>> str(council_vote(18, 13, 0, 31, 31).reason)
    '18 voix pour sur 31 suffrages exprimés ; il en fallait 16.'
    """
    _check_counts(yes, no, abstentions, present, in_office, rule)
    yes, no, present, in_office = int(yes), int(no), int(present), int(in_office)
    if not reconvened and not reaches_quorum(present, in_office):
        reason = message(
            "Quorum non atteint : membres présents {present} sur {in_office}, il en fallait {needed}.",
            present=present, in_office=in_office, needed=QUORUM * in_office // QUORUM_OF + 1,
        )  # fmt: skip
        return Decision(passes=False, reason=reason, article="L.2121-17")
    passes = council_adopts(rule, yes, no, present, in_office, president_yes, secret, reconvened)
    reason = _reason(rule, yes, no, in_office, president_yes, secret)
    return Decision(bool(passes), reason, article or ("L.2121-20" if rule == RULE_SIMPLE else "L.5211-1"))


def _reason(rule: int, yes: int, no: int, members: int, president_yes: bool, secret: bool) -> Message:
    """Why those votes pass or fail at the majority of `rule`."""
    if yes + no == 0:
        return message("Aucun suffrage exprimé : rien n'est adopté.")
    if rule == RULE_SIMPLE and yes == no:
        return _tie(yes, no, president_yes, secret)
    needed = int(yes_needed(rule, yes + no, members))
    if rule == RULE_TWO_THIRDS_MEMBERS:
        return message(
            "{yes} voix pour dans un conseil de {members} membres ; il en fallait {needed}.",
            yes=yes, members=members, needed=needed,
        )  # fmt: skip
    return message(
        "{yes} voix pour sur {cast} suffrages exprimés ; il en fallait {needed}.",
        yes=yes, cast=yes + no, needed=needed,
    )  # fmt: skip


def _tie(yes: int, no: int, president_yes: bool, secret: bool) -> Message:
    """Why a tie passes or fails."""
    if secret:
        return message("Partage égal, {yes} voix contre {no}, au scrutin secret : rejet.", yes=yes, no=no)
    if president_yes:
        return message("Partage égal, {yes} voix contre {no} : la voix du président l'emporte.", yes=yes, no=no)
    return message("Partage égal, {yes} voix contre {no}, sans celle du président : rejet.", yes=yes, no=no)


def _check_counts(yes: int, no: int, abstentions: int, present: int, in_office: int, rule: int) -> None:
    """Raise UserError with every impossible count."""
    counts = {"yes": yes, "no": no, "abstentions": abstentions, "present": present, "in_office": in_office}
    problems = [
        message("{key} vaut {value} ; un entier positif ou nul est attendu.", key=key, value=str(value))
        for key, value in counts.items()
        if not is_whole(value)
    ]
    if not problems:
        problems += _impossible(yes + no + abstentions, present, in_office)
    if not is_whole(rule) or rule not in RULES.values():
        options = ", ".join(f"{code} ({name})" for name, code in RULES.items())
        problems.append(message("rule vaut {value} ; valeurs possibles : {options}.", value=str(rule), options=options))
    if problems:
        raise UserError(*problems)


def _impossible(votes: int, present: int, in_office: int) -> list[Message]:
    """What is impossible in the counts of a council of `in_office` members, `present` of them."""
    if in_office == 0:
        return [message("in_office vaut 0 ; un conseil compte au moins un membre.")]
    problems = [
        message("{key} vaut {value} ; au plus in_office = {high}.", key=key, value=value, high=in_office)
        for key, value in (("yes + no + abstentions", votes), ("present", present))
        if value > in_office
    ]
    if votes > (1 + PROXIES) * present:
        problems.append(
            message(
                "yes + no + abstentions vaut {value} ; au plus {high} pour {present} membre(s) présent(s), "
                "pouvoirs compris ({proxies} chacun).",
                value=votes, high=(1 + PROXIES) * present, present=present, proxies=PROXIES,
            )
        )  # fmt: skip
    return problems
