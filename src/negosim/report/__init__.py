"""The answers of an experiment: tables, figures, and the page that shows them (rapport)."""

from __future__ import annotations

from negosim.report.analysis import Analysis, analyse

__all__ = ["Analysis", "analyse"]
