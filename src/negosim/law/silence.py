"""What the silence of a municipal council means, procedure by procedure (silence vaut acceptation ou refus).

The procedures are integers so that a compiled model can branch on them; `PROCEDURES` describes each.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from negosim.compiled import compiled

__all__ = [
    "ADMISSION",
    "CLECT_REPORT",
    "FPIC_FREE",
    "GOVERNANCE_PACT",
    "NO",
    "OPTIONAL_TRANSFER",
    "PLUI",
    "POOLING_SCHEME",
    "PROCEDURES",
    "RESTITUTION",
    "SEAT_AGREEMENT",
    "SILENT",
    "SINGLE_COMMUNE",
    "STATUTORY_CHANGE",
    "TRANSFER",
    "WITHDRAWAL",
    "YES",
    "Procedure",
    "complete_answers",
    "resolve_silence",
]

YES = 1
NO = -1
SILENT = 0

TRANSFER = 0
OPTIONAL_TRANSFER = 1
RESTITUTION = 2
STATUTORY_CHANGE = 3
ADMISSION = 4
WITHDRAWAL = 5
SEAT_AGREEMENT = 6
PLUI = 7
GOVERNANCE_PACT = 8
POOLING_SCHEME = 9
SINGLE_COMMUNE = 10
CLECT_REPORT = 11
FPIC_FREE = 12


@dataclass(frozen=True)
class Procedure:
    """One procedure that asks the communes: its article, its delay and the meaning of their silence.

    `silence` is YES, NO, or SILENT where silence is simply not counted among the agreements;
    `months` is 0 where the law sets a date instead of a delay.
    """

    key: str
    article: str
    months: int
    silence: int


PROCEDURES = (
    Procedure("transfer", "L.5211-17", 3, YES),
    Procedure("optional_transfer", "L.5211-17-2", 3, YES),
    Procedure("restitution", "L.5211-17-1", 3, NO),
    Procedure("statutory_change", "L.5211-20", 3, YES),
    Procedure("admission", "L.5211-18", 3, YES),
    Procedure("withdrawal", "L.5211-19", 3, NO),
    Procedure("seat_agreement", "L.5211-6-1", 0, SILENT),
    Procedure("plui", "ALUR 136 II", 3, YES),
    Procedure("governance_pact", "L.5211-11-2", 2, YES),
    Procedure("pooling_scheme", "L.5211-39-1", 3, YES),
    Procedure("single_commune", "L.5211-57", 3, YES),
    Procedure("clect_report", "CGI 1609 nonies C", 3, SILENT),
    Procedure("fpic_free", "L.2336-3", 2, YES),
)

SILENCE_OF = tuple(procedure.silence for procedure in PROCEDURES)


@compiled
def complete_answers(answers: np.ndarray, silence: int) -> np.ndarray:
    """Who agrees (bool[N]) once those who kept silent are taken to have answered `silence`.

    Args: `answers` int8[N] of YES, NO or SILENT; `silence` YES, NO or SILENT (not counted as an agreement).
    """
    yes = np.zeros(answers.shape[0], dtype=np.bool_)
    for i in range(answers.shape[0]):
        yes[i] = answers[i] == YES or (answers[i] == SILENT and silence == YES)
    return yes


@compiled
def resolve_silence(procedure: int, answers: np.ndarray) -> np.ndarray:
    """Who agrees (bool[N]) at the end of the delay of `procedure`, an index of `PROCEDURES`.

    Args: `answers` int8[N], YES = 1, NO = -1, SILENT = 0. For the PLUi, agreeing is not opposing.

    Source: the article of each procedure.
    """
    return complete_answers(answers, SILENCE_OF[procedure])
