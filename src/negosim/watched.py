"""A strategy from outside the package, watched while it plays: its faults are named, with the month.

The package's own strategies are not watched: a fault of theirs is a defect and keeps its traceback.
"""

from __future__ import annotations

import dataclasses
import difflib
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from negosim.errors import Message, UserError, message
from negosim.negotiation import mandate as core
from negosim.negotiation.conductor.view import View
from negosim.negotiation.mandate import Mandate
from negosim.negotiation.state.moves import (
    BEST_TRUE,
    BY_AREA,
    BY_COMMUNE,
    CODES,
    DECREE,
    MOVES,
    ONCE,
    OPERATORS,
    VOICES,
    Move,
    MoveError,
)  # fmt: skip
from negosim.negotiation.state.setting import Setting
from negosim.plugins import line_in, loaded_plugins, said_of
from negosim.shapes import check_shapes

__all__ = ["is_foreign", "play"]

SLACK = 1e-9
RESERVED = (BEST_TRUE,)
LEAST_ACCEPTANCE = 0.5


def is_foreign(strategy: Any) -> bool:
    """Whether a strategy was written outside the package."""
    own = getattr(strategy, "strategy", strategy)  # beside the programmes of the levers
    return type(own).__module__.partition(".")[0] != "negosim"


def play(
    setting: Setting,
    seed: int,
    actions: Mapping[int, Move] | None = None,
    on_month: Callable[[int], None] | None = None,
) -> Mandate:
    """Play a whole mandate as `mandate.run` does; `UserError` names the month and the fault of a foreign strategy.

    Kinds of dossier from outside the package are looked at before the first month.
    """
    check_shapes(setting)
    if not is_foreign(setting.strategy):
        return core.run(setting, seed, actions, on_month)
    played = 0

    def count(month: int) -> None:
        nonlocal played
        played = month
        if on_month is not None:
            on_month(month)

    try:
        done = core.run(dataclasses.replace(setting, strategy=GuardedStrategy(setting)), seed, actions, count)
    except MoveError as error:
        if played + 1 in (actions or {}):
            raise
        raise UserError(fault(setting, played + 1, said_of(error))) from error
    return dataclasses.replace(done, setting=setting)


class GuardedStrategy:
    """The strategy of `setting`, with every move looked at before it is played."""

    def __init__(self, setting: Setting) -> None:
        self.setting, self.hours = setting, float(setting.context.hours)

    def choose(self, view: View) -> Move:
        """The move of the strategy; `UserError` where there is none, or none that the rules allow."""
        move = self.asked(view)
        if view.month == 1 and self.asked(view) != move:
            problem = message("deux appels de choose sur la même vue ont donné deux actions différentes ; le hasard se "
                              "tire dans view.dice.")  # fmt: skip
            raise UserError(fault(self.setting, view.month, problem))
        return move

    def asked(self, view: View) -> Move:
        """What the strategy answers, looked at."""
        month = view.month
        try:
            move = self.setting.strategy.choose(view)
        except Exception as error:
            raise UserError(fault(self.setting, month, raised(error))) from error
        try:
            problem = fault_of(move, view, self.hours)
        except (TypeError, ValueError, AttributeError):
            problem = message("« {move} » ne se lit pas ; un Move d'Action(nom, cible) est attendu.", move=repr(move))
        if problem is None and is_bound(move) and not getattr(self.setting.strategy, "is_bound", False):
            problem = message("les opérateurs {operators} et la voix DECREE lisent les gains ou passent outre aux "
                              "réponses : ils sont réservés aux bornes.",
                              operators=[OPERATORS[code] for code in RESERVED])  # fmt: skip
        if problem is not None:
            raise UserError(fault(self.setting, month, problem))
        return move

    def __getattr__(self, name: str) -> Any:
        """Whatever else is asked of the strategy."""
        return getattr(self.setting.strategy, name)


def fault(setting: Setting, month: int, problem: Message | str) -> Message:
    """A fault of the strategy in one month."""
    return message("Stratégie « {name} », mois {month} : {problem}",
                   name=setting.strategy.name, month=month, problem=problem)  # fmt: skip


def raised(error: Exception) -> Message | str:
    """An error of Python's inside the strategy, with its place in the user's file."""
    for plugin in loaded_plugins():
        if line := line_in(error, plugin.source):
            return message("{error} (« {file} », ligne {line})",
                           error=said_of(error), file=plugin.source, line=str(line))  # fmt: skip
    return said_of(error)


def is_bound(move: Move) -> bool:
    """Whether a move does what only a bound may do."""
    return move.operator in RESERVED or DECREE in (move.voice, move.meeting)


def fault_of(move: Any, view: View, hours: float) -> Message | None:
    """What the rules of the month do not allow in a move, or None."""
    if not isinstance(move, Move):
        return message("choose a renvoyé « {value} » ; un Move est attendu.", value=repr(move))
    if not isinstance(move.actions, tuple | list):
        raise TypeError
    sizes = {BY_COMMUNE: view.n, BY_AREA: view.n_areas, ONCE: 1}
    times = Counter((str(kind), target) for kind, target in move.actions)
    for (kind, target), count in times.items():
        if kind not in CODES:
            near = difflib.get_close_matches(kind, CODES, n=1)
            return message("action « {kind} » inconnue ; actions : {kinds}{hint}",
                           kind=kind, kinds=", ".join(CODES), hint=f" → {near[0]} ?" if near else "")  # fmt: skip
        entry = MOVES[CODES[kind]]
        size = sizes.get(entry.target, len(view.deadline))
        if isinstance(target, bool) or int(target) != target or not 0 <= target < size:
            return message("action « {kind} » sur « {target} » ; une cible de 0 à {last} est attendue.",
                           kind=kind, target=str(target), last=size - 1)  # fmt: skip
        if count > entry.limit:
            return message("action « {kind} » {count} fois sur la cible {target} ; {limit} par mois au plus.",
                           kind=kind, count=count, target=str(target), limit=entry.limit)  # fmt: skip
    return fault_of_rounds(move) or fault_of_hours(move, hours)


def fault_of_rounds(move: Move) -> Message | None:
    """What is wrong with the operator, the voice and the acceptance of a move, or None."""
    if move.operator not in range(len(OPERATORS)):
        return message("opérateur « {value} » inconnu ; opérateurs : {options}.",
                       value=str(move.operator), options=", ".join(OPERATORS))  # fmt: skip
    for voice in (move.voice, move.meeting):
        if voice not in range(len(VOICES)):
            return message("voix « {value} » inconnue ; voix : {options}.", value=str(voice), options=", ".join(VOICES))
    if not LEAST_ACCEPTANCE <= move.acceptance <= 1:
        return message("acceptance vaut {value} ; bornes permises : de {low} à {high}.",
                       value=move.acceptance, low=LEAST_ACCEPTANCE, high=1)  # fmt: skip
    return None


def fault_of_hours(move: Move, hours: float) -> Message | None:
    """What is wrong with the hours of a move, or None."""
    if move.hours > hours + SLACK:
        return message("{spent} heures dépensées ; {hours} au plus.", spent=move.hours, hours=hours)
    return None
