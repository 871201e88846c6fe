"""The named competences, from their table and from the law (compétences)."""

from __future__ import annotations

from negosim.catalogue.section import Column, Section
from negosim.errors import message
from negosim.law.categories import CATEGORIES
from negosim.territory.competences import NAMED, is_obligatory

__all__ = ["competences"]


def competences() -> Section:
    """The competences that a dossier or a user's file may name: BANATIC code, categories obliged to hold it, law."""
    return Section(
        message("Compétences nommées"),
        message("Ce qu'exerce une intercommunalité est sur sa fiche (negosim territory) ; le nom, précédé de "
                "competence_, est une colonne du fichier CSV. Sans code BANATIC, ce que la loi rend obligatoire est "
                "supposé exercé."),
        (Column("name", message("Nom")), Column("label", message("Intitulé"), wraps=True),
         Column("banatic", message("Code BANATIC")), Column("obligatory", message("Obligatoire pour")),
         Column("law", message("Ce que dit la loi"), wraps=True)),
        [
            (one.name, one.label, one.banatic,
             ", ".join(category for category in CATEGORIES if is_obligatory(one.name, category)) or None, one.law)
            for one in NAMED
        ],
    )  # fmt: skip
