"""A mandate as tables: dossiers, months, communes, officials, answers, events (tableaux de résultats).

Money is in euros at the territory's scale; communes are named by their INSEE code; officials have no name.
Months 73 to 96 are the follow-up, in which decisions are kept or broken and nothing new is negotiated.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from negosim.law.procedures import COUNCIL_ONLY
from negosim.metrics.blockages import list_blockages
from negosim.metrics.blockers import blockers
from negosim.metrics.decisions import verdict_of
from negosim.metrics.reasons import TERMS
from negosim.negotiation.conductor.texts import DGS
from negosim.negotiation.initial_state import dossiers_of
from negosim.negotiation.mandate import Mandate
from negosim.negotiation.month.voting import is_asked
from negosim.negotiation.state.arrays import State
from negosim.negotiation.state.dossier import ADOPTED, OPEN, OUTCOMES
from negosim.negotiation.state.events import COLUMNS, EVENTS, REASONS
from negosim.negotiation.state.moves import MOVES, OPERATORS
from negosim.negotiation.state.records import COMMUNE_HISTORY

__all__ = [
    "ROLES", "answers", "blockages", "communes", "dossiers", "events", "meetings", "months", "officials", "transfers",
]  # fmt: skip

MANDATE_YEARS = 6
ROLES = ("councillor", "mayor", "vice_president", "president")
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
                "closed": int(dossier.closed) if int(dossier.outcome) > OPEN else None,
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
                "article": shape.rule.article,
            }
        )
    shares = ("support_communes", "support_seats", "support_population", "min_gain", "defection_share")
    kinds = {"closed": "Int64", "durable": "boolean"} | dict.fromkeys(shares, "float64")
    return pd.DataFrame(rows).astype(kinds)


def months(mandate: Mandate) -> pd.DataFrame:
    """One row for each month: the year's investment budget, means over communes, hours by move."""
    history, context = mandate.state.history, mandate.setting.context
    full = context.investment_per_head_eur * float(mandate.state.clock.population)
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
    """One row for each month and commune: how it stands with the DGS and the others."""
    commune_history = mandate.state.commune_history
    count, n = commune_history.shape
    table = {"month": np.repeat(np.arange(1, count + 1), n), "insee": np.tile(mandate.setting.territory.insee, count)}
    return pd.DataFrame(table | {name: commune_history[name].ravel() for name in COMMUNE_HISTORY.names or ()})


def officials(mandate: Mandate) -> pd.DataFrame:
    """One row for each official and council vote held; `vote` is empty for the absent."""
    s, insee = mandate.state, np.array(mandate.setting.territory.insee)
    planned = dossiers_of(mandate.setting)
    commune, rank = s.officials["commune"], s.officials["rank"]
    names = [f"{insee[i]}-{r + 1}" for i, r in zip(commune, rank, strict=True)]
    parts = []
    for d, (line, _) in enumerate(planned):
        if s.dossiers[d].held:
            sits = s.ballots["sits"][d]
            votes = [VOTES[int(v)] if here else None for v, here in zip(s.ballots["vote"][d], sits, strict=True)]
            parts.append(
                pd.DataFrame(
                    {
                        "dossier": line.name, "month": int(s.dossiers[d].voted), "official": names,
                        "commune": insee[commune], "role": [ROLES[int(r)] for r in s.officials["role"]],
                        "present": sits, "vote": pd.Series(votes, dtype="str"),
                    }
                )
            )  # fmt: skip
    columns = ("dossier", "month", "official", "commune", "role", "present", "vote")
    if not parts:
        return pd.DataFrame({name: pd.Series(dtype="str") for name in columns})
    return pd.concat(parts, ignore_index=True)


def meetings(mandate: Mandate) -> pd.DataFrame:
    """One row for each commune that came to the ordinary meeting of a month on a dossier."""
    months, d, who = np.nonzero(mandate.state.attendance)
    names = np.array([line.name for line, _ in dossiers_of(mandate.setting)], dtype=object)
    insee = np.array(mandate.setting.territory.insee, dtype=object)
    columns = {"dossier": pd.Series(names[d], dtype="str"), "insee": pd.Series(insee[who], dtype="str")}
    return pd.DataFrame({"month": months + 1} | columns)


def answers(mandate: Mandate) -> pd.DataFrame:
    """One row for each municipal council asked about a dossier: its population and yes, no or silence."""
    s, insee = mandate.state, list(mandate.setting.territory.insee)
    parts = []
    for d, (line, _) in enumerate(dossiers_of(mandate.setting)):
        if was_asked(s, d):
            said = [ANSWERS[int(code)] for code in s.stakes["answer"][d]]
            people = s.communes["population"].copy()
            parts.append(pd.DataFrame({"dossier": line.name, "insee": insee, "population": people, "answer": said}))
    if not parts:
        return pd.DataFrame({name: pd.Series(dtype="str") for name in ("dossier", "insee", "population", "answer")})
    return pd.concat(parts, ignore_index=True)


def was_asked(s: State, d: int) -> bool:
    """Whether the municipal councils answered on dossier d."""
    closed = int(s.dossiers[d].outcome) > OPEN and int(s.dossiers[d].municipal) != COUNCIL_ONLY
    return closed and bool(is_asked(s, d))


def transfers(mandate: Mandate) -> pd.DataFrame:
    """One row for each commune that the pact pays or charges in an adopted dossier: claim and amount in euros.

    A unit of value is worth what the agenda's projects cost when nothing is scarce, six years of investment.
    """
    s, insee = mandate.state, list(mandate.setting.territory.insee)
    euros = mandate.setting.context.investment_per_head_eur * int(s.clock.population) * MANDATE_YEARS
    unit = euros / max(float(s.dossiers["own_budget"].sum()), 1e-9)
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
    """One row for each commune that blocked a dossier: by how much, why, when, and what lifted it."""
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


def events(mandate: Mandate) -> pd.DataFrame:
    """One row for each thing that happened: rounds, votes, answers, outcomes, defections.

    `actor` and `refuser` are INSEE codes, "dgs" or empty. In a round, `yes` of `asked` communes accepted.
    `headcount` rows give yes in thousandths of the seats; other counts are explained in the data page.
    """
    s, insee = mandate.state, mandate.setting.territory.insee
    log = pd.DataFrame(s.events[: int(s.clock.events)], columns=list(COLUMNS))
    who = {-1: "", DGS: "dgs"} | dict(enumerate(insee))
    names = [line.name for line, _ in dossiers_of(mandate.setting)]
    log["event"] = named(log["event"], dict(enumerate(EVENTS)))
    log["dossier"] = named(log["dossier"], dict(enumerate(names)))
    is_round = log["event"] == "round"
    log["operator"] = named(log["operator"], dict(enumerate(OPERATORS))).where(is_round, "")
    log["reason"] = named(log["reason"], dict(enumerate(REASONS))).where(is_round, "")
    log["actor"], log["refuser"] = named(log["actor"], who), named(log["refuser"], who)
    return log


def named(codes: Any, names: Mapping[int, str]) -> pd.Series:
    """The names of a column of integer codes; empty where there is none."""
    return pd.Series([names.get(int(code), "") for code in codes], index=codes.index, dtype="str")
