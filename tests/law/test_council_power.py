"""Power in the community council: blocks, free votes, casting vote, against the list of all votes."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negosim.errors import UserError
from negosim.law.council_power import council_power, critical_in_council
from negosim.law.majorities import RULES, council_majority_passes
from negosim.science.voting_power import banzhaf_of_game, shapley_shubik_of_game

pytestmark = pytest.mark.interpreted

FAUCIGNY = [15, 7, 2, 2, 2, 2, 1]
TWELVE = [16, 5, 3, 2, *[1] * 8]
PAYS_BASQUE = Path(__file__).resolve().parents[1] / "data" / "seat_fixtures.json"
NAMES = st.sampled_from(list(RULES))


def votes_of(seats, blocks):
    """The commune and the seats of each voter."""
    voters = []
    for commune, (count, block) in enumerate(zip(seats, blocks, strict=True)):
        voters += [(commune, count)] if block else [(commune, 1)] * count
    return voters


def listing(seats, rule, blocks, president):
    """Shares of each commune from the outcome of each of the 2^N votes, by the predicate that decides them."""
    voters, total = votes_of(seats, blocks), sum(seats)
    communes, weights = np.array(voters).T
    chair = None if president is None else communes.tolist().index(president)
    winning = np.zeros(2 ** len(voters), dtype=np.bool_)
    for code in range(len(winning)):
        yes = np.array([code >> i & 1 for i in range(len(voters))], dtype=np.bool_)
        count = int(weights[yes].sum())
        with_chair = chair is not None and bool(yes[chair])
        winning[code] = council_majority_passes(RULES[rule], count, total - count, total, with_chair, False)
    powers = banzhaf_of_game(winning), shapley_shubik_of_game(winning)
    return [np.bincount(communes, power.shares, minlength=len(seats)) for power in powers]


@st.composite
def councils(draw):
    """Seats, blocks and president of a council of at most nine voters."""
    seats = draw(st.lists(st.integers(0, 4), min_size=1, max_size=6).filter(any))
    blocks = draw(st.lists(st.booleans(), min_size=len(seats), max_size=len(seats)))
    seated = [i for i, count in enumerate(seats) if count]
    president = draw(st.none() | st.sampled_from(seated))
    return seats, blocks, president


@given(councils().filter(lambda council: len(votes_of(*council[:2])) <= 9), NAMES)
@settings(deadline=None, max_examples=60)
def test_power_is_that_of_the_list_of_all_votes(council, rule):
    seats, blocks, president = council
    power = council_power(seats, rule, blocks, president)
    expected = listing(seats, rule, blocks, president)
    for result, shares in zip((power.banzhaf, power.shapley_shubik), expected, strict=True):
        assert sum(result.counts) == result.total
        assert result.shares == pytest.approx(shares)


def test_bonneville_has_84_percent_of_the_power_with_48_percent_of_the_seats():
    """48 % of the seats: 84 % of the power at the simple majority, 48 % at two thirds of the members."""
    simple, two_thirds = council_power(FAUCIGNY), council_power(FAUCIGNY, "two_thirds_members")
    assert (simple.quota, simple.seats, two_thirds.quota) == (16, 31, 21)
    assert simple.banzhaf.shares[0] == pytest.approx(0.838, abs=5e-4)
    assert two_thirds.banzhaf.shares == pytest.approx([0.477, 0.25, *[0.068] * 4, 0], abs=5e-4)


def test_the_reference_case_of_twelve_communes_in_the_council():
    """Known answers, row 19."""
    simple, two_thirds = council_power(TWELVE), council_power(TWELVE, "two_thirds_members")
    assert (simple.quota, two_thirds.quota) == (18, 23)
    assert [simple.banzhaf.shares[0], simple.shapley_shubik.shares[0]] == pytest.approx([0.9559, 0.7727], abs=5e-5)
    assert [two_thirds.banzhaf.shares[0], two_thirds.shapley_shubik.shares[0]] == pytest.approx(
        [0.4696, 0.6187], abs=5e-5
    )


@pytest.mark.parametrize(("seats", "quota"), [([9, 9], 12), ([10, 9], 13), ([10, 10], 14)])
def test_two_thirds_are_rounded_up(seats, quota):
    assert council_power(seats, "two_thirds_members").quota == council_power(seats, "two_thirds_cast").quota == quota


def test_seats_may_be_whole_numbers_of_any_type():
    assert council_power(np.array(FAUCIGNY, dtype=np.float64)) == council_power(FAUCIGNY)


def test_free_votes_make_power_follow_seats():
    """Every councillor is then as powerful as any other."""
    power = council_power(FAUCIGNY, blocks=[False] * 7)
    for result in (power.banzhaf, power.shapley_shubik):
        assert result.shares == pytest.approx(np.array(FAUCIGNY) / 31)


def test_a_divided_city_is_weaker_than_a_block():
    divided = council_power(FAUCIGNY, blocks=[False, *[True] * 6])
    assert divided.banzhaf.shares[0] < council_power(FAUCIGNY).banzhaf.shares[0]


def test_the_casting_vote_is_power_in_an_even_council_only():
    """Two equal communes need each other; with the casting vote, the president's decides alone."""
    assert council_power([5, 5]).banzhaf.counts == (1, 1)
    assert council_power([5, 5], president=0).banzhaf.counts == (2, 0)
    assert council_power([5, 4, 2], president=0) == council_power([5, 4, 2])
    assert council_power([5, 5], "two_thirds_members", president=0) == council_power([5, 5], "two_thirds_members")


