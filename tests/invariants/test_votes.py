"""Properties 9 to 11 and 13: transfers, anatomy of a vote, common random numbers, relabelling."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from negosim.facilitation import STRATEGIES
from negosim.metrics.decisions import verdict_of
from negosim.negotiation.commune import behaviour
from negosim.negotiation.mandate import OPENS_NEXT, begin, perform_month, run
from negosim.negotiation.month import steps, transfers, voting
from negosim.negotiation.month.schedule import schedule_month
from negosim.negotiation.state.dossier import ADOPTED, PlannedDossier
from negosim.territory.load import load


def at_month(setting, seed, month):
    """The state at the opening of a month."""
    s = begin(setting, seed)
    while int(s.clock.month) < month:
        perform_month(s, OPENS_NEXT)
    return s


@pytest.mark.parametrize("lever", ["half", "full"])
@pytest.mark.parametrize("territory", ["200000172", "200068864"])
@pytest.mark.parametrize("name", STRATEGIES.names())
def test_transfers_sum_to_zero_within_bounds(name, lever, territory, setting_of):
    for seed in range(3):
        s = run(setting_of(name, territory, "whole", regulatory=lever), seed).state
        y = s.stakes["transfer"]
        assert np.all(y.sum(axis=1) == 0.0)
        assert np.all(y[:, ::-1].sum(axis=1) == 0.0)
        assert np.all(np.abs(y) <= s.dossiers["bound"][:, None])


def test_transfers_happen_with_the_lever_and_only_with_it(setting_of):
    def amount(lever):
        setting = setting_of("none", regulatory=lever, consequences=0)
        return sum(np.abs(run(setting, k).state.stakes["transfer"]).sum() for k in range(20))

    assert amount("off") == 0.0
    assert amount("half") > 0.0
    assert amount("full") > 0.0


def test_transfers_read_claims_and_nothing_else(setting_of):
    s = at_month(setting_of("none", "200027027", regulatory="full"), 2, 16)
    d = 4
    s.stakes["claim"][d] = np.linspace(-0.04, 0.3, len(s.communes))
    s.stakes["consents"][d] = True
    transfers.withdraw_transfers(s, d)
    transfers.share_out(s, d)
    before = s.stakes["transfer"][d].copy()
    assert np.any(before > 0)
    for field in ("gain_text", "surplus", "perceived_surplus", "understanding"):
        s.stakes[field][d] += 0.3
    s.opinions["ideal"][d] = 0.9
    s.commune_pairs["trust"][:] = 0.9
    transfers.withdraw_transfers(s, d)
    transfers.share_out(s, d)
    assert np.array_equal(before, s.stakes["transfer"][d])


def test_the_smallest_claimed_deficits_are_lifted_first(setting_of):
    s = at_month(setting_of("none", regulatory="full", adjustment_part=1, consequences=0), 2, 16)
    d = 4
    s.stakes["claim"][d] = [0.2, 0.1, -0.02, -0.05, -0.03, 0.0, 0.05]
    s.stakes["consents"][d] = True
    transfers.withdraw_transfers(s, d)
    transfers.share_out(s, d)
    y = s.stakes["transfer"][d]
    assert y[2] == pytest.approx(0.02, abs=1e-11)  # pool .0875: .02 + .03 fit, .05 more does not
    assert y[4] == pytest.approx(0.03, abs=1e-11)
    assert y[3] == 0.0
    assert y[0] == pytest.approx(2 * y[1], abs=1e-11)
    s.stakes["consents"][d, 0] = False
    transfers.withdraw_transfers(s, d)
    transfers.share_out(s, d)
    assert s.stakes["transfer"][d, 0] == 0.0


@pytest.mark.parametrize(("lever", "part"), [("half", 0.125), ("full", 0.25)])
def test_solidarity_follows_the_wealth_gaps_whoever_claims(lever, part, setting_of):
    s = at_month(setting_of("none", "200027027", regulatory=lever, adjustment_part=0), 2, 16)
    d, before = 4, None
    for claims in (0.3, -0.3):
        s.stakes["claim"][d] = claims
        s.stakes["consents"][d] = True
        transfers.withdraw_transfers(s, d)
        transfers.share_out(s, d)
        y = s.stakes["transfer"][d].copy()
        assert y == pytest.approx(4 * part * 0.10 * s.communes["wealth_gap"], abs=1e-6)
        assert y.sum() == 0.0
        assert before is None or np.array_equal(before, y)
        before = y
    wealth = s.communes["wealth_gap"]
    assert wealth.min() < 0.0 < wealth.max()


def test_a_higher_norm_raises_unanimity_and_leaves_true_gains(setting_of):
    def ballots(norm):
        rows = []
        for seed in range(30):
            s = at_month(setting_of("none", "200027027"), seed, 6)
            s.p["norm"] = norm
            true = [behaviour.surplus(s, 0, i) for i in range(len(s.communes))]
            stances = [int(voting.vote(s, 0, i)) for i in range(len(s.communes))]
            rows.append((true, stances))
        return rows

    low, high = ballots(0.02), ballots(0.3)
    assert [true for true, _ in low] == [true for true, _ in high]
    assert sum(-1 in votes for _, votes in low) > sum(-1 in votes for _, votes in high)
    for (_, before), (_, after) in zip(low, high, strict=True):
        assert all(b <= a or a == 0 for b, a in zip(before, after, strict=True))


def test_withdrawn_texts_are_never_in_the_denominator(setting_of):
    outcomes = set()
    for seed in range(10):
        mandate = run(setting_of("none"), seed)
        for d, dossier in enumerate(mandate.state.dossiers):
            verdict = verdict_of(mandate, d)
            assert (verdict.unanimous is None) == (not dossier.council_voted)
            if not dossier.council_voted:
                outcomes.add(int(dossier.outcome))
                assert not mandate.state.ballots["present"][d].any()
    assert 5 in outcomes


def test_a_dossier_that_ends_early_leaves_the_draws_of_others(setting_of):
    """Attendance by chance alone: who comes and who speaks on the second dossier does not depend on the first."""
    from negosim.agenda import KINDS

    def talk(deadline):
        agenda = (
            PlannedDossier("first", KINDS["governance_pact"], 1, deadline),
            PlannedDossier("second", KINDS["competence_transfer"], 3, 30),
        )
        setting = setting_of("none", agenda=agenda, attendance_engagement=0, attendance_fatigue=0, discussion_months=24)
        s = run(setting, 6).state
        rows = s.events("rounds")
        rows = rows[(rows["dossier"] == 1) & (rows["month"] < 27)]
        return np.stack([rows[name] for name in ("month", "proposer", "answers")], axis=1)

    early, late = talk(4), talk(26)
    assert len(early) > 10
    assert np.array_equal(early, late)


def shuffled(territory, order):
    """The same territory with its communes in another order."""
    arrays = {}
    for field in dataclasses.fields(territory):
        value = getattr(territory, field.name)
        if isinstance(value, np.ndarray):
            arrays[field.name] = value[np.ix_(order, order)] if value.ndim == 2 else value[order]
        elif field.name in ("insee", "names"):
            arrays[field.name] = tuple(value[i] for i in order)
    return dataclasses.replace(territory, **arrays)


@pytest.mark.parametrize("name", STRATEGIES.names())
@pytest.mark.parametrize("code", ["200000172", "200027027"])
def test_relabelling_communes_relabels_results(name, code, setting_of):
    territory = load(code)
    order = np.random.default_rng(3).permutation(territory.n)
    original = run(setting_of(name, territory, "whole", regulatory="half", hours_share=0.1), 8).state
    relabelled = run(setting_of(name, shuffled(territory, order), "whole", regulatory="half", hours_share=0.1), 8).state
    assert np.array_equal(original.dossiers["outcome"], relabelled.dossiers["outcome"])
    assert np.array_equal(original.dossiers["yes"], relabelled.dossiers["yes"])
    for field in ("surplus", "perceived_surplus", "transfer"):
        assert np.allclose(original.stakes[field][:, order], relabelled.stakes[field], atol=1e-9)
    assert np.allclose(original.communes["engagement"][order], relabelled.communes["engagement"], atol=1e-9)


def test_a_symmetric_game_has_a_symmetric_result(setting_of, equals_of):
    """Identical communes with no noise of their own see the same gain on clauses and vote alike."""
    agenda = tuple(p for p in setting_of().agenda if p.name in ("governance_pact", "land_use_plan"))
    quiet = dict.fromkeys(
        (
            "ideal_own_sd",
            "premium_sd",
            "trust_sd",
            "engagement_sd",
            "unknown_noise",
            "envy",
            "guilt",
            "interdependence_sd",
        ),
        0,
    )
    setting = setting_of("none", equals_of(8), agenda=agenda, proposal_item=0, **quiet)
    s = begin(setting, 5)
    s.opinions["salience"][:] = 0.25
    perform_month(s, OPENS_NEXT)
    gains = s.stakes["gain_text"][0]
    assert np.allclose(gains, gains[0], atol=1e-12)


def test_same_seed_same_bytes_and_zero_is_a_seed(setting_of, bytes_of):
    setting = setting_of("process", "200027027")
    assert bytes_of(run(setting, 0).state) == bytes_of(run(setting, 0).state)
    assert bytes_of(run(setting, 0).state) != bytes_of(run(setting, 1).state)
    assert bytes_of(run(setting, 0).state) != bytes_of(run(setting, 1 << 40).state)


def test_a_logged_action_replaces_the_move_and_replays(setting_of, bytes_of):
    from negosim.negotiation.state.moves import Action, Move

    setting = setting_of("single_text")
    actions = {3: Move((Action("visit", 2),)), 4: Move()}
    mandate = run(setting, 1, actions)
    assert mandate.state.hours[2].sum() == 4.0
    assert mandate.state.hours[3].sum() == 0.0
    assert bytes_of(run(setting, 1, mandate.actions).state) == bytes_of(mandate.state)
    assert bytes_of(run(setting, 1).state) != bytes_of(mandate.state)


def test_the_schedule_of_a_month_follows_the_order_of_the_model(setting_of):
    s = at_month(setting_of("none"), 0, 10)
    s.move_counts[:] = 0
    s.dossiers["outcome"][0], s.dossiers["closing_month"][0] = ADOPTED, 9
    schedule_month(s)
    names = [steps.STEPS[code] for code in s.steps[: int(s.clock.n_steps), 0]]
    first = {name: names.index(name) for name in dict.fromkeys(names)}
    order = [
        "listen",
        "attend",
        "speak",
        "weigh",
        "react",
        "settle",
        "claim",
        "share",
        "form_opinions",
        "update_relations",
    ]
    order += [
        "headcount",
        "call",
        "vote",
        "ballot",
        "count",
        "ratify",
        "conclude",
        "remember",
        "keep_word",
        "register_defections",
        "judge",
    ]
    assert [name for name in first if name in order] == order
