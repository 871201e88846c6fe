"""Sentences on openings, meetings and drafts: who came, what was proposed, who refused (réunions et rédactions)."""

from __future__ import annotations

from collections import Counter
from typing import Any, TypeVar

from negosim.errors import Message, message
from negosim.narrate.story import SEPARATORS, Event, Story, plural
from negosim.titles import infinitive

__all__ = ["tell_opening", "tell_rounds"]

T = TypeVar("T")

FEW = 4
"""Largest number of communes that a sentence names one by one."""


def tell_opening(story: Story, name: str) -> str:
    """The sentence on a dossier that opens, with its article and its deadline."""
    _, line, shape = story.planned[name]
    return story.say(
        message(
            "Le dossier **{title}** s'ouvre ({article}) ; il doit être tranché en {month} au plus tard.",
            title=story.titles[name], article=story.article(shape.article), month=story.month(line.deadline),
        )
    )  # fmt: skip


def tell_rounds(story: Story, name: str, month: int) -> str:
    """The sentence on the rounds of one dossier in one month.

    It covers the ordinary meeting, the other meetings and the drafts of the DGS; in the first month, in the last, and
    where nothing passed, also the commune that refused the most.
    """
    rounds = story.events_of(month, "rounds", name)
    has_meeting = rounds[0].operator == "alternating"
    ordinary, rest = rounds[0], rounds[1:] if has_meeting else rounds
    meetings = [row for row in rest if row.operator == "alternating"]
    drafts = [row for row in rest if row.operator != "alternating"]
    first = month == story.planned[name][1].opens
    parts = [proposal(story, name, ordinary)] if has_meeting and ordinary.proposer else []
    if meetings:
        parts.append(other_meetings(meetings))
    if drafts:
        parts += [drafts_of_dgs(drafts, explained=first), *outcome_of(story, name, drafts)]
    told = ordinary if has_meeting else None
    refusal = main_refusal(story, name, [row for row in rounds if row.refuser and not row.accepted], told)
    telling = first or month == story.dossiers[name]["closed"] or not any(row.accepted for row in rounds)
    if refusal is not None and telling:
        parts.append(refusal)
    clauses = SEPARATORS[story.lang].join(story.say(part) for part in parts)
    values = {"title": story.titles[name], "n": len(story.names), "account": clauses}
    if not clauses:
        return story.say(message("*{title}* : personne ne vient à la réunion du mois.", **values))
    if not has_meeting:
        return story.say(message("*{title}* (sans réunion) : {account}.", **values))
    return story.say(
        plural(
            ordinary.answers,
            meeting_sentence(story, month, name, ordinary.answers, values),
            meeting_sentence(story, month, name, ordinary.answers, values),
            message("*{title}* (personne à la réunion) : {account}.", **values),
        )
    )


def meeting_sentence(story: Story, month: int, name: str, present: int, values: dict[str, Any]) -> Message:
    """The sentence on a meeting: who came, or who did not, by name where they are few."""
    attendees = story.attendance.get((month, name), set())
    present_names = [story.names[code] for code in story.names if code in attendees]
    absent_names = [story.names[code] for code in story.names if code not in attendees]
    if not absent_names:
        return message("*{title}* (toutes les communes) : {account}.", **values)
    if len(absent_names) <= FEW:
        return message(
            "*{title}* (toutes les communes, sauf {away}) : {account}.", away=story.name_list(absent_names), **values
        )
    if len(present_names) <= FEW:
        return message("*{title}* ({there} seulement) : {account}.", there=story.name_list(present_names), **values)
    return message("*{title}* ({present} communes sur {n}) : {account}.", present=present, **values)


def proposal(story: Story, name: str, row: Event) -> Message:
    """The clause on what a commune proposed at the ordinary meeting, and whether it passed."""
    commune, what = story.names[row.proposer], change(story, name, row)
    if what is None:
        return message("{commune} ne demande rien", commune=commune)
    values = {"commune": commune, "what": what, "count": count_of_yes(row)}
    if row.accepted:
        return (
            message("{commune} propose {what}, et l'obtient ({count})", **values) if row.month % 2
            else message("{commune} obtient {what} ({count})", **values)
        )  # fmt: skip
    return (
        message("{commune} propose {what}, en vain ({count})", **values) if row.month % 2
        else message("{commune} n'obtient pas {what} ({count})", **values)
    )  # fmt: skip


def count_of_yes(row: Event) -> Message:
    """The words for the number of yes; they say so where seats decided otherwise than communes would have."""
    yes, answers = row.yes, row.answers
    if row.accepted and 2 * yes <= answers:
        return plural(
            yes,
            message("un oui, majoritaire en sièges"),
            message("{yes} oui, majoritaires en sièges", yes=yes),
        )
    if not row.accepted and 2 * yes > answers:
        return plural(
            yes,
            message("un oui, minoritaire en sièges"),
            message("{yes} oui, minoritaires en sièges", yes=yes),
        )
    return plural(yes, message("un oui"), message("{yes} oui", yes=yes), message("aucun oui"))


def change(story: Story, name: str, row: Event) -> Message | None:
    """The words for what a draft changes: a clause, an item, or both; None for nothing."""
    k: int | None = row.clause
    q: int | None = row.item
    if k is not None:
        move = infinitive(story.move(name, k, row.level_before, row.level_after))
        return move if q is None else message("{move}, et de retenir {item}", move=move, item=story.item(name, q))
    return None if q is None else message("de retenir {item}", item=story.item(name, q))


