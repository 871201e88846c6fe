"""Who met, what was proposed, how many accepted and who refused (réunions et rédactions)."""

from __future__ import annotations

from typing import Any

import pandas as pd

from negosim.errors import Message, message
from negosim.narrate.story import Story, several

__all__ = ["tell_opening", "tell_rounds"]


def tell_opening(story: Story, name: str) -> str:
    """A dossier comes onto the table, with its article and its deadline."""
    _, line, shape = story.planned[name]
    return story.say(
        message(
            "Le dossier **{title}** s'ouvre ({article}) ; il doit être tranché en {month} au plus tard.",
            title=story.titles[name], article=story.article(shape.article), month=story.month(line.deadline),
        )
    )  # fmt: skip


def tell_rounds(story: Story, name: str, month: int) -> str:
    """The rounds of one dossier in one month, in a sentence.

    The ordinary meeting, the other meetings, the drafts of the DGS; and who refused most, in the first month, in
    the last, and where nothing passed.
    """
    rounds = rounds_of(story, name, month)
    ordinary, rest = rounds.iloc[0], rounds.iloc[1:]
    meetings, drafts = rest[rest["operator"] == "alternating"], rest[rest["operator"] != "alternating"]
    parts = [proposal(story, name, ordinary)] if ordinary["actor"] else []
    if len(meetings):
        parts.append(other_meetings(meetings))
    if len(drafts):
        parts.append(drafts_of_dgs(drafts))
    telling = month in (story.planned[name][1].opens, story.dossiers.loc[name, "closed"])
    refusal = main_refusal(story, name, month)
    if refusal is not None and (telling or not rounds["accepted"].any()):
        parts.append(refusal)
    told = " ; ".join(story.say(part) for part in parts)
    present, values = int(ordinary["asked"]), {"title": story.titles[name], "n": len(story.names), "told": told}
    if not told:
        return story.say(message("*{title}* : personne ne vient à la réunion du mois.", **values))
    return story.say(
        several(
            present,
            message("*{title}* (une seule commune sur {n}) : {told}.", **values),
            message("*{title}* ({present} communes sur {n}) : {told}.", present=present, **values),
            message("*{title}* (personne à la réunion) : {told}.", **values),
        )
    )


def rounds_of(story: Story, name: str, month: int) -> pd.DataFrame:
    """The rows of the rounds of one dossier in one month."""
    rows = story.happened(month)
    return rows[(rows["event"] == "round") & (rows["dossier"] == name)]


def proposal(story: Story, name: str, row: pd.Series) -> Message:
    """What a commune proposed at the month's ordinary meeting, and what became of it."""
    commune, what = story.names[row["actor"]], change(story, name, row)
    if what is None:
        return message("{commune} ne demande rien", commune=commune)
    values = {"commune": commune, "what": what, "count": tally(row)}
    if row["accepted"]:
        return (
            message("{commune} propose {what}, et l'obtient ({count})", **values) if row["month"] % 2
            else message("{commune} obtient {what} ({count})", **values)
        )  # fmt: skip
    return (
        message("{commune} propose {what}, en vain ({count})", **values) if row["month"] % 2
        else message("{commune} n'obtient pas {what} ({count})", **values)
    )  # fmt: skip


def tally(row: pd.Series) -> Message:
    """How many said yes; where seats decided otherwise than communes would have, it is said."""
    yes, asked = int(row["yes"]), int(row["asked"])
    if row["accepted"] and 2 * yes <= asked:
        return several(
            yes,
            message("un oui, majoritaire en sièges"),
            message("{yes} oui, majoritaires en sièges", yes=yes),
        )
    if not row["accepted"] and 2 * yes > asked:
        return several(
            yes,
            message("un oui, minoritaire en sièges"),
            message("{yes} oui, minoritaires en sièges", yes=yes),
        )
    return several(yes, message("un oui"), message("{yes} oui", yes=yes), message("aucun oui"))


