"""Voting power in the council of a mandate: population, seats and power of each commune (pouvoir de vote)."""

from __future__ import annotations

from typing import Any

import numpy as np

from negosim.errors import Message, message
from negosim.locale import number, translate
from negosim.negotiation.mandate import Mandate
from negosim.plots.dots import PEOPLE, POWER, SEATS, draw_rows, fold_values, row_names
from negosim.plots.slide import BLUE, Slide, axes_box, plot_style, slide
from negosim.science.voting_power import banzhaf
from negosim.titles import typeset

__all__ = ["power"]

CLOSE = 0.01


def power(mandate: Mandate, lang: str = "fr") -> Slide:
    """A slide with the shares of each commune in the population, the seats and the voting power of the council.

    Power is the normalised Banzhaf index at the simple majority, each commune voting as a block: the share of the votes
    in which the seats of the commune are critical.
    """
    population, seats = mandate.state.communes["population"], mandate.state.communes["seats"]
    weights = [int(weight) for weight in seats]
    shares = banzhaf(weights, sum(weights) // 2 + 1).shares
    people, chairs = population / population.sum(), seats / seats.sum()
    names = mandate.setting.territory.names
    rank = int(np.argmax(np.abs(shares - chairs)))
    close = abs(float(shares[rank] - chairs[rank])) < CLOSE
    rank = 0 if close else rank
    parts = {
        "people_share": people[rank],
        "seats_share": chairs[rank],
        "power_share": shares[rank],
    }
    figures: dict[str, Any] = {key: round(float(value), 2) for key, value in parts.items()} | {"name": names[rank]}
    measure = message(
        "{n} communes, {seats} sièges, majorité simple. Pouvoir : part de la commune dans tous les votes qu'une "
        "commune fait basculer, chacune votant d'un bloc (Banzhaf).",
        n=len(names), seats=sum(weights),
    )  # fmt: skip
    alt = message(
        "Pour {n} communes, part des habitants, des sièges et du pouvoir de vote. {name} : {people_share} des "
        "habitants, {seats_share} des sièges, {power_share} du pouvoir.",
        n=len(names), **figures,
    )  # fmt: skip
    with plot_style():
        texts = (typeset(translate(words, lang), lang) for words in (finding(figures, close=close), measure, alt))
        figure = slide(mandate, lang, *texts)
        axes = figure.add_axes(axes_box(figure, 0.3, 0.88, 0.1, 0.92))
        right = [power_label(share, lang) for share in fold_values(shares)]
        dots = (PEOPLE.of(people), POWER.of(shares), SEATS.of(chairs))
        draw_rows(axes, row_names(names, lang), dots, right, BLUE, lang)
    return figure


def finding(figures: dict[str, Any], *, close: bool) -> Message:
    """The commune whose power differs most from its seats, or the largest where it does not, in a sentence."""
    if close:
        return message(
            "Le pouvoir suit les sièges. {name} : {people_share} des habitants, {seats_share} des sièges, "
            "{power_share} du pouvoir",
            **figures,
        )
    return message(
        "{name} : {people_share} des habitants, {seats_share} des sièges, {power_share} du pouvoir", **figures
    )


def power_label(share: float, lang: str) -> str:
    """The text of a share of power: whole percentages, one decimal below ten."""
    return number(round(float(share), 3 if share < 0.1 else 2), "power_share", lang)
