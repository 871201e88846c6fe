"""Addressed randomness: a draw is a function of (seed, place, purpose, address), never of the draws before it (aléa).

The place is the intercommunality: two of them share no draw of one seed, so that seeds are replicates. The address of
a draw names the dossier, the moment and the commune (by a key made from its INSEE code, so that the order of communes
changes nothing). A dossier that ends early therefore leaves all other draws as they were:
treatments are compared on common random numbers. The mixing works on 32-bit words stored in 64-bit integers, so that
compiled and interpreted code, and every version of NumPy, give the same bits.

Source: integer finaliser of the murmur family; inverse normal of Wichura 1988 (AS 241).
"""

from __future__ import annotations

import math
import zlib

from negosim.compiled import compiled

__all__ = ["PURPOSES", "key_of", "logit_noise", "normal", "seed_words", "uniform"]

MASK = 0xFFFFFFFF

PURPOSES: list[str] = []
"""The purposes of draws; a name's index in the list is its code."""


def purpose(name: str) -> int:
    """Declare a purpose and return its code. A new purpose is added at the end, so that no other draw changes."""
    PURPOSES.append(name)
    return len(PURPOSES) - 1


IDEAL_GROUP = purpose("ideal_group")  # what a role and a living area want of a clause
IDEAL_OWN = purpose("ideal_own")  # what a commune wants of a clause
SALIENCE = purpose("salience")  # how much a clause matters
INTERDEPENDENCE = purpose("interdependence")  # link between two clauses
ITEM_COST = purpose("item_cost")  # cost of an item
ITEM_HOST = purpose("item_host")  # order of the hosts of items
PREMIUM = purpose("premium")  # reservation premium
ENVY = purpose("envy")  # envy
GUILT = purpose("guilt")  # guilt
THRESHOLD = purpose("threshold")  # threshold of contagion
TRUST = purpose("trust")  # trust of a commune in another on the first day
ENGAGEMENT = purpose("engagement")  # baseline engagement
PRESIDENT = purpose("president")  # who presides
UNDERSTANDING = purpose("understanding")  # error of what is not understood
BELIEF_BENEFIT = purpose("belief_benefit")  # error of the DGS on a benefit
BELIEF_SALIENCE = purpose("belief_salience")  # what the DGS believes of a salience before listening
OFFICIAL_VIEW = purpose("official_view")  # own view of an official
ATTENDANCE = purpose("attendance")  # who attends a meeting
PROPOSER = purpose("proposer")  # who writes the draft of a round
PROPOSAL = purpose("proposal")  # whether a proposal asks for an item
REACTION = purpose("reaction")  # whether answers are candid this month
CANDOUR = purpose("candour")  # candour, and consent to a transfer
MUTATION = purpose("mutation")  # random changes of a draft
HEADCOUNT = purpose("headcount")  # error of the headcount
MAYOR_VOTE = purpose("mayor")  # noise of a mayor's vote
NORM = purpose("norm")  # courtesy of the consensus norm
OFFICIAL_VOTE = purpose("official")  # noise of an official's vote
LOYALTY = purpose("loyalty")  # whether an official follows the mayor
PRESENCE = purpose("presence")  # whether an official is present
MUNICIPAL_ANSWER = purpose("ratification")  # silence and noise of a municipal council
KEEPING_WORD = purpose("defection")  # whether a commune breaks a decision
STRATEGY = purpose("strategy")  # draws that the DGS's strategy may use
IDEAL_COMMON = purpose("ideal_common")  # what all communes want of a clause
TRADE = purpose("trade")  # communes and clauses of an exchange
FRANKNESS = purpose("frankness")  # whether a commune gives its reason
OPPOSITION = purpose("opposition")  # position of a commune's opposition list
THEME = purpose("theme")  # a commune's own position on a theme
DELIVERY = purpose("delivery")  # what becomes of a project


def key_of(code: str) -> int:
    """A 32-bit key for a commune's INSEE code (or any other name)."""
    return zlib.crc32(code.encode())


@compiled
def times(a: int, b: int) -> int:
    """Product of two 32-bit words modulo 2**32; a wrap of the compiled integers leaves these bits as they are."""
    return (int(a) * int(b)) & 0xFFFFFFFF


