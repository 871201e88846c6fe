"""Camps among the communes: on opinions written by hand, and what listening does to them."""

from __future__ import annotations

import numpy as np
import pytest

from negosim.metrics import METRICS
from negosim.metrics.polarisation import positions_of
from negosim.negotiation.mandate import run
from negosim.negotiation.state.dossier import OPEN, WAITING

NAMES = ("esteban_ray", "variance_ratio", "variance_ratio_roles")


@pytest.fixture
def mandate(setting_of):
    """Seven communes and six dossiers; the first two came to the table, and all agree on everything."""
    mandate = run(setting_of("none"), 2)
    s = mandate.state
    s.dossiers["outcome"] = [OPEN, OPEN, WAITING, WAITING, WAITING, WAITING]
    s.dossiers["clauses"][:2] = [2, 1]
    s.opinions["ideal"], s.opinions["anchor"] = 0.5, 0.5
    s.communes["area"] = [0, 0, 0, 0, 1, 1, 1]
    s.communes["role"] = [0, 1, 2, 3, 3, 3, 3]
    return mandate


def measure(name, mandate):
    return METRICS[name].measure(mandate)


def test_positions_are_those_of_clauses_put_to_the_communes(mandate):
    ideals = mandate.state.opinions["ideal"]
    ideals[0, :, 0], ideals[0, :, 1], ideals[1, :, 0] = 0.1, 0.2, 0.3
    ideals[0, :, 2:], ideals[1, :, 1:], ideals[2:] = 9.0, 9.0, 9.0  # no clause, or never put to them
    assert positions_of(mandate, "ideal").tolist() == [[0.1] * 7, [0.2] * 7, [0.3] * 7]
    assert positions_of(mandate, "anchor").shape == (3, 7)


def test_who_agrees_forms_one_camp_and_differs_by_nothing(mandate):
    assert measure("esteban_ray", mandate) == 0.0
    assert measure("esteban_ray_gained", mandate) == 0.0
    assert measure("variance_ratio", mandate) is None
    assert measure("variance_ratio_gained", mandate) is None


def test_two_areas_that_oppose_each_other_on_one_clause_of_three(mandate):
    mandate.state.opinions["ideal"][0, :, 0] = [0, 0, 0, 0, 1, 1, 1]
    two = 2**2.3 * (4 / 7 * 3 / 7) * ((4 / 7) ** 1.3 + (3 / 7) ** 1.3)
    assert measure("esteban_ray", mandate) == pytest.approx(two / 3)
    assert measure("esteban_ray_gained", mandate) == pytest.approx(two / 3)
    assert measure("variance_ratio", mandate) == pytest.approx(1.0)  # of the clause on which they differ
    between, total = 3 * (3 / 7) ** 2 + 4 * (3 / 4 - 3 / 7) ** 2, 12 / 7  # roles: three 0 alone, and 0 1 1 1 together
    assert measure("variance_ratio_roles", mandate) == pytest.approx(between / total)
    assert measure("variance_ratio_roles", mandate) == pytest.approx(9 / 16)


def test_what_was_there_on_the_first_day_is_not_gained(mandate):
    split = [0, 0, 0, 0, 1, 1, 1]
    mandate.state.opinions["anchor"][0, :, 0] = split
    mandate.state.opinions["ideal"][0, :, 0] = 0.5 * np.array(split) + 0.25  # two camps, half as far apart
    before = 2**2.3 * (4 / 7 * 3 / 7) * ((4 / 7) ** 1.3 + (3 / 7) ** 1.3) / 3
    assert measure("esteban_ray", mandate) == pytest.approx(before / 2)
    assert measure("esteban_ray_gained", mandate) == pytest.approx(-before / 2)
    assert measure("variance_ratio_gained", mandate) == pytest.approx(0.0)


def test_one_area_or_no_clause_has_no_ratio(mandate):
    mandate.state.opinions["ideal"][0, :, 0] = [0, 0, 0, 0, 1, 1, 1]
    mandate.state.communes["area"] = 0
    assert measure("variance_ratio", mandate) is None
    assert measure("variance_ratio_roles", mandate) is not None
    mandate.state.dossiers["outcome"] = WAITING
    assert [measure(name, mandate) for name in NAMES] == [None, None, None]


def test_listening_to_nobody_gains_nothing_and_names_do_not_matter(setting_of):
    without_influence = run(setting_of("process", influence=0.0), 1)
    for name in NAMES:
        assert measure(f"{name}_gained", without_influence) == 0.0
    listening = run(setting_of("process"), 1)
    first = {name: measure(name, listening) for name in NAMES}
    assert measure("esteban_ray_gained", listening) != 0.0
    order = np.random.default_rng(0).permutation(len(listening.state.communes))
    s = listening.state
    s.opinions["ideal"], s.communes["role"] = s.opinions["ideal"][:, order], s.communes["role"][order]
    s.communes["area"] = s.communes["area"].max() - s.communes["area"][order]
    assert {name: measure(name, listening) for name in NAMES} == pytest.approx(first)
