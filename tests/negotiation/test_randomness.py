"""Addressed draws: uniform, independent of neighbours, stable for ever."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from negosim.negotiation.state import randomness


def draws(count, purpose=3, seed=12):
    low, high = randomness.seed_words(seed)
    return np.array([randomness.uniform(low, high, purpose, a, 7, 11) for a in range(count)])


def test_draws_are_uniform_and_independent():
    u = draws(20_000)
    assert stats.kstest(u, "uniform").pvalue > 1e-3
    assert abs(np.corrcoef(u[:-1], u[1:])[0, 1]) < 0.03
    assert abs(np.corrcoef(u, draws(20_000, purpose=4))[0, 1]) < 0.03
    assert abs(np.corrcoef(u, draws(20_000, seed=13))[0, 1]) < 0.03
    counts, _ = np.histogram(u, bins=64, range=(0, 1))
    assert stats.chisquare(counts).pvalue > 1e-3
    low_bits = np.floor(u * 2**20).astype(int) % 16
    assert stats.chisquare(np.bincount(low_bits, minlength=16)).pvalue > 1e-3


def test_draws_stay_strictly_inside():
    u = draws(5_000)
    assert u.min() > 0.0
    assert u.max() < 1.0
    assert len(set(u)) == len(u)


def test_every_word_of_the_address_and_of_the_seed_counts():
    low, high = randomness.seed_words(0)
    base = randomness.uniform(low, high, 1, 2, 3, 4)
    others = [
        randomness.uniform(low, high, *a)
        for a in ((2, 2, 3, 4), (1, 3, 3, 4), (1, 2, 4, 4), (1, 2, 3, 5), (4, 3, 2, 1))
    ]
    others += [randomness.uniform(*randomness.seed_words(s), 1, 2, 3, 4) for s in (1, 1 << 32, 1 << 40)]
    assert len({base, *others}) == len(others) + 1


def test_known_draws_never_change():
    low, high = randomness.seed_words(7)
    assert (low, high) == (KNOWN["left"], KNOWN["right"])
    assert randomness.uniform(low, high, 0, 0, 0, 0) == KNOWN["first"]
    assert randomness.uniform(low, high, 5, -1, 1 << 20, randomness.key_of("74042")) == KNOWN["second"]


KNOWN = {"left": 3434613449, "right": 2450169170, "first": 0.22944958351279732, "second": 0.6175038450598115}


@pytest.mark.parametrize("p", [1e-12, 1e-6, 0.01, 0.074, 0.3, 0.5, 0.8, 0.926, 0.999, 1 - 1e-9])
def test_the_normal_quantile_is_exact(p):
    assert float(randomness.quantile(p)) == pytest.approx(stats.norm.ppf(p), rel=1e-9, abs=1e-12)


def test_normal_and_logistic_draws_have_their_moments():
    low, high = randomness.seed_words(1)
    z = np.array([randomness.normal(low, high, 2, a, 0, 0) for a in range(8_000)])
    assert abs(z.mean()) < 0.04
    assert abs(z.std() - 1.0) < 0.03
    assert randomness.logit_noise(0.5) == 0.0
    assert randomness.logit_noise(0.75) == pytest.approx(math.log(3))


def test_purposes_have_distinct_codes():
    assert len(set(randomness.PURPOSES)) == len(randomness.PURPOSES)
    assert randomness.PURPOSES.index("ideal_common") == randomness.IDEAL_COMMON
