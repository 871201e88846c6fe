"""Population, seats and voting power of each commune, in the council and between communes (pouvoir de vote)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from negosim.errors import Message, message
from negosim.locale import number, translate
from negosim.plots.dots import (
    COUNCIL_POWER,
    MOST_NAMES,
    MUNICIPAL_POWER,
    PEOPLE,
    SEATS,
    draw_rows,
    fold_values,
    row_names,
)
from negosim.plots.slide import Slide, axes_box, plot_style, sheet
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
    """A slide with the shares of each commune in the population, the seats and the voting power.

    Args: `names`, `population` int[N] and `seats` int[N]; `powers`, one or two pairs: whether it is the council, and
    the normalised Banzhaf index float64[N]; `rules`, the majorities that the subtitle names; `source`; `lang`.
    """
    people, seat_shares = np.array(population) / sum(population), np.array(seats) / sum(seats)
    dots = [PEOPLE.of(people)]
    dots += [(COUNCIL_POWER if council else MUNICIPAL_POWER).of(shares) for council, shares in powers]
    dots.append(SEATS.of(seat_shares))
    rank = int(np.argmax(np.abs(powers[0][1] - seat_shares)))
    measure = power_measure(rules, (COUNCIL_POWER if powers[0][0] else MUNICIPAL_POWER).sign, len(names))
    finding = power_finding(names[rank], seat_shares[rank], [(council, shares[rank]) for council, shares in powers])
    alt = message(
        "Pour {n} communes, parts des habitants, des sièges et du pouvoir. {finding}.", n=len(names), finding=finding
    )
    with plot_style():
        texts = (typeset(translate(words, lang), lang) for words in (finding, measure, alt))
        figure = sheet(source, lang, *texts)
        axes = figure.add_axes(axes_box(figure, 0.3, 0.88, 0.1, 0.92))
        right = [percentage(share, lang) for share in fold_values(powers[0][1])]
        colour = COUNCIL_POWER.colour if powers[0][0] else MUNICIPAL_POWER.colour
        draw_rows(axes, row_names(names, lang, summed=True), dots, right, colour, lang)
    return figure


def power_measure(rules: Sequence[Message], sign: str, n: int) -> Message:
    """The subtitle: meaning of power, majorities, meaning of the figures at the right and of the last line."""
    values = {"rules": list(rules), "sign": sign}
    if n > MOST_NAMES + 1:
        return message("Pouvoir (Banzhaf) : part de la commune dans les votes qu'une commune fait basculer. {rules}. À "
                       "droite : {sign}. Dernière ligne : somme de leurs pouvoirs.", **values)  # fmt: skip
    return message("Pouvoir (Banzhaf) : part de la commune dans les votes qu'une commune fait basculer. {rules}. À "
                   "droite : {sign}.", **values)  # fmt: skip


def power_finding(name: str, seats: float, powers: Sequence[tuple[bool, float]]) -> Message:
    """The seats and the power of a commune, in a sentence."""
    values: dict[str, Any] = {
        "name": name,
        "seats_share": round_share(seats),
        "power_share": round_share(powers[0][1]),
    }
    if len(powers) > 1:
        values["other_share"] = round_share(powers[1][1])
        return message(
            "{name} : {seats_share} des sièges, {power_share} du pouvoir au conseil, {other_share} entre communes",
            **values,
        )
    if powers[0][0]:
        return message("{name} : {seats_share} des sièges, {power_share} du pouvoir au conseil", **values)
    return message("{name} : {seats_share} des sièges, {power_share} du pouvoir entre communes", **values)


def round_share(share: float) -> float:
    """A share rounded to whole percentages, or to one decimal below ten."""
    return round(float(share), 3 if share < 0.1 else 2)


def percentage(share: float, lang: str) -> str:
    """The text of a share at the end of its row."""
    return number(round_share(share), "power_share", lang)
