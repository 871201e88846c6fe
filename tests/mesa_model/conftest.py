from __future__ import annotations

import pytest

from negosim.mesa_model import NegotiationModel
from negosim.territory.load import load
from negosim.territory.synthetic import SyntheticSettings


@pytest.fixture(scope="package", autouse=True)
def agents_are_asked():
    """Every agent is asked in these tests, even where the rules could be applied to all rows at once."""
    NegotiationModel.always_asks = True
    yield
    NegotiationModel.always_asks = False


@pytest.fixture(scope="session")
def territories():
    """A real intercommunality of seven communes, and an invented one of four."""
    return {
        "faucigny": load("200000172"),
        "synthetic": load("synthetic", synthetic=SyntheticSettings(n_communes=4), seed=3),
    }


@pytest.fixture(scope="session")
def setting_of(setting_of, territories):
    """A maker of settings of the default agenda, by the names of a strategy and a territory."""
    build_setting = setting_of

    def make(strategy: str = "single_text", territory: str = "faucigny", **changes):
        return build_setting(strategy, territories[territory], **{"agenda": "whole"} | changes)

    return make


@pytest.fixture(scope="session")
def setting(setting_of):
    """The ordinary setting of these tests: seven communes, six dossiers and the single text."""
    return setting_of(agenda=None)


@pytest.fixture(scope="package")
def plain(setting, agents_are_asked):
    """A finished mandate of the ordinary setting and seed 7, of the classes as they are."""
    return NegotiationModel(setting, 7).run()
