"""What the DGS may know when he decides his month: a frozen view without the communes' secrets (vue du DGS)."""

from __future__ import annotations

import numpy as np

from negosim.compiled import compiled
from negosim.negotiation.dossier import OPEN
from negosim.negotiation.noise import STRATEGY, uniform
from negosim.negotiation.state import State

__all__ = ["DICE", "View"]

DICE = 120
"""Draws a month for a strategy's own use."""


class View:
    """Read-only sight of a mandate: the calendar, what was said and answered, and who came.

    Shapes: `stated` [D, N, K] positions stated, `reaction` [D, N] answers to the last draft (true for yes),
    `present` [D, N] at the last meeting, `headcount` [D, N], `visits` [N], `area` [N], `population` [N],
    `seats` [N], `knowledge` [D, N] how much he has been told. Ideals, saliences, benefits, reservations,
    trust and engagement are not here.
    """

    def __init__(self, s: State) -> None:
        self.__s = s
        self.__seed = int(s.clock.left), int(s.clock.right)
        self.__keys = np.ascontiguousarray(s.communes["key"])
        self.n = len(s.communes)
        self.stated = frozen(s.opinions["stated"])
        self.present = frozen(s.stakes["present"])
        self.headcount = frozen(s.stakes["headcount"])
        self.knowledge = frozen(s.stakes["iota"])
        self.visits = frozen(s.communes["visits"])
        self.area = frozen(s.communes["area"])
        self.population = frozen(s.communes["population"])
        self.seats = frozen(s.communes["seats"])
        self.opens = frozen(s.dossiers["opens"])
        self.deadline = frozen(s.dossiers["deadline"])
        self.__by_deadline = sorted(range(len(self.deadline)), key=lambda d: (int(self.deadline[d]), d))
        self.n_areas = int(self.area.max()) + 1
        self.president_commune = int(s.clock.president_commune)
        self.hours = float(s.p.hours)

    @property
    def month(self) -> int:
        """The month to play, 1 for April 2026."""
        return int(self.__s.clock["month"])

    @property
    def open_dossiers(self) -> list[int]:
        """Indices of the dossiers that are negotiated, the nearest deadline first."""
        dossiers = self.__s.dossiers
        negotiated = ((dossiers["outcome"] == OPEN) & (dossiers["due"] == 0)).tolist()
        return [d for d in self.__by_deadline if negotiated[d]]

    @property
    def reaction(self) -> np.ndarray:
        """Answers to the last draft [D, N], true for yes; how strongly stays private."""
        return self.__s.stakes["reaction"] >= 0.0

    @property
    def dice(self) -> np.ndarray:
        """The DGS's own dice of the month [DICE]: uniform draws, the same under every strategy."""
        return throw(*self.__seed, self.month, np.arange(DICE))

    @property
    def fair_order(self) -> np.ndarray:
        """The communes [N] in a random order of the month, the same under every strategy."""
        return np.argsort(throw(*self.__seed, -self.month, self.__keys))


@compiled
def throw(left, right, month, keys):
    """One uniform draw of the DGS for each of `keys`, for a month."""
    draws = np.zeros(keys.shape[0])
    for number in range(keys.shape[0]):
        draws[number] = uniform(left, right, STRATEGY, month, 0, keys[number])
    return draws


def frozen(array: np.ndarray) -> np.ndarray:
    """A view of `array` that cannot be written."""
    view = array.view()
    view.flags.writeable = False
    return view
