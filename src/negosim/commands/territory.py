"""`negosim territory NAME`: find an intercommunality and print its card (fiche d'identité)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.markup import escape
from rich.table import Table

from negosim.commands.arguments import Arguments
from negosim.commands.selected import ordinary_law
from negosim.errors import Message, message
from negosim.law.special_councils import special_council
from negosim.locale import number, translate
from negosim.terminal import console
from negosim.territory.card import card
from negosim.territory.competences import NAMED
from negosim.territory.load import load
from negosim.territory.model import CORE, PERIURBAN, RURAL, SECONDARY, Territory
from negosim.territory.search import find
from negosim.territory.text_file import file_named
from negosim.territory.user_csv import read_territory

__all__ = ["main"]

ROLES: dict[int, Message] = {
    CORE: message("ville-centre"),
    SECONDARY: message("bourg-centre"),
    PERIURBAN: message("périurbaine"),
    RURAL: message("rurale"),
}


def main(arguments: Sequence[str], lang: str) -> int:
    """Print the card of an intercommunality, or the list of those that the words may mean."""
    line = Arguments("territory", message("Trouve une intercommunalité et en affiche la fiche."), lang)
    line.take("name", nargs="+", help=message("SIREN, mots du nom, ou fichier CSV"), metavar=message("NOM"))
    options = line.parse(arguments)
    name = " ".join(options.name)
    file = file_named(name, Path.cwd())
    answers = [] if file else find(name)
    if len(answers) > 1:
        _list(answers, options.lang)
    else:
        _show(read_territory(file) if file else load(name), options.lang)
    return 0


def _list(answers: Sequence, lang: str) -> None:
    """The intercommunalities that the name may mean."""
    titles = (message("SIREN"), message("Nom"), message("Catégorie"), message("Communes"))
    table = Table(*(translate(title, lang) for title in titles))
    for candidate in answers:
        table.add_row(candidate.siren, escape(candidate.name), candidate.category, str(candidate.n_communes))
    console().print(table)
    sentence = message("{count} réponses : donnez un SIREN ou des mots de plus.", count=len(answers))
    console().print(translate(sentence, lang), markup=False)


def _show(territory: Territory, lang: str) -> None:
    """The card, then the communes."""
    screen = console()
    screen.print(f"{territory.name} ({territory.siren})", style="bold", markup=False)
    facts = Table(show_header=False)
    for label, value in _facts(territory, lang):
        facts.add_row(translate(label, lang), escape(value))
    screen.print(facts)
    screen.print(_members(territory, lang))


def _facts(territory: Territory, lang: str) -> list[tuple[Message, str]]:
    """What is known of the whole."""
    known = card(territory)
    wealth = (number(known[key], "head_eur", lang) for key in ("potential_per_head_min", "potential_per_head_max"))
    ratio = known["potential_ratio"]
    areas = (f"{a}. {', '.join(names)}" for a, names in enumerate(known["living_areas"], start=1))
    return [
        (message("Catégorie, régime fiscal"), f"{territory.category}, {territory.tax_regime}"),
        (message("Communes"), number(territory.n, "n", lang)),
        (message("Population municipale (2022)"), number(known["population"], "people", lang)),
        (message("Part de la plus grande"), number(known["largest_share"], "largest_share", lang)),
        (message("Sièges de droit commun"), _council(territory, lang)),
        (message("Potentiel financier par habitant"), " – ".join(wealth)),
        (message("Rapport du plus riche au plus pauvre"), "–" if ratio is None else number(round(ratio, 2), "", lang)),
        (message("Indice de Gini de la richesse"), number(round(known["potential_gini"], 3), "gini", lang)),
        (message("Bassins de vie"), "\n".join(areas)),
        (message("Compétences exercées (* : supposé)"), _competences(territory, lang, held=True)),
        (message("Compétences restées aux communes (* : supposé)"), _competences(territory, lang, held=False)),
        (message("Communes aux données estimées (*)"), number(known["n_imputed"], "n", lang)),
    ]


def _competences(territory: Territory, lang: str, *, held: bool) -> str:
    """The competences that it holds, or does not hold, on one line each; a star marks what is assumed."""
    titles = [
        translate(one.label, lang) + (" *" if holding.assumed else "")
        for one, holding in zip(NAMED, territory.competences, strict=True)
        if holding.held == held
    ]
    return "\n".join(titles) or "–"


def _council(territory: Territory, lang: str) -> str:
    """The seats of the whole council, or why ordinary law does not give them."""
    reason = special_council(territory.siren)
    return translate(reason, lang) if reason else number(sum(_seats(territory)), "seats", lang)


def _seats(territory: Territory) -> tuple[int, ...]:
    """The seats of each commune by ordinary law."""
    population = tuple(map(int, territory.population))
    return ordinary_law(population, territory.category, territory.insee).seats


def _members(territory: Territory, lang: str) -> Table:
    """One line a commune."""
    titles = (
        message("Commune"), message("INSEE"), message("Population 2022"), message("Population 2023"),
        message("Sièges"), message("Potentiel par habitant"), message("Rôle"), message("Bassin"),
    )  # fmt: skip
    table = Table(*(translate(title, lang) for title in titles))
    for column in (2, 3, 4, 5, 7):
        table.columns[column].justify = "right"
    special = special_council(territory.siren) is not None
    for i, seats in enumerate(_seats(territory)):
        table.add_row(
            escape(territory.names[i] + (" *" if territory.imputed[i] else "")),
            territory.insee[i],
            number(int(territory.population[i]), "people", lang),
            number(int(territory.population_2023[i]), "people", lang),
            "–" if special else number(seats, "seats", lang),
            number(float(territory.potential_per_head[i]), "head_eur", lang),
            translate(ROLES[int(territory.roles[i])], lang),
            str(int(territory.living_area[i]) + 1),
        )
    return table