@compiled
def absorb(word: int, value: int) -> int:
    """A 32-bit word that mixes `value` into `word`."""
    h = (word ^ (value & 0xFFFFFFFF)) & 0xFFFFFFFF
    h = times(h ^ (h >> 16), 0x7FEB352D)
    h = times(h ^ (h >> 15), 0x846CA68B)
    return (h ^ (h >> 16)) & 0xFFFFFFFF


def seed_words(seed: int, place: int = 0) -> tuple[int, int]:
    """The two 32-bit words from which every draw of the 64-bit `seed` starts in a place; 0 is a seed like any other.

    `place` is a key of the intercommunality; 0 where there is none.
    """
    low, high = seed & MASK, (seed >> 32) & MASK
    words = int(absorb(absorb(0x9E3779B9, low), high)), int(absorb(absorb(0x7F4A7C15, high), low))
    return (int(absorb(words[0], place)), int(absorb(words[1], place))) if place else words


@compiled
def uniform(seed_low: int, seed_high: int, purpose: int, a: int, b: int, c: int) -> float:
    """A number strictly inside (0, 1) with 52 random bits, addressed by `(purpose, a, b, c)`.

    `seed_low` and `seed_high` are the words of the seed, from which the low and the high bits start.
    """
    low = absorb(absorb(absorb(absorb(seed_low, purpose), a), b), c)
    high = absorb(seed_high, low)
    return ((high >> 6) * 67108864.0 + (low >> 6) + 0.5) / 4503599627370496.0


@compiled
def tail_quantile(r: float) -> float:
    """Quantile of the normal beyond .425 from the middle, `r` = sqrt(-log(tail)); Wichura 1988."""
    if r <= 5.0:
        r = r - 1.6
        top = ((((((7.74545014278341407640e-4 * r + 2.27238449892691845833e-2) * r + 2.41780725177450611770e-1) * r
            + 1.27045825245236838258) * r + 3.64784832476320460504) * r + 5.76949722146069140550) * r
            + 4.63033784615654529590) * r + 1.42343711074968357734  # fmt: skip
        low = ((((((1.05075007164441684324e-9 * r + 5.47593808499534494600e-4) * r + 1.51986665636164571966e-2) * r
            + 1.48103976427480074590e-1) * r + 6.89767334985100004550e-1) * r + 1.67638483018380384940) * r
            + 2.05319162663775882187) * r + 1.0  # fmt: skip
        return top / low
    r = r - 5.0
    top = ((((((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r + 1.24266094738807843860e-3) * r
        + 2.65321895265761230930e-2) * r + 2.96560571828504891230e-1) * r + 1.78482653991729133580) * r
        + 5.46378491116411436990) * r + 6.65790464350110377720  # fmt: skip
    low = ((((((2.04426310338993978564e-15 * r + 1.42151175831644588870e-7) * r + 1.84631831751005468180e-5) * r
        + 7.86869131145613259100e-4) * r + 1.48753612908506148525e-2) * r + 1.36929880922735805310e-1) * r
        + 5.99832206555887937690e-1) * r + 1.0  # fmt: skip
    return top / low


@compiled
def quantile(u: float) -> float:
    """Standard normal quantile of `u` in (0, 1). Source: Wichura 1988 (AS 241, PPND16)."""
    q = u - 0.5
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        top = ((((((2.5090809287301226727e3 * r + 3.3430575583588128105e4) * r + 6.7265770927008700853e4) * r
            + 4.5921953931549871457e4) * r + 1.3731693765509461125e4) * r + 1.9715909503065514427e3) * r
            + 1.3314166789178437745e2) * r + 3.3871328727963666080  # fmt: skip
        low = ((((((5.2264952788528545610e3 * r + 2.8729085735721942674e4) * r + 3.9307895800092710610e4) * r
            + 2.1213794301586595867e4) * r + 5.3941960214247511077e3) * r + 6.8718700749205790830e2) * r
            + 4.2313330701600911252e1) * r + 1.0  # fmt: skip
        return q * top / low
    if q < 0.0:
        return -tail_quantile(math.sqrt(-math.log(u)))
    return tail_quantile(math.sqrt(-math.log(1.0 - u)))


@compiled
def normal(seed_low: int, seed_high: int, purpose: int, a: int, b: int, c: int) -> float:
    """A standard normal draw, addressed by `(purpose, a, b, c)`."""
    return quantile(uniform(seed_low, seed_high, purpose, a, b, c))


@compiled
def logit_noise(u: float) -> float:
    """Logistic noise of unit scale from a uniform draw."""
    return math.log(u / (1.0 - u))
