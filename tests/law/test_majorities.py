"""Council votes: quorum, votes cast, casting vote; both sides of every threshold."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negosim.errors import UserError
from negosim.law.majorities import (
    RULE_SIMPLE,
    RULE_TWO_THIRDS_CAST,
    RULE_TWO_THIRDS_MEMBERS,
    RULE_UNANIMOUS_CAST,
    RULES,
    council_adopts,
    council_majority_passes,
    council_vote,
    quota_share,
    reaches_quorum,
    single_commune_rule,
    two_thirds_rule,
    yes_needed,
)

pytestmark = pytest.mark.interpreted

EVERY_RULE = st.sampled_from(sorted(RULES.values()))
COUNTS = st.integers(0, 150)


@pytest.mark.parametrize(
    ("present", "in_office", "reached"), [(15, 31, False), (16, 31, True), (16, 32, False), (17, 32, True)]
)
def test_exactly_half_is_no_quorum(present, in_office, reached):
    assert reaches_quorum(present, in_office) == reached


def test_without_quorum_nothing_passes_until_reconvened():
    missed = council_vote(15, 0, 0, 15, 31)
    assert not missed
    assert missed.article == "L.2121-17"
    assert str(missed.reason) == "Quorum non atteint : membres présents 15 sur 31, il en fallait 16."
    assert council_vote(15, 0, 0, 15, 31, reconvened=True)


@pytest.mark.parametrize(
    ("yes", "no", "abstentions", "president_yes", "secret", "passes"),
    [
        (16, 15, 0, False, False, True), (15, 16, 0, True, False, False), (10, 10, 11, True, False, True),
        (10, 10, 11, True, True, False), (10, 10, 11, False, False, False), (1, 0, 30, False, False, True),
        (0, 0, 31, True, False, False), (0, 1, 30, False, False, False),
    ],
)  # fmt: skip
def test_the_simple_majority_and_casting_vote_at_the_boundaries(yes, no, abstentions, president_yes, secret, passes):
    vote = council_vote(yes, no, abstentions, 31, 31, president_yes=president_yes, secret=secret)
    assert vote.passes is passes
    assert str(vote.reason)


@pytest.mark.parametrize(
    ("rule", "yes", "no", "members", "passes"),
    [
        (RULE_TWO_THIRDS_CAST, 21, 10, 31, True), (RULE_TWO_THIRDS_CAST, 20, 11, 31, False),
        (RULE_TWO_THIRDS_CAST, 20, 10, 31, True), (RULE_TWO_THIRDS_CAST, 19, 10, 31, False),
        (RULE_TWO_THIRDS_CAST, 0, 0, 31, False), (RULE_TWO_THIRDS_MEMBERS, 20, 5, 31, False),
        (RULE_TWO_THIRDS_MEMBERS, 21, 4, 31, True), (RULE_TWO_THIRDS_MEMBERS, 20, 0, 30, True),
        (RULE_TWO_THIRDS_MEMBERS, 19, 0, 30, False), (RULE_UNANIMOUS_CAST, 30, 0, 31, True),
        (RULE_UNANIMOUS_CAST, 30, 1, 31, False), (RULE_UNANIMOUS_CAST, 0, 0, 31, False),
    ],
)  # fmt: skip
def test_two_thirds_and_unanimity_at_their_boundaries(rule, yes, no, members, passes):
    assert council_majority_passes(rule, yes, no, members, False, False) == passes


@pytest.mark.parametrize("rule", [RULE_TWO_THIRDS_CAST, RULE_TWO_THIRDS_MEMBERS, RULE_UNANIMOUS_CAST])
def test_the_casting_vote_is_for_the_simple_majority_only(rule):
    assert not council_majority_passes(rule, 10, 10, 20, True, False)


def test_an_unfavourable_commune_asks_for_two_thirds_of_the_members():
    """Thirty-one members, 25 present: 20 votes to 5 fail against an unfavourable opinion, 21 pass."""
    shield = single_commune_rule(-1)
    failed, passed = council_vote(20, 5, 0, 25, 31, shield), council_vote(21, 4, 0, 25, 31, shield)
    assert (failed.passes, passed.passes) == (False, True)
    assert failed.article == "L.5211-1"  # the shield is one two-thirds of the members among others
    assert council_vote(20, 5, 0, 25, 31, shield, article="L.5211-57").article == "L.5211-57"
    assert str(failed.reason) == "20 voix pour dans un conseil de 31 membres ; il en fallait 21."
    assert single_commune_rule(0) == single_commune_rule(1) == RULE_SIMPLE


def test_the_reason_of_a_vote_names_its_figures():
    assert str(council_vote(18, 13, 0, 31, 31).reason) == "18 voix pour sur 31 suffrages exprimés ; il en fallait 16."
    two_thirds = council_vote(20, 11, 0, 31, 31, RULE_TWO_THIRDS_CAST)
    assert two_thirds.reason.values == {"yes": 20, "cast": 31, "needed": 21}


def test_base_of_the_community_interest():
    assert (two_thirds_rule(), two_thirds_rule("members")) == (RULE_TWO_THIRDS_CAST, RULE_TWO_THIRDS_MEMBERS)
    with pytest.raises(UserError, match="cast, members"):
        two_thirds_rule("present")


@pytest.mark.parametrize("rule", sorted(RULES.values()))
def test_the_article_is_that_of_the_majority_or_the_one_given(rule):
    own = "L.2121-20" if rule == RULE_SIMPLE else "L.5211-1"
    assert council_vote(31, 0, 0, 31, 31, rule).article == own
    assert council_vote(31, 0, 0, 31, 31, rule, article="L.5214-16").article == "L.5214-16"
    assert council_vote(15, 0, 0, 15, 31, rule, article="L.5214-16").article == "L.2121-17"


def test_the_share_of_each_majority():
    shares = {name: quota_share(rule) for name, rule in RULES.items()}
    assert shares == {"simple": 0.5, "two_thirds_cast": 2 / 3, "two_thirds_members": 2 / 3, "unanimous_cast": 1.0}


@pytest.mark.parametrize(("cast", "needed"), [(0, 1), (1, 1), (2, 2), (31, 16), (32, 17)])
def test_more_than_half_of_the_votes_cast(cast, needed):
    assert yes_needed(RULE_SIMPLE, cast, 60) == needed


def test_every_mistake_is_named_at_once():
    with pytest.raises(UserError) as caught:
        council_vote(10, 20, 10, 32, 31, rule=9)
    assert len(caught.value.problems) == 3
    with pytest.raises(UserError) as caught:
        council_vote(-1, float("nan"), 2.5, True, 31, rule="simple")
    assert len(caught.value.problems) == 5


@pytest.mark.parametrize("rule", [4, -1, 0.5, True, None, [0]])
def test_a_rule_is_one_of_the_table(rule):
    with pytest.raises(UserError, match="rule vaut"):
        council_vote(1, 0, 0, 1, 1, rule=rule)


def test_a_council_without_a_member_is_refused():
    """Two thirds of nobody are nobody: nothing may pass without a member in office."""
    with pytest.raises(UserError, match="in_office vaut 0"):
        council_vote(0, 0, 0, 0, 0, RULE_TWO_THIRDS_MEMBERS, reconvened=True)


def test_each_member_present_votes_for_himself_and_one_other():
    assert council_vote(20, 0, 0, 10, 31, reconvened=True)
    with pytest.raises(UserError, match="au plus 20 pour 10 membre"):
        council_vote(20, 0, 1, 10, 31, reconvened=True)


@given(EVERY_RULE, COUNTS, COUNTS, COUNTS, st.booleans(), st.booleans())
@settings(deadline=None)
def test_one_more_yes_never_defeats(rule, yes, no, abstentions, president_yes, secret):
    members = yes + no + abstentions + 1
    before = council_majority_passes(rule, yes, no, members, president_yes, secret)
    assert not before or council_majority_passes(rule, yes + 1, no, members, president_yes, secret)
    if no:
        assert not before or council_majority_passes(rule, yes + 1, no - 1, members, president_yes, secret)


@given(COUNTS, COUNTS, COUNTS)
@settings(deadline=None)
def test_a_stricter_majority_implies_the_weaker_ones(yes, no, abstentions):
    """Unanimity implies two thirds of the votes cast, and so do two thirds of the members."""
    members = yes + no + abstentions
    simple, cast, all_members, unanimous = (
        council_majority_passes(rule, yes, no, members, False, False) for rule in range(4)
    )
    assert simple or not cast
    assert cast or not unanimous
    assert cast or not all_members or members == 0


@given(EVERY_RULE, COUNTS, COUNTS, COUNTS)
@settings(deadline=None)
def test_the_needed_number_is_the_boundary(rule, yes, no, abstentions):
    cast, members = yes + no, yes + no + abstentions
    needed = yes_needed(rule, cast, members)
    if 0 < needed <= cast:
        assert council_majority_passes(rule, needed, cast - needed, members, False, False)
        assert not council_majority_passes(rule, needed - 1, cast - needed + 1, members, False, True)


@given(EVERY_RULE, COUNTS, COUNTS, st.integers(0, 300), st.booleans(), st.booleans(), st.booleans())
@settings(deadline=None)
def test_adoption_needs_quorum_or_a_second_convening(rule, yes, no, present, president_yes, secret, reconvened):
    adopted = council_adopts(rule, yes, no, present, 300, president_yes, secret, reconvened)
    majority = council_majority_passes(rule, yes, no, 300, president_yes, secret)
    assert adopted == (majority and (reconvened or present > 150))
