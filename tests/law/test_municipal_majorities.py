"""Municipal majorities: the worked cases of Faucigny-Glières, both sides of each threshold, the veto."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negosim.errors import UserError
from negosim.law.municipal_majorities import (
    MAJORITIES,
    MAJORITY_CREATION,
    MAJORITY_FIRST_PARAGRAPH,
    MAJORITY_SEATS,
    blocking_minority,
    municipal_vote,
    opposition_vote,
    qualified_majority_passes,
)

pytestmark = pytest.mark.interpreted

FAUCIGNY = {"Bonneville": 13_320, "Marignier": 6_432, "Contamine": 2_374, "Ayse": 2_325,
            "Glières": 1_825, "Vougy": 1_622, "Brizon": 465}  # fmt: skip
PEOPLE = np.array(list(FAUCIGNY.values()), dtype=np.int64)
COMMUNES = st.lists(st.tuples(st.integers(1, 2_000_000), st.booleans()), min_size=2, max_size=20)
VARIANTS = st.sampled_from(sorted(MAJORITIES.values()))


def named(*communes):
    return np.array([name in communes for name in FAUCIGNY])


def passes(variant, yes, populations):
    return bool(qualified_majority_passes(variant, np.array(yes, bool), np.array(populations, np.int64)))


@pytest.mark.parametrize(
    ("communes", "result"),
    [
        (("Marignier", "Contamine", "Ayse", "Glières", "Vougy", "Brizon"), False),
        (("Bonneville", "Marignier", "Contamine"), False),
        (("Bonneville", "Marignier", "Brizon", "Vougy"), True),
        (("Bonneville", "Brizon", "Vougy", "Glières", "Ayse"), True),
        (("Bonneville", "Brizon", "Vougy", "Glières"), False),
    ],
)
def test_the_qualified_majority_of_faucigny(communes, result):
    assert municipal_vote(MAJORITY_CREATION, named(*communes), PEOPLE).passes is result


def test_the_reason_names_the_veto_or_the_shortfall():
    six = municipal_vote(MAJORITY_CREATION, ~named("Bonneville"), PEOPLE)
    assert "sans la commune la plus peuplée" in six.reason.text
    assert six.reason.values["largest_share"] == pytest.approx(13_320 / 28_363)
    four = municipal_vote(MAJORITY_CREATION, named("Bonneville", "Brizon", "Vougy", "Glières"), PEOPLE)
    assert four.reason.values == pytest.approx(
        {
            "count": 4,
            "members": 7,
            "population_share": 17_232 / 28_363,
            "many": 5,
            "half": 4,
            "more_than": "1/2",
            "much": "2/3",
        }
    )
    assert four.article == "L.5211-5 II"
    assert municipal_vote(MAJORITY_SEATS, named(*FAUCIGNY), PEOPLE).article == "L.5211-6-1"
    assert str(four.reason).endswith("il en faut 5 et plus de 1/2 de la population, ou 4 et au moins 2/3.")
    assert str(municipal_vote(MAJORITY_SEATS, named(), PEOPLE).reason).endswith("ou 4 et plus de 2/3.")
    assert six.reason.values["veto_share"] == 1 / 4
    assert opposition_vote(named(), PEOPLE).reason.values["blocking_share"] == 1 / 5


def test_first_paragraph_has_no_veto():
    """The six communes other than Bonneville may approve the report of the CLECT: 53 % of the people."""
    assert municipal_vote(MAJORITY_FIRST_PARAGRAPH, ~named("Bonneville"), PEOPLE)


def test_exactly_half_of_the_population_is_not_more_than_half():
    assert passes(MAJORITY_CREATION, [1, 1, 1, 1, 0, 0], [100] * 6)
    assert not passes(MAJORITY_CREATION, [1, 1, 1, 0, 0, 0], [100] * 6)
    assert not passes(MAJORITY_CREATION, [1, 1, 1, 1, 0, 0], [15, 15, 15, 15, 30, 30])
    assert passes(MAJORITY_CREATION, [1, 1, 1, 1, 0, 0], [15, 15, 15, 16, 30, 30])


def test_exactly_two_thirds_of_the_population():
    """Enough for L.5211-5 II, not for L.5211-6-1; and exactly a quarter gives no veto."""
    people = [150, 150, 100, 80, 60, 60]
    assert passes(MAJORITY_CREATION, [1, 1, 1, 0, 0, 0], people)
    assert not passes(MAJORITY_SEATS, [1, 1, 1, 0, 0, 0], people)
    assert passes(MAJORITY_SEATS, [1, 1, 1, 0, 0, 0], [150, 150, 101, 80, 60, 59])
    assert passes(MAJORITY_CREATION, [0, 1, 1, 1, 1, 0], people)
    assert not passes(MAJORITY_CREATION, [0, 1, 1, 1, 1, 0], [151, 150, 100, 80, 60, 60])


def test_exactly_half_of_the_councils_is_enough():
    assert passes(MAJORITY_CREATION, [1, 1, 0, 0], [40, 40, 15, 5])
    assert not passes(MAJORITY_CREATION, [1, 1, 0, 0, 0], [40, 40, 10, 5, 5])


def test_all_the_communes_tied_for_the_largest_must_agree():
    assert not passes(MAJORITY_CREATION, [1, 0, 1, 1], [30, 30, 20, 20])
    assert passes(MAJORITY_CREATION, [1, 1, 1, 0], [30, 30, 20, 20])
    assert passes(MAJORITY_CREATION, [0, 1, 1, 1], [25, 25, 25, 25])


@pytest.mark.parametrize(
    ("communes", "blocks"),
    [
        (("Marignier", "Brizon"), True), (("Bonneville",), False), (("Contamine", "Ayse", "Brizon"), False),
        (("Contamine", "Ayse", "Vougy"), True), ((), False),
    ],
)  # fmt: skip
def test_the_blocking_minority_of_faucigny_is_this_one(communes, blocks):
    vote = opposition_vote(named(*communes), PEOPLE)
    assert vote.passes is not blocks
    assert (vote.article, vote.reason.values["needed"]) == ("ALUR 136 II", 2)


def test_blocking_minority_on_its_boundaries():
    def blocks(opposed, populations):
        return bool(blocking_minority(np.array(opposed, bool), np.array(populations, np.int64)))

    assert blocks([1, 0, 0, 0], [20, 30, 30, 20])
    assert not blocks([1, 0, 0, 0], [20, 30, 30, 21])
    assert not blocks([1, 0, 0, 0, 0], [50, 20, 20, 5, 5])


@pytest.mark.parametrize(
    ("variant", "yes", "people", "words"),
    [(7, [True], [1], "variant"), (0, [True], [1, 2], "Une réponse"), (0, [True], [0], "commune 1 : 0"),
     (0, [], [], "Aucune commune"), (0, [True, True], [5, -1], "commune 2 : -1"), (True, [True], [1], "variant"),
     (0, [0.9], [1], r"yes\[0\] vaut 0.9"), (0, [True, 2], [5, 5], r"yes\[1\] vaut 2"), (0, ["non"], [1], "vaut non"),
     (0, [float("nan")], [1], "vaut nan"), (0, True, [1, 2], "Une réponse"), (0, [True], [10**10], "au plus"),
     (0, [True, True], [2**62, 2**62], "commune 1")],
)  # fmt: skip
def test_every_mistake_in_a_municipal_vote_is_named(variant, yes, people, words):
    with pytest.raises(UserError, match=words):
        municipal_vote(variant, yes, people)


@given(COMMUNES, VARIANTS, st.integers(0, 19))
@settings(deadline=None)
def test_one_more_yes_never_defeats(communes, variant, who):
    people, yes = [p for p, _ in communes], [y for _, y in communes]
    more = list(yes)
    more[who % len(more)] = True
    assert not passes(variant, yes, people) or passes(variant, more, people)


@given(COMMUNES, VARIANTS, st.randoms(use_true_random=False))
@settings(deadline=None)
def test_order_and_scale_do_not_matter(communes, variant, random):
    moved = list(communes)
    random.shuffle(moved)
    result = passes(variant, [y for _, y in communes], [p for p, _ in communes])
    assert passes(variant, [y for _, y in moved], [p for p, _ in moved]) == result
    assert passes(variant, [y for _, y in communes], [2 * p for p, _ in communes]) == result


@given(COMMUNES)
@settings(deadline=None)
def test_a_majority_for_the_seats_implies_the_others(communes):
    """What passes for the seats passes for a creation, which passes without the veto."""
    yes, people = [y for _, y in communes], [p for p, _ in communes]
    assert not passes(MAJORITY_SEATS, yes, people) or passes(MAJORITY_CREATION, yes, people)
    assert not passes(MAJORITY_CREATION, yes, people) or passes(MAJORITY_FIRST_PARAGRAPH, yes, people)


@given(COMMUNES, VARIANTS)
@settings(deadline=None)
def test_a_decision_and_its_opposite_never_both_pass_above_half(communes, variant):
    """Two thirds of the councils with more than half of the people cannot face each other."""
    yes, people = np.array([y for _, y in communes]), [p for p, _ in communes]
    both = passes(variant, yes, people) and passes(variant, ~yes, people)
    assert not both
