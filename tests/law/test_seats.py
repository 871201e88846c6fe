"""Ordinary-law seats: the tables, thirteen fixtures, published councils, every trap of L.5211-6-1."""

from __future__ import annotations

import itertools
import json
import math
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negosim.errors import UserError
from negosim.law.populations import MOST_PEOPLE
from negosim.law.seats import apportion, council_size, table_seats

pytestmark = pytest.mark.interpreted

HERE = Path(__file__).resolve()
FIXTURES = json.loads((HERE.parents[1] / "data" / "seat_fixtures.json").read_text(encoding="utf-8"))
CATEGORY = {"ME": "METROPOLE", "METRO": "METROPOLE"}


def by_name(key):
    """The seats of one fixture, its populations sorted from the largest."""
    case = FIXTURES[key]
    people = sorted(case["pops"].values(), reverse=True)
    return apportion(people, CATEGORY.get(case["type"], case["type"]))


@pytest.mark.parametrize(
    ("below", "seats", "above"),
    [
        (3_500, 16, 18), (5_000, 18, 22), (10_000, 22, 26), (20_000, 26, 30), (30_000, 30, 34),
        (40_000, 34, 38), (50_000, 38, 40), (75_000, 40, 42), (100_000, 42, 48), (150_000, 48, 56),
        (200_000, 56, 64), (250_000, 64, 72), (350_000, 72, 80), (500_000, 80, 90), (700_000, 90, 100),
        (1_000_001, 100, 130),
    ],
)  # fmt: skip
def test_table_on_both_sides_of_each_bound(below, seats, above):
    assert (table_seats(below - 1), table_seats(below)) == (seats, above)


@pytest.mark.parametrize(
    ("below", "size", "above"),
    [
        (100, 7, 11), (500, 11, 15), (1_500, 15, 19), (2_500, 19, 23), (3_500, 23, 27), (5_000, 27, 29),
        (10_000, 29, 33), (20_000, 33, 35), (30_000, 35, 39), (40_000, 39, 43), (50_000, 43, 45),
        (60_000, 45, 49), (80_000, 49, 53), (100_000, 53, 55), (150_000, 55, 59), (200_000, 59, 61),
        (250_000, 61, 65), (300_000, 65, 69),
    ],
)  # fmt: skip
def test_municipal_council_on_both_sides_of_each_bound(below, size, above):
    assert (council_size(below - 1), council_size(below)) == (size, above)


def test_three_cities_have_their_own_council():
    assert [council_size(500_000, code) for code in ("75056", "13055", "69123", "33063")] == [
        163,
        111,
        73,
        69,
    ]


@pytest.mark.parametrize("key", sorted(FIXTURES))
def test_the_seats_of_each_reference_council(key):
    case = FIXTURES[key]
    result = apportion(list(case["pops"].values()), CATEGORY.get(case["type"], case["type"]))
    assert dict(zip(case["pops"], result.seats, strict=True)) == case["seats"]
    assert (result.table, result.table_used) == (case["table"], case["table_used"])
    assert sum(result.statutory_seats) == case["subtotal_III_IV"]
    assert (result.extra_seats, result.total) == (case["V"], case["total"])


def test_half_cap_gives_the_freed_seat_to_the_best_average():
    """Faucigny-Glières: Bonneville 16 of 31 falls to 15, Vougy gains (1622 / 2 > 6432 / 8)."""
    result = by_name("200000172")
    assert result.first_seats == (16, 7, 2, 2, 2, 1, 0)
    assert result.seats == (15, 7, 2, 2, 2, 2, 1)
    assert result.capped
    assert result.zero_seat_communes == 1


def test_half_cap_without_any_commune_left_out():
    result = by_name("242900314")
    assert result.first_seats == (44, 4, 4, 4, 3, 2, 2, 1)
    assert sorted(result.seats, reverse=True) == [32, 7, 6, 6, 5, 4, 3, 1]
    assert result.zero_seat_communes == 0


def test_pays_basque_as_in_the_order_of_2019():
    """Extra seats continue from all the seats held, and a tenth of 211 is 21: 232, as decided."""
    result = by_name("200067106_pop2016")
    assert (result.table, result.zero_seat_communes, result.extra_seats, result.total) == (72, 139, 21, 232)
    assert result.seats[:7] == (22, 17, 11, 7, 6, 4, 3)
    assert result.seats.count(1) == 143


def test_extra_seats_are_not_for_urban_communities_and_metropolises():
    rouen, reims = by_name("200023414_pop2016"), by_name("200067213")
    assert (rouen.total, rouen.seats[0]) == (125, 24)
    assert reims.total == 205
    assert rouen.extra_seats == reims.extra_seats == 0
    assert apportion(sorted(FIXTURES["200023414_pop2016"]["pops"].values()), "CA").total == 137


def test_no_commune_above_its_own_council():
    """Grand Reims: the base falls from 72 to 70 so that Reims holds no more than its 59 councillors."""
    result = by_name("200067213")
    assert (result.table, result.table_used, result.seats[0]) == (72, 70, 59)


def test_toulon_has_these_seats_before_and_after():
    assert by_name("248300543").seats == (34, 11, 10, 7, 5, 4, 3, 2, 2, 1, 1, 1)
    assert by_name("248300543_pop2016").seats[:4] == (33, 12, 11, 6)


def test_laval_has_six_extra_seats_of_v():
    result = by_name("200083392")
    assert (result.table, result.zero_seat_communes, result.extra_seats, result.total) == (48, 21, 6, 75)
    assert result.seats == (31, 4, 4, 4, 2, 2) + (1,) * 28


