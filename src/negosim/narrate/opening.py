"""The beginning of a journal: territory, strategy, and a warning that it is a simulation (présentation)."""

from __future__ import annotations

from negosim.errors import Message, message
from negosim.law.special_councils import special_council
from negosim.narrate.story import Story
from negosim.titles import enumeration

__all__ = ["CATEGORIES", "tell_start"]

CATEGORIES: dict[str, Message] = {
    "CC": message("communauté de communes"),
    "CA": message("communauté d'agglomération"),
    "CU": message("communauté urbaine"),
    "METROPOLE": message("métropole"),
}
"""The categories of intercommunalities in words."""


DATA: dict[str, Message] = {
    "synthetic": message("Le territoire et les préférences de ses communes sont synthétiques."),
    "csv": message("Les communes sont décrites par l'utilisateur ; leurs préférences sont synthétiques."),
}
PUBLIC_DATA = message(
    "Communes, populations, richesses et règles de droit sont réelles ; les préférences des communes sont "
    "synthétiques, car la plupart des petites communes n'ont pas d'étiquette politique connue."
)


def tell_start(story: Story) -> list[str]:
    """The title, the warning, the territory with its seats and president's commune, and the strategy."""
    s, setting = story.mandate.state, story.mandate.setting
    territory = setting.territory
    territory_sentence = message(
        "Cette {category} (SIREN {siren}) réunit {n} communes et {population} habitants. Son conseil compte {seats} "
        "sièges ; {president} en assure la présidence{how}.",
        category=CATEGORIES[territory.category], siren=territory.siren, n=territory.n,
        population=int(territory.population.sum()), seats=len(s.officials),
        president=territory.names[int(s.council.president_commune)],
        how="" if territory.president is not None else message(" dans cette simulation (tirage au sort)"),
    )  # fmt: skip
    conduct = message(
        "Le DGS (directeur général des services) suit la stratégie « {strategy} », avec {hours} h de facilitation par "
        "mois au plus. Graine {seed}.",
        strategy=setting.strategy.label, hours=setting.context.hours, seed=str(story.mandate.seed),
    )  # fmt: skip
    warning = message(
        "> Ce récit est celui d'une simulation : il ne prédit aucune décision réelle. {data} Une autre graine "
        "raconterait une autre histoire.",
        data=DATA.get(territory.source, PUBLIC_DATA),
    )
    title = message("# Journal du mandat simulé : {name}", name=territory.name)
    return [story.say(title), story.say(warning), story.say(territory_sentence) + own_council(story) + communes(story),
            story.say(conduct)]  # fmt: skip


def own_council(story: Story) -> str:
    """A sentence where the real council follows rules of its own; empty elsewhere."""
    reason = special_council(story.mandate.setting.territory.siren)
    if reason is None:
        return ""
    return f" {story.say(reason)} {story.say(message('La simulation y prend les sièges de droit commun.'))}"


def communes(story: Story) -> str:
    """A sentence with the names of the communes, where they are 12 at most; empty elsewhere."""
    names = list(story.names.values())
    if len(names) > 12:
        return ""
    sentence = message("Communes, de la plus à la moins peuplée : {names}.", names=enumeration(names, story.lang))
    return f" {story.say(sentence)}"
