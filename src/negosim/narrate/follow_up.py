"""What became of the decisions: defections, what they cost, and the judgement of time (suites)."""

from __future__ import annotations

import pandas as pd

from negosim.errors import message
from negosim.narrate.story import Story

__all__ = ["tell_defections", "tell_judgement", "tell_trust"]


def tell_defections(story: Story, rows: pd.DataFrame) -> list[str]:
    """The defections of a month, dossier by dossier, and what trust was before and after."""
    lines = []
    for name, leaving in rows.groupby("dossier", sort=False):
        names = story.some([story.names[code] for code in leaving["actor"]])
        values = {"title": story.titles[str(name)], "names": names}
        lines.append(
            story.say(
                message("*{title}* : {names} ne tient pas parole.", **values) if len(leaving) == 1
                else message("*{title}* : {names} ne tiennent pas parole.", **values)
            )
        )  # fmt: skip
    if lines:
        lines.append(tell_trust(story, int(rows["month"].iloc[0])))
    return lines


def tell_trust(story: Story, month: int) -> str:
    """Mean trust between communes before and after a month."""
    before, after = (story.level(story.months["trust"].get(at, story.months["trust"].iloc[0])) for at in (month - 1, month))
    if before == after:
        return story.say(message("La confiance moyenne entre communes reste à {after}.", after=after))
    return story.say(
        message("La confiance moyenne entre communes passe de {before} à {after}.", before=before, after=after)
    )


def tell_judgement(story: Story, row: pd.Series) -> str:
    """Two years after its adoption, a decision is durable or not."""
    values = {"title": story.titles[str(row["dossier"])], "leavers": int(row["yes"]), "n": int(row["asked"])}
    if not values["leavers"]:
        return story.say(message("Deux ans après, *{title}* tient : personne n'a fait défection.", **values))
    if row["accepted"]:
        return story.say(message("Deux ans après, *{title}* tient, malgré {leavers} défections sur {n} communes.", **values))
    return story.say(message("Deux ans après, *{title}* n'a pas tenu : {leavers} défections sur {n} communes.", **values))
