"""`negosim vote NAME --yes A,B`: try a coalition and read the reasoned outcome."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from negosim.commands.arguments import Arguments, one_of
from negosim.commands.commune_names import rank_of, separated
from negosim.commands.positions import STANCES, Positions, read_positions, with_councils
from negosim.commands.screen import cited, heading, source_line
from negosim.commands.selected import SelectedTerritory, select_territory
from negosim.commands.targets import figure_target, say_written, write_figure
from negosim.commands.vote_screen import show_every_procedure, show_outcome, show_positions
from negosim.errors import Message, UserError, message
from negosim.law.cases import Case
from negosim.law.majorities import RULES
from negosim.law.openings import procedure_problem
from negosim.law.procedures import PROCEDURES, SINGLE_COMMUNE
from negosim.locale import translate
from negosim.terminal import console

__all__ = ["main"]

ALL = "all"
KEYS = tuple(line.key for line in PROCEDURES)

SAID: dict[str, Message] = {
    "yes": message("communes qui votent pour : noms ou codes INSEE, séparés par des virgules ; Bonneville=10 pour "
                   "dix voix de sa délégation ; others pour toutes les autres"),
    "no": message("communes qui votent contre"),
    "abstain": message("communes qui s'abstiennent"),
    "absent": message("délégations absentes"),
    "silent": message("communes dont le conseil municipal ne répond pas, et dont la délégation s'abstient"),
}  # fmt: skip


COUNCILS_SAID: dict[str, Message] = {
    "yes": message("communes dont le conseil municipal est pour, quoi que vote leur délégation"),
    "no": message("communes dont le conseil municipal est contre, quoi que vote leur délégation"),
    "silent": message("communes dont le conseil municipal ne répond pas, quoi que vote leur délégation"),
}


def main(arguments: Sequence[str], lang: str) -> int:
    """Print what the law makes of a coalition, in one procedure or in all of them."""
    asked = _line(lang).read(arguments)
    figure = figure_target(asked.figure, " ".join(asked.name))
    one_of("--procedure", asked.procedure, (*KEYS, ALL))
    if asked.rule is not None:
        one_of("--rule", asked.rule, tuple(RULES))
    _check_all(asked)
    selected = select_territory(" ".join(asked.name))
    given = {stance: getattr(asked, stance) for stance in STANCES}
    councils = {stance: getattr(asked, f"councils_{stance}") for stance in COUNCILS_SAID}
    tried = with_councils(read_positions(given, separated(asked.president, selected), selected), councils, selected)
    cases = _cases(asked, selected)
    for case in cases if asked.procedure != ALL else []:
        case.check()
    screen = console()
    heading(screen, selected, asked.lang)
    show_positions(screen, selected, tried, asked.lang, casting=any(case.casting_vote(tried) for case in cases))
    if asked.procedure == ALL:
        show_every_procedure(screen, cases, _closed(selected), tried, asked.lang)
        return 0
    show_outcome(screen, selected, cases[0], tried, asked.lang)
    if figure:
        _draw(figure, selected, cases[0], tried, asked.lang)
    return 0


def _line(lang: str) -> Arguments:
    """The arguments of the command."""
    line = Arguments("vote", message("Essaie une coalition : l'issue au conseil et dans les communes."), lang,
                     _keys(lang))  # fmt: skip
    line.take("name", nargs="+", said=message("SIREN, mots du nom, ou fichier CSV"), metavar=message("NOM"))
    for stance in STANCES:
        line.take(f"--{stance}", said=SAID[stance], nargs="+", action="append", default=[], metavar="A,B")
    for stance, said in COUNCILS_SAID.items():
        line.take(f"--councils-{stance}", said=said, nargs="+", action="append", default=[], metavar="A,B")
    line.take("--president", nargs="+", action="append", default=[], metavar="A",
              said=message("commune du président, dont la voix est prépondérante"))  # fmt: skip
    line.take("--concerned", nargs="+", action="append", default=[], metavar="A,B",
              said=message("communes concernées, quand la procédure n'en touche que certaines"))  # fmt: skip
    line.take("--procedure", default=KEYS[0], metavar=message("CLE"),
              said=message("procédure, ou all pour toutes ; par défaut le transfert d'une compétence"))  # fmt: skip
    line.take("--rule", metavar=message("REGLE"),
              said=message("majorité du conseil, à la place de celle de la procédure"))  # fmt: skip
    line.take("--secret", action="store_true", said=message("scrutin secret : pas de voix prépondérante"))
    line.take("--reconvened", action="store_true", said=message("seconde convocation : pas de quorum"))
    line.take("--figure", metavar="PNG|SVG", said=message("dessine l'issue"))
    return line


def _keys(lang: str) -> Message:
    """What stands below the options: the two words of the vote, the procedures, the majorities."""
    width = max(map(len, KEYS)) + 2
    titles = "\n".join(f"  {line.key:<{width}}{translate(line.title, lang)}" for line in PROCEDURES)
    return message(
        "Délégation : les conseillers d'une commune, qui votent au conseil communautaire. Conseil municipal : celui "
        "de la commune, qui délibère pour elle ; il répond comme vote la plus grande part de sa délégation, sauf "
        "--councils-yes, --councils-no ou --councils-silent.\nProcédures (--procedure) :\n{titles}\nMajorités du "
        "conseil (--rule) : {rules}",
        titles=titles, rules=", ".join(RULES),
    )  # fmt: skip


def _check_all(asked: Namespace) -> None:
    """`UserError`: what goes with one procedure only."""
    if asked.procedure != ALL:
        return
    given = [name for name, value in (("--rule", asked.rule), ("--figure", asked.figure)) if value]
    if given:
        raise UserError(
            message("{options} : pour une seule procédure ; choisissez-la par --procedure.", options=", ".join(given))
        )


def _cases(asked: Namespace, selected: SelectedTerritory) -> list[Case]:
    """The procedures to try; without a commune named, those that touch one only are left out of all."""
    names = separated(asked.concerned, selected)
    concerned = None
    if names:
        concerned = np.zeros(len(selected.names), dtype=np.bool_)
        concerned[[rank_of(name, selected) for name in names]] = True
    one = concerned is not None and int(concerned.sum()) == 1
    if asked.procedure == ALL:
        open_here = [code for code in range(len(KEYS)) if _problem(code, selected) is None]
        procedures = [code for code in open_here if code != SINGLE_COMMUNE or one]
    else:
        procedures = [KEYS.index(asked.procedure)]
    rule = None if asked.rule is None else RULES[asked.rule]
    people = np.array(selected.population, dtype=np.int64)
    category, regime = selected.territory.category, selected.territory.tax_regime
    return [
        Case(code, people, rule, asked.secret, asked.reconvened, concerned, category, regime) for code in procedures
    ]


def _closed(selected: SelectedTerritory) -> list[Message]:
    """Why each procedure that the law does not open here is left out."""
    return [problem for code in range(len(KEYS)) if (problem := _problem(code, selected)) is not None]


def _problem(code: int, selected: SelectedTerritory) -> Message | None:
    """Why the law does not open a procedure to this intercommunality, if it does not."""
    return procedure_problem(code, selected.territory.category, selected.territory.tax_regime, selected.population)


def _draw(figure: Path, selected: SelectedTerritory, case: Case, tried: Positions, lang: str) -> None:
    """Write the figure of the outcome."""
    from negosim.commands.vote_bars import bars_of, words_of  # noqa: PLC0415 -- matplotlib is slow to load
    from negosim.plots.coalition import coalition  # noqa: PLC0415

    verdict = case.verdict(tried)
    codes = [step.article for step in (verdict.council, verdict.communes) if step is not None]
    source = source_line(selected, cited([case.article, *codes]), lang)
    words, bars = words_of(selected, case, tried, lang), bars_of(selected, case, tried, lang)
    write_figure(figure, lambda: coalition(words, bars, source, lang))
    say_written(console(), figure, lang)
