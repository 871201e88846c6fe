"""The ordinary-law seats of every intercommunality of the country, in one reading of the tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from statistics import median
from typing import NamedTuple

from rich.console import Console

from negosim.commands.screen import grid, share_of
from negosim.commands.selected import ordinary_law
from negosim.errors import Message, message
from negosim.law.categories import CATEGORIES
from negosim.law.municipal_majorities import has_veto
from negosim.law.seats import Apportionment
from negosim.law.special_councils import special_council
from negosim.locale import number, translate
from negosim.terminal import say
from negosim.territory.tables import table

__all__ = ["COLUMNS", "Group", "apportion_all", "show_special", "show_summary", "table_rows"]

COLUMNS = ("epci", "commune", "name", "population", "seats")


class Group(NamedTuple):
    """One intercommunality: its communes and their seats, `None` where a special law gives them."""

    siren: str
    name: str
    category: str
    codes: tuple[str, ...]
    names: tuple[str, ...]
    population: tuple[int, ...]
    ordinary: Apportionment | None

    @property
    def seats(self) -> Iterator[int | str]:
        """The seats of each commune: 0 without inhabitants, an empty text where a special law gives them."""
        seats = iter(self.ordinary.seats if self.ordinary else ())
        for heads in self.population:
            yield "" if self.ordinary is None else next(seats) if heads else 0


def apportion_all() -> list[Group]:
    """Every intercommunality by SIREN, its communes in the order of their codes."""
    groups = table("epci").to_pydict()
    known = {siren: (name, category) for siren, name, category in
             zip(groups["siren"], groups["name"], groups["category"], strict=True)}  # fmt: skip
    communes = table("communes").select(["siren", "insee", "name", "population_2022"]).to_pydict()
    rows = sorted(zip(*communes.values(), strict=True))
    groups = []
    for siren, members in groupby(rows, key=lambda row: row[0]):
        _, codes, names, population = zip(*members, strict=True)
        name, category = known[siren]
        living = [(heads, code) for heads, code in zip(population, codes, strict=True) if heads]
        ordinary = None
        if special_council(siren) is None:
            ordinary = ordinary_law(tuple(h for h, _ in living), category, tuple(c for _, c in living))
        groups.append(Group(siren, name, category, codes, names, population, ordinary))
    return groups


def table_rows(groups: Sequence[Group]) -> Iterator[tuple[object, ...]]:
    """A row a commune, in the order of `COLUMNS`."""
    for group in groups:
        for row in zip(group.codes, group.names, group.population, group.seats, strict=True):
            yield group.siren, *row


def show_special(screen: Console, groups: Sequence[Group], lang: str) -> None:
    """Print which councils have no seats here, why, and which communes elect nobody."""
    for group in groups:
        reason = special_council(group.siren)
        if reason:
            sentence = message("{siren} : {reason}", siren=group.siren, reason=reason)
            say(screen, sentence, lang)
    empty = [name for group in groups for name, heads in zip(group.names, group.population, strict=True) if not heads]
    if empty:
        sentence = message("Sans habitant, donc sans conseil élu ni siège : {names}.", names=", ".join(empty))
        say(screen, sentence, lang)


def show_summary(screen: Console, groups: Sequence[Group], lang: str) -> None:
    """A line a category, then the whole country, special councils left out."""
    ordinary = [group for group in groups if group.ordinary]
    sentence = message(
        "Sièges de droit commun de {count} intercommunalités sur {all} (article L.5211-6-1, III à V ; populations "
        "municipales 2022, INSEE).",
        count=len(ordinary), all=len(groups),
    )  # fmt: skip
    say(screen, sentence, lang, "bold")
    titles = (
        message("Catégorie"), message("Nombre"), message("Conseil\nmédian"), message("Sièges\ndu V"),
        message("Moitié\natteinte"), message("Plus du\nquart*"), message("Communes"), message("à un\nsiège"),
    )  # fmt: skip
    rows = [_summary(category, [g for g in ordinary if g.category == category], lang) for category in CATEGORIES]
    rows.append(_summary(translate(message("Ensemble"), lang), ordinary, lang))
    screen.print(grid(titles, rows, lang))
    note: Message = message(
        "* la commune la plus peuplée compte plus du quart des habitants : son accord est nécessaire à la "
        "majorité qualifiée."
    )
    say(screen, note, lang)
    say(screen, message("La table de toutes les communes : negosim seats all --csv sieges.csv"), lang)


def _summary(label: str, groups: Sequence[Group], lang: str) -> tuple[str, ...]:
    """The counts of some intercommunalities, as cells."""
    ordinary = [group.ordinary for group in groups if group.ordinary]
    vetoes = sum(bool(has_veto(max(group.population), sum(group.population))) for group in groups)
    communes = sum(len(one.seats) for one in ordinary)
    single = sum(one.seats.count(1) for one in ordinary)
    counts = (len(groups), median(one.total for one in ordinary), sum(o.extra_seats > 0 for o in ordinary),
              sum(o.capped for o in ordinary), vetoes, communes)  # fmt: skip
    return (label, *(number(count, "count", lang) for count in counts), share_of(single, communes, lang))
