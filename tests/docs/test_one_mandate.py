"""The page on one mandate is the one that its run writes, and its words know all that a run may contain."""

from __future__ import annotations

import one_mandate
import pytest
from one_mandate_words import FATES, LIFTED, WHY

from negosim.metrics.blockages import LIFTS
from negosim.negotiation.commune.reasons import TERMS
from negosim.negotiation.state import events


@pytest.fixture(scope="module")
def result():
    import negosim

    return negosim.play(one_mandate.TERRITORY)


def test_the_page_is_up_to_date():
    assert one_mandate.main(["--check"]) == 0, "run python tools/one_mandate.py"


def test_every_term_lift_and_fate_has_its_words():
    assert set(TERMS) < set(WHY)
    assert set(LIFTS) | {"conceded", "overruled", ""} == set(LIFTED)
    assert set(events.FATES) == set(FATES)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_what_communes_lose_is_what_moves_and_all_dossiers_are_told_once(result, lang):
    page = one_mandate.Page(result, lang)
    charges = sum(row.size for row in page.story.events["consequences"] if row.effect == "charges")
    assert charges == -result.mandate.state.communes["allocation_change"].sum()
    assert sorted(page.of("adopted") + page.of("failed")) == sorted(page.main)
    text = one_mandate.half(result, lang)
    for name in page.of("adopted"):
        assert text.count(f"\n### {one_mandate.typeset(page.story.titles[name], lang)}\n") == 1


def test_a_page_that_has_drifted_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr(one_mandate, "PAGE", tmp_path / "one_mandate.md")
    assert one_mandate.main(["--check"]) == 1
    assert one_mandate.main([]) == 0
    assert one_mandate.main(["--check"]) == 0
