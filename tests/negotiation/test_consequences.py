"""What an adopted text changes afterwards, kind by kind and clause by clause."""

from __future__ import annotations

import numpy as np
import pytest

from negosim.negotiation.commune import behaviour, themes
from negosim.negotiation.mandate import OPENS_NEXT, begin, perform_month, run
from negosim.negotiation.month import consequences, deliveries, effects, environment, relations, transfers, vote_call
from negosim.negotiation.state.clause import THEMES
from negosim.negotiation.state.dossier import ADOPTED, WAITING
from negosim.negotiation.state.events import CONSEQUENCES, FATES

WHOLE = ["governance_pact", "vice_presidencies", "fpic", "land_use_plan", "charter", "financial_pact", "budget"]


@pytest.fixture
def place(setting_of):
    """A function: the state of seven communes in a month, and the number of a dossier of the whole agenda by name."""

    def at(month, **changes):
        setting = setting_of("none", agenda="whole", **changes)
        s = begin(setting, 3)
        while int(s.clock.month) < month:
            perform_month(s, OPENS_NEXT)
        names = [line.name for line in setting.agenda]
        return s, names.index

    return at


def adopt(s, d, *levels):
    """Adopt dossier d with these levels of its clauses, and apply its effect."""
    s.clauses["text"][d, : len(levels)] = levels
    s.dossiers["outcome"][d], s.dossiers["closing_month"][d] = ADOPTED, int(s.clock.month)
    consequences.take_effect(s, d)


def last_consequence(s):
    """The effect and the size of the last consequence logged."""
    row = s.events("consequences")[-1]
    return CONSEQUENCES[int(row["effect"])], float(row["size"])


def test_each_clause_of_a_governance_pact_acts(place):
    s, number = place(4)
    s.p["all_mayors"] = 0.0
    before = int(s.communes["in_bureau"].sum())
    adopt(s, number("governance_pact"), 1.0, 0.0, 0.0, 0.0)
    assert float(s.council.voice_equality) == 1.0
    assert int(s.communes["in_bureau"].sum()) > before
    charter = number("charter")
    s.stakes["headcount_yes"][charter], s.stakes["understanding"][charter] = True, 1.0
    s.stakes["headcount_yes"][charter, 6], s.stakes["value_text"][charter, 6] = False, -0.5
    assert not vote_call.is_shielded(s, charter)
    adopt(s, number("governance_pact"), 0.0, 1.0, 0.0, 0.0)
    assert vote_call.is_shielded(s, charter)
    s.stakes["understanding"][charter], informed = 0.2, []
    for levels in ((0, 0, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1)):
        adopt(s, number("governance_pact"), *levels)
        s.stakes["understanding"][charter, 6] = 0.2
        relations.inform(s, charter, 6, 0, 0)
        informed.append(float(s.stakes["understanding"][charter, 6]))
    assert informed[1] > informed[0]
    assert informed[2] > informed[0]


def test_small_communes_enter_the_bureau_by_their_population_not_their_row(place):
    s, number = place(4)
    s.p["all_mayors"] = 0.0
    adopt(s, number("governance_pact"), 1.0)
    small = [i for i in range(7) if s.communes["in_bureau"][i] and effects.rank_by_size(s, i) >= 3]
    assert small


def test_each_clause_of_a_financial_pact_acts(place):
    s, number = place(10)
    d, plan = number("financial_pact"), number("investment_plan")
    adopt(s, d, 0.0, 0.0, 0.0, 0.0)
    assert consequences.budget_factor(s) == 1.0
    assert transfers.pool_share(s) == 0.0
    part = transfers.adjustments_part(s)
    adopt(s, d, 1.0, 0.0, 0.0, 0.0)
    assert consequences.budget_factor(s) == pytest.approx(1.0 + float(s.p.tax_yield))
    adopt(s, d, 0.0, 1.0, 0.0, 0.0)
    assert transfers.pool_share(s) == pytest.approx(float(s.p.pact_pool))
    assert last_consequence(s) == ("solidarity_pool", pytest.approx(float(s.p.pact_pool)))
    adopt(s, d, 0.0, 0.0, 0.0, 1.0)
    assert transfers.adjustments_part(s) == pytest.approx(0.5 * part)
    s.p["project_drop"], s.p["project_late"] = 1.0, 0.0
    s.items["text"][plan] = True
    count = int(s.dossiers["items"][plan])
    adopt(s, d, 0.0, 0.0, 0.0, 0.0)
    dropped = sum(deliveries.delivery_of(s, plan, q)[1] == FATES.index("dropped") for q in range(count))
    s.p["matching_part"] = 0.5
    adopt(s, d, 0.0, 0.0, 1.0, 0.0)
    kept = sum(deliveries.delivery_of(s, plan, q)[1] != FATES.index("dropped") for q in range(count))
    assert dropped >= count - kept


