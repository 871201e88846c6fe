"""Sentences on the hours of the DGS (emploi du temps du DGS)."""

from __future__ import annotations

from negosim.errors import Message, message
from negosim.narrate.story import Story
from negosim.negotiation.state.arrays import MONTHS
from negosim.negotiation.state.moves import MOVES
from negosim.titles import enumeration

__all__ = ["hours_by_move", "tell_hours"]


def tell_hours(story: Story, month: int, *, alone: bool) -> str:
    """The sentence on how the DGS spends hours from this month on, and until when; empty where nothing changes.

    A month unlike the next one is summed up by its two main uses, and left out where it is `alone` (nothing else
    happens).
    """
    spent = hours_of(story, month)
    if month > MONTHS or spent == hours_of(story, month - 1):
        return ""
    last = month
    while last < MONTHS and hours_of(story, last + 1) == spent:
        last += 1
    if last == month and alone:
        return ""
    if not spent:
        return story.say(message("Le DGS n'engage aucune heure."))
    if last == month:
        spent = dict(sorted(spent.items(), key=lambda part: -part[1])[:2])
        return story.say(message("Le DGS consacre {parts}.", parts=hours_by_move(story, spent)))
    values = {"month": story.month(last), "parts": hours_by_move(story, spent)}
    return story.say(message("Jusqu'en {month}, le DGS consacre chaque mois {parts}.", **values))


def hours_of(story: Story, month: int) -> dict[str, float]:
    """Hours of a month by move, without the moves of 0 hours."""
    row = story.months.get(month, {})
    hours = {kind.name: float(row.get(f"hours_{kind.name}", 0.0)) for kind in MOVES}
    return {move: value for move, value in hours.items() if value > 0}


def hours_by_move(story: Story, spent: dict[str, float]) -> str:
    """The hours by move, as a list in a sentence."""
    return enumeration([story.say(hours_on(move, hours)) for move, hours in spent.items()], story.lang)


def hours_on(move: str, hours: float) -> Message:
    """The words for hours spent on one move."""
    return {
        "convene": message("{hours} h aux réunions", hours=hours),
        "draft": message("{hours} h à la rédaction", hours=hours),
        "visit": message("{hours} h aux visites", hours=hours),
        "workshop": message("{hours} h aux ateliers de bassin de vie", hours=hours),
        "circulate": message("{hours} h à faire circuler l'information", hours=hours),
        "follow_up": message("{hours} h au suivi", hours=hours),
        "recognition": message("{hours} h à la reconnaissance", hours=hours),
        "broker": message("{hours} h aux bons offices entre communes", hours=hours),
        "counterweight": message("{hours} h à faire contrepoids", hours=hours),
        "diagnosis": message("{hours} h au diagnostic des blocages", hours=hours),
        "codir": message("{hours} h au comité de direction des services", hours=hours),
        "pressure": message("{hours} h à forcer la mise au vote", hours=hours),
        "package": message("{hours} h à un accord global entre dossiers", hours=hours),
        "partners": message("{hours} h à chercher des cofinancements", hours=hours),
        "neighbours": message("{hours} h à la conférence interterritoriale", hours=hours),
    }[move]
