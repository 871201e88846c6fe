"""A clause with its unit, today's value, its theme and its words in each direction (clause).

The engine moves a clause between the levels 0 and 1; people read values: `value_at` and `level_of` go from one to the
other, `words` says a move in a sentence. A sentence is a verb and what follows, without subject, so that it may stand
after "proposes to": « porter la dotation de {bare} à {after} ».
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import TypeAlias

from negosim.errors import Message, message
from negosim.locale import number, translate
from negosim.territory.model import Territory

__all__ = [
    "DATA", "ESTIMATE", "EUROS_A_YEAR", "EUROS_PER_HEAD", "KILOMETRES", "LAW", "LEVEL", "MEETINGS", "MONTHS_UNIT",
    "NUMBER", "PERCENT", "PLACEHOLDERS", "SEATS", "SOURCES", "STAFF", "THEMES", "UNITS", "YEARS", "Clause", "Figure",
    "bounds", "clauses_of", "figure", "level_of", "money", "rounded_value", "stepwise", "today_value", "value_at",
    "value_words", "words", "yearly_euros",
]  # fmt: skip

PERCENT, EUROS_A_YEAR, EUROS_PER_HEAD, MONTHS_UNIT = "percent", "euros_per_year", "euros_per_head", "months"
SEATS, MEETINGS, KILOMETRES, STAFF = "seats", "meetings_per_year", "kilometres", "staff"
YEARS, NUMBER, LEVEL = "years", "number", "level"

RAISING = message("porter de {bare} à {after} {question}")
LOWERING = message("ramener de {bare} à {after} {question}")
"""The words of a clause that has none of its own."""

UNITS: dict[str, tuple[Message, Message]] = {
    PERCENT: (message("{n} %"), message("{n} %")),
    EUROS_A_YEAR: (message("{n} € par an"), message("{n} € par an")),
    EUROS_PER_HEAD: (message("{n} € par habitant et par an"), message("{n} € par habitant et par an")),
    MONTHS_UNIT: (message("{n} seul mois"), message("{n} mois")),
    SEATS: (message("{n} siège"), message("{n} sièges")),
    MEETINGS: (message("{n} réunion par an"), message("{n} réunions par an")),
    KILOMETRES: (message("{n} km"), message("{n} km")),
    STAFF: (message("{n} agent"), message("{n} agents")),
    YEARS: (message("{n} an"), message("{n} ans")),
    NUMBER: (message("{n}"), message("{n}")),
    LEVEL: (message("{n}"), message("{n}")),
}
"""The units of a clause, each with its words for one and for several; `level` is a scale of named steps."""

ALMOST = 1e-9
WHOLE_UNITS = (MONTHS_UNIT, SEATS, MEETINGS, STAFF, NUMBER, LEVEL)

DATA, LAW, ESTIMATE = SOURCES = ("data", "law", "estimate")
"""Where today's value comes from: the data of the territory, an article, or an order of magnitude."""

THEMES = (
    "solidarity", "proximity", "integration", "small_communes_voice", "ecology_growth", "fiscal_prudence",
)  # fmt: skip
"""What clauses of all dossiers are about."""

PLACEHOLDERS = ("before", "after", "bare", "question")
"""What a sentence may hold in braces: the value before and after with its unit, the value before without it (`bare`:
« porter de 4 à 7 % »), and the question."""

Figure: TypeAlias = float | Callable[[Territory], float]
"""A number, or a function of the territory that gives one."""


@dataclass(frozen=True)
class Clause:
    """What one clause is about, and how its levels read.

    `question` is the matter in a few words, with its article. Level 0 is `low`, level 1 is `high`, in `unit`; `low` is
    above `high` where the scale runs downwards. `today` is the value that stands today, known from `source`. The level
    1 serves `theme` where `serves` is 1, the level 0 where it is -1. `raising` and `lowering` say that the value goes
    up or down, with the braces of `PLACEHOLDERS`. `euros` gives what a value costs or moves in euros a year. `steps`
    are the names of the values 0, 1, 2… of the unit `level`, which cut the scale above 0 into equal parts.
    """

    name: str
    question: Message
    low: Figure
    high: Figure
    unit: str
    today: Figure
    source: str
    theme: str
    raising: Message = RAISING
    lowering: Message = LOWERING
    euros: Callable[[Territory, float], float] | None = None
    steps: tuple[Message, ...] = ()
    serves: int = 1


