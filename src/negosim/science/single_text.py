"""Mediation by a single text, changed issue by issue with the consent of all parties (texte unique).

A contract is bool[K], one binary issue each. Its value for party p is the sum of interactions[p, k, l] over the issues
k and l that it contains, float64[P, K, K]; the diagonal is the value of each issue alone.

Source: Klein, Faratin, Sayama & Bar-Yam 2003.
"""

# pyright: strict

from __future__ import annotations

import math

import numpy as np

from negosim.compiled import compiled

__all__ = ["accepts", "contract_values", "mediated_contract", "single_text", "value_of_flip"]


def contract_values(interactions: np.ndarray, contract: np.ndarray) -> np.ndarray:
    """Tests only: the value of a contract bool[K] for each party, float64[P].

    Args: `interactions` float64[P, K, K].

    Source: Klein et al. 2003.
    """
    issues = np.flatnonzero(contract)
    return interactions[:, issues][:, :, issues].sum(axis=(1, 2))


@compiled
def value_of_flip(interactions: np.ndarray, contract: np.ndarray, party: int, issue: int) -> float:
    """Tests only: the gain of a party when an issue enters the contract bool[K], or leaves it.

    Args: `interactions` float64[P, K, K]; `party` and `issue`, indices.

    Source: Klein et al. 2003.
    """
    worth = interactions[party, issue, issue]
    for k in range(contract.shape[0]):
        if k != issue and contract[k]:
            worth += interactions[party, issue, k] + interactions[party, k, issue]
    return -worth if contract[issue] else worth


@compiled
def accepts(gain: float, temperature: float, draw: float) -> bool:
    """Tests only: whether a party accepts a change: any gain, and a loss with probability exp(gain / temperature).

    At temperature 0 it accepts no loss (hill climber). `draw` is uniform in [0, 1).

    Source: Metropolis et al. 1953; Klein et al. 2003.
    """
    if gain > 0.0:
        return True
    return temperature > 0.0 and draw < math.exp(gain / temperature)


@compiled
def mediated_contract(
    interactions: np.ndarray, start: np.ndarray, temperatures: np.ndarray, flips: np.ndarray, draws: np.ndarray
) -> np.ndarray:
    """Tests only: the contract bool[K] after S proposals of a mediator, each of which changes one issue if all parties
    accept.

    Args: `interactions` float64[P, K, K]; `start` bool[K]; `temperatures` float64[P], which decrease linearly to 0;
    `flips` int64[S], the issue of each proposal; `draws` float64[S, P], uniform in [0, 1).

    Source: Klein et al. 2003.
    """
    contract = start.copy()
    steps = flips.shape[0]
    for step in range(steps):
        unanimous = True
        for party in range(interactions.shape[0]):
            gain = value_of_flip(interactions, contract, party, flips[step])
            unanimous = unanimous and accepts(gain, temperatures[party] * (1.0 - step / steps), draws[step, party])
        if unanimous:
            contract[flips[step]] = not contract[flips[step]]
    return contract


def single_text(interactions: np.ndarray, temperatures: np.ndarray, steps: int, rng: np.random.Generator) -> np.ndarray:
    """Tests only: the contract bool[K] after `steps` proposals on a random text, as `mediated_contract`.

    With one party, it searches for the best contract of this party.
    Args: `interactions` float64[P, K, K]; `temperatures` float64[P]; `rng`, source of the text, issues and draws.

    Source: Klein et al. 2003.
    """
    parties, issues = interactions.shape[:2]
    start = rng.random(int(issues)) < 0.5
    flips, draws = rng.integers(issues, size=steps), rng.random((steps, parties))
    return mediated_contract(interactions, start, np.asarray(temperatures, dtype=np.float64), flips, draws)
