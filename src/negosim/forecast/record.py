"""What a seal says of itself: version, data, seeds, date (fiche)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from negosim.errors import UserError, message
from negosim.forecast.draws import RANGES, Schedule
from negosim.forecast.prediction import Prediction
from negosim.forecast.window import BASE_RATE, CLOSES, KIND, OPENS, TRANSFER
from negosim.territory.tables import data_hash
from negosim.validation.hindcast import usual_conductors
from negosim.version import installed_version, source_hash

__all__ = ["FORMAT", "Record", "day_of_seal"]

FORMAT = 1


@dataclass(frozen=True)
class Record:
    """All that is written of a seal besides its numbers; `trial`: the places of a trial, 0 for a forecast."""

    date: str
    schedule: Schedule
    trial: int
    version: str
    sources: str
    data: str
    conductors: tuple[str, ...] = tuple(strategy.name for strategy in usual_conductors())

    @classmethod
    def of(cls, day: str, schedule: Schedule, trial: int) -> Record:
        """The record of today's model and data."""
        return cls(day, schedule, trial, installed_version(), source_hash(), data_hash())

    @property
    def command(self) -> str:
        """The command that gives the same numbers, without the folder and the number of processes."""
        sample = f" --sample {self.trial}" if self.trial else ""
        return f"negosim forecast seal --date {self.date} --seeds {self.schedule.seeds}{sample}"

    def manifest(self, prediction: Prediction, hashes: dict[str, str]) -> dict[str, Any]:
        """The content of `manifest.json`; `hashes` are the SHA-256 of the other files, by name."""
        low, high = BASE_RATE.bounds
        return {
            "format": FORMAT, "kind": KIND, "trial": self.trial, "date": self.date, "command": self.command,
            "negosim": self.version, "sources": self.sources, "data": self.data,
            "window": {"opens": OPENS.isoformat(), "closes": CLOSES.isoformat(), "transfer": TRANSFER.isoformat()},
            "seeds": self.schedule.seeds, "seeds_of_a_draw": self.schedule.seeds_of_a_draw,
            "strategies": list(self.conductors), "places": len(prediction.table),
            "base_rate": {**asdict(BASE_RATE), "rate": round(BASE_RATE.rate, 6), "low": round(low, 6),
                          "high": round(high, 6)},
            "raw_means": {name: round(value, 4) for name, value in prediction.raw_means.items()},
            "shifts": {name: round(value, 4) for name, value in prediction.shifts.items()},
            "ranges": {one.name: [one.low, one.high] for one in RANGES},
            "draws": [list(words) for words in prediction.draws], "sha256": hashes,
        }  # fmt: skip


def day_of_seal(text: str | None) -> str:
    """The date of a seal, written YYYY-MM-DD. Raises UserError: none, no date, the day of the transfer or later."""
    if text is None:
        raise UserError(message("--date manque : le jour du sceau, comme 2026-07-01."))
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise UserError(
            message("--date vaut « {value} » ; attendu : une date comme 2026-07-01.", value=text)
        ) from error
    if day >= TRANSFER:
        raise UserError(message("--date vaut « {value} » ; une prévision se scelle avant le {limit}.", value=text,
                                limit=TRANSFER.isoformat()))  # fmt: skip
    return day.isoformat()
