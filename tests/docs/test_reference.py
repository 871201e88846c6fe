"""The catalogue's pages and the tables of the ODD+D document are those of the code."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
from pathlib import Path

import pytest
import reference

from negosim.agenda import KINDS
from negosim.catalogue import SECTIONS
from negosim.catalogue.parameters import groups
from negosim.config.groups import RECORDS
from negosim.facilitation import STRATEGIES
from negosim.knobs import knobs_of
from negosim.law.procedures import PROCEDURES
from negosim.metrics import METRICS
from negosim.negotiation.month.steps import STEPS
from negosim.negotiation.state.layout import ARRAYS
from negosim.negotiation.state.moves import MOVES
from negosim.negotiation.state.randomness import PURPOSES
from negosim.output import FILES as RESULT_FILES

ROOT = Path(__file__).resolve().parents[2]
TOOL = ROOT / "tools" / "reference.py"
ODD = (ROOT / "docs" / "odd.md").read_text(encoding="utf-8")
PAGES = {name: (ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("catalogue.md", "catalogue.fr.md")}
PART = re.compile(r"<!-- generated: ([\w ]+) -->\n(.*?)\n<!-- end -->", re.DOTALL)
NAMED = sorted(set(re.findall(r"`([a-z_]+(?:\.\w+)+)(?:\(\))?`", PART.sub("", ODD))))
FILES = ("json", "md", "py")
WRITTEN = (*PAGES, "odd.md", "tables.md", "agenda.md")


def parts() -> dict[str, str]:
    """The generated parts of the ODD+D document by name."""
    return dict(PART.findall(ODD))


def test_the_pages_are_up_to_date():
    done = subprocess.run([sys.executable, str(TOOL), "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("page", PAGES)
def test_every_entry_and_every_knob_stands_in_the_catalogue(page):
    rows = set(re.findall(r"^\| `([\w.]+)` \|", PAGES[page], flags=re.M))
    expected = {*STRATEGIES.names(), *KINDS.names(), *METRICS.names(), *(kind.name for kind in MOVES)}
    expected |= {line.key for line in PROCEDURES}
    expected |= {f"{group}.{name}" for group, record in RECORDS.items() for name in knobs_of(record)}
    expected |= {f"facilitation.{key}" for name in STRATEGIES.names() for key in knobs_of(STRATEGIES[name])}
    assert expected - rows == set()


def test_a_page_that_has_drifted_is_named(monkeypatch, tmp_path, capsys):
    for name in WRITTEN:
        (tmp_path / name).write_text((ROOT / "docs" / name).read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(reference, "DOCS", tmp_path)
    monkeypatch.setattr(sys, "argv", ["reference.py", "--check"])
    assert reference.main() == 0
    for name in WRITTEN:
        text = (tmp_path / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(re.sub(r"\| `none` \|", "| `nothing` |", text), encoding="utf-8")
    assert reference.main() == 1
    assert capsys.readouterr().out.count("out of date") == 3  # no strategy stands on the page of tables
    monkeypatch.setattr(sys, "argv", ["reference.py"])
    assert reference.main() == 0
    for name in WRITTEN:
        assert (tmp_path / name).read_text(encoding="utf-8") == (ROOT / "docs" / name).read_text(encoding="utf-8")


def test_an_unknown_part_is_named():
    with pytest.raises(SystemExit, match="'nowhere'"):
        reference.filled("<!-- generated: nowhere -->\n\n<!-- end -->")


def test_the_odd_document_holds_every_part():
    expected = {"arrays", "records", "steps", "draws", *(set(SECTIONS) - {"parameters"})}
    assert set(parts()) == expected | {f"parameters {group}" for group in groups()}
    assert ODD.count("<!-- generated:") == len(parts()) == ODD.count("<!-- end -->")


def test_the_odd_document_names_all_that_the_code_has():
    words = parts()
    for name, known in (("steps", STEPS), ("draws", PURPOSES), ("arrays", [array.name for array in ARRAYS])):
        assert [one for one in known if f"`{one}`" not in words[name]] == []


@pytest.mark.parametrize("name", NAMED)
def test_what_the_odd_document_names_exists(name):
    """A function of a module, `package.module.function`; a knob, `group.name`; or a file."""
    first, _, rest = name.partition(".")
    if name.rpartition(".")[2] in FILES:
        assert name in RESULT_FILES or any((place / name).is_file() for place in (ROOT, ROOT / "docs", ROOT / "tools"))
    elif first in RECORDS and "." not in rest:
        assert rest in knobs_of(RECORDS[first])
    else:
        module, _, function = name.removeprefix("negosim.").rpartition(".")
        assert hasattr(importlib.import_module(f"negosim.{module}".rstrip(".")), function)


def test_the_odd_document_says_what_is_synthetic_and_follows_the_protocol():
    assert "Preferences are synthetic" in ODD
    sections = ("Purpose and patterns", "Entities, state variables and scales", "Process overview and scheduling",
                "Theoretical and empirical background", "Individual decision making", "Learning", "Individual sensing",
                "Individual prediction", "Interaction", "Collectives", "Heterogeneity", "Stochasticity", "Observation",
                "Implementation", "Initialisation", "Input data", "Submodels")  # fmt: skip
    places = [ODD.index(f" {section}\n") for section in sections]
    assert places == sorted(places)
