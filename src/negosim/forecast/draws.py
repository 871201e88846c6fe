"""Which parameters are doubted, within which ranges, and what is played (tirages des paramètres)."""

from __future__ import annotations

from dataclasses import dataclass

from negosim.errors import Message, UserError, message
from negosim.forecast.window import KIND
from negosim.negotiation.state.setting import Setting
from negosim.validation.baselines import draw_of

__all__ = ["RANGES", "WITHOUT_STRUCTURE", "ParameterRange", "Schedule", "parameter_draws"]

WITHOUT_STRUCTURE = ("behaviour.structure=0",)
"""The model whose communes have no reason that comes from the features of their place."""

DIGITS = 6
BETWEEN_DRAWS = 10_000
"""Seeds from one draw to the next: no two draws share one."""


@dataclass(frozen=True)
class ParameterRange:
    """A parameter that is doubted: its value is multiplied by a factor drawn between `low` and `high`.

    `name` is a field of the kind of dossier where `of_kind`, else one of `behaviour`.
    """

    name: str
    low: float
    high: float
    reason: Message
    of_kind: bool = False

    def override(self, setting: Setting, draw: int, draws: int) -> str:
        """The word of a command line that gives the parameter its value in a draw (0, 1, ...) of so many.

        Latin hypercube: the range is cut into `draws` parts, each of which serves once; a hash orders them. Raises
        UserError: the model has no such parameter.
        """
        owner = setting.agenda[0].kind if self.of_kind else setting.behaviour
        today = getattr(owner, self.name, None)
        if today is None:
            raise UserError(message("Le paramètre « {name} », mis en doute par la prévision, n'est plus dans le "
                                    "modèle.", name=self.name))  # fmt: skip
        order = sorted(range(draws), key=lambda rank: draw_of(str(rank), f"forecast {self.name}"))
        factor = self.low + (self.high - self.low) * (order[draw] + 0.5) / draws
        path = f"+agenda.dossiers.{KIND}" if self.of_kind else "behaviour"
        return f"{path}.{self.name}={round(today * factor, DIGITS)}"


RANGES = (
    ParameterRange(
        "default_cost", 0.85, 1.15, of_kind=True,
        reason=message("coût d'un désaccord, ajusté sur la moitié « fit » : le niveau bouge de 0,1 dans cette plage"),
    ),
    ParameterRange(
        "lack_worth", 0.5, 1.5, of_kind=True,
        reason=message("poids du manque de moyens, ajusté sur peu de cas : du simple au triple"),
    ),
    ParameterRange(
        "premium_mean", 0.9, 1.1,
        reason=message("attachement à l'existant : se compense avec la dispersion des positions (calibration)"),
    ),
    ParameterRange(
        "ideal_own_sd", 0.7, 1.3,
        reason=message("dispersion des positions des communes : se compense avec cet attachement (calibration)"),
    ),
    ParameterRange(
        "municipal_silence", 0.5, 1.5,
        reason=message("silence des conseils municipaux : choisi, jamais mesuré, et un silence n'est pas une "
                       "opposition"),
    ),
    ParameterRange(
        "unknown_noise", 0.5, 1.5, reason=message("erreur d'une commune sur son propre gain : choisie, jamais mesurée"),
    ),
)  # fmt: skip
"""The ranges are declared, not estimated."""


@dataclass(frozen=True)
class Schedule:
    """How many mandates are played in each place.

    `seeds` (0, 1, ...) for the central model and for the model without structure; `draws` sets of parameters, each with
    `seeds_of_a_draw` seeds of its own, so that their noise is independent.
    """

    seeds: int = 200
    draws: int = 20
    share: int = 5

    @property
    def seeds_of_a_draw(self) -> int:
        """How many seeds each draw plays: one fifth of the seeds."""
        return max(1, self.seeds // self.share)

    def seeds_in(self, draw: int) -> range:
        """The seeds of a draw."""
        first = (draw + 1) * BETWEEN_DRAWS
        return range(first, first + self.seeds_of_a_draw)

    @property
    def mandates(self) -> int:
        """The mandates that are played in each place."""
        return 2 * self.seeds + self.draws * self.seeds_of_a_draw


def parameter_draws(setting: Setting, draws: int) -> list[tuple[str, ...]]:
    """The draws of parameters, as words of a command line. `setting` gives today's values."""
    return [tuple(one.override(setting, draw, draws) for one in RANGES) for draw in range(draws)]