def other_meetings(meetings: list[Event]) -> Message:
    """The clause on the other meetings of the month, and how many of their proposals passed."""
    count, passed = len(meetings), sum(row.accepted for row in meetings)
    low, high = min(row.answers for row in meetings), max(row.answers for row in meetings)
    values: dict[str, Any] = {"count": count, "passed": passed}
    values["size"] = (
        message("de {low} à {high} communes", low=low, high=high) if low < high
        else plural(high, message("à une commune"), message("à {high} communes", high=high))
    )  # fmt: skip
    if count == 1:
        return plural(
            passed,
            message("une autre réunion, {size}, change le texte", **values),
            message("une autre réunion, {size}, ne change rien", **values),
        )
    if passed == count:
        return message("les {count} autres réunions, {size}, changent le texte", **values)
    return plural(
        passed,
        message("une des {count} autres réunions, {size}, change le texte", **values),
        message("{passed} des {count} autres réunions, {size}, changent le texte", **values),
        message("aucune des {count} autres réunions, {size}, ne change le texte", **values),
    )


def drafts_of_dgs(drafts: list[Event], *, explained: bool) -> Message:
    """The clause on the drafts of the DGS this month: how many passed and, where `explained`, how they are written."""
    count, passed = len(drafts), sum(row.accepted for row in drafts)
    values: dict[str, Any] = {"count": count, "passed": passed}
    values["drafts"] = way_of_writing(drafts[0].operator) if explained else message("rédactions du DGS")
    if count == 1:
        return plural(passed, message("la rédaction du DGS passe"), message("la rédaction du DGS ne passe pas"))
    if passed == count:
        return message("les {count} {drafts} passent", **values)
    return plural(
        passed,
        message("une des {count} {drafts} passe", **values),
        message("{passed} des {count} {drafts} passent", **values),
        message("aucune des {count} {drafts} ne passe", **values),
    )


def outcome_of(story: Story, name: str, drafts: list[Event]) -> list[Message]:
    """The clause on what the accepted drafts of the DGS change the most this month; empty where they move none."""
    moves: dict[int, tuple[float, float]] = {}
    for row in drafts:
        if row.accepted and row.clause is not None:
            moves[row.clause] = (moves.get(row.clause, (row.level_before, 0.0))[0], row.level_after)
    if not moves:
        return []
    k = max(moves, key=lambda k: (abs(moves[k][1] - moves[k][0]), -k))
    if moves[k][0] == moves[k][1]:
        return []
    return [message("le texte prévoit désormais {move}", move=infinitive(story.move(name, k, *moves[k])))]


def way_of_writing(operator: str) -> Message:
    """The words for how the DGS writes drafts with an operator."""
    return {
        "annealed": message("compromis que le DGS teste en tête-à-tête avec chaque maire"),
        "majority": message("rédactions que le DGS écrit pour la présidence"),
        "random": message("rédactions que le DGS écrit au hasard"),
    }.get(operator, message("rédactions du DGS"))


def main_refusal(story: Story, name: str, refusals: list[Event], told: Event | None) -> Message | None:
    """The clause on the commune that refused the most in most rounds of `refusals`, and why; None without refusals.

    Of equals, the most populous commune; its reason is the most frequent one. `told` is the round whose proposal the
    sentence has just said.
    """
    if not refusals:
        return None
    times = Counter(row.refuser for row in refusals)
    refuser = next(code for code in story.names if times[code] == max(times.values()))
    own_refusals = [row for row in refusals if row.refuser == refuser]
    reason = most_frequent([row.reason for row in own_refusals])
    alike = [row for row in own_refusals if row.reason == reason]
    numbers = [row.item if reason == "project" else row.clause for row in alike]
    number = most_frequent([number for number in numbers if number is not None] or [-1])
    row = next((row for row, at in zip(alike, numbers, strict=True) if at == number), None)
    if row is not None and row is told and reason == "clause":
        return message("{commune} s'y oppose le plus, car cela l'éloigne de ce qu'elle veut",
                       commune=story.names[refuser])  # fmt: skip
    return refusal_sentence(story, name, story.names[refuser], reason, row)


def most_frequent(values: list[T]) -> T:
    """The most frequent value; the first one of equals."""
    return Counter(values).most_common(1)[0][0]


def refusal_sentence(story: Story, name: str, commune: str, reason: str, row: Event | None) -> Message:
    """The clause on why a commune refuses; `row` is a round with the clause or the item in question, or None."""
    if reason == "posture":
        return message("{commune} y gagnerait, mais attend mieux", commune=commune)
    if reason == "fairness":
        return message("{commune} n'y perdrait pas, mais trouve le partage injuste", commune=commune)
    if reason == "dropped":
        return message(
            "{commune} s'y oppose le plus, car un choix auquel elle tient sortirait du texte", commune=commune
        )
    if reason == "whole" or row is None:
        return message("{commune} s'y oppose le plus, car elle y perdrait", commune=commune)
    if reason == "clause":
        move = story.move(name, row.clause, row.level_before, row.level_after)
        return message("{commune} s'y oppose le plus et ne veut pas {move}", commune=commune, move=move)
    return message("{commune} s'y oppose le plus, car elle perdrait à retenir {item}",
                   commune=commune, item=story.item(name, row.item))  # fmt: skip
