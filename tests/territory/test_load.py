"""A territory read by SIREN, name or file."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from negosim.errors import TerritoryError
from negosim.territory.load import data_hash, find, load
from negosim.territory.tables import table

FAUCIGNY = {
    "Bonneville": 13320, "Marignier": 6432, "Contamine-sur-Arve": 2374, "Ayse": 2325,
    "Glières-Val-de-Borne": 1825, "Vougy": 1622, "Brizon": 465,
}  # fmt: skip


def test_the_data_of_faucigny_glieres():
    territory = load("200000172")
    assert dict(zip(territory.names, territory.population.tolist(), strict=True)) == FAUCIGNY
    assert (territory.category, territory.tax_regime, territory.n) == ("CC", "FPU", 7)
    assert territory.insee[0] == "74042"
    assert territory.compensation_allocation_eur[0] == 1_585_457
    assert territory.potential_per_head[0] == pytest.approx(1294.94, abs=0.01)
    assert territory.source == "tables 2026"
    assert territory.data_hash == data_hash()
    assert not territory.imputed.any()


def test_a_name_and_a_siren_give_the_same_territory():
    by_name, by_siren = load("faucigny"), load("200000172")
    assert by_name.insee == by_siren.insee
    assert by_name.x_km.tobytes() == by_siren.x_km.tobytes()


def test_the_largest_one_has_158_communes():
    territory = load("CA du Pays Basque")
    assert territory.n == 158
    assert territory.names[:3] == ("Bayonne", "Anglet", "Biarritz")
    assert territory.living_area.max() > 3


def test_the_smallest_have_two_communes():
    sizes = dict(zip(table("epci")["siren"].to_pylist(), table("epci")["n_communes"].to_pylist(), strict=True))
    smallest = [siren for siren, size in sizes.items() if size == 2]
    assert len(smallest) == 2
    for siren in smallest:
        assert load(siren).n == 2


def test_every_intercommunality_loads():
    for siren, size in zip(*(table("epci")[name].to_pylist() for name in ("siren", "n_communes")), strict=True):
        territory = load(siren)
        assert territory.n == size
        assert (np.diff(territory.population) <= 0).all()
        assert territory.population.min() >= 1
        for name in ("potential_per_head", "fiscal_potential_per_head", "income_per_head", "area_km2"):
            values = getattr(territory, name)
            assert np.isfinite(values).all(), name
            assert (values > 0).all(), name
        assert (territory.contiguity == territory.contiguity.T).all()
        assert not territory.contiguity.diagonal().any()
        assert territory.living_area[0] == 0
        assert set(territory.living_area.tolist()) == set(range(int(territory.living_area.max()) + 1))
        assert territory.distance_km.max() < 350
        assert territory.roles[0] == 0


def test_uninhabited_communes_are_left_out():
    territory = load("200049187")
    assert "55039" not in territory.insee
    [result] = find("200049187")
    assert result.n_communes == territory.n


def test_populations_of_the_seat_fixtures():
    path = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "law" / "seat_fixtures.json"
    if not path.exists():
        pytest.skip("reference file ../shared/data/law/seat_fixtures.json is absent")
    fixtures = json.loads(path.read_text(encoding="utf-8"))
    current = {key: value for key, value in fixtures.items() if "_pop" not in key}
    assert len(current) == 10
    for siren, fixture in current.items():
        territory = load(siren)
        assert dict(zip(territory.insee, territory.population.tolist(), strict=True)) == fixture["pops"]
    for key in fixtures.keys() - current.keys():
        assert set(load(key.split("_")[0]).insee) == set(fixtures[key]["pops"])


def test_overseas_and_corsican_codes_are_loaded():
    assert load("200060457").insee[0] == "97611"
    assert load("Pays Ajaccien").insee[0] == "2A004"


def test_the_word_synthetic_makes_a_territory_of_the_seed():
    assert load("synthetic").source == "synthetic"
    assert load("synthetic", seed=3).x_km.tobytes() != load("synthetic", seed=4).x_km.tobytes()


def test_insee_areas_replace_the_computed_ones(tmp_path):
    codes = load("200000172").insee
    path = tmp_path / "bv.csv"
    path.write_text("CODGEO,LIBGEO,BV2022\n" + "\n".join(f"{c},x,{i % 2}" for i, c in enumerate(codes)))
    territory = load("200000172", living_areas_file=path)
    assert territory.living_area.tolist() == [0, 1, 0, 1, 0, 1, 0]
    assert territory.data_hash != data_hash()


def test_insee_areas_of_a_synthetic_territory_are_refused(tmp_path):
    path = tmp_path / "bv.csv"
    path.write_text("CODGEO,BV2022\n01001,01001\n")
    with pytest.raises(TerritoryError, match="synthétique"):
        load("synthetic", living_areas_file=path)
