"""`negosim power NAME`: how often each commune decides, in the council and among the municipal councils."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from negosim.commands.arguments import Arguments, one_of
from negosim.commands.commune_names import matching_ranks, rank_of, separate_names
from negosim.commands.power_by_rule import COUNCIL, MUNICIPAL, TITLES, RulePower, power_under
from negosim.commands.screen import citations, grid, heading, share_of, source_line
from negosim.commands.selected import SelectedTerritory, select_territory
from negosim.commands.targets import csv_target, figure_target, say_file, write_csv, write_figure
from negosim.errors import Message, UserError, message
from negosim.terminal import console, say, waiting_notice
from negosim.titles import names_in_a_row

__all__ = ["main"]

BOTH = ("simple", "municipal")
MOST_DIGITS = 9
CASTING = "simple"
"""The majority under which the president's vote decides a tie."""
RULES = (*COUNCIL, *MUNICIPAL)
COLUMNS = ("epci", "commune", "name", "population", "seats", "rule", "banzhaf", "banzhaf_se",
           "shapley_shubik", "shapley_shubik_se", "method")  # fmt: skip


def main(arguments: Sequence[str], lang: str) -> int:
    """Print the power of each commune, and write its table or its figure."""
    options = _line(lang).parse(arguments)
    name = " ".join(options.name)
    table, figure = csv_target(options.csv, name), figure_target(options.figure, name)
    if options.rule is not None:
        one_of("--rule", options.rule, RULES)
    rules = BOTH if options.rule is None else (options.rule,)
    if (options.free or options.president) and rules[0] not in COUNCIL:
        raise UserError(
            message("--free et --president valent pour le conseil communautaire, pas pour « {rule} ».", rule=rules[0])
        )
    selected = select_territory(name, seats=figure is not None or rules[0] in COUNCIL)
    blocks, chair = _blocks(options.free, selected), _chair(options.president, selected)
    with waiting_notice(options.lang):
        powers = [power_under(rule, selected, blocks, chair) for rule in rules]
    _show(selected, powers, blocks, chair, options.lang)
    if table:
        write_csv(table, COLUMNS, _rows(selected, powers))
        say_file(console(), table, options.lang)
    if figure:
        _draw(figure, selected, powers, options.lang)
    return 0


def _line(lang: str) -> Arguments:
    """The arguments of the command."""
    rules = message("majorités : {rules}", rules=", ".join(RULES))
    line = Arguments("power", message("Le pouvoir de vote de chaque commune : ce que ses voix décident."), lang, rules)
    line.take("name", nargs="+", help=message("SIREN, mots du nom, ou fichier CSV"), metavar=message("NOM"))
    line.take("--rule", metavar=message("REGLE"),
              help=message("une majorité ; par défaut conseil à la majorité simple, et majorité qualifiée des "
                           "communes"))  # fmt: skip
    line.take("--free", nargs="+", action="append", default=[], metavar="A,B|1000",
              help=message("communes dont les conseillers votent chacun librement, ou toutes celles d'au moins tant "
                           "d'habitants ; les autres votent d'un bloc"))  # fmt: skip
    line.take("--president", nargs="+", action="append", default=[], metavar="A",
              help=message("commune du président, dont la voix est prépondérante"))  # fmt: skip
    line.take("--csv", metavar="CSV", help=message("écrit une ligne par commune et par majorité"))
    line.take("--figure", metavar="PNG|SVG", help=message("dessine population, sièges et pouvoir"))
    return line


def _blocks(lists: Sequence[Sequence[str]], selected: SelectedTerritory) -> np.ndarray:
    """Which delegations vote as one, bool[N]. `UserError` names an unknown commune."""
    blocks, problems = np.ones(len(selected.names), dtype=np.bool_), []
    for text in separate_names(lists, selected):
        if text.isdecimal() and len(text) <= MOST_DIGITS and not matching_ranks(text, selected):
            blocks &= np.array(selected.population) < int(text)
            continue
        try:
            blocks[rank_of(text, selected)] = False
        except UserError as error:
            problems += error.problems
    if problems:
        raise UserError(*problems)
    return blocks


