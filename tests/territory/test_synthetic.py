"""Invented territories: what each setting does, and the same ones on every machine."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negosim.errors import UserError
from negosim.science.inequality import weighted_gini
from negosim.territory.synthetic import SyntheticSettings, spread_points, synthesise, zipf_populations


@settings(max_examples=40, deadline=None)
@given(
    st.builds(
        SyntheticSettings,
        n_communes=st.integers(2, 158),
        population=st.integers(500, 2_000_000),
        concentration=st.floats(0, 2),
        wealth_spread=st.floats(0, 1),
        width_km=st.floats(5, 150),
        n_living_areas=st.integers(1, 20),
        category=st.sampled_from(["CC", "CA", "CU", "METROPOLE"]),
        tax_regime=st.sampled_from(["FPU", "FA"]),
        duplicate=st.sampled_from(["no", "yes"]),
    ),
    st.integers(0, 2**60),
)
def test_any_settings_make_a_territory(wanted, seed):
    territory = synthesise(wanted, seed)
    assert territory.n == wanted.n_communes
    assert territory.population.min() >= 1
    if wanted.duplicate == "no":
        assert territory.population.sum() == wanted.population
        assert territory.living_area.max() + 1 == min(wanted.n_living_areas, wanted.n_communes)
    assert territory.distance_km.max() <= wanted.width_km + 1e-5
    assert territory.contiguity.any(axis=1).all()
    assert (territory.category, territory.tax_regime) == (wanted.category, wanted.tax_regime)
    assert not territory.imputed.any()


def test_the_same_seed_gives_the_same_bytes():
    first, second = (synthesise(SyntheticSettings(), 0) for _ in range(2))
    assert first.x_km.tobytes() == second.x_km.tobytes()
    assert first.potential_per_head.tobytes() == second.potential_per_head.tobytes()
    assert first.data_hash == second.data_hash
    assert first.data_hash != synthesise(SyntheticSettings(), 1).data_hash


def test_the_same_territory_on_every_machine():
    territory = synthesise(SyntheticSettings(), 0)
    numbers = ",".join(f"{value:.6f}" for value in (*territory.x_km, *territory.y_km, *territory.potential_per_head))
    assert hashlib.sha256(numbers.encode()).hexdigest()[:16] == "af18f797d8fbcb1b"


def test_synthetic_communes_have_codes_and_names():
    territory = synthesise(SyntheticSettings(n_communes=3), 0)
    assert territory.insee == ("S0001", "S0002", "S0003")
    assert territory.names == ("Commune 1", "Commune 2", "Commune 3")


def test_identical_communes_make_a_symmetric_game():
    territory = synthesise(SyntheticSettings(n_communes=7, population=1000, duplicate="yes"), 5)
    assert set(territory.population.tolist()) == {142}
    for name in ("potential_per_head", "income_per_head", "compensation_allocation_eur", "area_km2", "roles"):
        assert len(set(getattr(territory, name).tolist())) == 1, name
    assert territory.living_area.max() == 0
    assert set(territory.contiguity.sum(axis=1).tolist()) == {2}
    turned = np.roll(np.roll(territory.distance_km, 1, axis=0), 1, axis=1)
    assert np.allclose(turned, territory.distance_km, atol=1e-5)


def test_inequality_grows_with_the_wealth_spread():
    equal = synthesise(SyntheticSettings(wealth_spread=0.0), 1)
    assert set(equal.potential_per_head.tolist()) == {1000.0}
    spreads = [
        weighted_gini(t.potential_per_head, t.population)
        for t in (synthesise(SyntheticSettings(n_communes=60, wealth_spread=s), 1) for s in (0.0, 0.3, 0.6, 1.0))
    ]
    assert spreads == sorted(spreads)
    rich = synthesise(SyntheticSettings(n_communes=158, wealth_spread=1.0), 1).potential_per_head
    assert rich.min() >= 500
    assert rich.max() <= 2000


def test_additional_taxes_bring_no_compensation():
    assert not synthesise(SyntheticSettings(tax_regime="FA"), 0).compensation_allocation_eur.any()


@pytest.mark.parametrize(
    ("n", "total", "exponent", "people"),
    [(4, 500, 0.0, [125] * 4), (3, 503, 0.0, [168, 168, 167]), (3, 1103, 1.0, [601, 301, 201])],
)
def test_zipf_populations_of_known_cases(n, total, exponent, people):
    assert zipf_populations(n, total, exponent) == people


@settings(deadline=None)
@given(st.integers(2, 158), st.integers(500, 2_000_000), st.floats(0, 2))
def test_zipf_populations_sum_to_the_total_and_decrease(n, total, exponent):
    people = zipf_populations(n, total, exponent)
    assert sum(people) == total
    assert min(people) >= 1
    assert people == sorted(people, reverse=True)


def test_points_lie_in_the_disc():
    draws = iter(np.random.default_rng(0).random(100_000).tolist())
    x_km, y_km = spread_points(lambda: next(draws), 50, 20.0)
    assert np.hypot(x_km, y_km).max() <= 10


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"n_communes": 1}, ["synthetic.n_communes vaut 1"]),
        ({"n_communes": 159}, ["synthetic.n_communes vaut 159"]),
        ({"n_communes": 12.5}, ["un nombre entier"]),
        ({"category": "SIVOM"}, ["synthetic.category", "METROPOLE"]),
        ({"duplicate": True}, ["synthetic.duplicate"]),
        ({"population": 499, "width_km": 1.0}, ["synthetic.population", "synthetic.width_km"]),
    ],
)
def test_wrong_settings_are_all_named(changes, expected):
    with pytest.raises(UserError) as error:
        synthesise(SyntheticSettings(**changes), 0)
    for text in expected:
        assert text in str(error.value)


@pytest.mark.parametrize("seed", [-1, 1.5, True, 2**64, 2**64 - 1])
def test_seeds_are_whole_numbers_of_64_bits(seed):
    if seed == 2**64 - 1:
        assert synthesise(SyntheticSettings(), seed).n == 12
        return
    with pytest.raises(UserError, match="seed"):
        synthesise(SyntheticSettings(), seed)
