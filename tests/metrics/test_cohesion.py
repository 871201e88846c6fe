"""The network of trust at the end: matrices written by hand, and its mean that the mandate keeps too."""

from __future__ import annotations

import numpy as np
import pytest

from negosim.metrics import METRICS
from negosim.negotiation.mandate import run

NAMES = ("network_cohesion", "network_density", "network_modularity", "network_connectivity")


@pytest.fixture
def mandate(setting_of):
    mandate = run(setting_of("none"), 2)
    mandate.state.communes["area"] = [0, 0, 0, 0, 1, 1, 1]
    return mandate


def measures(mandate):
    return [METRICS[name].measure(mandate) for name in NAMES]


def test_full_trust_is_full_cohesion(mandate):
    mandate.state.commune_pairs["trust"] = 1.0
    chance = (12 + 6) / 42 - (24 / 42) ** 2 - (18 / 42) ** 2
    assert measures(mandate) == pytest.approx([1.0, 1.0, chance, 1.0])


def test_two_areas_that_trust_only_their_own(mandate):
    areas = mandate.state.communes["area"]
    mandate.state.commune_pairs["trust"] = np.where(areas[:, None] == areas[None, :], 0.8, 0.0)
    share = 12 / 18
    assert measures(mandate) == pytest.approx([0.8 * 18 / 42, 9 / 21, 1 - share**2 - (1 - share) ** 2, 0.0], abs=1e-12)


def test_trust_must_be_returned_to_count_for_density(mandate):
    start = float(mandate.state.p.trust_start)
    mandate.state.commune_pairs["trust"] = start  # not more than on the first day
    assert METRICS["network_density"].measure(mandate) == 0.0
    mandate.state.commune_pairs["trust"][0] = 0.9
    assert METRICS["network_density"].measure(mandate) == 0.0
    mandate.state.commune_pairs["trust"][1:3, 0] = 0.9
    assert METRICS["network_density"].measure(mandate) == pytest.approx(2 / 21)


def test_no_trust_and_one_area_have_no_modularity(mandate):
    mandate.state.commune_pairs["trust"] = 0.0
    assert measures(mandate) == [0.0, 0.0, None, 0.0]
    mandate.state.commune_pairs["trust"] = 0.5
    mandate.state.communes["area"] = 0
    assert METRICS["network_modularity"].measure(mandate) is None


def test_cohesion_is_the_mean_trust_of_the_last_month(mandate):
    assert METRICS["network_cohesion"].measure(mandate) == pytest.approx(mandate.state.history["trust"][-1])


def test_names_do_not_matter(mandate):
    first = measures(mandate)
    order = np.random.default_rng(0).permutation(7)
    s = mandate.state
    s.commune_pairs["trust"], s.communes["area"] = (
        s.commune_pairs["trust"][np.ix_(order, order)],
        1 - s.communes["area"][order],
    )
    assert measures(mandate) == pytest.approx(first)
