"""Probabilities played in real places: what is played, what counts, the same in several processes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from negosim.errors import UserError
from negosim.negotiation.mandate import run
from negosim.negotiation.state.dossier import PlannedDossier
from negosim.tables import dossiers
from negosim.territory.load import load
from negosim.validation.hindcast import happened, is_registered, lone_setting, simulated, smoothed

FAUCIGNY, TWO, LILLE = "200000172", "200050532", "200093201"


@pytest.mark.parametrize(("count", "seeds", "chance"), [(0, 1, 0.25), (1, 1, 0.75), (5, 10, 0.5), (None, 10, None)])
def test_a_count_is_smoothed(count, seeds, chance):
    assert smoothed(count, seeds) == chance


def test_the_agenda_holds_the_kind_that_is_asked_at_its_dates():
    setting = lone_setting("seat_agreement")
    assert [(line.kind.name, line.opens, line.deadline) for line in setting.agenda] == [("seat_agreement", 56, 65)]


def test_a_kind_that_the_agenda_does_not_have_takes_the_dates_of_the_law():
    [plan] = lone_setting("land_use_plan", ["agenda=short"]).agenda
    assert (plan.opens, plan.deadline) == (7, 9)
    [pooling] = lone_setting("pooling_scheme", ["agenda=short"]).agenda
    assert isinstance(pooling, PlannedDossier)
    assert pooling.opens < pooling.deadline


def test_settings_are_those_of_a_command_line():
    words = ["context.scarcity=0.4", "+agenda.dossiers.land_use_plan.default_cost=0.2", "facilitation=none"]
    setting = lone_setting("land_use_plan", words)
    assert setting.context.scarcity == 0.4
    assert setting.agenda[0].kind.default_cost == 0.2
    assert setting.strategy.name == "none"


@pytest.mark.parametrize(
    ("kind", "overrides", "said"),
    [
        ("no_such_kind", [], "kind vaut « no_such_kind »"),
        ("land_use_plan", ["seed=3"], "« seed=3 » : les lieux et les graines sont donnés à part"),
        ("land_use_plan", ["context.scarcty=1"], "context.scarcity"),
    ],
)
def test_what_cannot_be_played_is_named(kind, overrides, said):
    assert is_registered(kind) == (kind == "land_use_plan")
    with pytest.raises(UserError, match=said):
        lone_setting(kind, overrides)


@pytest.mark.parametrize(("kind", "decided"), [("land_use_plan", {"adopted", "defaulted"}),
                                               ("seat_agreement", {"adopted"})])  # fmt: skip
def test_what_counts_is_what_the_mandate_says(kind, decided):
    setting = replace(lone_setting(kind), territory=load(FAUCIGNY))
    for seed in range(4):
        [outcome] = dossiers(run(setting, seed))["outcome"]
        assert happened(setting, seed) == (outcome in decided)


def test_several_processes_give_the_same_and_the_order_is_kept():
    seen = []
    places = [TWO, LILLE, FAUCIGNY]
    alone = simulated(places, "seat_agreement", 3, workers=0, on_place=lambda done, every: seen.append((done, every)))
    assert seen == [(1, 3), (2, 3), (3, 3)]
    assert list(alone["siren"]) == places
    assert list(alone["n_seeds"] > 0) == [load(TWO).category != "METROPOLE", False, True]
    assert np.isnan(alone.loc[1, "probability"])
    assert set(alone["probability"].dropna()) <= {(k + 0.5) / 4 for k in range(4)}
    assert simulated(places, "seat_agreement", [0, 1, 2], workers=2).equals(alone)


def test_a_place_that_is_not_in_the_tables_is_named():
    with pytest.raises(UserError, match="places : 999999999 n'est pas dans les tables"):
        simulated([FAUCIGNY, "999999999"], "land_use_plan", 1)


def test_seeds_and_settings_matter():
    setting = replace(lone_setting("land_use_plan"), territory=load(FAUCIGNY))
    expected = smoothed(sum(bool(happened(setting, seed)) for seed in (5, 9)), 2)
    [chance] = simulated([FAUCIGNY], "land_use_plan", [5, 9], workers=0)["probability"]
    assert chance == expected
