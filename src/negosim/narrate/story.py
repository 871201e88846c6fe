"""What every part of the journal reads: the tables of a mandate, names and titles, and the language (récit)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import pandas as pd

from negosim import tables
from negosim.errors import Message, message
from negosim.locale import translate
from negosim.negotiation.initial_state import dossiers_of
from negosim.negotiation.mandate import Mandate
from negosim.negotiation.state.clause import Clause, clauses_of, money, words
from negosim.negotiation.state.dossier import OPTIONS, POSTS, PROJECTS, PlannedDossier, Shape
from negosim.negotiation.state.events import EVENTS
from negosim.titles import article_code, at_most, at_place, enumeration, month_name, titles_of, two_decimals

__all__ = ["SEPARATORS", "Event", "Story", "plural"]

MOST_NAMES = 5
SEPARATORS = {"fr": " ; ", "en": "; "}


Event: TypeAlias = Any
"""One row of a table of events, its columns as attributes, None where a value is missing."""


@dataclass(frozen=True)
class Story:
    """A mandate and the language `lang` of its journal. Every figure of the journal is read from its tables."""

    mandate: Mandate
    lang: str

    @cached_property
    def months(self) -> dict[int, dict[str, float]]:
        """The rows of the table of months, by number of month."""
        return {int(row["month"]): row for row in tables.months(self.mandate).to_dict("records")}

    @cached_property
    def dossiers(self) -> dict[str, dict[str, Any]]:
        """The rows of the table of dossiers, by name; None where a value is missing."""
        table = tables.dossiers(self.mandate).astype(object)
        rows = table.where(table.notna(), None).to_dict("records")
        return {str(row["dossier"]): {str(key): value for key, value in row.items()} for row in rows}

    @cached_property
    def events(self) -> dict[str, list[Event]]:
        """The rows of each table of events, by its name."""
        rows = {}
        for name in EVENTS:
            table = tables.event_table(self.mandate, name).astype(object)
            rows[name] = list(table.where(table.notna(), None).itertuples(index=False, name="Event"))
        return rows

    @cached_property
    def by_month(self) -> dict[int, list[tuple[str, Event]]]:
        """The events of each month in their order, each with the name of its table."""
        months: dict[int, list[tuple[str, Event]]] = {}
        every = [(name, event) for name, rows in self.events.items() for event in rows]
        for name, event in sorted(every, key=lambda pair: pair[1].order):
            months.setdefault(event.month, []).append((name, event))
        return months

    @cached_property
    def attendance(self) -> dict[tuple[int, str], set[str]]:
        """The INSEE codes of the communes that attended the ordinary meeting of a month on a dossier."""
        rows = tables.meetings(self.mandate).groupby(["month", "dossier"])["insee"]
        return {(int(month), str(name)): set(codes) for (month, name), codes in rows}  # type: ignore[misc]

    def events_of(self, month: int, table: str, name: str = "") -> list[Event]:
        """The events of one table in a month, on one dossier or on all."""
        return [row for of, row in self.by_month.get(month, []) if of == table and name in ("", row.dossier)]

    def active(self, month: int) -> list[str]:
        """The dossiers on which something happens in a month, in the order of the events."""
        return list(dict.fromkeys(row.dossier for _, row in self.by_month.get(month, [])))

    @cached_property
    def names(self) -> dict[str, str]:
        """The name of each commune by its INSEE code."""
        territory = self.mandate.setting.territory
        return dict(zip(territory.insee, territory.names, strict=True))

    @cached_property
    def planned(self) -> dict[str, tuple[int, PlannedDossier, Shape]]:
        """The dossiers by name: index, line of the agenda and shape."""
        lines = dossiers_of(self.mandate.setting)
        return {line.name: (d, line, shape) for d, (line, shape) in enumerate(lines)}

    @cached_property
    def titles(self) -> dict[str, str]:
        """The titles of the dossiers by name, in the language of the story."""
        titles = titles_of(self.mandate.setting)
        return {name: self.say(title) for name, title in zip(self.planned, titles, strict=True)}

    def say(self, sentence: Message) -> str:
        """A sentence in the language of the story."""
        return translate(sentence, self.lang)

    def month(self, month: int) -> str:
        """A month of the calendar."""
        return month_name(month, self.lang)

    def level(self, value: float) -> str:
        """A level between 0 and 1, with two decimals."""
        return two_decimals(value, self.lang)

    def name_list(self, names: list[str]) -> str:
        """Names as a list in a sentence; beyond five the others are counted."""
        first_names, remaining = at_most(names, MOST_NAMES)
        others = [self.say(message("{n} autres", n=remaining))] if remaining else []
        return enumeration(first_names + others, self.lang)

    def article(self, code: str) -> str:
        """An article as it is cited in a sentence."""
        return self.say(article_code(code))

    @cached_property
    def clause_rows(self) -> dict[str, list[Event]]:
        """The rows of the table of clauses, by dossier."""
        return rows_by_dossier(tables.clauses(self.mandate))

    @cached_property
    def item_rows(self) -> dict[str, list[Event]]:
        """The rows of the table of items, by dossier."""
        return rows_by_dossier(tables.items(self.mandate))

    def is_in_force(self, row: dict[str, Any]) -> bool:
        """Whether the text of a dossier applies: it is adopted, or the law puts its own terms into force."""
        by_law = row["outcome"] == "defaulted" and self.planned[row["dossier"]][2].rule.automatic
        return row["outcome"] == "adopted" or by_law

    def clause(self, name: str, k: int) -> Clause:
        """Clause k of a dossier."""
        return clauses_of(self.planned[name][1].kind.clauses)[k]

    def move(self, name: str, k: int, before: float, after: float) -> str:
        """The words for the move of clause k of a dossier between two levels: what, from what to what, in euros."""
        return words(self.clause(name, k), self.mandate.setting.territory, before, after, self.lang)

    def item(self, name: str, q: int) -> str:
        """Item q of a dossier: a project with its place and cost, a post, a site, or an agreement."""
        row = self.item_rows[name][q]
        kind, commune = self.planned[name][2].item_kind, self.names[row.host]
        if kind == OPTIONS:
            described = getattr(self.planned[name][1].kind, "option_label", None)
            territory = self.mandate.setting.territory
            return self.say(described(territory, q) if described else message("l'accord n° {number}", number=q + 1))
        if kind == POSTS:
            return self.say(message("une vice-présidence pour {commune}", commune=commune))
        labels = {known.name: known.label for known in getattr(self.planned[name][1].kind, "item_names", ())}
        label = labels.get(row.name, message("le projet n° {number}", number=q + 1))
        values = {"label": label, "place": at_place(commune, self.lang)}
        if kind == PROJECTS:
            return self.say(message("{label} {place} pour {cost}", cost=money(row.cost_eur, self.lang), **values))
        return self.say(message("{label} {place}", **values))


def rows_by_dossier(table: pd.DataFrame) -> dict[str, list[Event]]:
    """The rows of a table, by the name of their dossier; None where a value is missing."""
    table = table.astype(object)
    rows: dict[str, list[Event]] = {}
    every: list[Event] = list(table.where(table.notna(), None).itertuples(index=False, name="Row"))
    for row in every:
        rows.setdefault(row.dossier, []).append(row)
    return rows


def plural(count: int, one: Message, many: Message, none: Message | None = None) -> Message:
    """The sentence for one, for many, or for none (by default that for many)."""
    if count == 0 and none is not None:
        return none
    return one if count == 1 else many
