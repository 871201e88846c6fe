"""The power of each commune in the votes of the community council (conseil communautaire), exact.

A delegation may vote as one (a block) or each of its councillors for himself (free votes): in communes of
1,000 inhabitants and more the opposition of the municipal council sends councillors too. Every member votes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from negosim.errors import UserError, message
from negosim.law.majorities import RULE_SIMPLE, RULES, council_majority_passes, yes_needed
from negosim.science.coalitions import tipping
from negosim.science.voting_power import Power, banzhaf_of_swings, shapley_shubik_of_swings, weighted_swings

__all__ = ["CouncilPower", "council_power", "council_tipping"]


@dataclass(frozen=True)
class CouncilPower:
    """Exact power of each commune, the power of a free one being the sum of its councillors'.

    `quota` votes of `seats` pass; with a casting vote, a tie on the president's side passes too. Shares
    float64[N] are `banzhaf.shares` and `shapley_shubik.shares`.
    """

    quota: int
    seats: int
    banzhaf: Power
    shapley_shubik: Power


def council_power(
    seats: Sequence[int],
    rule: str = "simple",
    blocks: Sequence[bool] | None = None,
    president: int | None = None,
) -> CouncilPower:
    """Banzhaf and Shapley-Shubik power of each commune when all the members of the council vote.

    Args: `seats` integers >= 0 [N]; `rule` a key of `majorities.RULES`; `blocks` bool[N], whether each
    delegation votes as one (all of them by default); `president`, row of the commune whose block, or one of
    whose free councillors, presides: at the simple majority his side wins a tie (no casting vote if None, as
    in a secret ballot).
    Raises UserError: no seats, negative seats, blocks of another size, unknown rule, president without seat.

    Source: L.2121-20 (through L.5211-1), L.5211-57 for two thirds of the members, as read in 2023 and 2026.

    >>> council_power([15, 7, 2, 2, 2, 2, 1]).banzhaf.counts
    (62, 2, 2, 2, 2, 2, 2)
    """
    _check(seats, rule, blocks, president)
    total = int(sum(seats))
    quota = int(yes_needed(RULES[rule], total, total))
    communes, votes = _voters(seats, blocks)
    if president is not None and RULES[rule] == RULE_SIMPLE and total % 2 == 0:
        # A tie with the president has one half vote more than a tie without: count half votes.
        chair, votes = communes.index(president), [2 * vote for vote in votes]
        votes[chair] += 1
        swings = weighted_swings(votes, total + 1)
    else:
        swings = weighted_swings(votes, quota)
    powers = (banzhaf_of_swings(swings), shapley_shubik_of_swings(swings))
    return CouncilPower(quota, total, *(_by_commune(power, communes, len(seats)) for power in powers))


def council_tipping(
    seats: Sequence[int], yes: Sequence[bool], rule: str = "simple", president: int | None = None
) -> np.ndarray:
    """Which communes would turn the vote by changing their mind alone, delegations voting as blocks: bool[N].

    Args as `council_power`; `yes` bool[N] is the vote of each. Raises UserError as `council_power`.
    """
    _check(seats, rule, yes, president)
    weights, total = np.asarray(seats, dtype=np.int64), int(sum(seats))

    def passes(answers: np.ndarray) -> bool:
        votes = int(weights[answers].sum())
        chair = president is not None and bool(answers[president])
        return bool(council_majority_passes(RULES[rule], votes, total - votes, total, chair, False))

    return tipping(passes, np.asarray(yes, dtype=np.bool_))


def _voters(seats: Sequence[int], blocks: Sequence[bool] | None) -> tuple[list[int], list[int]]:
    """The commune and the votes of each voter: a block, or one councillor."""
    together = [True] * len(seats) if blocks is None else blocks
    communes: list[int] = []
    votes: list[int] = []
    for commune, (count, block) in enumerate(zip(seats, together, strict=True)):
        part = [int(count)] if block else [1] * int(count)
        communes += [commune] * len(part)
        votes += part
    return communes, votes


def _by_commune(power: Power, communes: Sequence[int], members: int) -> Power:
    """The power of each commune from that of its voters."""
    counts = [0] * members
    for commune, count in zip(communes, power.counts, strict=True):
        counts[commune] += count
    return Power(tuple(counts), power.total)


def _check(seats: Sequence[int], rule: str, answers: Sequence[bool] | None, president: int | None) -> None:
    """Raise UserError naming everything that makes no council."""
    problems = []
    if any(count < 0 for count in seats):
        problems.append(message("Les sièges doivent être positifs ou nuls ; {value} reçu.", value=int(min(seats))))
    elif sum(seats) == 0:
        problems.append(message("Le conseil n'a aucun siège : au moins un est attendu."))
    if answers is not None and len(answers) != len(seats):
        problems.append(
            message(
                "Une réponse par commune est attendue : {answers} réponse(s) pour {members} commune(s).",
                answers=len(answers), members=len(seats),
            )
        )  # fmt: skip
    if rule not in RULES:
        options = ", ".join(RULES)
        problems.append(message("rule vaut « {value} » ; valeurs possibles : {options}.", value=rule, options=options))
    if president is not None and not (0 <= president < len(seats) and seats[president] > 0):
        problems.append(
            message(
                "president vaut {value} ; le rang d'une commune qui a un siège est attendu, de 0 à {high}.",
                value=president, high=len(seats) - 1,
            )
        )  # fmt: skip
    if problems:
        raise UserError(*problems)
