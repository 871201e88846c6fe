"""The set of valid agreements: against trying everything, counted as listed, drawn with equal chances."""

from __future__ import annotations

import itertools
import json
from collections import Counter
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negosim.errors import UserError
from negosim.law.agreement_space import AgreementSpace, enumerate_local_agreements, uniform_integers
from negosim.law.local_agreement import READINGS, agreement_seat_cap, check_local_agreement
from negosim.law.seats import apportion

pytestmark = pytest.mark.interpreted

FAUCIGNY = [13_320, 6_432, 2_374, 2_325, 1_825, 1_622, 465]
FIXTURES = json.loads((Path(__file__).resolve().parents[1] / "data" / "seat_fixtures.json").read_text("utf-8"))


def compositions(total, parts):
    """Every way to give at least one seat to each of `parts` communes."""
    for bars in itertools.combinations(range(1, total), parts - 1):
        yield tuple(b - a for a, b in itertools.pairwise((0, *bars, total)))


def is_lawful(populations, seats, ordinary, reading):
    """The rules b to e written once more, as the article reads, with none of the code under test."""
    total, people, members = sum(seats), sum(populations), range(len(seats))
    before = sum(ordinary.statutory_seats)
    for i in members:
        if 2 * seats[i] > total or any(populations[i] > populations[j] and seats[i] < seats[j] for j in members):
            return False
        fair = Fraction(populations[i], people)
        gap = abs(Fraction(seats[i], total) / fair - 1)
        gap_before = abs(Fraction(ordinary.statutory_seats[i], before) / fair - 1)
        if gap <= Fraction(1, 5) or gap <= gap_before:
            continue
        if seats[i] == 1 and (Fraction(1, total) > fair or (reading == "kept" and ordinary.statutory_seats[i] == 1)):
            continue
        skipped = [
            j for j in members
            if ordinary.first_seats[j] == 1 and populations[j] >= populations[i] and seats[j] < 2
        ]  # fmt: skip
        if seats[i] != 2 or ordinary.first_seats[i] != 1 or skipped:
            return False
    return True


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.sampled_from([40, 90, 150, 151, 400, 401, 700, 1_200]), min_size=2, max_size=5),
    st.integers(0, 18),
    st.sampled_from(READINGS),
)
def test_it_is_what_trying_everything_finds(populations, fewer, reading):
    """One council size of two to five communes, with ties: same agreements, count and check."""
    ordinary = apportion(populations, "CC")
    total = max(len(populations), agreement_seat_cap(ordinary) - fewer)
    space = AgreementSpace(populations, "CC", single_seat=reading, at_least=total, at_most=total)
    tried = [s for s in compositions(total, len(populations)) if is_lawful(populations, s, ordinary, reading)]
    listed = list(space)
    assert sorted(listed) == sorted(tried)
    assert space.count == len(tried)
    assert all(not check_local_agreement(populations, s, "CC", single_seat=reading) for s in listed)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.sampled_from([40, 90, 150, 400, 401, 700, 1_200]), min_size=4, max_size=4),
    st.lists(st.integers(1, 9), min_size=4, max_size=4),
    st.sampled_from(READINGS),
)
def test_the_check_agrees_with_the_article_read_once_more(populations, proposal, reading):
    ordinary = apportion(populations, "CC")
    lawful = sum(proposal) <= agreement_seat_cap(ordinary) and is_lawful(populations, proposal, ordinary, reading)
    assert lawful == (not check_local_agreement(populations, proposal, "CC", single_seat=reading))


@pytest.mark.parametrize("reading", READINGS)
def test_faucigny_has_forty_five_agreements_counted_as_listed(reading):
    """Forty-five for Faucigny-Glières, three with the 38 seats allowed; four more below 16 seats."""
    space = AgreementSpace(FAUCIGNY, "CC", single_seat=reading)
    result = list(space)
    assert space.count == len(result) == len(set(result)) == 45
    assert space.counts_by_total == Counter(map(sum, result))
    assert space.counts_by_total[38] == 3
    assert [sum(seats) for seats in result] == sorted(map(sum, result), reverse=True)
    assert result == list(enumerate_local_agreements(FAUCIGNY, "CC", single_seat=reading))
    assert len(list(enumerate_local_agreements(FAUCIGNY, "CC", at_least=0))) == 49


def test_the_bounds_on_the_council_limit_the_agreements():
    assert AgreementSpace(FAUCIGNY, "CC", at_least=38, at_most=500).counts_by_total == {38: 3}
    assert AgreementSpace(FAUCIGNY, "CC", at_least=30, at_most=31).counts_by_total == {31: 8, 30: 6}
    assert list(AgreementSpace(FAUCIGNY, "CC", at_least=39)) == []
    assert AgreementSpace(FAUCIGNY, "CC", at_most=25).counts_by_total == {}


