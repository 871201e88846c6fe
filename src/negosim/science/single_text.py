"""One text, small changes, a yes or no from each: parties that climb, parties that anneal (texte unique).

A contract is bool[K], one binary issue each. Its value to party p is the sum of interactions[p, k, l] over the
issues k, l that it contains, float64[P, K, K]; what is on the diagonal is worth without the others.

Source: Klein, Faratin, Sayama & Bar-Yam 2003.
"""

from __future__ import annotations

import math

import numpy as np

from negosim.compiled import compiled

__all__ = ["accepts", "contract_values", "mediated", "single_text", "value_of_flip"]


def contract_values(interactions: np.ndarray, contract: np.ndarray) -> np.ndarray:
    """What a contract bool[K] is worth to each party, float64[P].

    Source: Klein et al. 2003.
    """
    kept = np.flatnonzero(contract)
    return interactions[:, kept][:, :, kept].sum(axis=(1, 2))


@compiled
def value_of_flip(interactions: np.ndarray, contract: np.ndarray, party: int, issue: int) -> float:
    """What `party` gains when `issue` enters the contract bool[K], or leaves it.

    Source: Klein et al. 2003.
    """
    worth = interactions[party, issue, issue]
    for k in range(contract.shape[0]):
        if k != issue and contract[k]:
            worth += interactions[party, issue, k] + interactions[party, k, issue]
    return -worth if contract[issue] else worth


@compiled
def accepts(gain: float, temperature: float, draw: float) -> bool:
    """Whether a party says yes to a change: to every gain, and to a loss with probability exp(gain / temperature).

    At temperature 0 it climbs: no loss is accepted. `draw` is uniform in [0, 1).

    Source: Metropolis et al. 1953; Klein et al. 2003.
    """
    if gain > 0.0:
        return True
    return temperature > 0.0 and draw < math.exp(gain / temperature)


@compiled
def mediated(
    interactions: np.ndarray, start: np.ndarray, temperatures: np.ndarray, flips: np.ndarray, draws: np.ndarray
) -> np.ndarray:
    """The contract bool[K] once the mediator has proposed each of `flips` int64[S] and kept what all accept.

    `temperatures` float64[P] fall to 0 in a straight line; `draws` float64[S, P] decide on losses.

    Source: Klein et al. 2003.
    """
    contract = start.copy()
    steps = flips.shape[0]
    for step in range(steps):
        agreed = True
        for party in range(interactions.shape[0]):
            gain = value_of_flip(interactions, contract, party, flips[step])
            agreed = agreed and accepts(gain, temperatures[party] * (1.0 - step / steps), draws[step, party])
        if agreed:
            contract[flips[step]] = not contract[flips[step]]
    return contract


def single_text(interactions: np.ndarray, temperatures: np.ndarray, steps: int, rng: np.random.Generator) -> np.ndarray:
    """The contract bool[K] that `steps` changes of one issue make of a random text, as `mediated`.

    One party alone is a search for its own best contract.

    Source: Klein et al. 2003.
    """
    parties, issues = interactions.shape[:2]
    start = rng.random(issues) < 0.5
    flips, draws = rng.integers(issues, size=steps), rng.random((steps, parties))
    return mediated(interactions, start, np.asarray(temperatures, dtype=np.float64), flips, draws)