def test_pooling_saves_more_each_month_until_its_ramp_is_over(place):
    s, number = place(13)
    d = number("pooling")
    adopt(s, d, 1.0, 1.0)
    full = float(s.finance.pooling_saving)
    assert full == pytest.approx(float(s.p.pooling_budget * s.partners.service_acceptance))
    savings = []
    for elapsed in (0, 6, 12, 24):
        s.clock["month"] = 13 + elapsed
        savings.append(consequences.saving_in_force(s))
    assert savings == pytest.approx([0.0, full / 2, full, full])  # at the fastest pace the ramp takes a year
    s.clock["month"] = 30
    environment.open_month(s)
    missing = behaviour.missing_budget_share(s)
    assert float(s.finance.envelope) == pytest.approx((1.0 - missing) * consequences.budget_factor(s) + full)


def test_a_budget_sets_the_envelope_of_the_year(place):
    s, number = place(13)
    d = number("budget")
    adopt(s, d, 1.0, 0.0)
    assert float(s.finance.budget_effort) == pytest.approx(float(s.p.investment_yield))
    adopt(s, d, 0.0, 1.0)
    assert float(s.finance.budget_effort) == pytest.approx(float(s.p.tax_yield))
    assert last_consequence(s)[0] == "budget"


def test_allocations_fall_by_the_charges_that_move_exactly(place):
    s, number = place(15)
    d = number("transfer_a")
    adopt(s, d, 0.6)  # a pooled service is no transfer
    assert not s.communes["allocation_change"].any()
    adopt(s, d, 0.9)
    charges = np.floor(float(s.dossiers["charge_eur"][d]) * s.communes["population"] + 0.5)
    assert np.array_equal(-s.communes["allocation_change"], charges)
    assert float(s.finance.transferred_charges) == charges.sum() == last_consequence(s)[1]


def test_a_charter_pulls_those_who_wrote_it(place):
    s, number = place(8)
    d, later = number("charter"), number("pooling")
    s.attendance[:] = False
    s.attendance[5:7, d, :] = [True] * 4 + [False] * 3
    adopt(s, d, 1.0, 1.0, 1.0, 1.0)
    assert s.communes["appropriation"].tolist() == [1.0] * 4 + [0.0] * 3
    ideals = s.opinions["ideal"][later].copy()
    for i in range(7):
        themes.follow_direction(s, later, i)
    moved = np.abs(s.opinions["ideal"][later] - ideals).max(axis=1) > 0.0
    assert moved.tolist() == [True] * 4 + [False] * 3
    directed = [THEMES[h] for h in np.flatnonzero(s.themes["is_set"])]
    assert set(directed) == {"integration", "solidarity", "proximity", "ecology_growth"}
    k = next(k for k in range(4) if s.clauses["theme"][later, k] == THEMES.index("integration"))
    target = 1.0 if s.clauses["serves"][later, k] > 0 else 0.0
    assert np.all(np.abs(s.opinions["ideal"][later, :4, k] - target) < np.abs(ideals[:4, k] - target))


def test_what_is_learnt_on_a_theme_remains(place):
    s, number = place(8)
    d, later = number("charter"), number("pooling")
    s.stakes["dgs_information"][d], s.stakes["understanding"][d] = 0.9, 0.8
    for i in range(7):
        themes.keep_lessons(s, d, i)
        themes.carry_over(s, later, i)
    assert np.all(s.stakes["dgs_information"][later] > float(s.p.dgs_information_start))
    assert np.all(s.stakes["understanding"][later] > float(s.p.understanding_start))
    s.p["theme_memory"] = 0.0
    s.stakes["understanding"][later] = 0.2
    themes.carry_over(s, later, 0)
    assert s.stakes["understanding"][later, 0] == 0.2


def test_a_clause_that_serves_no_theme_teaches_and_directs_nothing(place):
    s, number = place(8)
    d = number("charter")
    s.clauses["theme"][d], s.stakes["understanding"][d] = themes.NO_THEME, 0.9
    before = s.commune_themes["understanding"].copy()
    adopt(s, d, 1.0, 1.0, 1.0, 1.0)
    themes.keep_lessons(s, d, 0)
    themes.carry_over(s, d, 0)
    assert not s.themes["is_set"].any()
    assert np.array_equal(s.commune_themes["understanding"], before)


