"""A negotiation on one dossier alone: the model's own rounds, one a month, with one operator (négociation isolée).

In a round the facilitator makes some visits, a draft is written, every party weighs it and answers, the text is
replaced or not, and money is shared out where the table allows it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, cast

import numpy as np

from negosim.compiled import Booleans, Floats, Integers, compiled
from negosim.errors import Message, UserError, message, quoted
from negosim.negotiation.commune.behaviour import surplus
from negosim.negotiation.conductor.beliefs import worst_off
from negosim.negotiation.guard import unknown_operator, unknown_voice
from negosim.negotiation.month.schedule import append_round, append_transfers
from negosim.negotiation.month.steps import LISTEN_ROWS, PREPARE, perform
from negosim.negotiation.state.arrays import State
from negosim.negotiation.state.moves import FIRST_DRAFT, OPERATORS, VISIT, VOICES
from negosim.negotiation.state.parameters import Behaviour
from negosim.negotiation.table import Table, table_state

__all__ = ["NegotiationResult", "negotiate"]

MOST_ROUNDS = 1_000_000


@dataclass(frozen=True, eq=False)
class NegotiationResult:
    """A finished negotiation of R rounds. Arrays of R + 1 rows hold the start in row 0, and round r in row r.

    `clauses` float64[R + 1, K], `items` bool[R + 1, Q] and `transfers` float64[R + 1, N] are the texts; `surplus`
    float64[R + 1, N] the true gain of each party over its reservation, in the table's unit. `speakers` int64[R]: the
    party that wrote the draft (-2 for the facilitator, -1 for nobody). `text_replaced` bool[R]: whether the draft
    became the text. `tolerates` and `prefers` bool[R, N]: whether each party could live with the draft (known only
    where answers are private), and whether it prefers the draft to the text. `state` is the final state.
    """

    clauses: np.ndarray
    items: np.ndarray
    transfers: np.ndarray
    surplus: np.ndarray
    speakers: np.ndarray
    text_replaced: np.ndarray
    tolerates: np.ndarray
    prefers: np.ndarray
    state: State

    @property
    def rounds(self) -> int:
        """Number of rounds R."""
        return len(self.speakers)

    @property
    def accepts(self) -> np.ndarray:
        """Whether each party can live with each text, bool[R + 1, N]."""
        return self.surplus >= -1e-9

    @property
    def is_agreement(self) -> bool:
        """Whether every party can live with the last text."""
        return bool(self.accepts[-1].all())

    @property
    def first_agreement(self) -> int | None:
        """First round after which every party can live with the text, 0 for the start; None without any."""
        rows = np.flatnonzero(self.accepts.all(axis=1))
        return int(rows[0]) if len(rows) else None

    @property
    def product(self) -> float:
        """Product of the parties' final surpluses, 0 without an agreement. Source: Nash 1950."""
        gains: Floats = np.maximum(self.surplus[-1], 0.0)
        return float(np.prod(gains))


@compiled
def hold_round(s: State, slot: int, visits: int) -> None:
    """Hold one round on dossier 0, the only one, after `visits` to the parties least likely to live with the text."""
    s.clock.month += 1
    s.clock.n_steps = 0
    perform(s, PREPARE, -1, 0)
    for _ in range(visits):
        worst = worst_off(s, 0)
        s.move_counts[VISIT, worst] = 1
        perform(s, LISTEN_ROWS, -1, 0)
        s.move_counts[VISIT, worst] = 0
    append_round(s, 0, slot)
    append_transfers(s, 0)
    for step in range(s.clock.n_steps):
        perform(s, s.steps[step, 0], 0, s.steps[step, 2])


@compiled
def record_text(s: State, row: int, clauses: Floats, items: Booleans, transfers: Floats, surpluses: Floats) -> None:
    """Copy the current text, and each party's surplus, into a row of the results."""
    for k in range(s.dossiers[0].clauses):
        clauses[row, k] = s.clauses[0, k].text
    for q in range(s.dossiers[0].items):
        items[row, q] = s.items[0, q].text
    for i in range(s.communes.shape[0]):
        transfers[row, i] = s.stakes[0, i].transfer
        surpluses[row, i] = surplus(s, 0, i)


