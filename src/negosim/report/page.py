"""The one-page summary of an experiment: figures and tables in one file that opens anywhere (page de synthèse)."""

from __future__ import annotations

import base64
import html
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from negosim.ensemble.analysis.dataset import Dataset
from negosim.errors import Message, message
from negosim.locale import number, translate
from negosim.plots.forest import level_label, outcome_label
from negosim.plots.slide import Slide
from negosim.titles import typeset

__all__ = ["page"]

DECIMALS, MOST_ROWS = 3, 400
SHORT_HASH = 12

TITLES: dict[str, Message] = {
    "means": message("Moyennes par niveau"),
    "effects": message("Effets par rapport au témoin"),
    "interactions": message("Effets principaux et interactions des leviers"),
    "joint": message("Effets conjoints J et B"),
    "cells": message("Combinaisons de leviers"),
    "survival": message("Dossiers pas encore adoptés"),
    "sensitivity": message("Indices de sensibilité"),
    "stability": message("Stabilité du classement"),
    "replicates": message("Nombre de tirages nécessaires"),
}

HEADS: dict[str, Message] = {
    "factor": message("facteur"),
    "level": message("niveau"),
    "control": message("témoin"),
    "outcome": message("mesure"),
    "difference": message("différence"),
    "low": message("bas"),
    "high": message("haut"),
    "mean": message("moyenne"),
    "low_places": message("bas, territoires"),
    "high_places": message("haut, territoires"),
    "log_odds": message("log-cotes"),
    "log_odds_low": message("log-cotes, bas"),
    "log_odds_high": message("log-cotes, haut"),
    "sesoi": message("plus petit effet d'intérêt"),
    "p_equivalence": message("p d'équivalence"),
    "verdict": message("verdict"),
    "pairs": message("paires"),
    "territories": message("territoires"),
    "territories_up": message("territoires en hausse"),
    "mandates": message("mandats"),
    "quantity": message("quantité"),
    "value": message("valeur"),
    "levers": message("leviers"),
    "order": message("ordre"),
    "effect": message("effet"),
    "treatment": message("traitement"),
    "best_in_share": message("part des contextes où il est le meilleur"),
    "mean_rank": message("rang moyen"),
    "mean_regret": message("regret moyen"),
    "largest_regret": message("plus grand regret"),
    "contexts": message("contextes"),
    "month": message("mois"),
    "not_adopted": message("part non adoptée"),
    "parameter": message("paramètre"),
    "index": message("indice"),
    "stable_from": message("stable à partir de"),
    "played": message("tirages joués"),
    "for_half_width_.01": message("tirages pour ± 0,01"),
    "best single": message("meilleur levier seul"),
    "cell": message("cellule"),
    "active": message("leviers actifs"),
    "sigma": message("écart type"),
    "aliases": message("sans paires ; confondu avec"),
}

VERDICTS: dict[str, Message] = {
    "larger": message("plus grand"),
    "smaller": message("plus petit"),
    "equivalent": message("équivalent"),
    "small": message("réel mais petit"),
    "undecided": message("indécis"),
}

STYLE = """
body{font:17px/1.5 system-ui,sans-serif;color:#1a1a1a;background:#fff;max-width:70rem;margin:0 auto;padding:1rem 2rem}
h1{font-size:1.7rem}h2{font-size:1.25rem;margin-top:2.5rem}
img{max-width:100%;height:auto;border:1px solid #d9d9d9}
figure{margin:1rem 0 2rem}.wide{overflow-x:auto}
table{border-collapse:collapse;font-size:.85rem;font-variant-numeric:tabular-nums}
th,td{padding:.25rem .6rem;border-bottom:1px solid #d9d9d9;text-align:right}
th{border-bottom:2px solid #595959}th.w,td.w{text-align:left}
summary{cursor:pointer;padding:.4rem 0;text-decoration:underline}
a:focus,summary:focus{outline:3px solid #0072B2}
"""


def page(data: Dataset, figures: Mapping[str, tuple[Slide, Path]], tables: Mapping[str, Any], lang: str) -> str:
    """The page as HTML, complete in itself: no script, no other file, no network."""
    manifest = data.manifest
    title = message("Expérience « {name} »", name=manifest["name"])
    body = [f"<h1>{_html(title, lang)}</h1>", _facts(data, lang)]
    body += [_figure(figure, path) for figure, path in figures.values()]
    heading = message("Tableaux")
    body.append(f"<h2>{_html(heading, lang)}</h2>")
    body += [_table(name, table, lang) for name, table in tables.items()]
    return "\n".join(
        [
            "<!doctype html>",
            f'<html lang="{lang}">',
            '<head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width,initial-scale=1">',
            f"<title>{_html(title, lang)} – negosim</title>",
            f"<style>{STYLE}</style></head>",
            "<body><main>",
            *body,
            "</main></body></html>",
            "",
        ]
    )


