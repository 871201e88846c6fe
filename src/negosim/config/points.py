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

__all__ = ["Settings", "changed"]

QUICK = ("context", "governance", "behaviour")
"""Groups whose knobs are replaced in a setting that is already there."""


@dataclass(eq=False)
class Settings:
    """The setting of the values of a point and of a seed; it travels to the workers.

    `keys` are those of the factors, `chosen` tells which of them choose the option of a group; `bases` holds the
    composed configuration of each combination of options.
    """

    keys: tuple[str, ...]
    chosen: tuple[bool, ...]
    bases: Mapping[tuple[str, ...], dict[str, Any]]
    _made: dict[Any, Job] = field(default_factory=dict, repr=False)
    _last: tuple[Any, Setting | None] = field(default=(None, None), repr=False)

    def __getstate__(self) -> dict[str, Any]:
        return self.__dict__ | {"_made": {}, "_last": (None, None)}

    def __call__(self, values: tuple[Any, ...], seed: int) -> Setting:
        """The setting; `UserError` names what is wrong with the values."""
        return self.job(values, seed).setting

    def job(self, values: tuple[Any, ...], seed: int) -> Job:
        """The job of a point and a seed, to be played alone."""
        options = tuple(str(v) for v, chosen in zip(values, self.chosen, strict=True) if chosen)
        changes = {k: v for k, v, chosen in zip(self.keys, values, self.chosen, strict=True) if not chosen}
        quick = {k: v for k, v in changes.items() if k.partition(".")[0] in QUICK and k.count(".") == 1}
        slow = {k: v for k, v in changes.items() if k not in quick}
        place = slow.get("territory", self.bases[options]["territory"])
        name = (options, tuple(slow.items()), seed if place == SYNTHETIC else 0)
        if name not in self._made:
            if len(self._made) > MOST_KEPT:
                self._made.clear()
            self._made[name] = load(changed(self.bases[options], slow | {"seed": seed}))
        point = (name, tuple(quick.items()))
        if self._last[0] != point:
            self._last = point, replaced(self._made[name].setting, quick)
        return replace(self._made[name], setting=self._last[1], seed=seed)


MOST_KEPT = 64


def replaced(setting: Setting, quick: Mapping[str, Any]) -> Setting:
    """A setting with the knobs of a few groups replaced; they were checked when the plan was made.

    The replicates of a point share it, so that what is the same for every seed is laid out once.
    """
    records: dict[str, dict[str, float | str]] = {}
    for key, value in quick.items():
        group, _, knob = key.partition(".")
        whole = isinstance(value, int) and isinstance(getattr(getattr(setting, group), knob), float)
        records.setdefault(group, {})[knob] = float(value) if whole else value
    return replace(setting, **{group: replace(getattr(setting, group), **knobs) for group, knobs in records.items()})


def changed(values: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The configuration with the values of dotted keys changed; `UserError` names a key that is not there."""
    made = deepcopy(dict(values))
    for key, value in changes.items():
        *path, last = key.split(".")
        node: Any = made
        for part in path:
            node = node.get(part) if isinstance(node, dict) else None
        if not isinstance(node, dict) or (last not in node and not path):
            raise UserError(message("« {key} » n'est pas un réglage de cette configuration.", key=key))
        node[last] = value
    return made
