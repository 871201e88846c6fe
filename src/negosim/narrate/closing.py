"""The end of a journal: a table of the dossiers, three sentences, and the articles (bilan)."""

from __future__ import annotations

from typing import Any

from negosim.errors import Message, message
from negosim.law.articles import ARTICLES
from negosim.locale import number
from negosim.narrate.decisions import council_decision, municipal_decision, tell_content
from negosim.narrate.effort import hours_by_move
from negosim.narrate.story import Story
from negosim.negotiation.mandate import Mandate
from negosim.negotiation.state.arrays import MONTHS
from negosim.negotiation.state.moves import MOVES
from negosim.titles import OUTCOME_WORDS, article_code, article_subject, typeset

__all__ = ["SUMMARY_COLUMNS", "contents", "summary_rows", "tell_articles", "tell_end"]

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
    return [summary_row(story, row) for row in story.dossiers.values()]


def contents(mandate: Mandate, lang: str) -> list[str]:
    """One paragraph for each dossier in force, yearly ones excluded: what changes, clause by clause, what is built."""
    story = Story(mandate, lang)
    in_force = [row for row in story.dossiers.values() if story.is_in_force(row) and not row["recurrent"]]
    paragraphs = [(story.titles[row["dossier"]], tell_content(story, row["dossier"])) for row in in_force]
    return [typeset(" ".join([f"{title}.", *sentences]), lang) for title, sentences in paragraphs if sentences]


def summary_row(story: Story, row: dict[str, Any]) -> tuple[str, ...]:
    """The row of one dossier, under `SUMMARY_COLUMNS`."""
    codes = [code for code in row["blockers"].split(",") if code]
    outcome, support = OUTCOME_WORDS[row["outcome"]], row["support_communes"]
    return (
        story.titles[row["dossier"]],
        number(row["months"], "months", story.lang),
        story.say(message("oui") if row["adopted"] else message("non ({outcome})", outcome=outcome)),
        NOTHING if support is None else number(support, "support_share", story.lang),
        yes_or_no(story, row["shared"]),
        yes_or_no(story, row["durable"]),
        story.name_list([story.names[code] for code in codes]) if codes else NOTHING,
    )


def yes_or_no(story: Story, value: object) -> str:
    """« oui », « non », or a dash for None."""
    if value is None:
        return NOTHING
    return story.say(message("oui") if value else message("non"))


def tell_end(story: Story) -> list[str]:
    """The table of the dossiers, the meaning of its columns, and three sentences."""
    header = [story.say(column) for column in SUMMARY_COLUMNS]
    lines = [header, [":---", "---:", *[":---:"] * (len(header) - 3), ":---"]]
    lines += [list(row) for row in summary_rows(story.mandate, story.lang)]
    table = "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
    meaning = message(
        "Soutien : part des communes qui y gagnent vraiment. Partagée : adoptée, avantageuse pour deux tiers des "
        "communes au moins, presque sans perdante, et tenue. Durable : presque aucune défection dans les deux ans."
    )
    return [table, story.say(meaning), tell_decisions(story), tell_relations(story), tell_effort(story)]


def tell_decisions(story: Story) -> str:
    """The sentence on how many dossiers were adopted and how many are shared decisions, yearly dossiers excluded."""
    headline_rows = [row for row in story.dossiers.values() if not row["recurrent"]]
    values = {key: sum(bool(row[key]) for row in headline_rows) for key in ("adopted", "shared")} | {
        "n": len(headline_rows)
    }
    return story.say(
        message(
            "**Décisions.** Dossiers adoptés : {adopted} sur {n} ; décisions partagées : {shared} sur {n}.", **values
        )
    )


def tell_relations(story: Story) -> str:
    """The sentence on trust between communes in the first month and at the end of the mandate."""
    first, last = (story.level(story.months[month]["trust"]) for month in (1, MONTHS))
    values = {"first": first, "last": last, "start": story.month(1), "end": story.month(MONTHS)}
    if first == last:
        return story.say(
            message("**Confiance.** Entre communes, elle est de {last} en {end} comme en {start}.", **values)
        )
    return story.say(
        message("**Confiance.** Entre communes, elle passe de {first} ({start}) à {last} ({end}).", **values)
    )


def tell_effort(story: Story) -> str:
    """The sentence on the hours of the DGS over the mandate, by move."""
    all_hours = {kind.name: sum(row[f"hours_{kind.name}"] for row in story.months.values()) for kind in MOVES}
    hours_spent = {move: value for move, value in all_hours.items() if value > 0}
    if not hours_spent:
        return story.say(message("**Heures.** Le DGS n'a engagé aucune heure de facilitation."))
    values = {"total": sum(hours_spent.values()), "parts": hours_by_move(story, hours_spent)}
    return story.say(message("**Heures.** Le DGS a consacré {total} h au mandat : {parts}.", **values))


def tell_articles(story: Story) -> list[str]:
    """The list of the articles that the journal cites, with their subjects."""
    codes = {shape.article for _, _, shape in story.planned.values()}
    codes |= {council_decision(story.mandate, story.planned[row.dossier][0]).article for row in story.events["votes"]}
    for row in story.events["ratifications"]:
        decision = municipal_decision(story.mandate, story.planned[row.dossier][0])
        if decision is not None:
            codes.add(decision.article)
    articles = [(article_code(code), article_subject(code, story.lang)) for code in ARTICLES if code in codes]
    lines = [story.say(message("- {article} : {subject}", article=code, subject=subject)) for code, subject in articles]
    note = message("Les articles L. sont ceux du code général des collectivités territoriales.")
    return ["\n".join(lines), story.say(note)]
