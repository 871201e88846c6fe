"""The setting of each point of an experiment, made from composed configurations without Hydra (réglage d'un point)."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any

from negosim.config.job import Job, load
from negosim.errors import UserError, message
from negosim.negotiation.state.setting import Setting
from negosim.territory.load import SYNTHETIC

__all__ = ["REPLACEABLE", "Settings", "with_values"]

REPLACEABLE = ("context", "governance", "behaviour")
"""Groups whose knobs are replaced in a setting that is already there."""

CACHE_SIZE = 64


@dataclass(eq=False)
class Settings:
    """The setting of the values of a point and of a seed; it travels to the workers.

    `keys` are those of the factors, `choices` whether each of them is the option of a group; `bases` holds the
    composed configuration of each combination of options.
    """

    keys: tuple[str, ...]
    choices: tuple[bool, ...]
    bases: Mapping[tuple[str, ...], dict[str, Any]]
    _jobs: dict[Any, Job] = field(default_factory=dict, repr=False)
    _last: tuple[Any, Setting | None] = field(default=(None, None), repr=False)

    def __getstate__(self) -> dict[str, Any]:
        return self.__dict__ | {"_jobs": {}, "_last": (None, None)}

    def __call__(self, values: tuple[Any, ...], seed: int) -> Setting:
        """The setting. Raises UserError: what is wrong with the values."""
        return self.job(values, seed).setting

    def job(self, values: tuple[Any, ...], seed: int) -> Job:
        """The job of a point and a seed, to be played alone. Raises UserError: what is wrong with the values."""
        options = tuple(str(v) for v, choice in zip(values, self.choices, strict=True) if choice)
        changes = {k: v for k, v, choice in zip(self.keys, values, self.choices, strict=True) if not choice}
        knobs = {k: v for k, v in changes.items() if k.partition(".")[0] in REPLACEABLE and k.count(".") == 1}
        others = {k: v for k, v in changes.items() if k not in knobs}
        place = others.get("territory", self.bases[options]["territory"])
        name = (options, tuple(others.items()), seed if place == SYNTHETIC else 0)
        if name not in self._jobs:
            if len(self._jobs) > CACHE_SIZE:
                self._jobs.clear()
            self._jobs[name] = load(with_values(self.bases[options], others | {"seed": seed}))
        point = (name, tuple(knobs.items()))
        if self._last[0] != point:
            self._last = point, with_knobs(self._jobs[name].setting, knobs)
        return replace(self._jobs[name], setting=self._last[1], seed=seed)


def with_knobs(setting: Setting, changes: Mapping[str, Any]) -> Setting:
    """A setting with other values for the knobs of a few groups; they were checked when the plan was made.

    The replicates of a point share it, so that what is the same for every seed is laid out once.
    """
    records: dict[str, dict[str, float | str]] = {}
    for key, value in changes.items():
        group, _, knob = key.partition(".")
        whole = isinstance(value, int) and isinstance(getattr(getattr(setting, group), knob), float)
        records.setdefault(group, {})[knob] = float(value) if whole else value
    return replace(setting, **{group: replace(getattr(setting, group), **knobs) for group, knobs in records.items()})


def with_values(configuration: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The configuration with other values for some dotted keys.

    Raises UserError: a key that is not in the configuration.
    """
    result = deepcopy(dict(configuration))
    for key, value in changes.items():
        *path, last = key.split(".")
        node: Any = result
        for part in path:
            node = node.get(part) if isinstance(node, dict) else None
        if not isinstance(node, dict) or (last not in node and not path):
            raise UserError(message("« {key} » n'est pas un réglage de cette configuration.", key=key))
        node[last] = value
    return result
