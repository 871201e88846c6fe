from __future__ import annotations

import numpy as np
import pytest

from negosim.mesa_model import Commune, Conductor, ElectedOfficial, Intercommunality, NegotiationModel
from negosim.negotiation.state.arrays import FOLLOW_UP_MONTHS, MONTHS

SEED = 7


@pytest.fixture(scope="module")
def new_model(setting):
    """A model before its first month; only read."""
    return NegotiationModel(setting, SEED)


@pytest.fixture(scope="module")
def final_model(setting):
    """A model after its last month; only read."""
    model = NegotiationModel(setting, SEED)
    model.run()
    return model


class TestData:
    def test_months_agree_with_the_core(self, final_model, plain):
        table, state = final_model.datacollector.get_model_vars_dataframe(), plain.state
        assert table["month"].tolist() == list(range(1, MONTHS + FOLLOW_UP_MONTHS + 1))
        for name in ("trust", "engagement", "culture", "open_dossiers"):
            assert table[name].tolist() == state.history[name].tolist()
        assert table["hours_spent"].tolist() == state.hours.sum(axis=1).tolist()
        assert 0 < table["hours_spent"].max() <= final_model.conductor.hours

    def test_communes_agree_with_the_core(self, final_model, plain, setting):
        table, commune_history = (
            final_model.datacollector.get_agenttype_vars_dataframe(Commune),
            plain.state.commune_history,
        )
        assert table["insee"].tolist() == list(setting.territory.insee) * len(commune_history)
        for name in commune_history.dtype.names:
            assert table[name].tolist() == commune_history[name].ravel().tolist()

    def test_agents_read_as_the_state_stands(self, final_model, plain):
        state, commune = plain.state, final_model.commune(3)
        assert commune.population == state.communes.population[3]
        assert commune.trust == pytest.approx(np.delete(state.commune_pairs["trust"][3], 3).mean())
        assert commune.engagement == state.commune_history[-1]["engagement"][3]
        for d in range(len(final_model.dossiers)):
            count = state.dossiers["clauses"][d]
            assert commune.ideal(d).tolist() == state.opinions["ideal"][d, 3, :count].tolist()
            assert commune.stated(d).tolist() == state.opinions["stated"][d, 3, :count].tolist()
            assert final_model.intercommunality.text(d).tolist() == state.clauses["text"][d, :count].tolist()

    def test_the_perceived_surplus_is_not_the_true_one(self, new_model):
        surpluses = [(c.surplus(0), c.perceived_surplus(0)) for c in new_model.communes]
        assert all(np.isfinite(pair).all() and pair[0] != pair[1] for pair in surpluses)

    def test_what_is_read_cannot_be_written(self, final_model):
        with pytest.raises(AttributeError):
            final_model.commune(0).engagement = 1.0
        final_model.commune(0).ideal(0)[:] = 9.0
        assert (final_model.commune(0).ideal(0) <= 1.0).all()


class TestAgents:
    def test_each_commune_official_and_body_is_an_agent(self, new_model, setting):
        sizes = {kind: len(agents) for kind, agents in new_model.agents_by_type.items()}
        seats = len(new_model.state.officials)
        assert sizes == {
            Commune: setting.territory.n, ElectedOfficial: seats, Intercommunality: 1, Conductor: 1,
        }  # fmt: skip
        assert len(new_model.agents) == setting.territory.n + seats + 2

    def test_agents_are_selected_and_summed_by_their_properties(self, new_model, setting):
        large = new_model.communes.select(lambda commune: commune.population >= 5000)
        assert large.get("insee") == [
            code for code, heads in zip(setting.territory.insee, setting.territory.population, strict=True)
            if heads >= 5000
        ]  # fmt: skip
        assert new_model.communes.agg("seats", sum) == len(new_model.officials)

    def test_officials_know_their_commune_and_it_them(self, new_model):
        [president] = new_model.officials.select(lambda official: official.role == "president")
        assert president.row == new_model.state.council.president
        assert president is president.commune.mayor
        assert {c.mayor.role for c in new_model.communes} <= {"mayor", "vice_president", "president"}
        assert all(len(commune.officials) == commune.seats for commune in new_model.communes)
        assert all(commune.mayor.in_majority for commune in new_model.communes)

    def test_a_commune_has_a_role_in_the_territory(self, new_model):
        assert new_model.commune(0).role == "core"
        assert set(new_model.communes.get("role")) <= {"core", "secondary", "periurban", "rural"}

    def test_the_intercommunality_shows_dossiers_outcomes_and_budget(self, new_model, setting):
        assert new_model.intercommunality.name == setting.territory.name
        assert new_model.intercommunality.open_dossiers == [0]
        outcomes = [new_model.intercommunality.outcome(d) for d in range(len(new_model.dossiers))]
        assert outcomes == ["open"] + ["waiting"] * (len(outcomes) - 1)
        assert 0.0 < new_model.intercommunality.envelope <= 1.0
        assert new_model.dossiers[:2] == ("governance_pact", "land_use_plan")
