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
    row, n = int(drafted), s.communes.shape[0]
    for i in range(n):
        value, place = offered(s, d, i, drafted), i
        while place > 0 and s.offers[d, row, place - 1] > value:
            s.offers[d, row, place] = s.offers[d, row, place - 1]
            place -= 1
        s.offers[d, row, place] = value
    total = 0.0
    for i in range(n):
        total += s.offers[d, row, i]
        s.sums[d, row, i + 1] = total
    if drafted:
        s.dossiers[d].draft_mean = total / n
    else:
        s.dossiers[d].text_mean = total / n


@compiled
def ahead_and_behind(s, d, drafted, own):
    """By how much `own` exceeds the offers below it, and falls short of those above it, in all."""
    row, n = int(drafted), s.communes.shape[0]
    low, high = 0, n
    while low < high:
        middle = (low + high) // 2
        if s.offers[d, row, middle] <= own:
            low = middle + 1
        else:
            high = middle
    below = s.sums[d, row, low]
    return low * own - below, s.sums[d, row, n] - below - (n - low) * own
