"""What the texts in force change: the clause of each dossier that moves the most, on its scale (contenu)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from matplotlib.axes import Axes

from negosim import tables
from negosim.errors import Message, message
from negosim.locale import translate
from negosim.negotiation.initial_state import dossiers_of
from negosim.negotiation.mandate import Mandate
from negosim.negotiation.state.clause import clauses_of, words
from negosim.plots.dossiers import in_two_lines, text_size
from negosim.plots.slide import BLUE, FAINT, INK, PRINT, Slide, axes_box, no_ticks, plot_style, slide
from negosim.titles import titles_of, typeset

__all__ = ["contents"]

MOST_ROWS = 5
LEFT, RIGHT = 0.285, 0.97
LINE_CHARACTERS = 80


class Row(NamedTuple):
    """One dossier: its title, the words for its clause, and the levels of that clause, today and decided."""

    title: str
    words: str
    today: float
    level: float


def contents(mandate: Mandate, lang: str = "fr") -> Slide:
    """A slide with the scale of one clause for each dossier in force: today's value, the decision, and its words."""
    in_force = clauses_in_force(mandate)
    rows = rows_of(mandate, in_force, lang)
    moved, texts = sum(move_of(row) > 0 for row in in_force), len({row["dossier"] for row in in_force})
    values = {"texts": texts, "moved": moved, "clauses": len(in_force), "rows": len(rows)}
    measure = (
        message("Les {rows} qui changent le plus, et leur clause qui bouge le plus : rond vide aujourd'hui, rond plein "
                "une fois décidée, sur toute son échelle.", **values) if texts > len(rows)
        else message("Pour chacun, la clause qui bouge le plus : rond vide aujourd'hui, rond plein une fois décidée, "
                     "sur toute son échelle.", **values)
    )  # fmt: skip
    alt = message("Échelles de {rows} clauses, d'aujourd'hui à la décision. {moves}", **values,
                  moves=". ".join(f"{row.title} – {row.words}" for row in rows))  # fmt: skip
    with plot_style():
        title, subtitle, told = (typeset(translate(text, lang), lang) for text in (finding(**values), measure, alt))
        figure = slide(mandate, lang, title, subtitle, told)
        axes = figure.add_axes(axes_box(figure, LEFT, RIGHT, 0.02, 0.98))
        draw_scales(axes, rows)
    return figure


def clauses_in_force(mandate: Mandate) -> list[dict[Any, Any]]:
    """The rows of the table of clauses of the dossiers in force, yearly ones excluded."""
    yearly = {line.name for line, _ in dossiers_of(mandate.setting) if line.kind.recurrent}
    rows = tables.clauses(mandate).to_dict("records")
    return [row for row in rows if row["is_in_force"] and row["dossier"] not in yearly]


def rows_of(mandate: Mandate, in_force: list[dict[Any, Any]], lang: str) -> list[Row]:
    """The clause that moves the most in each dossier, for the dossiers where it moves the most, in their order."""
    lines = [line for line, _ in dossiers_of(mandate.setting)]
    titles = dict(zip((line.name for line in lines), titles_of(mandate.setting), strict=True))
    clauses = {line.name: clauses_of(line.kind.clauses) for line in lines}
    most: dict[str, dict[Any, Any]] = {}
    for row in in_force:
        if move_of(row) > move_of(most.get(row["dossier"])):
            most[row["dossier"]] = row
    chosen = sorted(most.values(), key=move_of, reverse=True)[:MOST_ROWS]
    rows = []
    for row in (row for row in most.values() if row in chosen):
        name, levels = str(row["dossier"]), (float(row["level_today"]), float(row["level"]))
        said = words(clauses[name][int(row["clause"])], mandate.setting.territory, *levels, lang)
        rows.append(Row(translate(titles[name], lang), typeset(said, lang), *levels))
    return rows


def move_of(row: Mapping[Any, Any] | None) -> float:
    """How far a clause moves, as a level; 0 for no clause."""
    return 0.0 if row is None else abs(row["level"] - row["level_today"])


def finding(texts: int, moved: int, clauses: int, **_: Any) -> Message:
    """The numbers of texts in force and of clauses that they change, in a sentence."""
    if texts == 0:
        return message("Aucun texte n'est en vigueur : rien ne change")
    if texts == 1:
        return message("Un texte en vigueur : {moved} de ses {clauses} clauses changent", moved=moved, clauses=clauses)
    return message("{texts} textes en vigueur : {moved} clauses sur {clauses} changent",
                   texts=texts, moved=moved, clauses=clauses)  # fmt: skip


def draw_scales(axes: Axes, rows: list[Row]) -> None:
    """Draw the scale of each row under its words."""
    for y, row in enumerate(rows):
        height = y + 0.3
        axes.plot([0, 1], [height, height], color=FAINT, linewidth=4, solid_capstyle="round", zorder=1)
        axes.plot([row.today, row.level], [height, height], color=BLUE, linewidth=7, zorder=2)
        for at, fill in ((row.today, "white"), (row.level, BLUE)):
            axes.plot([at], [height], "o", markersize=13, markerfacecolor=fill, markeredgecolor=INK,
                      markeredgewidth=1.4, clip_on=False, zorder=3)  # fmt: skip
        axes.text(0, y + 0.14, lines_of(row.words), va="bottom", fontsize=PRINT, color=INK, linespacing=1.15)
    axes.set(xlim=(-0.01, 1.01), ylim=(max(len(rows), 3) - 0.5, -0.5), xticks=[], yticks=range(len(rows)))
    axes.set_yticklabels([in_two_lines(row.title, len(rows)) for row in rows], fontsize=0.9 * text_size(len(rows)))
    no_ticks(axes)
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)


def lines_of(text: str) -> str:
    """A sentence with its first letter in capital, cut into lines."""
    lines = [""]
    for word in (text[:1].upper() + text[1:]).split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) > LINE_CHARACTERS:
            lines.append(word)
        else:
            lines[-1] = longer
    return "\n".join(lines)
