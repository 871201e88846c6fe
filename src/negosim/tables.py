"""A mandate as data frames: dossiers, months, communes, officials, answers, events (tableaux de résultats).

Money is in euros at the scale of the territory; a commune is given by its INSEE code; officials have no name. Months 73
to 96 are the follow-up, in which decisions are kept or broken and nothing new is negotiated.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from negosim.law.procedures import COUNCIL_ONLY
from negosim.metrics.blockages import blockers, list_blockages
from negosim.metrics.decisions import verdict_of
from negosim.negotiation.commune.reasons import TERMS
from negosim.negotiation.conductor.texts import DGS
from negosim.negotiation.initial_state import dossiers_of
from negosim.negotiation.mandate import Mandate
from negosim.negotiation.month.voting import asks_municipal_councils
from negosim.negotiation.state.arrays import State
from negosim.negotiation.state.clause import clauses_of, rounded_value, today_value, value_at, yearly_euros
from negosim.negotiation.state.dossier import ADOPTED, ITEM_KINDS, OUTCOMES, PROJECTS, SITES, is_closed
from negosim.negotiation.state.events import EVENTS
from negosim.negotiation.state.fields import Field
from negosim.negotiation.state.item_name import item_name
from negosim.negotiation.state.moves import MOVES
from negosim.negotiation.state.randomness import key_of
from negosim.negotiation.state.records import COMMUNE_HISTORY, OFFICIAL_ROLES

__all__ = [
    "answers", "blockages", "clauses", "communes", "conclusions", "consequences", "defections", "deliveries",
    "dossiers", "full_budget_eur", "items", "judgements", "meetings", "months", "officials", "openings",
    "ratifications", "rounds", "transfers", "votes", "withdrawals",
]  # fmt: skip

MANDATE_YEARS = 6
VOTES = {1: "yes", -1: "no", 0: "abstention"}
ANSWERS = {1: "yes", -1: "no", 0: "silence"}


def dossiers(mandate: Mandate) -> pd.DataFrame:
    """One row for each dossier; shares in [0, 1], gains in units of value over the reservation."""
    rows = []
    for d, (planned, shape) in enumerate(dossiers_of(mandate.setting)):
        dossier, verdict = mandate.state.dossiers[d], verdict_of(mandate, d)
        insee = mandate.setting.territory.insee
        rows.append(
            {
                "dossier": planned.name,
                "kind": planned.kind.name,
                "recurrent": planned.kind.recurrent,
                "opened": int(dossier.opens),
                "closed": int(dossier.closing_month) if is_closed(int(dossier.outcome)) else None,
                "months": verdict.months,
                "outcome": OUTCOMES[int(dossier.outcome)],
                "adopted": verdict.adopted,
                "support_communes": verdict.support_communes,
                "support_seats": verdict.support_seats,
                "support_population": verdict.support_population,
                "min_gain": verdict.min_gain,
                "shared": verdict.shared,
                "shared_strict": verdict.shared_strict,
                "durable": verdict.durable,
                "defection_share": verdict.defection_share,
                "blockers": ",".join(insee[i] for i in blockers(mandate, d)),
                "article": shape.article,
            }
        )
    shares = ("support_communes", "support_seats", "support_population", "min_gain", "defection_share")
    kinds = {"closed": "Int64", "durable": "boolean"} | dict.fromkeys(shares, "float64")
    return pd.DataFrame(rows).astype(kinds)


def clauses(mandate: Mandate) -> pd.DataFrame:
    """One row for each clause of a dossier: its unit, today's value, the value of its last text, euros a year moved.

    `level` is that of the last text, in [0, 1]; `is_in_force` says whether the text, or the law's own terms, applies.
    """
    s, territory, rows = mandate.state, mandate.setting.territory, []
    for d, (planned, shape) in enumerate(dossiers_of(mandate.setting)):
        outcome = OUTCOMES[int(s.dossiers[d].outcome)]
        in_force = outcome == "adopted" or (outcome == "defaulted" and shape.rule.automatic)
        for k, clause in enumerate(clauses_of(planned.kind.clauses)):
            before, level = float(s.clauses[d, k].status_quo), float(s.clauses[d, k].text)
            rows.append(
                {
                    "dossier": planned.name, "clause": k, "name": clause.name, "theme": clause.theme,
                    "unit": clause.unit, "source": clause.source, "today": today_value(clause, territory),
                    "value": rounded_value(clause, territory, value_at(clause, territory, level)),
                    "yearly_eur": yearly_euros(clause, territory, before, level) if clause.euros else None,
                    "level_today": before, "level": level, "is_in_force": in_force,
                }
            )  # fmt: skip
    words = dict.fromkeys(("dossier", "name", "theme", "unit", "source"), "str")
    figures = dict.fromkeys(("today", "value", "yearly_eur", "level_today", "level"), "float64")
    return pd.DataFrame(rows).astype(words | figures)


def items(mandate: Mandate) -> pd.DataFrame:
    """One row for each item of a dossier: what it is, its host, its cost in euros, whether the last text has it."""
    s, insee, rows = mandate.state, mandate.setting.territory.insee, []
    unit = euros_of_value(mandate)
    for d, (planned, shape) in enumerate(dossiers_of(mandate.setting)):
        names = getattr(planned.kind, "item_names", ())
        for q in range(shape.n_items):
            cost = float(s.items[d, q].full_cost) * unit if shape.item_kind == PROJECTS else 0.0
            what = item_name(names, key_of(planned.name) + (0 if shape.item_kind == SITES else q), cost)
            rows.append(
                {
                    "dossier": planned.name, "item": q, "kind": ITEM_KINDS[shape.item_kind],
                    "name": what.name if what else "", "host": insee[int(s.items[d, q].host)],
                    "cost_eur": cost if shape.item_kind == PROJECTS else None,
                    "in_text": bool(s.items[d, q].text),
                }
            )  # fmt: skip
    kinds = dict.fromkeys(("dossier", "kind", "name", "host"), "str")
    kinds |= {"item": "int64", "cost_eur": "float64", "in_text": "bool"}
    columns = ("dossier", "item", "kind", "name", "host", "cost_eur", "in_text")
    return pd.DataFrame({name: pd.Series([row[name] for row in rows], dtype=kinds[name]) for name in columns})


def euros_of_value(mandate: Mandate) -> float:
    """Euros of one unit of value: the full budgets of the agenda's projects make six years of investment."""
    s, context = mandate.state, mandate.setting.context
    euros = context.investment_per_head_eur * int(s.council.population) * MANDATE_YEARS
    return euros / max(float(s.dossiers["full_budget"].sum()), 1e-9)


