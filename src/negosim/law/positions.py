"""What each commune does in a vote: its delegation in the community council, its municipal council (positions).

A commune acts twice: its delegation votes in the community council (conseil communautaire), and its own municipal
council (conseil municipal) answers for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from negosim.errors import Message, UserError, message
from negosim.law.decisions import Ballot
from negosim.law.silence import NO, YES
from negosim.science.counts import is_whole

__all__ = ["STANCES", "Positions", "positions_of"]

STANCES = ("yes", "no", "abstain", "absent", "silent")
"""What a delegation may do; `abstain` and `silent` both leave it out of the votes cast."""


@dataclass(frozen=True, eq=False)
class Positions:
    """What each delegation does in the community council, and what each municipal council answers.

    `votes` int64[5, N]: the seats of each commune in each of `STANCES`; `seats` int64[N]: those that it has;
    `president`: the rank of the president's commune, or None; `council_answers`: by rank, YES, NO or SILENT of the
    municipal councils that do not follow their delegation.

    Source: L.2121-20 (votes of the council), as read in 2023.
    """

    votes: np.ndarray
    seats: np.ndarray
    president: int | None = None
    council_answers: Mapping[int, int] = field(default_factory=dict)

    @property
    def named(self) -> np.ndarray:
        """The communes that have a position, bool[N]; the others abstain and keep silent."""
        return self.votes.sum(axis=0) > 0

    @property
    def divided(self) -> np.ndarray:
        """The delegations that do not vote as one, bool[N]; seats without a stance abstain."""
        rest = (self.votes.sum(axis=0) < self.seats) & self.named
        return (self.votes > 0).sum(axis=0) + rest > 1

    @property
    def sides(self) -> np.ndarray:
        """How most of each delegation votes, int8[N]: YES, NO or SILENT."""
        return np.sign(self.votes[0] - self.votes[1]).astype(np.int8)

    @property
    def answers(self) -> np.ndarray:
        """What each municipal council answers, int8[N]: YES, NO or SILENT; by default as most of its delegation."""
        answers = self.sides
        for rank, answer in self.council_answers.items():
            answers[rank] = answer
        return answers

    def ballot(self, *, secret: bool = False, reconvened: bool = False) -> Ballot:
        """The vote of the community council."""
        yes, no, _, absent, _ = (int(row.sum()) for row in self.votes)
        members = int(self.seats.sum())
        present = members - absent
        president_yes = self.president is not None and bool(self.sides[self.president] == YES)
        return Ballot(yes, no, present - yes - no, present, members, president_yes,
                      secret=secret, reconvened=reconvened)  # fmt: skip

    def with_commune(self, rank: int, *, to_yes: bool) -> Positions:
        """The same positions with one commune wholly for, or wholly against, its municipal council included."""
        votes = self.votes.copy()
        votes[:, rank] = 0
        votes[0 if to_yes else 1, rank] = self.seats[rank]
        others = {other: answer for other, answer in self.council_answers.items() if other != rank}
        return replace(self, votes=votes, council_answers=others)


Delegations = Iterable[int] | Mapping[int, int]
"""Communes by rank, whose whole delegation acts alike; or the number of seats that do, by rank."""


def positions_of(
    seats: Sequence[int],
    *,
    yes: Delegations = (),
    no: Delegations = (),
    abstain: Delegations = (),
    absent: Delegations = (),
    silent: Delegations = (),
    president: int | None = None,
    council_answers: Mapping[int, int] | None = None,
) -> Positions:
    """The positions of communes given by rank (from 0): whole delegations, or numbers of seats by rank.

    Args: `seats` integers >= 0 [N]; `yes`, `no`, `abstain`, `absent` and `silent` as the commune's delegation acts;
    communes named nowhere abstain; `president` and `council_answers` as in `Positions`.
    Raises UserError: a rank, an answer or a number of seats that cannot be, a delegation that acts twice, more votes
    than seats.

    Source: L.2121-20, as read in 2023.

    >>> positions_of([15, 7, 2], yes=[0], no={1: 4}).ballot().no
    4
    """
    problems = [message("{key} vaut {value} ; un nombre entier de sièges, 0 ou plus, est attendu.",
                        key=f"seats[{rank}]", value=str(count))
                for rank, count in enumerate(seats) if not is_whole(count)]  # fmt: skip
    answers = dict(council_answers or {})
    ranks = {"president": [] if president is None else [president], "council_answers": answers}
    problems += [_no_rank(key, rank, len(seats)) for key, values in ranks.items() for rank in values
                 if not is_whole(rank, 0, len(seats) - 1)]  # fmt: skip
    problems += [message("réponse de la commune {rank} : {value} ; 1 (oui), -1 (non) ou 0 (silence) est attendu.",
                         rank=str(rank), value=str(answer))
                 for rank, answer in answers.items() if not is_whole(answer, NO, YES)]  # fmt: skip
    by_stance = dict(zip(STANCES, (yes, no, abstain, absent, silent), strict=True))
    parts = [part for stance, delegations in by_stance.items() for part in _parts(stance, delegations, seats, problems)]
    if problems:
        raise UserError(*problems)
    held = np.array(seats, dtype=np.int64)
    return Positions(_votes(parts, held), held, None if president is None else int(president),
                     {int(rank): int(answer) for rank, answer in answers.items()})  # fmt: skip


def _parts(
    stance: str, delegations: Delegations, seats: Sequence[int], problems: list[Message]
) -> list[tuple[int, int, int | None]]:
    """The stance, commune and number of seats (None: all) of each part of a list; what cannot be: to `problems`."""
    counts = delegations if isinstance(delegations, Mapping) else dict.fromkeys(delegations)
    problems += [_no_rank(stance, rank, len(seats)) for rank in counts if not is_whole(rank, 0, len(seats) - 1)]
    problems += [message("{key} vaut {value} ; un nombre entier de voix, 1 ou plus, est attendu.",
                         key=f"{stance}[{rank}]", value=str(count))
                 for rank, count in counts.items() if count is not None and not is_whole(count, 1)]  # fmt: skip
    return [(STANCES.index(stance), int(rank), count)
            for rank, count in counts.items() if is_whole(rank, 0, len(seats) - 1)]  # fmt: skip


def _votes(parts: Iterable[tuple[int, int, int | None]], seats: np.ndarray) -> np.ndarray:
    """The seats of each stance in each commune, int64[5, N].

    Raises UserError: a delegation that acts twice, more votes than seats.
    """
    votes = np.zeros((len(STANCES), len(seats)), dtype=np.int64)
    whole, problems = set(), []
    for row, rank, count in parts:
        if rank in whole or (count is None and votes[:, rank].any()):
            problems.append(message("La commune {rank} est donnée deux fois ; pour partager sa délégation, donnez ses "
                                    "voix dans chaque position.", rank=rank))  # fmt: skip
        elif count is None:
            whole.add(rank)
        votes[row, rank] += seats[rank] if count is None else int(count)
    over = [] if problems else np.flatnonzero(votes.sum(axis=0) > seats)
    problems += [message("La commune {rank} a {seats} siège(s), et {count} voix données.", rank=int(rank),
                         seats=int(seats[rank]), count=int(votes[:, rank].sum())) for rank in over]  # fmt: skip
    if problems:
        raise UserError(*problems)
    return votes


def _no_rank(key: str, value: Any, n: int) -> Message:
    """A value that is no rank of a commune."""
    return message("{key} vaut {value} ; un rang de commune, de 0 à {last}, est attendu.",
                   key=key, value=str(value), last=n - 1)  # fmt: skip
