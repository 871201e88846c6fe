"""The set of all valid local agreements of one intercommunality: counted, listed, drawn at random.

One dynamic programme serves the three. Communes are taken from the most to the least populous; each has one of the
numbers of seats that rule e allows it in a council of a given size. The choices of the first communes constrain the
next ones through a small state: the seats that remain, the seats of the last strictly more populous commune (rule b),
the fewest seats among communes of equal population, and whether one of these has an exceptional second seat. The
number of ways to complete an agreement is stored for each state, from the last commune back to the first: counting is
exact, listing meets no dead end, and the k-th agreement is built without listing those before it.

Under rule b, a second seat can skip another commune only if both have the same population: the reservation of the
Conseil constitutionnel is therefore checked among communes of equal population only.
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
    agreement_seat_cap,
    check_agreement_category,
    check_reading,
    single_seat_stands,
)
from negosim.law.seats import apportion, table_seats

__all__ = ["SMALLEST_COUNCIL", "AgreementSpace", "enumerate_local_agreements"]

SMALLEST_COUNCIL = table_seats(1)


class AllocationState(NamedTuple):
    """What the seats of the first communes imply for the next ones."""

    remaining: int
    """Seats of the council that are still to be allocated."""
    most: int
    """Most seats for a commune of the present group of equal populations (rule b)."""
    fewest: int
    """Fewest seats of a commune of that group; `most` before the first one."""
    second: bool
    """Whether a commune of that group has an exceptional second seat."""


class AgreementSpace:
    """All the valid local agreements of an intercommunality, as `check_local_agreement` understands them.

    Args: `populations` int[N], municipal populations; `category` CC or CA; `single_seat` one of `READINGS`;
    `at_least` and `at_most`, smallest and largest council, both included. The law sets no lower bound: by default it
    is the smallest council of the table of III (16 seats), which matters only below 16 communes; 0 removes it. The
    legal maximum applies whatever `at_most` says.

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
        most = agreement_seat_cap(ordinary)
        highest = most if at_most is None else min(most, at_most)
        self.totals = range(highest, max(len(populations), at_least) - 1, -1)
        """Council sizes, from the largest to the smallest."""
        self._shares = SeatShares(tuple(map(int, populations)), ordinary)
        self._keeps_single_seat = single_seat == "kept"
        self._order = sorted(range(len(populations)), key=lambda i: -populations[i])

    @cached_property
    def counts_by_total(self) -> dict[int, int]:
        """Number of valid agreements by council size, the largest first; sizes without any are absent."""
        counts = {total: self._graph(total).count for total in self.totals}
        return {total: count for total, count in counts.items() if count}

    @property
    def count(self) -> int:
        """Number of valid agreements, exact."""
        return sum(self.counts_by_total.values())

    def __iter__(self) -> Iterator[tuple[int, ...]]:
        """Every valid agreement, seats in the order of the populations, the largest councils first; one at a time."""
        for total in self.totals:
            for seats in self._graph(total).agreements():
                yield self._in_input_order(seats)

    def sample(self, draws: int, seed: int) -> list[tuple[int, ...]]:
        """`draws` agreements drawn independently among all the valid ones, with equal chances (repeats may occur).

        The same seed gives the same agreements with every version of Python and NumPy: the ranks in the list
        come from raw bits of PCG64. Raises UserError: no valid agreement, fewer than one draw, negative seed.
        """
        if draws < 1:
            raise UserError(message("{key} vaut {value} ; au moins {low} attendu.", key="draws", value=draws, low=1))
        if seed < 0:
            raise UserError(message("{key} vaut {value} ; au moins {low} attendu.", key="seed", value=seed, low=0))
        if not self.count:
            raise UserError(message("Aucun accord local valide ici : rien à tirer au sort."))
        ranks = uniform_integers(self.count, draws, seed)
        agreements: list[tuple[int, ...]] = [()] * draws
        first = 0  # rank of the first agreement of this council size
        for total, count in self.counts_by_total.items():
            here = [draw for draw, rank in enumerate(ranks) if first <= rank < first + count]
            if here:
                graph = self._graph(total)
                for draw in here:
                    agreements[draw] = self._in_input_order(graph.agreement(ranks[draw] - first))
            first += count
        return agreements

    def _graph(self, total: int) -> AllocationGraph:
        """The graph of the agreements of `total` seats, the most populous commune first."""
        shares = self._shares
        half = HALF * total // HALF_OF
        choices = []
        for i in self._order:
            options = set(shares.seat_range(i, total))
            if single_seat_stands(i, total, shares, keeps_seats=self._keeps_single_seat):
                options.add(1)
            if shares.ordinary.first_seats[i] == 1:
                options.add(2)
            choices.append([seats for seats in sorted(options, reverse=True) if seats <= half])
        exceptions = [shares.is_second_seat(i, 2, total) for i in self._order]
        people = [shares.populations[i] for i in self._order]
        ties = [one == following for one, following in pairwise(people)] + [False]
        return AllocationGraph(total, ordered_choices(choices, ties), exceptions, ties)

    def _in_input_order(self, seats: Sequence[int]) -> tuple[int, ...]:
        """Seats of communes sorted by population, put back in the order of the user's populations."""
        by_commune = dict(zip(self._order, seats, strict=True))
        return tuple(by_commune[i] for i in range(len(seats)))


