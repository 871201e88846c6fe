"""How a forecast was made, in French then in English: the file that is sealed beside it (méthode)."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pandas as pd

from negosim.errors import Message, message
from negosim.forecast.draws import RANGES
from negosim.forecast.prediction import Prediction
from negosim.forecast.record import Record
from negosim.forecast.verdicts import VERDICTS, chance_below_zero
from negosim.forecast.window import AFTER, BASE_RATE, BEFORE, CLOSES, EARLIER, OPENS, TRANSFER, UNCHECKED
from negosim.locale import LANGS, translate
from negosim.validation.scores import minimum_detectable

__all__ = ["method_text"]

Line = tuple[str, Message]
"""What stands before a sentence in Markdown, and the sentence."""

PARAGRAPH, SECTION, ITEM = "", "## ", "- "
CHANCE = 0.5


def method_text(record: Record, prediction: Prediction) -> str:
    """The whole method, as Markdown: the French text, then the English one."""
    parts = []
    for lang in LANGS:
        lines = [*_subject(record, prediction.table), *_correction(prediction), *_what_was_played(record, prediction),
                 *_references(), *_limits(), *_scoring(prediction.table)]  # fmt: skip
        parts.append("\n".join(_written(lines, lang)))
    return "\n\n---\n\n".join(parts) + "\n"


def _written(lines: list[Line], lang: str) -> Iterator[str]:
    """The lines of a text in a language, a blank one before each but between items."""
    previous = None
    for mark, sentence in lines:
        if previous is not None and not (mark == previous == ITEM):
            yield ""
        yield mark + translate(sentence, lang)
        previous = mark


def _subject(record: Record, table: pd.DataFrame) -> Iterator[Line]:
    """The title, and what is forecast."""
    yield "# ", message("Transfert du plan local d'urbanisme au {day} : prévision scellée", day=TRANSFER.isoformat())
    if record.trial:
        yield PARAGRAPH, message("**ESSAI sur {n} lieux : ce n'est pas une prévision.**", n=record.trial)
    yield PARAGRAPH, message("Scellée le {date}, avant l'événement.", date=record.date)
    yield SECTION, message("Ce qui est prévu")
    yield PARAGRAPH, message(
        "Loi ALUR (2014-366), article 136 II : une communauté de communes ou d'agglomération qui n'est pas compétente "
        "en urbanisme le devient de plein droit le {transfer}, sauf si au moins 25 % des communes représentant au "
        "moins 20 % de la population s'y opposent du {opens} au {closes}. Pour chacun des {n} lieux concernés "
        "({assumed} dont l'état est supposé), la probabilité que la compétence passe.",
        transfer=TRANSFER.isoformat(), opens=OPENS.isoformat(), closes=CLOSES.isoformat(), n=len(table),
        assumed=int(table["assumed"].to_numpy(bool).sum()),
    )  # fmt: skip


def _correction(prediction: Prediction) -> Iterator[Line]:
    """The headline, and how it comes from what the model says."""
    low, high = BASE_RATE.bounds
    yield SECTION, message("Le chiffre principal : la probabilité corrigée")
    yield PARAGRAPH, message(
        "La colonne `probability` est le chiffre principal ; `raw_probability` est ce que dit le modèle. Le modèle est "
        "ajusté sur qui est compétent aujourd'hui, la somme de plusieurs fenêtres et de votes. Or tous les lieux "
        "concernés ont déjà refusé au moins une fois (la loi les aurait sinon rendus compétents) : sa moyenne sur eux, "
        "{raw_share}, est trop haute pour une fenêtre renouvelée.", raw_share=prediction.raw_means["probability"],
    )  # fmt: skip
    yield PARAGRAPH, message(
        "Taux de base d'une fenêtre renouvelée : {gained} lieux de plus entre le {before} ({held_before} sur "
        "{all_before}) et le {after} ({held_after} sur {all_after}), sur {concerned} qui ne l'étaient pas, soit "
        "{rate_share}. Il compte aussi les votes de ces deux années : en 2018 et 2019, sans fenêtre, {without} lieux "
        "l'étaient devenus. Sources : {source_before} ; {source_after}.",
        gained=BASE_RATE.gained, before=BEFORE.day.isoformat(), held_before=BEFORE.held, all_before=BEFORE.of,
        after=AFTER.day.isoformat(), held_after=AFTER.held, all_after=AFTER.of, concerned=BASE_RATE.concerned,
        rate_share=BASE_RATE.rate, without=BEFORE.held - EARLIER.held, source_before=BEFORE.source,
        source_after=AFTER.source,
    )  # fmt: skip
    yield PARAGRAPH, message(
        "Correction : une même quantité ({shift}) est ajoutée au logit de tous les lieux, pour que leur moyenne soit "
        "ce taux. L'ordre des lieux reste celui du modèle. Sont supposés, sans preuve : que la fenêtre de 2026 "
        "ressemble à celle de 2021, que les refus passés ne changent que le niveau et ni l'ordre ni les écarts.",
        shift=round(prediction.shifts["probability"], 3),
    )  # fmt: skip
    yield PARAGRAPH, message(
        "Ce taux est incertain : écart type de {spread} sur l'échelle du logit (dont {counting} pour le compte), soit "
        "de {low_share} à {high_share} (5 % et 95 %). C'est un jugement : une seule fenêtre est connue, il reste ceux "
        "qui ont refusé deux fois (vers le bas), tous les conseils sont nouveaux (dans les deux sens), un département "
        "a eu 5 transferts sur 11 en 2021 (vers le haut).",
        spread=BASE_RATE.spread, counting=round(BASE_RATE.counting_spread, 2), low_share=low, high_share=high,
    )  # fmt: skip
    yield PARAGRAPH, message(
        "Pourquoi pas un conditionnement dans le modèle : entre deux graines d'un même lieu, seules demeurent ses "
        "caractéristiques ; tout le reste est tiré de nouveau, et les paramètres sont communs à tous. Avoir refusé n'y "
        "apprend donc rien de plus d'un lieu que ce que sa probabilité contient déjà."
    )  # fmt: skip


def _what_was_played(record: Record, prediction: Prediction) -> Iterator[Line]:
    """Version, data, seeds, draws, intervals."""
    yield SECTION, message("Ce qui est joué")
    yield PARAGRAPH, message(
        "negosim {version}, sources `{sources}`, données `{data}`. Un mandat dont l'ordre du jour ne tient que ce "
        "dossier, avec {seeds} graines dans chaque lieu, également partagées entre les stratégies {conductors} (la "
        "méthode des DGS n'est pas connue). La probabilité brute est (k + 0,5) / (S + 1). Commande : `{command}`.",
        version=record.version, sources=record.sources, data=record.data, seeds=record.schedule.seeds,
        conductors=list(record.conductors), command=record.command,
    )  # fmt: skip
    yield PARAGRAPH, message(
        "Intervalle (5 % à 95 %) de chaque lieu, sur l'échelle du logit : variance du taux de base, commune à tous ; "
        "erreur de Monte-Carlo ; variance entre {draws} tirages de paramètres joués avec {seeds} graines chacun et "
        "ramenés au même niveau, moins leur erreur de Monte-Carlo. Il ne contient ni l'erreur de forme du modèle ni "
        "celle de la loi. Paramètres tirés (valeur multipliée, hypercube latin) :",
        draws=len(prediction.draws), seeds=record.schedule.seeds_of_a_draw,
    )  # fmt: skip
    for one in RANGES:
        yield ITEM, message("`{name}` × {low} à {high} : {reason}", name=one.name, low=one.low, high=one.high,
                            reason=one.reason)  # fmt: skip


def _references() -> Iterator[Line]:
    """The baselines."""
    yield SECTION, message("Les trois références")
    yield ITEM, message("`base_rate` : le taux de base, le même partout.")
    yield ITEM, message(
        "`logistic` : régression logistique de la compétence d'aujourd'hui (toutes les CC et CA) sur cinq "
        "caractéristiques (population, nombre de communes, CC ou non, poids de la commune la plus peuplée, Gini de la "
        "richesse) ; cinq plis, aucun lieu ne sert à sa propre prédiction."
    )  # fmt: skip
    yield (
        ITEM,
        message("`without_structure` : le modèle sans les raisons tirées du territoire (`behaviour.structure=0`)."),
    )
    yield PARAGRAPH, message("Les deux dernières sont ramenées au même taux de base que la prévision.")


def _limits() -> Iterator[Line]:
    """What could not be checked."""
    yield SECTION, message("Ce qui n'a pas pu être vérifié")
    for one in UNCHECKED:
        yield ITEM, one


def _scoring(table: pd.DataFrame) -> Iterator[Line]:
    """How it will be judged."""
    low, high = BASE_RATE.bounds
    yield SECTION, message("Comment elle sera jugée")
    expected = float(table["probability"].to_numpy(float).sum())
    yield PARAGRAPH, message(
        "`negosim forecast score`, sur un fichier `siren, transferred` : 1 si la compétence passe de plein droit le "
        "{transfer}, 0 si elle est bloquée. Un lieu devenu compétent avant le {opens}, dissous ou fusionné n'y figure "
        "pas. Brier, score log, AUC, calibration (ordonnée, pente, courbe), écarts avec chaque référence sur les mêmes "
        "lieux, intervalles à 95 % sur les lieux rééchantillonnés. Le niveau est juste si le taux observé est entre "
        "{low_share} et {high_share} ; le verdict ne porte que sur le score log.",
        transfer=TRANSFER.isoformat(), opens=OPENS.isoformat(), low_share=low, high_share=high,
    )  # fmt: skip
    error = _chance_error(expected, len(table) - expected)
    yield PARAGRAPH, message(
        "Environ {expected} transferts sont attendus : une AUC plus petite que {auc} aurait moins de quatre chances "
        "sur cinq d'être distinguée du hasard. Si les probabilités scellées étaient exactes, l'intervalle de l'écart "
        "avec le taux de base serait sous zéro avec {power_share} de chances : un échec est possible même alors.",
        expected=round(expected),
        power_share=chance_below_zero(table["probability"].to_numpy(float), BASE_RATE.rate),
        auc=round(CHANCE + minimum_detectable(error), 2),
    )  # fmt: skip
    for sentence in VERDICTS.values():
        yield ITEM, sentence


def _chance_error(happened: float, did_not: float) -> float:
    """The standard error of the AUC of what orders nothing. Source: Hanley & McNeil 1982."""
    return math.sqrt((happened + did_not + 1) / (12 * happened * did_not))
