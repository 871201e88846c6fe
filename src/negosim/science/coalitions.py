"""Who could tip a vote: members decisive in one coalition, and the coalitions with no member to spare."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from negosim.science.voting_power import check_weighted_game

__all__ = ["count_minimal_winning", "critical_members", "minimal_winning_coalitions"]


def critical_members(passes: Callable[[np.ndarray], bool], yes: np.ndarray) -> np.ndarray:
    """Which members would change the outcome by changing their mind alone: bool[N].

    `passes` tells the outcome of any answers bool[N]; `yes` bool[N] are the answers given.

    >>> critical_members(lambda answers: answers.sum() >= 2, np.array([True, True, False])).tolist()
    [True, True, False]
    """
    outcome = passes(yes)
    found = np.zeros(len(yes), dtype=np.bool_)
    for i in range(len(yes)):
        answers = yes.copy()
        answers[i] = not yes[i]
        found[i] = passes(answers) != outcome
    return found


def minimal_winning_coalitions(weights: Sequence[int], quota: int) -> Iterator[tuple[int, ...]]:
    """The coalitions of weight >= `quota` that lose any member's leave, one at a time, the heaviest members first.

    Each is a tuple of rows in increasing order. There may be very many: take what is shown, and count them
    all with `count_minimal_winning`. Raises UserError: negative weight, quota outside 1 to the sum of weights.

    Source: von Neumann & Morgenstern 1944.

    >>> list(minimal_winning_coalitions([50, 49, 1], 51))
    [(0, 1), (0, 2)]
    """
    check_weighted_game(weights, quota)
    order = sorted(range(len(weights)), key=lambda i: -weights[i])
    left = [0]
    for i in reversed(order):
        left.append(left[-1] + weights[i])
    return _extend(weights, order, left[::-1], quota)


def count_minimal_winning(weights: Sequence[int], quota: int) -> int:
    """How many minimal winning coalitions there are, exactly, without listing them. Raises UserError likewise.

    The lightest member of each completes it: the others, all at least as heavy, fall short by his weight or less.
    """
    check_weighted_game(weights, quota)
    heavier = [1] + [0] * (quota - 1)
    found = 0
    for weight in sorted(weights, reverse=True):
        found += sum(heavier[max(0, quota - weight) :])
        for s in range(quota - 1, weight - 1, -1):
            heavier[s] += heavier[s - weight]
    return found


def _extend(weights: Sequence[int], order: Sequence[int], left: Sequence[int], quota: int) -> Iterator[tuple[int, ...]]:
    """The minimal winning coalitions among members in `order`, `left` being the weight from each rank on."""
    pending: list[tuple[int, int, tuple[int, ...]]] = [(0, quota, ())]
    while pending:
        rank, needed, chosen = pending.pop()
        if left[rank] < needed:
            continue
        member = order[rank]
        pending.append((rank + 1, needed, chosen))
        if weights[member] >= needed:
            yield tuple(sorted((*chosen, member)))
        else:
            pending.append((rank + 1, needed - weights[member], (*chosen, member)))
