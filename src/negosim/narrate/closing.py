"""How a mandate ends: a table of the dossiers and three sentences (bilan)."""

from __future__ import annotations

import pandas as pd

from negosim.errors import Message, message
from negosim.law.articles import ARTICLES
from negosim.locale import number
from negosim.narrate.decisions import council_decision, municipal_decision
from negosim.narrate.effort import words_of
from negosim.narrate.story import Story
from negosim.narrate.titles import OUTCOME_WORDS, article_code, article_subject
from negosim.negotiation.mandate import Mandate
from negosim.negotiation.moves import MOVES
from negosim.negotiation.state import MONTHS

__all__ = ["SUMMARY_COLUMNS", "summary_rows", "tell_articles", "tell_end"]

SUMMARY_COLUMNS: tuple[Message, ...] = (
    message("Dossier"),
    message("Mois"),
    message("Adopté"),
    message("Soutien"),
    message("Partagée"),
    message("Durable"),
    message("Blocage"),
)
"""The columns of the summary of a mandate."""

NOTHING = "–"


def summary_rows(mandate: Mandate, lang: str) -> list[tuple[str, ...]]:
    """One row of words for each dossier, under `SUMMARY_COLUMNS`; support is a share of the communes."""
    story = Story(mandate, lang)
    return [summary_row(story, row) for _, row in story.dossiers.iterrows()]


def summary_row(story: Story, row: pd.Series) -> tuple[str, ...]:
    """The row of one dossier."""
    codes = [code for code in row["blockers"].split(",") if code]
    outcome = OUTCOME_WORDS[row["outcome"]]
    support = number(float(row["support_communes"]), "support_share", story.lang)
    return (
        story.titles[row["dossier"]],
        number(int(row["months"]), "months", story.lang),
        story.say(message("oui") if row["adopted"] else message("non ({outcome})", outcome=outcome)),
        support if pd.notna(row["support_communes"]) else NOTHING,
        yes_or_no(story, row["shared"]),
        yes_or_no(story, row["durable"]),
        story.some([story.names[code] for code in codes]) or NOTHING,
    )


def yes_or_no(story: Story, value: object) -> str:
    """« oui », « non », or a dash where it is not known."""
    if pd.isna(value):  # type: ignore[call-overload]
        return NOTHING
    return story.say(message("oui") if value else message("non"))


def tell_end(story: Story) -> list[str]:
    """The table of the dossiers, what its columns mean, and three sentences."""
    header = [story.say(column) for column in SUMMARY_COLUMNS]
    lines = [header, [":---", "---:", *[":---:"] * (len(header) - 3), ":---"]]
    lines += [list(row) for row in summary_rows(story.mandate, story.lang)]
    table = "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
    meaning = message(
        "Soutien : part des communes qui y gagnent vraiment. Partagée : adoptée, voulue par deux tiers des communes "
        "au moins, presque sans perdante, et tenue. Durable : presque aucune défection dans les deux ans."
    )
    return [table, story.say(meaning), tell_decisions(story), tell_relations(story), tell_effort(story)]


def tell_decisions(story: Story) -> str:
    """How many dossiers were adopted and how many are shared decisions, yearly dossiers left out."""
    counted = story.dossiers[~story.dossiers["recurrent"]]
    return story.say(
        message(
            "**Décisions.** Dossiers adoptés : {adopted} sur {n} ; décisions partagées : {shared} sur {n}.",
            adopted=int(counted["adopted"].sum()), shared=int(counted["shared"].sum()), n=len(counted),
        )
    )  # fmt: skip


def tell_relations(story: Story) -> str:
    """Trust between communes in the first month and at the end of the mandate."""
    first, last = story.level(story.months.loc[1, "trust"]), story.level(story.months.loc[MONTHS, "trust"])
    values = {"first": first, "last": last, "start": story.month(1), "end": story.month(MONTHS)}
    if first == last:
        return story.say(
            message("**Confiance.** Entre communes, elle est de {last} en {end} comme en {start}.", **values)
        )
    return story.say(
        message("**Confiance.** Entre communes, elle passe de {first} ({start}) à {last} ({end}).", **values)
    )


def tell_effort(story: Story) -> str:
    """Hours of the DGS over the mandate, by move."""
    hours = {kind.name: float(story.months[f"hours_{kind.name}"].sum()) for kind in MOVES}
    spent = {move: value for move, value in hours.items() if value}
    if not spent:
        return story.say(message("**Heures.** Le DGS n'a engagé aucune heure de facilitation."))
    parts = words_of(story, spent)
    return story.say(
        message("**Heures.** Le DGS a consacré {total} h au mandat : {parts}.", total=sum(hours.values()), parts=parts)
    )


def tell_articles(story: Story) -> list[str]:
    """The articles that the journal cites, with their subjects."""
    voted, answered = (
        {
            d
            for d, _, _ in (
                story.planned[name] for name in set(story.events[story.events["event"] == event]["dossier"])
            )
        }
        for event in ("voted", "ratified")
    )
    codes = {shape.article for _, _, shape in story.planned.values()}
    codes |= {council_decision(story.mandate, d).article for d in voted}
    decisions = [municipal_decision(story.mandate, d) for d in answered]
    codes |= {decision.article for decision in decisions if decision is not None}
    lines = [
        story.say(message("- {article} : {subject}", article=article_code(code), subject=article_subject(code, story.lang)))
        for code in ARTICLES if code in codes
    ]  # fmt: skip
    note = message("Les articles L. sont ceux du code général des collectivités territoriales.")
    return ["\n".join(lines), story.say(note)]
