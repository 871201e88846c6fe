"""The procedures of decision, from the table of the law (procédures)."""

from __future__ import annotations

from negosim.catalogue.section import Column, Section
from negosim.errors import Message, message
from negosim.law.calendar import legal_months
from negosim.law.decisions import meaning_of_silence
from negosim.law.majorities import RULES
from negosim.law.municipal_majorities import MAJORITIES
from negosim.law.procedures import (
    BLOCKING,
    CONCERNED,
    CONSULTED,
    COUNCIL_ONLY,
    EVERY,
    NO_COUNCIL,
    PROCEDURES,
    QUALIFIED,
    Procedure,
)

__all__ = ["procedures"]

RULE_WORDS: dict[str, Message] = {
    "simple": message("majorité des suffrages exprimés"),
    "two_thirds_cast": message("deux tiers des suffrages exprimés"),
    "two_thirds_members": message("deux tiers des membres"),
    "unanimous_cast": message("unanimité des suffrages exprimés"),
}
MUNICIPAL_WORDS: dict[int, Message] = {
    COUNCIL_ONLY: message("rien"),
    CONSULTED: message("un avis"),
    QUALIFIED: message("une majorité qualifiée"),
    BLOCKING: message("l'absence d'une minorité de blocage"),
    EVERY: message("l'accord de toutes"),
    CONCERNED: message("l'accord de celles concernées"),
}


def procedures() -> Section:
    """The procedures: article, majority of the council, role of the communes, meaning of their silence."""
    return Section(
        message("Procédures de décision"),
        message("Les règles chiffrées sont dans docs/law/tables.md ; chaque règle a sa page dans docs/law.md."),
        (Column("name", message("Nom")), Column("title", message("Intitulé"), wraps=True),
         Column("article", message("Article")), Column("council", message("Conseil communautaire"), wraps=True),
         Column("communes", message("Demandé aux communes"), wraps=True),
         Column("majority", message("Majorité des communes")), Column("months", message("Délai en mois")),
         Column("silence", message("Silence"), wraps=True), Column("categories", message("Ouverte aux")),
         Column("first_month", message("Premier mois légal")), Column("last_month", message("Dernier mois légal"))),
        [_procedure(code, line) for code, line in enumerate(PROCEDURES)],
    )  # fmt: skip


def _procedure(code: int, line: Procedure) -> tuple[object, ...]:
    """The row of one procedure."""
    council = message("ne vote pas")
    if line.council_rule != NO_COUNCIL:
        rule = next(name for name, value in RULES.items() if value == line.council_rule)
        council = RULE_WORDS.get(rule, rule)
    municipal = MUNICIPAL_WORDS.get(line.municipal, str(line.municipal))
    majority = next(name for name, value in MAJORITIES.items() if value == line.majority)
    return (
        line.key, line.title, line.article, council, municipal,
        majority if line.municipal == QUALIFIED else None, line.months or None, meaning_of_silence(code),
        ", ".join(line.categories), *legal_months(code),
    )  # fmt: skip
