"""A small table with round numbers, for what can be worked out by hand."""

from __future__ import annotations

import pytest

from negosim.agenda import KINDS
from negosim.negotiation.mandate import begin
from negosim.negotiation.state.dossier import PlannedDossier

QUIET = (
    "delay_cost", "refusal_loss", "interdependence_sd", "premium_mean", "premium_sd", "envy", "guilt", "culture_start",
    "trust_sd", "engagement_sd", "unknown_loss", "unknown_noise", "understanding_bureau", "attendance_bureau",
)  # fmt: skip


def build_quiet_state(setting_of, territory, kinds, **changes):
    """The first month of a mandate whose dossiers, of these kinds, are all open from the start until month 11."""
    agenda = tuple(PlannedDossier(f"{kind}_{k}", KINDS[kind], 1, 11) for k, kind in enumerate(kinds))
    s = begin(setting_of("none", territory, agenda=agenda, **{**dict.fromkeys(QUIET, 0.0), **changes}), 1)
    s.dossiers["default_cost"] = 0.0
    s.dossiers["weight"] = 1.0
    s.stakes["understanding"] = 1.0
    return s


@pytest.fixture(scope="session")
def quiet_state(setting_of, equals_of):
    """A maker of quiet tables: so many identical communes, before dossiers of these kinds."""
    return lambda n, *kinds, **changes: build_quiet_state(setting_of, equals_of(n), kinds, **changes)


@pytest.fixture
def s(quiet_state):
    """Three identical communes before a transfer (4 clauses, 3 items) and a charter (4 clauses, 4 items).

    Nobody wants anything yet: ideals at 0, equal saliences, no benefit, a cost of .4 an item, a budget for two.
    """
    s = quiet_state(3, "competence_transfer", "charter")
    s.opinions["ideal"] = s.opinions["stated"] = s.opinions["estimated_ideal"] = 0.0
    s.opinions["salience"] = s.opinions["estimated_salience"] = 0.25
    s.opinions["salience_variance"] = 0.0
    s.item_values["benefit"] = s.item_values["estimated_benefit"] = s.item_values["benefit_variance"] = 0.0
    s.stakes["estimated_reservation"] = s.stakes["reservation_variance"] = 0.0
    s.items["cost"] = s.items["full_cost"] = 0.4
    s.dossiers["budget"] = s.dossiers["full_budget"] = 0.8
    return s


@pytest.fixture
def two_communes(setting_of):
    """Two communes before one governance pact, with everything quiet."""
    s = begin(setting_of("none", "200050532"), 1)
    s.communes["envy"], s.communes["guilt"], s.communes["culture"] = 0.0, 0.0, 0.0
    s.communes["premium"] = 0.1
    s.clauses["interdependence"] = 0.0
    s.p["refusal_loss"] = 0.0
    s.dossiers["default_cost"] = 0.0
    s.communes["in_bureau"] = False
    return s
