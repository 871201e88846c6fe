"""The file of observed decisions: what it may hold, what it is refused for, which cases it gives."""

from __future__ import annotations

import numpy as np
import pytest

from negosim.errors import UserError
from negosim.validation.outcomes import AGREEMENT, ORDINARY, TARGETS, UNKNOWN, cases_of, read_outcomes

TITLES = "siren,nom,type,sieges_2026,comp_plu,comp_eau"
ROWS = (
    "200000172,A,CC,accord_local_conforme,0.0,1.0", "200000438,B,CA,droit_commun,1,1", "200000545,C,CC,,,0",
    "200000628,D,CU,sieges_supplementaires_VI,1,1", "200005932,E,ME,indetermine,1,1",
)  # fmt: skip


@pytest.fixture
def written(tmp_path):
    """A file of these lines."""

    def write(*lines, encoding="utf-8"):
        path = tmp_path / "outcomes.csv"
        path.write_bytes("\n".join(lines).encode(encoding))
        return path

    return write


def refusal(path):
    """What is said of a file."""
    with pytest.raises(UserError) as caught:
        read_outcomes(path)
    return [str(problem) for problem in caught.value.problems]


def test_a_file_gives_what_happened_and_what_is_not_known(written):
    table = read_outcomes(written(TITLES, *ROWS))
    assert list(table["siren"]) == [row[:9] for row in ROWS]
    assert list(table["category"]) == ["CC", "CA", "CC", "CU", "METROPOLE"]
    assert np.array_equal(table["plu"], [0, 1, np.nan, 1, 1], equal_nan=True)
    assert np.array_equal(table["agreement"], [1, 0, np.nan, np.nan, np.nan], equal_nan=True)
    assert np.array_equal(table["water"], [1, 1, 0, 1, 1], equal_nan=True)


def test_semicolons_and_other_columns_change_nothing(written):
    lines = [f"{line};x".replace(",", ";") for line in (TITLES, *ROWS)]
    assert read_outcomes(written(*lines)).equals(read_outcomes(written(TITLES, *ROWS)))


def test_cases_are_those_that_had_a_decision_to_make(written):
    table = read_outcomes(written(TITLES, *reversed(ROWS)))
    assert cases_of(table, TARGETS["plu"]).to_numpy().tolist() == [["200000172", "CC", 0], ["200000438", "CA", 1]]
    assert list(cases_of(table, TARGETS["water"])["siren"]) == ["200000172", "200000545"]
    assert list(cases_of(table, TARGETS["water"], ("CC", "CA"))["outcome"]) == [1, 1, 0]


def test_every_word_for_seats_says_one_thing():
    words = [*AGREEMENT, *ORDINARY, *UNKNOWN]
    assert len(set(words)) == len(words) == 7


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["siren,type", "200000172,CC"], "colonnes absentes : sieges_2026, comp_plu, comp_eau"),
        ([TITLES], "aucune intercommunalité"),
        ([TITLES, "20000017,A,CC,droit_commun,0,0"], "ligne 2 : siren vaut « 20000017 » ; attendu : neuf chiffres"),
        ([TITLES, ROWS[0], "200000438,B,SIVU,droit_commun,0,0"], "ligne 3 : type vaut « SIVU »"),
        ([TITLES, "200000172,A,CC,accord,0,0"], "sieges_2026 vaut « accord » ; attendu : l'un de accord_local_conf"),
        ([TITLES, "200000172,A,CC,droit_commun,2,0"], "comp_plu vaut « 2 » ; attendu : 0, 1, ou rien"),
        ([TITLES, "200000172,A,CC,droit_commun,0,oui"], "comp_eau vaut « oui »"),
        ([TITLES, "200000172,A,CC"], None),
        ([TITLES, ROWS[0], ROWS[0]], "intercommunalités répétées : 200000172"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_named_with_its_line(written, lines, said):
    if said is None:  # a short line ends with empty cells, which are not known
        assert read_outcomes(written(*lines))[["plu", "agreement", "water"]].isna().all(axis=None)
        return
    [problem] = refusal(written(*lines))
    assert problem.startswith("outcomes.csv")
    assert said in problem


def test_all_mistakes_come_at_once(written):
    problems = refusal(written(TITLES, "x,A,y,z,2,3", "x,A,y,z,2,3"))
    assert len(problems) == 6
    assert "lignes en cause : 2" in problems[0]


def test_a_file_that_cannot_be_read(written, tmp_path):
    assert "lecture impossible" in refusal(tmp_path / "absent.csv")[0]
    assert "UTF-8" in refusal(written(TITLES, "200000172,é,CC,,,", encoding="latin-1"))[0]
    assert "vide" in refusal(written(""))[0]


@pytest.fixture(scope="module")
def observed(shared):
    """The reference file; the test is skipped where it is absent."""
    path = shared / "data" / "outcomes" / "epci_outcomes.csv"
    if not path.exists():
        pytest.skip("the reference table outcomes/epci_outcomes.csv is absent")
    return read_outcomes(path)


@pytest.mark.parametrize(
    ("name", "n", "happened"), [("plu", 628, 340), ("agreement", 354, 181), ("water", 509, 170)]
)  # fmt: skip
def test_the_reference_has_the_counts_that_the_page_gives(observed, name, n, happened):
    cases = cases_of(observed, TARGETS[name])
    assert (len(cases), int(cases["outcome"].sum())) == (n, happened)


def test_the_regression_on_the_reference_is_the_published_one(observed):
    from negosim.validation.comparison import compare, with_baselines
    from negosim.validation.features import features

    known = features(observed["siren"])
    assert len(known) == len(observed)
    for name, low, high in (("plu", 0.53, 0.64), ("agreement", 0.67, 0.78), ("water", 0.62, 0.70)):
        figures = compare(with_baselines(cases_of(observed, TARGETS[name]), known, "all"), None).figures
        assert low < figures["logistic_auc"] < figures["logistic_auc_in_sample"] < high
        assert figures["logistic_brier"] < figures["base_brier"]
        assert figures["auc"] is None
