"""The agenda of the page plays, with the settings that it gives."""

from __future__ import annotations

import re
from pathlib import Path

from negosim.config import compose, load
from negosim.negotiation.mandate import run

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "agenda.md").read_text(encoding="utf-8")


def test_the_example_of_the_page_plays(tmp_path):
    (tmp_path / "agenda").mkdir()
    (tmp_path / "agenda" / "mine.yaml").write_text(re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)[0], "utf-8")
    result = load(compose(["territory=faucigny", "agenda=mine", "facilitation=none"], config_dir=tmp_path))
    kinds = [planned.kind.name for planned in result.setting.agenda]
    assert kinds == ["governance_pact", "competence_transfer", *["yearly_budget"] * 5, "facility_siting"]
    siting = result.setting.agenda[-1].kind
    assert (siting.most_sites, siting.default_cost) == (3, 0.05)
    dossiers = run(result.setting, 0).state.dossiers
    assert dossiers["items"][-1] == 3
    assert dossiers["default_cost"][-1] == 0.05
