"""Build the national table of the competences that intercommunalities hold, from the codes of BANATIC.

    python tools/build_competences.py            # reads, builds, writes src/negosim/territory/data
    python tools/build_competences.py --check    # reads, builds, compares with what is shipped

The source is a table of facts with two columns, `siren` and `competence_2021` (a code of BANATIC), one line for each
competence held; `--source` says where it stands. Only the codes of `negosim.territory.competences` are taken. It is run
after `tools/build_territories.py`, whose intercommunalities it describes; `src/negosim/territory/data/SOURCES.md` says
how those that have changed are treated.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import io
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
from negosim.territory.competences import NAMED, TABLE
from negosim.territory.tables import FOLDER, content_hash, table

SOURCE = Path(__file__).resolve().parents[2] / "shared" / "data" / "france" / "epci_competences.csv.gz"
DIGEST = "82fda13e7e9d9e4698464107eb5a3ef8d005d019fece05153c476d8e17462977"
"""The SHA-256 of the text of the source."""

TITLES = ["siren", "competence_2021"]
MERGERS = {
    "992367730": ("245701222", "245701362"),  # Thionville Fensch: Val de Fensch, Portes de France-Thionville
    "994579670": ("241200658", "241200765"),  # Lévézou: Pays de Salars, Lévézou-Pareloup
}
"""The intercommunalities born since, by SIREN, and those that merged into them."""

CODES = {one.name: one.banatic for one in NAMED if one.banatic}
MANIFEST = FOLDER / "MANIFEST.json"


def text_of(path: Path) -> str:
    """The text of the source, which must be the pinned one."""
    if not path.exists():
        sys.exit(f"{path} is absent: say where the source stands with --source")
    data = gzip.decompress(path.read_bytes())
    digest = hashlib.sha256(data).hexdigest()
    if digest != DIGEST:
        sys.exit(f"{path.name}: SHA-256 {digest}, expected {DIGEST}")
    return data.decode("utf-8")


def codes_held(text: str) -> dict[str, set[str]]:
    """The codes of each intercommunality of the source, by SIREN."""
    reader = csv.reader(io.StringIO(text))
    titles = next(reader, [])
    if titles != TITLES:
        raise ValueError(f"the columns are {titles}, expected {TITLES}")
    held: dict[str, set[str]] = {}
    for siren, code in reader:
        held.setdefault(siren, set()).add(code)
    return held


def build(held: dict[str, set[str]], sirens: Sequence[str]) -> tuple[pa.Table, dict[str, Any]]:
    """The table, one row for each of `sirens`, sorted, and what the manifest says of it.

    `known`: whether the source has the intercommunality itself. Where it has those that merged into it, a competence
    is that of all of them; where it has nothing, all are false.
    Raises ValueError: an intercommunality of the source that is neither in `sirens` nor in `MERGERS`.
    """
    merged = {siren for parts in MERGERS.values() for siren in parts}
    lost = sorted(set(held) - set(sirens) - merged)
    if lost:
        raise ValueError(f"these intercommunalities of the source have no successor: {', '.join(lost)}")
    rows = []
    for siren in sorted(sirens):
        parts = [held[part] for part in ((siren,) if siren in held else MERGERS.get(siren, ())) if part in held]
        codes: set[str] = set.intersection(*parts) if parts else set()
        rows.append({"siren": siren, "known": siren in held, **{name: code in codes for name, code in CODES.items()}})
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    result = pa.table(columns, pa.schema([("siren", pa.string()), *((name, pa.bool_()) for name in [*columns][1:])]))
    return result, facts_of(result)


def facts_of(result: pa.Table) -> dict[str, Any]:
    """What is recorded beside the table: its hash, how many are known, how many of them hold each competence."""
    known = [row for row in result.to_pylist() if row["known"]]
    return {
        "data_hash": content_hash({TABLE: result}),
        "rows": result.num_rows,
        "source_sha256": DIGEST,
        "known": len(known),
        "held_where_known": {name: count(row[name] for row in known) for name in CODES},
        "absent_from_the_source": {
            row["siren"]: list(MERGERS.get(row["siren"], ())) for row in result.to_pylist() if not row["known"]
        },
    }


def count(flags: Iterable[bool]) -> int:
    """How many of the flags are true."""
    return sum(map(bool, flags))


def main() -> None:
    """Build, then write or compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare with the shipped table, write nothing")
    parser.add_argument("--source", type=Path, default=SOURCE, help="the gzipped table of facts")
    options = parser.parse_args()
    result, facts = build(codes_held(text_of(options.source)), table("epci")["siren"].to_pylist())
    manifest = json.loads(MANIFEST.read_text(encoding="utf-8"))
    path = FOLDER / f"{TABLE}.parquet"
    if options.check:
        if manifest.get(TABLE) != facts or content_hash({TABLE: pq.read_table(path)}) != facts["data_hash"]:
            sys.exit("the shipped table of competences is not the one that this script builds")
        print("identical:", facts["data_hash"])
        return
    pq.write_table(result, path, compression="zstd", compression_level=19)
    MANIFEST.write_text(json.dumps(manifest | {TABLE: facts}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{path.stat().st_size / 1e3:.1f} kB", json.dumps(facts, ensure_ascii=False))


if __name__ == "__main__":
    main()
