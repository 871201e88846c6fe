"""A mandate in sentences, in French or in English (récit d'un mandat)."""

from __future__ import annotations

from negosim.narrate.chronicle import journal
from negosim.narrate.closing import SUMMARY_COLUMNS, contents, summary_rows
from negosim.titles import dossier_title

__all__ = ["SUMMARY_COLUMNS", "contents", "dossier_title", "journal", "summary_rows"]
