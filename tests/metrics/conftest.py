"""What the tests of the metrics share: a mandate, and its dossiers by their name in the agenda."""

from __future__ import annotations

import pytest

from negosim.negotiation.initial_state import dossiers_of
from negosim.negotiation.mandate import run


def index_of(mandate, *names):
    """Index of one dossier by its name, or of several."""
    names_of = [line.name for line, _ in dossiers_of(mandate.setting)]
    indices = [names_of.index(name) for name in names]
    return indices if len(indices) > 1 else indices[0]


@pytest.fixture(scope="session")
def number():
    """The function `index_of`."""
    return index_of


@pytest.fixture(scope="session")
def whole_of(setting_of):
    """The function that makes a setting with the whole default agenda, unless another is asked for."""
    return lambda *arguments, agenda="whole", **changes: setting_of(*arguments, agenda=agenda, **changes)


@pytest.fixture
def mandate(whole_of):
    """Seven communes, no facilitation, no consequence of what is adopted, for a test that may change its state."""
    return run(whole_of("none", consequences=0), 2)
