"""Scorable games: the list of deals, their scores, the parties that accept them, the fair deal (jeux à points).

A deal is int64[K], one option for each issue.

Source: Raiffa 1982; Susskind 1985; Abdelnabi et al. 2024.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from negosim.science.bargaining_solutions import nash_deal

__all__ = [
    "ScorableGame", "acceptances", "all_deals", "deal_label", "deal_of", "deal_scores", "fair_deal", "scorable_game",
]  # fmt: skip


class ScorableGame(NamedTuple):
    """A scorable game of N parties on K issues.

    `scores` float64[N, K, O], with nan where an issue has fewer options than O; `thresholds` float64[N], the smallest
    score that a party accepts; `options` int64[K], number of options of each issue.
    """

    scores: np.ndarray
    thresholds: np.ndarray
    options: np.ndarray


def scorable_game(document: Mapping[str, Any]) -> ScorableGame:
    """The game of a document: a list `players`, each with its `scores` by issue and its `threshold`.

    Source: Abdelnabi et al. 2024.
    """
    players = document["players"]
    options = np.array([len(issue) for issue in players[0]["scores"]])
    scores = np.full((len(players), len(options), options.max()), np.nan)
    for i, player in enumerate(players):
        for k, issue in enumerate(player["scores"]):
            scores[i, k, : len(issue)] = issue
    return ScorableGame(scores, np.array([float(player["threshold"]) for player in players]), options)


def all_deals(options: np.ndarray) -> np.ndarray:
    """Tests only: every deal, int64[D, K]; the last issue varies fastest.

    Args: `options` int64[K], number of options of each issue.

    Source: Raiffa 1982.

    >>> all_deals(np.array([2, 2])).tolist()
    [[0, 0], [0, 1], [1, 0], [1, 1]]
    """
    return np.indices(tuple(options)).reshape(len(options), -1).T


def deal_scores(scores: np.ndarray, deals: np.ndarray) -> np.ndarray:
    """Tests only: the points of each party in each deal, float64[D, N].

    Args: `scores` as `ScorableGame`; `deals` int64[D, K].

    Source: Raiffa 1982.
    """
    return scores[:, np.arange(deals.shape[1]), deals].sum(axis=2).T


def acceptances(points: np.ndarray, thresholds: np.ndarray) -> np.ndarray:
    """Tests only: the number of parties that accept each deal, int64[D]: those with at least their threshold.

    Args: `points` float64[D, N]; `thresholds` float64[N].

    Source: Abdelnabi et al. 2024.
    """
    return (points >= thresholds).sum(axis=1)


def fair_deal(game: ScorableGame) -> np.ndarray | None:
    """Tests only: the deal int64[K] that all accept with the largest product of points above thresholds; None if there
    is none.

    Source: Nash 1950; Abdelnabi et al. 2024.
    """
    deals = all_deals(game.options)
    index = nash_deal(deal_scores(game.scores, deals), game.thresholds)
    return deals[index] if index >= 0 else None


def deal_label(deal: np.ndarray) -> str:
    """Tests only: the label of a deal int64[K]: a letter for each issue, a number for its option.

    Source: Abdelnabi et al. 2024.

    >>> deal_label(np.array([1, 2]))
    'A2,B3'
    """
    return ",".join(f"{chr(ord('A') + k)}{option + 1}" for k, option in enumerate(deal))


def deal_of(label: str) -> np.ndarray:
    """The deal int64[K] of a label.

    Source: Abdelnabi et al. 2024.

    >>> deal_of("A2,B3").tolist()
    [1, 2]
    """
    return np.array([int(word.strip()[1:]) - 1 for word in label.split(",")])
