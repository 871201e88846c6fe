"""The examination of one local agreement: the conditions that it breaks, or the majority that adopts it."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console

from negosim.commands.commune_names import rank_of, separate_names
from negosim.commands.screen import grid, share_of
from negosim.commands.selected import SelectedTerritory
from negosim.errors import Message, UserError, message
from negosim.law.categories import CC_AND_CA
from negosim.law.extra_seats import check_extra_seats
from negosim.law.local_agreement import Violation, check_local_agreement
from negosim.law.municipal_majorities import HALF, HALF_OF, MANY, MANY_OF, has_veto
from negosim.locale import translate
from negosim.terminal import say

__all__ = ["read_proposal", "show_check"]

MOST_DIGITS = 4


def read_proposal(words: Sequence[str], selected: SelectedTerritory) -> list[int]:
    """The seats of each commune: numbers from the most populous down, or `name=seats` (ordinary law elsewhere)."""
    parts = separate_names([words], selected)
    if any("=" in part for part in parts):
        return _by_name(parts, selected)
    wrong = [part for part in parts if not is_seats(part)]
    if wrong:
        raise UserError(*(_not_seats(part) for part in wrong))
    if len(parts) != len(selected.names):
        raise UserError(
            message(
                "--check donne {seats} nombre(s) pour {members} communes ; dans cet ordre : {names}.",
                seats=len(parts), members=len(selected.names), names=", ".join(selected.names),
            )
        )  # fmt: skip
    return [int(part) for part in parts]


def is_seats(text: str) -> bool:
    """Whether a text is a number of seats."""
    return text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS


def _not_seats(text: str) -> Message:
    """A text that is no number of seats."""
    return message(
        "--check : « {value} » ; des nombres entiers de sièges sont attendus (15,7,2…), ou nom=sièges.", value=text
    )


def _by_name(parts: Sequence[str], selected: SelectedTerritory) -> list[int]:
    """The seats given by name, those of ordinary law for the communes not named."""
    seats, named, problems = list(selected.ordinary.seats), set(), []
    for part in parts:
        name, equals, count = (piece.strip() for piece in part.rpartition("="))
        try:
            rank = rank_of(name if equals else part, selected)
        except UserError as error:
            problems += error.problems
            continue
        if not equals or not is_seats(count):
            problems.append(_not_seats(part))
        elif rank in named:
            problems.append(message("--check : {name} est nommée deux fois.", name=selected.names[rank]))
        else:
            seats[rank] = int(count)
        named.add(rank)
    if problems:
        raise UserError(*problems)
    return seats


def show_check(screen: Console, selected: SelectedTerritory, proposal: Sequence[int], reading: str, lang: str) -> None:
    """The proposal beside ordinary law, then what it breaks, or that it is valid and how to adopt it."""
    ordinary = selected.ordinary
    titles = (message("Commune"), message("Habitants"), message("Droit\ncommun"), message("Accord"), message("Part"))
    people, total = sum(selected.population), sum(proposal)
    lines = zip(selected.names, selected.population, ordinary.seats, proposal, strict=True)
    rows = [
        (name, share_of(heads, people, lang), str(before), str(seats), share_of(seats, total, lang) if total else "–")
        for name, heads, before, seats in lines
    ]
    rows.append((translate(message("Total"), lang), share_of(1, 1, lang), str(ordinary.total), str(total), ""))
    screen.print(grid(titles, rows, lang))
    violations, article = _violations(selected, proposal, reading)
    if not violations:
        say(screen, message("Partage valable (article {article}).", article=article), lang, "bold")
        _say_majority(screen, selected, lang)
        return
    sentence = message(
        "Partage non valable (article {article}) ; conditions enfreintes : {count}.",
        article=article, count=len(violations),
    )  # fmt: skip
    say(screen, sentence, lang, "bold")
    for one in violations:
        values = {"letter": one.letter, "reason": one.reason}
        if one.commune is None:
            sentence = message("  {letter}) {reason}", **values)
        elif one.against is None:
            sentence = message("  {letter}) {name} : {reason}", name=selected.names[one.commune], **values)
        else:
            sentence = message("  {letter}) {name} ({other}) : {reason}", name=selected.names[one.commune],
                               other=selected.names[one.against], **values)  # fmt: skip
        say(screen, sentence, lang)


def _violations(selected: SelectedTerritory, proposal: Sequence[int], reading: str) -> tuple[list[Violation], str]:
    """What the proposal breaks and under which article: a local agreement, or extra seats in CU and métropoles."""
    territory = selected.territory
    if territory.category in CC_AND_CA:
        violations = check_local_agreement(selected.population, proposal, territory.category, single_seat=reading)
        return violations, "L.5211-6-1 I, 2°"
    violations = check_extra_seats(selected.population, proposal, territory.category, territory.siren,
                                   held_seats=reading)  # fmt: skip
    return violations, "L.5211-6-1 VI"


def _say_majority(screen: Console, selected: SelectedTerritory, lang: str) -> None:
    """Who has to agree, and by when."""
    n, largest = len(selected.names), selected.population[0]
    sentence = message(
        "Pour l'adopter : {many} conseils municipaux sur {n} et plus de la moitié de la population, ou {half} et plus "
        "des deux tiers.",
        many=-(-MANY * n // MANY_OF), half=-(-HALF * n // HALF_OF), n=n,
    )  # fmt: skip
    say(screen, sentence, lang)
    if has_veto(largest, sum(selected.population)):
        sentence = message(
            "{name}, {largest_share} de la population, doit en être.",
            name=selected.names[0], largest_share=round(largest / sum(selected.population), 3),
        )  # fmt: skip
        say(screen, sentence, lang)
    say(screen, message("Chaque conseil municipal délibère avant le 31 août de l'année qui précède le renouvellement : "
                        "un silence ne compte pas comme un accord."), lang)  # fmt: skip