@given(councils(), NAMES, st.data())
@settings(deadline=None, max_examples=60)
def test_critical_communes_are_those_whose_change_changes_the_outcome(council, rule, data):
    seats, _, president = council
    yes = data.draw(st.lists(st.booleans(), min_size=len(seats), max_size=len(seats)))

    def passes(answers):
        count = sum(seat for seat, answer in zip(seats, answers, strict=True) if answer)
        chair = president is not None and answers[president]
        return council_majority_passes(RULES[rule], count, sum(seats) - count, sum(seats), chair, False)

    expected = [passes(yes) != passes([not a if i == j else a for j, a in enumerate(yes)]) for i in range(len(seats))]
    assert critical_in_council(seats, yes, rule, president).tolist() == expected


def test_bonneville_and_its_ally_are_both_critical():
    """Bonneville and a commune of two have 17 votes of 31: either undoes it. Alone it has 15: any other makes it."""
    assert critical_in_council(FAUCIGNY, [True, False, True, *[False] * 4]).tolist() == [
        True,
        False,
        True,
        *[False] * 4,
    ]
    assert critical_in_council(FAUCIGNY, [True, *[False] * 6]).tolist() == [False, *[True] * 6]


def test_pays_basque_is_exact():
    """232 seats and 158 communes: all blocks, all free, mixed, with the casting vote."""
    case = json.loads(PAYS_BASQUE.read_text(encoding="utf-8"))["200067106_pop2016"]
    seats, people = list(case["seats"].values()), list(case["pops"].values())
    for blocks in (None, [False] * 158, [count < 10_000 for count in people]):
        power = council_power(seats, blocks=blocks, president=0)
        assert (power.seats, power.quota) == (232, 117)
        for result in (power.banzhaf, power.shapley_shubik):
            assert sum(result.counts) == result.total


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: council_power([3, -1]), "-1"),
        (lambda: council_power([]), "aucun siège"),
        (lambda: council_power([0, 0]), "aucun siège"),
        (lambda: council_power([1, 2], blocks=[True]), "1 réponse"),
        (lambda: council_power([1, 2], "three_quarters"), "simple, two_thirds_cast, two_thirds_members"),
        (lambda: council_power([1, 2], president=2), "president vaut 2"),
        (lambda: council_power([1, 2], president=-1), "president vaut -1"),
        (lambda: council_power([1, 2], president=[0, 1]), "Un seul président est attendu ; reçu : 0, 1"),
        (lambda: council_power([1, 2], president=np.array([0, 1])), "Un seul président est attendu ; reçu : 0, 1"),
        (lambda: council_power([1, 2], president=[0]), r"president vaut \[0\]"),
        (lambda: council_power([1, 2], president=True), "president vaut True"),
        (lambda: council_power([1, 2], president=0.5), "president vaut 0.5"),
        (lambda: council_power([1, 2.5]), "commune 2 : 2.5"),
        (lambda: council_power([1, float("nan")]), "commune 2 : nan"),
        (lambda: council_power([1, True]), "commune 2 : True"),
        (lambda: council_power([1, 2], ["simple"]), "rule vaut"),
        (lambda: council_power([1, 2], blocks=[True, 2]), r"blocks\[1\] vaut 2"),
        (lambda: critical_in_council([1, 2], [True, 0.5]), r"yes\[1\] vaut 0.5"),
        (lambda: council_power([1, 0], president=1), "president vaut 1"),
        (lambda: critical_in_council([1, 2], [True]), "1 réponse"),
    ],
)
def test_wrong_seats_votes_or_presidents_are_refused_by_name(call, words):
    with pytest.raises(UserError, match=words):
        call()
