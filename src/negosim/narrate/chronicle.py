"""The journal of a mandate, month by month, in Markdown (journal)."""

from __future__ import annotations

from negosim.errors import message
from negosim.locale import LANGS
from negosim.narrate.closing import tell_articles, tell_end
from negosim.narrate.consequences import tell_consequence, tell_delivery
from negosim.narrate.decisions import tell_decision
from negosim.narrate.effort import tell_hours
from negosim.narrate.follow_up import tell_defections, tell_judgement, tell_trust
from negosim.narrate.meetings import tell_opening, tell_rounds
from negosim.narrate.opening import tell_start
from negosim.narrate.story import Story
from negosim.negotiation.mandate import Mandate
from negosim.negotiation.state.arrays import MONTHS
from negosim.titles import typeset

__all__ = ["journal"]

YEAR = 12


def journal(mandate: Mandate, lang: str = "fr") -> str:
    """The journal of a mandate in Markdown: who met, what was proposed, who refused, what was decided.

    Every figure of a month is in that month's rows of the tables. No person is named. Raises ValueError: an unknown
    language.
    """
    if lang not in LANGS:
        raise ValueError(f"no journal in {lang!r}; languages: {', '.join(LANGS)}")
    story = Story(mandate, lang)
    pages = tell_start(story)
    for first in range(1, MONTHS + 1, YEAR):
        pages += tell_period(story, first, first + YEAR - 1)
    pages += tell_period(story, MONTHS + 1, len(story.months))
    pages += [story.say(message("## Bilan")), *tell_end(story)]
    pages += [story.say(message("## Articles appliqués")), *tell_articles(story)]
    return typeset("\n\n".join(pages) + "\n", lang)


def tell_period(story: Story, first: int, last: int) -> list[str]:
    """The paragraphs of the months `first` to `last`: a year of the mandate, or the months after it."""
    start, end = story.month(first), story.month(last)
    if first > MONTHS:
        pages = [story.say(message("## Après le mandat : {start} – {end}", start=start, end=end))]
    else:
        pages = [f"## {start[:1].upper()}{start[1:]} – {end}", tell_budget(story, first)]
    paragraphs = [page for month in range(first, last + 1) for page in tell_month(story, month)]
    if not paragraphs:
        nothing = story.say(message("Rien ne se décide ni ne se rompt."))
        paragraphs = [f"{nothing} {tell_trust(story, first - 1, last)}"]
    return pages + paragraphs


def tell_budget(story: Story, first: int) -> str:
    """The sentence on the investment budget of the year that begins in month `first`."""
    budget = story.months[first]["budget_eur"]
    return story.say(message("Budget d'investissement de l'année : {budget_eur}.", budget_eur=budget))


def tell_month(story: Story, month: int) -> list[str]:
    """The paragraphs of one month; empty where nothing happens."""
    active = story.active(month)
    talk = [tell_opening(story, row.dossier) for row in story.events_of(month, "openings")]
    talk.append(tell_hours(story, month, alone=not active))
    talk += [tell_rounds(story, name, month) for name in active if story.events_of(month, "rounds", name)]
    talk += tell_defections(story, month)
    talk += [tell_judgement(story, row) for row in story.events_of(month, "judgements")]
    talk += [tell_delivery(story, row) for row in story.events_of(month, "deliveries")]
    decision_lines = [line for name in active for line in tell_decision(story, name, month)]
    decision_lines += [line for row in story.events_of(month, "consequences") if (line := tell_consequence(story, row))]
    sentences = " ".join(sentence for sentence in talk if sentence)
    if not sentences and not decision_lines:
        return []
    name = story.month(month)
    lines = ["\n".join(f"- {line}" for line in decision_lines)] if decision_lines else []
    return [f"**{name[:1].upper()}{name[1:]}.** {sentences}".strip(), *lines]