@settings(deadline=None, max_examples=30)
@given(st.permutations(range(7)))
def test_the_order_of_the_communes_does_not_matter(order):
    moved = AgreementSpace([FAUCIGNY[i] for i in order], "CC")
    assert {tuple(seats[i] for i in order) for seats in AgreementSpace(FAUCIGNY, "CC")} == set(moved)


def test_equal_communes_may_differ_and_exceptional_second_seats_may_not():
    listed = set(AgreementSpace([5_000, 3_000, 360, 360, 100], "CC"))
    assert {(10, 7, 2, 2, 1), (10, 7, 1, 1, 1)} <= listed
    assert not {(10, 7, 2, 1, 1), (10, 7, 1, 2, 1)} & listed
    assert {(6, 5, 5, 4), (4, 5, 5, 6)} <= set(AgreementSpace([1_000] * 4, "CC"))


def test_the_reading_of_the_single_seat_only_adds_agreements():
    people = [5_000, 3_000, 400, 300, 100]
    remaining, judged = (set(AgreementSpace(people, "CC", single_seat=reading)) for reading in READINGS)
    assert remaining - judged == {(14, 11, 1, 1, 1), (15, 12, 1, 1, 1)}
    assert not judged - remaining


@pytest.mark.parametrize(
    ("siren", "category", "remaining", "judged"),
    [("200083392", "CA", 895, 53), ("200067106_pop2016", "CA", 77_142_066, 1)],
)
def test_wide_intercommunalities_are_counted_exactly(siren, category, remaining, judged):
    """Laval Agglomération (34 communes) and the Pays Basque (158): exactly, though too many to list for the second.

    Judged by its share, every single seat forbids a larger council: only III and IV remain for the Pays Basque.
    """
    people = list(FIXTURES[siren]["pops"].values())
    space = AgreementSpace(people, category)
    assert space.count == remaining
    assert AgreementSpace(people, category, single_seat="share").count == judged
    for seats in itertools.chain(itertools.islice(space, 5), space.sample(5, seed=1)):
        assert not check_local_agreement(people, seats, category)


def test_draws_have_equal_chances():
    """Nine thousand draws among 45: each agreement 200 times, give or take five standard deviations (70)."""
    space = AgreementSpace(FAUCIGNY, "CC")
    sample = Counter(space.sample(9_000, seed=0))
    assert set(sample) == set(space)
    assert all(130 <= times <= 270 for times in sample.values())


def test_draws_are_those_of_the_seed():
    space = AgreementSpace(FAUCIGNY, "CC")
    assert space.sample(3, seed=5) == space.sample(4, seed=5)[:3]
    assert space.sample(20, seed=5) != space.sample(20, seed=6)
    listed = list(space)
    assert space.sample(10, seed=5) == [listed[rank] for rank in uniform_integers(45, 10, 5)]


def test_integers_below_a_bound_of_any_size():
    """The raw words of PCG64, high bits first, those that are too large left out."""
    assert uniform_integers(1, 4, 0) == [0, 0, 0, 0]
    assert set(uniform_integers(3, 60, 0)) == {0, 1, 2}
    word = int(np.random.PCG64(np.random.SeedSequence(7)).random_raw())
    assert uniform_integers(1 << 64, 1, 7) == [word]
    assert uniform_integers(1 << 63, 1, 7) == [word >> 1]
    large = uniform_integers(10**40, 50, 3)
    assert max(large) < 10**40
    assert max(large) > 9 * 10**39


@pytest.mark.parametrize(
    ("mistake", "words"),
    [
        (lambda: AgreementSpace(FAUCIGNY, "CU"), "CU"),
        (lambda: AgreementSpace(FAUCIGNY, "CC", single_seat="all"), "single_seat"),
        (lambda: AgreementSpace([-1, 5], "CC"), "-1"),
        (lambda: enumerate_local_agreements(FAUCIGNY, "METROPOLE"), "METROPOLE"),
        (lambda: AgreementSpace(FAUCIGNY, "CC").sample(0, 1), "draws"),
        (lambda: AgreementSpace(FAUCIGNY, "CC").sample(1, -1), "seed"),
        (lambda: AgreementSpace(FAUCIGNY, "CC", at_most=20).sample(1, 1), "Aucun accord"),
    ],
)
def test_every_mistake_in_a_space_of_agreements_is_named(mistake, words):
    with pytest.raises(UserError) as raised:
        mistake()
    assert words in str(raised.value)
