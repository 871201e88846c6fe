"""What a territory promises: sizes, order, read-only arrays, roles."""

from __future__ import annotations

import dataclasses
import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negosim.errors import TerritoryError
from negosim.territory.assembly import Identity, assemble, local_km, number_labels
from negosim.territory.load import load
from negosim.territory.model import CORE, PERIURBAN, RURAL, SECONDARY

IDENTITY = Identity("x", "Essai", "CC", "FPU", "csv", "0")


def result(population, x_km, *, y_km=None, areas=None, pairs=(), codes=None):
    n = len(population)
    borders = np.zeros((n, n), bool)
    for a, b in pairs:
        borders[a, b] = borders[b, a] = True
    columns = {
        "insee": codes or [f"{i:05d}" for i in range(n)],
        "names": [f"C{i}" for i in range(n)],
        "population": population,
        "population_2023": population,
        **dict.fromkeys(
            (
                "potential_per_head",
                "fiscal_potential_per_head",
                "income_per_head",
                "fiscal_effort",
                "area_km2",
            ),
            [1.0] * n,
        ),
        "compensation_allocation_eur": [0.0] * n,
        "x_km": x_km,
        "y_km": y_km or [0.0] * n,
        "living_area": areas or [0] * n,
    }
    return assemble(columns, borders, {"income": [p < 10 for p in population]}, IDENTITY)


@pytest.mark.parametrize("n", [0, 1, 159])
def test_too_few_or_too_many_communes(n):
    with pytest.raises(TerritoryError, match=rf"compte {n} commune.*de 2 à 158.*Pays Basque"):
        result([100] * n, [0.0] * n)


@pytest.mark.parametrize("n", [2, 158])
def test_the_smallest_and_largest_numbers_of_communes_are_allowed(n):
    assert result([100] * n, [0.0] * n).n == n


def test_communes_by_population_then_code():
    territory = result([5, 9, 5, 7], [0.0] * 4, codes=["00004", "00003", "00001", "00002"])
    assert territory.insee == ("00003", "00002", "00001", "00004")
    assert territory.imputed.tolist() == [True, True, True, True]


def test_arrays_are_read_only_and_stay_so_in_a_worker():
    for territory in (load("200000172"), pickle.loads(pickle.dumps(load("200000172")))):  # noqa: S301
        for array in (
            territory.population, territory.contiguity, territory.imputed, territory.distance_km,
            territory.roles, *territory.imputed_fields.values(),
        ):  # fmt: skip
            with pytest.raises(ValueError, match="read-only"):
                array[0] = 0


def test_wrong_shapes_are_a_defect():
    with pytest.raises(ValueError, match="x_km has shape"):
        dataclasses.replace(result([5, 4], [0.0, 1.0]), x_km=np.zeros(3))


def test_each_commune_has_the_role_of_its_size_and_position():
    territory = result(
        [1000, 300, 299, 50, 40, 30, 20],
        [0.0, 100.0, 200.0, 7.99, 8.0, 400.0, 50.0],
        areas=[0, 0, 0, 0, 0, 1, 0],
        pairs=[(2, 1), (6, 4)],
    )
    assert territory.roles.tolist() == [CORE, SECONDARY, PERIURBAN, PERIURBAN, RURAL, SECONDARY, RURAL]


def test_the_largest_of_the_core_area_is_only_the_core():
    territory = result([100, 20, 10], [0.0, 50.0, 100.0])
    assert territory.roles.tolist() == [CORE, RURAL, RURAL]


def test_identical_communes_have_identical_roles():
    assert set(result([50] * 5, [0.0, 1.0, 2.0, 3.0, 4.0]).roles.tolist()) == {CORE}


def test_urban_is_every_category_but_cc():
    assert not load("200000172").urban
    assert load("CA du Pays Basque").urban
    assert load("Métropole de Lyon").urban


@settings(deadline=None)
@given(st.permutations(range(6)))
def test_relabelling_the_communes_relabels_the_territory(order):
    population, x, areas = [60, 50, 40, 30, 20, 10], [0.0, 9.0, 3.0, 30.0, 12.0, 41.0], [0, 0, 1, 1, 2, 2]
    codes = [f"{i:05d}" for i in range(6)]
    straight = result(population, x, areas=areas, codes=codes, pairs=[(0, 5)])
    moved = result(
        [population[i] for i in order], [x[i] for i in order],
        areas=["abc"[areas[i]] for i in order], codes=[codes[i] for i in order],
        pairs=[(order.index(0), order.index(5))],
    )  # fmt: skip
    assert moved.insee == straight.insee
    for name in ("population", "x_km", "living_area", "contiguity", "roles", "distance_km", "imputed"):
        assert getattr(moved, name).tobytes() == getattr(straight, name).tobytes(), name


def test_a_degree_of_longitude_in_km_at_its_latitude():
    x_km, y_km = local_km([2.0, 3.0], [46.0, 46.0])
    assert y_km.tolist() == [0.0, 0.0]
    assert x_km[1] - x_km[0] == pytest.approx(111.195 * np.cos(np.radians(46)), rel=1e-4)


def test_distance_on_the_map_is_near_the_great_circle():
    x_km, y_km = local_km([-1.4748, -1.1583], [43.4929, 43.3830])
    assert np.hypot(np.diff(x_km), np.diff(y_km))[0] == pytest.approx(28.36, abs=0.15)


def test_labels_are_numbered_in_order_of_appearance():
    assert number_labels(["b", "a", "b", "c"]).tolist() == [0, 1, 0, 2]
