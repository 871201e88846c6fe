from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from negosim.mesa_model import Commune, Conductor, ElectedOfficial, Intercommunality, NegotiationModel
from negosim.negotiation.state.dossier import ADOPTED
from negosim.negotiation.state.moves import Action, Move
from negosim.negotiation.state.parameters import Behaviour
from negosim.negotiation.state.setting import Governance

SEED = 7


@pytest.fixture(scope="module")
def easy(setting):
    """A setting in which communes are glad of any agreement, so that votes are held and won."""
    return replace(setting, behaviour=Behaviour(premium_mean=-0.2), governance=Governance(cushion=0.0))


@pytest.fixture(scope="module")
def usual(easy):
    """A finished mandate of that setting, of the classes as they are."""
    return NegotiationModel(easy, SEED).run()


class Refusing(Commune):
    def vote(self, d):
        return -1


class Unmoved(Commune):
    def react(self, d, slot):
        return -1.0

    def tolerate(self, d):
        return -1.0


class Absent(Commune):
    def attend(self, d, slot):
        return False


class Wavering(Commune):
    def vote(self, d):
        return 2


class Disloyal(Commune):
    def keep_word(self, d):
        return self.state.stakes["defection_month"][d, self.row] > 0


class Rebellious(ElectedOfficial):
    def vote(self, d):
        return -1


class Visiting(Conductor):
    def choose(self):
        return Move((Action("visit", 0),)) if self.view.month <= 3 else Move()


class Hostile(Intercommunality):
    def call_vote(self, d):
        """No vote is ever called."""


def play(setting, **classes):
    """A finished mandate of a subclass of the model with these agents' classes."""
    return type("Subclass", (NegotiationModel,), classes)(setting, SEED)


class TestOverrides:
    def test_the_overridden_vote_of_communes_is_what_the_council_counts(self, easy, usual):
        model = play(easy, commune_class=Refusing)
        state = model.run().state
        voted = state.dossiers["council_voted"]
        assert usual.state.dossiers["council_passed"].any()
        assert voted.any()
        assert (state.stakes["stance"][voted] == -1).all()
        assert (state.dossiers["no"][voted] > state.dossiers["yes"][voted]).all()
        assert not state.dossiers["council_passed"].any()
        assert not (state.dossiers["outcome"] == ADOPTED).any()
        assert len(model.datacollector.get_agenttype_vars_dataframe(Refusing)) > 0

    def test_vote_of_one_commune_changes_its_own_only_on_the_first_dossier(self, easy, usual):
        class Alone(Commune):
            def vote(self, d):
                return -super().vote(d) or -1 if self.row == 2 else super().vote(d)

        state = play(easy, commune_class=Alone).run().state
        first = np.argmin(np.where(usual.state.dossiers["council_voted"], usual.state.dossiers["closing_month"], 99))
        changed = np.flatnonzero(state.stakes["stance"][first] != usual.state.stakes["stance"][first])
        assert changed.tolist() == [2]

    def test_communes_that_refuse_every_draft_keep_the_first_text(self, easy, usual):
        state = play(easy, commune_class=Unmoved).run().state
        assert usual.state.dossiers["text_changes"].sum() > 0
        assert state.dossiers["text_changes"].sum() == 0

    def test_communes_that_never_attend_do_not_tire(self, easy, usual):
        state = play(easy, commune_class=Absent).run().state
        assert usual.state.communes["fatigue"].sum() > 0.0
        assert state.communes["fatigue"].sum() == 0.0

    def test_communes_that_break_their_word_do_so_in_the_first_month(self, easy):
        state = play(easy, commune_class=Disloyal).run().state
        adopted = state.dossiers["outcome"] == ADOPTED
        assert adopted.any()
        first = state.dossiers["closing_month"][adopted] + 1
        assert (state.stakes["defection_month"][adopted] == first[:, None]).all()

    def test_the_overridden_vote_of_officials_is_what_the_council_counts(self, easy, usual):
        state = play(easy, official_class=Rebellious).run().state
        voted = state.dossiers["council_voted"]
        assert usual.state.dossiers["yes"].sum() > 0
        assert voted.any()
        assert (state.dossiers["no"][voted] == state.dossiers["present"][voted]).all()
        assert (state.stakes["stance"][voted] == 1).any()

    def test_the_overridden_choice_of_the_conductor_is_what_is_paid_for(self, easy):
        state = play(easy, conductor_class=Visiting).run().state
        assert state.hours.sum() == 12.0
        assert state.communes["visits"].tolist() == [3] + [0] * (len(state.communes) - 1)

    def test_a_person_s_actions_replace_the_choice_of_the_conductor(self, easy):
        model = type("Subclass", (NegotiationModel,), {"conductor_class": Visiting})(easy, 0, {1: Move()})
        assert model.run().state.hours.sum() == 8.0

    def test_without_a_call_no_vote_is_held(self, easy):
        state = play(easy, intercommunality_class=Hostile).run().state
        assert not state.dossiers["council_voted"].any()

    def test_a_vote_that_is_none_is_a_defect(self, easy):
        with pytest.raises(ValueError, match=r"vote\(\) returned .* a vote is 1"):
            play(easy, commune_class=Wavering).run()


def without_readings(agent_class):
    """A subclass whose readings all fail."""

    def fail(*_):
        raise AssertionError("the model calls a reading")

    readings = [name for name, value in vars(agent_class).items() if getattr(value, "is_reading", False)]
    assert readings
    return type(f"Silenced{agent_class.__name__}", (agent_class,), dict.fromkeys(readings, fail))


def test_the_model_never_calls_a_reading(easy, usual, bytes_of):
    silent = play(
        easy, commune_class=without_readings(Commune), intercommunality_class=without_readings(Intercommunality)
    ).run()
    assert bytes_of(silent.state) == bytes_of(usual.state)
