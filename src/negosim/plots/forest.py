"""Estimates with their intervals, one on each line: effects of treatments, combinations of levers (estimations)."""

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
from negosim.plots.slide import BLUE, FAINT, GREY, INK, Slide, axes_box, no_ticks, plot_style, sheet
from negosim.titles import typeset

__all__ = [
    "Frame",
    "axes_slide",
    "cells",
    "draw",
    "effects",
    "level_label",
    "outcome_label",
    "source_of",
    "wrap_title",
]

Frame: TypeAlias = Any
"""A DataFrame of pandas, the annotations of which do not suit a type checker."""

MOST_PANELS, MOST_LINES = 3, 14
LEFT, RIGHT, GAP = 0.32, 0.96, 0.04
PANEL_CHARS = 20
MOST_CHARS = 60
CONFOUNDED_WITH_NOTHING = "-"
"""In the column `aliases`, a difference of means that is not confounded."""
TIGHT = 10
"""Number of lines above which labels are smaller."""


LEVERS: dict[str, Message] = {
    "regulatory": message("réglementaire"),
    "method": message("méthodologique"),
    "human": message("humain"),
}
"""The levers by their name in the configuration."""


def outcome_label(name: str) -> Message:
    """The label of a metric; a column of the user keeps its name."""
    return METRICS[name].label if name in METRICS.names() else message("{name}", name=name)


def level_label(key: str, level: Any) -> Message:
    """The label of a level of factor `key`: that of a strategy, a number, or else the level itself."""
    if key == "facilitation" and str(level) in STRATEGIES.names():
        return STRATEGIES[str(level)].label
    if level == "all":
        return message("tous les mandats")
    if isinstance(level, int | float) and not isinstance(level, bool):
        return message("{value}", value=level)
    return message("{name}", name=str(level))


def combination_label(levers: Sequence[str], cell: str) -> Message:
    """The label of the levers that are on in a cell, such as "010"."""
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
    """The line of the source of a figure of an experiment: name, stage, number of mandates."""
    stages = {"exploratory": message("exploratoire"), "confirmatory": message("confirmatoire")}
    return message(
        "Expérience « {name} » ({stage}) – {runs} mandats simulés par negosim ; préférences synthétiques",
        name=name,
        stage=stages.get(stage, message("{name}", name=stage)),
        runs=runs,
    )


def effects(table: Frame, key: str, label: str, sesoi: Mapping[str, float], source: Message, lang: str = "fr") -> Slide:
    """A slide with the differences between each level of a factor and its control, a panel for each outcome.

    Only the first outcomes are drawn.
    Args: `table`, rows of `ensemble.analysis.effects.effects` of factor `key`; `label` of this factor; `sesoi`, by
    outcome, the smallest effect size of interest, which is half the width of the grey band; `source`; `lang`.
    """
    outcomes = list(dict.fromkeys(table["outcome"]))[:MOST_PANELS]
    control = table["control"].iloc[0]
    order = table[table["outcome"] == outcomes[0]].sort_values("difference", ascending=direction_of(outcomes[0]) < 0)
    best = order.iloc[0] if key == "facilitation" else order.loc[order["difference"].abs().idxmax()]
    numeric = all(isinstance(level, int | float) for level in order["level"])
    order = order.sort_values("level") if numeric else order
    levels = order["level"].tolist()[:MOST_LINES]
    share = is_share(outcomes[0])
    values: dict[str, Any] = {
        "level": level_label(key, best["level"]),
        "control": level_label(key, control),
        "outcome": outcome_label(outcomes[0]),
        **{name: with_sign(best[name], lang, share=share) for name in ("difference", "low", "high")},
    }
    if key != "facilitation":
        title = message("{key} = {level} : {difference} face à {control}", key=label, **values)
    else:
        title = message("{level} : {difference} face à « {control} »", **values)
    measure = effects_measure(kind_of_difference(table), values, band=any(name in sesoi for name in outcomes))
    with plot_style():
        figure = text_slide(source, lang, title, measure, effects_alternative(order, key, values["control"], lang))
        names = [translate(level_label(key, level), lang) for level in levels]
        for axes, outcome in zip(_panels(figure, len(outcomes)), outcomes, strict=True):
            part = table[table["outcome"] == outcome].set_index("level").reindex(levels)
            share = is_share(outcome)
            estimates = part[["difference", "low", "high"]].to_numpy(float)
            draw(axes, estimates, names, lang, share=share, band=sesoi.get(outcome, 0.0))
            axes.set_title(wrap_title(translate(outcome_label(outcome), lang)), fontsize=17, loc="left")
            names = [""] * len(levels)
    return figure


def effects_measure(kind: Message, values: Mapping[str, Any], *, band: bool) -> Message:
    """The subtitle of `effects`: interval of the first outcome, kind of difference, meaning of the band if any."""
    if not band:
        return message("« {outcome} » d'abord [{low} ; {high}] ; {kind}, intervalles à 95 %.", kind=kind, **values)
    return message(
        "« {outcome} » d'abord [{low} ; {high}] ; {kind}, intervalles à 95 %. Bande grise : moins que "
        "le plus petit effet d'intérêt.",
        kind=kind,
        **values,
    )


def kind_of_difference(table: Frame) -> Message:
    """Whether the differences of a table are paired, or differences of means, with what confounds them."""
    aliases = next((name for name in table.get("aliases", ()) if name), "")
    if not aliases:
        return message("différences appariées")
    if aliases == CONFOUNDED_WITH_NOTHING:
        return message("différences de moyennes")
    return message(
        "différences de moyennes, confondues avec {aliases}",
        aliases=textwrap.shorten(aliases, MOST_CHARS, placeholder=" …"),
    )


