"""The voting power of each commune in the community council (conseil communautaire), exact.

The councillors of a commune vote as a block, or each on their own (free votes): in communes of 1,000 inhabitants and
more, the opposition of the municipal council also has community councillors. Every member votes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from negosim.errors import Message, UserError, message
from negosim.law.answers import checked_flags, one_answer_each
from negosim.law.majorities import RULE_SIMPLE, RULES, council_majority_passes, yes_needed
from negosim.law.seats import seat_problems
from negosim.science.coalitions import critical_members
from negosim.science.counts import is_whole
from negosim.science.voting_power import Power, banzhaf_of_swings, shapley_shubik_of_swings, weighted_swings

__all__ = ["CouncilPower", "council_power", "critical_in_council"]


@dataclass(frozen=True)
class CouncilPower:
    """Exact voting power of each commune; where councillors vote freely, it is the sum of their power.

    A decision passes with `quota` votes of `seats`; with a casting vote, also in a tie with the president's vote. The
    shares float64[N] are `banzhaf.shares` and `shapley_shubik.shares`.
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

    Args: `seats` int[N] >= 0; `rule` a key of `majorities.RULES`; `blocks` bool[N], the communes whose councillors
    vote as a block (all of them by default); `president`, index of the president's commune, whose block, or one of
    whose councillors, decides a tie at the simple majority (None: no casting vote, as in a secret ballot).
    Raises UserError: no seats, seats that are not whole numbers, blocks that are not truth values or differ in size,
    unknown rule, several presidents, president without seat.

    Source: L.2121-20 (through L.5211-1), in force since 24 February 1996, as read in 2023; L.5211-57 for two thirds
    of the members, as read in January 2026; Banzhaf 1965; Shapley & Shubik 1954.

    >>> council_power([15, 7, 2, 2, 2, 2, 1]).banzhaf.counts
    (62, 2, 2, 2, 2, 2, 2)
    """
    _check(seats, rule, blocks, president)
    seats, total = [int(count) for count in seats], int(sum(seats))
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


def critical_in_council(
    seats: Sequence[int], yes: Sequence[bool], rule: str = "simple", president: int | None = None
) -> np.ndarray:
    """Tests only: the communes that would change the outcome by changing their vote alone, bool[N]; each votes as a
    block.

    Args: as `council_power`; `yes` bool[N], the vote of each commune. Raises UserError: as `council_power`.

    Source: L.2121-20 (through L.5211-1), in force since 24 February 1996, as read in 2023.
    """
    _check(seats, rule, yes, president, key="yes")
    weights, total = np.asarray(seats, dtype=np.int64), int(sum(seats))

    def passes(answers: np.ndarray) -> bool:
        votes = int(weights[answers].sum())
        chair = president is not None and bool(answers[president])
        return bool(council_majority_passes(RULES[rule], votes, total - votes, total, chair, False))

    return critical_members(passes, checked_flags(yes, "yes"))


def _voters(seats: Sequence[int], blocks: Sequence[bool] | None) -> tuple[list[int], list[int]]:
    """The commune and the number of votes of each voter: a block, or one councillor."""
    together = [True] * len(seats) if blocks is None else checked_flags(blocks, "blocks").tolist()
    communes: list[int] = []
    votes: list[int] = []
    for commune, (count, block) in enumerate(zip(seats, together, strict=True)):
        part = [int(count)] if block else [1] * int(count)
        communes += [commune] * len(part)
        votes += part
    return communes, votes


def _by_commune(power: Power, communes: Sequence[int], members: int) -> Power:
    """The power of each commune: the sum of that of its voters."""
    counts = [0] * members
    for commune, count in zip(communes, power.counts, strict=True):
        counts[commune] += count
    return Power(tuple(counts), power.total)


def _check(
    seats: Sequence[int], rule: str, answers: Sequence[bool] | None, president: int | None, key: str = "blocks"
) -> None:
    """Raise UserError with everything that is wrong in a council; `key` names the parameter of the answers."""
    problems = _seat_problems(seats)
    if answers is not None and checked_flags(answers, key).size != len(seats):
        problems.append(one_answer_each(len(answers), len(seats)))
    if rule not in tuple(RULES):
        options = ", ".join(RULES)
        problems.append(
            message("rule vaut « {value} » ; valeurs possibles : {options}.", value=str(rule), options=options)
        )
    if problems:
        raise UserError(*problems)
    if np.iterable(president) and np.size(president) > 1:
        names = ", ".join(map(str, president))  # type: ignore[arg-type]
        raise UserError(message("Un seul président est attendu ; reçu : {names}.", names=names))
    if president is not None and not (is_whole(president, 0, len(seats) - 1) and seats[president] > 0):
        raise UserError(
            message(
                "president vaut {value} ; le rang d'une commune qui a un siège est attendu, de 0 à {high}.",
                value=str(president), high=len(seats) - 1,
            )
        )  # fmt: skip


def _seat_problems(seats: Sequence[int]) -> list[Message]:
    """What is wrong with the seats: a number that is not whole, a council without any."""
    problems = seat_problems(seats)
    if not problems and sum(seats) == 0:
        problems.append(message("Le conseil n'a aucun siège : au moins un est attendu."))
    return problems
