"""INSEE's own file of living areas."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from negosim.errors import TerritoryError
from negosim.territory.insee_areas import areas_of, read_living_areas


@pytest.mark.parametrize("code", ["DEPCOM", "CODGEO"])
def test_both_names_of_the_column_of_codes_are_read(tmp_path, code):
    path = tmp_path / "bv.csv"
    path.write_text(f"Zonage;;\nen bassins de vie;;\n{code};LIB;BV2022\n01001;x;01093\n2A004;y;2A004\n")
    assert read_living_areas(path) == {"01001": "01093", "2A004": "2A004"}


def test_a_gzipped_file_is_read(tmp_path):
    path = tmp_path / "bv.csv.gz"
    path.write_bytes(gzip.compress(b"DEPCOM,BV2022\n01001,01093\n"))
    assert read_living_areas(path) == {"01001": "01093"}


@pytest.mark.parametrize("data", [b"not gzip", gzip.compress(b"DEPCOM,BV2022\n01001,01093\n", mtime=0)[:-12]])
def test_a_broken_archive_is_refused(tmp_path, data):
    path = tmp_path / "bv.csv.gz"
    path.write_bytes(data)
    with pytest.raises(TerritoryError, match="lecture impossible"):
        read_living_areas(path)


def test_wrong_lines_are_all_named(tmp_path):
    path = tmp_path / "bv.csv"
    path.write_text("DEPCOM,BV2022\n01001,A\n01002\n,B\n01001,B\n01001,A\n")
    with pytest.raises(TerritoryError) as error:
        read_living_areas(path)
    lines = str(error.value).splitlines()
    assert [line.split(" : ")[0] for line in lines] == [
        "bv.csv, ligne 3",
        "bv.csv, ligne 4",
        "bv.csv, ligne 5",
    ]
    assert "deux bassins de vie (A, B)" in lines[2]


def test_missing_columns_are_named(tmp_path):
    path = tmp_path / "bv.csv"
    path.write_text("DEPCOM,BV2012\n01001,A\n")
    with pytest.raises(TerritoryError, match="BV2022 introuvables"):
        read_living_areas(path)


def test_communes_that_the_file_lacks():
    with pytest.raises(TerritoryError, match=r"2 commune\(s\) : 01002, 01003\."):
        areas_of({"01001": "A"}, ["01001", "01002", "01003"])


def test_the_reference_file_is_read(reference_rows):
    rows = reference_rows("france/communes_living_areas_2022.csv.gz")
    areas = read_living_areas(
        Path(__file__).resolve().parents[2].parent / "shared/data/france/communes_living_areas_2022.csv.gz"
    )
    assert areas == {row["DEPCOM"]: row["BV2022"] for row in rows}
