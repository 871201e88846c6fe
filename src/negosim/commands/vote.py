"""`negosim vote NAME --yes A,B`: try a coalition and read the reasoned outcome.

    --yes Bonneville=10,Marignier --no Bonneville=5 --absent Brizon

A name alone is the whole delegation and the answer of the municipal council. A number is a part of the delegation: the
municipal council then answers as most of it does. Communes named nowhere abstain and stay silent.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from negosim.commands.arguments import Arguments, as_options, one_of
from negosim.commands.commune_names import UnknownCommuneError, rank_of, separate_names
from negosim.commands.screen import heading
from negosim.commands.selected import SelectedTerritory, select_territory
from negosim.commands.targets import figure_target, say_file, write_figure
from negosim.commands.vote_screen import show_every_procedure, show_outcome, show_positions
from negosim.errors import Message, UserError, message
from negosim.law.cases import Case, takes_concerned
from negosim.law.majorities import RULES
from negosim.law.openings import procedure_problem
from negosim.law.positions import STANCES, Positions, positions_of
from negosim.law.procedures import PROCEDURES, SINGLE_COMMUNE
from negosim.law.silence import NO, SILENT, YES
from negosim.locale import translate
from negosim.terminal import console

__all__ = ["main", "read_positions"]

ALL = "all"
KEYS = tuple(line.key for line in PROCEDURES)
OTHERS = ("others", "autres")
MOST_DIGITS = 6

STANCE_HELP: dict[str, Message] = {
    "yes": message("communes qui votent pour : noms ou codes INSEE, séparés par des virgules ; Bonneville=10 pour "
                   "dix voix de sa délégation ; others pour toutes les autres"),
    "no": message("communes qui votent contre"),
    "abstain": message("communes qui s'abstiennent"),
    "absent": message("délégations absentes"),
    "silent": message("communes dont le conseil municipal ne répond pas, et dont la délégation s'abstient"),
}  # fmt: skip

ANSWERS = {"yes": YES, "no": NO, "silent": SILENT}
ANSWER_HELP: dict[str, Message] = {
    "yes": message("communes dont le conseil municipal est pour, quoi que vote leur délégation"),
    "no": message("communes dont le conseil municipal est contre, quoi que vote leur délégation"),
    "silent": message("communes dont le conseil municipal ne répond pas, quoi que vote leur délégation"),
}


def main(arguments: Sequence[str], lang: str) -> int:
    """Print what the law makes of a coalition, in one procedure or in all of them."""
    options = _line(lang).parse(arguments)
    figure = figure_target(options.figure, " ".join(options.name))
    one_of("--procedure", options.procedure, (*KEYS, ALL))
    if options.rule is not None:
        one_of("--rule", options.rule, tuple(RULES))
    _check_all(options)
    selected = select_territory(" ".join(options.name))
    delegations = {stance: getattr(options, stance) for stance in STANCES}
    councils = {answer: getattr(options, f"councils_{answer}") for answer in ANSWER_HELP}
    positions = read_positions(delegations, separate_names(options.president, selected), selected)
    positions = replace(positions, council_answers=_council_answers(councils, selected))
    with as_options({"rule": "--rule", "concerned": "--concerned"}):
        cases = _cases(options, selected)
    screen = console()
    heading(screen, selected, options.lang)
    casting = any(case.casting_vote(positions) for case in cases)
    show_positions(screen, selected, positions, options.lang, casting=casting)
    if options.procedure == ALL:
        show_every_procedure(screen, cases, _closed(selected), positions, options.lang)
        return 0
    show_outcome(screen, selected, cases[0], positions, options.lang)
    if figure:
        from negosim.commands.vote_figure import outcome_figure  # noqa: PLC0415 -- matplotlib is slow to load

        write_figure(figure, lambda: outcome_figure(selected, cases[0], positions, options.lang))
        say_file(screen, figure, options.lang)
    return 0


def _line(lang: str) -> Arguments:
    """The arguments of the command."""
    line = Arguments("vote", message("Essaie une coalition : l'issue au conseil et dans les communes."), lang,
                     _keys(lang))  # fmt: skip
    line.take("name", nargs="+", help=message("SIREN, mots du nom, ou fichier CSV"), metavar=message("NOM"))
    for stance in STANCES:
        line.take(f"--{stance}", help=STANCE_HELP[stance], nargs="+", action="append", default=[], metavar="A,B")
    for answer, help_text in ANSWER_HELP.items():
        line.take(f"--councils-{answer}", help=help_text, nargs="+", action="append", default=[], metavar="A,B")
    line.take("--president", nargs="+", action="append", default=[], metavar="A",
              help=message("commune du président, dont la voix est prépondérante"))  # fmt: skip
    line.take("--concerned", nargs="+", action="append", default=[], metavar="A,B",
              help=message("communes concernées, quand la procédure n'en touche que certaines"))  # fmt: skip
    line.take("--procedure", default=KEYS[0], metavar=message("CLE"),
              help=message("procédure, ou all pour toutes ; par défaut le transfert d'une compétence"))  # fmt: skip
    line.take("--rule", metavar=message("REGLE"),
              help=message("majorité du conseil, à la place de celle de la procédure"))  # fmt: skip
    line.take("--secret", action="store_true", help=message("scrutin secret : pas de voix prépondérante"))
    line.take("--reconvened", action="store_true", help=message("seconde convocation : pas de quorum"))
    line.take("--figure", metavar="PNG|SVG", help=message("dessine l'issue"))
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


def _check_all(options: Namespace) -> None:
    """`UserError`: what goes with one procedure only."""
    if options.procedure != ALL:
        return
    refused = [name for name, value in (("--rule", options.rule), ("--figure", options.figure)) if value]
    if refused:
        raise UserError(
            message("{options} : pour une seule procédure ; choisissez-la par --procedure.", options=", ".join(refused))
        )


def read_positions(
    delegations: Mapping[str, Sequence[Sequence[str]]], presidents: Sequence[str], selected: SelectedTerritory
) -> Positions:
    """The positions of a command line: the lists of names of each stance, and the president's commune.

    `UserError` names every commune that cannot be.
    """
    seats = np.array(selected.ordinary.seats, dtype=np.int64)
    votes = np.zeros((len(STANCES), len(seats)), dtype=np.int64)
    problems: list[Message] = []
    whole: dict[int, str] = {}
    stances_of_others: list[str] = []
    for row, stance in enumerate(STANCES):
        for text in separate_names(delegations[stance], selected):
            if text.casefold() in OTHERS:
                stances_of_others.append(stance)
                continue
            try:
                rank, count = _entry(text, seats, selected)
                _add(votes, whole, (row, rank, count), seats, selected)
            except UserError as error:
                problems += error.problems
    problems += _too_many(votes, whole, seats, selected) + _add_others(votes, stances_of_others, seats)
    president = _president(presidents, selected, problems)
    if problems:
        raise UserError(*problems)
    counts = {stance: {int(rank): int(row[rank]) for rank in np.flatnonzero(row)}
              for stance, row in zip(STANCES, votes, strict=True)}  # fmt: skip
    return positions_of(seats.tolist(), **counts, president=president)


def _council_answers(councils: Mapping[str, Sequence[Sequence[str]]], selected: SelectedTerritory) -> dict[int, int]:
    """The answers of the municipal councils that do not follow their delegation, by rank.

    `UserError` names the communes that are unknown, or named twice.
    """
    answers: dict[int, int] = {}
    problems: list[Message] = []
    for answer, lists in councils.items():
        for text in separate_names(lists, selected):
            try:
                rank = rank_of(text, selected)
            except UnknownCommuneError as error:
                problems += error.problems
                continue
            if rank in answers:
                problems.append(
                    message("Le conseil municipal de {name} est nommé deux fois.", name=selected.names[rank])
                )
            answers[rank] = ANSWERS[answer]
    if problems:
        raise UserError(*problems)
    return answers


def _entry(text: str, seats: np.ndarray, selected: SelectedTerritory) -> tuple[int, int | None]:
    """The commune of `name` or `name=seats`, and that number."""
    name, equals, count = text.partition("=")
    rank = rank_of(name.strip(), selected)
    if not equals:
        return rank, None
    digits = count.strip()
    if not (digits.isascii() and digits.isdecimal() and digits.strip("0") and len(digits) <= MOST_DIGITS):
        raise UserError(
            message("{name} : « {count} » voix ; un nombre entier, de 1 à {most}, est attendu.",
                    name=selected.names[rank], count=count, most=int(seats[rank]))
        )  # fmt: skip
    return rank, int(digits)


def _add(
    votes: np.ndarray,
    whole: dict[int, str],
    entry: tuple[int, int, int | None],
    seats: np.ndarray,
    selected: SelectedTerritory,
) -> None:
    """Write what one commune does; a commune in two lists needs a number of seats in each."""
    row, rank, count = entry
    before = whole.get(rank) or next((STANCES[other] for other in np.flatnonzero(votes[:, rank])), None)
    if before and (count is None or rank in whole or votes[row, rank]):
        raise UserError(
            message(
                "{name} est nommée deux fois : --{first} et --{second}. Pour partager sa délégation, donnez ses "
                "voix dans chaque liste ({name}=1).",
                name=selected.names[rank], first=before, second=STANCES[row],
            )
        )  # fmt: skip
    if count is None:
        whole[rank] = STANCES[row]
    votes[row, rank] = int(seats[rank]) if count is None else count


def _too_many(
    votes: np.ndarray, whole: Mapping[int, str], seats: np.ndarray, selected: SelectedTerritory
) -> list[Message]:
    """A problem for each commune with more votes than seats."""
    return [
        message("{name} : {count} voix données, mais {seats} siège(s).",
                name=selected.names[rank], count=int(votes[:, rank].sum()), seats=int(seats[rank]))
        for rank in range(len(seats))
        if rank not in whole and votes[:, rank].sum() > seats[rank]
    ]  # fmt: skip


def _add_others(votes: np.ndarray, stances: Sequence[str], seats: np.ndarray) -> list[Message]:
    """Give the communes not named elsewhere the stance whose list holds « others »; two such lists are refused."""
    if len(stances) > 1:
        lists = ", ".join(f"--{stance}" for stance in stances)
        return [message("« others » (autres) ne peut être que dans une liste : {lists}.", lists=lists)]
    if stances:
        free = votes.sum(axis=0) == 0
        votes[STANCES.index(stances[0]), free] = seats[free]
    return []


def _president(presidents: Sequence[str], selected: SelectedTerritory, problems: list[Message]) -> int | None:
    """The commune of the president, that of the user's file by default; more than one is refused by name."""
    if not presidents:
        return selected.territory.president
    ranks = []
    for text in presidents:
        try:
            ranks.append(rank_of(text, selected))
        except UnknownCommuneError as error:
            problems += error.problems
    if len(presidents) > 1:
        problems.append(message("Un seul président est attendu ; reçu : {names}.", names=", ".join(presidents)))
    return ranks[0] if ranks else None


