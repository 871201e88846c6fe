from __future__ import annotations

import re
from pathlib import Path

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "mesa.md"


def test_the_code_of_the_guide_runs(capsys):
    blocks = re.findall(r"^```python\n(.*?)^```", GUIDE.read_text(encoding="utf-8"), flags=re.M | re.S)
    names: dict = {}
    exec(compile("\n".join(blocks), str(GUIDE), "exec"), names)  # noqa: S102 -- our own guide
    assert len(blocks) == 3
    assert len(names["months"]) == 96
    assert "Bonneville" in capsys.readouterr().out
    usual, other = names["model"].state, names["changed"].state
    assert other.hours.sum() == 4 * 72
    assert other.hours.sum() < usual.hours.sum()
    assert (other.commune_history != usual.commune_history).any()


def test_the_guide_lists_every_method_to_override():
    from negosim.mesa_model import Commune, Conductor, ElectedOfficial, Intercommunality

    readings = {"ideal", "stated", "surplus", "perceived_surplus", "outcome", "text"}
    text = GUIDE.read_text(encoding="utf-8")
    for agent in (Commune, ElectedOfficial, Conductor, Intercommunality):
        methods = {name for name, value in vars(agent).items() if callable(value) and not name.startswith("_")}
        [row] = re.findall(rf"^\| `{agent.__name__}` \| (.*) \|$", text, flags=re.M)
        assert set(re.findall(r"`(\w+)`", row)) == methods - readings
