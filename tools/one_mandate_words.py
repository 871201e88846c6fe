"""Words of the page on one mandate, each in French and in English."""

from __future__ import annotations

__all__ = ["FATES", "LIFTED", "LIMITS", "OUTCOMES", "WHY"]

WHY = {
    "clauses": ("les clauses", "the clauses"), "saving": ("les économies", "the savings"),
    "projects": ("les projets ou le choix retenu", "the projects or the choice"),
    "project_cost": ("le coût des projets", "the cost of the projects"), "transfer": ("l'argent", "the money"),
    "common_good": ("le bien commun", "the common good"), "fairness": ("le partage", "the sharing"),
    "premium": ("l'attachement à l'existant", "the attachment to what exists"),
    "broken_promises": ("des promesses rompues", "broken promises"), "waiting": ("l'attente", "waiting"),
    "scarcity": ("la rareté", "scarcity"), "default_cost": ("l'absence de décision", "having no decision"),
    "misunderstanding": ("l'incompréhension", "misunderstanding"), "package": ("un dossier lié", "a linked dossier"),
    "place": ("le territoire", "the place"), "posture": ("la surenchère", "posture"), "": ("–", "–"),
}  # fmt: skip
"""What set a commune apart from the others, the terms of `TERMS` in words."""

LIFTED = {
    "text": ("le texte a changé", "the text changed"), "services": ("les services ont accepté", "services accepted"),
    "transfer": ("une compensation", "a compensation"), "understanding": ("des explications", "explanations"),
    "waiting": ("le temps a passé", "time passed"), "relations": ("la confiance est revenue", "trust came back"),
    "package": ("un dossier lié", "a linked dossier"), "conceded": ("elle a cédé", "it gave way"),
    "overruled": ("adopté contre son avis", "adopted against it"), "": ("dossier perdu", "dossier lost"),
}  # fmt: skip
FATES = {
    "on_time": ("livré à temps", "on time"),
    "late": ("livré en retard", "late"),
    "dropped": ("abandonné", "dropped"),
}
OUTCOMES = {"rejected": ("rejeté", "rejected"), "withdrawn": ("retiré", "withdrawn"), "open": ("non tranché", "open")}

LIMITS = (
    """- Une seule graine : une autre donnerait un autre mandat. Comparez-en plusieurs avant de conclure.
- Les montants sont des ordres de grandeur. Ceux des clauses suivent la base fiscale du territoire, le budget
  d'investissement une somme par habitant : ils ne s'additionnent pas.
- Les charges transférées suivent le degré du transfert, même « par convention ». En droit, une convention de prestation
  ne change pas l'attribution de compensation.
- Le président ne propose rien à une commune qui bloque ; les habitants et les associations n'agissent pas.
- Un blocage porte la cause qui distingue la commune des autres ; l'attachement à l'existant pèse sur toutes.""",
    """- One seed: another would give another mandate. Compare several before you conclude.
- Amounts are orders of magnitude. Those of the clauses follow the tax base of the territory, the investment budget an
  amount per inhabitant: they do not add up.
- Transferred charges follow the degree of the transfer, even “by contract”. In law, a service contract does not change
  the compensation allocation.
- The president offers nothing to a commune that blocks; residents and associations do not act.
- A blockage gives what sets the commune apart from the others; the attachment to what exists weighs on all.""",
)