def _cases(options: Namespace, selected: SelectedTerritory) -> list[Case]:
    """The procedures to try; without one commune named, those about one only are left out of all."""
    names = separate_names(options.concerned, selected)
    concerned = None
    if names:
        concerned = np.zeros(len(selected.names), dtype=np.bool_)
        concerned[[rank_of(name, selected) for name in names]] = True
    one = concerned is not None and int(concerned.sum()) == 1
    if options.procedure == ALL:
        open_here = [code for code in range(len(KEYS)) if _problem(code, selected) is None]
        procedures = [code for code in open_here if code != SINGLE_COMMUNE or one]
    else:
        procedures = [KEYS.index(options.procedure)]
    rule = None if options.rule is None else RULES[options.rule]
    people = np.array(selected.population, dtype=np.int64)
    category, regime = selected.territory.category, selected.territory.tax_regime
    return [
        Case(code, people, rule, options.secret, options.reconvened,
             concerned if options.procedure != ALL or takes_concerned(code) else None, category, regime)
        for code in procedures
    ]  # fmt: skip


def _closed(selected: SelectedTerritory) -> list[Message]:
    """Why each procedure that the law does not open here is left out."""
    return [problem for code in range(len(KEYS)) if (problem := _problem(code, selected)) is not None]


def _problem(code: int, selected: SelectedTerritory) -> Message | None:
    """Why the law does not open a procedure to this intercommunality, if it does not."""
    return procedure_problem(code, selected.territory.category, selected.territory.tax_regime, selected.population)
