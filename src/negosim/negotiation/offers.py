"""What the communes are offered, sorted once for all who compare themselves with the others (offres comparées).

Envy and guilt are sums over the other communes. With the offers sorted and summed, each commune reads its own
in a few steps instead of going through all the others.
"""

from __future__ import annotations

from negosim.compiled import compiled

__all__ = ["ahead_and_behind", "offered", "rank_offers"]


@compiled
def offered(s, d, i, drafted):
    """Material gain of commune i from the draft or the text of dossier d, transfers included."""
    stake = s.stakes[d, i]
    return (stake.gain_draft if drafted else stake.gain_text) + s.p.transfer_weight * stake.transfer


@compiled
def rank_offers(s, d, drafted):
    """Sort what the draft or the text of dossier d offers, and sum it from the least."""
    offers, sums = s.offers[d, int(drafted)], s.sums[d, int(drafted)]
    stakes, weight, n = s.stakes[d], s.p.transfer_weight, s.communes.shape[0]
    for i in range(n):
        value = (stakes[i].gain_draft if drafted else stakes[i].gain_text) + weight * stakes[i].transfer
        place = i
        while place > 0 and offers[place - 1] > value:
            offers[place] = offers[place - 1]
            place -= 1
        offers[place] = value
    total = 0.0
    for i in range(n):
        total += offers[i]
        sums[i + 1] = total
    if drafted:
        s.dossiers[d].draft_mean = total / n
    else:
        s.dossiers[d].text_mean = total / n


@compiled
def ahead_and_behind(s, d, drafted, own):
    """By how much `own` exceeds the offers below it, and falls short of those above it, in all."""
    offers, sums = s.offers[d, int(drafted)], s.sums[d, int(drafted)]
    n = offers.shape[0]
    low, high = 0, n
    while low < high:
        middle = (low + high) // 2
        if offers[middle] <= own:
            low = middle + 1
        else:
            high = middle
    below = sums[low]
    return low * own - below, sums[n] - below - (n - low) * own
