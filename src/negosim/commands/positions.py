"""What each commune does in a vote that is tried: its delegation in the council, and its municipal council.

    --yes Bonneville=10,Marignier --no Bonneville=5 --absent Brizon

A name alone is the whole delegation and the answer of the municipal council. A number is a part of the
delegation: the municipal council then answers as most of it does. Communes named nowhere abstain and stay silent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from negosim.commands.commune_names import UnknownCommuneError, rank_of, separated
from negosim.commands.selected import SelectedTerritory
from negosim.errors import Message, UserError, message
from negosim.law.decisions import Ballot
from negosim.law.silence import NO, SILENT, YES

__all__ = ["OTHERS", "STANCES", "Positions", "read_positions", "with_councils"]

STANCES = ("yes", "no", "abstain", "absent", "silent")
ANSWERS = {"yes": YES, "no": NO}
OTHERS = ("others", "autres")
MOST_DIGITS = 6


@dataclass(frozen=True)
class Positions:
    """The seats of each stance (rows of `STANCES`) in each commune, int64[5, N], and who was named.

    `abstain` and `silent` both leave a delegation out of the votes cast; `president` is a rank, or None.
    """

    held: np.ndarray
    seats: np.ndarray
    named: np.ndarray
    president: int | None = None
    councils: Mapping[int, int] = field(default_factory=dict)
    """The ranks of the municipal councils that do not follow their delegation, and what they answer."""

    @property
    def sides(self) -> np.ndarray:
        """How most of each delegation votes, int8[N]: YES, NO or SILENT."""
        return np.sign(self.held[0] - self.held[1]).astype(np.int8)

    @property
    def answers(self) -> np.ndarray:
        """What each municipal council answers, int8[N]: YES, NO or SILENT, as its delegation unless told otherwise."""
        answers = self.sides
        for rank, answer in self.councils.items():
            answers[rank] = answer
        return answers

    def ballot(self, *, secret: bool, reconvened: bool) -> Ballot:
        """The vote of the community council."""
        yes, no, _, absent, _ = (int(row.sum()) for row in self.held)
        members = int(self.seats.sum())
        present = members - absent
        chair = self.president is not None and bool(self.sides[self.president] == YES)
        return Ballot(yes, no, present - yes - no, present, members, chair, secret=secret, reconvened=reconvened)

    def changed(self, rank: int, *, to_yes: bool) -> Positions:
        """The same with one commune wholly for, or wholly against."""
        held = self.held.copy()
        held[:, rank] = 0
        held[0 if to_yes else 1, rank] = self.seats[rank]
        return replace(self, held=held, councils={i: said for i, said in self.councils.items() if i != rank})


def read_positions(
    given: Mapping[str, Sequence[Sequence[str]]], presidents: Sequence[str], selected: SelectedTerritory
) -> Positions:
    """The positions of a command line, by stance. `UserError` names every commune that cannot be."""
    seats = np.array(selected.ordinary.seats, dtype=np.int64)
    held = np.zeros((len(STANCES), len(seats)), dtype=np.int64)
    problems: list[Message] = []
    whole: dict[int, str] = {}
    rest: list[str] = []
    for row, stance in enumerate(STANCES):
        for text in separated(given[stance], selected):
            if text.casefold() in OTHERS:
                rest.append(stance)
                continue
            try:
                rank, count = _entry(text, seats, selected)
                _add(held, whole, (row, rank, count), seats, selected)
            except UserError as error:
                problems += error.problems
    problems += _over(held, whole, seats, selected) + _others(held, rest, seats)
    chair = _president(presidents, selected, problems)
    if problems:
        raise UserError(*problems)
    named = held.sum(axis=0) > 0
    return Positions(held, seats, named, chair)


def with_councils(
    tried: Positions, given: Mapping[str, Sequence[Sequence[str]]], selected: SelectedTerritory
) -> Positions:
    """The same with the municipal councils that answer otherwise, by stance: yes, no or silent.

    `UserError` names the communes that are unknown, or named twice.
    """
    councils: dict[int, int] = {}
    problems: list[Message] = []
    for stance, lists in given.items():
        for text in separated(lists, selected):
            try:
                rank = rank_of(text, selected)
            except UnknownCommuneError as error:
                problems += error.problems
                continue
            if rank in councils:
                problems.append(
                    message("Le conseil municipal de {name} est nommé deux fois.", name=selected.names[rank])
                )
            councils[rank] = ANSWERS.get(stance, SILENT)
    if problems:
        raise UserError(*problems)
    return replace(tried, councils=councils)


def _entry(text: str, seats: np.ndarray, selected: SelectedTerritory) -> tuple[int, int | None]:
    """The commune of `name` or `name=seats`, and that number."""
    name, equals, count = text.partition("=")
    rank = rank_of(name.strip(), selected)
    if not equals:
        return rank, None
    digits = count.strip()
    if not (digits.isascii() and digits.isdecimal() and digits.strip("0") and len(digits) <= MOST_DIGITS):
        raise UserError(
            message("{name} : « {count} » voix ; un nombre entier, de 1 à {most}, est attendu.",
                    name=selected.names[rank], count=count, most=int(seats[rank]))
        )  # fmt: skip
    return rank, int(digits)


def _add(
    held: np.ndarray,
    whole: dict[int, str],
    entry: tuple[int, int, int | None],
    seats: np.ndarray,
    selected: SelectedTerritory,
) -> None:
    """Note what one commune does; a commune in two lists needs a number of seats in each."""
    row, rank, count = entry
    before = whole.get(rank) or next((STANCES[other] for other in np.flatnonzero(held[:, rank])), None)
    if before and (count is None or rank in whole or held[row, rank]):
        raise UserError(
            message(
                "{name} est nommée deux fois : --{first} et --{second}. Pour partager sa délégation, donnez ses "
                "voix dans chaque liste ({name}=1).",
                name=selected.names[rank], first=before, second=STANCES[row],
            )
        )  # fmt: skip
    if count is None:
        whole[rank] = STANCES[row]
    held[row, rank] = int(seats[rank]) if count is None else count


def _over(held: np.ndarray, whole: Mapping[int, str], seats: np.ndarray, selected: SelectedTerritory) -> list[Message]:
    """The communes given more votes than they have seats."""
    return [
        message("{name} : {count} voix données, mais {seats} siège(s).",
                name=selected.names[rank], count=int(held[:, rank].sum()), seats=int(seats[rank]))
        for rank in range(len(seats))
        if rank not in whole and held[:, rank].sum() > seats[rank]
    ]  # fmt: skip


def _others(held: np.ndarray, rest: Sequence[str], seats: np.ndarray) -> list[Message]:
    """Give the communes not named elsewhere to the list that holds « others »; two such lists are refused."""
    if len(rest) > 1:
        lists = ", ".join(f"--{stance}" for stance in rest)
        return [message("« others » (autres) ne peut être que dans une liste : {lists}.", lists=lists)]
    if rest:
        free = held.sum(axis=0) == 0
        held[STANCES.index(rest[0]), free] = seats[free]
    return []


def _president(presidents: Sequence[str], selected: SelectedTerritory, problems: list[Message]) -> int | None:
    """The commune of the president, that of the user's file by default; more than one is refused by name."""
    if not presidents:
        return selected.territory.president
    ranks = []
    for text in presidents:
        try:
            ranks.append(rank_of(text, selected))
        except UnknownCommuneError as error:
            problems += error.problems
    if len(presidents) > 1:
        problems.append(message("Un seul président est attendu ; reçu : {names}.", names=", ".join(presidents)))
    return ranks[0] if ranks else None
