"""Vice-presidents, conference and council of development: both sides of each number."""

from __future__ import annotations

import pytest

from negosim.law.governance import mayors_may_convene, needs_development_council, vice_president_cap

pytestmark = pytest.mark.interpreted


@pytest.mark.parametrize(
    ("seats", "category", "two_thirds_vote", "cap"),
    [
        (31, "CC", False, 7), (31, "CC", True, 9), (16, "CC", False, 4), (16, "CC", True, 4),
        (15, "CC", False, 4), (20, "CC", False, 4), (21, "CC", False, 5), (98, "CA", False, 15),
        (232, "CA", False, 15), (70, "CA", False, 14), (71, "CA", False, 15), (49, "CC", True, 14),
        (50, "CC", True, 15), (98, "CA", True, 15), (81, "METROPOLE", False, 20), (81, "METROPOLE", True, 20),
    ],
)  # fmt: skip
def test_vice_presidents(seats, category, two_thirds_vote, cap):
    assert vice_president_cap(seats, category, two_thirds_vote=two_thirds_vote) == cap


def test_a_third_of_the_mayors_convenes_them():
    assert [mayors_may_convene(requests, 7) for requests in (2, 3)] == [False, True]
    assert mayors_may_convene(4, 12)


def test_development_council_above_fifty_thousand():
    assert [needs_development_council(people) for people in (50_000, 50_001)] == [False, True]
