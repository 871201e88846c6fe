"""An item is named by what it costs, and always in the same way."""

from __future__ import annotations

import pytest

from negosim.agenda import KINDS
from negosim.errors import message
from negosim.locale import translate
from negosim.negotiation.state.item_name import ItemName, item_name

CHEAP = ItemName("bench", message("le banc"), 1_000, 5_000)
DEAR = ItemName("bridge", message("le pont"), 1_000_000, 5_000_000)
ALSO_DEAR = ItemName("hall", message("la halle"), 2_000_000, 4_000_000)
NAMES = (CHEAP, DEAR, ALSO_DEAR)
WITH_ITEMS = {name: KINDS[name].item_names for name in KINDS.names() if hasattr(KINDS[name], "item_names")}


@pytest.mark.parametrize(
    ("cost", "address", "expected"),
    [(1_000, 0, CHEAP), (5_000, 7, CHEAP), (1_500_000, 4, DEAR), (3_000_000, 0, DEAR), (3_000_000, 1, ALSO_DEAR),
     (3_000_000, 2, DEAR), (20_000, 3, CHEAP), (200_000, 3, DEAR), (1e9, 0, DEAR), (10.0, 1, CHEAP),
     (0.0, 2, ALSO_DEAR)],
)  # fmt: skip
def test_the_name_has_the_nearest_range_at_its_address(cost, address, expected):
    assert item_name(NAMES, address, cost) is expected


def test_without_names_there_is_no_name():
    assert item_name((), 3, 1_000.0) is None


@pytest.mark.parametrize("kind", WITH_ITEMS)
def test_names_are_different_have_a_range_and_two_languages(kind):
    names = WITH_ITEMS[kind]
    assert len({name.name for name in names}) == len(names) >= 5
    for name in names:
        assert 0 < name.low_eur < name.high_eur
        fr, en = (translate(name.label, lang) for lang in ("fr", "en"))
        assert fr.startswith(("le ", "la ", "l'"))
        assert en.startswith(("the ", "support "))


@pytest.mark.parametrize("kind", ["investment_plan", "charter", "financial_pact", "competence_transfer"])
def test_every_cost_of_a_mandate_finds_a_name_in_its_range(kind):
    for cost in (40e3, 100e3, 500e3, 1e6, 3e6, 10e6, 30e6, 60e6):
        name = item_name(WITH_ITEMS[kind], 0, cost)
        assert name.distance(cost) < 0.75  # less than about twice beyond the range