def _chair(lists: Sequence[Sequence[str]], selected: SelectedTerritory) -> int | None:
    """The commune of the president, that of the user's file by default."""
    names = separate_names(lists, selected)
    if len(names) > 1:
        raise UserError(message("Un seul président est attendu ; reçu : {names}.", names=", ".join(names)))
    return rank_of(names[0], selected) if names else selected.territory.president


def _show(
    selected: SelectedTerritory, powers: Sequence[RulePower], blocks: np.ndarray, chair: int | None, lang: str
) -> None:
    """The rules, then a line a commune."""
    screen, people, seats_of = console(), sum(selected.population), _seats(selected)
    heading(screen, selected, lang)
    for one in powers:
        say(screen, message("  {title} : {method}.", title=TITLES[one.rule], method=one.note), lang)
    if not blocks.all():
        free = [name for name, block in zip(selected.names, blocks, strict=True) if not block]
        say(
            screen,
            message("  Votent librement, chaque conseiller pour lui : {names}.", names=names_in_a_row(free, lang)),
            lang,
        )
    if chair is not None and any(one.rule == CASTING for one in powers):
        say(screen, message("  Président : {name}. À égalité, sa voix l'emporte.", name=selected.names[chair]), lang)
    titles: list[Message] = [message("Commune"), message("Habitants"), message("Sièges")]
    for one in powers:
        side = message("Conseil") if one.rule in COUNCIL else message("Communes")
        titles += [message("{side}\nBanzhaf", side=side), message("{side}\nShapley", side=side)]
    rows = [
        (name, share_of(heads, people, lang), share_of(seats, sum(seats_of), lang) if seats_of else "–",
         *(cell for one in powers for cell in one.cells(rank, lang)))
        for rank, (name, heads, seats) in enumerate(
            zip(selected.names, selected.population, seats_of or [0] * len(selected.names), strict=True))
    ]  # fmt: skip
    screen.print(grid(titles, rows, lang))
    say(screen, message("Banzhaf : part des basculements possibles ; Shapley (et Shubik) : part des ordres d'arrivée "
                        "où la commune emporte la décision."), lang)  # fmt: skip
    say(screen, message("– : sièges donnés par une loi propre à ce conseil.") if selected.special
        else message("Sièges de droit commun."), lang)  # fmt: skip


def _seats(selected: SelectedTerritory) -> tuple[int, ...]:
    """The ordinary-law seats; none where a law of its own gives them."""
    return () if selected.special else selected.ordinary.seats


def _rows(selected: SelectedTerritory, powers: Sequence[RulePower]) -> list[tuple[object, ...]]:
    """A row for each rule and commune, in the order of `COLUMNS`."""
    siren, seats = selected.territory.siren, _seats(selected) or [""] * len(selected.names)
    return [
        (
            siren,
            code,
            selected.names[rank],
            selected.population[rank],
            seats[rank],
            one.rule,
            *one.figures(rank),
            one.method,
        )
        for one in powers
        for rank, code in enumerate(selected.territory.insee)
    ]


def _draw(figure: Path, selected: SelectedTerritory, powers: Sequence[RulePower], lang: str) -> None:
    """Write the figure of people, seats and power."""
    from negosim.plots.law_power import law_power  # noqa: PLC0415 -- matplotlib is slow to load

    source = source_line(selected, citations(one.article for one in powers), lang)
    shares = [(one.rule in COUNCIL, one.banzhaf) for one in powers]
    titles = [TITLES[one.rule] for one in powers]
    write_figure(figure, lambda: law_power(selected.names, selected.population, selected.ordinary.seats, shares, titles,
                                           source, lang))  # fmt: skip
    say_file(console(), figure, lang)
