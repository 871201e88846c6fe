"""The council under ordinary law: population and seats of each commune (sièges de droit commun)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from negosim.errors import Message, message
from negosim.law.seats import Apportionment
from negosim.locale import number, translate
from negosim.plots.dots import PEOPLE, SEATS, draw_rows, fold_values, row_names
from negosim.plots.slide import RED, Slide, axes_box, plot_style, sheet
from negosim.titles import typeset

__all__ = ["law_seats"]


def law_seats(
    names: Sequence[str], population: Sequence[int], ordinary: Apportionment, source: str, lang: str = "fr"
) -> Slide:
    """A slide with the shares of each commune in the population and in the seats, and its number of seats.

    Args: `names` and `population` int[N], the largest commune first; `ordinary`, the seats; `source`; `lang`.
    """
    people, seats = np.array(population), np.array(ordinary.seats)
    measure = message(
        "Part des habitants et part des {seats} sièges ; à droite, nombre de sièges", seats=ordinary.total
    )
    texts = [finding(names, ordinary), measure, alternative_text(names, people, ordinary)]
    with plot_style():
        figure = sheet(source, lang, *(typeset(translate(words, lang), lang) for words in texts))
        axes = figure.add_axes(axes_box(figure, 0.3, 0.88, 0.1, 0.92))
        right = [number(int(count), "seats", lang) for count in fold_values(seats)]
        dots = (PEOPLE.of(people / people.sum()), SEATS.of(seats / seats.sum()))
        draw_rows(axes, row_names(names, lang), dots, right, RED, lang)
    return figure


def finding(names: Sequence[str], ordinary: Apportionment) -> Message:
    """The commune with most seats, and the number of communes with a single seat, in a sentence."""
    most, single = max(ordinary.seats), ordinary.seats.count(1)
    values = {"seats": ordinary.total, "most": most, "single": single, "n": len(names),
              "name": names[ordinary.seats.index(most)]}  # fmt: skip
    if ordinary.capped:
        return message("{name} plafonnée à {most} des {seats} sièges", **values)
    if single > 1:
        return message("{name} : {most} des {seats} sièges ; {single} communes sur {n} n'en ont qu'un", **values)
    return message("{name} : {most} des {seats} sièges", **values)


def alternative_text(names: Sequence[str], people: np.ndarray, ordinary: Apportionment) -> Message:
    """The alternative text: the shares of the two largest communes."""
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
