"""The council by ordinary law: people and seats of each commune (sièges de droit commun)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from negosim.errors import Message, message
from negosim.law.seats import Apportionment
from negosim.locale import number, translate
from negosim.plots.dots import PEOPLE, SEATS, draw_rows, folded, names_shown
from negosim.plots.slide import RED, Slide, place, plain, sheet
from negosim.titles import typeset

__all__ = ["law_seats"]


def law_seats(
    names: Sequence[str], population: Sequence[int], ordinary: Apportionment, source: str, lang: str = "fr"
) -> Slide:
    """Each commune's share of the people and of the seats, the largest first, with its number of seats."""
    people, held = np.array(population), np.array(ordinary.seats)
    measure = message(
        "Part des habitants et part des {seats} sièges ; à droite, nombre de sièges", seats=ordinary.total
    )
    said = [finding(names, ordinary), measure, alternative(names, people, ordinary)]
    with plain():
        figure = sheet(source, lang, *(typeset(translate(words, lang), lang) for words in said))
        axes = figure.add_axes(place(figure, 0.3, 0.88, 0.1, 0.92))
        right = [number(int(seats), "seats", lang) for seats in folded(held)]
        dots = (PEOPLE.of(people / people.sum()), SEATS.of(held / held.sum()))
        draw_rows(axes, names_shown(names, lang), dots, right, RED, lang)
    return figure


def finding(names: Sequence[str], ordinary: Apportionment) -> Message:
    """Who holds most seats, and how many communes hold one only."""
    most, single = max(ordinary.seats), ordinary.seats.count(1)
    values = {"seats": ordinary.total, "most": most, "single": single, "n": len(names),
              "name": names[ordinary.seats.index(most)]}  # fmt: skip
    if ordinary.capped:
        return message("{name} plafonnée à {most} des {seats} sièges", **values)
    if single > 1:
        return message("{name} : {most} des {seats} sièges ; {single} communes sur {n} n'en ont qu'un", **values)
    return message("{name} : {most} des {seats} sièges", **values)


def alternative(names: Sequence[str], people: np.ndarray, ordinary: Apportionment) -> Message:
    """What can be seen: the shares of the two largest communes."""
    first, second = (
        message(
            "{name}, {people_share} des habitants et {seats} sièges",
            name=names[i], people_share=round(float(people[i] / people.sum()), 3), seats=ordinary.seats[i],
        )
        for i in (0, 1)
    )  # fmt: skip
    return message(
        "Pour {n} communes, part des habitants et part des {seats} sièges. {first} ; {second}.",
        n=len(names), seats=ordinary.total, first=first, second=second,
    )  # fmt: skip
