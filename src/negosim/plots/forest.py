"""Estimates with their intervals, one a line: effects of treatments, cells of levers, indices (estimations)."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
from matplotlib.axes import Axes

from negosim.errors import Message, message
from negosim.facilitation import STRATEGIES
from negosim.locale import number, translate
from negosim.metrics import METRICS, direction_of, is_share
from negosim.plots.slide import BLUE, FAINT, GREY, INK, Slide, no_ticks, place, plain, sheet
from negosim.titles import typeset

__all__ = ["Frame", "cells", "draw", "effects", "folded", "framed", "level_label", "outcome_label", "source_of"]

Frame: TypeAlias = Any
"""A DataFrame of pandas, whose annotations are too wide for a type checker."""

MOST_PANELS, MOST_LINES = 3, 14
LEFT, RIGHT, GAP = 0.32, 0.96, 0.04
PANEL_CHARS = 20
MOST_CHARS = 60
UNMIXED = "-"
"""In the column `aliases`: a difference of means that is confounded with nothing."""
TIGHT = 10
"""Lines above which labels are smaller."""


LEVERS: dict[str, Message] = {
    "regulatory": message("réglementaire"),
    "method": message("méthodologique"),
    "human": message("humain"),
}
"""The levers by their name in the configuration."""


def outcome_label(name: str) -> Message:
    """The name of a metric in the reader's language; a column of one's own keeps its name."""
    return METRICS[name].label if name in METRICS.names() else message("{name}", name=name)


def level_label(key: str, level: Any) -> Message:
    """The name of a level: that of the strategy, a number in the reader's digits, else as it is written."""
    if key == "facilitation" and str(level) in STRATEGIES.names():
        return STRATEGIES[str(level)].label
    if level == "all":
        return message("tous les mandats")
    if isinstance(level, int | float) and not isinstance(level, bool):
        return message("{value}", value=level)
    return message("{name}", name=str(level))


def combined(levers: Sequence[str], cell: str) -> Message:
    """The levers that are on in a cell ("010"), in the reader's language."""
    on = [
        LEVERS.get(name, message("{name}", name=name)) for name, digit in zip(levers, cell, strict=True) if digit == "1"
    ]
    if len(on) == len(levers):
        return message("tous les leviers")
    whole = on[0] if on else message("aucun levier")
    for other in on[1:]:
        whole = message("{first} + {second}", first=whole, second=other)
    return whole


def source_of(name: str, stage: str, runs: int) -> Message:
    """The last line of a figure of an experiment."""
    stages = {"exploratory": message("exploratoire"), "confirmatory": message("confirmatoire")}
    return message(
        "Expérience « {name} » ({stage}) – {runs} mandats simulés par negosim ; préférences synthétiques",
        name=name,
        stage=stages.get(stage, message("{name}", name=stage)),
        runs=runs,
    )


def effects(table: Frame, key: str, label: str, sesoi: Mapping[str, float], source: Message, lang: str = "fr") -> Slide:
    """Paired differences of each level of a factor to its control, a panel for each of the first outcomes.

    `table`: rows of `ensemble.analysis.effects.effects` of this factor, called `label`; band: `sesoi` by outcome.
    """
    outcomes = list(dict.fromkeys(table["outcome"]))[:MOST_PANELS]
    control = table["control"].iloc[0]
    order = table[table["outcome"] == outcomes[0]].sort_values("difference", ascending=direction_of(outcomes[0]) < 0)
    best = order.iloc[0] if key == "facilitation" else order.loc[order["difference"].abs().idxmax()]
    counted = all(isinstance(level, int | float) for level in order["level"])
    order = order.sort_values("level") if counted else order
    levels = order["level"].tolist()[:MOST_LINES]
    share = is_share(outcomes[0])
    values: dict[str, Any] = {
        "level": level_label(key, best["level"]),
        "control": level_label(key, control),
        "outcome": outcome_label(outcomes[0]),
        **{name: signed(best[name], lang, share=share) for name in ("difference", "low", "high")},
    }
    if key != "facilitation":
        title = message("{key} = {level} : {difference} face à {control}", key=label, **values)
    else:
        title = message("{level} : {difference} face à « {control} »", **values)
    measure = told_first(kind_of_difference(table), values, band=any(name in sesoi for name in outcomes))
    with plain():
        figure = worded(source, lang, title, measure, told_effects(order, key, values["control"], lang))
        names = [translate(level_label(key, level), lang) for level in levels]
        for axes, outcome in zip(_panels(figure, len(outcomes)), outcomes, strict=True):
            part = table[table["outcome"] == outcome].set_index("level").reindex(levels)
            share = is_share(outcome)
            estimates = part[["difference", "low", "high"]].to_numpy(float)
            draw(axes, estimates, names, lang, share=share, band=sesoi.get(outcome, 0.0))
            axes.set_title(folded(translate(outcome_label(outcome), lang)), fontsize=17, loc="left")
            names = [""] * len(levels)
    return figure


