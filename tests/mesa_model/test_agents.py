from __future__ import annotations

import numpy as np
import pytest

from negosim.mesa_model import Commune, Conductor, ElectedOfficial, Intercommunality, NegotiationModel
from negosim.negotiation.state.arrays import FOLLOW_UP_MONTHS, MONTHS

SEED = 7


@pytest.fixture(scope="module")
def opened(setting):
    """A model before its first month; only read."""
    return NegotiationModel(setting, SEED)


@pytest.fixture(scope="module")
def finished(setting):
    """A model after its last month; only read."""
    model = NegotiationModel(setting, SEED)
    model.run()
    return model


class TestData:
    def test_months_agree_with_the_core(self, finished, plain):
        table, state = finished.datacollector.get_model_vars_dataframe(), plain.state
        assert table["month"].tolist() == list(range(1, MONTHS + FOLLOW_UP_MONTHS + 1))
        for name in ("trust", "engagement", "culture", "open_dossiers"):
            assert table[name].tolist() == state.history[name].tolist()
        assert table["hours_spent"].tolist() == state.hours.sum(axis=1).tolist()
        assert 0 < table["hours_spent"].max() <= finished.conductor.hours

    def test_communes_agree_with_the_core(self, finished, plain, setting):
        table, commune_history = (
            finished.datacollector.get_agenttype_vars_dataframe(Commune),
            plain.state.commune_history,
        )
        assert table["insee"].tolist() == list(setting.territory.insee) * len(commune_history)
        for name in commune_history.dtype.names:
            assert table[name].tolist() == commune_history[name].ravel().tolist()

    def test_agents_read_as_the_state_stands(self, finished, plain):
        state, commune = plain.state, finished.commune(3)
        assert commune.population == state.communes.population[3]
        assert commune.trust == pytest.approx(np.delete(state.commune_pairs["trust"][3], 3).mean())
        assert commune.engagement == state.commune_history[-1]["engagement"][3]
        for d in range(len(finished.dossiers)):
            count = state.dossiers["clauses"][d]
            assert commune.ideal(d).tolist() == state.opinions["ideal"][d, 3, :count].tolist()
            assert commune.stated(d).tolist() == state.opinions["stated"][d, 3, :count].tolist()
            assert finished.intercommunality.text(d).tolist() == state.clauses["text"][d, :count].tolist()

    def test_surplus_is_seen_less_well_than_it_is(self, opened):
        surpluses = [(c.surplus(0), c.perceived_surplus(0)) for c in opened.communes]
        assert all(np.isfinite(pair).all() and pair[0] != pair[1] for pair in surpluses)

    def test_what_is_read_cannot_be_written(self, finished):
        with pytest.raises(AttributeError):
            finished.commune(0).engagement = 1.0
        finished.commune(0).ideal(0)[:] = 9.0
        assert (finished.commune(0).ideal(0) <= 1.0).all()


class TestAgents:
    def test_who_is_there(self, opened, setting):
        sizes = {kind: len(agents) for kind, agents in opened.agents_by_type.items()}
        seats = len(opened.state.officials)
        assert sizes == {
            Commune: setting.territory.n, ElectedOfficial: seats, Intercommunality: 1, Conductor: 1,
        }  # fmt: skip
        assert len(opened.agents) == setting.territory.n + seats + 2

    def test_selections(self, opened, setting):
        large = opened.communes.select(lambda commune: commune.population >= 5000)
        assert large.get("insee") == [
            code for code, heads in zip(setting.territory.insee, setting.territory.population, strict=True)
            if heads >= 5000
        ]  # fmt: skip
        assert opened.communes.agg("seats", sum) == len(opened.officials)

    def test_officials_know_their_commune_and_it_them(self, opened):
        [president] = opened.officials.select(lambda official: official.role == "president")
        assert president.row == opened.state.council.president
        assert president is president.commune.mayor
        assert {c.mayor.role for c in opened.communes} <= {"mayor", "vice_president", "president"}
        assert all(len(commune.officials) == commune.seats for commune in opened.communes)
        assert all(commune.mayor.in_majority for commune in opened.communes)

    def test_roles_in_the_territory(self, opened):
        assert opened.commune(0).role == "core"
        assert set(opened.communes.get("role")) <= {"core", "secondary", "periurban", "rural"}

    def test_the_intercommunality_tells_where_things_stand(self, opened, setting):
        assert opened.intercommunality.name == setting.territory.name
        assert opened.intercommunality.open_dossiers == [0]
        outcomes = [opened.intercommunality.outcome(d) for d in range(len(opened.dossiers))]
        assert outcomes == ["open"] + ["waiting"] * (len(outcomes) - 1)
        assert 0.0 < opened.intercommunality.envelope <= 1.0
        assert opened.dossiers[:2] == ("governance_pact", "land_use_plan")
