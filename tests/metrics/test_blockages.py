"""Blockages: its terms are the model's, its rows the blockers, its lifts what changed."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, replace

import numpy as np
import pytest

from negosim import tables
from negosim.metrics.blockages import LIFTS, blockers, lift, list_blockages, main_reason, terms_of_decision
from negosim.metrics.hindsight import state_at_decision, terms_at
from negosim.negotiation.commune import behaviour
from negosim.negotiation.commune.reasons import TERMS, headcount_posture, perceived_terms
from negosim.negotiation.conductor.view import View
from negosim.negotiation.mandate import Mandate, begin, play_month, run
from negosim.negotiation.state.dossier import ADOPTED, OPEN, OUTCOMES, TEXT, WITHDRAWN
from negosim.negotiation.state.moves import Action, Move
from negosim.negotiation.state.randomness import CANDOUR

CASES = [
    ("none", "200000172", {}),
    ("process", "200000172", {"regulatory": "full", "premium_mean": 0.15}),
    ("single_text", "200027027", {"regulatory": "full", "premium_mean": 0.12}),
]


def decided_dossiers(mandate):
    """The dossiers of a mandate that came to a decision."""
    return [d for d in range(len(mandate.state.dossiers)) if mandate.state.dossiers[d].outcome > OPEN]


@pytest.mark.parametrize(("strategy", "territory", "changes"), CASES)
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_the_terms_sum_to_the_perceived_surplus_of_the_decision(strategy, territory, changes, seed, whole_of):
    mandate = run(whole_of(strategy, territory, **changes), seed)
    assert len(decided_dossiers(mandate)) > 20
    for d in decided_dossiers(mandate):
        terms, _ = terms_of_decision(mandate, d)
        assert np.abs(terms.sum(axis=1) - mandate.state.stakes["perceived_surplus"][d]).max() < 1e-12


def test_the_terms_sum_to_the_perceived_surplus_of_every_month(whole_of):
    setting = whole_of("process", regulatory="full", premium_mean=0.15, defection_base=0.0)
    s = begin(setting, 1)
    view, terms, nonzero_terms = View(s), np.zeros(len(TERMS)), set()
    for _ in range(60):
        play_month(s, setting, lambda: setting.strategy.choose(view), {})
        for d in np.flatnonzero(s.dossiers["outcome"] <= OPEN):
            for i in range(len(s.communes)):
                perceived_terms(s, d, i, behaviour.package_value(s, d, i), terms)
                assert abs(terms.sum() - behaviour.perceived_surplus(s, d, i)) < 1e-12
            nonzero_terms.update(np.flatnonzero(terms).tolist())
    assert (s.stakes["transfer"] > 0.0).any()
    assert nonzero_terms == set(range(len(TERMS))) - {TERMS.index("package")}


def as_it_stands(s, d, i):
    """The terms of a commune on a dossier, by name, in a state whose offers have just been compared."""
    terms = np.zeros(len(TERMS))
    perceived_terms(s, d, i, behaviour.package_value(s, d, i), terms)
    assert abs(terms.sum() - behaviour.perceived_surplus(s, d, i)) < 1e-12
    return dict(zip(TERMS, terms.tolist(), strict=True))


@pytest.fixture
def table(whole_of, number):
    """A state of month 15, a text on the table of the pooling scheme, and the number of that dossier."""
    s = begin(whole_of("process", regulatory="full"), 3)
    mandate, none = Mandate(whole_of("process"), 3, s), View(s)
    for _ in range(14):
        play_month(s, mandate.setting, lambda: mandate.setting.strategy.choose(none), {})
    d = number(mandate, "pooling")
    s.clauses["text"][d, :4], s.stakes["transfer"][d] = [0.6, 0.2, 0.4, 0.7], 0.0
    weigh(s, d)
    return s, d, mandate


def weigh(s, d):
    """Gains of the text of dossier d, and their comparison, are worked out again."""
    for i in range(len(s.communes)):
        s.stakes["gain_text"][d, i] = behaviour.gain(s, d, i, TEXT)
    behaviour.compare_offers(s, d, TEXT)


def test_each_term_is_what_it_says(table):
    s, d, _ = table
    s.dossiers["weight"][d], s.dossiers["default_cost"][d], s.communes["broken_promises"][2] = 0.5, 0.07, 0.3
    weigh(s, d)
    terms, commune, p = as_it_stands(s, d, 2), s.communes[2], s.p
    gains = s.stakes["gain_text"][d]
    assert terms["saving"] == pytest.approx(0.15 * 2.0 * s.partners.service_acceptance * 0.6)
    assert terms["clauses"] + terms["saving"] == pytest.approx(gains[2])
    assert terms["common_good"] == pytest.approx(commune.culture * (gains.mean() - gains[2]))
    behind, ahead = np.maximum(gains - gains[2], 0.0).sum(), np.maximum(gains[2] - gains, 0.0).sum()
    assert terms["fairness"] == pytest.approx(-(commune.envy * behind + commune.guilt * ahead) / 6)
    assert terms["premium"] == pytest.approx(-0.5 * commune.premium * (1.0 - commune.culture))
    assert terms["broken_promises"] == pytest.approx(-p.broken_weight * 0.3)
    assert terms["waiting"] == pytest.approx(p.delay_cost * (s.clock.month - s.dossiers[d].opens))
    assert terms["scarcity"] == pytest.approx(0.5 * p.refusal_loss * (1.0 - s.finance.envelope))
    assert terms["default_cost"] == 0.07
    assert terms["package"] == terms["projects"] == terms["project_cost"] == terms["transfer"] == 0.0


def test_a_grant_is_believed_as_far_as_trust_goes_and_a_contribution_is_certain(table):
    s, d, _ = table
    s.stakes["transfer"][d, :2], s.communes["trust"][:2] = [0.05, -0.05], 0.6
    behaviour.compare_offers(s, d, TEXT)
    assert as_it_stands(s, d, 0)["transfer"] == pytest.approx(0.03)
    assert as_it_stands(s, d, 1)["transfer"] == pytest.approx(-0.05)


def test_the_other_half_of_a_package_is_a_term(table, number):
    s, d, mandate = table
    other = number(mandate, "financial_pact")
    s.dossiers["linked_dossier"][[d, other]] = [other, d]
    s.dossiers["outcome"][other] = OPEN
    worth = [as_it_stands(s, d, i)["package"] for i in range(7)]
    trust = s.communes["trust"]
    assert worth == pytest.approx([trust[i] * behaviour.perceived_surplus_alone(s, other, i) for i in range(7)])
    assert np.abs(worth).min() > 0.0
    s.dossiers["outcome"][other], s.stakes["surplus"][other] = ADOPTED, 0.08
    assert [as_it_stands(s, d, i)["package"] for i in range(7)] == pytest.approx((0.08 * trust).tolist())
    s.dossiers["outcome"][other] = WITHDRAWN
    assert [as_it_stands(s, d, i)["package"] for i in range(7)] == [0.0] * 7


PACKAGES = {9: ("charter", "financial_pact"), 13: ("investment_plan", "pooling"), 37: ("transfer_b", "mid_term_review")}


@dataclass(frozen=True)
class Packaging:
    """A strategy that links two dossiers in some months, if both are negotiated then."""

    name = "packaging"
    strategy: object
    pairs: dict

    def choose(self, view):
        linked = self.pairs.get(view.month, ())
        if linked and set(linked) <= set(view.open_dossiers):
            return Move(tuple(Action("package", d) for d in linked))
        return Move() if linked else self.strategy.choose(view)


def test_a_package_is_a_term_of_its_decisions(whole_of, number):
    n_packages, worth = 0, []
    for seed in range(6):
        setting = whole_of("process", regulatory="full", premium_mean=0.15)
        agenda = Mandate(setting, 0, begin(setting, 0))
        pairs = {month: number(agenda, *names) for month, names in PACKAGES.items()}
        mandate = run(replace(setting, strategy=Packaging(setting.strategy, pairs)), seed)
        for d in decided_dossiers(mandate):
            terms, s = terms_of_decision(mandate, d)
            package = terms[:, TERMS.index("package")]
            assert np.abs(terms.sum(axis=1) - mandate.state.stakes["perceived_surplus"][d]).max() < 1e-12
            other = int(mandate.state.dossiers[d].linked_dossier)
            if other < 0:
                assert not package.any()
                continue
            n_packages += 1
            if 0 < mandate.state.dossiers[other].closing_month < mandate.state.dossiers[d].closing_month:
                adopted = mandate.state.dossiers[other].outcome == ADOPTED
                package_values = (
                    s.communes["trust"] * mandate.state.stakes["surplus"][other] if adopted else np.zeros(7)
                )
                assert package == pytest.approx(package_values, abs=1e-12)
                worth.append(np.abs(package).max())
    assert n_packages >= 8
    assert max(worth) > 0.01


def test_the_moment_of_the_decision_is_found_again(whole_of, number):
    for seed in range(3):
        mandate = run(whole_of("busy", regulatory="full", cushion=0.0), seed)
        for d in decided_dossiers(mandate):
            s = state_at_decision(mandate, d)
            for i in range(7):
                assert abs(behaviour.gain(s, d, i, TEXT) - mandate.state.stakes["gain_text"][d, i]) < 1e-12
                assert behaviour.surplus(s, d, i) == mandate.state.stakes["surplus"][d, i]
                if s.dossiers[d].linked_dossier < 0:
                    assert behaviour.perceived_surplus_alone(s, d, i) == mandate.state.stakes["perceived_surplus"][d, i]
    assert mandate.state.history["service_acceptance"][:72].max() > 0.41


def test_a_failed_dossier_has_a_row_for_each_blocker(whole_of):
    for seed in range(4):
        mandate = run(whole_of("process"), seed)
        rows = [row for row in list_blockages(mandate) if row.stage == "decision"]
        expected = [(d, i) for d in range(len(mandate.state.dossiers)) for i in blockers(mandate, d)]
        assert [(row.dossier, row.commune) for row in rows] == sorted(expected)
        for row in rows:
            dossier = mandate.state.dossiers[row.dossier]
            assert (row.month, row.outcome) == (dossier.closing_month, OUTCOMES[int(dossier.outcome)])
            assert row.perceived == mandate.state.stakes["perceived_surplus"][row.dossier, row.commune]
            assert row.reason in (*TERMS, "posture")
            assert row.lifted == ""


def test_a_dossier_adopted_later_tells_what_lifted_its_blockages(whole_of):
    lifts = set()
    for seed in range(6):
        mandate = run(whole_of("process", regulatory="full", premium_mean=0.15), seed)
        for row in (row for row in list_blockages(mandate) if row.stage == "negotiation"):
            stake = mandate.state.stakes[row.dossier, row.commune]
            assert mandate.state.dossiers[row.dossier].outcome == ADOPTED
            assert row.perceived <= 0.0
            assert abs(sum(row.terms) - row.perceived) < 1e-12
            assert row.lifted in (*LIFTS, "conceded", "overruled")
            assert (row.lifted in LIFTS) == (stake.perceived_surplus > 0.0)
            assert (row.lifted == "overruled") == (stake.perceived_surplus <= 0.0 and bool(stake.overruled))
            lifts.add(row.lifted)
    assert {"text", "conceded", "overruled"} <= lifts


def test_what_has_risen_the_most_lifts(whole_of):
    mandate = run(whole_of("none"), 0)
    mandate.state.stakes["perceived_surplus"][0, 0] = 0.1
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


def test_posture_is_what_a_headcount_hides(whole_of):
    mandate = run(whole_of("none"), 0)
    s, d = mandate.state, 0
    for i in range(7):
        candid = behaviour.is_candid(s, CANDOUR, d, i, int(s.clock.month) * 64 + 63)
        assert headcount_posture(s, d, i) == (0.0 if candid else -0.015)


def test_a_mandate_whose_agents_were_replaced_is_not_played_again(whole_of):
    setting = whole_of("process", regulatory="full", premium_mean=0.15)
    mandate = next(m for m in (run(setting, seed) for seed in range(9)) if any(r.lifted for r in list_blockages(m)))
    assert terms_at(mandate, []) == {}
    other = Mandate(setting, mandate.seed + 100, mandate.state)
    assert [row for row in list_blockages(other) if row.stage == "negotiation"] == []
    assert len(list_blockages(other)) == len([row for row in list_blockages(mandate) if row.stage == "decision"])


def test_a_person_s_choices_are_played_again(whole_of):
    setting = whole_of("process", regulatory="full", premium_mean=0.15)
    actions = {month: Move((Action("visit", 0), Action("visit", 1))) for month in range(1, 73)}
    rows = [
        row for seed in range(6) for row in list_blockages(run(setting, seed, actions)) if row.stage == "negotiation"
    ]
    assert rows


def test_the_table_says_what_the_list_says(whole_of):
    mandate = run(whole_of("process", premium_mean=0.15), 1)
    table, rows = tables.blockages(mandate), list_blockages(mandate)
    assert len(table) == len(rows) > 0
    assert np.allclose(table[list(TERMS)].sum(axis=1), table["perceived"])
    insee = mandate.setting.territory.insee
    assert table["insee"].tolist() == [insee[row.commune] for row in rows]
    assert table["reason"].tolist() == [row.reason for row in rows]
    assert set(table["stage"]) <= {"decision", "negotiation"}
    nothing = dataclasses.replace(mandate, state=begin(mandate.setting, 0))
    assert list(tables.blockages(nothing).columns) == list(table.columns)
    assert (tables.blockages(nothing).dtypes == table.dtypes).all()
