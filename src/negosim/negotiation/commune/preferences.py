"""What the communes want in each dossier, drawn once in a mandate (préférences).

Preferences are synthetic: about nine communes in ten have no recorded political label. Every draw is addressed by the
dossier and the commune.
"""

from __future__ import annotations

import math

import numpy as np

from negosim.compiled import Floats, Integers, compiled
from negosim.negotiation.commune.behaviour import posture
from negosim.negotiation.commune.themes import theme_shift
from negosim.negotiation.state.arrays import State
from negosim.negotiation.state.dossier import OPTIONS, POSTS, PROJECTS, SITES
from negosim.negotiation.state.randomness import (
    BELIEF_BENEFIT,
    BELIEF_SALIENCE,
    IDEAL_COMMON,
    IDEAL_GROUP,
    IDEAL_OWN,
    INTERDEPENDENCE,
    ITEM_COST,
    ITEM_HOST,
    SALIENCE,
    UNDERSTANDING,
    normal,
    uniform,
)  # fmt: skip

__all__ = ["draw_dossier", "draw_dossiers", "draw_priors", "item_benefit"]

POST_COST = 1e-6
"""Cost of a post: the budget of its dossier counts posts, and does not pay for them."""


@compiled
def gamma_three_halves(s: State, purpose: int, d: int, address: int, key: int) -> float:
    """A draw from the gamma distribution of shape 1.5, exact: half a squared normal plus an exponential."""
    dossier = s.dossiers[d].key
    z = normal(s.clock.seed_low, s.clock.seed_high, purpose, dossier, 2 * address, key)
    u = uniform(s.clock.seed_low, s.clock.seed_high, purpose, dossier, 2 * address + 1, key)
    return 0.5 * z * z - math.log(u)


@compiled
def draw_saliences(s: State, d: int, i: int) -> None:
    """Draw the saliences of commune i, from the Dirichlet distribution of parameter 1.5."""
    key, total = s.communes[i].key, 0.0
    for k in range(s.dossiers[d].clauses):
        opinion = s.opinions[d, i, k]
        opinion.salience = gamma_three_halves(s, SALIENCE, d, k, key)
        total += opinion.salience
    for k in range(s.dossiers[d].clauses):  # none where there is no clause, so that no total is 0
        s.opinions[d, i, k].salience /= total


@compiled
def draw_priors(s: State, d: int, i: int) -> None:
    """Draw what the DGS believes of commune i before listening: its saliences, and errors on its benefits."""
    seed_low, seed_high, dossier, key, total = (
        s.clock.seed_low,
        s.clock.seed_high,
        s.dossiers[d].key,
        s.communes[i].key,
        0.0,
    )
    for k in range(s.dossiers[d].clauses):
        opinion = s.opinions[d, i, k]
        opinion.prior_salience = gamma_three_halves(s, BELIEF_SALIENCE, d, k, key)
        total += opinion.prior_salience
    for k in range(s.dossiers[d].clauses):
        s.opinions[d, i, k].prior_salience /= total
    for q in range(s.dossiers[d].items):
        s.item_values[d, i, q].prior_log_error = s.p.belief_noise * normal(
            seed_low, seed_high, BELIEF_BENEFIT, dossier, q, key
        )


@compiled
def draw_ideals(s: State, d: int, i: int, area_key: int, common: Floats) -> None:
    """Draw the ideals of commune i: parts common to all (`common` [K]), of role and area, of its themes, its own."""
    commune, key = s.communes[i], s.dossiers[d].key
    seed_low, seed_high = s.clock.seed_low, s.clock.seed_high
    for k in range(s.dossiers[d].clauses):
        group_deviation = normal(seed_low, seed_high, IDEAL_GROUP, key, k * 8 + commune.role, area_key)
        own_deviation = normal(seed_low, seed_high, IDEAL_OWN, key, k, commune.key)
        ideal = (
            0.5
            + s.p.ideal_common_sd * common[k]
            + s.p.ideal_group_sd * group_deviation
            + s.p.ideal_own_sd * own_deviation
            + theme_shift(s, d, i, k)
        )
        ideal = min(1.0, max(0.0, ideal))
        s.opinions[d, i, k].ideal = ideal
        s.opinions[d, i, k].anchor = ideal
        s.opinions[d, i, k].stated = posture(ideal, s.p.posturing)


