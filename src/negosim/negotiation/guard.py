"""What the DGS may do in a month, checked once for every caller (contrôle des actions).

`play`, sweeps, the EMA Workbench and the Mesa model all enter their moves here. A move comes from a strategy or from a
person; a fault is named with its month, its limit and the alternatives.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from typing import Any, cast

import numpy as np

from negosim.compiled import Floats, Integers, compiled
from negosim.errors import Message, UserError, message, quoted
from negosim.negotiation.conductor.view import View
from negosim.negotiation.state.arrays import MONTHS, State
from negosim.negotiation.state.moves import (
    BEST_TRUE,
    BY_AREA,
    BY_COMMUNE,
    BY_DOSSIER,
    CODES,
    DECREE,
    MOVES,
    OPERATORS,
    VOICES,
    Action,
    Move,
)  # fmt: skip
from negosim.negotiation.state.setting import Setting
from negosim.plugins import error_text, is_foreign, line_in, loaded_plugins

__all__ = [
    "GuardedStrategy",
    "MoveError",
    "checked_actions",
    "enter",
    "enter_month",
    "guarded",
    "unknown_operator",
    "unknown_voice",
]

LEAST_ACCEPTANCE = 0.5
LARGEST_CODE = 2**31 - 1
TARGETS_AND_LIMITS = np.array([[kind.target for kind in MOVES], [kind.limit for kind in MOVES]])
PRICES = np.array([float(kind.hours) for kind in MOVES])
N_OPERATORS, N_VOICES = len(OPERATORS), len(VOICES)

(
    NO_FAULT, NO_TARGET, CLOSED_DOSSIER, TOO_OFTEN, TOO_MANY_HOURS, NO_OPERATOR, NO_VOICE, NO_ACCEPTANCE, BOUND_ONLY,
) = range(9)  # fmt: skip
"""What may be wrong with a move whose actions are named as in the price list."""


class MoveError(UserError):
    """A move that the rules of the month do not allow."""


@compiled
def count_targets(s: State, target: int) -> int:
    """Number of targets of a sort: dossiers, communes, living areas, or 1 for the whole month."""
    if target == BY_DOSSIER:
        return s.dossiers.shape[0]
    if target == BY_COMMUNE:
        return s.communes.shape[0]
    return s.council.n_areas if target == BY_AREA else 1


@compiled
def is_negotiated_now(s: State, d: int) -> bool:
    """Whether dossier d is negotiated this month."""
    for rank in range(s.clock.open_dossiers):
        if s.docket[rank] == d:
            return True
    return False


@compiled
def fault_of_action(s: State, number: int, requests: Integers, rules: Integers) -> int:
    """What is wrong with action `number` of a move, a code listed above; `requests` and `rules` as in `fault_of`."""
    code, target, times = requests[number, 0], requests[number, 1], 1
    if target < 0 or target >= count_targets(s, rules[0, code]):
        return NO_TARGET
    if rules[0, code] == BY_DOSSIER and not is_negotiated_now(s, target):
        return CLOSED_DOSSIER
    for other in range(number):
        times += requests[other, 0] == code and requests[other, 1] == target
    return TOO_OFTEN if times > rules[1, code] else NO_FAULT


@compiled
def fault_of(
    s: State,
    requests: Integers,
    rules: Integers,
    prices: Floats,
    operator: int,
    voice: int,
    meeting: int,
    acceptance: float,
    is_bound: bool,
) -> tuple[int, int, float]:
    """The fault of a move, the number of the action that has it (-1 for none), and the hours that the move costs.

    `requests` int64[A, 2] holds a code of the price list and a target for each action; `rules` int64[2, M] the sort of
    target of each move and its monthly limit for one target; `prices` float64[M] hours. `is_bound`: whether to allow
    what only a bound may do.
    """
    hours = 0.0
    for number in range(requests.shape[0]):
        fault = fault_of_action(s, number, requests, rules)
        if fault != NO_FAULT:
            return fault, number, hours
        hours += float(prices[requests[number, 0]])
    fault = NO_FAULT
    if hours > s.p.hours + 1e-9:
        fault = TOO_MANY_HOURS
    elif operator < 0 or operator >= N_OPERATORS:
        fault = NO_OPERATOR
    elif voice < 0 or voice >= N_VOICES or meeting < 0 or meeting >= N_VOICES:
        fault = NO_VOICE
    elif not LEAST_ACCEPTANCE <= acceptance <= 1.0:
        fault = NO_ACCEPTANCE
    elif not is_bound and (operator == BEST_TRUE or DECREE in (voice, meeting)):
        fault = BOUND_ONLY
    return fault, -1, hours


@compiled
def write_move(
    s: State,
    requests: Integers,
    rules: Integers,
    prices: Floats,
    operator: int,
    voice: int,
    meeting: int,
    acceptance: float,
    is_bound: bool,
) -> tuple[int, int, float]:
    """Write how often each move is made this month and its hours, or nothing where the move has a fault.

    Arguments and results are those of `fault_of`.
    """
    fault, number, hours = fault_of(s, requests, rules, prices, operator, voice, meeting, acceptance, is_bound)
    if fault != NO_FAULT:
        return fault, number, hours
    s.move_counts[:] = 0
    hours_by_move = s.hours[s.clock.month - 1]
    hours_by_move[:] = 0.0
    for row in range(requests.shape[0]):
        s.move_counts[requests[row, 0], requests[row, 1]] += 1
        hours_by_move[requests[row, 0]] += prices[requests[row, 0]]
    move = s.move
    move.operator, move.voice, move.meeting, move.acceptance = operator, voice, meeting, acceptance
    return fault, number, hours


def problem_of_entry(s: State, move: Any, *, is_bound: bool) -> Message | None:
    """Write a move into the state and return None, or write nothing and return what is wrong with the move."""
    if not isinstance(move, Move) or not isinstance(cast("Any", move.actions), tuple | list):
        text = quoted(cast("Any", move), as_code=True)
        return message("« {move} » ne se lit pas ; un Move d'Action(nom, cible) est attendu.", move=text)
    requests = np.zeros((len(move.actions), 2), np.int64)
    for number, action in enumerate(move.actions):
        problem = problem_of_form(action)
        if problem is not None:
            return problem
        requests[number] = CODES[action[0]], code_in_range(action[1])
    acceptance: Any = move.acceptance
    is_number = isinstance(acceptance, int | float | np.integer | np.floating) and not isinstance(acceptance, bool)
    if not is_number or abs(cast("float", acceptance)) > LARGEST_CODE:
        return message("acceptance vaut « {value} » ; un nombre entre {low} et {high} est attendu.",
                       value=quoted(cast("Any", acceptance)), low=LEAST_ACCEPTANCE, high=1)  # fmt: skip
    operator, voice, meeting = (code_in_range(choice) for choice in (move.operator, move.voice, move.meeting))
    share = float(cast("float", acceptance))
    fault, number, hours = write_move(
        s, requests, TARGETS_AND_LIMITS, PRICES, operator, voice, meeting, share, is_bound
    )
    return None if fault == NO_FAULT else problem_of_fault(s, move, fault, number, hours)


def code_in_range(value: Any) -> int:
    """A whole number that compiled code can take; -1, which is no code and no target, for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | np.integer):
        return -1
    number = int(cast("int", value))
    return number if 0 <= number <= LARGEST_CODE else -1


