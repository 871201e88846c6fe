"""The competences that an intercommunality holds: the table, the law where that is silent, and the setting of none."""

from __future__ import annotations

import csv
import json
import pickle
from dataclasses import replace

import build_competences as tool
import pyarrow.parquet as pq
import pytest

from negosim.config import compose, quote_free_text
from negosim.config import load as load_job
from negosim.errors import TerritoryError, UserError
from negosim.law.categories import CATEGORIES
from negosim.law.competences import COMPETENCES as LAW
from negosim.territory import competences as rooms
from negosim.territory.card import card
from negosim.territory.competences import (
    NAMED,
    NAMES,
    RECORDED,
    TABLE,
    Holding,
    holdings,
    is_obligatory,
    is_recorded,
    nothing_held,
    rank_of,
)
from negosim.territory.load import load
from negosim.territory.tables import FOLDER, content_hash, table

FAUCIGNY, PAYS_BASQUE, LILLE, GRAND_PARIS = "200000172", "200067106", "200093201", "200054781"
OUTCOMES = {"water": "comp_eau", "sewerage": "comp_assainissement_collectif", "roads": "comp_voirie",
            "housing": "comp_plh", "planning": "comp_plu"}  # fmt: skip
BY_LAW = {"CC": {"tourism", "waste"}}
BY_LAW["CA"] = BY_LAW["CC"] | {"water", "sewerage", "housing", "mobility"}
BY_LAW["CU"] = BY_LAW["METROPOLE"] = BY_LAW["CA"] | {"roads", "planning", "sports_culture"}


def held(answers):
    return {one.name for one in answers if one.held}


def assumed(answers):
    return {one.name for one in answers if one.assumed}


@pytest.fixture(scope="module")
def rows():
    return {row["siren"]: row for row in table(TABLE).to_pylist()}


@pytest.fixture
def flipped(monkeypatch):
    """The national table with the contrary of each of its facts."""
    columns = table(TABLE).to_pydict()

    def rows_of(name, siren):
        rank = columns["siren"].index(siren) if siren in columns["siren"] else None
        row = {} if rank is None else {key: [values[rank]] for key, values in columns.items()}
        return {key: [not values[0]] if key in RECORDED else values for key, values in row.items()}

    return lambda: monkeypatch.setattr(rooms, "rows_of", rows_of)


def test_the_table_is_the_one_of_the_manifest(rows):
    recorded = json.loads((FOLDER / "MANIFEST.json").read_text(encoding="utf-8"))[TABLE]
    shipped = pq.read_table(FOLDER / f"{TABLE}.parquet")
    assert content_hash({TABLE: shipped}) == recorded["data_hash"]
    assert tool.facts_of(shipped) == recorded
    assert sorted(rows) == table("epci")["siren"].to_pylist()


def test_how_many_are_known_and_hold_each(rows):
    known = [row for row in rows.values() if row["known"]]
    assert len(known) == 1251
    assert {name: sum(row[name] for row in known) for name in RECORDED} == {
        "water": 610, "sewerage": 704, "roads": 964, "housing": 900, "planning": 672,
    }  # fmt: skip


def test_the_source_gives_the_same_table(shared, rows):
    path = shared / "data" / "france" / tool.SOURCE.name
    if not path.exists():
        pytest.skip("the reference table of competences is absent")
    built, _ = tool.build(tool.codes_held(tool.text_of(path)), table("epci")["siren"].to_pylist())
    assert built.equals(table(TABLE))


def test_the_codes_mean_what_they_are_said_to_mean(shared, rows):
    path = shared / "data" / "outcomes" / "epci_outcomes.csv"
    if not path.exists():
        pytest.skip("the reference of outcomes is absent")
    with path.open(encoding="utf-8") as file:
        reference = list(csv.DictReader(file))
    for name, column in OUTCOMES.items():
        agree = sum(rows[line["siren"]][name] == (float(line[column]) == 1.0) for line in reference)
        assert (agree, len(reference)) == (639, 639), name


