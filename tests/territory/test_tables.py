"""The shipped tables: complete, unaltered, and what the reference files say."""

from __future__ import annotations

import json

import pyarrow.parquet as pq
import pytest

from negosim.law.categories import CATEGORIES
from negosim.territory.tables import (
    FOLDER,
    IMPUTED_BITS,
    TABLES,
    category_medians,
    content_hash,
    data_hash,
    hash_of,
    rows_of,
    table,
)


@pytest.fixture(scope="module")
def communes():
    return {row["insee"]: row for row in table("communes").to_pylist()}


def test_the_content_is_the_one_that_the_manifest_names():
    shipped = {name: pq.read_table(FOLDER / f"{name}.parquet") for name in TABLES}
    recorded = json.loads((FOLDER / "MANIFEST.json").read_text(encoding="utf-8"))
    assert content_hash(shipped) == recorded["data_hash"]
    assert data_hash() == hash_of(recorded["data_hash"], recorded["competences"]["data_hash"])
    assert {name: shipped[name].num_rows for name in TABLES} == recorded["rows"]


def test_the_hash_sees_one_changed_value():
    epci = table("epci")
    changed = epci.set_column(0, "siren", [["x", *epci["siren"].to_pylist()[1:]]])
    assert content_hash({"epci": changed}) != content_hash({"epci": epci})


def test_the_hash_refuses_empty_values():
    epci = table("epci")
    with pytest.raises(ValueError, match="empty value"):
        content_hash({"epci": epci.set_column(0, "siren", [[None] * epci.num_rows])})


def test_the_tables_are_small():
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 4_000_000


def test_every_table_is_sorted_by_siren():
    for name in TABLES:
        sirens = table(name)["siren"].to_pylist()
        assert sirens == sorted(sirens)


def test_all_the_intercommunalities_of_2026(communes):
    epci = table("epci").to_pylist()
    assert len(epci) == 1253
    assert len(communes) == 34_871
    by_category = {name: sum(row["category"] == name for row in epci) for name in CATEGORIES}
    assert by_category == {"CC": 987, "CA": 230, "CU": 14, "METROPOLE": 22}
    assert all(row["tax_regime"] == "FPU" for row in epci if row["category"] != "CC")
    assert sum(row["n_communes"] for row in epci) == 34_871 - 6


def test_special_codes_are_there(communes):
    for code in ("75056", "69123", "13055", "2A004", "2B033", "97411", "97105", "97209", "97302", "97611"):
        assert communes[code]["population_2022"] > 5000
    assert communes["69123"]["siren"] == "200046977"


def test_only_the_destroyed_villages_have_no_inhabitant(communes):
    empty = {code for code, row in communes.items() if row["population_2022"] == 0}
    assert empty == {"55039", "55050", "55139", "55189", "55239", "55307"}


def test_imputed_values_are_few_and_said(communes):
    inhabited = [row for row in communes.values() if row["population_2022"] > 0]
    counts = {name: sum(bool(row["imputed"] & bit) for row in inhabited) for name, bit in IMPUTED_BITS.items()}
    assert counts == {
        "financial_potential": 7, "fiscal_potential": 8, "income": 138, "fiscal_effort": 138,
        "compensation_allocation": 7, "population_dgf": 7, "shape": 4,
    }  # fmt: skip
    assert sum(row["imputed"] > 0 for row in inhabited) == 266


def test_unknown_siren_has_no_row():
    assert rows_of("communes", "000000000")["insee"] == []
    assert rows_of("communes", "999999999")["insee"] == []


@pytest.mark.parametrize("category", CATEGORIES)
def test_usual_values_are_plausible(category):
    usual = category_medians(category)
    assert 500 < usual["fiscal_potential"] < usual["financial_potential"] < 2000
    assert 10_000 < usual["income"] < 20_000
    assert 0.8 < usual["fiscal_effort"] < 1.6


def test_cities_are_wealthier_than_the_country():
    assert category_medians("METROPOLE")["financial_potential"] > category_medians("CC")["financial_potential"]


def test_perimeters_match_the_reference(communes, reference_rows):
    reference = {row["code"]: row["epci"] for row in reference_rows("france/epci_members_2026.csv.gz")}
    assert {code: row["siren"] for code, row in communes.items()} == reference


def test_amounts_match_the_reference(communes, reference_rows):
    columns = {
        "financial_potential_eur": "potentiel_financier",
        "fiscal_potential_eur": "potentiel_fiscal",
        "compensation_allocation_eur": "attribution_compensation",
        "population_dgf": "pop_dgf",
    }
    compared = 0
    for theirs in reference_rows("france/communes_finance_2022.csv.gz"):
        ours = communes.get(theirs["code"])
        if ours is None or ours["imputed"]:
            continue
        compared += 1
        for name, reference in columns.items():
            assert ours[name] == pytest.approx(float(theirs[reference]), abs=2), (theirs["code"], name)
    assert compared > 34_500


def test_shapes_match_the_reference(communes, reference_rows):
    for theirs in reference_rows("france/communes_centroids.csv.gz"):
        ours = communes.get(theirs["code"])
        if ours is not None:
            assert ours["lon"] == pytest.approx(float(theirs["lon"]), abs=1e-4)
            assert ours["lat"] == pytest.approx(float(theirs["lat"]), abs=1e-4)
            assert ours["area_km2"] == pytest.approx(float(theirs["area_km2"]), rel=0.01)


def test_borders_match_the_reference(reference_rows):
    pairs = table("contiguity").to_pydict()
    ours = set(zip(pairs["a"], pairs["b"], strict=True))
    theirs = {tuple(sorted((r["a"], r["b"]))) for r in reference_rows("france/communes_contiguity_within_epci.csv.gz")}
    moved = set(json.loads((FOLDER / "MANIFEST.json").read_text(encoding="utf-8"))[
        "communes_in_another_intercommunality_2026"
    ])  # fmt: skip
    assert all(moved & set(pair) for pair in theirs - ours)
    assert len(ours - theirs) < 50
