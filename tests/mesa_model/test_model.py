from __future__ import annotations

import inspect
import warnings

import mesa
import numpy as np
import pytest

from negosim.errors import UserError
from negosim.facilitation import STRATEGIES
from negosim.mesa_model import Conductor, NegotiationModel
from negosim.mesa_model.model import STEP_METHODS
from negosim.negotiation import mandate
from negosim.negotiation.conductor.view import View
from negosim.negotiation.month import steps
from negosim.negotiation.state.arrays import FOLLOW_UP_MONTHS, MONTHS
from negosim.negotiation.state.moves import BY_DOSSIER, MOVES, SMALL, ZEUTHEN, Action, Move

SEED = 7
NAMES_REPLICATES_BY_RNG = "rng" in inspect.signature(mesa.batch_run).parameters
"""Whether this is Mesa 3.5 or newer, which replaces the parameter `seed` by its own argument."""


def differences(one, other):
    """Names of the arrays of two states that do not hold the same bytes."""
    return [name for name, array in one.arrays.items() if array.tobytes() != other.arrays[name].tobytes()]


class TestSameBytesAsTheCore:
    @pytest.mark.parametrize("levers", ["off", "full"])
    @pytest.mark.parametrize("territory", ["faucigny", "synthetic"])
    @pytest.mark.parametrize("strategy", STRATEGIES.names())
    def test_a_whole_mandate_has_the_bytes_of_the_loop(self, setting_of, strategy, territory, levers):
        setting = setting_of(strategy, territory, regulatory=levers, method=levers, human=levers)
        model = NegotiationModel(setting, SEED)
        assert differences(model.run().state, mandate.run(setting, SEED).state) == []

    @pytest.mark.parametrize("level", ["half", "full"])
    @pytest.mark.parametrize("lever", ["regulatory", "method", "human"])
    def test_one_lever_alone_has_the_bytes_of_the_loop(self, setting_of, lever, level):
        setting = setting_of("process", **{lever: level})
        model = NegotiationModel(setting, SEED)
        assert differences(model.run().state, mandate.run(setting, SEED).state) == []

    @pytest.mark.parametrize(
        "arrangement",
        [
            {"bureau": "all_mayors"},
            {"conference": "consent"},
            {"territorial": "quarterly"},
            {"charter_veto": "on"},
            {"commitment": "two_thirds"},
            {"commitment": "unanimity"},
            {"grant_cut": 0.5, "grant_cut_month": 20},
        ],
        ids=lambda values: "-".join(map(str, values.values())),
    )
    def test_an_arrangement_of_the_council(self, setting_of, arrangement):
        setting = setting_of("interest_based", **arrangement)
        model, usual = NegotiationModel(setting, SEED), setting_of("interest_based")
        core = mandate.run(setting, SEED)
        assert differences(model.run().state, core.state) == []
        assert differences(core.state, mandate.run(usual, SEED).state) != []

    @pytest.mark.parametrize("move", MOVES, ids=lambda move: move.name)
    def test_every_move_alone_has_the_bytes_of_the_loop(self, setting_of, move):
        class Single(Conductor):
            def choose(self):
                dossiers = self.view.open_dossiers
                targets = dossiers[:2] if move.target == BY_DOSSIER else [0]
                return Move(tuple(Action(move.name, target) for target in targets), operator=ZEUTHEN, voice=SMALL)

        setting = setting_of("none")
        model = type("Subclass", (NegotiationModel,), {"conductor_class": Single})(setting, SEED)
        actions = {}
        while model.month <= MONTHS:
            actions[model.month] = model.conductor.choose()
            model.step()
        core = mandate.run(setting, SEED, actions)
        assert core.state.hours.sum() > 0.0
        assert differences(model.run().state, core.state) == []

    def test_every_step_of_the_schedule_has_its_turn(self):
        assert sorted(STEP_METHODS) == list(range(len(steps.STEPS)))

    def test_actions_of_a_person_have_the_bytes_of_the_loop(self, setting):
        actions = {1: Move((Action("visit", 2), Action("visit", 0))), 12: Move()}
        model = NegotiationModel(setting, SEED, actions)
        core = mandate.run(setting, SEED, actions)
        assert differences(model.run().state, core.state) == []
        assert model.mandate.actions == actions
        assert core.state.hours[0].sum() == 8.0

    def test_order_of_agents_changes_nothing(self, setting, plain):
        model = NegotiationModel(setting, SEED)
        for _ in range(MONTHS + FOLLOW_UP_MONTHS):
            model.communes.shuffle(inplace=True)
            model.officials.shuffle(inplace=True)
            model.step()
        assert differences(model.state, plain.state) == []

    def test_generators_of_mesa_are_not_drawn_from(self, setting):
        model = NegotiationModel(setting, SEED)
        before = model.random.getstate(), model.rng.bit_generator.state
        model.run()
        assert (model.random.getstate(), model.rng.bit_generator.state) == before

    @pytest.mark.interpreted
    def test_first_months_of_four_communes(self, setting_of):
        setting = setting_of("single_text", "synthetic", agenda=None, regulatory="full")
        model, core = NegotiationModel(setting, 0), mandate.begin(setting, 0)
        view = View(core)
        for _ in range(10):
            mandate.play_month(core, setting, lambda: setting.strategy.choose(view), {})
            model.step()
        assert differences(model.state, core) == []
        assert core.dossiers["closing_month"].any()


