"""What became of the decisions: defections, what they cost, and the judgement of time (suites)."""

from __future__ import annotations

import pandas as pd

from negosim.errors import message
from negosim.narrate.story import Story, several

__all__ = ["tell_defections", "tell_judgement", "tell_trust"]


def tell_defections(story: Story, month: int) -> list[str]:
    """The defections of a month, dossier by dossier, and what trust was before and after."""
    rows, lines = story.happened(month), []
    rows = rows[rows["event"] == "defected"]
    for name, leaving in rows.groupby("dossier", sort=False):
        names = story.some([story.names[code] for code in leaving["actor"]])
        values = {"title": story.titles[str(name)], "names": names}
        lines.append(
            story.say(
                message("*{title}* : {names} ne tient pas parole.", **values) if len(leaving) == 1
                else message("*{title}* : {names} ne tiennent pas parole.", **values)
            )
        )  # fmt: skip
    if lines and story.months.loc[month, "trust"] < story.months.loc[month - 1, "trust"]:
        lines.append(tell_trust(story, month - 1, month))
    return lines


def tell_trust(story: Story, first: int, last: int) -> str:
    """Mean trust between communes at the end of two months."""
    before, after = (story.level(float(story.months.loc[month, "trust"])) for month in (max(first, 1), last))
    if before == after:
        return story.say(message("La confiance moyenne entre communes reste à {after}.", after=after))
    return story.say(
        message("La confiance moyenne entre communes passe de {before} à {after}.", before=before, after=after)
    )


def tell_judgement(story: Story, row: pd.Series) -> str:
    """Two years after its adoption, a decision is durable or not."""
    leavers = int(row["yes"])
    values = {"title": story.titles[str(row["dossier"])], "leavers": leavers, "n": int(row["asked"])}
    if row["accepted"]:
        held = several(
            leavers,
            message("*{title}* a deux ans et tient, malgré une défection.", **values),
            message("*{title}* a deux ans et tient, malgré {leavers} défections sur {n} communes.", **values),
            message("*{title}* a deux ans et tient : personne n'a fait défection.", **values),
        )
        return story.say(held)
    return story.say(message("*{title}* n'a pas tenu deux ans : {leavers} défections sur {n} communes.", **values))
