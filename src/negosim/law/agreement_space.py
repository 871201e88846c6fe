"""The set of all valid local agreements of one intercommunality: counted, listed, drawn at random.

One walk serves the three: communes from the most to the least populous, each taking one of the numbers of
seats that rule e leaves it in a council of a given total. What the communes already served mean for those to
come is a small state: the seats that remain, the seats of the last strictly more populous commune (rule b),
the fewest seats given among communes of equal population, and whether one of these had an exceptional second
seat. The number of ways to end is memoised for each state, from the last commune backwards, so that counting
is exact, listing never meets a dead end, and the k-th agreement of the list is found without listing.

Under rule b a second seat can only skip a commune of equal population, hence a reservation inside ties only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from negosim.errors import UserError, message
from negosim.law.local_agreement import (
    HALF,
    HALF_OF,
    SeatShares,
    check_agreement_category,
    check_reading,
    most_agreed_seats,
    single_seat_stands,
)
from negosim.law.seats import apportion, table_seats

__all__ = ["SMALLEST_COUNCIL", "AgreementSpace", "enumerate_local_agreements"]

SMALLEST_COUNCIL = table_seats(1)


class State(NamedTuple):
    """What the seats given so far leave to the communes to come."""

    remaining: int
    most: int
    """Seats that no commune of the present group of equal populations may exceed (rule b)."""
    fewest: int
    """Fewest seats given in that group, `most` before the first one."""
    second: bool
    """Whether an exceptional second seat was given in that group."""


class AgreementSpace:
    """All the valid local agreements of an intercommunality, as `check_local_agreement` understands them.

    `at_least`, `at_most`: smallest and largest council looked at, both included. The law sets no lower bound;
    by default the smallest council of the table of III (16 seats), which only matters below 16 communes: give
    0 to have them all. Nothing above the legal maximum is valid, whatever is asked.

    Raises UserError: as `check_local_agreement`.

    Source: L.5211-6-1 I, 2°, as read in 2025.

    >>> AgreementSpace([13_320, 6_432, 2_374, 2_325, 1_825, 1_622, 465], "CC").count
    45
    """

    def __init__(
        self,
        populations: Sequence[int],
        category: str,
        *,
        single_seat: str = "kept",
        at_least: int = SMALLEST_COUNCIL,
        at_most: int | None = None,
    ) -> None:
        check_agreement_category(category)
        check_reading("single_seat", single_seat)
        ordinary = apportion(populations, category)
        most = most_agreed_seats(ordinary)
        highest = most if at_most is None else min(most, at_most)
        self.totals = range(highest, max(len(populations), at_least) - 1, -1)
        """Council sizes looked at, from the largest down."""
        self._shares = SeatShares(tuple(map(int, populations)), ordinary)
        self._kept = single_seat == "kept"
        self._order = sorted(range(len(populations)), key=lambda i: -populations[i])

    @cached_property
    def counts_by_total(self) -> dict[int, int]:
        """How many valid agreements each council size has, from the largest down, sizes without any left out."""
        counts = {total: self._walk(total).count for total in self.totals}
        return {total: count for total, count in counts.items() if count}

    @property
    def count(self) -> int:
        """How many valid agreements there are, exactly."""
        return sum(self.counts_by_total.values())

    def __iter__(self) -> Iterator[tuple[int, ...]]:
        """Every valid agreement, seats in the order of the populations, from the largest council down; lazily."""
        for total in self.totals:
            for seats in self._walk(total).agreements():
                yield self._in_order(seats)

    def sample(self, draws: int, seed: int) -> list[tuple[int, ...]]:
        """`draws` agreements, each one of all the valid ones with equal chances, independently (repeats happen).

        The same seed gives the same agreements whatever the versions of Python and NumPy: ranks in the list
        come from raw bits of PCG64. Raises UserError: no valid agreement, fewer than one draw, negative seed.
        """
        if draws < 1:
            raise UserError(message("{key} vaut {value} ; au moins {low} attendu.", key="draws", value=draws, low=1))
        if seed < 0:
            raise UserError(message("{key} vaut {value} ; au moins {low} attendu.", key="seed", value=seed, low=0))
        if not self.count:
            raise UserError(message("Aucun accord local valide ici : rien à tirer au sort."))
        ranks = uniform_below(self.count, draws, seed)
        found: list[tuple[int, ...]] = [()] * draws
        passed = 0
        for total, count in self.counts_by_total.items():
            here = [draw for draw, rank in enumerate(ranks) if passed <= rank < passed + count]
            if here:
                walk = self._walk(total)
                for draw in here:
                    found[draw] = self._in_order(walk.agreement(ranks[draw] - passed))
            passed += count
        return found

    def _walk(self, total: int) -> Walk:
        """The walk through the communes, the most populous first, that shares out `total` seats."""
        shares = self._shares
        half = HALF * total // HALF_OF
        choices = []
        for i in self._order:
            allowed = set(shares.allowed(i, total))
            if single_seat_stands(i, total, shares, kept=self._kept):
                allowed.add(1)
            if shares.ordinary.first_seats[i] == 1:
                allowed.add(2)
            choices.append([seats for seats in sorted(allowed, reverse=True) if seats <= half])
        seconds = [shares.seconds(i, 2, total) for i in self._order]
        people = [shares.populations[i] for i in self._order]
        tied = [one == following for one, following in pairwise(people)] + [False]
        return Walk(total, kept_by_order(choices, tied), seconds, tied)

    def _in_order(self, seats: Sequence[int]) -> tuple[int, ...]:
        """Seats of communes sorted by population, put back in the order of the populations given."""
        given = dict(zip(self._order, seats, strict=True))
        return tuple(given[i] for i in range(len(seats)))


class Walk:
    """The agreements of one total: at each rank, the states met and the steps that lead to a valid end.

    `choices[r]`: seats allowed to the r-th commune, decreasing (no list at all: no agreement); `seconds[r]`:
    whether two would be an exception; `tied[r]`: whether the commune that follows has as many people. The least
    populous communes, as long as they have no choice (one seat, most often), are not walked through.
    """

    def __init__(self, total: int, choices: list[list[int]], seconds: list[bool], tied: list[bool]) -> None:
        self._seconds, self._tied = seconds, tied
        free = max((rank for rank, options in enumerate(choices) if len(options) > 1), default=0) + 1
        self._choices = choices[:free]
        self._forced = tuple(options[0] for options in choices[free:])
        total -= sum(self._forced)
        self._low, self._high = [0], [0]
        for options in reversed(self._choices):
            self._low.insert(0, self._low[0] + options[-1])
            self._high.insert(0, self._high[0] + options[0])
        self._layers: list[dict[State, list[tuple[int, State]]]] = []
        self._ways: list[dict[State, int]] = []
        self.count = 0
        """How many agreements of this total there are."""
        if choices and self._low[0] <= total <= self._high[0]:
            self._start = State(total, choices[0][0], choices[0][0], False)
            self._explore()
            self.count = self._ways[0][self._start]

    def agreements(self) -> Iterator[tuple[int, ...]]:
        """Every agreement, seats by rank; those with many seats for the most populous communes come first."""
        if not self.count:
            return
        seats: list[int] = []
        branches = [iter(self._layers[0][self._start])]
        while branches:
            given, following = next(branches[-1], (0, self._start))
            if not given:
                branches.pop()
                del seats[-1:]
            elif len(branches) == len(self._layers):
                yield (*seats, given, *self._forced)
            else:
                seats.append(given)
                branches.append(iter(self._layers[len(branches)][following]))

    def agreement(self, number: int) -> tuple[int, ...]:
        """The agreement of that number, from 0 and below `count`, in the order of `agreements`."""
        seats: list[int] = []
        state = self._start
        for layer, ways in zip(self._layers, self._ways[1:], strict=True):
            steps = iter(layer[state])
            given, state = next(steps)
            while number >= ways[state]:
                number -= ways[state]
                given, state = next(steps)
            seats.append(given)
        return (*seats, *self._forced)

    def _explore(self) -> None:
        """Meet every state from the first commune on, then count the ways to end from the last one back."""
        states = dict.fromkeys([self._start])
        for rank in range(len(self._choices)):
            layer = {state: list(self._steps(rank, state)) for state in states}
            states = dict.fromkeys(following for steps in layer.values() for _, following in steps)
            self._layers.append(layer)
        self._ways.append(dict.fromkeys(states, 1))
        for layer in reversed(self._layers):
            ways = self._ways[0]
            for state, steps in layer.items():
                layer[state] = [(seats, following) for seats, following in steps if ways[following]]
            self._ways.insert(0, {state: sum(ways[f] for _, f in steps) for state, steps in layer.items()})

    def _steps(self, rank: int, state: State) -> Iterator[tuple[int, State]]:
        """The seats that the commune of that rank may have in that state, and the state that follows.

        In a group of equal populations, an exceptional second seat and a single seat exclude each other.
        """
        single_given = state.fewest == 1 < state.most
        for seats in self._choices[rank]:
            second = seats == 2 and self._seconds[rank]
            remaining = state.remaining - seats
            if seats > state.most or (second and single_given) or (state.second and seats == 1):
                continue
            if not self._low[rank + 1] <= remaining <= self._high[rank + 1]:
                continue
            fewest = min(state.fewest, seats)
            if self._tied[rank]:
                yield seats, State(remaining, state.most, fewest, state.second or second)
            else:
                top = self._choices[rank + 1][0] if rank + 1 < len(self._choices) else 0
                yield seats, State(remaining, min(fewest, top), min(fewest, top), False)


def kept_by_order(choices: list[list[int]], tied: list[bool]) -> list[list[int]]:
    """The choices that rule b leaves: none above what the next larger commune can have, none below the smaller.

    An empty list when a commune is left without any.
    Source: L.5211-6-1 I, 2°, b, in force since 11 March 2015, as read in 2025.
    """
    kept: list[list[int]] = []
    for rank, options in enumerate(choices):
        kept.append(kept[-1] if rank and tied[rank - 1] else [s for s in options if not kept or s <= kept[-1][0]])
        if not kept[-1]:
            return []
    for rank in range(len(kept) - 2, -1, -1):
        kept[rank] = kept[rank + 1] if tied[rank] else [s for s in kept[rank] if s >= kept[rank + 1][-1]]
    return kept


def enumerate_local_agreements(
    populations: Sequence[int], category: str, at_least: int = SMALLEST_COUNCIL, *, single_seat: str = "kept"
) -> Iterator[tuple[int, ...]]:
    """Every valid agreement, from the largest council to the smallest of `at_least` seats; lazily.

    There may be very many: `AgreementSpace` counts them first, and draws some at random.
    Raises UserError: as `AgreementSpace`.
    Source: L.5211-6-1 I, 2°, in force since 11 March 2015, as read in 2025.
    """
    return iter(AgreementSpace(populations, category, single_seat=single_seat, at_least=at_least))


def uniform_below(bound: int, draws: int, seed: int) -> list[int]:
    """`draws` integers from 0 to `bound` - 1 with equal chances, from the raw bits of PCG64; any size of integer.

    Source: no article: a draw among the agreements of L.5211-6-1 I, 2°.
    """
    source = np.random.PCG64(np.random.SeedSequence(seed))
    bits = (bound - 1).bit_length()
    words = -(-bits // 64)
    found: list[int] = []
    while len(found) < draws:
        number = 0
        for _ in range(words):
            number = number << 64 | int(source.random_raw())
        number >>= 64 * words - bits
        if number < bound:
            found.append(number)
    return found