def test_the_source_is_checked(tmp_path):
    with pytest.raises(SystemExit, match="absent"):
        tool.text_of(tmp_path / "nothing.csv.gz")
    with pytest.raises(ValueError, match="columns"):
        tool.codes_held("siren,code\n1,1502\n")
    with pytest.raises(ValueError, match="no successor: 2"):
        tool.build({"1": {"1502"}, "2": {"1505"}}, ["1"])


def test_a_merger_holds_what_all_those_that_merged_held():
    [merger] = [siren for siren in tool.MERGERS if siren.startswith("9945")]
    first, second = tool.MERGERS[merger]
    built, facts = tool.build({first: {"1502", "5005"}, second: {"5005"}, "1": {"1505"}}, ["1", merger, "3"])
    assert [row for row in built.to_pylist() if row["siren"] == merger] == [
        {"siren": merger, "known": False, "water": False, "sewerage": False, "roads": True, "housing": False,
         "planning": False}
    ]  # fmt: skip
    assert facts["absent_from_the_source"] == {"3": [], merger: [first, second]}


def test_the_names_are_those_of_the_design_each_with_its_law():
    assert NAMES == ("water", "sewerage", "roads", "housing", "planning",
                     "childcare", "sports_culture", "mobility", "tourism", "waste")  # fmt: skip
    assert NAMES[:5] == RECORDED
    assert {one.law_key for one in NAMED} - {None} <= {line.key for line in LAW}
    for one in NAMED:
        assert "L.5" in one.law.text, one.name


@pytest.mark.parametrize("category", CATEGORIES)
def test_where_nothing_is_recorded_the_law_is_assumed(category):
    answers = holdings(category)
    assert held(answers) == BY_LAW[category]
    assert assumed(answers) == set(NAMES)
    assert {name for name in NAMES if is_obligatory(name, category)} == BY_LAW[category]


def test_a_community_of_communes_is_no_longer_obliged_to_water():
    assert not is_obligatory("water", "CC")
    assert not is_obligatory("sewerage", "CC")
    assert is_obligatory("water", "CA")


def test_faucigny_glieres_and_others_hold_what_is_recorded(rows):
    for siren in (FAUCIGNY, PAYS_BASQUE, LILLE):
        territory = load(siren)
        assert {name for name in RECORDED if territory.holds(name)} == {name for name in RECORDED if rows[siren][name]}
        assert assumed(territory.competences) == set(NAMES) - set(RECORDED)
    assert load(PAYS_BASQUE).holds("water")
    assert load(LILLE).holds("planning")


def test_what_the_law_obliges_to_hold_is_held_although_it_is_not_recorded(rows):
    recent = load("200040947")  # Cœur de Flandre, a communauté d'agglomération since
    assert not rows[recent.siren]["water"]
    assert recent.competences[rank_of("water")] == Holding("water", held=True, assumed=True)
    tours = load("243700754")
    assert tours.competences[rank_of("planning")] == Holding("planning", held=True, assumed=True)


def test_the_plan_and_the_waste_of_grand_paris_belong_to_its_territories():
    answers = holdings("METROPOLE", GRAND_PARIS)
    assert answers[rank_of("planning")] == Holding("planning", held=False)
    assert answers[rank_of("waste")] == Holding("waste", held=False, assumed=True)


def test_a_merger_is_assumed_to_hold_what_those_that_merged_held():
    merger = load("994579670")
    assert assumed(merger.competences) == set(NAMES)
    assert merger.holds("planning")
    assert not merger.holds("water")


def test_few_are_assumed_among_the_recorded(rows):
    groups = {row["siren"]: row["category"] for row in table("epci").to_pylist()}
    counts = dict.fromkeys(RECORDED, 0)
    for siren, category in groups.items():
        for name in assumed(holdings(category, siren)) & set(RECORDED):
            counts[name] += 1
    assert counts == {"water": 5, "sewerage": 4, "roads": 2, "housing": 2, "planning": 5}


def test_what_the_user_gives_is_known():
    answers = holdings("CA", PAYS_BASQUE, {"water": False, "childcare": True})
    assert answers[rank_of("water")] == Holding("water", held=False)
    assert answers[rank_of("childcare")] == Holding("childcare", held=True)


