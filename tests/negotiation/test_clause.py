"""A clause reads as a value with its unit, its direction and its euros, in both languages."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from negosim.agenda import KINDS
from negosim.errors import Message, message
from negosim.locale import number, translate
from negosim.negotiation.state.clause import (
    EUROS_A_YEAR,
    EUROS_PER_HEAD,
    KILOMETRES,
    LEVEL,
    MEETINGS,
    MONTHS_UNIT,
    NUMBER,
    PERCENT,
    SEATS,
    SOURCES,
    STAFF,
    THEMES,
    UNITS,
    YEARS,
    Clause,
    bounds,
    clauses_of,
    figure,
    level_of,
    money,
    rounded_value,
    stepwise,
    today_value,
    value_at,
    value_words,
    words,
    yearly_euros,
)  # fmt: skip
from negosim.territory.load import load

FAUCIGNY, TWO, BORDEAUX = "200000172", "200050532", "243300316"
OURS = [(name, clause) for name in KINDS.names() for clause in clauses_of(KINDS[name].clauses)]
EVERY = pytest.mark.parametrize(("kind", "clause"), OURS, ids=[f"{name}-{clause.name}" for name, clause in OURS])
PLACES = pytest.mark.parametrize("siren", [FAUCIGNY, TWO, BORDEAUX])
LANGS = pytest.mark.parametrize("lang", ["fr", "en"])


@EVERY
def test_a_clause_declares_what_it_is(kind, clause):
    assert clause.unit in UNITS
    assert clause.source in SOURCES
    assert clause.theme in THEMES
    assert clause.serves in (-1, 1)
    assert bool(clause.steps) == (clause.unit == LEVEL)
    assert [other.name for name, other in OURS if name == kind].count(clause.name) == 1


@EVERY
@PLACES
def test_the_status_quo_is_what_stands_today(kind, clause, siren):
    territory = load(siren)
    shape = KINDS[kind].open(territory)
    if shape is not None:
        k = [other.name for other in KINDS[kind].clauses].index(clause.name)
        assert level_of(clause, territory, figure(clause.today, territory)) == pytest.approx(shape.status_quo[k])


@EVERY
@PLACES
def test_levels_and_values_go_both_ways(kind, clause, siren):
    territory = load(siren)
    low, high = bounds(clause, territory)
    assert low != high
    assert (value_at(clause, territory, 0.0), value_at(clause, territory, 1.0)) == pytest.approx((low, high))
    for level in np.linspace(0, 1, 11):
        assert level_of(clause, territory, value_at(clause, territory, level)) == pytest.approx(level)


@EVERY
@PLACES
@LANGS
@pytest.mark.parametrize(("before", "after"), [(0.0, 0.5), (0.5, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 0.4)])
def test_its_words_contain_its_value_and_its_direction(kind, clause, siren, lang, before, after):
    territory = load(siren)
    said = words(clause, territory, before, after, lang)
    values = [rounded_value(clause, territory, value_at(clause, territory, level)) for level in (before, after)]
    assert value_words(clause, values[1], lang) in said
    assert value_words(clause, values[0], lang, bare=True) in said
    sentence = clause.raising if values[1] > values[0] else clause.lowering
    verb = translate(Message(sentence.text, dict.fromkeys(("before", "after", "bare", "question"), "")), lang).split()[
        0
    ]
    assert said.startswith(verb)
    assert said != words(clause, territory, after, before, lang)
    assert ("€" in said) == (clause.euros is not None or "euros" in clause.unit)


@EVERY
@LANGS
def test_the_smallest_move_has_its_direction(kind, clause, lang):
    territory = load(FAUCIGNY)
    up, down = (words(clause, territory, 0.5, level, lang) for level in (0.501, 0.499))
    assert up != down
    assert words(clause, territory, 0.5, 0.5, lang) not in (up, down)


@EVERY
def test_each_language_has_its_own_words(kind, clause):
    fr, en = (words(clause, load(FAUCIGNY), 0.0, 1.0, lang) for lang in ("fr", "en"))
    assert fr != en
    assert "{" not in fr + en


SCALE = Clause("pool", message("le tarif"), 4, 12, PERCENT, 4, "law", "solidarity")
UNIT_WORDS = {
    PERCENT: ("7 %", "7%"), EUROS_A_YEAR: ("7 € par an", "€7 a year"), MONTHS_UNIT: ("7 mois", "7 months"),
    EUROS_PER_HEAD: ("7 € par habitant et par an", "€7 per inhabitant and year"), SEATS: ("7 sièges", "7 seats"),
    MEETINGS: ("7 réunions par an", "7 meetings a year"), KILOMETRES: ("7 km", "7 km"), NUMBER: ("7", "7"),
    STAFF: ("7 agents", "7 employees"), YEARS: ("7 ans", "7 years"),
}  # fmt: skip


@pytest.mark.parametrize("unit", UNIT_WORDS)
def test_every_unit_has_its_words(unit):
    clause = replace(SCALE, unit=unit)
    assert tuple(value_words(clause, 7.0, lang) for lang in ("fr", "en")) == UNIT_WORDS[unit]
    assert set(UNIT_WORDS) | {LEVEL} == set(UNITS)


def test_one_and_none_are_singular_in_french():
    clause = replace(SCALE, unit=SEATS)
    assert [value_words(clause, n, "fr") for n in (0, 1, 2)] == ["0 siège", "1 siège", "2 sièges"]
    assert [value_words(clause, n, "en") for n in (0, 1, 2)] == ["0 seats", "1 seat", "2 seats"]


def test_a_move_says_what_from_what_to_what_and_its_euros():
    territory = load(FAUCIGNY)
    priced = replace(SCALE, euros=lambda place, percent: percent * 20_000)
    assert (
        words(priced, territory, 0.0, 0.5, "fr") == "porter de 4 à 8 % le tarif, soit 80\u202f000\xa0€ de plus par an"
    )
    assert words(priced, territory, 0.5, 0.0, "en") == "lower le tarif from 8 to 4%, that is €80,000 less a year"
    assert yearly_euros(priced, territory, 0.0, 0.5) == 80_000
    assert yearly_euros(SCALE, territory, 0.0, 0.5) == 0.0
    assert words(SCALE, territory, 0.5, 0.502, "fr") == "porter de 8 à 8,02 % le tarif"
    assert words(SCALE, territory, 0.5, 0.5, "fr") == "laisser le tarif à 8 %"


def test_a_whole_number_that_stays_moves_slightly():
    territory, clause = load(FAUCIGNY), replace(SCALE, unit=STAFF, low=0, high=10, today=0)
    assert words(clause, territory, 0.5, 0.52, "fr") == "relever légèrement le tarif (5 agents)"
    assert words(clause, territory, 0.52, 0.5, "fr") == "réduire légèrement le tarif (5 agents)"


def test_named_steps_say_where_a_small_move_goes():
    territory, steps = load(FAUCIGNY), (message("un"), message("deux"), message("trois"))
    clause = stepwise("scale", message("le degré"), steps, "law", "proximity",
                      message("monter de {before} à {after}"), message("descendre de {before} à {after}"))  # fmt: skip
    assert words(clause, territory, 0.0, 1.0, "fr") == "monter de « un » à « trois »"
    assert words(clause, territory, 0.0, 0.01, "fr") == "monter de « un » à « deux »"
    assert words(clause, territory, 0.5, 0.0, "fr") == "descendre de « deux » à « un »"
    assert words(clause, territory, 0.4, 0.5, "fr") == "faire évoluer le degré, sans aller jusqu'à « trois » (« deux »)"
    assert words(clause, territory, 0.5, 0.4, "fr") == "faire évoluer le degré, sans aller jusqu'à « un » (« deux »)"
    assert words(clause, territory, 0.9, 1.0, "fr") == "s'engager davantage sur le degré (« trois »)"


def test_a_plain_question_goes_from_nothing_to_all():
    [first, second] = clauses_of((message("tarif commun"), "périmètres"))
    territory = load(FAUCIGNY)
    assert words(first, territory, 0.2, 0.55, "fr") == "porter de 20 à 55 % « tarif commun »"
    assert words(second, territory, 0.55, 0.2, "en") == "lower “périmètres” from 55 to 20%"
    assert (first.name, second.name) == ("clause_1", "clause_2")
    assert today_value(first, territory) == 0.0


@pytest.mark.parametrize(
    ("euros", "fr", "en"),
    [(0, "0\xa0€", "€0"), (187_000, "190\u202f000\xa0€", "€190,000"), (2_440_000, "2,4 M€", "€2.4M"),
     (312_400_000, "312 M€", "€312M")],
)  # fmt: skip
def test_amounts_are_said_in_round_figures(euros, fr, en):
    assert (money(euros, "fr"), money(euros, "en")) == (fr, en)


def test_an_amount_a_year_keeps_two_digits():
    clause = replace(SCALE, unit=EUROS_A_YEAR, low=0, high=1_000_000, today=0)
    territory = load(FAUCIGNY)
    assert rounded_value(clause, territory, 123_456.0) == 120_000
    assert words(clause, territory, 0.1, 0.2, "en") == "raise le tarif from €100,000 to €200,000 a year"
    assert number(7.0, "", "fr") == "7"