def full_budget_eur(mandate: Mandate) -> float:
    """The yearly investment budget of the territory when nothing is scarce, in euros."""
    return mandate.setting.context.investment_per_head_eur * float(mandate.state.council.population)


def months(mandate: Mandate) -> pd.DataFrame:
    """One row for each month: the year's investment budget, means over communes, hours by move."""
    history, full = mandate.state.history, full_budget_eur(mandate)
    table = pd.DataFrame(
        {
            "month": np.arange(1, len(history) + 1),
            "budget_eur": history["envelope"] * full,
            "trust": history["trust"],
            "engagement": history["engagement"],
            "culture": history["culture"],
            "open_dossiers": history["open_dossiers"].astype(np.int64),
        }
    )
    for code, kind in enumerate(MOVES):
        table[f"hours_{kind.name}"] = mandate.state.hours[:, code]
    return table


def communes(mandate: Mandate) -> pd.DataFrame:
    """One row for each month and commune: trust in the DGS, engagement, fatigue, culture, satisfaction."""
    commune_history = mandate.state.commune_history
    count, n = commune_history.shape
    table = {"month": np.repeat(np.arange(1, count + 1), n), "insee": np.tile(mandate.setting.territory.insee, count)}
    return pd.DataFrame(table | {name: commune_history[name].ravel() for name in COMMUNE_HISTORY.dtype.names or ()})