def told_first(kind: Message, values: Mapping[str, Any], *, band: bool) -> Message:
    """The interval of the first outcome, what the differences are, and what the band is where there is one."""
    if not band:
        return message("« {outcome} » d'abord [{low} ; {high}] ; {kind}, intervalles à 95 %.", kind=kind, **values)
    return message(
        "« {outcome} » d'abord [{low} ; {high}] ; {kind}, intervalles à 95 %. Bande grise : moins que "
        "le plus petit effet d'intérêt.",
        kind=kind,
        **values,
    )


def kind_of_difference(table: Frame) -> Message:
    """Whether the differences of a table are paired, or else what they are mixed with."""
    mixed = next((name for name in table.get("aliases", ()) if name), "")
    if not mixed:
        return message("différences appariées")
    if mixed == UNMIXED:
        return message("différences de moyennes")
    return message(
        "différences de moyennes, confondues avec {aliases}",
        aliases=textwrap.shorten(mixed, MOST_CHARS, placeholder=" …"),
    )


def told_effects(order: Frame, key: str, control: Message, lang: str) -> Message:
    """The figure of effects in words."""
    lines = [
        message(
            "{level} {difference}", level=level_label(key, row["level"]), difference=signed(row["difference"], lang)
        )
        for _, row in order.iterrows()
    ]
    return message("Différence de chaque niveau à « {control} », par mesure : {lines}.", control=control, lines=lines)


def cells(table: Frame, joint: Frame, levers: Sequence[str], source: Message, lang: str = "fr") -> Slide:
    """The outcome in each combination of levers: the best in the title, J under it.

    `table`: columns `cell` ("010", one digit a lever), `mean`, `low`, `high`; `joint`: a row with
    `value`, `low`, `high`.
    """
    outcome = str(table["outcome"].iloc[0])
    ordered = table.sort_values(["active", "cell"])
    names = [translate(combined(levers, str(cell)), lang) for cell in ordered["cell"]]
    title = told_best(ordered, levers, lang)
    measure = message(
        "{outcome}, intervalles à 95 % ; {told}", outcome=outcome_label(outcome), told=told_joint(joint, lang)
    )
    told = [
        message("{name} {value}", name=name, value=plainly(round(mean, 3), lang, share=is_share(outcome)))
        for name, mean in zip(names, ordered["mean"], strict=True)
    ]
    alt = message(
        "{outcome} par combinaison de leviers : {lines}.",
        outcome=outcome_label(outcome),
        lines=told,
    )
    with plain():
        figure, axes = framed(source, lang, (0.34, RIGHT, 0.1, 0.98), title, measure, alt)
        estimates = ordered[["mean", "low", "high"]].to_numpy(float)
        draw(axes, estimates, names, lang, share=is_share(outcome), zero=False, signs=False)
    return figure


def told_best(cells: Frame, levers: Sequence[str], lang: str) -> Message:
    """The best combination; the range where neither more nor less is better."""
    outcome = str(cells["outcome"].iloc[0])
    means, share, better = cells["mean"].round(3), is_share(outcome), direction_of(outcome)
    low, high = (plainly(value, lang, share=share) for value in (means.min(), means.max()))
    if not better:
        return message("« {outcome} » : de {low} à {high} selon les leviers", outcome=outcome_label(outcome),
                       low=low, high=high)  # fmt: skip
    best = cells.loc[(better * means).idxmax()]
    return message("Meilleure combinaison : {names}, {value}", names=combined(levers, str(best["cell"])),
                   value=plainly(round(best["mean"], 3), lang, share=share))  # fmt: skip