@compiled
def hold_rounds(
    s: State,
    visits: float,
    clauses: Floats,
    items: Booleans,
    transfers: Floats,
    surpluses: Floats,
    speakers: Integers,
    text_replaced: Booleans,
    tolerates: Booleans,
    prefers: Booleans,
) -> None:
    """Hold the rounds, with `visits` in each on average; write the results into the other arguments."""
    record_text(s, 0, clauses, items, transfers, surpluses)
    for row in range(speakers.shape[0]):
        before = s.dossiers[0].text_changes
        hold_round(s, FIRST_DRAFT, int((row + 1) * visits + 1e-9) - int(row * visits + 1e-9))
        record_text(s, row + 1, clauses, items, transfers, surpluses)
        speakers[row] = s.dossiers[0].proposer
        text_replaced[row] = s.dossiers[0].text_changes > before
        for i in range(s.communes.shape[0]):
            tolerates[row, i] = s.stakes[0, i].tolerance >= 0.0
            prefers[row, i] = s.stakes[0, i].reaction >= 0.0


def negotiate(
    table: Table,
    operator: str = "joint",
    voice: str = "blind",
    *,
    rounds: int = 24,
    information: float = 0.5,
    visits: float = 0.0,
    acceptance: float = 0.5,
    trust: float = 1.0,
    seed: int = 0,
    constants: Behaviour | None = None,
) -> NegotiationResult:
    """Negotiate at a table for a number of `rounds`.

    `operator` (`moves.OPERATORS`) says who writes and how, `voice` (`moves.VOICES`) who answers and what replaces the
    text. `information`, 0 to 1, is the share of what parties want that the facilitator knows beforehand; `visits` the
    mean number of visits in a round, to the parties least likely to live with the text, each of which tells more.
    `acceptance`, 0 to 1, is the share of the parties that must accept in a private consultation; `trust`, 0 to 1, the
    trust in the facilitator and between parties: a party says what it thinks with probability .5 + .5 trust.
    `constants` are the model's (default values unless given). Raises UserError: it names every wrong argument.
    """
    if not isinstance(cast("Any", table), Table):
        raise UserError(message("« {value} » n'est pas une table ; une Table est attendue.", value=quoted(table)))
    if constants is not None and not isinstance(cast("Any", constants), Behaviour):
        raise UserError(message("constants vaut « {value} » ; un Behaviour est attendu.", value=quoted(constants)))
    problems = mistakes(operator, voice, rounds, information=information, acceptance=acceptance, trust=trust)
    problems += out_of_bounds("visits", visits, 0, len(table.weights))
    problems += out_of_bounds("seed", seed, 0, 2**64 - 1, is_whole=True)
    if problems:
        raise UserError(*problems)
    s = table_state(table, seed, rounds, information, trust, replace(Behaviour()) if constants is None else constants)
    s.move["operator"], s.move["voice"] = OPERATORS.index(operator), VOICES.index(voice)
    s.move["acceptance"] = acceptance
    n, k, q = table.shape
    texts = np.zeros((rounds + 1, k)), np.zeros((rounds + 1, q), np.bool_), np.zeros((rounds + 1, n))
    surpluses, speakers, text_replaced = (
        np.zeros((rounds + 1, n)),
        np.zeros(rounds, np.int64),
        np.zeros(rounds, np.bool_),
    )
    answers = np.zeros((rounds, n), np.bool_), np.zeros((rounds, n), np.bool_)
    hold_rounds(s, float(visits), *texts, surpluses, speakers, text_replaced, *answers)
    clauses, items, transfers = texts
    return NegotiationResult(
        clauses, items, transfers * table.unit, surpluses * table.unit, speakers, text_replaced, *answers, s
    )


def out_of_bounds(key: str, value: Any, low: float, high: float, *, is_whole: bool = False) -> list[Message]:
    """The sentence for a value that is no number, or no whole one, of [`low`, `high`]; an empty list for a good one."""
    text = quoted(value)
    kinds = (int, np.integer) if is_whole else (int, float, np.integer, np.floating)
    if isinstance(value, kinds) and not isinstance(value, bool) and low <= value <= high:
        return []
    if is_whole:
        return [message("{key} vaut « {value} » ; un entier de {low} à {high} est attendu.",
                        key=key, value=text, low=low, high=high)]  # fmt: skip
    return [message("{key} vaut « {value} » ; un nombre entre {low} et {high} est attendu.",
                    key=key, value=text, low=low, high=high)]  # fmt: skip


def mistakes(operator: Any, voice: Any, rounds: Any, **shares: Any) -> list[Message]:
    """What is wrong with the arguments of a negotiation; `shares` are those in [0, 1]."""
    problems: list[Message] = []
    if not isinstance(operator, str) or operator not in OPERATORS:
        problems.append(unknown_operator(operator))
    if not isinstance(voice, str) or voice not in VOICES:
        problems.append(unknown_voice(voice))
    problems += out_of_bounds("rounds", rounds, 1, MOST_ROUNDS, is_whole=True)
    return problems + [problem for key, value in shares.items() for problem in out_of_bounds(key, value, 0, 1)]