def test_an_unknown_siren_has_no_row():
    assert not is_recorded("")
    assert not is_recorded("999999999")
    assert is_recorded(FAUCIGNY)


@pytest.mark.parametrize("name", ["eau", "", None, "Water"])
def test_an_unknown_competence_is_named_with_those_that_are_known(name):
    with pytest.raises(TerritoryError, match=f"« {name} » ; valeurs possibles : water, sewerage, .*waste"):
        load(FAUCIGNY).holds(name)
    with pytest.raises(TerritoryError):
        is_obligatory(name, "CC")


def test_a_territory_has_every_competence_in_order():
    territory = load(FAUCIGNY)
    with pytest.raises(ValueError, match="in this order"):
        replace(territory, competences=territory.competences[::-1])
    assert pickle.loads(pickle.dumps(territory)).competences == territory.competences  # noqa: S301


def test_a_synthetic_one_holds_what_the_law_obliges_to():
    territory = load("synthetic")
    assert held(territory.competences) == BY_LAW["CC"]
    assert assumed(territory.competences) == set(NAMES)


def test_the_card_says_what_is_held_and_what_is_assumed():
    facts = card(load(PAYS_BASQUE))["competences"]
    assert list(facts) == list(NAMES)
    assert facts["water"] == {"held": True, "assumed": False}
    assert facts["waste"] == {"held": True, "assumed": True}
    assert facts["childcare"] == {"held": False, "assumed": True}


def job(*words):
    return load_job(compose(quote_free_text(words)))


@pytest.mark.parametrize("place", [FAUCIGNY, PAYS_BASQUE, "synthetic"])
def test_the_setting_says_that_nothing_is_held(place):
    emptied = job(f"territory={place}", "competences.held=none").setting.territory
    assert emptied.competences == nothing_held()
    assert not any(emptied.holds(name) for name in NAMES)
    assert not assumed(emptied.competences)
    assert job(f"territory={place}").setting.territory.competences == load(place).competences


def test_the_setting_holds_for_a_file(elsewhere):
    (elsewhere / "mine.csv").write_text("# competence_water: oui\ninsee;name;population\n1;A;700\n2;B;300\n", "utf-8")
    assert job("territory=mine.csv").setting.territory.holds("water")
    assert not job("territory=mine.csv", "competences.held=none").setting.territory.holds("water")


def test_the_setting_is_in_the_hash_and_is_checked():
    assert job("competences.held=none").hash != job().hash
    assert job("competences.held=data").hash == job().hash
    with pytest.raises(UserError, match=r"competences\.held vaut « some » ; valeurs possibles : data, none"):
        job("competences.held=some")
    with pytest.raises(UserError, match=r"« competences\.water » n'est pas un réglage connu"):
        job("competences.water=none")


def values_of(territory):
    """Every field of a territory, arrays as bytes."""
    fields = {key: value for key, value in vars(territory).items() if key != "imputed_fields"}
    return {key: getattr(value, "tobytes", lambda v=value: v)() for key, value in fields.items()}


@pytest.mark.parametrize("siren", [FAUCIGNY, PAYS_BASQUE, "200040947"])
def test_with_the_setting_another_table_changes_nothing(siren, flipped):
    from negosim.config.job import _territory

    words = f"territory={siren}", "competences.held=none"
    before, with_data = job(*words).setting.territory, job(f"territory={siren}").setting.territory
    flipped()
    _territory.cache_clear()
    try:
        after, other_data = job(*words).setting.territory, job(f"territory={siren}").setting.territory
    finally:
        _territory.cache_clear()
    assert values_of(after) == values_of(before)
    assert other_data.competences != with_data.competences


def test_with_the_setting_another_table_moves_no_byte_of_a_mandate(flipped, bytes_of):
    import negosim
    from negosim.config.job import _territory

    def played():
        _territory.cache_clear()
        words = ["agenda=short", "competences.held=none"]
        return bytes_of(negosim.play(FAUCIGNY, seed=3, overrides=words).mandate.state)

    before = played()
    flipped()
    after = played()
    _territory.cache_clear()
    assert after == before