def _facts(data: Dataset, lang: str) -> str:
    """The experiment in a few lines: stage, mandates, factors, versions, and a warning."""
    manifest, environment = data.manifest, data.manifest["environment"]
    stage = {"exploratory": message("exploratoire : rien n'est confirmé"), "confirmatory": message("confirmatoire")}[
        manifest["stage"]
    ]
    factors = [message("{key} : {levels}", key=f.key, levels=_levels(f, lang)) for f in data.factors]
    lines = [
        message("Étape : {stage}", stage=stage),
        message(
            "{runs} mandats analysés, {failures} échecs, {points} points, {replicates} répétitions",
            runs=len(data.rows),
            failures=data.failures,
            points=manifest["points"],
            replicates=manifest["replicates"],
        ),
        *factors,
        message(
            "negosim {version}, sources {sources}, données {data}, expérience {hash}",
            version=environment["negosim"],
            sources=environment["sources"][:SHORT_HASH],
            data=str(environment["data"])[:SHORT_HASH],
            hash=manifest["hash"][:SHORT_HASH],
        ),
        message(
            "Ce que veulent les communes est synthétique : rien ici ne prédit ce que fera une intercommunalité donnée."
        ),
    ]
    return "<ul>" + "".join(f"<li>{_html(line, lang)}</li>" for line in lines) + "</ul>"


def _levels(factor: Any, lang: str) -> Message:
    """The levels of a factor, or its bounds."""
    if factor.is_sampled:
        return message("de {low} à {high}", low=factor.low, high=factor.high)
    return message("{names}", names=[translate(level_label(factor.key, level), lang) for level in factor.levels])


def _figure(figure: Slide, path: Path) -> str:
    """A figure with its alternative text, and the name of its file."""
    image = base64.b64encode(path.read_bytes()).decode()
    alt, caption = html.escape(figure.negosim_alt, quote=True), html.escape(figure.negosim_title)
    return (
        f'<figure><img alt="{alt}" src="data:image/png;base64,{image}"><figcaption>{caption} '
        f"({html.escape(path.name)})</figcaption></figure>"
    )


def _table(name: str, table: Any, lang: str) -> str:
    """A table under its title, folded; its first rows where there are many."""
    known = next((key for key in TITLES if name == key or name.startswith(f"{key}_")), name)
    title = TITLES.get(known, message("{name}", name=name))
    suffix = name.removeprefix(known).removeprefix("_")
    words = [column for column in table.columns if table[column].dtype == object or column == "level"]
    kind = {column: ' class="w"' if column in words else "" for column in table.columns}
    head = "".join(
        f'<th scope="col"{kind[c]}>{_html(HEADS.get(c, message("{name}", name=c)), lang)}</th>' for c in table
    )
    rows = "".join(
        "<tr>" + "".join(f"<td{kind[c]}>{html.escape(_cell(row, c, lang))}</td>" for c in table.columns) + "</tr>"
        for row in table.head(MOST_ROWS).to_dict("records")
    )
    heading = f"{_html(title, lang)}{f' – {html.escape(suffix)}' if suffix else ''} ({html.escape(name)}.csv)"
    return (
        f"<details><summary>{heading}</summary><div class='wide'><table><thead><tr>{head}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div></details>"
    )


def _cell(row: Mapping[str, Any], column: str, lang: str) -> str:
    """A cell in the reader's language and digits."""
    value = row[column]
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if column == "outcome":
        return translate(outcome_label(str(value)), lang)
    if column in ("level", "control", "treatment"):
        return translate(level_label(str(row.get("factor", "facilitation")), value), lang)
    if column == "verdict":
        return translate(VERDICTS.get(str(value), message("{name}", name=str(value))), lang)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number(round(value, DECIMALS), "value", lang)
    return str(value)


def _html(sentence: Message, lang: str) -> str:
    """A sentence in the reader's language, escaped for HTML."""
    return html.escape(typeset(translate(sentence, lang), lang))
