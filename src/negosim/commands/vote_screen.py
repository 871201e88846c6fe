"""The outcome of a coalition on the screen: positions, decisions with their reasons, who could turn it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rich.console import Console

from negosim.commands.screen import grid, share_of
from negosim.commands.selected import SelectedTerritory
from negosim.errors import Message, message
from negosim.law.cases import Case, CaseOutcome
from negosim.law.constants import ratio
from negosim.law.decisions import meaning_of_silence
from negosim.law.majorities import RULE_TWO_THIRDS_CAST, Decision
from negosim.law.positions import STANCES, Positions
from negosim.law.procedures import COMMUNITY_INTEREST, CONSULTED, COUNCIL_ONLY, PROCEDURES
from negosim.law.silence import NO, SILENT, YES
from negosim.locale import number, translate
from negosim.terminal import say
from negosim.titles import article_code, names_in_a_row

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


def show_positions(
    screen: Console, selected: SelectedTerritory, positions: Positions, lang: str, *, casting: bool
) -> None:
    """A line a stance: who, how many votes, how many people; `casting`: whether a tie follows the president."""
    titles = (message("Position"), message("Communes"), message("Voix"), message("Habitants"))
    rows = []
    for row, stance in enumerate(STANCES):
        mask = positions.votes[row] > 0
        if mask.any():
            rows.append(_stance_row(STANCE_WORDS[stance], mask, positions.votes[row], selected, positions, lang))
    if not positions.named.all():
        unnamed = np.where(positions.named, 0, positions.seats)
        rows.append(_stance_row(UNNAMED, ~positions.named, unnamed, selected, positions, lang))
    screen.print(grid(titles, rows, lang, left=2))
    if not positions.named.all():
        say(screen, message("Les communes non nommées s'abstiennent au conseil et leur conseil municipal garde le "
                            "silence."), lang)  # fmt: skip
    _say_divided(screen, selected, positions, lang)
    for answer, words in COUNCIL_WORDS.items():
        names = [selected.names[rank] for rank, own in sorted(positions.council_answers.items()) if own == answer]
        if names:
            say(screen, message("{words} : {names}.", words=words, names=names_in_a_row(names, lang)), lang)
    _say_president(screen, selected, positions, lang, casting=casting)


def _say_president(
    screen: Console, selected: SelectedTerritory, positions: Positions, lang: str, *, casting: bool
) -> None:
    """Who presides, and what becomes of a tie."""
    if not casting:
        if positions.president is not None:
            name = selected.names[positions.president]
            say(screen, message("Président : {name}. Sa voix n'est pas prépondérante ici.", name=name), lang)
    elif positions.president is None:
        say(screen, message("Aucun président nommé (--president) : à égalité des voix, rien n'est adopté."), lang)
    else:
        sentence = message(
            "Président : {name}. À égalité, sa voix l'emporte.", name=selected.names[positions.president]
        )
        say(screen, sentence, lang)


def _stance_row(
    label: Message, mask: np.ndarray, votes: np.ndarray, selected: SelectedTerritory, positions: Positions, lang: str
) -> tuple[str, ...]:
    """The communes of one stance, their votes and their share of the people."""
    names = with_parts(mask, votes, selected, positions)
    people = np.array(selected.population)
    whole = mask & (votes == positions.seats)
    share = share_of(int(people[whole].sum()), int(people.sum()), lang) if whole.any() else "–"
    return translate(label, lang), names_in_a_row(names, lang), number(int(votes.sum()), "votes", lang), share


def stance_names(selected: SelectedTerritory, positions: Positions, row: int) -> list[str]:
    """The communes of one row of `STANCES`."""
    return with_parts(positions.votes[row] > 0, positions.votes[row], selected, positions)


def with_parts(mask: np.ndarray, votes: np.ndarray, selected: SelectedTerritory, positions: Positions) -> list[str]:
    """Names of communes, with their votes where these are a part of the delegation only."""
    return [
        selected.names[rank] + (f" ({votes[rank]})" if 0 < votes[rank] < positions.seats[rank] else "")
        for rank in np.flatnonzero(mask)
    ]


def _say_divided(screen: Console, selected: SelectedTerritory, positions: Positions, lang: str) -> None:
    """What is assumed of each delegation that does not vote as one."""
    words = {YES: message("pour"), NO: message("contre"), SILENT: message("silence")}
    for rank in np.flatnonzero(positions.divided):
        if rank in positions.council_answers:
            continue
        sentence = message(
            "{name} : délégation partagée ; les voix non données s'abstiennent, le conseil municipal suit la "
            "majorité des siennes ({answer}).",
            name=selected.names[rank], answer=words[int(positions.answers[rank])],
        )  # fmt: skip
        say(screen, sentence, lang)


def show_outcome(screen: Console, selected: SelectedTerritory, case: Case, positions: Positions, lang: str) -> None:
    """The decisions in order with their reasons and articles, the outcome, and who could turn it alone."""
    line, outcome = PROCEDURES[case.procedure], case.outcome(positions)
    screen.print()
    title = message("{title} ({article})", title=line.title, article=article_code(case.article))
    say(screen, title, lang, "bold")
    if outcome.council is None:
        say(screen, message("Conseil communautaire : il ne vote pas."), lang)
    else:
        _say_decision(screen, message("Conseil communautaire"), outcome.council, lang)
    if case.procedure == COMMUNITY_INTEREST and case.rule in (None, RULE_TWO_THIRDS_CAST):
        say(screen, message("  Point discuté : {quota} des suffrages exprimés ici ; --rule two_thirds_members pour "
                            "{quota} des membres.", quota="/".join(map(str, ratio("two_thirds_council")))),
            lang)  # fmt: skip
    _say_communes(screen, case, outcome, positions, lang)
    screen.print()
    sentence = message("Issue : adopté.") if outcome.adopted else message("Issue : rejeté.")
    say(screen, sentence, lang, "bold")
    _say_pivotal(screen, selected, case, positions, adopted=outcome.adopted, lang=lang)


def _say_decision(screen: Console, who: Message, decision: Decision, lang: str) -> None:
    """What one side decides, why, and by which article."""
    values = {"who": who, "reason": decision.reason, "article": article_code(decision.article)}
    sentence = (
        message("{who} : oui. {reason} ({article})", **values) if decision.passes
        else message("{who} : non. {reason} ({article})", **values)
    )  # fmt: skip
    say(screen, sentence, lang)


def _say_communes(screen: Console, case: Case, outcome: CaseOutcome, positions: Positions, lang: str) -> None:
    """The question to the communes and their answers, and the meaning of a silence."""
    line = PROCEDURES[case.procedure]
    answers = positions.answers if case.concerned is None else positions.answers[case.concerned]
    counts = {"yes": int((answers == YES).sum()), "no": int((answers == NO).sum()),
              "silent": int((answers == SILENT).sum())}  # fmt: skip
    if line.municipal == COUNCIL_ONLY:
        say(screen, message("Communes : elles ne sont pas consultées."), lang)
        return
    if outcome.communes is not None:
        _say_decision(screen, message("Communes"), outcome.communes, lang)
    elif line.municipal == CONSULTED:
        say(screen, message("Communes : simple avis, favorable de {yes}, défavorable de {no}.", **counts), lang)
    else:
        say(screen, message("Communes : leur accord n'est pas nécessaire, le conseil est unanime."), lang)
    say(screen, message("  Conseils municipaux silencieux : {silent}. {meaning}",
                        meaning=meaning_of_silence(case.procedure), **counts), lang)  # fmt: skip


def _say_pivotal(
    screen: Console, selected: SelectedTerritory, case: Case, positions: Positions, *, adopted: bool, lang: str
) -> None:
    """The communes that would turn the outcome by changing their position alone, or else one side of it."""
    pivotal = case.pivotal_communes(positions)
    names, council, communes = (
        names_in_a_row([selected.names[rank] for rank in ranks], lang) or "–" for ranks in pivotal
    )
    if len(pivotal.outcome) == 1 and adopted:
        sentence = message("Une seule commune pourrait la renverser seule, en passant contre : {names}.", names=names)
    elif len(pivotal.outcome) == 1:
        sentence = message("Une seule commune pourrait la renverser seule, en passant pour : {names}.", names=names)
    elif pivotal.outcome and adopted:
        sentence = message("Chacune pourrait la renverser seule, en passant contre : {names}.", names=names)
    elif pivotal.outcome:
        sentence = message("Chacune pourrait la renverser seule, en passant pour : {names}.", names=names)
    elif pivotal.council or pivotal.communes:
        sentence = message(
            "Aucune commune ne pourrait la renverser seule ; le vote du conseil seulement : {council} ; celui des "
            "communes seulement : {communes}.",
            council=council, communes=communes,
        )  # fmt: skip
    else:
        sentence = message("Aucune commune ne pourrait la renverser seule.")
    say(screen, sentence, lang)


def show_every_procedure(
    screen: Console, cases: Sequence[Case], closed: Sequence[Message], positions: Positions, lang: str
) -> None:
    """A line a procedure: what the council decides, what the communes do, the outcome; then those closed, and why."""
    titles = (message("Procédure"), message("Clé"), message("Conseil"), message("Communes"), message("Issue"))
    words = {True: message("oui"), False: message("non")}

    def word(decision: Decision | None) -> str:
        return "–" if decision is None else translate(words[decision.passes], lang)

    rows = []
    for case in cases:
        outcome = case.outcome(positions)
        issue = message("adopté") if outcome.adopted else message("rejeté")
        line = PROCEDURES[case.procedure]
        decided = word(outcome.council), word(outcome.communes)
        rows.append((translate(line.title, lang), line.key, *decided, translate(issue, lang)))
    screen.print(grid(titles, rows, lang, left=2))
    say(screen, message("– : ne décide pas dans cette procédure. Les raisons : --procedure CLE."), lang)
    if closed:
        reasons = " ".join(translate(reason, lang) for reason in closed)
        say(screen, message("Laissées de côté. {reasons}", reasons=reasons), lang)