class AllocationGraph:
    """The agreements of one council size as paths through states, one layer for each commune.

    `choices[r]`: seats allowed to the r-th commune, decreasing (an empty list of lists: no agreement);
    `exceptions[r]`: whether a second seat is an exception to rule e; `ties[r]`: whether the next commune has as many
    people. The last communes that have a single choice (one seat, most often) need no layer.
    """

    def __init__(self, total: int, choices: list[list[int]], exceptions: list[bool], ties: list[bool]) -> None:
        self._exceptions, self._ties = exceptions, ties
        free = max((rank for rank, options in enumerate(choices) if len(options) > 1), default=0) + 1
        self._choices = choices[:free]
        self._forced = tuple(options[0] for options in choices[free:])
        total -= sum(self._forced)
        self._low, self._high = [0], [0]
        for options in reversed(self._choices):
            self._low.insert(0, self._low[0] + options[-1])
            self._high.insert(0, self._high[0] + options[0])
        self._layers: list[dict[AllocationState, list[tuple[int, AllocationState]]]] = []
        self._ways: list[dict[AllocationState, int]] = []
        self.count = 0
        """Number of agreements of this council size."""
        if choices and self._low[0] <= total <= self._high[0]:
            self._start = AllocationState(total, choices[0][0], choices[0][0], False)
            self._explore()
            self.count = self._ways[0][self._start]

    def agreements(self) -> Iterator[tuple[int, ...]]:
        """Every agreement, seats by rank; those with many seats for the most populous communes come first."""
        if not self.count:
            return
        seats: list[int] = []
        branches = [iter(self._layers[0][self._start])]
        while branches:
            choice, following = next(branches[-1], (0, self._start))
            if not choice:
                branches.pop()
                del seats[-1:]
            elif len(branches) == len(self._layers):
                yield (*seats, choice, *self._forced)
            else:
                seats.append(choice)
                branches.append(iter(self._layers[len(branches)][following]))

    def agreement(self, number: int) -> tuple[int, ...]:
        """The agreement number `number`, from 0 to `count` - 1, in the order of `agreements`."""
        seats: list[int] = []
        state = self._start
        for layer, ways in zip(self._layers, self._ways[1:], strict=True):
            steps = iter(layer[state])
            choice, state = next(steps)
            while number >= ways[state]:
                number -= ways[state]
                choice, state = next(steps)
            seats.append(choice)
        return (*seats, *self._forced)

    def _explore(self) -> None:
        """List every state from the first commune on, then count the ways to complete it from the last one back."""
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

    def _steps(self, rank: int, state: AllocationState) -> Iterator[tuple[int, AllocationState]]:
        """The seats that the commune of that rank may have in that state, each with the next state.

        In a group of equal populations, an exceptional second seat and a single seat exclude each other.
        """
        has_single_seat = state.fewest == 1 < state.most
        for seats in self._choices[rank]:
            second = seats == 2 and self._exceptions[rank]
            remaining = state.remaining - seats
            if seats > state.most or (second and has_single_seat) or (state.second and seats == 1):
                continue
            if not self._low[rank + 1] <= remaining <= self._high[rank + 1]:
                continue
            fewest = min(state.fewest, seats)
            if self._ties[rank]:
                yield seats, AllocationState(remaining, state.most, fewest, state.second or second)
            else:
                top = self._choices[rank + 1][0] if rank + 1 < len(self._choices) else 0
                yield seats, AllocationState(remaining, min(fewest, top), min(fewest, top), False)


def ordered_choices(choices: list[list[int]], ties: list[bool]) -> list[list[int]]:
    """The choices that rule b allows: at most what the next larger commune may have, at least what the smaller may.

    Args: as `AllocationGraph`. An empty list when a commune has no choice.
    Source: L.5211-6-1 I, 2°, b, in force since 11 March 2015, as read in 2025.
    """
    allowed: list[list[int]] = []
    for rank, options in enumerate(choices):
        top = allowed[-1] if allowed else options
        allowed.append(top if rank and ties[rank - 1] else [s for s in options if not allowed or s <= top[0]])
        if not allowed[-1]:
            return []
    for rank in range(len(allowed) - 2, -1, -1):
        allowed[rank] = allowed[rank + 1] if ties[rank] else [s for s in allowed[rank] if s >= allowed[rank + 1][-1]]
    return allowed


def enumerate_local_agreements(
    populations: Sequence[int], category: str, at_least: int = SMALLEST_COUNCIL, *, single_seat: str = "kept"
) -> Iterator[tuple[int, ...]]:
    """Tests only: every valid agreement, the largest councils first, one at a time.

    There may be very many: `AgreementSpace` counts them first, and draws some at random.
    Args, and Raises UserError: as `AgreementSpace`.
    Source: L.5211-6-1 I, 2°, in force since 11 March 2015, as read in 2025.
    """
    return iter(AgreementSpace(populations, category, single_seat=single_seat, at_least=at_least))


def uniform_integers(bound: int, draws: int, seed: int) -> list[int]:
    """`draws` integers from 0 to `bound` - 1 with equal chances, from the raw bits of PCG64 for that `seed`.

    `bound` may exceed 64 bits.

    Source: no article: a draw among the agreements of L.5211-6-1 I, 2°.
    """
    source = np.random.PCG64(np.random.SeedSequence(seed))
    bits = (bound - 1).bit_length()
    words = -(-bits // 64)
    integers: list[int] = []
    while len(integers) < draws:
        number = 0
        for _ in range(words):
            number = number << 64 | int(source.random_raw())
        number >>= 64 * words - bits
        if number < bound:
            integers.append(number)
    return integers
