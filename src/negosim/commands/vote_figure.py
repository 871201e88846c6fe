"""The figure of a vote: its bars and its words, from the positions and the procedure."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from negosim.commands.screen import citations, share_of, source_line
from negosim.commands.selected import SelectedTerritory
from negosim.commands.vote_screen import stance_names
from negosim.errors import Message, message
from negosim.law.cases import Case
from negosim.law.constants import ratio
from negosim.law.majorities import reaches_quorum, yes_needed
from negosim.law.municipal_majorities import MAJORITY_FIRST_PARAGRAPH, has_veto
from negosim.law.positions import Positions
from negosim.law.procedures import BLOCKING, CONCERNED, EVERY, PROCEDURES, QUALIFIED
from negosim.law.silence import NO, SILENT, YES
from negosim.plots.coalition import Bar, coalition
from negosim.plots.slide import Slide
from negosim.titles import names_in_a_row

__all__ = ["bars_of", "outcome_figure", "words_of"]

BRANCHES = tuple(n / of for n, of in map(ratio, ("many_communes", "half_communes")))
PEOPLE_BRANCHES = tuple(n / of for n, of in map(ratio, ("half_population", "much_population")))
BLOCK, BLOCK_PEOPLE = (n / of for n, of in map(ratio, ("blocking_communes", "blocking_population")))


def outcome_figure(selected: SelectedTerritory, case: Case, positions: Positions, lang: str) -> Slide:
    """The figure of an outcome: seats, municipal councils and their people against what the law requires."""
    outcome = case.outcome(positions)
    articles = [step.article for step in (outcome.council, outcome.communes) if step is not None]
    source = source_line(selected, citations([case.article, *articles]), lang)
    return coalition(words_of(selected, case, positions, lang), bars_of(selected, case, positions, lang), source, lang)


def bars_of(selected: SelectedTerritory, case: Case, positions: Positions, lang: str) -> list[Bar]:
    """The seats where the council votes, then the municipal councils and their people where they decide."""
    bars = [_council(case, positions)] if case.council_votes else []
    line = PROCEDURES[case.procedure]
    if line.municipal in (QUALIFIED, BLOCKING):
        bars += _municipal(selected, case, positions, lang)
    elif line.municipal in (EVERY, CONCERNED):
        bars.append(_each(case, positions))
    return bars


def _council(case: Case, positions: Positions) -> Bar:
    """The votes of the council, out of all its members."""
    ballot = positions.ballot(secret=case.secret, reconvened=case.reconvened)
    counts = {"yes": ballot.yes, "none": ballot.abstentions, "no": ballot.no,
              "absent": ballot.in_office - ballot.present}  # fmt: skip
    needed = int(yes_needed(case.council_rule(positions), ballot.yes + ballot.no, ballot.in_office))
    shares = {key: count / ballot.in_office for key, count in counts.items()}
    figures = {key: str(count) for key, count in counts.items()}
    if not (case.reconvened or reaches_quorum(ballot.present, ballot.in_office)):
        label = message("Conseil communautaire : quorum non atteint, {present} présents sur {members}",
                        present=ballot.present, members=ballot.in_office)  # fmt: skip
        return Bar(label, shares, figures, [])
    label = message(
        "Conseil communautaire : {yes} pour, {no} contre ; il faut {needed} voix pour",
        yes=ballot.yes, no=ballot.no, needed=needed,
    )  # fmt: skip
    return Bar(label, shares, figures, [needed / ballot.in_office])


def _municipal(selected: SelectedTerritory, case: Case, positions: Positions, lang: str) -> list[Bar]:
    """The municipal councils, then their people; a minority that may block stands first."""
    line, answers = PROCEDURES[case.procedure], positions.answers
    people, n = np.array(selected.population), len(answers)
    quiet = {YES: "tacit", NO: "refusal", SILENT: "none"}[line.silence]
    if line.municipal == BLOCKING:
        opposed = answers == NO
        against = message("Conseils municipaux opposés : {count} sur {n}", count=int(opposed.sum()), n=n)
        theirs = message("Leur part de la population : {part_share}",
                         part_share=round(float(people[opposed].sum() / people.sum()), 3))  # fmt: skip
        masks = {"no": opposed, "unopposed": ~opposed}
        return [_bar(against, masks, None, [BLOCK], lang), _bar(theirs, masks, people, [BLOCK_PEOPLE], lang)]
    masks = {"yes": answers == YES, quiet: answers == SILENT, "no": answers == NO}
    agreed = masks["yes"] | (masks["tacit"] if quiet == "tacit" else False)
    councils = message("Conseils municipaux : accord de {count} sur {n}", count=int(agreed.sum()), n=n)
    share = round(float(people[agreed].sum() / people.sum()), 3)
    theirs = message("Leur part de la population : {part_share}", part_share=share)
    if line.majority != MAJORITY_FIRST_PARAGRAPH and has_veto(int(people.max()), int(people.sum())):
        theirs = message(
            "Leur part de la population : {part_share} ; l'accord de {name} est nécessaire",
            part_share=share, name=selected.names[int(people.argmax())],
        )  # fmt: skip
    return [_bar(councils, masks, None, BRANCHES, lang), _bar(theirs, masks, people, PEOPLE_BRANCHES, lang)]


def _bar(
    label: Message, masks: dict[str, np.ndarray], people: np.ndarray | None, marks: Sequence[float], lang: str
) -> Bar:
    """Communes counted one by one, or by their people."""
    weights = np.ones(len(next(iter(masks.values()))), dtype=np.int64) if people is None else people
    counts = {key: int(weights[mask].sum()) for key, mask in masks.items()}
    total = int(weights.sum())
    figures = {key: str(count) if people is None else share_of(count, total, lang) for key, count in counts.items()}
    return Bar(label, {key: count / total for key, count in counts.items()}, figures, marks)


def _each(case: Case, positions: Positions) -> Bar:
    """The councils whose own agreement is needed."""
    answers = positions.answers if case.concerned is None else positions.answers[case.concerned]
    quiet = "tacit" if PROCEDURES[case.procedure].silence == YES else "none"
    counts = {"yes": int((answers == YES).sum()), quiet: int((answers == SILENT).sum()),
              "no": int((answers == NO).sum())}  # fmt: skip
    n = len(answers)
    label = message("Conseils municipaux consultés : {n} ; l'accord de chacun est nécessaire", n=n)
    return Bar(label, {key: count / n for key, count in counts.items()},
               {key: str(count) for key, count in counts.items()}, [1.0])  # fmt: skip


def words_of(
    selected: SelectedTerritory, case: Case, positions: Positions, lang: str
) -> tuple[Message, Message, Message]:
    """The title, who is for and against, and what can be seen."""
    outcome, title = case.outcome(positions), PROCEDURES[case.procedure].title
    council, communes = (step is not None and not step.passes for step in (outcome.council, outcome.communes))
    if outcome.adopted:
        finding = message("{title} : adopté", title=title)
    elif council and communes:
        finding = message("{title} : rejeté par le conseil et par les communes", title=title)
    elif council:
        finding = message("{title} : rejeté par le conseil", title=title)
    else:
        finding = message("{title} : rejeté par les communes", title=title)
    reasons = [step.reason for step in (outcome.council, outcome.communes) if step is not None]
    alt = message("{finding}. {reasons}", finding=finding, reasons=reasons)
    return finding, _sides(selected, positions, lang), alt


def _sides(selected: SelectedTerritory, positions: Positions, lang: str) -> Message:
    """Who is for and who is against, five names each at most."""
    yes, no = (names_in_a_row(stance_names(selected, positions, row), lang, most=4) or "–" for row in (0, 1))
    return message("Pour : {yes}. Contre : {no}.", yes=yes, no=no)
