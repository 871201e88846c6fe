"""What every test may ask for: settings made in one line, and the reference folder."""

from __future__ import annotations

import csv
import dataclasses
import gzip
import os
import tempfile
from functools import cache, lru_cache
from pathlib import Path

import pytest

os.environ.setdefault("MPLBACKEND", "Agg")
os.environ["LANGUAGE"] = "fr"  # messages are written in the language of the machine
os.environ.pop("COLUMNS", None)  # which the runner of tests on all cores sets to the width of its own terminal
SHARED = Path(__file__).resolve().parents[1].parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of references beside the project; the test is skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the folder of reference data beside the project is absent")
    return SHARED


@pytest.fixture(scope="session")
def reference_rows(shared):
    """A reader of the gzipped tables of that folder, as lists of dicts; the test is skipped where one is absent."""

    def rows(name: str) -> list[dict[str, str]]:
        path = shared / "data" / name
        if not path.exists():
            pytest.skip(f"the reference table {name} is absent")
        with gzip.open(path, "rt", encoding="utf-8") as file:
            return list(csv.DictReader(file))

    return rows


SIX = ("governance_pact", "land_use_plan", "financial_pact", "investment_plan", "transfer_a", "transfer_b")
"""Six dossiers of the default agenda, one of each procedure of a council and communes."""


@lru_cache(maxsize=2)
def agenda_of(*names):
    """The lines of the default agenda with these names, in this order; all of them for none."""
    from negosim.config import compose, load

    whole = load(compose([])).setting.agenda
    return tuple(line for name in names for line in whole if line.name == name) if names else whole


def build_setting(strategy="none", territory="200000172", agenda=None, **changes):
    """A Setting of six dossiers, or of the `agenda`, "whole" for the default; `changes` are fields of its groups.

    A real territory is said to hold no competence, so that every dossier opens.
    """
    from negosim.facilitation import STRATEGIES
    from negosim.facilitation.levers import with_levers
    from negosim.negotiation.state.parameters import Behaviour
    from negosim.negotiation.state.setting import Context, Governance, Levers, Setting
    from negosim.territory.competences import nothing_held
    from negosim.territory.load import load
    from negosim.territory.model import Territory

    groups = {"context": Context, "governance": Governance, "levers": Levers, "behaviour": Behaviour}
    records = {}
    for name, group in groups.items():
        names = {f.name for f in dataclasses.fields(group)}
        records[name] = group(**{key: changes.pop(key) for key in list(changes) if key in names})
    assert not changes, f"unknown fields {changes}"
    if not isinstance(territory, Territory):
        territory = dataclasses.replace(load(territory), competences=nothing_held())
    choice = STRATEGIES[strategy] if isinstance(strategy, str) else strategy
    lines = agenda_of() if agenda == "whole" else agenda or agenda_of(*SIX)
    return Setting(territory, with_levers(choice, records["levers"]), lines, **records)


@pytest.fixture(scope="session")
def setting_of():
    """The function `build_setting`."""
    return build_setting


@pytest.fixture(scope="session")
def equals_of():
    """A territory of n identical communes on a ring."""
    from negosim.territory.synthetic import SyntheticSettings, synthesise

    return lambda n: synthesise(SyntheticSettings(n_communes=n, duplicate="yes"), 0)


@cache
def finished_mandate(siren, strategy, seed):
    """A mandate of six dossiers, played once for all the tests that read it."""
    from negosim.negotiation.mandate import run

    return run(build_setting(strategy, siren), seed)


@pytest.fixture(scope="session")
def mandate_of():
    """The function `finished_mandate`; its mandates may not be changed."""
    return finished_mandate


FAUCIGNY, BASQUE, TWO, LILLE = "200000172", "200067106", "200050532", "200093201"
CASES = [
    (FAUCIGNY, "single_text", 7), (FAUCIGNY, "process", 2), (FAUCIGNY, "busy", 3), (FAUCIGNY, "chair", 5),
    (FAUCIGNY, "none", 1), (TWO, "single_text", 0), (BASQUE, "single_text", 7), (LILLE, "process", 4),
]  # fmt: skip
"""Mandates that are described and drawn: strategies, two communes, 158 communes, a métropole."""


@pytest.fixture(scope="session", params=CASES, ids=lambda case: "-".join(map(str, case)))
def mandate(request, mandate_of):
    """Each of the `CASES` in turn."""
    return mandate_of(*request.param)


@pytest.fixture(scope="session")
def faucigny():
    """Faucigny-Glières under the single text, with seed 7."""
    return finished_mandate("200000172", "single_text", 7)


@pytest.fixture
def elsewhere(monkeypatch):
    """An empty working folder."""
    with tempfile.TemporaryDirectory() as folder:
        monkeypatch.chdir(folder)
        yield Path(folder)


def state_bytes(state):
    """Every array of a state as bytes, by name."""
    return {name: array.tobytes() for name, array in state.arrays.items()}


@pytest.fixture(scope="session")
def bytes_of():
    """The function `state_bytes`."""
    return state_bytes
