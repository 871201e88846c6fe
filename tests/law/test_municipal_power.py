"""Power under the municipal rules: Bonneville's 37.5 %, the list of coalitions as oracle, the estimates."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negosim.errors import UserError
from negosim.law import municipal_power as rules
from negosim.law.municipal_majorities import MAJORITIES, blocking_minority, qualified_majority_passes
from negosim.law.municipal_power import BLOCKING, MUNICIPAL_RULES, critical_among_communes, municipal_power
from negosim.science.voting_power import banzhaf_of_game, shapley_shubik_of_game

pytestmark = pytest.mark.interpreted

FAUCIGNY = [13_320, 6_432, 2_374, 2_325, 1_825, 1_622, 465]
QUARTER = [150, 150, 100, 80, 60, 60]
POPULATIONS = st.lists(st.integers(1, 30), min_size=1, max_size=7)
RULES = st.sampled_from(MUNICIPAL_RULES)


def passes(rule, yes, people):
    if rule == BLOCKING:
        return not blocking_minority(~yes, people)
    return qualified_majority_passes(MAJORITIES[rule], yes, people)


def listing(people, rule):
    """The outcome of each of the 2^N answers, by the predicate that decides the votes."""
    people, members = np.array(people), len(people)
    bits = np.arange(2**members)[:, None] >> np.arange(members) & 1 == 1
    return np.array([bool(passes(rule, yes, people)) for yes in bits])


def test_the_power_of_each_commune_of_faucigny_is_exact():
    power = municipal_power(FAUCIGNY)
    assert power.banzhaf.shares == pytest.approx([3 / 8, 1 / 6, *[5 / 48] * 4, 1 / 24])
    assert (power.method, power.draws) == ("generating function", 0)
    for estimate in (power.banzhaf, power.shapley_shubik):
        assert not estimate.standard_errors.any()


def test_the_reference_case_of_twelve_communes_between_communes():
    """Known answers, row 19, on populations of that shape (16, 5, 3, 2 and eight times 1 of 34 seats)."""
    people = [20_000, 6_500, 4_000, 3_000, 1_400, 1_000, 900, 650, 600, 350, 250, 200]
    power = municipal_power(people)
    assert power.banzhaf.shares[0] == pytest.approx(0.3602, abs=5e-5)
    assert power.shapley_shubik.shares[0] == pytest.approx(0.5565, abs=5e-5)


def test_bonneville_cannot_block_land_use_planning_more_than_marignier():
    shares = municipal_power(FAUCIGNY, BLOCKING).banzhaf.shares
    assert shares[0] == shares[1] > max(shares[2:])


@pytest.mark.parametrize("rule", MUNICIPAL_RULES)
@pytest.mark.parametrize(
    "people", [FAUCIGNY, QUARTER, [151, *QUARTER[1:]], [100] * 6, [40, 40, 1], [7], [1, 1], [3, 2, 2, 2]]
)
def test_against_the_list_of_answers(people, rule):
    power, winning = municipal_power(people, rule), listing(people, rule)
    assert np.array_equal(power.banzhaf.shares, banzhaf_of_game(winning).shares)
    assert np.array_equal(power.shapley_shubik.shares, shapley_shubik_of_game(winning).shares)


@given(POPULATIONS, RULES)
@settings(deadline=None, max_examples=60)
def test_any_populations_against_the_list_of_answers(people, rule):
    power, winning = municipal_power(people, rule), listing(people, rule)
    assert np.array_equal(power.banzhaf.shares, banzhaf_of_game(winning).shares)
    assert np.array_equal(power.shapley_shubik.shares, shapley_shubik_of_game(winning).shares)


@given(POPULATIONS, RULES, st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=40)
def test_names_order_and_unit_of_population_do_not_matter(people, rule, random):
    power = municipal_power(people, rule).banzhaf.shares
    order = random.sample(range(len(people)), len(people))
    assert np.array_equal(municipal_power([people[i] for i in order], rule).banzhaf.shares, power[order])
    assert np.array_equal(municipal_power([2 * count for count in people], rule).banzhaf.shares, power)


def test_a_quarter_is_no_veto_and_more_is():
    """At exactly a quarter the largest commune has the power of its equal; one inhabitant more, a veto."""
    equal, above = municipal_power(QUARTER).banzhaf.shares, municipal_power([152, *QUARTER[1:]]).banzhaf.shares
    assert equal[0] == equal[1]
    assert above[0] > above[1]
    clect = municipal_power([152, *QUARTER[1:]], "first_paragraph").banzhaf.shares
    assert clect[0] == clect[1]


def test_more_than_two_thirds_is_another_game():
    creation, seats = (municipal_power(QUARTER, rule).banzhaf.shares for rule in ("creation", "seats"))
    assert not np.array_equal(creation, seats)


def test_beyond_66_communes_counts_are_in_double_precision(monkeypatch):
    """The same figures as in exact integers, to 1e-9; the powers sum to one."""
    people = [900, 400, 200, *(10 + i % 40 for i in range(67))]
    sample = municipal_power(people)
    monkeypatch.setattr(rules, "fits_in_64_bits", lambda _members: True)
    exact = municipal_power(people)
    for name in ("banzhaf", "shapley_shubik"):
        assert getattr(sample, name).shares == pytest.approx(getattr(exact, name).shares, rel=1e-9)
    assert (sample.method, exact.method) == ("generating function", "generating function")


def test_rounding_that_exceeds_the_counts_is_not_trusted():
    """A city of six tenths among 121 communes, against a minority of one fifth: drawn instead."""
    power = municipal_power([600, *[10] * 20, *[1] * 100], BLOCKING, draws=300)
    assert (power.method, power.draws) == ("sampling", 300)
    assert power.shapley_shubik.shares.sum() == pytest.approx(1)


@pytest.mark.parametrize("rule", MUNICIPAL_RULES)
def test_the_estimates_fall_around_the_exact_values(rule, monkeypatch):
    exact = municipal_power(FAUCIGNY, rule)
    monkeypatch.setattr(rules, "MOST_CELLS", 0)
    sample = municipal_power(FAUCIGNY, rule, draws=25_000, seed=0)
    assert (sample.method, sample.draws) == ("sampling", 25_000)
    for name in ("banzhaf", "shapley_shubik"):
        estimate, value = getattr(sample, name), getattr(exact, name).shares
        assert np.all(np.abs(estimate.shares - value) < 4 * estimate.standard_errors)
        assert np.all((estimate.standard_errors > 0) & (estimate.standard_errors < 0.01))


def test_the_seed_decides_and_zero_is_a_seed(monkeypatch):
    monkeypatch.setattr(rules, "MOST_CELLS", 0)
    people = list(range(500, 530))
    first, again, other = (municipal_power(people, draws=500, seed=seed) for seed in (0, 0, 1))
    for name in ("banzhaf", "shapley_shubik"):
        assert np.array_equal(getattr(first, name).shares, getattr(again, name).shares)
        assert not np.array_equal(getattr(first, name).shares, getattr(other, name).shares)


@given(POPULATIONS, RULES, st.data())
@settings(deadline=None, max_examples=40)
def test_critical_communes_are_those_whose_change_changes_the_outcome(people, rule, data):
    yes = np.array(data.draw(st.lists(st.booleans(), min_size=len(people), max_size=len(people))))
    winning = listing(people, rule)
    place = int((yes * 2 ** np.arange(len(people))).sum())
    expected = [winning[place] != winning[place ^ (1 << i)] for i in range(len(people))]
    assert critical_among_communes(people, yes, rule).tolist() == expected


def test_bonneville_is_critical_and_a_fifth_commune_is():
    """Without Bonneville nothing passes; four small communes behind it are one short, whoever the fifth."""
    assert critical_among_communes(FAUCIGNY, [False, *[True] * 6]).tolist() == [True, *[False] * 6]
    short = critical_among_communes(FAUCIGNY, [True, False, False, False, True, True, True])
    assert short.tolist() == [False, True, True, True, False, False, False]


def test_a_second_opposed_commune_is_critical_for_a_blocking_minority():
    """One of seven communes is less than a quarter; with Bonneville opposed, any other one blocks."""
    assert not critical_among_communes(FAUCIGNY, [True] * 7, BLOCKING).any()
    assert critical_among_communes(FAUCIGNY, [False, *[True] * 6], BLOCKING).tolist() == [False, *[True] * 6]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: municipal_power([0, 0]), "population"),
        (lambda: municipal_power([]), "commune"),
        (lambda: municipal_power(FAUCIGNY, "two_thirds"), "creation, seats, first_paragraph, blocking_minority"),
        (lambda: critical_among_communes(FAUCIGNY, [True]), "1 réponse"),
        (lambda: critical_among_communes([1, 2], [True, True], "none"), "« none »"),
        (lambda: critical_among_communes([1, 2], [True, 0.5]), r"yes\[1\] vaut 0.5"),
        (lambda: municipal_power([1, 10**10]), r"au plus 1.000.000.000"),
        (lambda: municipal_power(FAUCIGNY, draws=0), "draws vaut 0"),
        (lambda: municipal_power(FAUCIGNY, draws=2.5), r"draws vaut 2\.5"),
        (lambda: municipal_power(FAUCIGNY, seed=-1), "seed vaut -1"),
        (lambda: municipal_power(FAUCIGNY, seed=float("nan")), "seed vaut nan"),
    ],
)
def test_wrong_populations_answers_or_rules_are_refused_by_name(call, words):
    with pytest.raises(UserError, match=words):
        call()


@pytest.mark.parametrize(("draws", "words"), [(0, "draws vaut 0"), (1, "Aucun basculement")])
def test_draws_without_a_swing_or_below_one_are_refused(draws, words, monkeypatch):
    monkeypatch.setattr(rules, "MOST_CELLS", 0)
    with pytest.raises(UserError, match=words):
        municipal_power([100] * 40, BLOCKING, draws=draws)
