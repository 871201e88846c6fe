"""Who decides in the council: people, seats and votes that tip a majority (pouvoir de vote)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from negosim.errors import Message, message
from negosim.locale import number, translate
from negosim.negotiation.mandate import Mandate
from negosim.plots.slide import BLUE, FAINT, GREY, INK, RED, SMALL, Slide, no_ticks, place, plain, slide
from negosim.science.voting_power import banzhaf
from negosim.titles import typeset

__all__ = ["power"]

SHOWN = 9
"""The most communes that are drawn by name."""
CLOSE = 0.01


@dataclass(frozen=True)
class Shares:
    """Shares of people, of seats and of power for each row of the figure, and their labels."""

    labels: list[str]
    people: np.ndarray
    seats: np.ndarray
    power: np.ndarray


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
        draw(axes, rows_of(list(names), people, chairs, shares, lang), lang)
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


def rows_of(names: list[str], people: np.ndarray, seats: np.ndarray, power: np.ndarray, lang: str) -> Shares:
    """The largest communes by name, and the others together."""
    if len(names) <= SHOWN + 1:
        return Shares(names, people, seats, power)
    others = translate(message("les {n} autres, ensemble", n=len(names) - SHOWN), lang)
    people, seats, power = (np.append(part[:SHOWN], part[SHOWN:].sum()) for part in (people, seats, power))
    return Shares([*names[:SHOWN], others], people, seats, power)


def draw(axes: Axes, shares: Shares, lang: str) -> None:
    """A dot for each share; what the shapes mean stands above."""
    count = len(shares.labels)
    rows = np.arange(count)
    all_three = np.array([shares.people, shares.seats, shares.power])
    axes.hlines(rows, all_three.min(axis=0), all_three.max(axis=0), color=GREY, linewidth=2.5)
    style = {"linestyle": "none", "markeredgewidth": 2.5}
    axes.plot(shares.people, rows, marker="o", markersize=18, markerfacecolor="white", markeredgecolor=INK, **style)
    axes.plot(shares.power, rows, marker="D", markersize=12, color=BLUE, **style)
    axes.plot(shares.seats, rows, marker="s", markersize=9, color=RED, markeredgecolor="white", linestyle="none")
    most = float(all_three.max())
    for y, value in enumerate(shares.power):
        label = number(round(float(value), 3 if value < 0.1 else 2), "power_share", lang)
        axes.text(1.03, y, label, transform=axes.get_yaxis_transform(), color=BLUE, fontsize=SMALL, va="center")
    axes.set(xlim=(-0.02 * most, most * 1.05), ylim=(count - 0.4, -0.6), yticks=rows)
    size = SMALL if count <= 8 else 18
    axes.set_yticklabels([short(name) for name in shares.labels], fontsize=size)
    marks = [mark for mark in axes.get_xticks() if 0 <= mark <= most * 1.05]
    axes.set_xticks(marks, [number(mark, "mark_share", lang) for mark in marks], fontsize=SMALL)
    axes.grid(axis="both", color=FAINT, linewidth=1)
    axes.set_axisbelow(True)
    axes.spines["left"].set_visible(False)
    no_ticks(axes)
    key = (("○", INK, message("habitants")), ("■", RED, message("sièges")), ("◆", BLUE, message("pouvoir")))
    for x, (sign, colour, words) in zip((0.0, 0.36, 0.66), key, strict=True):
        axes.text(x, 1.03, f"{sign} {translate(words, lang)}", transform=axes.transAxes, color=colour, fontsize=SMALL,
                  fontweight="bold")  # fmt: skip


def short(name: str) -> str:
    """A name that fits the margin."""
    return name if len(name) <= 26 else f"{name[:25].rstrip(' -')}…"
