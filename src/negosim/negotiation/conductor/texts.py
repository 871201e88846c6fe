"""The text on the table and its draft: copies, spending, items that come in or leave, random changes (textes)."""

from __future__ import annotations

import math

from negosim.compiled import compiled
from negosim.negotiation.commune.behaviour import item_gain
from negosim.negotiation.state.arrays import State
from negosim.negotiation.state.dossier import DRAFT
from negosim.negotiation.state.randomness import MUTATION, normal, uniform

__all__ = [
    "DGS", "NOBODY", "add_item", "draft_is_text", "fit_budget", "is_commune", "move_clause", "mutate", "mutate_draft",
    "replaced_option", "restore_draft", "save_draft", "spending", "spending_limit", "start_draft", "swap_item",
]  # fmt: skip

DGS, NOBODY = -2, -1
"""Authors of a draft or of an item that are no commune."""


@compiled
def is_commune(author: int) -> bool:
    """Whether an author is a commune: neither the DGS nor nobody."""
    return author not in (DGS, NOBODY)


@compiled
def start_draft(s: State, d: int) -> None:
    """Copy the text of dossier d into its draft."""
    clauses, items = s.clauses[d], s.items[d]
    for k in range(s.dossiers[d].clauses):
        clauses[k].draft = clauses[k].text
    for q in range(s.dossiers[d].items):
        items[q].draft = items[q].text


@compiled
def save_draft(s: State, d: int) -> None:
    """Save the draft of dossier d, for `restore_draft`."""
    clauses, items = s.clauses[d], s.items[d]
    for k in range(s.dossiers[d].clauses):
        clauses[k].saved_draft = clauses[k].draft
    for q in range(s.dossiers[d].items):
        items[q].saved_draft = items[q].draft


@compiled
def restore_draft(s: State, d: int) -> None:
    """Replace the draft of dossier d by the one saved last."""
    clauses, items = s.clauses[d], s.items[d]
    for k in range(s.dossiers[d].clauses):
        clauses[k].draft = clauses[k].saved_draft
    for q in range(s.dossiers[d].items):
        items[q].draft = items[q].saved_draft


@compiled
def draft_is_text(s: State, d: int) -> bool:
    """Whether the draft of dossier d is the same as its text."""
    clauses, items = s.clauses[d], s.items[d]
    for k in range(s.dossiers[d].clauses):
        if clauses[k].draft != clauses[k].text:
            return False
    for q in range(s.dossiers[d].items):
        if items[q].draft != items[q].text:
            return False
    return True


@compiled
def spending(s: State, d: int, is_draft: bool) -> float:
    """Cost of the items in the draft or the text of dossier d."""
    total, items = 0.0, s.items[d]
    for q in range(s.dossiers[d].items):
        if items[q].draft if is_draft else items[q].text:
            total += items[q].cost
    return total


@compiled
def spending_limit(s: State, d: int) -> float:
    """What the draft of dossier d may spend: its budget, and the co-financing where it meets the partners' condition.

    Region, Department and State pay for a common ambition: the first clause must reach their threshold.
    """
    dossier = s.dossiers[d]
    if dossier.cofinancing > 0.0 and s.clauses[d, 0].draft >= s.p.cofinancing_condition:
        return dossier.budget + dossier.cofinancing
    return dossier.budget


@compiled
def drop_least_valued(s: State, d: int, protected: int, author: int) -> bool:
    """Take out of the draft the item that `author` values least, but never item `protected`; whether there was one.

    Without an author (-2), the item of lowest number. Options of an issue stay.
    """
    least, worst = math.inf, -1
    for q in range(s.dossiers[d].items):
        if s.items[d, q].draft and s.items[d, q].group == 0 and q != protected:
            value = item_gain(s, d, author, q) if author >= 0 else float(q)
            if value < least:
                least, worst = value, q
    if worst >= 0:
        s.items[d, worst].draft = False
    return worst >= 0


@compiled
def fit_budget(s: State, d: int, protected: int, author: int) -> None:
    """Take items out of the draft of dossier d until it respects the spending limit, item `protected` last."""
    while spending(s, d, DRAFT) > spending_limit(s, d):
        if not drop_least_valued(s, d, protected, author):
            s.items[d, protected].draft = False
            return


@compiled
def add_item(s: State, d: int, item: int, author: int) -> None:
    """Put `item` into the draft; the items that `author` values least leave until the budget suffices.

    Without an author (-2), items leave in the order of their number. Of exclusive items, and of the options of an
    issue, only `item` stays. Nothing changes where the item alone exceeds the budget.
    """
    if s.items[d, item].cost > spending_limit(s, d):
        return
    group, exclusive = s.items[d, item].group, s.dossiers[d].exclusive
    if exclusive or group > 0:
        for q in range(s.dossiers[d].items):
            if exclusive or s.items[d, q].group == group:
                s.items[d, q].draft = False
    s.items[d, item].draft = True
    fit_budget(s, d, item, author)


@compiled
def replaced_option(s: State, d: int, q: int) -> int:
    """The option in the draft of dossier d that item q would replace; -1 where it would replace none."""
    group = s.items[d, q].group
    for r in range(s.dossiers[d].items):
        if group > 0 and s.items[d, r].group == group and s.items[d, r].draft:
            return r
    return -1


@compiled
def next_option(s: State, d: int, q: int) -> int:
    """The option after item q in its issue; the first one where q is the last."""
    first, group = q, s.items[d, q].group
    for r in range(s.dossiers[d].items):
        if s.items[d, r].group == group:
            if r > q:
                return r
            first = min(first, r)
    return first


@compiled
def swap_item(s: State, d: int, q: int) -> None:
    """Put item q into the draft of dossier d, or take it out where it stands there.

    An option of an issue is replaced by the next one.
    """
    if s.items[d, q].draft and s.items[d, q].group > 0:
        add_item(s, d, next_option(s, d, q), DGS)
    elif s.items[d, q].draft:
        s.items[d, q].draft = False
    else:
        add_item(s, d, q, DGS)


@compiled
def move_clause(s: State, d: int, k: int, target: float) -> None:
    """Set clause k of the draft of dossier d to `target`, within [0, 1]; items that can no longer be paid for leave."""
    s.clauses[d, k].draft = min(1.0, max(0.0, target))
    if s.dossiers[d].cofinancing > 0.0:
        fit_budget(s, d, -1, DGS)


@compiled
def mutate(s: State, d: int, address: int, size: float) -> None:
    """Write a random draft: the text with one random change (`mutate_draft`)."""
    start_draft(s, d)
    mutate_draft(s, d, address, size)


@compiled
def mutate_draft(s: State, d: int, address: int, size: float) -> None:
    """Change the draft at random: one clause moves by a normal step of standard deviation `size`, an item may change.

    `address` addresses the draws.
    """
    seed_low, seed_high, key = s.clock.seed_low, s.clock.seed_high, s.dossiers[d].key
    clauses, items = s.dossiers[d].clauses, s.dossiers[d].items
    if clauses > 0:
        k = int(uniform(seed_low, seed_high, MUTATION, key, address, 0) * clauses)
        move_clause(s, d, k, s.clauses[d, k].draft + size * normal(seed_low, seed_high, MUTATION, key, address, 1))
    if items > 0 and (clauses == 0 or uniform(seed_low, seed_high, MUTATION, key, address, 2) < s.p.proposal_item):
        swap_item(s, d, int(uniform(seed_low, seed_high, MUTATION, key, address, 3) * items))
