"""What kinds of dossier decide, as sections: clauses with their scales, items with their costs (contenus)."""

from __future__ import annotations

from typing import Any

from negosim.agenda import KINDS
from negosim.catalogue.section import Column, Section
from negosim.errors import Message, message
from negosim.negotiation.state.clause import DATA, ESTIMATE, LAW, UNITS, Clause, Figure, clauses_of

__all__ = ["clauses", "items"]

KIND = Column("kind", message("Genre"))
NAME = Column("name", message("Nom"))

SOURCE_WORDS: dict[str, Message] = {DATA: message("données"), LAW: message("loi"), ESTIMATE: message("estimation")}
THEME_WORDS: dict[str, Message | str] = {
    "": "",
    "solidarity": message("solidarité"),
    "proximity": message("proximité"),
    "integration": message("intégration"),
    "small_communes_voice": message("voix des petites communes"),
    "ecology_growth": message("écologie et développement"),
    "fiscal_prudence": message("prudence budgétaire"),
}


def clauses() -> Section:
    """The clauses of every kind: what they are about, their scale, where today's value comes from, their theme."""
    return Section(
        message("Clauses"),
        message("Le degré 0 est la valeur d'aujourd'hui ; le degré 1, l'autre bout de l'échelle."),
        (KIND, NAME, Column("question", message("Objet")), Column("low", message("Degré 0")),
         Column("high", message("Degré 1")), Column("source", message("Valeur d'aujourd'hui")),
         Column("theme", message("Thème")), Column("serves", message("Thème servi au degré"))),
        [_clause(kind, clause) for kind in KINDS.names() for clause in clauses_of(KINDS[kind].clauses)],
    )  # fmt: skip


def _clause(kind: str, clause: Clause) -> tuple[Any, ...]:
    """The row of one clause."""
    low, high = (_end(clause, value) for value in (clause.low, clause.high))
    served: int | str = "" if not clause.theme else 1 if clause.serves > 0 else 0
    return (
        kind, clause.name, clause.question, low, high, SOURCE_WORDS[clause.source], THEME_WORDS[clause.theme], served,
    )  # fmt: skip


def _end(clause: Clause, value: Figure) -> Message:
    """One end of a scale in words; where it depends on the territory, its unit only."""
    if callable(value):
        unit = Message(UNITS[clause.unit][1].text, {"n": "…"})
        return message("{unit}, selon le territoire", unit=unit)
    if clause.steps:
        return message("« {step} »", step=clause.steps[int(value)])
    return Message(UNITS[clause.unit][1].text, {"n": value})


def items() -> Section:
    """What the items of every kind may be, with the usual range of their cost."""
    rows = [
        (
            kind,
            item.name,
            item.label,
            message("de {low_eur} à {high_eur}", low_eur=item.low_eur, high_eur=item.high_eur),
        )
        for kind in KINDS.names()
        for item in getattr(KINDS[kind], "item_names", ())
    ]
    return Section(
        message("Éléments"),
        message("Coûts usuels, toutes taxes comprises : des ordres de grandeur, qui servent à nommer un projet."),
        (KIND, NAME, Column("label", message("Intitulé")), Column("cost", message("Coût usuel"))),
        rows,
    )