def problem_of_form(action: Any) -> Message | None:
    """What is wrong with the form of an action, or None: no pair, an unknown name, a target that is no whole number."""
    if not isinstance(action, tuple) or len(cast("tuple[Any, ...]", action)) != 2:
        return message(
            "« {action} » ne se lit pas ; Action(nom, cible) est attendu.",
            action=quoted(cast("Any", action), as_code=True),
        )
    kind, target = cast("tuple[Any, Any]", action)
    if not isinstance(kind, str) or kind not in CODES:
        near = difflib.get_close_matches(str(kind), CODES, n=1)
        return message("action « {kind} » inconnue ; actions : {kinds}{hint}",
                       kind=quoted(kind), kinds=", ".join(CODES), hint=f" → {near[0]} ?" if near else "")  # fmt: skip
    if isinstance(target, bool) or not isinstance(target, int | np.integer):
        return message("action « {kind} » sur « {target} » ; une cible est un nombre entier.",
                       kind=kind, target=quoted(target))  # fmt: skip
    return None


def problem_of_fault(s: State, move: Move, fault: int, number: int, hours: float) -> Message:
    """The sentence for a fault, with its limit and the alternatives."""
    if number >= 0:
        return problem_of_action(s, Action(*move.actions[number]), move, fault)
    if fault == TOO_MANY_HOURS:
        return message("{spent} heures dépensées ; {hours} au plus.", spent=hours, hours=float(s.p["hours"]))
    if fault == NO_OPERATOR:
        return unknown_operator(move.operator)
    if fault == NO_VOICE:
        voices = (move.voice, move.meeting)
        return unknown_voice(next(voice for voice in voices if code_in_range(voice) not in range(N_VOICES)))
    if fault == NO_ACCEPTANCE:
        return message("acceptance vaut {value} ; bornes permises : de {low} à {high}.",
                       value=move.acceptance, low=LEAST_ACCEPTANCE, high=1)  # fmt: skip
    return message("les opérateurs {operators} et la voix DECREE lisent les gains ou passent outre aux réponses : ils "
                   "sont réservés aux bornes.", operators=[OPERATORS[BEST_TRUE]])  # fmt: skip


