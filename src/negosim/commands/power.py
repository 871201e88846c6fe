"""`negosim power NAME`: how often each commune decides, in the council and among the municipal councils."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from negosim.commands.arguments import Arguments, one_of
from negosim.commands.commune_names import matching, rank_of, separated
from negosim.commands.measured_power import COUNCIL, MUNICIPAL, TITLES, Measured, measured
from negosim.commands.screen import cited, grid, heading, names_in_a_row, say, share_of, source_line
from negosim.commands.selected import SelectedTerritory, select_territory
from negosim.commands.targets import csv_target, figure_target, say_written, write_csv, write_figure
from negosim.errors import Message, UserError, message
from negosim.terminal import console, patience

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
    asked = _line(lang).read(arguments)
    name = " ".join(asked.name)
    table, figure = csv_target(asked.csv, name), figure_target(asked.figure, name)
    if asked.rule is not None:
        one_of("--rule", asked.rule, RULES)
    rules = BOTH if asked.rule is None else (asked.rule,)
    if (asked.free or asked.president) and rules[0] not in COUNCIL:
        raise UserError(
            message("--free et --president valent pour le conseil communautaire, pas pour « {rule} ».", rule=rules[0])
        )
    selected = select_territory(name, seats=figure is not None or rules[0] in COUNCIL)
    blocks, chair = _blocks(asked.free, selected), _chair(asked.president, selected)
    with patience(asked.lang):
        found = [measured(rule, selected, blocks, chair) for rule in rules]
    _show(selected, found, blocks, chair, asked.lang)
    if table:
        write_csv(table, COLUMNS, _rows(selected, found))
        say_written(console(), table, asked.lang)
    if figure:
        _draw(figure, selected, found, asked.lang)
    return 0


def _line(lang: str) -> Arguments:
    """The arguments of the command."""
    rules = message("majorités : {rules}", rules=", ".join(RULES))
    line = Arguments("power", message("Le pouvoir de vote de chaque commune : ce que ses voix décident."), lang, rules)
    line.take("name", nargs="+", said=message("SIREN, mots du nom, ou fichier CSV"), metavar=message("NOM"))
    line.take("--rule", metavar=message("REGLE"),
              said=message("une majorité ; par défaut conseil à la majorité simple, et majorité qualifiée des "
                           "communes"))  # fmt: skip
    line.take("--free", nargs="+", action="append", default=[], metavar="A,B|1000",
              said=message("communes dont les conseillers votent chacun librement, ou toutes celles d'au moins tant "
                           "d'habitants ; les autres votent d'un bloc"))  # fmt: skip
    line.take("--president", nargs="+", action="append", default=[], metavar="A",
              said=message("commune du président, dont la voix est prépondérante"))  # fmt: skip
    line.take("--csv", metavar="CSV", said=message("écrit une ligne par commune et par majorité"))
    line.take("--figure", metavar="PNG|SVG", said=message("dessine population, sièges et pouvoir"))
    return line


def _blocks(lists: Sequence[Sequence[str]], selected: SelectedTerritory) -> np.ndarray:
    """Which delegations vote as one, bool[N]. `UserError` names an unknown commune."""
    blocks, problems = np.ones(len(selected.names), dtype=np.bool_), []
    for text in separated(lists, selected):
        if text.isdecimal() and len(text) <= MOST_DIGITS and not matching(text, selected):
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
    names = separated(lists, selected)
    if len(names) > 1:
        raise UserError(message("Un seul président est attendu ; reçu : {names}.", names=", ".join(names)))
    return rank_of(names[0], selected) if names else selected.territory.president


def _show(
    selected: SelectedTerritory, found: Sequence[Measured], blocks: np.ndarray, chair: int | None, lang: str
) -> None:
    """The rules, then a line a commune."""
    screen, people, seats_of = console(), sum(selected.population), _seats(selected)
    heading(screen, selected, lang)
    for one in found:
        say(screen, message("  {title} : {method}.", title=TITLES[one.rule], method=one.said), lang)
    if not blocks.all():
        free = [name for name, block in zip(selected.names, blocks, strict=True) if not block]
        say(
            screen,
            message("  Votent librement, chaque conseiller pour lui : {names}.", names=names_in_a_row(free, lang)),
            lang,
        )
    if chair is not None and any(one.rule == CASTING for one in found):
        say(screen, message("  Président : {name}. À égalité, sa voix l'emporte.", name=selected.names[chair]), lang)
    titles: list[Message] = [message("Commune"), message("Habitants"), message("Sièges")]
    for one in found:
        side = message("Conseil") if one.rule in COUNCIL else message("Communes")
        titles += [message("{side}\nBanzhaf", side=side), message("{side}\nShapley", side=side)]
    rows = [
        (name, share_of(heads, people, lang), share_of(seats, sum(seats_of), lang) if seats_of else "–",
         *(cell for one in found for cell in one.cells(rank, lang)))
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


def _rows(selected: SelectedTerritory, found: Sequence[Measured]) -> list[tuple[object, ...]]:
    """A row for each rule and commune, in the order of `COLUMNS`."""
    siren, held = selected.territory.siren, _seats(selected) or [""] * len(selected.names)
    return [
        (
            siren,
            code,
            selected.names[rank],
            selected.population[rank],
            held[rank],
            one.rule,
            *one.figures(rank),
            one.method,
        )
        for one in found
        for rank, code in enumerate(selected.territory.insee)
    ]


def _draw(figure: Path, selected: SelectedTerritory, found: Sequence[Measured], lang: str) -> None:
    """Write the figure of people, seats and power."""
    from negosim.plots.law_power import law_power  # noqa: PLC0415 -- matplotlib is slow to load

    source = source_line(selected, cited(one.article for one in found), lang)
    powers = [(one.rule in COUNCIL, one.banzhaf) for one in found]
    said = [TITLES[one.rule] for one in found]
    write_figure(figure, lambda: law_power(selected.names, selected.population, selected.ordinary.seats, powers, said,
                                           source, lang))  # fmt: skip
    say_written(console(), figure, lang)
