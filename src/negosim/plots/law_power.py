"""People, seats and power of each commune, in the council and among the communes (pouvoir de vote)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from negosim.errors import Message, message
from negosim.locale import number, translate
from negosim.plots.dots import COUNCIL_POWER, MUNICIPAL_POWER, PEOPLE, SEATS, SHOWN, draw_rows, folded, names_shown
from negosim.plots.slide import Slide, place, plain, sheet
from negosim.titles import typeset

__all__ = ["law_power"]


def law_power(
    names: Sequence[str],
    population: Sequence[int],
    seats: Sequence[int],
    powers: Sequence[tuple[bool, np.ndarray]],
    rules: Sequence[Message],
    source: str,
    lang: str = "fr",
) -> Slide:
    """Each commune's shares of people, of seats and of power; `powers` tells the council's from the communes'.

    Power is the normalised Banzhaf index float64[N], under the `rules` told in the subtitle.
    """
    people, held = np.array(population) / sum(population), np.array(seats) / sum(seats)
    dots = [PEOPLE.of(people)]
    dots += [(COUNCIL_POWER if council else MUNICIPAL_POWER).of(shares) for council, shares in powers]
    dots.append(SEATS.of(held))
    told = int(np.argmax(np.abs(powers[0][1] - held)))
    measure = measured(rules, (COUNCIL_POWER if powers[0][0] else MUNICIPAL_POWER).sign, len(names))
    finding = found(names[told], held[told], [(council, shares[told]) for council, shares in powers])
    alt = message(
        "Pour {n} communes, parts des habitants, des sièges et du pouvoir. {finding}.", n=len(names), finding=finding
    )
    with plain():
        said = (typeset(translate(words, lang), lang) for words in (finding, measure, alt))
        figure = sheet(source, lang, *said)
        axes = figure.add_axes(place(figure, 0.3, 0.88, 0.1, 0.92))
        right = [percentage(share, lang) for share in folded(powers[0][1])]
        colour = COUNCIL_POWER.colour if powers[0][0] else MUNICIPAL_POWER.colour
        draw_rows(axes, names_shown(names, lang, summed=True), dots, right, colour, lang)
    return figure


def measured(rules: Sequence[Message], sign: str, n: int) -> Message:
    """What power is, under which rules, and what stands at the right and in the last line."""
    values = {"rules": list(rules), "sign": sign}
    if n > SHOWN + 1:
        return message("Pouvoir (Banzhaf) : part de la commune dans les votes qu'une commune fait basculer. {rules}. À "
                       "droite : {sign}. Dernière ligne : somme de leurs pouvoirs.", **values)  # fmt: skip
    return message("Pouvoir (Banzhaf) : part de la commune dans les votes qu'une commune fait basculer. {rules}. À "
                   "droite : {sign}.", **values)  # fmt: skip


def found(name: str, seats: float, powers: Sequence[tuple[bool, float]]) -> Message:
    """The commune whose power differs most from its seats."""
    values: dict[str, Any] = {"name": name, "seats_share": rounded(seats), "power_share": rounded(powers[0][1])}
    if len(powers) > 1:
        values["other_share"] = rounded(powers[1][1])
        return message(
            "{name} : {seats_share} des sièges, {power_share} du pouvoir au conseil, {other_share} entre communes",
            **values,
        )
    if powers[0][0]:
        return message("{name} : {seats_share} des sièges, {power_share} du pouvoir au conseil", **values)
    return message("{name} : {seats_share} des sièges, {power_share} du pouvoir entre communes", **values)


def rounded(share: float) -> float:
    """A share as it is told: whole percentages, one decimal below ten."""
    return round(float(share), 3 if share < 0.1 else 2)


def percentage(share: float, lang: str) -> str:
    """A share at the end of its line."""
    return number(rounded(share), "power_share", lang)
