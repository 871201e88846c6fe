from functools import cache

import pytest

from negosim.agenda import KINDS
from negosim.facilitation import STRATEGIES
from negosim.negotiation.mandate import run
from negosim.negotiation.state.dossier import PlannedDossier
from negosim.negotiation.state.setting import Setting
from negosim.territory.load import load

AGENDA = (
    ("governance_pact", "governance_pact", 1, 9),
    ("land_use_plan", "land_use_plan", 7, 9),
    ("financial_pact", "financial_pact", 8, 18),
    ("investment_plan", "investment_plan", 10, 22),
    ("transfer_a", "competence_transfer", 14, 30),
    ("transfer_b", "competence_transfer", 28, 44),
)
FAUCIGNY, BASQUE, TWO, LILLE = "200000172", "200067106", "200050532", "200093201"


@cache
def played(siren, strategy, seed):
    agenda = tuple(PlannedDossier(name, KINDS[kind], opens, ends) for name, kind, opens, ends in AGENDA)
    return run(Setting(load(siren), STRATEGIES[strategy], agenda), seed)


@pytest.fixture(
    scope="session",
    params=[
        (FAUCIGNY, "single_text", 7),
        (FAUCIGNY, "process", 2),
        (FAUCIGNY, "busy", 3),
        (FAUCIGNY, "chair", 5),
        (FAUCIGNY, "none", 1),
        (TWO, "single_text", 0),
        (BASQUE, "single_text", 7),
        (LILLE, "process", 4),
    ],
    ids=lambda case: "-".join(map(str, case)),
)
def mandate(request):
    return played(*request.param)


@pytest.fixture(scope="session")
def faucigny():
    return played(FAUCIGNY, "single_text", 7)