def told_joint(joint: Frame, lang: str) -> Message:
    """Whether levers do more together than the sum of each, by a row with `value`, `low`, `high`."""
    value, low, high = (float(joint[name]) for name in ("value", "low", "high"))
    values: dict[str, Any] = {"j": signed(value, lang), "low": signed(low, lang), "high": signed(high, lang)}
    if low > 0:
        return message("ensemble, les leviers font plus que leur somme (J = {j} [{low} ; {high}])", **values)
    if high < 0:
        return message("ensemble, les leviers font moins que leur somme (J = {j} [{low} ; {high}])", **values)
    return message("ensemble, les leviers font à peu près leur somme (J = {j} [{low} ; {high}])", **values)


def draw(
    axes: Axes,
    estimates: np.ndarray,
    names: Sequence[str],
    lang: str,
    *,
    share: bool = False,
    band: float = 0.0,
    zero: bool = True,
    signs: bool = True,
    colour: str = BLUE,
    marker: str = "o",
    shift: float = 0.0,
) -> None:
    """One line for each row of `estimates` float64[n, 3] (value, low, high); the first stands on top."""
    rows = np.arange(len(estimates)) + shift
    if band:
        axes.axvspan(-band, band, color=FAINT, linewidth=0)
    if zero:
        axes.axvline(0, color=INK, linewidth=1.5)
    low, high = (np.where(np.isnan(edge), estimates[:, 0], edge) for edge in (estimates[:, 1], estimates[:, 2]))
    axes.hlines(rows, low, high, color=colour, linewidth=4)
    axes.plot(
        estimates[:, 0], rows, linestyle="none", marker=marker, markersize=13, color=colour, markeredgecolor="white"
    )
    axes.set(ylim=(len(estimates) - 0.5, -0.6), yticks=np.arange(len(estimates)))
    axes.set_yticklabels([typeset(name, lang) for name in names], fontsize=18 if len(names) <= TIGHT else 16)
    axes.locator_params(axis="x", nbins=3 if signs else 5)
    marks = [mark for mark in axes.get_xticks() if axes.get_xlim()[0] <= mark <= axes.get_xlim()[1]]
    write = signed if signs else plainly
    axes.set_xticks(marks, [write(mark, lang, share=share) for mark in marks], fontsize=17)
    axes.grid(axis="x", color=GREY, linewidth=0.5, alpha=0.5)
    axes.set_axisbelow(True)
    axes.spines["left"].set_visible(False)
    no_ticks(axes)


def _panels(figure: Slide, count: int) -> list[Axes]:
    """Axes side by side, names at the left of the first."""
    width = (RIGHT - LEFT - GAP * (count - 1)) / count
    starts = [LEFT + k * (width + GAP) for k in range(count)]
    return [figure.add_axes(place(figure, start, start + width, 0.09, 0.86)) for start in starts]


def folded(text: str, chars: int = PANEL_CHARS) -> str:
    """A title of a panel, on as many lines as it takes."""
    return textwrap.fill(text, chars)


def worded(source: Message, lang: str, *said: Message) -> Slide:
    """A slide with its words in the reader's language."""
    title, *rest = (typeset(translate(words, lang), lang) for words in said)
    return sheet(translate(source, lang), lang, title[:1].upper() + title[1:], *rest)


def framed(source: Message, lang: str, box: tuple[float, float, float, float], *said: Message) -> tuple[Slide, Axes]:
    """A slide with its words, and axes in `box` (left, right, bottom, top) under them."""
    figure = worded(source, lang, *said)
    return figure, figure.add_axes(place(figure, *box))


def plainly(value: float, lang: str, *, share: bool = False) -> str:
    """A number, or a percentage."""
    return number(round(float(value), 6), "value_share" if share else "value", lang)


def signed(value: float, lang: str, *, share: bool = False) -> str:
    """A difference with its sign, three decimals; percentage points where `share`."""
    told = round(float(value) * (100 if share else 1), 1 if share else 3)
    written = number(abs(told), "value", lang)
    sign = "−" if told < 0 else "+" if told > 0 else ""
    return f"{sign}{written}{' pt' if share else ''}"
