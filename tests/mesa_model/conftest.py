from __future__ import annotations

from dataclasses import replace

import pytest

from negosim.agenda import KINDS
from negosim.facilitation import STRATEGIES
from negosim.mesa_model import NegotiationModel
from negosim.negotiation.dossier import PlannedDossier
from negosim.negotiation.setting import Levers, Setting
from negosim.territory.load import load
from negosim.territory.synthetic import SyntheticSettings

AGENDA = (
    ("pact", "governance_pact", 1, 9),
    ("plui", "land_use_plan", 7, 9),
    ("finance", "financial_pact", 8, 18),
    ("programme", "investment_plan", 10, 22),
    ("water", "competence_transfer", 14, 30),
    ("sport", "competence_transfer", 28, 44),
)


@pytest.fixture(scope="session")
def territories():
    """A real intercommunality of seven communes, and an invented one of four."""
    return {
        "faucigny": load("200000172"),
        "synthetic": load("synthetic", synthetic=SyntheticSettings(n_communes=4), seed=3),
    }


@pytest.fixture(scope="session")
def setting_of(territories):
    """A maker of settings, by the names of a strategy and a territory."""
    agenda = tuple(PlannedDossier(name, KINDS[kind], opens, deadline) for name, kind, opens, deadline in AGENDA)

    def make(strategy: str = "single_text", territory: str = "faucigny", regulatory: str = "off") -> Setting:
        setting = Setting(territories[territory], STRATEGIES[strategy], agenda)
        return replace(setting, levers=Levers(regulatory))

    return make


@pytest.fixture(scope="session")
def setting(setting_of):
    """The ordinary setting of these tests: seven communes and the single text."""
    return setting_of()


@pytest.fixture(scope="session")
def plain(setting):
    """A finished mandate of the ordinary setting and seed 7, of the classes as they are."""
    return NegotiationModel(setting, 7).run()
