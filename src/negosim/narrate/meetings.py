"""Who met, what was proposed, how many accepted and who refused (réunions et rédactions)."""

from __future__ import annotations

import pandas as pd

from negosim.errors import Message, message
from negosim.narrate.story import Story
from negosim.negotiation.moves import MOVES

__all__ = ["tell_hours", "tell_opening", "tell_rounds"]


def tell_opening(story: Story, name: str) -> str:
    """A dossier comes onto the table."""
    _, line, _ = story.planned[name]
    return story.say(
        message(
            "Le dossier *{title}* s'ouvre ; il doit être tranché en {month} au plus tard.",
            title=story.titles[name], month=story.month(line.deadline),
        )
    )  # fmt: skip


def tell_hours(story: Story, month: int) -> str:
    """How the DGS spends his hours this month, and until when he goes on so; empty where he did so before."""
    spent = hours_of(story, month)
    if not spent or spent == hours_of(story, month - 1):
        return ""
    last = month
    while hours_of(story, last + 1) == spent:
        last += 1
    kinds = {kind.name: kind.label for kind in MOVES}
    parts = [story.say(message("{label} {hours} h", label=kinds[kind], hours=hours)) for kind, hours in spent.items()]
    if last == month:
        return story.say(message("Heures du DGS : {parts}.", parts=parts))
    return story.say(
        message("Heures du DGS, chaque mois jusqu'en {month} : {parts}.", month=story.month(last), parts=parts)
    )


def hours_of(story: Story, month: int) -> dict[str, float]:
    """Hours of a month by move, without the moves that were not made."""
    if month not in story.months.index:
        return {}
    row = story.months.loc[month]
    return {kind.name: float(row[f"hours_{kind.name}"]) for kind in MOVES if row[f"hours_{kind.name}"] > 0}


def tell_rounds(story: Story, name: str, rounds: pd.DataFrame) -> str:
    """The rounds of one dossier in one month: the ordinary meeting, the others, the drafts, the refusals."""
    ordinary, rest = rounds.iloc[0], rounds.iloc[1:]
    meetings, drafts = rest[rest["operator"] == "alternating"], rest[rest["operator"] != "alternating"]
    parts = [tell_meeting(story, name, ordinary)]
    if len(meetings):
        parts.append(tell_more_meetings(story, meetings))
    if len(drafts):
        parts.append(tell_drafts(story, drafts))
    parts.append(tell_refusals(story, name, rounds[rounds["accepted"] == 0]))
    return " ".join(part for part in parts if part)


def tell_meeting(story: Story, name: str, row: pd.Series) -> str:
    """The month's ordinary meeting: who came, who proposed what, and whether the text changed."""
    title, n = story.titles[name], len(story.names)
    if not row["actor"]:
        return story.say(message("*{title}* : personne ne vient à la réunion du mois.", title=title))
    what, commune = proposal(story, name, row), story.names[row["actor"]]
    present, yes = int(row["asked"]), int(row["yes"])
    if what is None:
        return story.say(
            message(
                "*{title}* : {present} communes présentes sur {n} ; {commune} ne demande aucun changement.",
                title=title, present=present, n=n, commune=commune,
            )
        )  # fmt: skip
    values = {"title": title, "present": present, "n": n, "commune": commune, "what": what, "yes": yes}
    if present == 1:
        return story.say(message("*{title}* : seule {commune} est là et propose {what}.", **values) if row["accepted"]
                         else message("*{title}* : seule {commune} est là ; le texte ne change pas.", **values))  # fmt: skip
    if row["accepted"]:
        return story.say(accepted_meeting(int(row["month"]), values))
    return story.say(refused_meeting(int(row["month"]), values))


def accepted_meeting(month: int, values: dict[str, object]) -> Message:
    """A commune's proposal passes: more than half of the seats present say yes."""
    if month % 2:
        return message(
            "*{title}* : {present} communes présentes sur {n} ; {commune} propose {what}. Oui de {yes} d'entre elles, "
            "avec la majorité des sièges présents : le texte change.",
            **values,
        )
    return message(
        "*{title}* : devant {present} communes sur {n}, {commune} obtient {what} ({yes} oui, la majorité des "
        "sièges présents).",
        **values,
    )


