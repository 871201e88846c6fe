"""The examples of the page on operators run as they stand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from negosim.negotiation.state.moves import OPERATORS

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "operators.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```", PAGE, flags=re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES, ids=["clauses", "game"])
def test_an_example_runs(example, monkeypatch):
    monkeypatch.chdir(ROOT)
    names = {}
    exec(compile(example, "operators.md", "exec"), names)  # noqa: S102 - the page's own text
    game = names.get("game")
    if game is not None and not game.exists():
        assert "negotiation" not in names  # the reference folder is absent
    else:
        assert names["negotiation"].is_agreement


def test_the_page_names_every_operator():
    assert all(f"`{name}`" in PAGE for name in OPERATORS)
