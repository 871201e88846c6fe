"""Members that are critical in a vote, and minimal winning coalitions (coalitions gagnantes minimales)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from negosim.science.voting_power import check_weighted_game

__all__ = ["count_minimal_winning", "critical_members", "minimal_winning_coalitions"]


def critical_members(passes: Callable[[np.ndarray], bool], yes: np.ndarray) -> np.ndarray:
    """Tests only: the members that would change the outcome by changing their vote alone, bool[N] (membres charnières).

    Args: `passes`, the outcome as a function of the votes bool[N]; `yes` bool[N], the votes.

    Source: Felsenthal & Machover 1998.

    >>> critical_members(lambda answers: answers.sum() >= 2, np.array([True, True, False])).tolist()
    [True, True, False]
    """
    outcome = passes(yes)
    critical = np.zeros(len(yes), dtype=np.bool_)
    for i in range(len(yes)):
        answers = yes.copy()
        answers[i] = not yes[i]
        critical[i] = passes(answers) != outcome
    return critical


def minimal_winning_coalitions(weights: Sequence[int], quota: int) -> Iterator[tuple[int, ...]]:
    """Tests only: the coalitions of weight >= `quota` that no member can leave without a defeat, one at a time.

    Each is a tuple of indices in increasing order; those of the heaviest members come first. There may be very many:
    `count_minimal_winning` counts them without a list.
    Args: `weights` int[N] >= 0; `quota`, weight of a winning coalition.
    Raises UserError: negative weight, quota outside 1 to the sum of weights.

    Source: von Neumann & Morgenstern 1944.

    >>> list(minimal_winning_coalitions([50, 49, 1], 51))
    [(0, 1), (0, 2)]
    """
    check_weighted_game(weights, quota)
    order = sorted(range(len(weights)), key=lambda i: -weights[i])
    weight_from = [0]
    for i in reversed(order):
        weight_from.append(weight_from[-1] + weights[i])
    return _extend(weights, order, weight_from[::-1], quota)


def count_minimal_winning(weights: Sequence[int], quota: int) -> int:
    """Tests only: the number of minimal winning coalitions, exact, without a list.

    The lightest member of each completes it: the others, all at least as heavy, fall short by its weight or less.
    Args, and Raises UserError: as `minimal_winning_coalitions`.

    Source: von Neumann & Morgenstern 1944.
    """
    check_weighted_game(weights, quota)
    heavier = [1] + [0] * (quota - 1)
    count = 0
    for weight in sorted(weights, reverse=True):
        count += sum(heavier[max(0, quota - weight) :])
        for s in range(quota - 1, weight - 1, -1):
            heavier[s] += heavier[s - weight]
    return count


def _extend(
    weights: Sequence[int], order: Sequence[int], weight_from: Sequence[int], quota: int
) -> Iterator[tuple[int, ...]]:
    """The minimal winning coalitions of the members in `order`; `weight_from`: total weight from each rank on."""
    pending: list[tuple[int, int, tuple[int, ...]]] = [(0, quota, ())]
    while pending:
        rank, missing, coalition = pending.pop()
        if weight_from[rank] < missing:
            continue
        member = order[rank]
        pending.append((rank + 1, missing, coalition))
        if weights[member] >= missing:
            yield tuple(sorted((*coalition, member)))
        else:
            pending.append((rank + 1, missing - weights[member], (*coalition, member)))
