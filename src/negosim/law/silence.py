"""The answers of a municipal council, and the meaning of its silence (silence valant accord ou refus)."""

# pyright: strict

from __future__ import annotations

import numpy as np

from negosim.compiled import compiled

__all__ = ["NO", "SILENT", "YES", "complete_answers"]

YES = 1
NO = -1
SILENT = 0


@compiled
def complete_answers(answers: np.ndarray, silence: int) -> np.ndarray:
    """The communes that agree, bool[N], when a silence means `silence`.

    Args: `answers` int8[N] of YES, NO or SILENT; `silence` YES, NO, or SILENT (a silence is not an agreement).

    Source: L.5211-17 and the other articles of `procedures`, as read in 2023.
    """
    yes = np.zeros(answers.shape[0], dtype=np.bool_)
    for i in range(answers.shape[0]):
        yes[i] = answers[i] == YES or (answers[i] == SILENT and silence == YES)
    return yes