def unknown_operator(value: Any) -> Message:
    """The sentence for an operator that does not exist."""
    return message("opérateur « {value} » inconnu ; opérateurs : {options}.",
                   value=quoted(value), options=", ".join(OPERATORS))  # fmt: skip


def unknown_voice(value: Any) -> Message:
    """The sentence for a voice that does not exist."""
    return message("voix « {value} » inconnue ; voix : {options}.", value=quoted(value), options=", ".join(VOICES))


def problem_of_action(s: State, action: Action, move: Move, fault: int) -> Message:
    """The sentence for the fault of one action, with the targets or the number that are allowed."""
    entry = MOVES[CODES[action.kind]]
    if fault == NO_TARGET:
        return message("action « {kind} » sur « {target} » ; une cible de 0 à {last} est attendue.",
                       kind=action.kind, target=quoted(action.target),
                       last=count_targets(s, entry.target) - 1)  # fmt: skip
    if fault == CLOSED_DOSSIER:
        negotiated = sorted(s.docket[: int(s.clock.open_dossiers)].tolist())
        return message("action « {kind} » sur le dossier {target}, qui n'est pas négocié ce mois-ci ; dossiers "
                       "négociés : {dossiers}.", kind=action.kind, target=quoted(action.target),
                       dossiers=negotiated or message("aucun"))  # fmt: skip
    count = sum(Action(*other) == action for other in move.actions)
    return message("action « {kind} » {count} fois sur la cible {target} ; {limit} par mois au plus.",
                   kind=action.kind, count=count, target=quoted(action.target), limit=entry.limit)  # fmt: skip


def enter(s: State, move: Move, *, is_bound: bool = False) -> None:
    """Write a move into the state: how often each move is made this month, and the hours that it costs.

    `is_bound`: whether the move is that of a bound, a benchmark that may read gains and override answers. Raises
    MoveError: an action whose name is not in the price list, whose target does not exist or is not negotiated, or that
    is repeated too often; more hours than the month has; an unknown operator or voice; an acceptance out of bounds.
    """
    problem = problem_of_entry(s, move, is_bound=is_bound)
    if problem is not None:
        raise MoveError(message("mois {month} : {problem}", month=int(s.clock["month"]), problem=problem))