def effects_alternative(order: Frame, key: str, control: Message, lang: str) -> Message:
    """The alternative text of `effects`."""
    lines = [
        message(
            "{level} {difference}",
            level=level_label(key, row["level"]),
            difference=with_sign(row["difference"], lang),
        )
        for _, row in order.iterrows()
    ]
    return message("Différence de chaque niveau à « {control} », par mesure : {lines}.", control=control, lines=lines)


def cells(table: Frame, joint: Frame, levers: Sequence[str], source: Message, lang: str = "fr") -> Slide:
    """A slide with an outcome in each combination of levers; the title is the best one, the subtitle the joint effect.

    Args: `table`, rows with columns outcome, active, cell (such as "010", one digit for each lever), mean, low, high;
    `joint`, a row with value, low, high; `levers`, their names; `source`; `lang`.
    """
    outcome = str(table["outcome"].iloc[0])
    rows = table.sort_values(["active", "cell"])
    names = [translate(combination_label(levers, str(cell)), lang) for cell in rows["cell"]]
    title = best_combination(rows, levers, lang)
    measure = message(
        "{outcome}, intervalles à 95 % ; {effect}", outcome=outcome_label(outcome), effect=joint_effect(joint, lang)
    )
    lines = [
        message("{name} {value}", name=name, value=plain_number(round(mean, 3), lang, share=is_share(outcome)))
        for name, mean in zip(names, rows["mean"], strict=True)
    ]
    alt = message(
        "{outcome} par combinaison de leviers : {lines}.",
        outcome=outcome_label(outcome),
        lines=lines,
    )
    with plot_style():
        figure, axes = axes_slide(source, lang, (0.34, RIGHT, 0.1, 0.98), title, measure, alt)
        estimates = rows[["mean", "low", "high"]].to_numpy(float)
        draw(axes, estimates, names, lang, share=is_share(outcome), zero=False, signs=False)
    return figure


def best_combination(cells: Frame, levers: Sequence[str], lang: str) -> Message:
    """The best combination, in a sentence; the range where neither direction is better."""
    outcome = str(cells["outcome"].iloc[0])
    means, share, better = cells["mean"].round(3), is_share(outcome), direction_of(outcome)
    low, high = (plain_number(value, lang, share=share) for value in (means.min(), means.max()))
    if not better:
        return message("« {outcome} » : de {low} à {high} selon les leviers", outcome=outcome_label(outcome),
                       low=low, high=high)  # fmt: skip
    best = cells.loc[(better * means).idxmax()]
    return message("Meilleure combinaison : {names}, {value}", names=combination_label(levers, str(best["cell"])),
                   value=plain_number(round(best["mean"], 3), lang, share=share))  # fmt: skip


def joint_effect(joint: Frame, lang: str) -> Message:
    """Whether the levers together do more than the sum of each, in a sentence; `joint` has value, low and high."""
    value, low, high = (float(joint[name]) for name in ("value", "low", "high"))
    values: dict[str, Any] = {
        "j": with_sign(value, lang),
        "low": with_sign(low, lang),
        "high": with_sign(high, lang),
    }
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
    """Draw one line for each row of `estimates` float64[n, 3] (value, low, high), the first on top.

    Args: `names` [n]; `share`, whether values are shares; `band`, half the width of a grey band; `zero`, whether to
    draw the line of zero; `signs`, whether values have a sign; `colour`, `marker` and vertical `shift` of the series.
    """
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
    write = with_sign if signs else plain_number
    axes.set_xticks(marks, [write(mark, lang, share=share) for mark in marks], fontsize=17)
    axes.grid(axis="x", color=GREY, linewidth=0.5, alpha=0.5)
    axes.set_axisbelow(True)
    axes.spines["left"].set_visible(False)
    no_ticks(axes)


def _panels(figure: Slide, count: int) -> list[Axes]:
    """Axes side by side, with room for names at the left of the first."""
    width = (RIGHT - LEFT - GAP * (count - 1)) / count
    starts = [LEFT + k * (width + GAP) for k in range(count)]
    return [figure.add_axes(axes_box(figure, start, start + width, 0.09, 0.86)) for start in starts]


def wrap_title(text: str, chars: int = PANEL_CHARS) -> str:
    """A title in lines of `chars` characters at most."""
    return textwrap.fill(text, chars)


def text_slide(source: Message, lang: str, *texts: Message) -> Slide:
    """A slide with its title, subtitle and alternative text in the language."""
    title, *rest = (typeset(translate(words, lang), lang) for words in texts)
    return sheet(translate(source, lang), lang, title[:1].upper() + title[1:], *rest)


def axes_slide(
    source: Message, lang: str, box: tuple[float, float, float, float], *texts: Message
) -> tuple[Slide, Axes]:
    """A slide as `text_slide`, and axes in `box` (left, right, bottom, top) under the texts."""
    figure = text_slide(source, lang, *texts)
    return figure, figure.add_axes(axes_box(figure, *box))


def plain_number(value: float, lang: str, *, share: bool = False) -> str:
    """A number, or a percentage where `share`, as text."""
    return number(round(float(value), 6), "value_share" if share else "value", lang)


def with_sign(value: float, lang: str, *, share: bool = False) -> str:
    """A difference as text, with its sign and three decimals, or in percentage points where `share`."""
    rounded_value = round(float(value) * (100 if share else 1), 1 if share else 3)
    digits = number(abs(rounded_value), "value", lang)
    sign = "−" if rounded_value < 0 else "+" if rounded_value > 0 else ""
    return f"{sign}{digits}{' pt' if share else ''}"