class TestTime:
    def test_month_by_month_equals_a_run(self, setting, plain):
        model = NegotiationModel(setting, SEED)
        assert model.month == 1
        for month in range(1, MONTHS + 1):
            assert model.running
            assert model.month == month
            model.step()
        assert not model.running
        for _ in range(FOLLOW_UP_MONTHS):
            model.step()
        assert differences(model.state, plain.state) == []

    def test_nothing_happens_after_the_follow_up(self, setting, plain):
        model = NegotiationModel(setting, SEED)
        model.run()
        model.step()
        assert differences(model.run().state, plain.state) == []
        assert len(model.datacollector.get_model_vars_dataframe()) == MONTHS + FOLLOW_UP_MONTHS

    def test_mesa_run_model_stops_with_the_mandate(self, setting, plain):
        model = NegotiationModel(setting, SEED)
        model.run_model()
        assert (model.steps, model.month) == (MONTHS, MONTHS + 1)
        assert differences(model.run().state, plain.state) == []


class TestSeed:
    def test_two_seeds_differ_and_zero_is_one_of_them(self, setting):
        zero, one = NegotiationModel(setting, 0).run(), NegotiationModel(setting, 1).run()
        assert differences(zero.state, mandate.run(setting, 0).state) == []
        assert not np.array_equal(zero.state.commune_history, one.state.commune_history)

    def test_whole_numbers_of_numpy_are_seeds(self, setting):
        assert NegotiationModel(setting, np.int64(5)).mandate.seed == 5

    @pytest.mark.parametrize("seed", [-1, 2**64, 1.0, "7", True])
    def test_a_wrong_seed_is_named(self, setting, seed):
        with pytest.raises(UserError, match="seed vaut") as caught:
            NegotiationModel(setting, seed)
        assert len(caught.value.problems) == 1

    def test_a_seed_lost_by_batch_run_is_refused(self, setting):
        with pytest.raises(UserError, match="batch_run"):
            NegotiationModel(setting, None)

    def test_batch_run_needs_the_seed_as_a_parameter(self, setting):
        parameters, options = {"setting": setting}, {}
        if NAMES_REPLICATES_BY_RNG:
            options["rng"] = [0, 1]
        else:
            parameters["seed"] = [0, 1]
        rows = mesa.batch_run(NegotiationModel, parameters, number_processes=1, display_progress=False, **options)
        trust = {row["seed"]: row["trust"] for row in rows}
        assert sorted(trust) == [0, 1]
        for seed, value in trust.items():
            assert value == mandate.run(setting, seed).state.history["trust"][MONTHS - 1]
        assert {row["month"] for row in rows} == {MONTHS}

    def test_batch_run_without_seeds_repeats_itself_or_is_refused(self, setting):
        if NAMES_REPLICATES_BY_RNG:
            with pytest.raises(UserError, match="rng"):
                mesa.batch_run(NegotiationModel, {"setting": setting}, display_progress=False)
        else:
            first, second = mesa.batch_run(
                NegotiationModel, {"setting": setting}, iterations=2, max_steps=3, display_progress=False
            )
            assert first["trust"] == second["trust"]


def test_mesa_warns_of_nothing(setting):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        model = NegotiationModel(setting, SEED)
        model.step()
    assert model.month == 2
