"""Who decides in the council: people, seats and votes that tip a majority (pouvoir de vote)."""

from __future__ import annotations

from typing import Any

import numpy as np

from negosim.errors import Message, message
from negosim.locale import number, translate
from negosim.negotiation.mandate import Mandate
from negosim.plots.dots import PEOPLE, POWER, SEATS, draw_rows, folded, names_shown
from negosim.plots.slide import BLUE, Slide, place, plain, slide
from negosim.science.voting_power import banzhaf
from negosim.titles import typeset

__all__ = ["power"]

CLOSE = 0.01


def power(mandate: Mandate, lang: str = "fr") -> Slide:
    """Each commune's share of the population, of the seats and of the votes that decide, in council votes.

    Power is the normalised Banzhaf index at the simple majority, communes voting as blocks: how often a
    commune's seats turn a minority into a majority.
    """
    population, seats = mandate.state.communes["population"], mandate.state.communes["seats"]
    weights = [int(weight) for weight in seats]
    shares = banzhaf(weights, sum(weights) // 2 + 1).shares
    people, chairs = population / population.sum(), seats / seats.sum()
    names = mandate.setting.territory.names
    told = int(np.argmax(np.abs(shares - chairs)))
    close = abs(float(shares[told] - chairs[told])) < CLOSE
    told = 0 if close else told
    parts = {"people_share": people[told], "seats_share": chairs[told], "power_share": shares[told]}
    quoted: dict[str, Any] = {key: round(float(value), 2) for key, value in parts.items()} | {"name": names[told]}
    measure = message(
        "{n} communes, {seats} sièges, majorité simple. Pouvoir : part de la commune dans tous les votes qu'une "
        "commune fait basculer, chacune votant d'un bloc (Banzhaf).",
        n=len(names), seats=sum(weights),
    )  # fmt: skip
    alt = message(
        "Pour {n} communes, part des habitants, des sièges et du pouvoir de vote. {name} : {people_share} des "
        "habitants, {seats_share} des sièges, {power_share} du pouvoir.",
        n=len(names), **quoted,
    )  # fmt: skip
    with plain():
        said = (typeset(translate(words, lang), lang) for words in (finding(quoted, close=close), measure, alt))
        figure = slide(mandate, lang, *said)
        axes = figure.add_axes(place(figure, 0.3, 0.88, 0.1, 0.92))
        right = [power_label(share, lang) for share in folded(shares)]
        dots = (PEOPLE.of(people), POWER.of(shares), SEATS.of(chairs))
        draw_rows(axes, names_shown(names, lang), dots, right, BLUE, lang)
    return figure


def finding(quoted: dict[str, Any], *, close: bool) -> Message:
    """The commune whose power differs most from its seats, or the largest where power follows seats."""
    if close:
        return message(
            "Le pouvoir suit les sièges. {name} : {people_share} des habitants, {seats_share} des sièges, "
            "{power_share} du pouvoir",
            **quoted,
        )
    return message(
        "{name} : {people_share} des habitants, {seats_share} des sièges, {power_share} du pouvoir", **quoted
    )


def power_label(share: float, lang: str) -> str:
    """A share of power at the end of its line: whole percentages, one decimal below ten."""
    return number(round(float(share), 3 if share < 0.1 else 2), "power_share", lang)
