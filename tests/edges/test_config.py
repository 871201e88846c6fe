"""The configuration: composed by Hydra, checked against the dataclasses, frozen."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from hydra.core.override_parser.overrides_parser import OverridesParser
from hypothesis import given
from hypothesis import strategies as st
from omegaconf import OmegaConf

from negosim.config import checked_jobs, compose, config_folder, load, quote_free_text
from negosim.config.compose import composer
from negosim.config.groups import RECORDS, ROOT_KEYS
from negosim.config.jobs import probe_folder
from negosim.config.quoting import quote
from negosim.errors import UserError
from negosim.facilitation import STRATEGIES
from negosim.knobs import knobs_of
from negosim.negotiation.state.parameters import Behaviour
from negosim.negotiation.state.setting import Context, Governance, Levers
from negosim.territory.text_file import file_named

SWEEP_GROUPS = ("experiment", "uncertainties")
"""The groups that only a sweep reads (tests/ensemble/test_published_plans.py)."""


def job(*overrides: str, config_dir: Path | None = None):
    return load(compose(quote_free_text(overrides), config_dir))


def test_the_default_job_is_faucigny_glieres_with_a_single_text():
    result = job()
    assert result.setting.territory.siren == "200000172"
    assert result.setting.strategy.name == "single_text"
    assert result.seed == 7
    assert [(planned.name, planned.opens, planned.deadline) for planned in result.setting.agenda] == [
        ("governance_pact", 1, 9), ("vice_presidencies", 1, 2),
        ("fpic", 4, 6), ("fpic_2", 16, 18), ("fpic_3", 28, 30), ("fpic_4", 40, 42), ("fpic_5", 52, 54),
        ("fpic_6", 64, 66), ("land_use_plan", 7, 9), ("charter", 6, 18), ("financial_pact", 8, 18),
        ("budget", 10, 13), ("budget_2", 22, 25), ("budget_3", 34, 37), ("budget_4", 46, 49), ("budget_5", 58, 61),
        ("investment_plan", 10, 22), ("pooling", 12, 24), ("transfer_a", 14, 30), ("facility", 26, 38),
        ("transfer_b", 28, 44), ("mid_term_review", 36, 44), ("seat_agreement", 56, 65),
    ]  # fmt: skip


def test_nothing_but_the_declared_defaults_stands_in_the_default_options():
    setting = job().setting
    assert (setting.context, setting.governance) == (Context(), Governance())
    assert (setting.levers, setting.behaviour) == (Levers(), Behaviour())
    assert setting.strategy == STRATEGIES["single_text"]


@pytest.mark.parametrize("group", RECORDS)
def test_every_knob_can_be_set_from_the_command_line(group):
    values = {name: knob.options[-1] if knob.options else knob.high for name, knob in knobs_of(RECORDS[group]).items()}
    assert job(*(f"{group}.{name}={value}" for name, value in values.items())).resolved[group] == values


@pytest.mark.parametrize("name", STRATEGIES.names())
def test_every_registered_strategy_is_an_option_with_its_own_knobs(name):
    result = job(f"facilitation={name}")
    assert result.setting.strategy == STRATEGIES[name]
    assert set(result.resolved["facilitation"]) == {"name", *knobs_of(STRATEGIES[name])}
    lowest = {knob: declared.low for knob, declared in knobs_of(STRATEGIES[name]).items()}
    changed = job(f"facilitation={name}", *(f"facilitation.{knob}={value}" for knob, value in lowest.items()))
    assert changed.setting.strategy == dataclasses.replace(STRATEGIES[name], **lowest)


def test_every_file_of_values_composes_and_loads():
    options = [path.relative_to(config_folder()).with_suffix("") for path in config_folder().glob("*/*.yaml")]
    options = [option for option in options if option.parent.name not in SWEEP_GROUPS]
    assert len(options) > 8
    for option in options:
        assert job(f"{option.parent}={option.name}").seed == 7


def test_the_root_keys_and_groups_are_those_of_the_guide():
    assert set(ROOT_KEYS) == {
        "territory", "seed", "lang", "output",
        "agenda", "facilitation", "levers", "governance", "context", "synthetic", "competences", "behaviour",
    }  # fmt: skip
    assert set(job().resolved) == set(ROOT_KEYS)


def test_zero_is_a_seed():
    assert job("seed=0").seed == 0
    assert job(f"seed={2**63 - 1}").seed == 2**63 - 1


@pytest.mark.parametrize(
    "written", ["200000172", "faucigny", "Faucigny-Glières", "CC FAUCIGNY GLIERES", "'200000172'", " 200000172 "]
)
def test_one_place_by_any_of_its_names(written):
    result = job(f"territory={written}")
    assert result.setting.territory.siren == "200000172"
    assert result.hash == job().hash


def test_names_with_apostrophes_commas_and_spaces():
    assert job("territory=l'ouest rhodanien").setting.territory.siren == "200040566"
    assert job("territory=Épernay, Coteaux et Plaine de Champagne").setting.territory.siren == "200067684"


def test_a_siren_stays_text_even_as_a_number():
    cfg = compose(["territory=200000172"])
    assert cfg.territory == 200000172
    assert load(cfg).resolved["territory"] == "200000172"
    assert compose(quote_free_text(["territory=200000172"])).territory == "200000172"


def test_a_file_is_read_from_where_the_command_was_given(tmp_path):
    (tmp_path / "mine.csv").write_text("insee;name;population\n01001;A;700\n01002;B;300\n", encoding="utf-8")
    cfg = compose(["territory=mine.csv"])
    assert load(cfg, tmp_path).setting.territory.n == 2
    with pytest.raises(UserError, match=r"mine\.csv"):
        load(cfg, tmp_path / "elsewhere")


def test_only_what_is_written_as_a_path_names_a_file(tmp_path):
    for name in ("200000172", "mine.txt"):
        (tmp_path / name).write_text("insee;name;population\n01001;A;700\n01002;B;300\n", encoding="utf-8")
    assert file_named("200000172", tmp_path) is None
    assert file_named("./200000172", tmp_path) == tmp_path / "200000172"
    assert file_named("mine.txt", tmp_path) == tmp_path / "mine.txt"
    assert file_named("~nobody-of-that-name/mine.csv", tmp_path) is not None
    assert file_named("x" * 300 + ".y", tmp_path) is None
    assert load(compose(["territory=mine.txt"]), tmp_path).setting.territory.n == 2


def test_a_synthetic_place_follows_its_settings_and_the_seed():
    result = job("territory=synthetic", "synthetic.n_communes=5.0", "seed=3")
    assert result.setting.territory.n == 5
    assert result.resolved["synthetic"]["n_communes"] == 5
    assert isinstance(result.resolved["synthetic"]["n_communes"], int)
    assert result.setting.territory.data_hash != job(
        "territory=synthetic", "synthetic.n_communes=5", "seed=4"
    ).setting.territory.data_hash  # fmt: skip


def test_the_hash_is_of_what_changes_the_mandate():
    reference = job()
    assert reference.hash == job().hash
    assert len(reference.hash) == 64
    for same in (["lang=en"], ["lang=fr"], ["output=elsewhere"], ["context.scarcity=0.5"], ["context.hours=60.0"]):
        assert job(*same).hash == reference.hash
    for other in (
        ["seed=8"],
        ["context.scarcity=0.4"],
        ["facilitation=none"],
        ["agenda=short"],
        ["territory=200040566"],
    ):
        assert job(*other).hash != reference.hash


def test_whole_numbers_are_numbers_where_decimals_are_expected():
    assert job("context.scarcity=1").hash == job("context.scarcity=1.0").hash


def test_words_that_yaml_takes_for_booleans_are_words(tmp_path):
    write(tmp_path, "levers/own.yaml", "regulatory: off")
    write(tmp_path, "synthetic/own.yaml", "duplicate: yes")
    result = job("levers=own", "synthetic=own", config_dir=tmp_path)
    assert result.setting.levers.regulatory == "off"
    assert result.resolved["synthetic"]["duplicate"] == "yes"
    assert job("levers.regulatory=off").setting.levers.regulatory == "off"


def test_a_user_s_own_options_hold_only_differences(tmp_path):
    write(tmp_path, "context/own.yaml", "scarcity: 0.9")
    write(tmp_path, "agenda/own.yaml", "dossiers: {plan: {kind: investment_plan, opens: 2, deadline: 20}}")
    write(tmp_path, "facilitation/own.yaml", "defaults: [process]\nconvene: 0.5")
    result = job("context=own", "agenda=own", "facilitation=own", "context.decline=0.1", config_dir=tmp_path)
    assert (result.setting.context.scarcity, result.setting.context.decline) == (0.9, 0.1)
    assert [(planned.name, planned.kind.name) for planned in result.setting.agenda] == [("plan", "investment_plan")]
    assert result.setting.strategy == dataclasses.replace(STRATEGIES["process"], convene=0.5)


def test_an_agenda_can_lose_or_gain_a_dossier():
    result = job(
        "agenda=short", "~agenda.dossiers.transfer_a",
        "+agenda.dossiers.water={kind: competence_transfer, opens: 3, deadline: 20}",
    )  # fmt: skip
    assert [planned.name for planned in result.setting.agenda] == ["governance_pact", "investment_plan", "water"]


def test_a_setting_of_a_kind_changes_for_one_dossier():
    result = job("+agenda.dossiers.transfer_a.default_cost=0.05", "+agenda.dossiers.transfer_b.most_service_points=2")
    kinds = {planned.name: planned.kind for planned in result.setting.agenda}
    assert (kinds["transfer_a"].default_cost, kinds["transfer_a"].most_service_points) == (0.05, 6)
    assert (kinds["transfer_b"].default_cost, kinds["transfer_b"].most_service_points) == (0.0, 2)
    assert result.resolved["agenda"]["dossiers"]["transfer_a"]["default_cost"] == 0.05
    assert result.hash != job().hash


@pytest.mark.parametrize(("override", "words"), [
    ("+agenda.dossiers.charter.flagships=99", ("agenda.dossiers.charter.flagships", "99", "24")),
    ("+agenda.dossiers.charter.flagships=2.5", ("agenda.dossiers.charter.flagships", "2.5", "24")),
    ("+agenda.dossiers.charter.default_cost=much", ("agenda.dossiers.charter.default_cost", "much", "0", "1")),
    ("+agenda.dossiers.charter.most_sites=2", ("agenda.dossiers.charter.most_sites", "charter.flagships")),
])  # fmt: skip
def test_a_wrong_setting_of_a_kind_is_named(override, words):
    with pytest.raises(UserError) as caught:
        job(override)
    answer = str(caught.value)
    assert all(word in answer.replace(",", ".") for word in words)


def test_the_job_is_frozen():
    with pytest.raises(dataclasses.FrozenInstanceError):
        job().seed = 3  # type: ignore[misc]


def test_a_resolved_configuration_is_a_configuration():
    result = job("territory=faucigny", "context=scarce", "lang=en")
    again = load(OmegaConf.create(result.resolved))
    assert again.hash == result.hash
    assert again.setting.context == result.setting.context


def test_a_sweep_is_split_as_hydra_splits_it():
    jobs = checked_jobs(
        composer(),
        quote_free_text(["territory=faucigny,l'ouest rhodanien", "seed=range(0,3)"], multirun=True),
        multirun=True,
    )
    assert [(result.setting.territory.siren, result.seed) for result in jobs] == [
        (siren, seed) for siren in ("200000172", "200040566") for seed in range(3)
    ]


def test_a_sweep_written_in_the_configuration_is_checked_too(tmp_path):
    write(tmp_path, "own.yaml", "defaults: [config, _self_]\nhydra: {sweeper: {params: {context.scarcity: '0.1,7'}}}")
    with pytest.raises(UserError, match=r"context\.scarcity vaut 7"):
        checked_jobs(composer(tmp_path, name="own"), [], multirun=True)


def test_probing_a_folder_leaves_nothing(tmp_path):
    probe_folder(tmp_path / "a" / "b")
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(UserError):
        probe_folder(Path("/dev/null/x"))


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_any_text_is_quoted_so_that_hydra_reads_it_back(text):
    [override] = OverridesParser.create().parse_overrides([f"territory={quote(text)}"])
    assert override.value() == text


@pytest.mark.parametrize(
    "override",
    [
        "seed=1,2",
        "territory=null",
        "territory='a b'",
        'territory="a b"',
        "territory=choice(a,b)",
        "territory=${oc.env:X}",
    ],
)
def test_what_hydra_reads_by_itself_is_left_alone(override):
    assert quote_free_text([override], multirun=True) == [override]


def test_commas_separate_places_in_a_sweep_unless_they_are_in_a_name():
    assert quote_free_text(["territory=a,'b c'"], multirun=True) == ["territory='a','b c'"]
    assert quote_free_text(["territory=Forêts, Seine et Suzon"], multirun=True) == [
        "territory='Forêts, Seine et Suzon'"
    ]
    assert quote_free_text(["territory=a,b"]) == ["territory='a,b'"]


def test_the_page_of_configurations_lists_every_group_and_option():
    groups, _, _ = (config_folder() / "README.md").read_text(encoding="utf-8").partition("| key of `design`")
    rows = {line.split("`")[1]: line for line in groups.splitlines() if line.startswith("| `")}
    for path in config_folder().glob("*/*.yaml"):
        assert path.parent.name == "experiment" or f"{path.stem}`" in rows[path.parent.name]
    assert {*composer().loader.list_groups("")} - {"hydra"} == {*rows}


def write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
