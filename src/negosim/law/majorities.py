"""Votes of a council: quorum, votes cast, casting vote and the four majorities (L.5211-1, L.2121-17, -20).

The rules are integers so that a compiled model can branch on them; `RULES` gives their names. Abstentions
and blank votes are not votes cast. The majorities of municipal councils are in `municipal_majorities`.
"""

from __future__ import annotations

from negosim.compiled import compiled
from negosim.errors import Message, UserError, message
from negosim.law.constants import ratio
from negosim.law.decision import Decision

__all__ = [
    "RULES",
    "RULE_SIMPLE",
    "RULE_TWO_THIRDS_CAST",
    "RULE_TWO_THIRDS_MEMBERS",
    "RULE_UNANIMOUS_CAST",
    "council_adopts",
    "council_majority_passes",
    "council_vote",
    "interest_rule",
    "reaches_quorum",
    "single_commune_rule",
    "yes_needed",
]

RULE_SIMPLE = 0
RULE_TWO_THIRDS_CAST = 1
RULE_TWO_THIRDS_MEMBERS = 2
RULE_UNANIMOUS_CAST = 3

QUORUM, QUORUM_OF = ratio("quorum")
TWO_THIRDS, TWO_THIRDS_OF = ratio("two_thirds_council")

RULES = {
    "simple": RULE_SIMPLE,
    "two_thirds_cast": RULE_TWO_THIRDS_CAST,
    "two_thirds_members": RULE_TWO_THIRDS_MEMBERS,
    "unanimous_cast": RULE_UNANIMOUS_CAST,
}


@compiled
def reaches_quorum(present: int, in_office: int) -> bool:
    """Whether more than half of the members in office are present, proxies left out.

    Source: L.2121-17, as read in 2023.
    """
    return QUORUM_OF * present > QUORUM * in_office


@compiled
def yes_needed(rule: int, cast: int, members: int) -> int:
    """The fewest votes for that pass without a casting vote, of `cast` votes, in a council of `members`.

    Source: L.2121-20, as read in 2023; two thirds by the article of each procedure.
    """
    if rule == RULE_TWO_THIRDS_CAST:
        return max(1, (TWO_THIRDS * cast + TWO_THIRDS_OF - 1) // TWO_THIRDS_OF)
    if rule == RULE_TWO_THIRDS_MEMBERS:
        return (TWO_THIRDS * members + TWO_THIRDS_OF - 1) // TWO_THIRDS_OF
    if rule == RULE_UNANIMOUS_CAST:
        return max(1, cast)
    return cast // 2 + 1


@compiled
def council_majority_passes(rule: int, yes: int, no: int, members: int, president_yes: bool, secret: bool) -> bool:
    """Whether the votes reach the majority of `rule`, the quorum being taken for granted.

    At the simple majority a tie follows the president's own vote (voix prépondérante), except in a secret
    ballot; nothing passes when no vote is cast. `members` is the whole council, for two thirds of members.

    Source: L.2121-20, as read in 2023.
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
    """Whether the council may sit (quorum, or second convening) and the majority of `rule` is reached."""
    if not reconvened and not reaches_quorum(present, in_office):
        return False
    return council_majority_passes(rule, yes, no, in_office, president_yes, secret)


@compiled
def single_commune_rule(opinion: int) -> int:
    """The rule for a decision whose effects concern one commune only, by the opinion of its council.

    `opinion` is 1 favourable, 0 silent for three months (favourable), -1 unfavourable: then two thirds of
    the members of the community council, not of the votes cast. Source: L.5211-57, as read in January 2026.
    """
    return RULE_TWO_THIRDS_MEMBERS if opinion < 0 else RULE_SIMPLE


def interest_rule(base: str = "cast") -> int:
    """The rule that draws the line of the community interest (intérêt communautaire): two thirds of `base`.

    The denominator is disputed: "cast" follows L.5214-16 IV from memory, "members" older judgments and
    ministers. Raises UserError for another base.
    """
    rules = {"cast": RULE_TWO_THIRDS_CAST, "members": RULE_TWO_THIRDS_MEMBERS}
    if base not in rules:
        raise UserError(message("interest_base vaut « {value} » ; valeurs possibles : cast, members.", value=base))
    return rules[base]


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
) -> Decision:
    """What a council decides: `in_office` members, `present` of them, and how they and their proxies voted.

    `reconvened` is a second convening at least three days later, valid without quorum.
    Raises UserError: negative count, more voters or members present than in office, unknown rule.

    Source: L.5211-1, L.2121-17, L.2121-20, as read in 2023; L.5211-57 for two thirds of the members.

    >>> str(council_vote(18, 13, 0, 31, 31).reason)
    '18 voix pour sur 31 suffrages exprimés ; il en fallait 16.'
    """
    _check_counts(yes, no, abstentions, present, in_office, rule)
    if not reconvened and not reaches_quorum(present, in_office):
        return Decision(
            passes=False,
            reason=message(
                "Quorum non atteint : membres présents {present} sur {in_office}, il en fallait {needed}.",
                present=present,
                in_office=in_office,
                needed=QUORUM * in_office // QUORUM_OF + 1,
            ),
            article="L.2121-17",
        )
    passes = council_adopts(rule, yes, no, present, in_office, president_yes, secret, reconvened)
    article = "L.5211-57" if rule == RULE_TWO_THIRDS_MEMBERS else "L.2121-20"
    return Decision(bool(passes), _reason(rule, yes, no, in_office, president_yes, secret), article)


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
    """What becomes of as many votes for as against."""
    if secret:
        return message("Partage égal, {yes} voix contre {no}, au scrutin secret : rejet.", yes=yes, no=no)
    if president_yes:
        return message("Partage égal, {yes} voix contre {no} : la voix du président l'emporte.", yes=yes, no=no)
    return message("Partage égal, {yes} voix contre {no}, sans celle du président : rejet.", yes=yes, no=no)


def _check_counts(yes: int, no: int, abstentions: int, present: int, in_office: int, rule: int) -> None:
    """Raise UserError naming every count that cannot be."""
    problems = []
    counts = {"yes": yes, "no": no, "abstentions": abstentions, "present": present, "in_office": in_office}
    for key, value in counts.items():
        if value < 0:
            problems.append(message("{key} vaut {value} ; un entier positif ou nul est attendu.", key=key, value=value))
    for key, value in (("yes + no + abstentions", yes + no + abstentions), ("present", present)):
        if value > in_office:
            problems.append(
                message("{key} vaut {value} ; au plus in_office = {high}.", key=key, value=value, high=in_office)
            )
    if rule not in RULES.values():
        options = ", ".join(f"{code} ({name})" for name, code in RULES.items())
        problems.append(message("rule vaut {value} ; valeurs possibles : {options}.", value=rule, options=options))
    if problems:
        raise UserError(*problems)