def officials(mandate: Mandate) -> pd.DataFrame:
    """One row for each official at each vote of the council; `vote` is empty for the absent."""
    s, insee = mandate.state, np.array(mandate.setting.territory.insee)
    planned = dossiers_of(mandate.setting)
    commune, rank = s.officials["commune"], s.officials["rank"]
    names = [f"{insee[i]}-{r + 1}" for i, r in zip(commune, rank, strict=True)]
    parts = []
    for d, (line, _) in enumerate(planned):
        if s.dossiers[d].council_voted:
            is_present = s.ballots["present"][d]
            votes = [
                VOTES[int(v)] if present else None for v, present in zip(s.ballots["vote"][d], is_present, strict=True)
            ]
            parts.append(
                pd.DataFrame(
                    {
                        "dossier": line.name, "month": int(s.dossiers[d].vote_month), "official": names,
                        "commune": insee[commune], "role": [OFFICIAL_ROLES[int(r)] for r in s.officials["role"]],
                        "list": np.where(s.officials["in_majority"], "majority", "opposition"),
                        "present": is_present, "vote": pd.Series(votes, dtype="str"),
                    }
                )
            )  # fmt: skip
    columns = ("dossier", "month", "official", "commune", "role", "list", "present", "vote")
    if not parts:
        return pd.DataFrame({name: pd.Series(dtype="str") for name in columns})
    return pd.concat(parts, ignore_index=True)


def meetings(mandate: Mandate) -> pd.DataFrame:
    """One row for each commune that attended the ordinary meeting of a month on a dossier."""
    months, d, i = np.nonzero(mandate.state.attendance)
    names = np.array([line.name for line, _ in dossiers_of(mandate.setting)], dtype=object)
    insee = np.array(mandate.setting.territory.insee, dtype=object)
    columns = {"dossier": pd.Series(names[d], dtype="str"), "insee": pd.Series(insee[i], dtype="str")}
    return pd.DataFrame({"month": months + 1} | columns)


def answers(mandate: Mandate) -> pd.DataFrame:
    """One row for each municipal council that had to answer on a dossier: its population, and yes, no or silence."""
    s, insee = mandate.state, list(mandate.setting.territory.insee)
    parts = []
    for d, (line, _) in enumerate(dossiers_of(mandate.setting)):
        if has_municipal_answers(s, d):
            words = [ANSWERS[int(code)] for code in s.stakes["answer"][d]]
            people = s.communes["population"].copy()
            parts.append(pd.DataFrame({"dossier": line.name, "insee": insee, "population": people, "answer": words}))
    if not parts:
        return pd.DataFrame({name: pd.Series(dtype="str") for name in ("dossier", "insee", "population", "answer")})
    return pd.concat(parts, ignore_index=True)


def has_municipal_answers(s: State, d: int) -> bool:
    """Whether dossier d is closed and its municipal councils had to answer."""
    closed = is_closed(int(s.dossiers[d].outcome)) and int(s.dossiers[d].municipal) != COUNCIL_ONLY
    return closed and bool(asks_municipal_councils(s, d))


def transfers(mandate: Mandate) -> pd.DataFrame:
    """One row for each commune that receives or pays a transfer in an adopted dossier: claim and amount in euros.

    `euros_of_value` gives the unit.
    """
    s, insee = mandate.state, list(mandate.setting.territory.insee)
    unit = euros_of_value(mandate)
    rows = [
        {
            "dossier": line.name,
            "insee": insee[i],
            "claim_eur": float(s.stakes["claim"][d, i]) * unit,
            "amount_eur": float(s.stakes["transfer"][d, i]) * unit,
        }
        for d, (line, _) in enumerate(dossiers_of(mandate.setting))
        if int(s.dossiers[d].outcome) == ADOPTED
        for i in np.flatnonzero(s.stakes["transfer"][d])
    ]
    kinds = {"dossier": "str", "insee": "str", "claim_eur": "float64", "amount_eur": "float64"}
    return pd.DataFrame({name: pd.Series([row[name] for row in rows], dtype=kind) for name, kind in kinds.items()})


def blockages(mandate: Mandate) -> pd.DataFrame:
    """One row for each commune that blocked a dossier: by how much, why, when, and what lifted the blockage."""
    names, insee = [line.name for line, _ in dossiers_of(mandate.setting)], mandate.setting.territory.insee
    before, after = ("outcome", "stage", "month", "perceived"), ("posture", "reason", "set_apart", "refusal")
    rows = [
        {"dossier": names[row.dossier], "insee": insee[row.commune]}
        | {name: getattr(row, name) for name in before}
        | dict(zip(TERMS, row.terms, strict=True))
        | {name: getattr(row, name) for name in (*after, "pivotal", "lifted")}
        for row in list_blockages(mandate)
    ]
    words = dict.fromkeys(("dossier", "insee", "outcome", "stage", "reason", "set_apart", "refusal", "lifted"), "str")
    figures = dict.fromkeys(("perceived", *TERMS, "posture"), "float64")
    kinds = words | figures | {"month": "int64", "pivotal": "bool"}
    columns = ("dossier", "insee", *before, *TERMS, *after, "pivotal", "lifted")
    return pd.DataFrame({name: pd.Series([row[name] for row in rows], dtype=kinds[name]) for name in columns})


