"""Seventy-two months of mandate and twenty-four of follow-up: the only place where time moves (mandat).

A month is a list of steps, written from the calendar and from what the DGS pays for: this is the process overview of
the model. The loop performs each step for all rows in compiled code; the Mesa model performs the same steps through its
agents' methods. A mandate is `(setting, seed, actions)`: a person's action in a month replaces the strategy's move, so
that replaying, going back and branching are runs again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from negosim.compiled import compiled
from negosim.negotiation.conductor.view import View
from negosim.negotiation.guard import checked_actions, enter, enter_month, guarded
from negosim.negotiation.initial_state import initial_state
from negosim.negotiation.month.environment import close_month, open_month
from negosim.negotiation.month.schedule import schedule_month
from negosim.negotiation.month.steps import perform
from negosim.negotiation.state.arrays import FOLLOW_UP_MONTHS, MONTHS, State
from negosim.negotiation.state.moves import Move
from negosim.negotiation.state.setting import Setting

__all__ = ["OPENS_NEXT", "STAYS", "Mandate", "advance", "begin", "perform_month", "play_month", "run"]


@dataclass(frozen=True, eq=False)
class Mandate:
    """A finished mandate: its setting, seed and final `state`; `actions` are a person's moves, by month."""

    setting: Setting
    seed: int
    state: State
    actions: Mapping[int, Move] = field(default_factory=dict[int, Move])


OPENS_NEXT, STAYS = True, False
"""What a month does when it has been closed: it opens the next one, or stays as it ended, to be read."""


@compiled
def perform_month(s: State, opens_next: bool) -> None:
    """Perform every step of the month for all rows, close the month and, where `opens_next`, open the next one."""
    schedule_month(s)
    for step in range(s.clock.n_steps):
        perform(s, s.steps[step, 0], s.steps[step, 1], s.steps[step, 2])
    close_month(s)
    if opens_next:
        open_month(s)


def follow_up(s: State) -> None:
    """Play the months after the mandate: no meeting, no new dossier, decisions kept or broken."""
    for _ in range(FOLLOW_UP_MONTHS):
        perform_month(s, OPENS_NEXT)


def begin(setting: Setting, seed: int) -> State:
    """The state at the opening of April 2026, month 1."""
    s = initial_state(setting, seed)
    open_month(s)
    return s


def advance(s: State, move: Move, *, is_bound: bool = False) -> None:
    """Play one month with the DGS's `move`. Raises MoveError: as `guard.enter`."""
    enter(s, move, is_bound=is_bound)
    perform_month(s, OPENS_NEXT)


def play_month(s: State, setting: Setting, choose: Callable[[], Move], actions: Mapping[int, Move]) -> None:
    """Play one month with what a person chose for it in `actions`, else with what `choose` returns.

    Raises MoveError: as `guard.enter_month`.
    """
    enter_month(s, setting, choose, actions)
    perform_month(s, OPENS_NEXT)


def run(
    setting: Setting,
    seed: int,
    actions: Mapping[int, Move] | None = None,
    on_month: Callable[[int], None] | None = None,
) -> Mandate:
    """Play a whole mandate and its follow-up, and return it.

    `actions` replaces the strategy's move in some months, from 1 to 72. `on_month` is called with the number of each
    month after it has been played, for a progress line. Raises UserError: a month out of the mandate, a wrong shape of
    a dossier. Raises MoveError: as `guard.enter_month`.
    """
    actions = checked_actions(actions)
    s, strategy = begin(setting, seed), guarded(setting.strategy)
    view = View(s)
    for month in range(1, MONTHS + 1):
        play_month(s, setting, lambda: strategy.choose(view), actions)
        if on_month is not None:
            on_month(month)
    follow_up(s)
    return Mandate(setting, seed, s, actions)
