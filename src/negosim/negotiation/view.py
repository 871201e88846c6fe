"""What the DGS may know when he decides his month: a frozen view without the communes' secrets (vue du DGS)."""

from __future__ import annotations

import numpy as np

from negosim.negotiation.dossier import OPEN
from negosim.negotiation.noise import STRATEGY, uniform
from negosim.negotiation.state import State

__all__ = ["View"]


class View:
    """Read-only sight of a mandate: the calendar, what was said and answered, and who came.

    Shapes: `stated` [D, N, K] positions stated, `reaction` [D, N] answers to the last draft (true for yes),
    `present` [D, N] at the last meeting, `headcount` [D, N], `visits` [N], `area` [N], `population` [N],
    `seats` [N], `knowledge` [D, N] how much he has been told. Ideals, saliences, benefits, reservations,
    trust and engagement are not here.
    """

    def __init__(self, s: State) -> None:
        self.__s = s
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
        self.n_areas = int(self.area.max()) + 1
        self.president_commune = int(s.clock.president_commune)
        self.hours = float(s.p.hours)

    @property
    def month(self) -> int:
        """The month to play, 1 for April 2026."""
        return int(self.__s.clock.month)

    @property
    def open_dossiers(self) -> list[int]:
        """Indices of the open dossiers, the nearest deadline first."""
        outcome = self.__s.dossiers["outcome"].tolist()
        opened = [d for d, code in enumerate(outcome) if code == OPEN]
        return sorted(opened, key=lambda d: (int(self.deadline[d]), d))

    @property
    def reaction(self) -> np.ndarray:
        """Answers to the last draft [D, N], true for yes; how strongly stays private."""
        return self.__s.stakes["reaction"] >= 0.0

    def chance(self, number: int) -> float:
        """The DGS's own dice of the month: a uniform draw for each `number`, the same under every strategy."""
        clock = self.__s.clock
        return uniform(int(clock.left), int(clock.right), STRATEGY, int(clock.month), number, 0)


def frozen(array: np.ndarray) -> np.ndarray:
    """A view of `array` that cannot be written."""
    view = array.view()
    view.flags.writeable = False
    return view
