"""Sentences on what became of the decisions: defections, trust, and durability (suites)."""

from __future__ import annotations

from negosim.errors import message
from negosim.narrate.story import Event, Story, plural

__all__ = ["tell_defections", "tell_judgement", "tell_trust"]


def tell_defections(story: Story, month: int) -> list[str]:
    """The sentences on the defections of a month, by dossier, and on the fall of trust."""
    lines = []
    for name in story.active(month):
        defectors = [story.names[row.commune] for row in story.events_of(month, "defections", name)]
        if defectors:
            values = {"title": story.titles[name], "names": story.name_list(defectors)}
            lines.append(
                plural(
                    len(defectors),
                    message("*{title}* : {names} ne tient pas parole.", **values),
                    message("*{title}* : {names} ne tiennent pas parole.", **values),
                )
            )
    sentences = [story.say(line) for line in lines]
    if sentences and story.months[month]["trust"] < story.months[month - 1]["trust"]:
        sentences.append(tell_trust(story, month - 1, month))
    return sentences


def tell_trust(story: Story, first: int, last: int) -> str:
    """The sentence on mean trust between communes, at the end of the months `first` and `last`."""
    before, after = (story.level(story.months[month]["trust"]) for month in (max(first, 1), last))
    if before == after:
        return story.say(message("La confiance moyenne entre communes reste à {after}.", after=after))
    return story.say(
        message("La confiance moyenne entre communes passe de {before} à {after}.", before=before, after=after)
    )


def tell_judgement(story: Story, row: Event) -> str:
    """The sentence on a decision two years after its adoption, durable or not; empty where nobody could break it."""
    if not story.planned[row.dossier][2].breakable:
        return ""
    defectors = row.defections
    values = {"title": story.titles[row.dossier], "defectors": defectors, "n": row.communes}
    if row.durable:
        sentence = plural(
            defectors,
            message("*{title}* a deux ans et tient, malgré une défection.", **values),
            message("*{title}* a deux ans et tient, malgré {defectors} défections sur {n} communes.", **values),
            message("*{title}* a deux ans et tient : personne n'a fait défection.", **values),
        )
        return story.say(sentence)
    return story.say(message("*{title}* n'a pas tenu deux ans : {defectors} défections sur {n} communes.", **values))