def change(story: Story, name: str, row: pd.Series) -> Message | None:
    """What a round would change: a clause, a project, or both; None for nothing."""
    k, q = int(row["clause"]), int(row["item"])
    if k < 0 and q < 0:
        return None
    if q < 0:
        return message("de revoir « {clause} »", clause=story.clause(name, k))
    if k < 0:
        return message("d'inscrire le {project}", project=story.project(name, q))
    return message("de revoir « {clause} » et d'inscrire le {project}",
                   clause=story.clause(name, k), project=story.project(name, q))  # fmt: skip


def other_meetings(meetings: pd.DataFrame) -> Message:
    """The other meetings of the month, and how many of their proposals passed."""
    count, passed = len(meetings), int(meetings["accepted"].sum())
    low, high = int(meetings["asked"].min()), int(meetings["asked"].max())
    values: dict[str, Any] = {"count": count, "passed": passed}
    values["size"] = (
        message("de {low} à {high} communes", low=low, high=high) if low < high
        else several(high, message("à une commune"), message("à {high} communes", high=high))
    )  # fmt: skip
    if count == 1:
        return several(
            passed,
            message("une autre réunion, {size}, change le texte", **values),
            message("une autre réunion, {size}, ne change rien", **values),
        )
    if passed == count:
        return message("les {count} autres réunions, {size}, changent le texte", **values)
    return several(
        passed,
        message("une des {count} autres réunions, {size}, change le texte", **values),
        message("{passed} des {count} autres réunions, {size}, changent le texte", **values),
        message("aucune des {count} autres réunions, {size}, ne change le texte", **values),
    )


def drafts_of_dgs(drafts: pd.DataFrame) -> Message:
    """The drafts of the DGS this month, and how many of them the communes accepted."""
    count, passed = len(drafts), int(drafts["accepted"].sum())
    how = {
        "annealed": message("soumises en privé"),
        "chair": message("écrites pour la présidence"),
        "random": message("écrites au hasard"),
    }
    values = {"count": count, "passed": passed, "how": how.get(str(drafts["operator"].iloc[0]), message("proposées"))}
    if count == 1:
        return several(passed, message("la rédaction du DGS passe"), message("la rédaction du DGS ne passe pas"))
    if passed == count:
        return message("les {count} rédactions du DGS, {how}, passent", **values)
    return several(
        passed,
        message("une des {count} rédactions du DGS, {how}, passe", **values),
        message("{passed} des {count} rédactions du DGS, {how}, passent", **values),
        message("aucune des {count} rédactions du DGS, {how}, ne passe", **values),
    )


def main_refusal(story: Story, name: str, month: int) -> Message | None:
    """Who was most often the most reluctant this month and why; None for nobody.

    Among equals the most populous commune is told, and its most frequent reason.
    """
    rounds = rounds_of(story, name, month)
    refused = rounds[(rounds["accepted"] == 0) & (rounds["refuser"] != "")]
    if refused.empty:
        return None
    times = refused["refuser"].value_counts()
    who = next(code for code in story.names if times.get(code, 0) == times.max())
    its = refused[refused["refuser"] == who]
    reason = str(its["reason"].mode().iloc[0])
    column = "item" if reason == "project" else "clause"
    its = its[(its["reason"] == reason) & (its[column] >= 0)]
    number = int(its[column].mode().iloc[0]) if len(its) else -1
    return why(story, name, story.names[who], reason, number)


def why(story: Story, name: str, commune: str, reason: str, number: int) -> Message:
    """Why a commune refuses, in plain words; `number` is the clause or the project in question, or -1."""
    if reason == "posture":
        return message("{commune} n'y perd rien, mais tient bon pour obtenir davantage", commune=commune)
    if reason == "fairness":
        return message("{commune} n'y perd rien, mais trouve le partage injuste", commune=commune)
    if number < 0:
        return message("{commune} refuse le plus, car elle perdrait au change", commune=commune)
    if reason == "clause":
        return message("{commune} refuse le plus, car « {clause} » s'éloignerait de ce qu'elle veut",
                       commune=commune, clause=story.clause(name, number))  # fmt: skip
    return message("{commune} refuse le plus, car elle perdrait à inscrire le {project}",
                   commune=commune, project=story.project(name, number))  # fmt: skip
