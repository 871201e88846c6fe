"""What the DGS may know when they choose the moves of a month: a read-only view without secrets (vue du DGS)."""

from __future__ import annotations

from typing import Any

import numpy as np

from negosim.compiled import Floats, Integers, compiled
from negosim.negotiation.state.arrays import State
from negosim.negotiation.state.dossier import PROJECTS
from negosim.negotiation.state.randomness import STRATEGY, uniform

__all__ = ["DICE_A_MONTH", "View"]

DICE_A_MONTH = 120
"""Number of uniform draws that a strategy may use in a month."""


class View:
    """Read-only view of a mandate: the calendar, what communes said and answered, and their attendance.

    By dossier and commune [D, N]: `stated` [D, N, K] positions, `reaction` to the last draft (true for yes), `present`
    at the last meeting, `headcount_yes` at the last headcount, `reason` of a no in the last diagnosis (codes of
    `commune.reasons.CAUSES`), `knowledge` the share of what it wants that the DGS knows. By commune [N]: `visits`,
    `invitations` and `attendances` (ordinary meetings), `area`, `population`, `seats`. By dossier [D]: `opens`,
    `deadline`, `has_items`, `has_projects` (which partners may pay for), `pools` (whether services are pooled),
    `recurrent`, `linked_dossier` (the other half of a package, -1 for none). `hours` is what the strategy may spend
    this month. Ideals, saliences, benefits, reservations, trust and engagement are not here.
    """

    def __init__(self, s: State) -> None:
        self.__s = s
        clock: Any = np.frombuffer(s.clock.data, s.clock.dtype)  # follows the clock, cannot be written
        self.__month, self.__open = clock["month"], clock["open_dossiers"]
        self.__docket = s.docket
        self.__seed = int(s.clock["seed_low"]), int(s.clock["seed_high"])
        self.__keys = np.ascontiguousarray(s.communes["key"])
        self.__equal = np.zeros(len(s.communes))
        self.__reaction = read_only(np.asarray(s.stakes["reaction"]))
        self.n = len(s.communes)
        self.stated = read_only(s.opinions["stated"])
        self.present = read_only(s.stakes["present"])
        self.headcount_yes = read_only(s.stakes["headcount_yes"])
        self.reason = read_only(s.stakes["reason"])
        self.knowledge = read_only(s.stakes["dgs_information"])
        self.visits, self.invitations = read_only(s.communes["visits"]), read_only(s.communes["invitations"])
        self.attendances = read_only(s.communes["attendances"])
        self.area = read_only(s.communes["area"])
        self.population = read_only(s.communes["population"])
        self.seats = read_only(s.communes["seats"])
        self.opens, self.deadline = s.dossiers["opens"].tolist(), s.dossiers["deadline"].tolist()
        self.has_items = (s.dossiers["items"] > 0).tolist()
        self.has_projects = ((s.dossiers["items"] > 0) & (s.dossiers["item_kind"] == PROJECTS)).tolist()
        self.pools = (s.dossiers["saving"] > 0).tolist()
        self.recurrent = s.dossiers["recurrent"].tolist()
        self.linked_dossier = read_only(s.dossiers["linked_dossier"])
        self.n_areas = int(self.area.max()) + 1
        self.president_commune = int(s.council["president_commune"])
        self.hours = float(s.p["hours"])

    @property
    def month(self) -> int:
        """The current month, 1 for April 2026."""
        return self.__month.item()

    @property
    def open_dossiers(self) -> list[int]:
        """Indices of the dossiers that are negotiated, the nearest deadline first; an empty list in some months."""
        return self.__docket[: self.__open.item()].tolist()

    @property
    def reaction(self) -> np.ndarray:
        """Answers to the last draft [D, N], true for yes; the margin stays private."""
        return self.__reaction >= 0.0

    @property
    def dice(self) -> np.ndarray:
        """Uniform draws for the strategy's use this month [DICE_A_MONTH], the same under every strategy."""
        return draw_dice(*self.__seed, self.month, NUMBERS)

    @property
    def fair_order(self) -> np.ndarray:
        """The communes [N] in a random order of the month, the same under every strategy."""
        return fair_order(*self.__seed, self.month, self.__keys, self.__equal)

    def fewest_first(self, values: np.ndarray) -> list[int]:
        """The communes by increasing `values` [N]; equals in the random order of the month.

        Raises ValueError: a value is nan, such as a mean over no dossier.
        """
        if np.isnan(values).any():
            raise ValueError("fewest_first: a value is nan")
        return fair_order(*self.__seed, self.month, self.__keys, values).tolist()

    def with_hours(self, hours: float) -> View:
        """The same view, with other `hours` to spend."""
        other = object.__new__(View)
        other.__dict__.update(self.__dict__)
        other.hours = hours
        return other


NUMBERS = np.arange(DICE_A_MONTH)


@compiled
def draw_dice(seed_low: int, seed_high: int, month: int, keys: Integers) -> Floats:
    """One uniform draw of the DGS's for each of `keys`, in a month."""
    draws = np.zeros(keys.shape[0])
    for number in range(keys.shape[0]):
        draws[number] = uniform(seed_low, seed_high, STRATEGY, month, 0, keys[number])
    return draws


@compiled
def fair_order(seed_low: int, seed_high: int, month: int, keys: Integers, values: Floats) -> Integers:
    """Indices by increasing `values` [N]; equals in the order of a draw of the month for each of `keys`."""
    n = keys.shape[0]
    draws = np.zeros(n)
    order = np.zeros(n, np.int64)
    for i in range(n):
        draws[i] = uniform(seed_low, seed_high, STRATEGY, -month, 0, keys[i])
        position = i
        while position > 0:
            before = order[position - 1]
            if values[before] < values[i] or (values[before] == values[i] and draws[before] <= draws[i]):
                break
            order[position] = before
            position -= 1
        order[position] = i
    return order


def read_only(array: np.ndarray) -> np.ndarray:
    """A view of `array` that cannot be written to, nor made writable again."""
    own: Any = np.asarray(array)  # a buffer, which the annotations of NumPy do not say before Python 3.12
    return np.asarray(memoryview(own).toreadonly())