@compiled
def draw_items(s: State, d: int) -> None:
    """Draw the hosts, costs and benefits of the items of dossier d.

    Hosts follow a random order of the communes. The shape of the dossier has already fixed the values of the options of
    a seat agreement.
    """
    n, items, key = s.communes.shape[0], s.dossiers[d].items, s.dossiers[d].key
    seed_low, seed_high, item_kind = s.clock.seed_low, s.clock.seed_high, s.dossiers[d].item_kind
    order = host_order(s, d)
    for q in range(items):
        host = int(order[q % n]) if item_kind != POSTS else candidate(s, order, q)
        s.items[d, q].host = host
        s.items[d, q].spillover_share = s.communes[host].outside_share if item_kind == PROJECTS else 0.0
        spread = s.p.item_cost_spread * (2.0 * uniform(seed_low, seed_high, ITEM_COST, key, q, 0) - 1.0)
        if item_kind == PROJECTS:
            s.items[d, q].full_cost = s.p.item_cost * (1.0 + spread) * s.dossiers[d].weight
        elif item_kind == POSTS:
            s.items[d, q].full_cost = POST_COST
        s.items[d, q].cost = s.items[d, q].full_cost
        for i in range(n):
            s.item_values[d, i, q].benefit = item_benefit(s, d, i, q, host)


@compiled
def candidate(s: State, order: Integers, q: int) -> int:
    """The commune whose mayor is candidate number q to a post: in the `order` [N] of hosts, without the president's."""
    others = order[order != s.council.president_commune]
    return int(others[q % others.shape[0]])


@compiled
def item_benefit(s: State, d: int, i: int, q: int, host: int) -> float:
    """Benefit to commune i of item q of dossier d, hosted by commune `host`, in units of value.

    A project benefits its host most, the neighbours of the host less, and every commune a little, whatever their
    number. A post benefits the commune of its mayor, and its neighbours a quarter as much. A site harms its host, and
    its neighbours half as much.
    """
    item_kind, weight, near = (
        s.dossiers[d].item_kind,
        s.dossiers[d].weight,
        1.0 if i == host else s.commune_pairs[i, host].proximity,
    )
    if item_kind == POSTS:
        return weight * s.p.post_benefit * (1.0 if i == host else 0.25 * near)
    if item_kind == SITES:
        return weight * (s.p.site_benefit - s.p.site_harm * (1.0 if i == host else 0.5 * near))
    if item_kind == OPTIONS:
        return weight * s.p.seat_value * s.item_values[d, i, q].benefit
    diffuse = s.p.diffuse_benefit * 8.0 / max(s.dossiers[d].items, 1)
    return weight * (diffuse + (s.p.host_benefit if i == host else s.p.neighbour_benefit * near))


@compiled
def host_order(s: State, d: int) -> Integers:
    """A random order of the communes [N], in which they host the projects of dossier d."""
    n, key = s.communes.shape[0], s.dossiers[d].key
    draws = np.zeros(n)
    for i in range(n):
        draws[i] = uniform(s.clock.seed_low, s.clock.seed_high, ITEM_HOST, key, 0, s.communes[i].key)
    return np.argsort(draws)


@compiled
def draw_dossier(s: State, d: int, area_keys: Integers) -> None:
    """Draw all that is private or uncertain in dossier d; `area_keys` [N] identify the communes' living areas."""
    seed_low, seed_high, key = s.clock.seed_low, s.clock.seed_high, s.dossiers[d].key
    for k in range(1, s.dossiers[d].clauses):
        s.clauses[d, k].interdependence = s.p.interdependence_sd * normal(
            seed_low, seed_high, INTERDEPENDENCE, key, k, 0
        )
    draw_items(s, d)
    common = np.zeros(s.dossiers[d].clauses)
    for k in range(s.dossiers[d].clauses):
        common[k] = normal(seed_low, seed_high, IDEAL_COMMON, key, k, 0)
    for i in range(s.communes.shape[0]):
        draw_ideals(s, d, i, area_keys[i], common)
        draw_saliences(s, d, i)
        draw_priors(s, d, i)
        s.stakes[d, i].understanding_error = normal(seed_low, seed_high, UNDERSTANDING, key, 0, s.communes[i].key)
        s.stakes[d, i].dgs_information = s.p.dgs_information_start
        s.stakes[d, i].understanding = s.p.understanding_start
    for k in range(s.dossiers[d].clauses):
        s.clauses[d, k].author = -1
    for q in range(s.dossiers[d].items):
        s.items[d, q].author = -1


@compiled
def draw_dossiers(s: State, area_keys: Integers) -> None:
    """Draw all that is private or uncertain in every dossier; `area_keys` [N] as in `draw_dossier`."""
    for d in range(s.dossiers.shape[0]):
        draw_dossier(s, d, area_keys)
