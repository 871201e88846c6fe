"""Every array of the state, declared once (tableaux de l'état)."""

from __future__ import annotations

from negosim.negotiation.state.events import EVENTS, LOG_SIZES
from negosim.negotiation.state.fields import Array
from negosim.negotiation.state.records import (
    BALLOT,
    CLAUSE,
    CLOCK,
    COMMUNE,
    COMMUNE_HISTORY,
    COMMUNE_PAIR,
    COMMUNE_THEME,
    COUNCIL,
    DOSSIER,
    FINANCE,
    HISTORY,
    ITEM,
    ITEM_VALUE,
    MOVE,
    OFFICIAL,
    OPINION,
    PARAMETERS,
    PARTNERSHIP,
    STAKE,
    THEME_DIRECTION,
)  # fmt: skip

__all__ = ["ARRAYS"]

ARRAYS: tuple[Array, ...] = (
    Array("communes", COMMUNE, ("N",), "the communes, the most populous first"),
    Array("officials", OFFICIAL, ("E",), "the community councillors, by commune"),
    Array("dossiers", DOSSIER, ("D",), "the dossiers, in the order of the agenda"),
    Array("p", PARAMETERS, (), "the parameters"),
    Array("clock", CLOCK, (), "the moment, and the seed"),
    Array("council", COUNCIL, (), "the council and its presidency"),
    Array("move", MOVE, (), "how the rounds that the DGS pays for this month are held"),
    Array("partners", PARTNERSHIP, (), "services and neighbours"),
    Array("finance", FINANCE, (), "the investment budget"),
    Array("log_sizes", LOG_SIZES, (), "how many rows each log of events holds"),
    Array("commune_pairs", COMMUNE_PAIR, ("N", "N"), "each commune towards each other"),
    Array("stakes", STAKE, ("D", "N"), "each commune in each dossier"),
    Array("opinions", OPINION, ("D", "N", "K"), "each commune on each clause"),
    Array("item_values", ITEM_VALUE, ("D", "N", "Q"), "what each item is worth to each commune"),
    Array("commune_themes", COMMUNE_THEME, ("N", "H"), "each commune on each theme"),
    Array("themes", THEME_DIRECTION, ("H",), "the themes"),
    Array("clauses", CLAUSE, ("D", "K"), "the clauses"),
    Array("items", ITEM, ("D", "Q"), "the items"),
    Array("ballots", BALLOT, ("D", "E"), "each official at the vote on each dossier"),
    Array("move_counts", int, ("M", "L"), "this month's move: how many times each move is made on each target"),
    Array("hours", float, ("T", "M"), "hours spent on each move, month by month"),
    Array("steps", int, ("S", 3), "steps of this month: step, dossier, slot"),
    Array("attendance", bool, ("T", "D", "N"), "who attended the ordinary meeting of a month on a dossier"),
    Array("history", HISTORY, ("T",), "the months"),
    Array("commune_history", COMMUNE_HISTORY, ("T", "N"), "the months of each commune"),
    Array("offers", float, ("D", 2, "N"), "what the text (0) and the draft (1) offer each commune, in value"),
    Array("offer_sums", float, ("D", 2, "N+1"), "running sums of the offers, from the least"),
    Array("offer_order", int, ("D", 2, "N"), "the communes from the least offer to the best"),
    Array("influence_buffer", float, (2, "K"), "pull on a commune's opinion at a table, and its weight, by clause"),
    Array("docket", int, ("D",), "dossiers negotiated this month, the nearest deadline first"),
    *(Array(name, record, (name,), record.meaning) for name, record in EVENTS.items()),
)
"""Every array of a state. The letters of shapes are those of `fields.LETTERS`; L is the larger of N and D. A log of
events has room for every event that may happen."""
