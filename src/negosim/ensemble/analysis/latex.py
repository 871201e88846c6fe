"""A table for a paper (LaTeX, booktabs)."""

from __future__ import annotations

from typing import Any

from negosim.ensemble.analysis.dataset import Frame

__all__ = ["latex"]

FIRST = 2
"""Columns of words, at the left."""


def latex(table: Frame) -> str:
    """The table between booktabs rules, special characters escaped, three decimals."""
    head = " & ".join(_escaped(name) for name in table.columns) + r" \\"
    body = [" & ".join(_cell(cell) for cell in row) + r" \\" for row in table.itertuples(index=False)]
    columns = "l" * FIRST + "r" * (len(table.columns) - FIRST)
    return "\n".join([rf"\begin{{tabular}}{{{columns}}}", r"\toprule", head, r"\midrule", *body, r"\bottomrule",
                      r"\end{tabular}", ""])  # fmt: skip


def _cell(cell: Any) -> str:
    """A cell: three decimals, nothing where there is nothing."""
    if cell is None or cell != cell:  # noqa: PLR0124 -- not a number
        return ""
    return f"{cell:.3f}" if isinstance(cell, float) else _escaped(cell)


def _escaped(text: Any) -> str:
    """A text that LaTeX prints as it is."""
    return "".join(ESCAPES.get(c, c) for c in str(text))


ESCAPES = {**{c: f"\\{c}" for c in "_%&#${}"}, "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\^{}"}
