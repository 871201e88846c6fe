"""The journal of the whole agenda: every strategy, in both languages, whatever the seed decides."""

from __future__ import annotations

import pytest

from negosim.facilitation import STRATEGIES
from negosim.narrate import journal, summary_rows
from negosim.negotiation.mandate import run


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("strategy", sorted(STRATEGIES.names()))
def test_every_mandate_has_its_journal(setting_of, strategy, seed):
    mandate = run(setting_of(strategy, agenda="whole", regulatory="half" if seed % 2 else "off"), seed)
    for lang in ("fr", "en"):
        assert journal(mandate, lang).startswith("# ")
    assert len(summary_rows(mandate, "fr")) > 0