def event_table(mandate: Mandate, name: str) -> pd.DataFrame:
    """One row for each event of the log `name`, of `negotiation.state.events.EVENTS`, with names instead of codes.

    Communes are INSEE codes, "dgs" for the DGS, empty for nobody. Clauses and items are numbered from 0, and missing
    for none.
    """
    rows = mandate.state.events(name)
    names = {
        "commune": {-1: "", DGS: "dgs"} | dict(enumerate(mandate.setting.territory.insee)),
        "dossier": dict(enumerate(line.name for line, _ in dossiers_of(mandate.setting))),
    }
    return pd.DataFrame({field.name: event_column(field, rows[field.name], names) for field in EVENTS[name].fields})


def event_column(field: Field, values: np.ndarray, names: Mapping[str, Mapping[int, str]]) -> pd.Series:
    """One column of a table of events: names, numbers or booleans."""
    column = pd.Series(values)
    if field.codes:
        return names_of_codes(column, dict(enumerate(field.codes)))
    if field.row_of in names:
        return names_of_codes(column, names[field.row_of])
    return column.astype("Int64").mask(column < 0) if field.row_of else column


def openings(mandate: Mandate) -> pd.DataFrame:
    """One row for each dossier that comes onto the table."""
    return event_table(mandate, "openings")


def rounds(mandate: Mandate) -> pd.DataFrame:
    """One row for each round: who wrote the draft and how, who said yes, who refused and why, what a clause becomes.

    The values of the clause are those of its levels, in its unit, rounded; all are missing where no clause changes.
    """
    table = event_table(mandate, "rounds")
    territory, logged = mandate.setting.territory, mandate.state.events("rounds")
    kinds = [clauses_of(line.kind.clauses) for line, _ in dossiers_of(mandate.setting)]
    changed = [None if k < 0 else kinds[d][k] for d, k in zip(logged["dossier"], logged["clause"], strict=True)]
    is_missing = pd.Series([clause is None for clause in changed], dtype=bool)
    for moment in ("before", "after"):
        levels = table[f"level_{moment}"]
        values = [
            np.nan if clause is None else rounded_value(clause, territory, value_at(clause, territory, level))
            for clause, level in zip(changed, levels, strict=True)
        ]
        table[f"level_{moment}"] = levels.mask(is_missing)
        table[f"value_{moment}"] = pd.Series(values, dtype="float64")
    table["unit"] = pd.Series(["" if clause is None else clause.unit for clause in changed], dtype="str")
    return table


def withdrawals(mandate: Mandate) -> pd.DataFrame:
    """One row for each text that the president decided not to put to the vote, with the share of the seats for it."""
    return event_table(mandate, "withdrawals")


def votes(mandate: Mandate) -> pd.DataFrame:
    """One row for each vote of the community council, with its counts and its majority."""
    return event_table(mandate, "votes")


def ratifications(mandate: Mandate) -> pd.DataFrame:
    """One row for each consultation of the municipal councils, with its counts."""
    return event_table(mandate, "ratifications")


def conclusions(mandate: Mandate) -> pd.DataFrame:
    """One row for each dossier closed, with its outcome."""
    return event_table(mandate, "conclusions")


def defections(mandate: Mandate) -> pd.DataFrame:
    """One row for each commune that breaks a decision, in its month."""
    return event_table(mandate, "defections")


def judgements(mandate: Mandate) -> pd.DataFrame:
    """One row for each decision judged two years after its adoption."""
    return event_table(mandate, "judgements")


def names_of_codes(codes: Any, names: Mapping[int, str]) -> pd.Series:
    """The names of a column of integer codes; empty where there is none."""
    return pd.Series([names.get(int(code), "") for code in codes], index=codes.index, dtype="str")


def consequences(mandate: Mandate) -> pd.DataFrame:
    """One row for each effect of an adopted text on what comes after, with its size."""
    return event_table(mandate, "consequences")


def deliveries(mandate: Mandate) -> pd.DataFrame:
    """One row for each project of an adopted programme: on time, late, or dropped."""
    return event_table(mandate, "deliveries")
