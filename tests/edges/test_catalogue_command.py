"""`negosim catalogue`: every registered choice and every knob, on the screen and in a file."""

from __future__ import annotations

import pytest

from negosim.agenda import KINDS
from negosim.catalogue import SECTIONS
from negosim.config.groups import RECORDS
from negosim.facilitation import STRATEGIES
from negosim.knobs import knobs_of
from negosim.law.procedures import PROCEDURES
from negosim.metrics import METRICS, direction_of
from negosim.negotiation.state.moves import MOVES
from negosim.territory.competences import NAMES as NAMES_OF_COMPETENCES

NAMES = {
    "strategies": STRATEGIES.names,
    "dossiers": KINDS.names,
    "procedures": lambda: [line.key for line in PROCEDURES],
    "competences": lambda: NAMES_OF_COMPETENCES,
    "metrics": METRICS.names,
    "moves": lambda: [kind.name for kind in MOVES],
    "parameters": lambda: [f"{group}.{name}" for group, record in RECORDS.items() for name in knobs_of(record)],
}


@pytest.fixture
def lines_of(negosim, here, rows_of):
    """The lines of a section of the catalogue, from its CSV file."""

    def read(name, lang="fr"):
        ended = negosim("catalogue", name, "--csv", "table.csv", f"--lang={lang}")
        assert ended.code == 0, ended.err
        assert "table.csv" in ended.out
        return rows_of(here / "table.csv")

    return read


def test_the_sections_are_those_that_are_tested_here():
    assert list(NAMES) == list(SECTIONS)


@pytest.mark.parametrize("section", NAMES)
def test_every_name_is_listed(section, negosim, lines_of):
    rows = lines_of(section)
    key = "key" if section == "parameters" else "name"
    assert set(NAMES[section]()) <= {row[key] for row in rows}
    shown = negosim("catalogue", section).out
    assert [name for name in NAMES[section]() if name not in shown] == []


@pytest.mark.parametrize("section", NAMES)
def test_english_has_its_own_words(section, negosim, here):
    french, english = (negosim("catalogue", section, f"--lang={lang}") for lang in ("fr", "en"))
    assert english.code == french.code == 0
    assert english.out != french.out
    assert english.out.splitlines()[0] != french.out.splitlines()[0]


def test_bounds_are_marked_as_bounds(lines_of):
    roles = {row["name"]: row["role"] for row in lines_of("strategies", "en")}
    for name in STRATEGIES.names():
        expected = "bound" if getattr(STRATEGIES[name], "is_bound", False) else "strategy"
        assert roles[name] == expected
    assert {roles["oracle_est"], roles["oracle_true"]} == {"bound"}


def test_a_knob_has_all_that_it_declares(lines_of):
    rows = {(row["key"], row["choice"]): row for row in lines_of("parameters", "en")}
    scarcity = rows["context.scarcity", ""]
    assert (scarcity["default"], scarcity["low"], scarcity["high"], scarcity["unit"]) == ("0.5", "0", "1", "share")
    assert scarcity["french_label"] == "Part du budget qui manque"
    assert scarcity["meaning"] == "share of the investment budget that is missing"
    assert scarcity["source"] == "seed texts, 002"
    assert rows["levers.regulatory", ""]["options"] == "off, half, full"
    for name in STRATEGIES.names():
        for key in knobs_of(STRATEGIES[name]):
            assert (f"facilitation.{key}", name) in rows
    behaviour = RECORDS["behaviour"]
    for name, knob in knobs_of(behaviour).items():
        row = rows[f"behaviour.{name}", ""]
        assert (row["meaning"], row["french_label"]) == (knob.meaning, knob.label_fr)
        assert float(row["default"]) == getattr(behaviour, name)
        assert (float(row["low"]), float(row["high"])) == (knob.low, knob.high)


def test_a_metric_has_its_bounds_and_its_formula(lines_of):
    rows = {row["name"]: row for row in lines_of("metrics", "en")}
    for name, row in rows.items():
        assert row["formula"], name
        assert float(row["low"]) == METRICS[name].low
        assert float(row["high"]) == METRICS[name].high
        assert row["better"] == {1: "more", -1: "less", 0: ""}[direction_of(name)]


def test_a_dossier_names_its_procedure_and_its_article(lines_of):
    rows = {row["name"]: row for row in lines_of("dossiers")}
    for name in KINDS.names():
        line = PROCEDURES[KINDS[name].procedure]
        assert rows[name]["procedure"] == line.key
        assert rows[name]["article"] == line.article
        assert rows[name]["clauses"].count(" · ") == max(len(KINDS[name].clauses) - 1, 0)
        assert rows[name]["recurrent"] == ("oui" if KINDS[name].recurrent else "non")


def test_a_move_has_its_price(lines_of):
    rows = {row["name"]: row for row in lines_of("moves", "en")}
    for kind in MOVES:
        assert float(rows[kind.name]["hours"]) == kind.hours
        assert int(rows[kind.name]["limit"]) == kind.limit
    assert rows["visit"]["target"] == "a commune"


def test_without_a_section_the_tables_are_named(negosim):
    text = negosim("catalogue").out
    for section in SECTIONS:
        assert f"negosim catalogue {section}" in text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["strategie"], ["« strategie »", "→ strategies ?"]),
        (["strategies", "moves"], ["moves"]),
        (["--csv", "a.csv"], ["--csv", "strategies"]),
        (["moves", "--csv", "a.txt"], ["--csv", ".csv"]),
        (["moves", "--plugin", "a.py"], ["« a.py »"]),
        (["moves", "--plugin="], ["--plugin"]),
        (["moves", "--plugin"], ["--plugin", "valeur"]),
        (["moves", "--lang", "de"], ["« de »"]),
    ],
)
def test_a_mistake_about_the_catalogue_is_named_and_nothing_is_written(arguments, words, negosim, here):
    ended = negosim("catalogue", *arguments)
    assert ended.code == 2
    for word in words:
        assert word in ended.err
    assert "Traceback" not in ended.err
    assert list(here.iterdir()) == []


def test_the_catalogue_draws_no_figure_and_opens_no_mesa(command):
    heavy = ("mesa", "pandas", "matplotlib")
    before = (
        f"import atexit\natexit.register(lambda: print(*[m for m in {heavy!r} if m in sys.modules], file=sys.stderr))"
    )
    ended = command("catalogue", "moves", before=before)
    assert ended.code == 0
    assert ended.err.strip() == ""


@pytest.mark.parametrize("section", ["strategies", "dossiers", "metrics", "parameters"])
def test_everything_has_a_meaning_and_a_source(section):
    table = SECTIONS[section]()
    keys = [column.key for column in table.columns]
    answer = ("formula" if section == "metrics" else "meaning", "source")
    for row in table.rows:
        assert all(row[keys.index(key)] for key in answer), row[0]
