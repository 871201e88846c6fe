"""The outcome of a coalition on the screen: positions, decisions with their reasons, who could turn it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rich.console import Console

from negosim.commands.positions import STANCES, Positions
from negosim.commands.screen import grid, names_in_a_row, say, share_of
from negosim.commands.selected import SelectedTerritory
from negosim.commands.verdict import Case, Verdict
from negosim.errors import Message, message
from negosim.law.constants import ratio
from negosim.law.decisions import meaning_of_silence
from negosim.law.majorities import RULE_TWO_THIRDS_CAST, Decision
from negosim.law.procedures import COMMUNITY_INTEREST, CONSULTED, COUNCIL_ONLY, PROCEDURES
from negosim.law.silence import NO, SILENT, YES
from negosim.locale import number, translate
from negosim.titles import article_code

__all__ = ["show_every_procedure", "show_outcome", "show_positions", "stance_names"]

STANCE_WORDS: dict[str, Message] = {
    "yes": message("Pour"),
    "no": message("Contre"),
    "abstain": message("Abstention"),
    "absent": message("Absence"),
    "silent": message("Silence"),
}
COUNCIL_WORDS: dict[int, Message] = {
    YES: message("Conseils municipaux pour, quoi que vote leur délégation"),
    NO: message("Conseils municipaux contre, quoi que vote leur délégation"),
    SILENT: message("Conseils municipaux silencieux, quoi que vote leur délégation"),
}
UNNAMED = message("Non nommées")


def show_positions(screen: Console, selected: SelectedTerritory, tried: Positions, lang: str, *, casting: bool) -> None:
    """A line a stance: who, how many votes, how many people; `casting`: whether a tie follows the president."""
    titles = (message("Position"), message("Communes"), message("Voix"), message("Habitants"))
    rows = []
    for row, stance in enumerate(STANCES):
        mask = tried.held[row] > 0
        if mask.any():
            rows.append(_stance_row(STANCE_WORDS[stance], mask, tried.held[row], selected, tried, lang))
    if not tried.named.all():
        unnamed = np.where(tried.named, 0, tried.seats)
        rows.append(_stance_row(UNNAMED, ~tried.named, unnamed, selected, tried, lang))
    screen.print(grid(titles, rows, lang, left=2))
    if not tried.named.all():
        say(screen, message("Les communes non nommées s'abstiennent au conseil et leur conseil municipal garde le "
                            "silence."), lang)  # fmt: skip
    _show_split(screen, selected, tried, lang)
    for answer, words in COUNCIL_WORDS.items():
        names = [selected.names[rank] for rank, said in sorted(tried.councils.items()) if said == answer]
        if names:
            say(screen, message("{words} : {names}.", words=words, names=names_in_a_row(names, lang)), lang)
    _say_president(screen, selected, tried, lang, casting=casting)


def _say_president(screen: Console, selected: SelectedTerritory, tried: Positions, lang: str, *, casting: bool) -> None:
    """Who presides, and what becomes of a tie."""
    if not casting:
        if tried.president is not None:
            name = selected.names[tried.president]
            say(screen, message("Président : {name}. Sa voix n'est pas prépondérante ici.", name=name), lang)
    elif tried.president is None:
        say(screen, message("Aucun président nommé (--president) : à égalité des voix, rien n'est adopté."), lang)
    else:
        said = message("Président : {name}. À égalité, sa voix l'emporte.", name=selected.names[tried.president])
        say(screen, said, lang)


def _stance_row(
    label: Message, mask: np.ndarray, held: np.ndarray, selected: SelectedTerritory, tried: Positions, lang: str
) -> tuple[str, ...]:
    """The communes of one stance, their votes and their share of the people."""
    named = with_parts(mask, held, selected, tried)
    people = np.array(selected.population)
    whole = mask & (held == tried.seats)
    share = share_of(int(people[whole].sum()), int(people.sum()), lang) if whole.any() else "–"
    return translate(label, lang), names_in_a_row(named, lang), number(int(held.sum()), "votes", lang), share


def stance_names(selected: SelectedTerritory, tried: Positions, row: int) -> list[str]:
    """The communes of one row of `STANCES`."""
    return with_parts(tried.held[row] > 0, tried.held[row], selected, tried)


def with_parts(mask: np.ndarray, held: np.ndarray, selected: SelectedTerritory, tried: Positions) -> list[str]:
    """Names of communes, with their votes where these are a part of the delegation only."""
    return [
        selected.names[rank] + (f" ({held[rank]})" if 0 < held[rank] < tried.seats[rank] else "")
        for rank in np.flatnonzero(mask)
    ]


def _show_split(screen: Console, selected: SelectedTerritory, tried: Positions, lang: str) -> None:
    """What is taken for granted of a delegation that does not vote as one."""
    words = {YES: message("pour"), NO: message("contre"), SILENT: message("silence")}
    for rank in np.flatnonzero((tried.held > 0).sum(axis=0) + (tried.held.sum(axis=0) < tried.seats) * tried.named > 1):
        if rank in tried.councils:
            continue
        said = message(
            "{name} : délégation partagée ; les voix non données s'abstiennent, le conseil municipal suit la "
            "majorité des siennes ({answer}).",
            name=selected.names[rank], answer=words[int(tried.answers[rank])],
        )  # fmt: skip
        say(screen, said, lang)


def show_outcome(screen: Console, selected: SelectedTerritory, case: Case, tried: Positions, lang: str) -> None:
    """The decisions in order with their reasons and articles, the outcome, and who could turn it alone."""
    line, verdict = PROCEDURES[case.procedure], case.verdict(tried)
    screen.print()
    title = message("{title} ({article})", title=line.title, article=article_code(case.article))
    say(screen, title, lang, "bold")
    if verdict.council is None:
        say(screen, message("Conseil communautaire : il ne vote pas."), lang)
    else:
        _say_decision(screen, message("Conseil communautaire"), verdict.council, lang)
    if case.procedure == COMMUNITY_INTEREST and case.rule in (None, RULE_TWO_THIRDS_CAST):
        say(screen, message("  Point discuté : {quota} des suffrages exprimés ici ; --rule two_thirds_members pour "
                            "{quota} des membres.", quota="/".join(map(str, ratio("two_thirds_council")))),
            lang)  # fmt: skip
    _say_communes(screen, case, verdict, tried, lang)
    screen.print()
    said = message("Issue : adopté.") if verdict.adopted else message("Issue : rejeté.")
    say(screen, said, lang, "bold")
    _say_turning(screen, selected, case, tried, adopted=verdict.adopted, lang=lang)


def _say_decision(screen: Console, who: Message, decision: Decision, lang: str) -> None:
    """What one side decides, why, and by which article."""
    values = {"who": who, "reason": decision.reason, "article": article_code(decision.article)}
    said = (
        message("{who} : oui. {reason} ({article})", **values) if decision.passes
        else message("{who} : non. {reason} ({article})", **values)
    )  # fmt: skip
    say(screen, said, lang)


def _say_communes(screen: Console, case: Case, verdict: Verdict, tried: Positions, lang: str) -> None:
    """What the communes are asked and answer, and what the silent ones are taken to have said."""
    line = PROCEDURES[case.procedure]
    answers = tried.answers if case.concerned is None else tried.answers[case.concerned]
    counts = {"yes": int((answers == YES).sum()), "no": int((answers == NO).sum()),
              "silent": int((answers == SILENT).sum())}  # fmt: skip
    if line.municipal == COUNCIL_ONLY:
        say(screen, message("Communes : elles ne sont pas consultées."), lang)
        return
    if verdict.communes is not None:
        _say_decision(screen, message("Communes"), verdict.communes, lang)
    elif line.municipal == CONSULTED:
        say(screen, message("Communes : simple avis, favorable de {yes}, défavorable de {no}.", **counts), lang)
    else:
        say(screen, message("Communes : leur accord n'est pas nécessaire, le conseil est unanime."), lang)
    say(screen, message("  Conseils municipaux silencieux : {silent}. {meaning}",
                        meaning=meaning_of_silence(case.procedure), **counts), lang)  # fmt: skip


def _say_turning(
    screen: Console, selected: SelectedTerritory, case: Case, tried: Positions, *, adopted: bool, lang: str
) -> None:
    """The communes that would turn the outcome by changing their position alone, or else one side of it."""
    turning = case.turning(tried)
    names, council, communes = (
        names_in_a_row([selected.names[rank] for rank in ranks], lang) or "–" for ranks in turning
    )
    if len(turning.outcome) == 1 and adopted:
        said = message("Une seule commune pourrait la renverser seule, en passant contre : {names}.", names=names)
    elif len(turning.outcome) == 1:
        said = message("Une seule commune pourrait la renverser seule, en passant pour : {names}.", names=names)
    elif turning.outcome and adopted:
        said = message("Chacune pourrait la renverser seule, en passant contre : {names}.", names=names)
    elif turning.outcome:
        said = message("Chacune pourrait la renverser seule, en passant pour : {names}.", names=names)
    elif turning.council or turning.communes:
        said = message(
            "Aucune commune ne pourrait la renverser seule ; le vote du conseil seulement : {council} ; celui des "
            "communes seulement : {communes}.",
            council=council, communes=communes,
        )  # fmt: skip
    else:
        said = message("Aucune commune ne pourrait la renverser seule.")
    say(screen, said, lang)


def show_every_procedure(
    screen: Console, cases: Sequence[Case], closed: Sequence[Message], tried: Positions, lang: str
) -> None:
    """A line a procedure: what the council decides, what the communes do, the outcome; then those closed, and why."""
    titles = (message("Procédure"), message("Clé"), message("Conseil"), message("Communes"), message("Issue"))
    words = {True: message("oui"), False: message("non")}

    def word(decision: Decision | None) -> str:
        return "–" if decision is None else translate(words[decision.passes], lang)

    rows = []
    for case in cases:
        verdict = case.verdict(tried)
        issue = message("adopté") if verdict.adopted else message("rejeté")
        line = PROCEDURES[case.procedure]
        decided = word(verdict.council), word(verdict.communes)
        rows.append((translate(line.title, lang), line.key, *decided, translate(issue, lang)))
    screen.print(grid(titles, rows, lang, left=2))
    say(screen, message("– : ne décide pas dans cette procédure. Les raisons : --procedure CLE."), lang)
    if closed:
        reasons = " ".join(translate(reason, lang) for reason in closed)
        say(screen, message("Laissées de côté. {reasons}", reasons=reasons), lang)
