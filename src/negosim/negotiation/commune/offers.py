"""What a version offers each commune, sorted for the comparison with the others (offres comparées).

Envy and guilt are sums over the other communes. With the offers sorted and summed, each commune finds its own sums in a
few steps instead of going through all the others. The order found for a draft is where the sort of the next draft
starts, since the two are nearly the same.
"""

from __future__ import annotations

from negosim.compiled import compiled
from negosim.negotiation.state.arrays import State

__all__ = ["adopt_offers", "ahead_and_behind", "offer_to", "rank_offers"]


@compiled
def offer_to(s: State, d: int, i: int, is_draft: bool) -> float:
    """Offer to commune i: its material gain from the draft or the text of dossier d, transfers included."""
    stake = s.stakes[d, i]
    return (stake.gain_draft if is_draft else stake.gain_text) + s.p.transfer_weight * stake.transfer


@compiled
def rank_offers(s: State, d: int, is_draft: bool) -> None:
    """Sort the communes by what the draft or the text of dossier d offers them; write the running sums and the mean.

    The order among equal offers changes nothing.
    """
    offers, sums, ranks = s.offers[d, int(is_draft)], s.offer_sums[d, int(is_draft)], s.offer_order[d, int(is_draft)]
    stakes, weight, n = s.stakes[d], s.p.transfer_weight, s.communes.shape[0]
    for i in range(n):
        offers[i] = (stakes[i].gain_draft if is_draft else stakes[i].gain_text) + weight * stakes[i].transfer
    for rank in range(1, n):
        i, position = ranks[rank], rank
        while position > 0 and offers[ranks[position - 1]] > offers[i]:
            ranks[position] = ranks[position - 1]
            position -= 1
        ranks[position] = i
    total = 0.0
    for rank in range(n):
        total += offers[ranks[rank]]
        sums[rank + 1] = total
    if is_draft:
        s.dossiers[d].draft_mean = total / n
    else:
        s.dossiers[d].text_mean = total / n


@compiled
def ahead_and_behind(s: State, d: int, is_draft: bool, own: float) -> tuple[float, float]:
    """How far `own` stands above the lower offers, summed, and how far below the higher ones, summed."""
    offers, sums, ranks = s.offers[d, int(is_draft)], s.offer_sums[d, int(is_draft)], s.offer_order[d, int(is_draft)]
    n = offers.shape[0]
    low, high = 0, n
    while low < high:
        middle = (low + high) // 2
        if offers[ranks[middle]] <= own:
            low = middle + 1
        else:
            high = middle
    below = sums[low]
    return low * own - below, sums[n] - below - (n - low) * own


@compiled
def adopt_offers(s: State, d: int) -> None:
    """Make the offers of the draft of dossier d, their order and their values those of its text."""
    offers, sums, ranks, stakes = s.offers[d], s.offer_sums[d], s.offer_order[d], s.stakes[d]
    for i in range(stakes.shape[0]):
        stakes[i].gain_text = stakes[i].gain_draft
        stakes[i].value_text = stakes[i].value_draft
        offers[0, i], sums[0, i + 1], ranks[0, i] = offers[1, i], sums[1, i + 1], ranks[1, i]
    s.dossiers[d].text_mean = s.dossiers[d].draft_mean