def enter_month(s: State, setting: Setting, choose: Callable[[], Move], actions: Mapping[int, Move]) -> None:
    """Write this month's move into the state: that of a person in `actions`, by month, else what `choose` returns.

    Raises MoveError: as `enter`; the message names the strategy or the person's actions, and the month.
    """
    month = int(s.clock["month"])
    by_hand = month in actions
    move = actions[month] if by_hand else choose()
    is_bound = not by_hand and bool(getattr(own_strategy(setting.strategy), "is_bound", False))
    problem = problem_of_entry(s, move, is_bound=is_bound)
    if problem is not None:
        problem_of_month = message("Actions du mois {month} : {problem}", month=month, problem=problem)
        raise MoveError(problem_of_month if by_hand else fault_of_strategy(setting.strategy, month, problem))


def checked_actions(actions: Any) -> dict[int, Move]:
    """A person's `actions` by month, empty for None. Raises UserError: no mapping, or a month out of the mandate."""
    if actions is None:
        return {}
    if not isinstance(actions, Mapping):
        raise UserError(message("actions vaut « {value} » ; un dictionnaire de Move par mois est attendu.",
                                value=quoted(actions)))  # fmt: skip
    by_month = dict(cast("Mapping[int, Move]", actions))
    wrong = [month for month in by_month if isinstance(month, bool) or month not in range(1, MONTHS + 1)]
    if wrong:
        raise UserError(message("actions : mois {months} ; des mois de 1 à {last} sont attendus.",
                                months=", ".join(map(quoted, wrong)), last=MONTHS))  # fmt: skip
    return by_month


def own_strategy(strategy: Any) -> Any:
    """The strategy itself, without the plans of levers that may surround it."""
    return getattr(strategy, "strategy", strategy)


def guarded(strategy: Any) -> Any:
    """The strategy itself, or a `GuardedStrategy` where it was written outside the package."""
    return GuardedStrategy(strategy) if is_foreign(own_strategy(strategy)) else strategy


class GuardedStrategy:
    """A strategy from outside the package, whose own errors are reported with their month and line.

    An error of a strategy of the package is a defect, and keeps its traceback.
    """

    def __init__(self, strategy: Any) -> None:
        self.strategy = strategy

    def choose(self, view: View) -> Any:
        """What the strategy chooses. Raises UserError: it fails, or two calls on the same view choose differently."""
        move = self._choice(view)
        if view.month == 1 and isinstance(move, Move) and not is_same(move, self._choice(view)):
            problem = message("deux appels de choose sur la même vue ont donné deux actions différentes ; le hasard se "
                              "tire dans view.dice.")  # fmt: skip
            raise UserError(fault_of_strategy(self.strategy, view.month, problem))
        return move

    def _choice(self, view: View) -> Any:
        """What the strategy chooses. Raises UserError: it fails."""
        month = view.month
        try:
            return self.strategy.choose(view)
        except Exception as error:
            raise UserError(fault_of_strategy(self.strategy, month, error_of_strategy(error))) from error


def is_same(move: Move, other: Any) -> bool:
    """Whether two results of a strategy are alike, whatever their fields hold: arrays and nan are compared as text."""
    try:
        return repr(move) == repr(other)
    except Exception:  # noqa: BLE001 -- what has no text is named when it is entered
        return True


def fault_of_strategy(strategy: Any, month: int, problem: Message | str) -> Message:
    """The sentence for a fault of a strategy in one month."""
    return message("Stratégie « {name} », mois {month} : {problem}", name=strategy.name, month=month, problem=problem)


def error_of_strategy(error: Exception) -> Message | str:
    """The text of a Python error inside a strategy, with the file and the line where it is the user's."""
    for plugin in loaded_plugins():
        if line := line_in(error, plugin.source):
            return message("{error} (« {file} », ligne {line})",
                           error=error_text(error), file=plugin.source, line=str(line))  # fmt: skip
    return error_text(error)
