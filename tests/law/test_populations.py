"""Populations and names that cannot be are refused by name."""

from __future__ import annotations

import numpy as np
import pytest

from negosim.errors import UserError
from negosim.law.populations import MOST_PEOPLE, population_problems
from negosim.law.seats import apportion
from negosim.law.special_councils import LYON, special_council


@pytest.mark.parametrize(
    "wrong", [0, -3, 2.5, float("nan"), float("inf"), np.float64("inf"), True, "douze", None, np.int64(0)]
)
def test_a_population_is_a_whole_number_of_people(wrong):
    [problem] = population_problems([10, wrong], ["Aval", "Amont"])
    assert "Amont" in str(problem)
    assert str(wrong) in str(problem)
    assert "commune 2" in str(population_problems([10, wrong])[0])


def test_whole_populations_of_any_type_are_accepted():
    assert population_problems([1, 2.0, np.int64(5), MOST_PEOPLE], ["A", "B", "C", "D"]) == []


def test_populations_stay_exact_in_64_bits():
    [problem] = population_problems([10, MOST_PEOPLE + 1], ["Aval", "Amont"])
    assert str(problem) == "population de la commune Amont : 1000000001 habitants ; au plus 1000000000."


def test_a_commune_given_twice_is_named():
    [problem] = population_problems([10, 20, 30], ["Aval", "Amont", "Aval"])
    assert "« Aval » donnée 2 fois" in str(problem)
    with pytest.raises(UserError, match="Aval"):
        apportion([10, 20, 30], "CC", communes=["Aval", "Amont", "Aval"])
    with pytest.raises(UserError, match="2 nom"):
        apportion([10, 20, 30], "CC", communes=["Aval", "Amont"])


def test_special_councils_have_their_reason():
    assert "Aix-Marseille" in str(special_council("200054807"))
    assert "Paris" in str(special_council("200054781"))
    assert "collectivité" in str(special_council(LYON))
    assert special_council("200000172") is None
