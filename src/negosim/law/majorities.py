"""Votes of a council: quorum, votes cast, casting vote and the four majorities (L.5211-1, L.2121-17, -20).

The rules are integers so that a compiled model can branch on them; `RULES` gives their names. Abstentions
and blank votes are not votes cast. The majorities of municipal councils are in `municipal_majorities`.
"""

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
    "interest_rule",
    "quota_share",
    "reaches_quorum",
    "single_commune_rule",
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


@dataclass(frozen=True)
class Decision:
    """Whether the law lets a decision through, with its reason as a sentence and the article applied.

    `passes` comes from a compiled predicate of the same module; `reason` names the figures of that vote;
    `article` is a key of `negosim.law.articles.ARTICLES`. A decision is true when it passes.

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
    """Whether more than half of the members in office are present, proxies left out.

    Source: L.2121-17, in force since 24 February 1996, as read in 2023.
    """
    return QUORUM_OF * present > QUORUM * in_office


@compiled
def yes_needed(rule: int, cast: int, members: int) -> int:
    """The fewest votes for that pass without a casting vote, of `cast` votes, in a council of `members`.

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
    """The share of the votes (cast, or of all the members) that `rule` asks for: 1/2 (to be exceeded), 2/3 or 1.

    A rounded number, to set a margin or draw a line: only `yes_needed` decides.

    Source: L.2121-20, in force since 24 February 1996, as read in 2023.
    """
    if rule in (RULE_TWO_THIRDS_CAST, RULE_TWO_THIRDS_MEMBERS):
        return TWO_THIRDS / TWO_THIRDS_OF
    if rule == RULE_UNANIMOUS_CAST:
        return 1.0
    return HALF / HALF_OF


@compiled
def council_majority_passes(rule: int, yes: int, no: int, members: int, president_yes: bool, secret: bool) -> bool:
    """Whether the votes reach the majority of `rule`, the quorum being taken for granted.

    At the simple majority a tie follows the president's own vote (voix prépondérante), except in a secret
    ballot; nothing passes when no vote is cast. `members` is the whole council, for two thirds of members.

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
    """Whether the council may sit (quorum, or second convening) and the majority of `rule` is reached.

    Source: L.2121-17 and L.2121-20, in force since 24 February 1996, as read in 2023.
    """
    if not reconvened and not reaches_quorum(present, in_office):
        return False
    return council_majority_passes(rule, yes, no, in_office, president_yes, secret)


@compiled
def single_commune_rule(opinion: int) -> int:
    """The rule for a decision whose effects concern one commune only, by the opinion of its council.

    `opinion` is 1 favourable, 0 silent for three months (favourable), -1 unfavourable: then two thirds of
    the members of the community council, not of the votes cast.

    Source: L.5211-57, in force since 24 February 1996, as read in January 2026.
    """
    return RULE_TWO_THIRDS_MEMBERS if opinion < 0 else RULE_SIMPLE


def interest_rule(base: str = "cast") -> int:
    """The rule that draws the line of the community interest (intérêt communautaire): two thirds of `base`.

    The denominator is disputed: "cast" follows L.5214-16 IV from memory, "members" older judgments and
    ministers. Raises UserError for another base.

    Source: L.5214-16 IV, L.5216-5 III, in comments of 2018 to 2022; the wording is from memory.
    """
    rules = {"cast": RULE_TWO_THIRDS_CAST, "members": RULE_TWO_THIRDS_MEMBERS}
    if base not in tuple(rules):
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
    article: str | None = None,
) -> Decision:
    """What a council decides: `in_office` members, `present` of them, and how they and their proxies voted.

    `reconvened` is a second convening at least three days later, valid without quorum. `article` is the one
    that sets the majority: by default L.2121-20 for the simple one, and for the others, which no general
    text sets, L.5211-1 (the rules of the community council).
    Raises UserError: a count that is not a whole number, no member in office, more voters or members present
    than in office, more votes than those present and their proxies (one each), unknown rule.

    Source: L.5211-1, L.2121-17, L.2121-20, in force since 24 February 1996, as read in 2023.

    >>> str(council_vote(18, 13, 0, 31, 31).reason)
    '18 voix pour sur 31 suffrages exprimés ; il en fallait 16.'
    """
    _check_counts(yes, no, abstentions, present, in_office, rule)
    yes, no, present, in_office = int(yes), int(no), int(present), int(in_office)
    if not reconvened and not reaches_quorum(present, in_office):
        missed = message(
            "Quorum non atteint : membres présents {present} sur {in_office}, il en fallait {needed}.",
            present=present, in_office=in_office, needed=QUORUM * in_office // QUORUM_OF + 1,
        )  # fmt: skip
        return Decision(passes=False, reason=missed, article="L.2121-17")
    passes = council_adopts(rule, yes, no, present, in_office, president_yes, secret, reconvened)
    held = article or ("L.2121-20" if rule == RULE_SIMPLE else "L.5211-1")
    return Decision(bool(passes), _reason(rule, yes, no, in_office, president_yes, secret), held)


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
    """The counts that no council of `in_office` members, `present` of them, can give."""
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
