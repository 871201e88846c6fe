"""What a place changes: draws of its own, reasons from its data, competences that it holds; nothing from its name."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from negosim.agenda import KINDS
from negosim.agenda.traits import NATIONAL_DISPERSAL, NATIONAL_LACK, dispersal, lack_of_means
from negosim.negotiation.initial_state import dossiers_of, initial_state
from negosim.negotiation.mandate import run
from negosim.negotiation.place import theme_traits
from negosim.negotiation.state.clause import THEMES
from negosim.negotiation.state.dossier import ITEM_KINDS
from negosim.territory.competences import Holding, nothing_held
from negosim.territory.load import load
from negosim.territory.synthetic import SyntheticSettings, synthesise
from negosim.territory.tables import table
from negosim.validation import hindcast
from negosim.validation.hindcast import count_in, lone_setting

FAUCIGNY, ARC_SUD, COMPETENT = "200000172", "200027027", "200005932"


def held(name):
    """The holdings of a place that holds this competence only."""
    return tuple(Holding(one.name, held=one.name == name) for one in nothing_held())


def common_parts(state):
    """What all communes of a place share in a draw: the interdependence of clauses."""
    return state.clauses["interdependence"][np.nonzero(state.clauses["interdependence"])]


def test_two_places_share_no_draw_of_a_seed(setting_of):
    one, other = (common_parts(initial_state(setting_of("none", siren), 5)) for siren in (FAUCIGNY, ARC_SUD))
    assert len(one) == len(other) > 5
    assert not np.isin(one, other).any()


def test_a_place_keeps_its_draws_whatever_its_name_and_its_figures(setting_of):
    setting = setting_of("none", FAUCIGNY)
    richer = replace(setting.territory, siren="999", name="x", income_per_head=1.1 * setting.territory.income_per_head)
    again = common_parts(initial_state(replace(setting, territory=richer), 5))
    assert np.array_equal(common_parts(initial_state(setting, 5)), again)


def test_synthetic_places_of_other_seeds_have_draws_of_their_own(setting_of):
    states = [initial_state(setting_of("none", synthesise(SyntheticSettings(), seed)), 5) for seed in (1, 2)]
    assert not np.isin(*map(common_parts, states)).any()


def test_without_structure_communes_are_alike_but_for_their_draws(setting_of):
    state = initial_state(setting_of("none", FAUCIGNY, "whole", structure=0), 5)
    assert not state.stakes["worth"].any()
    poor = replace(load(FAUCIGNY), potential_per_head=load(FAUCIGNY).potential_per_head[::-1].copy(),
                   competences=nothing_held())  # fmt: skip
    other = initial_state(setting_of("none", poor, "whole", structure=0), 5)
    assert np.array_equal(state.commune_themes["position"], other.commune_themes["position"])
    assert np.array_equal(state.opinions["ideal"], other.opinions["ideal"])


def test_what_a_plan_is_worth_grows_with_the_lack_of_means(setting_of):
    rich = replace(load(FAUCIGNY), potential_per_head=10.0 * load(FAUCIGNY).potential_per_head,
                   competences=nothing_held())  # fmt: skip
    plan = KINDS["land_use_plan"]
    assert plan.open(rich).worth[0] < plan.open(replace(load(FAUCIGNY), competences=nothing_held())).worth[0]


def test_doubling_the_people_and_the_cost_changes_no_reason():
    here = load(FAUCIGNY)
    twice = replace(here, population=2 * here.population, area_km2=2 * here.area_km2)
    assert np.allclose(lack_of_means(here, 1e6), lack_of_means(twice, 2e6))
    assert np.allclose(dispersal(here), dispersal(twice))
    assert np.allclose(theme_traits(here), theme_traits(twice))


def test_a_rich_and_a_poor_commune_that_swap_their_wealth_swap_their_wish_for_solidarity():
    here, solidarity = load(ARC_SUD), THEMES.index("solidarity")
    swapped = {}
    for name in ("potential_per_head", "income_per_head"):
        values = getattr(here, name).copy()
        values[[1, 2]] = values[[2, 1]]
        swapped[name] = values
    people = here.population.copy()
    people[2] = people[1]
    here = replace(here, population=people)
    before, after = theme_traits(here), theme_traits(replace(here, **swapped))
    assert after[1, solidarity] == pytest.approx(before[2, solidarity], abs=1e-5)
    assert after[2, solidarity] == pytest.approx(before[1, solidarity], abs=1e-5)


def test_traits_are_centred_and_bounded():
    for siren in (FAUCIGNY, ARC_SUD, "200067106"):
        traits = theme_traits(load(siren))
        assert np.abs(traits).max() <= 1.0
        assert np.allclose(traits.mean(axis=0), 0.0, atol=1e-6)


def test_the_national_means_are_those_of_the_tables():
    communes = table("communes").to_pandas().query("population_2022 > 0")
    per_head = communes["financial_potential_eur"] / communes["population_dgf"]
    potential = communes["population_2022"] * per_head
    lack = (1e6 / (1e6 + potential)).groupby(communes["siren"]).mean().mean()
    density = communes["population_2022"] / communes["area_km2"]
    scattered = (50 / (50 + density)).groupby(communes["siren"]).mean().mean()
    assert round(lack, 2) == NATIONAL_LACK
    assert round(scattered, 2) == NATIONAL_DISPERSAL


def test_a_competence_that_is_held_is_never_opened(setting_of):
    here = replace(load(FAUCIGNY), competences=nothing_held())
    assert KINDS["land_use_plan"].open(here) is not None
    assert KINDS["land_use_plan"].open(replace(here, competences=held("planning"))) is None
    assert KINDS["water_transfer"].open(replace(here, competences=held("water"))) is None
    transfer = replace(KINDS["competence_transfer"], competence="water")
    assert transfer.competence_in(here) == "water"
    assert transfer.open(replace(here, competences=held("water"))) is None
    for siren in (FAUCIGNY, ARC_SUD):
        territory = load(siren)
        for line, _ in dossiers_of(replace(setting_of("none", siren, "whole"), territory=territory)):
            name = line.kind.competence_in(territory) if line.kind.name == "competence_transfer" else None
            assert name is None or not territory.holds(name)
            assert line.kind.name != "land_use_plan" or not territory.holds("planning")


def test_the_first_and_the_second_competence_not_held_differ():
    here = replace(load(FAUCIGNY), competences=nothing_held())
    kind = KINDS["competence_transfer"]
    assert kind.competence_in(here) == "water"
    assert replace(kind, competence="second_not_held").competence_in(here) == "sewerage"
    everything = tuple(Holding(one.name, held=True) for one in nothing_held())
    assert kind.open(replace(here, competences=everything)) is None


def test_a_changed_table_of_competences_changes_no_hindcast(monkeypatch):
    setting = lone_setting("land_use_plan")
    assert load(COMPETENT).holds("planning")
    counts = [count_in(setting, (setting.strategy,), COMPETENT, range(3))]
    monkeypatch.setattr(hindcast, "load_territory", lambda siren: replace(load(siren), competences=nothing_held()))
    counts.append(count_in(setting, (setting.strategy,), COMPETENT, range(3)))
    assert counts[0] == counts[1] is not None


@pytest.mark.compiled_only
def test_a_seat_agreement_or_a_budget_is_never_broken(setting_of):
    for seed in range(3):
        setting = setting_of("interest_based", FAUCIGNY, "whole", defection_base=5.0)
        s = run(setting, seed).state
        broken = s.stakes["defection_month"].any(axis=1)
        assert broken.any()
        for d, (line, shape) in enumerate(dossiers_of(setting)):
            assert shape.breakable or not broken[d], line.name
        fixed = {line.kind.name for line, shape in dossiers_of(setting) if not shape.breakable}
        assert {"seat_agreement", "yearly_budget", "vice_presidencies", "fpic_split"} <= fixed


def test_communes_that_are_alike_have_no_trait():
    alike = synthesise(SyntheticSettings(n_communes=4, duplicate="yes"), 1)
    assert not theme_traits(alike)[:, THEMES.index("fiscal_prudence")].any()


def test_no_post_is_for_the_president_s_commune(setting_of):
    for seed in range(8):
        s = initial_state(setting_of("none", FAUCIGNY, "whole"), seed)
        posts = [d for d in range(len(s.dossiers)) if ITEM_KINDS[int(s.dossiers["item_kind"][d])] == "posts"]
        for d in posts:
            hosts = s.items["host"][d, : int(s.dossiers["items"][d])]
            assert int(s.council.president_commune) not in hosts
            assert len(set(hosts.tolist())) == len(hosts) == 6