def refused_meeting(month: int, values: dict[str, object]) -> Message:
    """A commune's proposal fails: half of the seats present at most say yes."""
    if month % 2:
        return message(
            "*{title}* : {present} communes présentes sur {n} ; {commune} propose {what}. Oui de {yes} d'entre elles, "
            "sans la majorité des sièges présents : rien ne change.",
            **values,
        )
    return message(
        "*{title}* : devant {present} communes sur {n}, {commune} propose {what}, en vain ({yes} oui, moins que la "
        "majorité des sièges présents).",
        **values,
    )


def proposal(story: Story, name: str, row: pd.Series) -> Message | None:
    """What a round would change: a clause, a project, or both; None for nothing."""
    k, q = int(row["clause"]), int(row["item"])
    if k >= 0 and q >= 0:
        return message("de revoir « {clause} » et d'inscrire le {project}",
                       clause=story.clause(name, k), project=story.project(name, q))  # fmt: skip
    if k >= 0:
        return message("de revoir « {clause} »", clause=story.clause(name, k))
    return message("d'inscrire le {project}", project=story.project(name, q)) if q >= 0 else None


def tell_more_meetings(story: Story, meetings: pd.DataFrame) -> str:
    """The other meetings of the month, and how many of their proposals passed."""
    count, passed = len(meetings), int(meetings["accepted"].sum())
    low, high = int(meetings["asked"].min()), int(meetings["asked"].max())
    if count == 1:
        sentence = (
            message("Une autre réunion rassemble {n} communes ; le texte y change.", n=high) if passed
            else message("Une autre réunion rassemble {n} communes, sans changer le texte.", n=high)
        )  # fmt: skip
        return story.say(sentence)
    values = {"count": count, "passed": passed, "low": low, "high": high}
    return story.say(
        message("{count} autres réunions, de {low} à {high} communes : {passed} propositions passent.", **values)
    )


def tell_drafts(story: Story, drafts: pd.DataFrame) -> str:
    """The drafts of the DGS this month, and how many of them the communes accepted."""
    count, passed = len(drafts), int(drafts["accepted"].sum())
    values = {"count": count, "passed": passed}
    operator = drafts["operator"].iloc[0]
    if operator == "annealed":
        return story.say(
            message("Le DGS soumet à chacune, en privé, {count} rédactions ; {passed} acceptées.", **values)
        )
    if operator == "chair":
        return story.say(
            message("Le DGS écrit {count} rédactions pour la majorité de la présidence ; {passed} acceptées.", **values)
        )
    return story.say(message("Le DGS propose au hasard {count} rédactions ; {passed} acceptées.", **values))


def tell_refusals(story: Story, name: str, refused: pd.DataFrame) -> str:
    """The commune that was most often the most reluctant this month, and its main reason."""
    told = refused[refused["refuser"] != ""]
    if told.empty:
        return ""
    who = str(told["refuser"].mode().iloc[0])
    its = told[told["refuser"] == who]
    reason = str(its["reason"].mode().iloc[0])
    values = {
        "commune": story.names[who], "times": len(its), "count": len(told),
        "reason": why(story, name, its[its["reason"] == reason]),
    }  # fmt: skip
    if len(told) == 1:
        return story.say(message("Le refus le plus net : {commune}, {reason}.", **values))
    return story.say(
        message("Refus le plus net, {times} fois sur {count} : {commune}, {reason}.", **values)
    )


def why(story: Story, name: str, rows: pd.DataFrame) -> Message:
    """The reason of a refusal in plain words, with the clause or the project most often in question."""
    reason = str(rows["reason"].iloc[0])
    if reason == "posture":
        return message("qui n'y perd rien mais attend davantage pour dire oui (posture)")
    if reason == "fairness":
        return message("qui n'y perd rien mais trouve les écarts entre communes injustes (équité)")
    column = "clause" if reason == "clause" else "item"
    known = rows[rows[column] >= 0][column]
    if known.empty:
        return message("à qui le changement de projets ferait perdre")
    index = int(known.mode().iloc[0])
    if reason == "clause":
        return message("que le changement de « {clause} » éloigne de ce qu'elle veut", clause=story.clause(name, index))
    return message("à qui l'inscription du {project} ferait perdre", project=story.project(name, index))
