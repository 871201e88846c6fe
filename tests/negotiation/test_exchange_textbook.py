"""The drafting operator `exchange` against the textbook's exchange of equal gains (Stokman & Van Oosten 1994).

The text of the model stands where the textbook has its outcome: the compromise of the positions. A commune that has a
clause moved its way is the partner of the actor that concedes on this issue.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from negosim.negotiation.conductor import beliefs, exchange, texts
from negosim.negotiation.state.dossier import DRAFT, TEXT
from negosim.science.exchange import equal_gain_exchange, expected_outcomes

D, FIRST, SECOND, K, M = 0, 0, 1, 0, 1
"""The dossier; the two communes; the two clauses: K moves towards the first commune, M towards the second."""

PROBLEMS = st.integers(0, 2**32 - 1)
QUICKLY = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


def problem(seed, members):
    """The first random positions and saliences float64[N, 2] with an exchange in the textbook, outcomes, exchange."""
    rng = np.random.default_rng(seed)
    while True:
        positions, salience, power = rng.random((members, 2)), rng.random((members, 2)), rng.random(members)
        trade = equal_gain_exchange(positions, salience, power, (SECOND, FIRST), (K, M))
        if trade is not None and trade.gain > 1e-6:
            return positions, salience, expected_outcomes(positions, salience, power), trade


def table(quiet_state, positions, salience, outcomes, step):
    """A quiet table where the DGS believes these positions and saliences, and the text is the compromise."""
    s = quiet_state(len(positions), "charter")
    s.p["spatial_weight"], s.p["proposal_step"] = 1.0, step
    s.opinions["estimated_ideal"][D], s.opinions["estimated_salience"][D] = 0.0, 0.0
    s.opinions["estimated_ideal"][D, :, :2], s.opinions["estimated_salience"][D, :, :2] = positions, salience
    s.clauses["text"][D, :2] = outcomes
    texts.start_draft(s, D)
    exchange.exchange_clauses(s, D, D, FIRST, SECOND, K, M)
    return s


def gains(s):
    """What both communes gain from the draft over the text, as the DGS believes."""
    return [beliefs.estimated_gain(s, D, i, DRAFT) - beliefs.estimated_gain(s, D, i, TEXT) for i in (FIRST, SECOND)]


@QUICKLY
@given(PROBLEMS)
def test_two_communes_exchange_what_the_textbook_exchanges(quiet_state, seed):
    positions, salience, outcomes, trade = problem(seed, 2)
    s = table(quiet_state, positions, salience, outcomes, 1.0)
    assert s.clauses["draft"][D, :2] == pytest.approx(trade.outcomes, abs=1e-12)
    assert gains(s) == pytest.approx([trade.gain] * 2, abs=1e-12)


@QUICKLY
@given(PROBLEMS, st.integers(3, 6), st.floats(0.05, 1.0))
def test_among_others_both_communes_gain_the_same_in_the_direction_and_at_the_rate_of_the_textbook(
    quiet_state, seed, members, step
):
    positions, salience, outcomes, trade = problem(seed, members)
    s = table(quiet_state, positions, salience, outcomes, step)
    moves, expected = s.clauses["draft"][D, :2] - outcomes, np.array(trade.outcomes) - outcomes
    assert np.sign(moves).tolist() == np.sign(expected).tolist()
    assert moves[M] / moves[K] == pytest.approx(expected[M] / expected[K])
    both = gains(s)
    assert both[0] == pytest.approx(both[1], abs=1e-12)
    assert both[0] / abs(moves[K]) == pytest.approx(trade.gain / abs(expected[K]))