@pytest.mark.parametrize(("drop", "late", "fate"), [(0.0, 0.0, "on_time"), (0.0, 1.0, "late"), (1e9, 0.0, "dropped")])
def test_a_project_known_this_month_changes_its_host(drop, late, fate, place):
    s, number = place(11)
    d = number("investment_plan")
    s.p["project_drop"], s.p["project_late"], s.communes["engagement"] = drop, late, 0.5
    s.items["text"][d] = False
    s.items["text"][d, 0] = True
    s.dossiers["outcome"][d], s.dossiers["closing_month"][d] = ADOPTED, 11
    host, trust = int(s.items["host"][d, 0]), s.commune_pairs["trust"].copy()
    for month in range(11, 36):
        s.clock["month"] = month
        deliveries.deliver(s, d)
    [row] = s.events("deliveries")
    assert FATES[int(row["fate"])] == fate
    changed = float(s.communes["engagement"][host]) - 0.5
    assert np.sign(changed) == {"on_time": 1.0, "late": 0.0, "dropped": -1.0}[fate]
    assert (s.commune_pairs["trust"][host] < trust[host]).any() == (fate == "dropped")


@pytest.mark.compiled_only
def test_every_project_of_a_programme_has_one_fate(setting_of):
    fates = []
    for seed in range(4):
        mandate = run(setting_of("interest_based", agenda="whole"), seed)
        s, rows = mandate.state, mandate.state.events("deliveries")
        names = [line.kind.name for line in mandate.setting.agenda]
        expected = sum(int(s.items["text"][d].sum()) for d in range(len(s.dossiers))
                       if s.dossiers["outcome"][d] == ADOPTED and names[d] == "investment_plan")  # fmt: skip
        assert len(rows) == expected
        assert len(set(zip(rows["dossier"], rows["item"], strict=True))) == expected
        for row in rows:
            assert 6 <= row["month"] - s.dossiers["closing_month"][row["dossier"]] <= 24
            assert s.items["host"][row["dossier"], row["item"]] == row["commune"]
        fates += rows["fate"].tolist()
    assert len(fates) > 5


def test_with_no_consequence_what_is_adopted_leaves_the_others_as_they_were(place, bytes_of):
    s, number = place(6, consequences=0)
    waiting = np.flatnonzero(s.dossiers["outcome"] == WAITING)
    for name in ("governance_pact", "charter", "financial_pact", "budget", "pooling"):
        adopt(s, number(name), 1.0, 1.0, 1.0, 1.0)
    for d in waiting:
        before = s.opinions[d].tobytes()
        for i in range(7):
            themes.follow_direction(s, d, i)
        assert s.opinions[d].tobytes() == before
    assert consequences.budget_factor(s) == 1.0
    assert consequences.saving_in_force(s) == 0.0
    assert transfers.pool_share(s) == 0.0
    assert float(s.council.veto_scope) == float(s.council.voice_equality) == float(s.council.small_share) == 0.0


@pytest.mark.compiled_only
def test_trust_makes_decisions_last(setting_of):
    def defections(trust):
        kept = 0
        for seed in range(6):
            s = run(setting_of("interest_based", defection_base=1.0), seed).state
            s.communes["trust"] = trust
            s.clock["month"] = 90
            for d in np.flatnonzero(s.dossiers["outcome"] == ADOPTED):
                s.stakes["defection_month"][d], s.dossiers["breakable"][d] = 0, True
                from negosim.negotiation.month.implementation import keep_word

                kept += sum(not keep_word(s, d, i) for i in range(7))
        return kept

    assert defections(0.0) > defections(1.0)


@pytest.mark.compiled_only
def test_an_opposition_votes_otherwise_than_the_majority(setting_of):
    def shares(**changes):
        votes = {True: [], False: []}
        for seed in range(6):
            s = run(setting_of("interest_based", "200027027", **changes), seed).state
            for d in np.flatnonzero(s.dossiers["council_voted"]):
                present = s.ballots["present"][d]
                for side in votes:
                    chosen = present & (s.officials["in_majority"] == side)
                    votes[side] += s.ballots["vote"][d][chosen].tolist()
        return [np.mean(np.array(votes[side]) == -1) if votes[side] else 0.0 for side in (True, False)]

    majority, opposition = shares(opposition_share=1)
    assert opposition > majority + 0.03
    assert shares(opposition_share=0)[1] == 0.0
