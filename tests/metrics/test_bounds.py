"""Every metric keeps its promise: bounds, unit, formula, a label in both languages, whatever the mandate."""

from __future__ import annotations

import math

import pytest

from negosim.errors import Message
from negosim.locale import translate
from negosim.metrics import METRICS, summary
from negosim.negotiation.mandate import run

CASES = [
    (territory, strategy, seed)
    for territory, strategies in (
        ("200000172", ("none", "single_text", "busy", "chair", "oracle_true")),
        (23, ("none", "process", "single_text", "chair")),
        ("equals", ("none", "process", "single_text", "busy")),
    )
    for seed, strategy in enumerate(strategies)
]
SHARES = {"share", "ratio", "value", "hours", "months", "months per dossier"}
NO_UNIT = (
    "authorship_entropy", "atkinson", "banzhaf_gini", "culture", "culture_gained", "decisive_rank_banzhaf",
    "decisive_rank_shapley", "decisiveness_gini", "engagement", "esteban_ray", "esteban_ray_gained", "gini",
    "nash_ratio", "network_cohesion", "network_connectivity", "network_density", "network_modularity", "solidarity",
    "success_rank_banzhaf", "trust",
)  # fmt: skip


@pytest.mark.parametrize(("territory", "strategy", "seed"), CASES)
def test_every_metric_stays_within_its_bounds(territory, strategy, seed, whole_of, equals_of):
    from negosim.territory.synthetic import SyntheticSettings, synthesise

    territories = {"equals": lambda: equals_of(12), 23: lambda: synthesise(SyntheticSettings(n_communes=23), 1)}
    place = territories[territory]() if territory in territories else territory
    mandate = run(whole_of(strategy, place, regulatory="full", premium_mean=0.12), seed)
    values = summary(mandate, costly=True)
    assert tuple(values) == METRICS.names()
    for name, value in values.items():
        metric = METRICS[name]
        assert value is None or (isinstance(value, float) and math.isfinite(value)), name
        assert value is None or metric.low <= value <= metric.high, (name, value)


@pytest.mark.parametrize("name", METRICS.names())
def test_every_metric_says_what_it_is(name):
    metric = METRICS[name]
    assert metric.name == name
    assert isinstance(metric.label, Message)
    assert metric.unit in SHARES or (metric.unit == "" and name in NO_UNIT)
    assert metric.low < metric.high
    assert isinstance(metric.costly, bool)
    assert type(metric).__doc__
    assert type(metric).measure.__doc__


def test_every_label_is_its_own_in_french_and_in_english():
    for lang in ("fr", "en"):
        labels = [translate(METRICS[name].label, lang) for name in METRICS.names()]
        assert all(labels)
        assert len(set(labels)) == len(labels)
    for name in METRICS.names():
        label = METRICS[name].label
        assert translate(label, "en") != translate(label, "fr"), name
