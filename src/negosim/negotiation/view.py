"""What the DGS may know when he decides his month: a frozen view without the communes' secrets (vue du DGS)."""

from __future__ import annotations

import numpy as np

from negosim.compiled import compiled
from negosim.negotiation.dossier import OPEN
from negosim.negotiation.noise import STRATEGY, uniform
from negosim.negotiation.state import State

__all__ = ["DICE", "View"]

DICE = 120
"""Draws a month for a strategy's own use, beside one for each commune."""


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
        self.__dice_month, self.__dice = -1, np.zeros(0)
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
        """Indices of the open dossiers, the nearest deadline first."""
        outcome = self.__s.dossiers["outcome"].tolist()
        return [d for d in self.__by_deadline if outcome[d] == OPEN]

    @property
    def reaction(self) -> np.ndarray:
        """Answers to the last draft [D, N], true for yes; how strongly stays private."""
        return self.__s.stakes["reaction"] >= 0.0

    @property
    def dice(self) -> np.ndarray:
        """The DGS's own dice of the month [DICE + N]: uniform draws, the same under every strategy."""
        if self.__dice_month != self.month:
            self.__dice_month = self.month
            self.__dice = throw(*self.__seed, self.month, DICE + self.n)
        return self.__dice


@compiled
def throw(left, right, month, count):
    """`count` uniform draws of the DGS for a month."""
    draws = np.zeros(count)
    for number in range(count):
        draws[number] = uniform(left, right, STRATEGY, month, number, 0)
    return draws


def frozen(array: np.ndarray) -> np.ndarray:
    """A view of `array` that cannot be written."""
    view = array.view()
    view.flags.writeable = False
    return view
