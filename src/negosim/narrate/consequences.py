"""Sentences on what adopted texts change afterwards: rules, money, services, projects (conséquences)."""

from __future__ import annotations

from negosim.errors import Message, message
from negosim.narrate.story import Event, Story
from negosim.negotiation.state.clause import money
from negosim.tables import full_budget_eur

__all__ = ["tell_consequence", "tell_delivery"]


def tell_consequence(story: Story, row: Event) -> str:
    """The sentence on what an adopted dossier changes from now on."""
    euros = money(row.size * full_budget_eur(story.mandate), story.lang) if row.size else ""
    values = {"title": story.titles[row.dossier], "size": row.size, "euros": euros}
    sentences: dict[str, Message] = {
        "rules": message("*{title}* s'applique : bureau, veto, conférence des maires et information suivent "
                         "ses règles.",
                         **values),
        "direction": message("*{title}* oriente désormais les dossiers qui s'ouvrent, pour les communes qui "
                             "l'ont écrit.",
                             **values),
        "solidarity_pool": message("*{title}* : désormais, jusqu'à {size_share} des gains de chaque commune seront "
                                   "partagés dans les autres dossiers.", title=values["title"], size_share=row.size),
        "saving": message("*{title}* : à plein, les services communs rendront {euros} par an à l'investissement.",
                          **values),
        "budget": message("*{title}* : ses recettes et sa part d'investissement ajoutent {euros} au programme "
                          "de l'année.",
                          **values),
        "charges": message("*{title}* : une fois le service repris, {charges} de charges par an passent à "
                           "l'intercommunalité ; les attributions de compensation baissent d'autant.",
                           title=values["title"], charges=money(max(row.size, 1.0), story.lang)),
    }  # fmt: skip
    return story.say(sentences[row.effect]) if row.size else ""


def tell_delivery(story: Story, row: Event) -> str:
    """The sentence on a project that is delivered on time, delivered late, or dropped."""
    values = {"item": story.item(row.dossier, row.item)}
    sentences = {
        "on_time": message("Livré à temps : {item}.", **values),
        "late": message("Livré en retard : {item}.", **values),
        "dropped": message("Abandonné, la commune ne pouvant payer sa part : {item}.", **values),
    }
    return story.say(sentences[row.fate])