def test_every_commune_tied_for_the_last_seat_is_served():
    """Sixteen seats for three equal communes: five each, and one more to each of the three tied."""
    result = apportion([1_000, 1_000, 1_000], "CC")
    assert (result.seats, result.total) == ((6, 6, 6), 18)


def test_exactly_half_is_not_more_than_half():
    """Sixteen seats as 8, 4, 4: half stays; 9, 4, 3 is cut to 8."""
    assert apportion([1_650, 825, 825], "CC").seats == (8, 4, 4)
    assert not apportion([1_650, 825, 825], "CC").capped
    assert apportion([1_900, 820, 700], "CC").capped
    assert max(apportion([1_900, 820, 700], "CC").seats) == 8


def test_thirty_per_cent_of_the_table_exactly_gives_no_extra_seat():
    """With a base of 40, twelve communes left out are 30 % (nothing more), thirteen are above."""
    exactly, above = ([26_000, 25_000] + [100] * n for n in (12, 13))
    assert (apportion(exactly, "CA").zero_seat_communes, apportion(exactly, "CA").extra_seats) == (12, 0)
    assert (apportion(above, "CA").zero_seat_communes, apportion(above, "CA").extra_seats) == (13, 5)


def test_the_reasons_tell_the_steps_in_order():
    words = [str(reason) for reason in apportion([13_320, 6_432, 2_374, 2_325, 1_825, 1_622, 465], "CC").reasons]
    assert words[0] == "Tableau du III : 30 sièges à la plus forte moyenne."
    assert words[-1] == "Aucune commune ne peut détenir plus de 0.5 des sièges."


@pytest.mark.parametrize("people", [0, -1, 2.5, float("nan"), float("inf"), True, "mille", None])
def test_nobody_has_seats_without_people(people):
    for ask in (table_seats, council_size, lambda heads: council_size(heads, "75056")):
        with pytest.raises(UserError, match="population vaut"):
            ask(people)


@pytest.mark.parametrize("members", [0, -7, 7.5, float("nan"), True, "sept"])
def test_a_municipal_council_has_members(members):
    with pytest.raises(UserError, match=r"council_sizes\[1\] vaut"):
        apportion([500, 300], "CC", [11, members])


def test_the_largest_populations_stay_exact():
    assert apportion([MOST_PEOPLE, MOST_PEOPLE], "CC").seats == (65, 65)
    assert apportion([MOST_PEOPLE, MOST_PEOPLE - 1], "CU").first_seats == (65, 65)
    with pytest.raises(UserError, match=r"au plus 1.000.000.000"):
        apportion([MOST_PEOPLE, MOST_PEOPLE + 1], "CC")


@pytest.mark.parametrize(
    ("populations", "category", "named"),
    [([1_000], "CC", "au moins 2"), ([0, 7], "CC", "commune 1 : 0"), ([5, -1], "CC", "-1"),
     ([5.5, 6], "CC", "5.5"), ([5, 6], "SIVU", "CC, CA, CU, METROPOLE")],
)  # fmt: skip
def test_every_mistake_in_an_apportionment_is_named(populations, category, named):
    with pytest.raises(UserError, match=named):
        apportion(populations, category)


def test_every_mistake_is_named_at_once():
    with pytest.raises(UserError) as caught:
        apportion([math.nan], "SIVU", council_sizes=[7, 7])
    assert len(caught.value.problems) == 4


@given(
    st.lists(st.integers(50, 60_000), min_size=2, max_size=25),
    st.sampled_from(("CC", "CA", "CU", "METROPOLE")),
)
@settings(deadline=None)
def test_every_apportionment_obeys_the_caps_and_the_order_of_populations(populations, category):
    result = apportion(populations, category)
    assert min(result.seats) >= 1
    assert 2 * max(result.seats) <= result.total
    assert all(s <= council_size(p) for s, p in zip(result.statutory_seats, populations, strict=True))
    ranked = sorted(zip(populations, result.seats, strict=True))
    assert all(fewer[1] <= more[1] for fewer, more in itertools.pairwise(ranked) if fewer[0] < more[0])


@given(st.lists(st.integers(50, 60_000), min_size=2, max_size=15), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_relabelling_relabels_the_seats(populations, random):
    order = list(range(len(populations)))
    random.shuffle(order)
    seats = apportion(populations, "CA").seats
    moved = apportion([populations[i] for i in order], "CA").seats
    largest = max(populations)
    if populations.count(largest) == 1:
        assert moved == tuple(seats[i] for i in order)


@pytest.fixture(scope="session")
def matching_councils(councils_of_2020):
    """How the real councils of 2020 are marked that are those of ordinary law for every commune, by SIREN."""
    matching = {}
    for siren, (council, communes) in councils_of_2020.items():
        people = [int(row["pop_mun"]) for row in communes]
        category = CATEGORY.get(council["type"], council["type"])
        if min(people) > 0 and list(apportion(people, category).seats) == [int(r["sieges_reels"]) for r in communes]:
            matching[siren] = council["statut"]
    return matching


def test_the_councils_of_2020_under_ordinary_law_match_commune_by_commune(matching_councils):
    """Every intercommunality known to be under ordinary law (population of 2016)."""
    assert sum(statut == "droit_commun" for statut in matching_councils.values()) == 380


def test_ties_and_the_cap_after_v_in_real_councils(matching_councils):
    """Five councils that the reference files take for agreements are ordinary law, commune by commune.

    Celavu-Prunelli has a tie for its last seat; Millau, Saint-Affricain, Amiens and Montélimar have a commune
    capped at half which V makes larger.
    """
    others = {siren for siren, statut in matching_councils.items() if statut != "droit_commun"}
    assert others == {"242000503", "241200567", "200067155", "248000531", "200040459"}