def stepwise(
    name: str,
    question: Message,
    steps: tuple[Message, ...],
    source: str,
    theme: str,
    raising: Message,
    lowering: Message,
    serves: int = 1,
) -> Clause:
    """A clause on a scale of named steps, the first of which stands today."""
    last = len(steps) - 1
    return Clause(name, question, 0, last, LEVEL, 0, source, theme, raising, lowering, steps=steps, serves=serves)


def plain_clause(question: Message, k: int) -> Clause:
    """The clause number k of a kind that only gives its question: from 0 to 100 %, with words that fit any question."""
    quoted = message("« {words} »", words=question)
    return Clause(f"clause_{k + 1}", quoted, 0, 100, PERCENT, 0, ESTIMATE, "")


def clauses_of(declared: Iterable[Clause | Message | str]) -> tuple[Clause, ...]:
    """The clauses that a kind of dossier declares; a sentence or plain words stand for a question without a scale."""
    return tuple(
        clause if isinstance(clause, Clause)
        else plain_clause(clause if isinstance(clause, Message) else Message("{words}", {"words": clause}), k)
        for k, clause in enumerate(declared)
    )  # fmt: skip


def figure(value: Figure, territory: Territory) -> float:
    """The number that `value` is in this territory."""
    return float(value(territory)) if callable(value) else float(value)


def bounds(clause: Clause, territory: Territory) -> tuple[float, float]:
    """The values of the levels 0 and 1."""
    return figure(clause.low, territory), figure(clause.high, territory)


def today_value(clause: Clause, territory: Territory) -> float:
    """The value that stands today, rounded as people say it."""
    return rounded_value(clause, territory, figure(clause.today, territory))


def value_at(clause: Clause, territory: Territory, level: float) -> float:
    """The value of a level in [0, 1], not rounded."""
    low, high = bounds(clause, territory)
    return low + (high - low) * level


def level_of(clause: Clause, territory: Territory, value: float) -> float:
    """The level of a value; beyond [0, 1] where the value is beyond the scale."""
    low, high = bounds(clause, territory)
    return (value - low) / (high - low)


def step_of(clause: Clause, territory: Territory, value: float) -> float:
    """The step to which `value` is rounded: fine on a short scale, two digits for an amount."""
    if clause.unit in WHOLE_UNITS:
        return 1.0
    if clause.unit == EUROS_A_YEAR:
        return two_digits(value)
    low, high = bounds(clause, territory)
    span = abs(high - low)
    if clause.unit == PERCENT:
        return 0.1 if span <= 10 else 0.5 if span <= 40 else 1.0
    return 0.5 if span <= 30 and clause.unit != EUROS_PER_HEAD else 1.0


def two_digits(value: float) -> float:
    """The step that leaves two significant digits of `value`."""
    return 10.0 ** (floor(log10(abs(value))) - 1) if value else 1.0


def rounded_value(clause: Clause, territory: Territory, value: float, *, finely: bool = False) -> float:
    """A value rounded to the step of its clause or, `finely`, to one more digit.

    On a scale of named steps it is rounded up, so that only the level 0 is the first step: what stands today.
    """
    if clause.steps:
        return float(ceil(value - ALMOST))
    step = step_of(clause, territory, value)
    if finely:
        step = 0.1 if step == 0.5 else step / 10
    return round(round(value / step) * step, 6)


