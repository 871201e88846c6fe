"""The ledger of blockages: its terms are the model's, its rows the blockers, its lifts what changed."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from negosim import tables
from negosim.metrics.blockage import blockers
from negosim.metrics.ledger import LIFTS, ledger, lift, main_reason, terms_of_decision
from negosim.metrics.reasons import TERMS, break_down, held_back
from negosim.metrics.replay import terms_at
from negosim.negotiation import behaviour
from negosim.negotiation.dossier import ADOPTED, OUTCOMES
from negosim.negotiation.mandate import Mandate, advance, begin, run
from negosim.negotiation.noise import CANDOUR
from negosim.negotiation.view import View

CASES = [
    ("none", "200000172", {}),
    ("process", "200000172", {"regulatory": "full", "premium_mean": 0.15}),
    ("single_text", "200027027", {"regulatory": "full", "premium_mean": 0.12}),
]


@pytest.mark.parametrize(("strategy", "territory", "changes"), CASES)
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_the_terms_sum_to_the_perceived_surplus_of_the_decision(strategy, territory, changes, seed, setting_of):
    mandate = run(setting_of(strategy, territory, **changes), seed)
    for d in range(len(mandate.state.dossiers)):
        terms, _ = terms_of_decision(mandate, d)
        assert np.abs(terms.sum(axis=1) - mandate.state.stakes["perceived"][d]).max() < 1e-12


def test_the_terms_sum_to_the_perceived_surplus_of_every_month(setting_of):
    setting = setting_of("process", regulatory="full", premium_mean=0.15)
    s = begin(setting, 1)
    view, terms = View(s), np.zeros(len(TERMS))
    for _ in range(40):
        advance(s, setting.strategy.choose(view))
        for d in range(len(s.dossiers)):
            for i in range(len(s.communes)):
                break_down(s, d, i, -1.0, terms)
                assert abs(terms.sum() - behaviour.perceived_surplus(s, d, i)) < 1e-12
    assert (s.stakes["transfer"] > 0.0).any()


def test_a_failed_dossier_has_a_row_for_each_blocker(setting_of):
    for seed in range(4):
        mandate = run(setting_of("process"), seed)
        rows = [row for row in ledger(mandate) if row.stage == "decision"]
        expected = [(d, i) for d in range(len(mandate.state.dossiers)) for i in blockers(mandate, d)]
        assert [(row.dossier, row.commune) for row in rows] == sorted(expected)
        for row in rows:
            dossier = mandate.state.dossiers[row.dossier]
            assert (row.month, row.outcome) == (dossier.closed, OUTCOMES[int(dossier.outcome)])
            assert row.perceived == mandate.state.stakes["perceived"][row.dossier, row.commune]
            assert row.reason in (*TERMS, "posture")
            assert row.lifted == ""


def test_a_dossier_adopted_later_tells_what_lifted_its_blockages(setting_of):
    found = set()
    for seed in range(6):
        mandate = run(setting_of("process", regulatory="full", premium_mean=0.15), seed)
        for row in (row for row in ledger(mandate) if row.stage == "negotiation"):
            stake = mandate.state.stakes[row.dossier, row.commune]
            assert mandate.state.dossiers[row.dossier].outcome == ADOPTED
            assert row.perceived <= 0.0
            assert abs(sum(row.terms) - row.perceived) < 1e-12
            assert row.lifted in (*LIFTS, "conceded", "overruled")
            assert (row.lifted in LIFTS) == (stake.perceived > 0.0)
            assert (row.lifted == "overruled") == (stake.perceived <= 0.0 and bool(stake.overruled))
            found.add(row.lifted)
    assert {"text", "conceded", "overruled"} <= found


def test_what_has_risen_the_most_lifts(setting_of):
    mandate = run(setting_of("none"), 0)
    mandate.state.stakes["perceived"][0, 0] = 0.1
    for name, terms in LIFTS.items():
        change = np.zeros(len(TERMS))
        change[TERMS.index(terms[-1])] = 0.2
        change[TERMS.index("waiting")] += 0.01
        assert lift(mandate, 0, 0, change) == name
    assert sorted(term for terms in LIFTS.values() for term in terms) == sorted(TERMS)


def test_posture_is_the_reason_of_a_refusal_that_hides_a_gain():
    terms = np.zeros(len(TERMS))
    terms[TERMS.index("clauses")], terms[TERMS.index("premium")] = 0.3, -0.29
    assert main_reason(terms, -0.015) == "posture"
    assert main_reason(terms, 0.0) == "premium"
    assert main_reason(-terms, -0.015) == "clauses"


def test_posture_is_what_a_headcount_hides(setting_of):
    mandate = run(setting_of("none"), 0)
    s, d = mandate.state, 0
    for i in range(7):
        candid = behaviour.is_candid(s, CANDOUR, d, i, int(s.clock.month) * 64 + 63)
        assert held_back(s, d, i) == (0.0 if candid else -0.015)


def test_a_mandate_whose_agents_were_replaced_is_not_played_again(setting_of):
    setting = setting_of("process", regulatory="full", premium_mean=0.15)
    mandate = next(m for m in (run(setting, seed) for seed in range(9)) if any(r.lifted for r in ledger(m)))
    assert terms_at(mandate, []) == {}
    other = Mandate(setting, mandate.seed + 100, mandate.state)
    assert [row for row in ledger(other) if row.stage == "negotiation"] == []
    assert len(ledger(other)) == len([row for row in ledger(mandate) if row.stage == "decision"])


def test_a_person_s_choices_are_played_again(setting_of):
    setting = setting_of("process", regulatory="full", premium_mean=0.15)
    from negosim.negotiation.moves import Action, Move

    actions = {month: Move((Action("visit", 0), Action("visit", 1))) for month in range(1, 73)}
    rows = [row for seed in range(6) for row in ledger(run(setting, seed, actions)) if row.stage == "negotiation"]
    assert rows


def test_the_table_says_what_the_ledger_says(setting_of):
    mandate = run(setting_of("process", premium_mean=0.15), 1)
    table, rows = tables.blockages(mandate), ledger(mandate)
    assert len(table) == len(rows) > 0
    assert np.allclose(table[list(TERMS)].sum(axis=1), table["perceived"])
    insee = mandate.setting.territory.insee
    assert table["insee"].tolist() == [insee[row.commune] for row in rows]
    assert table["reason"].tolist() == [row.reason for row in rows]
    assert set(table["stage"]) <= {"decision", "negotiation"}
    nothing = dataclasses.replace(mandate, state=begin(mandate.setting, 0))
    assert list(tables.blockages(nothing).columns) == list(table.columns)
    assert (tables.blockages(nothing).dtypes == table.dtypes).all()
