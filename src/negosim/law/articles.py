"""The articles that the simulator applies, under the short keys of docstrings, decisions and the journal.

A key without the name of a code is an article of the code général des collectivités territoriales (CGCT), or of the
code de l'urbanisme for L.153; "usage" means that no text says it. Amendments later than the year in `in_force` must
be checked before a rule is called the law of the day.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["ARTICLES", "Article"]


@dataclass(frozen=True)
class Article:
    """One article: its key, its subject in French and in English, the year of the version that was read."""

    code: str
    title_fr: str
    title_en: str
    in_force: str


_TABLE = (
    Article("L.2121-2", "Effectif du conseil municipal", "Size of the municipal council", "2015"),
    Article("L.2121-11", "Convocation, petites communes", "Convening, small communes", "2015"),
    Article("L.2121-12", "Convocation du conseil", "Convening of the council", "2015"),
    Article("L.2121-17", "Quorum", "Quorum", "2023"),
    Article("L.2121-20", "Suffrages exprimés, voix prépondérante", "Votes cast, casting vote", "2023"),
    Article("L.2121-21", "Scrutin public ou secret", "Public or secret ballot", "2023"),
    Article("L.2121-22-1", "Mission d'information", "Fact-finding mission", "2023"),
    Article("L.2336-3", "Partage du prélèvement du FPIC", "Sharing of the equalisation fund levy", "2024"),
    Article("L.2336-5", "Partage du reversement du FPIC", "Sharing of the equalisation fund receipt", "2024"),
    Article("L.1111-10", "Part propre du maître d'ouvrage", "Owner's own share of funding", "2015"),
    Article("L.1612-2", "Date limite du budget", "Last day of the budget", "2015"),
    Article("L.5211-1", "Règles du conseil communautaire", "Rules of the community council", "2023"),
    Article("L.5211-2", "Élection du président", "Election of the president", "2023"),
    Article("L.5211-4-2", "Services communs", "Shared services", "2023"),
    Article("L.5211-5 II", "Majorité qualifiée des communes", "Municipal qualified majority", "2023"),
    Article("L.5211-6", "Première réunion du conseil", "First meeting of the council", "2023"),
    Article("L.5211-6-1", "Répartition des sièges", "Apportionment of seats", "2025"),
    Article("L.5211-9-2", "Pouvoirs de police du président", "Police powers of the president", "2020"),
    Article("L.5211-10", "Bureau et vice-présidents", "Bureau and vice-presidents", "2023"),
    Article("L.5211-10-1", "Conseil de développement", "Development council", "2023"),
    Article("L.5211-11", "Réunion au moins trimestrielle", "A session every quarter at least", "2023"),
    Article("L.5211-11-2", "Pacte de gouvernance", "Governance pact", "2023"),
    Article("L.5211-11-3", "Conférence des maires", "Mayors' conference", "2023"),
    Article("L.5211-17", "Transfert de compétence", "Transfer of a competence", "2023"),
    Article("L.5211-17-1", "Restitution de compétence", "Return of a competence", "2023"),
    Article("L.5211-17-2", "Transfert facultatif par certaines communes", "Transfer by some communes", "2023"),
    Article("L.5211-18", "Admission d'une commune", "Admission of a commune", "2015"),
    Article("L.5211-19", "Retrait d'une commune", "Withdrawal of a commune", "2015"),
    Article("L.5211-20", "Modification des statuts", "Change of the statutes", "2015"),
    Article("L.5211-28-4", "Dotation de solidarité communautaire", "Community solidarity grant", "2023"),
    Article("L.5211-36", "Débat d'orientation budgétaire", "Budget orientation debate", "2023"),
    Article("L.5211-39-1", "Schéma de mutualisation", "Pooling scheme", "2023"),
    Article("L.5211-57", "Décision touchant une seule commune", "Decision on one commune only", "2026"),
    Article("L.5214-16", "Compétences de la communauté de communes", "Powers of the CC", "2025"),
    Article("L.5216-5", "Compétences de la communauté d'agglomération", "Powers of the CA", "2025"),
    Article("ALUR 136 II", "Minorité de blocage du PLUi", "Blocking minority on the PLUi", "2021"),
    Article("L.153-15", "Avis défavorable sur le projet de PLUi", "Unfavourable opinion on the draft PLUi", "2026"),
    Article("CGI 1609 nonies C", "Attribution de compensation", "Compensation allocation", "2025"),
    Article("L.2121-8", "Règlement intérieur, groupes", "Rules of procedure, groups", "2023"),
    Article("L.2122-7", "Élection du maire", "Election of the mayor", "2023"),
    Article("L.2312-1", "Débat d'orientation budgétaire des communes", "Orientation debate of communes", "2015"),
    Article("L.5211-4-1", "Services d'une compétence transférée", "Departments of a transferred competence", "2023"),
    Article("L.5211-4-3", "Biens partagés", "Shared assets", "2015"),
    Article("L.5211-4-4", "Groupement de commandes", "Purchasing group", "2023"),
    Article("L.5211-11-1", "Réunion par visioconférence", "Session by videoconference", "2023"),
    Article("L.5214-16-1", "Prestations d'une CC", "Service contracts of a CC", "2015"),
    Article("L.5215-20", "Compétences de la communauté urbaine", "Powers of the CU", "2015"),
    Article("L.5215-27", "Prestations d'une CU", "Service contracts of a CU", "2015"),
    Article("L.5216-7-1", "Prestations d'une CA", "Service contracts of a CA", "2015"),
    Article("L.5217-2", "Compétences de la métropole", "Powers of the métropole", "2015"),
    Article("L.5217-10-4", "Débat d'orientation en M57", "Orientation debate under M57", "2023"),
    Article("L.153-8", "Conférence des maires avant un PLUi", "Mayors' conference before a PLUi", "2026"),
    Article("L.153-21", "Approbation du PLUi", "Approval of the PLUi", "2026"),
    Article("law 2018-702", "Report du transfert de l'eau", "Postponed transfer of water", "2018"),
    Article("law 2025-327", "Eau et assainissement", "Water and sewerage", "2025"),
    Article("code électoral L.227", "Renouvellement général des conseils", "General renewal of councils", "2026"),
    Article("CGI 1639 A", "Vote des taux", "Vote of tax rates", "2025"),
    Article("L.2121-7", "Première réunion du conseil municipal", "First meeting of the municipal council", "2023"),
    Article("usage", "Usage, sans texte", "Custom, no text", "2025"),
    Article("L.5211-5-1 A", "Partage d'une communauté", "Partition of a community", "2019"),
    Article("L.5214-26", "Départ d'une CC vers une autre intercommunalité", "Leaving a CC for another body", "2015"),
    Article("L.5215-26", "Fonds de concours d'une CU ou d'une métropole", "Matching grants of a CU", "2015"),
    Article("Dilico", "Lissage conjoncturel des recettes", "Forced saving on revenues", "2026"),
)

ARTICLES = {article.code: article for article in _TABLE}