def values_shown(clause: Clause, territory: Territory, before: float, after: float) -> tuple[float, float]:
    """The values of two levels as a sentence gives them: rounded, more finely where they would read the same."""
    values = [value_at(clause, territory, level) for level in (before, after)]
    first, last = (rounded_value(clause, territory, value) for value in values)
    if first == last and clause.unit not in WHOLE_UNITS:
        first, last = (rounded_value(clause, territory, value, finely=True) for value in values)
    return first, last


def value_words(clause: Clause, value: float, lang: str, *, bare: bool = False) -> str:
    """A rounded value with its unit, or `bare`: « 7 % », « 18 mois », the name of a step between quotes."""
    if clause.steps:
        step = clause.steps[min(max(round(value), 0), len(clause.steps) - 1)]
        return translate(message("« {step} »", step=step), lang)
    digits = number(value, "", lang)
    if bare:  # in English the sign of the euro comes first, and is no unit to leave out
        return f"€{digits}" if lang != "fr" and clause.unit in (EUROS_A_YEAR, EUROS_PER_HEAD) else digits
    is_one = abs(value) < 2 if lang == "fr" else value == 1
    one, many = UNITS[clause.unit]
    return translate(Message((one if is_one else many).text, {"n": digits}), lang)


def words(clause: Clause, territory: Territory, before: float, after: float, lang: str) -> str:
    """The sentence on the move of a clause from one level to another: what changes, from what to what, in euros.

    Where both levels read the same, it says that the move is slight; where they are equal, that nothing moves.
    """
    first, last = values_shown(clause, territory, before, after)
    if first == last:
        return translate(slight_move(clause, territory, before, after, value_words(clause, last, lang)), lang)
    sentence = clause.raising if last > first else clause.lowering
    values = {
        "before": value_words(clause, first, lang),
        "after": value_words(clause, last, lang),
        "bare": value_words(clause, first, lang, bare=True),
        "question": clause.question,
    }
    phrase = translate(Message(sentence.text, {**sentence.values, **values}), lang)
    amount = yearly_euros(clause, territory, before, after)
    if amount == 0:
        return phrase
    values = {"phrase": phrase, "amount": money(abs(amount), lang)}
    more = message("{phrase}, soit {amount} de plus par an", **values)
    return translate(more if amount > 0 else message("{phrase}, soit {amount} de moins par an", **values), lang)


def slight_move(clause: Clause, territory: Territory, before: float, after: float, value: str) -> Message:
    """The sentence on a move that does not change the rounded `value`, written out."""
    change = value_at(clause, territory, after) - value_at(clause, territory, before)
    values = {"question": clause.question, "value": value}
    if change == 0:
        return message("laisser {question} à {value}", **values)
    if clause.steps:
        step = round(rounded_value(clause, territory, value_at(clause, territory, after))) + (1 if change > 0 else -1)
        if 0 <= step < len(clause.steps):
            return message("faire évoluer {question}, sans aller jusqu'à « {step} » ({value})",
                           step=clause.steps[step], **values)  # fmt: skip
        return message("s'engager davantage sur {question} ({value})", **values)
    if change > 0:
        return message("relever légèrement {question} ({value})", **values)
    return message("réduire légèrement {question} ({value})", **values)


def yearly_euros(clause: Clause, territory: Territory, before: float, after: float) -> float:
    """Euros a year more (or less, negative) at the level `after` than at `before`, in two digits; 0 where unknown."""
    if clause.euros is None:
        return 0.0
    first, last = values_shown(clause, territory, before, after)
    change = clause.euros(territory, last) - clause.euros(territory, first)
    return round(round(change / two_digits(change)) * two_digits(change), 2)


def money(euros: float, lang: str) -> str:
    """An amount in words of two or three digits: « 180 000 € », « 2,4 M€ »."""
    if abs(euros) < 1e6:
        step = two_digits(euros)
        return number(round(euros / step) * step, "_eur", lang)
    return translate(message("{millions} M€", millions=round(euros / 1e6, 1 if abs(euros) < 1e8 else 0)), lang)
