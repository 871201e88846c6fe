"""What the tests of the metrics share: the dossiers of a mandate by their name in the agenda."""

from __future__ import annotations

import pytest

from negosim.negotiation.initial_state import dossiers_of


def index_of(mandate, *names):
    """Index of one dossier by its name, or of several."""
    names_of = [line.name for line, _ in dossiers_of(mandate.setting)]
    found = [names_of.index(name) for name in names]
    return found if len(found) > 1 else found[0]


@pytest.fixture(scope="session")
def number():
    """The function `index_of`."""
    return index_of


@pytest.fixture(scope="session")
def whole_of(setting_of):
    """The function that makes a setting with the whole default agenda, unless another is asked for."""
    return lambda *chosen, agenda="whole", **changes: setting_of(*chosen, agenda=agenda, **changes)
