"""The analysis against values known beforehand."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from negosim.cli import main
from negosim.config.compose import composer
from negosim.config.experiment import spec_of_words
from negosim.ensemble.analysis.dataset import Dataset, draws_of, matched_pairs
from negosim.ensemble.analysis.effects import bootstrap, effects, territory_interval
from negosim.ensemble.analysis.fractions import aliases
from negosim.ensemble.analysis.interactions import cell_means, comparable_cells, contrasts, joint
from negosim.ensemble.analysis.latex import latex
from negosim.ensemble.analysis.sensitivity import sensitivity
from negosim.ensemble.analysis.stability import ranks, regret
from negosim.ensemble.design import Factor

pytestmark = pytest.mark.compiled_only
DRAWS, PLACES = 40, ("a", "b", "c", "d")


def dataset(factors, value, **manifest):
    """Every combination of the factors in four places, `value(row, noise of the draw, effect of the place)`."""
    rng = np.random.default_rng(1)
    noise, place = rng.normal(0, 0.05, DRAWS), dict(zip(PLACES, (0.0, 0.1, 0.2, 0.3), strict=True))
    keys = [f.key for f in factors]
    lines = []
    for point, levels in enumerate(pd.MultiIndex.from_product([f.levels for f in factors])):
        for siren in PLACES:
            for draw in range(DRAWS):
                row = dict(zip(keys, levels, strict=True))
                row |= {"point": point, "replicate": draw, "draw": draw, "seed": draw, "siren": siren}
                lines.append(row | {"shared": value(row, noise[draw], place[siren])})
    rows = pd.DataFrame(lines)
    points = rows.drop_duplicates("point")[["point", *keys]]
    return Dataset(Path(), rows, points, tuple(factors), {"tables": [], **manifest}, 0)


def factor(key, *levels):
    return Factor(key=key, levels=levels)


STRATEGIES = factor("facilitation", "busy", "none", "process")
ADDED = {"busy": 0.0, "none": -0.08, "process": 0.001}


@pytest.fixture(scope="module")
def compared():
    rng = np.random.default_rng(2)
    return dataset([STRATEGIES], lambda row, noise, place: 0.4 + ADDED[row["facilitation"]] + noise + place
                   + rng.normal(0, 0.005))  # fmt: skip


def test_pairs_cancel_what_is_common(compared):
    pairs = matched_pairs(compared, "shared", "facilitation", "none", "busy")
    assert len(pairs) == DRAWS * len(PLACES)
    assert (pairs["treated"] - pairs["control"]).std() < 0.01 < pairs["control"].std()


def test_effects_and_what_is_said_of_them(compared):
    table = effects(compared, ["shared"], {"shared": 0.03}).set_index("level")
    assert set(table["control"]) == {"busy"}
    for level in ("none", "process"):
        row = table.loc[level]
        assert row["low"] < ADDED[level] < row["high"]
        assert row["low_places"] < row["difference"] < row["high_places"]
    assert table.loc["none", "verdict"] == "smaller"
    assert table.loc["process", "verdict"] in ("equivalent", "small")
    assert table.loc["process", "p_equivalence"] < 0.001
    assert table.loc["none", "territories_up"] == 0


def test_the_bootstrap_covers_the_mean_as_often_as_it_says():
    rng = np.random.default_rng(3)
    covered = []
    for trial in range(200):
        low, high = bootstrap(lambda x, axis: np.mean(x, axis=axis), rng.normal(0, 1, 40), seed=trial)
        covered.append(low < 0 < high)
    assert 0.88 <= np.mean(covered) <= 0.99


def test_the_interval_over_places_is_students():
    low, high = territory_interval(np.array([1.0, 2.0, 3.0]))
    assert (low, high) == pytest.approx((2 - 4.302652730 / 3**0.5, 2 + 4.302652730 / 3**0.5))
    assert np.isnan(territory_interval(np.array([1.0, 2.0]))).all()


LEVERS = [factor(f"levers.{name}", "off", "full") for name in ("regulatory", "method", "human")]


def cube(row, noise, place):
    """Main effects .01, .02, .04, and .05 more where all three are on."""
    on = [row[f.key] == "full" for f in LEVERS]
    return 0.3 + 0.01 * on[0] + 0.02 * on[1] + 0.04 * on[2] + 0.05 * all(on) + noise + place


def test_levers_j_b_and_contrasts_are_those_that_were_built():
    data = dataset(LEVERS, cube)
    answer = joint(data, ["shared"]).set_index("quantity")
    assert answer.loc["J", "value"] == pytest.approx(0.05)
    assert answer.loc["B", "value"] == pytest.approx(0.12 - 0.04)
    assert answer.loc["B", "best single"] == "001"
    result = contrasts(data, ["shared"]).set_index("levers")["effect"]
    assert result["regulatory"] == pytest.approx(0.01 + 0.05 / 4)
    assert result["regulatory x method x human"] == pytest.approx(0.05 / 4)
    means = cell_means(data, ["shared"]).set_index("cell")["mean"]
    assert means["111"] - means["000"] == pytest.approx(0.12)


SIGNS = ("levers.regulatory", "levers.method", "levers.human")


def fraction(rows, value):
    """Points of three two-level factors in four places, `value(signs)` and the noise of the draw."""
    noise = np.random.default_rng(3).normal(0, 0.05, DRAWS)
    lines = [dict(zip(SIGNS, ("full" if s > 0 else "off" for s in signs), strict=True))
             | {"point": point, "replicate": draw, "draw": draw, "seed": draw, "siren": siren,
                "shared": value(*signs) + noise[draw]}
             for point, signs in enumerate(rows) for siren in PLACES for draw in range(DRAWS)]  # fmt: skip
    frame = pd.DataFrame(lines)
    factors = tuple(factor(key, "off", "full") for key in SIGNS)
    return Dataset(Path(), frame, frame.drop_duplicates("point")[["point", *SIGNS]], factors, {"tables": []}, 0)


def test_a_fraction_gives_main_effects_with_what_they_are_mixed_with():
    half = [(-1, -1, 1), (1, -1, -1), (-1, 1, -1), (1, 1, 1)]
    data = fraction(half, lambda a, b, c: 0.5 + 0.05 * a + 0.02 * b * c - 0.01 * b)
    table = effects(data, ["shared"], {"shared": 0.03}).set_index("factor")
    assert table.loc["levers.regulatory", "difference"] == pytest.approx(0.14)  # its own .10 and .04 of b x c
    assert table.loc["levers.method", "difference"] == pytest.approx(-0.02)
    assert table.loc["levers.human", "difference"] == pytest.approx(0.0)
    assert table["aliases"].tolist() == [
        "levers.method x levers.human", "levers.regulatory x levers.human", "levers.regulatory x levers.method"
    ]  # fmt: skip


def test_points_of_a_file_name_the_factor_that_moves_with_another():
    moved = [(-1, -1, -1), (1, 1, -1), (-1, -1, 1), (1, 1, 1)]
    table = effects(fraction(moved, lambda a, b, c: 0.5 + 0.05 * a), ["shared"], {"shared": 0.03}).set_index("factor")
    assert table.loc["levers.regulatory", "aliases"] == "levers.method"
    assert table.loc["levers.method", "difference"] == pytest.approx(0.10)
    assert table.loc["levers.human", "aliases"] == ""


def test_pairs_leave_no_column_of_aliases(compared):
    assert "aliases" not in effects(compared, ["shared"], {"shared": 0.03})


def test_regret_is_what_is_missing_to_the_best(compared):
    table = regret(compared, "shared")
    assert table["none"].mean() == pytest.approx(0.081, abs=0.003)
    assert (table.min(axis=1) == 0).all()
    order = ranks(compared, "shared")
    assert order["treatment"].iloc[-1] == "none"
    assert order["best_in_share"].sum() == pytest.approx(1)


def test_a_table_is_safe_in_latex():
    text = latex(pd.DataFrame({"outcome": ["shared_strict"], "share": [0.5], "note": ["50 % & more"]}))
    assert r"shared\_strict" in text
    assert r"50 \% \& more" in text
    assert r"\toprule" in text


@pytest.mark.parametrize("sampler", ["sobol", "morris"])
def test_indices_of_a_linear_function_are_those_of_its_slopes(sampler):
    """Y = 3 a + b on two uniform factors: first-order shares .9 and .1, mean effects 3 and 1."""
    words = ["territory=243900354", "facilitation=busy", "context.scarcity=interval(0,1)",
             "behaviour.norm=interval(0.06,0.12)", f"design.sampler={sampler}", "design.samples=256"]  # fmt: skip
    plan = spec_of_words(composer(), words, Path.cwd()).plan
    points = pd.DataFrame(list(plan.values), columns=[f.key for f in plan.factors])
    points = points.assign(point=range(len(points)), treatment=list(plan.treatments), sample=list(plan.samples))
    shared = 3 * points["context.scarcity"] + (points["behaviour.norm"] - 0.06) / 0.06
    manifest = {"configuration": {"design": {"sampler": sampler}}, "tables": []}
    data = Dataset(Path(), points.assign(shared=shared), points, plan.factors, manifest, 0)
    table = sensitivity(data, ["shared"]).set_index(["index", "parameter"])["value"]
    if sampler == "sobol":
        assert table["S1", "context.scarcity"] == pytest.approx(0.9, abs=0.02)
        assert table["ST", "behaviour.norm"] == pytest.approx(0.1, abs=0.02)
    else:
        assert table["mu_star", "context.scarcity"] == pytest.approx(3, abs=0.01)
        assert table["mu_star", "behaviour.norm"] == pytest.approx(1, abs=0.01)


def test_figures_and_page_stand_in_a_folder(tmp_path, capsys):
    """The page holds every figure, with words for those who do not see it, and fetches nothing."""
    words = ["territory=243900354,200000172", "agenda=short", "facilitation=none,busy", "design.replicates=4"]
    assert main(["sweep", *words, "design.tables=[dossiers]", "engine=serial", f"output={tmp_path / 's'}"]) == 0
    for lang, output_text in (("fr", ">Tableaux<"), ("en", ">Tables<")):
        assert main(["analyse", str(tmp_path / "s"), "--lang", lang]) == 0
        page = (tmp_path / "s" / "_analysis" / "summary.html").read_text()
        assert output_text in page
        assert f'<html lang="{lang}">' in page
        assert "http://" not in page
        assert "https://" not in page
        assert "<script" not in page
        assert page.count("<img alt=") == page.count("<img ") >= 3
        assert 'alt=""' not in page
    written = {path.name for path in (tmp_path / "s" / "_analysis").iterdir()}
    assert {
        "effects_facilitation.png",
        "effects_facilitation.svg",
        "survival.png",
        "regret.svg",
        "effects.tex",
    } <= written
    capsys.readouterr()


def test_levers_of_a_fraction_have_neither_j_nor_interactions():
    rows = [(a, b, c, a * b * c) for a in (-1, 1) for b in (-1, 1) for c in (-1, 1)]
    lines = [dict(zip(SIGNS, ("full" if s > 0 else "off" for s in signs), strict=True))
             | {"behaviour.premium_mean": 0.2 + 0.1 * premium, "draw": draw, "siren": "a",
                "shared": 0.4 + 0.1 * premium}
             for *signs, premium in rows for draw in range(DRAWS)]  # fmt: skip
    factors = (*(factor(key, "off", "full") for key in SIGNS), factor("behaviour.premium_mean", 0.1, 0.3))
    played = pd.DataFrame(lines)
    data = Dataset(Path(), played, played[[f.key for f in factors]].drop_duplicates(), factors, {"tables": []}, 0)
    assert joint(data, ["shared"]).empty
    assert contrasts(data, ["shared"]).empty
    assert cell_means(data, ["shared"]).empty


def test_a_triple_product_is_named():
    rows = [(a, b, c, a * b * c) for a in (-1, 1) for b in (-1, 1) for c in (-1, 1)]
    keys = [*SIGNS, "governance.discussion_months"]
    points = pd.DataFrame(rows, columns=keys)
    data = Dataset(Path(), points, points, tuple(factor(key, -1, 1) for key in keys), {"tables": []}, 0)
    assert aliases(data, "governance.discussion_months", 1, -1) == " x ".join(SIGNS)


@pytest.mark.parametrize(("blocks", "common", "draws"), [
    (["territory"], "on", [0, 1, 0, 1]), (["territory", "sample"], "on", [0, 1, 2, 3]),
    (["territory"], "off", [0, 1, 2, 3]),
])  # fmt: skip
def test_samples_that_share_their_seeds_are_one_draw(blocks, common, draws):
    rows = pd.DataFrame({"point": [0, 0, 1, 1], "replicate": [0, 1, 0, 1]})
    points = pd.DataFrame({"point": [0, 1], "sample": [0, 1]})
    design = {"design": {"blocks": blocks, "common": common}}
    assert draws_of(rows, points, {"configuration": design, "replicates": 2}).tolist() == draws


def test_a_mandate_that_failed_leaves_j_and_a_single_draw_leaves_no_b():
    levers = [factor(key, "off", "full") for key in SIGNS]
    data = dataset(levers, lambda row, noise, place: 0.4 + noise + place)
    fewer = replace(data, rows=data.rows.drop(index=0))
    table = joint(fewer, ["shared"])
    assert table["quantity"].tolist() == ["J", "B", "J, log-odds"]
    assert table["value"].iloc[0] == pytest.approx(0.0, abs=1e-12)  # that place is left out of all cells of the draw
    nowhere = replace(data, rows=data.rows[(data.rows["siren"] != "d") | (data.rows["levers.human"] == "off")])
    assert joint(nowhere, ["shared"])["value"].iloc[0] == pytest.approx(0.0, abs=1e-12)
    one = replace(data, rows=data.rows[data.rows["draw"] == 0])
    assert joint(one, ["shared"])["quantity"].tolist() == ["J", "J, log-odds"]


def test_hours_that_a_file_gives_to_each_cell_are_part_of_the_treatment():
    levers = [factor(key, "off", "full") for key in SIGNS]
    data = dataset(levers, lambda row, noise, place: 0.4 + noise + place)
    hours = 20 * (data.points[list(SIGNS)] == "full").sum(axis=1)
    points = data.points.assign(**{"context.hours": hours})
    priced = replace(data, points=points, factors=(*levers, factor("context.hours", 0, 20, 40, 60)))
    assert not comparable_cells(priced)
    assert comparable_cells(replace(priced, manifest={"configuration": {"design": {"sampler": "csv"}}}))


def test_products_of_four_are_named_and_only_those_of_the_lowest_order():
    rows = [(a, b, c, d, a * b * c * d) for a, b, c, d in product((-1, 1), repeat=4)]
    points = pd.DataFrame(rows, columns=list("abcde"))
    data = Dataset(Path(), points, points, tuple(factor(key, -1, 1) for key in "abcde"), {"tables": []}, 0)
    assert aliases(data, "e", 1, -1) == "a x b x c x d"
    whole = Dataset(Path(), points, points, tuple(factor(key, -1, 1) for key in "abcd"), {"tables": []}, 0)
    assert aliases(whole, "a", 1, -1) == ""
