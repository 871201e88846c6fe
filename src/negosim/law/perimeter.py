"""Changes of perimeter outside the table of procedures: departure from a CC to another body, partition of a CC or CA.

Neither is decided by a council and its communes. The first is decided by the council of the other body and by the
prefect, the second by the communes of each new perimeter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from negosim.errors import Message, UserError, message
from negosim.law.answers import checked_answers
from negosim.law.categories import CC_AND_CA
from negosim.law.constants import whole
from negosim.law.decisions import Ballot, Outcome
from negosim.law.majorities import RULE_SIMPLE, Decision
from negosim.law.municipal_majorities import MAJORITY_CREATION, check_answers, municipal_vote
from negosim.law.openings import category_restriction
from negosim.law.silence import SILENT, YES

__all__ = ["departure", "partition"]

OPINION_MONTHS = whole("departure_opinion_months")
DEPARTURE, PARTITION = "L.5214-26", "L.5211-5-1 A"


def departure(category: str, ballot: Ballot, opinion: int, *, authorised: bool) -> Outcome:
    """Tests only: whether a commune leaves a CC to join another intercommunality with its own taxes (par dérogation à
    L.5211-19).

    The council and the communes of the CC do not vote.

    Args: `category` of the intercommunality that the commune leaves; `ballot` of the council that it joins (simple
    majority); `opinion` of the departmental commission (CDCI), which does not bind: 1 favourable, -1 unfavourable,
    0 silent for two months, which is unfavourable; `authorised`, the decision of the prefect.

    Raises UserError: a category other than CC, impossible counts, an opinion that is none of -1, 0, 1.

    Source: L.5214-26, in force since 24 February 1996, as read in 2015; L.2121-20 for the vote.
    """
    problem = category_restriction("departure", category, ("CC",), DEPARTURE)
    if problem:
        raise UserError(problem)
    answer = int(checked_answers(opinion)[0])
    council = ballot.decide(RULE_SIMPLE, DEPARTURE)
    prefect = Decision(bool(authorised), _prefect(answer, authorised=authorised), DEPARTURE)
    return Outcome(council.passes and prefect.passes, (council, prefect))


def partition(category: str, perimeters: Sequence[int], agrees: Sequence[bool], population: Sequence[int]) -> Outcome:
    """Tests only: whether the communes agree to divide a CC or a CA: a qualified majority in each of the new
    perimeters.

    There is one decision for each perimeter, in increasing order of its number. The prefect then decides, after an
    opinion of the council: these two steps are not modelled.

    Args: `category` of the intercommunality; `perimeters` int[N], number of the new perimeter of each commune;
    `agrees` bool[N], the communes that agree; `population` int64[N].

    Raises UserError: a category other than CC and CA, one perimeter only, a perimeter of one commune, and as
    `check_answers`.

    Source: L.5211-5-1 A, in force since 29 December 2019, from memory; L.5211-5 II, as read in 2023.
    """
    problem = category_restriction("partition", category, CC_AND_CA, PARTITION)
    if problem:
        raise UserError(problem)
    yes, people = check_answers(agrees, population, key="agrees")
    groups = np.asarray(perimeters)
    numbers, counts = np.unique(groups, return_counts=True)
    if groups.shape != yes.shape or len(numbers) < 2 or counts.min() < 2:
        raise UserError(
            message(
                "perimeters : au moins 2 périmètres, chacun d'au moins 2 communes, sont attendus pour {members} "
                "communes ; reçu : {sizes}.",
                members=len(yes), sizes=", ".join(map(str, counts)),
            )
        )  # fmt: skip
    decisions = tuple(
        replace(municipal_vote(MAJORITY_CREATION, yes[groups == number], people[groups == number]), article=PARTITION)
        for number in numbers
    )
    return Outcome(all(decision.passes for decision in decisions), decisions)


def _prefect(opinion: int, *, authorised: bool) -> Message:
    """The opinion of the commission and the decision of the prefect, in a sentence."""
    if opinion == SILENT and authorised:
        return message("Commission départementale silencieuse {months} mois, avis réputé négatif : le préfet autorise.",
                       months=OPINION_MONTHS)  # fmt: skip
    if opinion == SILENT:
        return message("Commission départementale silencieuse {months} mois, avis réputé négatif : le préfet refuse.",
                       months=OPINION_MONTHS)  # fmt: skip
    if opinion == YES:
        return (message("Avis favorable de la commission départementale : le préfet autorise.") if authorised
                else message("Avis favorable de la commission départementale : le préfet refuse."))  # fmt: skip
    return (message("Avis défavorable de la commission départementale : le préfet autorise.") if authorised
            else message("Avis défavorable de la commission départementale : le préfet refuse."))  # fmt: skip
