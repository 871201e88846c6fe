"""The constants of behaviour, each declared once (paramètres du comportement).

Values marked "to be calibrated" in their source come from the reference design and from prototypes; the
others are normalisations. `Behaviour` gathers them flat, so that `behaviour.<name>` names one in a
configuration and `s.p.<name>` names it in a compiled rule.
"""

from __future__ import annotations

from dataclasses import dataclass

from negosim.knobs import knob

# fmt: off
__all__ = ["Behaviour", "Decisions", "Information", "Partnership", "Preferences", "Relations"]

DESIGN = "reference design, to be calibrated"
CALIBRATED = "calibration, docs/decisions/calibration.md"


@dataclass(frozen=True)
class Preferences:
    """What a commune wants: spatial clauses, local projects, transfers, and how it looks at the others."""

    spatial_weight: float = knob(0.45, 0, 2, "weight W of the clauses against projects", "value", "Poids des clauses", DESIGN)
    curvature: float = knob(1.0, 0.5, 3, "exponent of the distance to the ideal clause", "", "Courbure de la perte", DESIGN)
    host_benefit: float = knob(0.20, 0, 1, "benefit of a project for its host commune", "value", "Bénéfice du projet pour l'hôte", DESIGN)
    neighbour_benefit: float = knob(0.05, 0, 1, "benefit of a project for a commune next to its host", "value", "Bénéfice pour les voisines", DESIGN)
    neighbour_width: float = knob(0.12, 0.01, 1, "reach of that benefit, in widths of the perimeter, at 12 communes", "width", "Portée du bénéfice de voisinage", DESIGN)
    diffuse_benefit: float = knob(0.022, 0, 0.5, "benefit of a project for every commune, at 8 projects", "value", "Bénéfice diffus", DESIGN)
    item_cost: float = knob(0.42, 0.05, 2, "mean cost of a project", "value", "Coût moyen d'un projet", DESIGN)
    item_cost_spread: float = knob(0.30, 0, 0.9, "half-width of the cost around its mean", "share", "Dispersion des coûts", DESIGN)
    programme_share: float = knob(0.40, 0, 1, "share of the projects that the budget pays when nothing is scarce", "share", "Part des projets finançable", CALIBRATED)
    communal_cost_share: float = knob(0.35, 0, 1, "share of a project's cost that communes bear", "share", "Part du coût supportée par les communes", DESIGN)
    transfer_weight: float = knob(1.0, 0, 3, "value of one unit of transfer", "value", "Valeur d'un transfert", DESIGN)
    interdependence_sd: float = knob(0.05, 0, 0.5, "spread of the link between neighbouring clauses", "value", "Interdépendance des clauses", DESIGN)
    ideal_common_sd: float = knob(0.30, 0, 0.5, "spread of ideals between dossiers, the same for every commune", "scale", "Écart commun des idéaux", CALIBRATED)
    ideal_group_sd: float = knob(0.07, 0, 0.5, "spread of ideals between roles and living areas", "scale", "Écart des idéaux entre groupes", CALIBRATED)
    ideal_own_sd: float = knob(0.15, 0, 0.5, "spread of ideals within a role and living area", "scale", "Écart des idéaux dans un groupe", CALIBRATED)
    posturing: float = knob(0.30, 0, 1, "how far a stated position is exaggerated", "share", "Posture", DESIGN)
    posture_margin: float = knob(0.05, 0, 0.5, "extra gain that a posturing commune asks before it says yes", "value", "Marge de posture", DESIGN)
    envy: float = knob(0.53, 0, 2, "mean aversion to gaining less than the others", "", "Envie", "Fehr and Schmidt 1999, order of magnitude")
    guilt: float = knob(0.33, 0, 1, "mean aversion to gaining more than the others", "", "Culpabilité", "Fehr and Schmidt 1999, order of magnitude")
    premium_mean: float = knob(0.21, -0.2, 0.5, "mean gain below which a commune prefers to keep what it has", "value", "Prime de réserve, moyenne", CALIBRATED)
    premium_sd: float = knob(0.03, 0, 0.2, "spread of that reservation premium", "value", "Prime de réserve, dispersion", DESIGN)
    delay_cost: float = knob(0.003, 0, 0.05, "cost of non-decision for each month open", "value per month", "Coût de la non-décision", DESIGN)
    broken_weight: float = knob(0.02, 0, 0.5, "reservation added by broken promises", "value", "Poids des promesses rompues", DESIGN)
    refusal_loss: float = knob(0.02, 0, 0.2, "what keeping the status quo loses when the whole budget is cut", "value", "Perte du statu quo sous rareté", DESIGN)
    adjustment_part: float = knob(0.5, 0, 1, "part of a transfer's bound that compensation adjustments may use, the rest follows legal criteria", "share", "Part des compensations ajustées", DESIGN)
    claim_inflation: float = knob(0.03, 0, 0.3, "how much a commune understates its gain when money is shared", "value", "Exagération des demandes", DESIGN)
    site_benefit: float = knob(0.08, 0, 1, "benefit for all of a facility that nobody wants next door", "value", "Utilité commune d'un équipement", CALIBRATED)
    site_harm: float = knob(0.25, 0, 1, "what it costs its host commune", "value", "Nuisance pour l'hôte", DESIGN)
    post_benefit: float = knob(0.12, 0, 1, "worth of a vice-presidency for its mayor's commune", "value", "Valeur d'une vice-présidence", DESIGN)
    seat_value: float = knob(1.00, 0, 3, "worth of a doubled share of the council's seats", "value", "Valeur d'une part de sièges", CALIBRATED)
    pooling_saving: float = knob(0.15, 0, 1, "what full pooling saves each commune when services accept it", "value", "Économie de la mutualisation", DESIGN)


@dataclass(frozen=True)
class Information:
    """What the DGS has been told  and what communes understand of a dossier ."""

    dgs_information_start: float = knob(0.15, 0, 1, "what the DGS knows of a commune on a new dossier", "share", "Information initiale du DGS", DESIGN)
    dgs_information_visit: float = knob(0.50, 0, 1, "information gained by a visit", "share", "Information d'une visite", DESIGN)
    dgs_information_workshop: float = knob(0.05, 0, 1, "information gained by a living-area workshop", "share", "Information d'un atelier", DESIGN)
    dgs_information_attend: float = knob(0.01, 0, 1, "information gained when a commune attends", "share", "Information d'une réunion", DESIGN)
    belief_noise: float = knob(0.9, 0, 3, "log error on a project's benefit before listening", "log", "Erreur d'estimation", DESIGN)
    understanding_start: float = knob(0.20, 0, 1, "what a commune understands of a new dossier", "share", "Compréhension initiale", DESIGN)
    understanding_attend: float = knob(0.05, 0, 1, "understanding gained by attending", "share", "Compréhension en réunion", DESIGN)
    understanding_circulate: float = knob(0.07, 0, 1, "understanding gained by circulated documents", "share", "Compréhension par circulation", DESIGN)
    understanding_visit: float = knob(0.10, 0, 1, "understanding gained by a visit", "share", "Compréhension d'une visite", DESIGN)
    understanding_workshop: float = knob(0.04, 0, 1, "understanding gained by a workshop", "share", "Compréhension d'un atelier", DESIGN)
    understanding_bureau: float = knob(0.01, 0, 1, "understanding gained each month by a seat in the bureau", "share", "Information du bureau", DESIGN)
    understanding_informed: float = knob(0.03, 0, 1, "understanding gained each month where the governance pact informs all councillors", "share", "Information des conseillers", DESIGN)
    unknown_loss: float = knob(0.02, 0, 0.2, "surplus lost to what is not understood", "value", "Crainte de l'inconnu", DESIGN)
    unknown_noise: float = knob(0.04, 0, 0.2, "error on one's own surplus before understanding", "value", "Erreur sur son propre gain", DESIGN)
    salience_doubt: float = knob(0.20, 0, 1, "standard deviation that the DGS allows his guess of a salience", "share", "Doute sur les priorités", "spread of the Dirichlet law of the saliences")
    reserve_doubt: float = knob(0.06, 0, 0.5, "standard deviation that the DGS allows his guess of a reservation", "value", "Doute sur la prime de réserve", DESIGN)


@dataclass(frozen=True)
class Relations:
    """Trust, engagement, fatigue and common culture, month by month."""

    trust_start: float = knob(0.40, 0, 1, "mean trust between communes at the start", "", "Confiance initiale", DESIGN)
    trust_sd: float = knob(0.08, 0, 0.3, "spread of that trust", "", "Dispersion de la confiance", DESIGN)
    trust_contact: float = knob(0.012, 0, 0.2, "trust gained by meeting, at most twice a month", "", "Confiance par contact", DESIGN)
    trust_decay: float = knob(0.02, 0, 0.2, "monthly return of trust to its floor", "per month", "Érosion de la confiance", DESIGN)
    trust_floor: float = knob(0.30, 0, 1, "trust between communes that never meet", "", "Plancher de confiance", DESIGN)
    trust_kept: float = knob(0.05, 0, 0.5, "trust gained by a kept promise", "", "Promesse tenue", DESIGN)
    trust_defection: float = knob(0.15, 0, 0.5, "trust lost by a defection", "", "Défection", "Slovic 1993: trust is lost faster than won")
    trust_overruled: float = knob(0.04, 0, 0.5, "trust lost by being overruled", "", "Mise en minorité", DESIGN)
    trust_workshop: float = knob(0.05, 0, 0.5, "trust gained in a living-area workshop", "", "Confiance en atelier", DESIGN)
    trust_dgs_start: float = knob(0.50, 0, 1, "trust in the DGS at the start", "", "Confiance initiale envers le DGS", DESIGN)
    trust_dgs_visit: float = knob(0.03, 0, 0.5, "trust in the DGS gained by a visit", "", "Confiance par visite", DESIGN)
    trust_dgs_show: float = knob(0.01, 0, 0.5, "trust in the DGS lost by a third recognition in a quarter", "", "Reconnaissance excessive", DESIGN)
    trust_dgs_pressure: float = knob(0.10, 0, 0.5, "trust in the DGS lost by a commune that is pressed while it loses", "", "Pression du DGS", DESIGN)
    engagement_mean: float = knob(0.55, 0, 1, "own level of engagement, mean", "", "Engagement propre", DESIGN)
    engagement_sd: float = knob(0.12, 0, 0.4, "own level of engagement, spread", "", "Dispersion de l'engagement", DESIGN)
    engagement_return: float = knob(0.10, 0, 1, "monthly return of engagement to its own level", "per month", "Retour de l'engagement", DESIGN)
    engagement_overload: float = knob(0.01, 0, 0.2, "engagement lost for each open dossier beyond two", "per month", "Surcharge", DESIGN)
    engagement_success: float = knob(0.08, 0, 0.5, "engagement gained by a durable success", "", "Succès durable", DESIGN)
    engagement_failure: float = knob(0.04, 0, 0.5, "engagement lost by a failure", "", "Échec", DESIGN)
    engagement_overruled: float = knob(0.08, 0, 0.5, "engagement lost by being overruled", "", "Mise en minorité", DESIGN)
    engagement_follow_up: float = knob(0.04, 0, 0.5, "engagement gained by a follow-up call", "", "Suivi d'une commune", DESIGN)
    engagement_pressure: float = knob(0.08, 0, 0.5, "engagement lost by a commune that is pressed while it loses", "", "Pression du DGS", DESIGN)
    contagion: float = knob(0.005, 0, 0.2, "engagement gained when enough trusted neighbours are engaged", "per month", "Contagion", "Granovetter 1978, thresholds")
    fatigue_meeting: float = knob(0.015, 0, 0.2, "fatigue of one meeting attended", "", "Fatigue d'une réunion", DESIGN)
    fatigue_rest: float = knob(0.10, 0, 1, "share of fatigue that rests away in a month", "per month", "Récupération", DESIGN)
    fatigue_recognition: float = knob(0.03, 0, 0.5, "fatigue lifted by recognition", "", "Reconnaissance", DESIGN)
    culture_start: float = knob(0.10, 0, 0.8, "weight of the common good at the start", "", "Culture commune initiale", DESIGN)
    culture_success: float = knob(0.03, 0, 0.2, "culture gained by a durable success with own gain", "", "Culture par succès", DESIGN)
    culture_defection: float = knob(0.03, 0, 0.2, "culture lost by a defection", "", "Culture par défection", DESIGN)
    culture_max: float = knob(0.80, 0, 1, "most that culture can weigh", "", "Plafond de culture", DESIGN)
    influence: float = knob(0.05, 0, 1, "monthly weight of the others' stated positions", "per month", "Influence", "Friedkin and Johnsen 1999")
    anchor: float = knob(0.05, 0, 1, "monthly pull back to one's first opinion", "per month", "Ancrage", "Friedkin and Johnsen 1999")
    confidence: float = knob(0.25, 0, 1, "distance beyond which a position is not heard", "scale", "Seuil d'écoute", "Deffuant 2000")
    confidence_culture: float = knob(0.20, 0, 1, "how much culture widens that distance", "scale", "Écoute par culture", DESIGN)
    fatigue_territorial: float = knob(0.01, 0, 0.2, "fatigue of a territorial conference", "", "Fatigue d'une conférence territoriale", DESIGN)


@dataclass(frozen=True)
class Decisions:
    """Meetings, votes, ratification and what becomes of a decision."""

    attendance_base: float = knob(0.30, 0, 1, "chance of attending with no engagement", "probability", "Présence de base", DESIGN)
    attendance_engagement: float = knob(0.65, 0, 1, "chance of attending added by engagement", "probability", "Présence par engagement", DESIGN)
    attendance_fatigue: float = knob(0.50, 0, 1, "chance of attending removed by fatigue", "probability", "Absence par fatigue", DESIGN)
    attendance_bureau: float = knob(0.05, 0, 0.5, "chance of attending added by a seat in the bureau", "probability", "Présence des membres du bureau", DESIGN)
    concession: float = knob(0.30, 0, 1, "share of its first demands that a commune gives up by the deadline", "share", "Concession à l'échéance", "Faratin, Sierra and Jennings 1998, form; size to be calibrated")
    concession_shape: float = knob(2.0, 0.2, 10, "exponent of time in that concession: above 1 late, below 1 early", "", "Rythme de la concession", "Faratin, Sierra and Jennings 1998")
    proposal_step: float = knob(0.50, 0, 1, "how far a commune's proposal moves a clause to its ideal", "share", "Pas d'une proposition", DESIGN)
    proposal_item: float = knob(0.50, 0, 1, "chance that a proposal also asks for a project", "probability", "Projet dans une proposition", DESIGN)
    mutation_sd: float = knob(0.30, 0, 1, "size of a random redrafting of a clause", "scale", "Taille d'une réécriture", DESIGN)
    cooling: float = knob(0.93, 0.5, 1, "how much each round shrinks the changes to a single text", "share", "Refroidissement du texte unique", "Klein et al. 2003, annealing; value to be calibrated")
    opposition_share: float = knob(0.40, 0, 1, "opposition's share of a commune's seats beyond the majority bonus", "share", "Part de l'opposition", "modelling choice on Code électoral L.273-8")
    norm: float = knob(0.09, 0, 1, "loss below which a mayor dares to vote no (consensus norm)", "value", "Norme de consensus", "Desage and Guéranger 2011, sign; size to be calibrated")
    vote_temperature: float = knob(0.01, 0.0001, 0.2, "noise of a vote", "value", "Bruit du vote", DESIGN)
    loyalty: float = knob(0.90, 0, 1, "chance that a majority official follows his mayor", "probability", "Loyauté de la majorité", DESIGN)
    loyalty_opposition: float = knob(0.35, 0, 1, "chance that an opposition official follows the mayor", "probability", "Loyauté de l'opposition", DESIGN)
    own_noise: float = knob(0.01, 0, 0.2, "difference of an official's own view", "value", "Opinion propre", DESIGN)
    present: float = knob(0.85, 0, 1, "chance that an official sits at the vote", "probability", "Présence au conseil", DESIGN)
    headcount_noise: float = knob(0.02, 0, 0.2, "error of the headcount made before a vote", "value", "Erreur du pointage", DESIGN)
    veto_loss: float = knob(0.05, 0, 0.5, "loss from which a commune uses the veto of the charter", "value", "Seuil du veto de la charte", DESIGN)
    vote_pressure: float = knob(0.0, 0, 0.2, "surplus that pressure lends to a vote; 0 unless swept", "value", "Effet de la pression sur le vote", "decides a conclusion by itself, 0 by default")
    municipal_silence: float = knob(0.40, 0, 1, "chance that an unengaged municipal council does not answer", "probability", "Silence des conseils municipaux", DESIGN)
    minimum_change: float = knob(0.02, 0, 0.5, "distance from the fallback below which nothing has been decided", "scale", "Écart minimal au repli", DESIGN)
    defection_base: float = knob(-2.2, -10, 5, "log-odds of defection within 24 months", "log-odds", "Défection, base", DESIGN)
    defection_gain: float = knob(25.0, 0, 100, "effect of the true surplus on keeping one's word", "log-odds per value", "Défection, gain", DESIGN)
    defection_culture: float = knob(1.5, 0, 10, "effect of culture on keeping one's word", "log-odds", "Défection, culture", DESIGN)
    defection_trust: float = knob(1.5, 0, 10, "effect of trust on keeping one's word", "log-odds", "Défection, confiance", DESIGN)
    defection_overruled: float = knob(0.8, -5, 5, "effect of having been overruled on defection", "log-odds", "Défection, mise en minorité", DESIGN)
    defection_pressure: float = knob(0.0, -5, 5, "effect of having been pressed on defection; 0 unless swept", "log-odds", "Défection, pression", "decides a conclusion by itself, 0 by default")
    gain_floor: float = knob(0.05, 0, 0.5, "loss that a shared decision imposes on almost nobody", "value", "Perte tolérée", "definition of a shared decision")


@dataclass(frozen=True)
class Partnership:
    """Services, co-financing and neighbours: what the DGS sets up with those who do not vote."""

    services_start: float = knob(0.40, 0, 1, "how far services accept pooling by themselves", "share", "Adhésion des services", DESIGN)
    services_codir: float = knob(0.15, 0, 1, "acceptance gained by a directors' committee", "share", "Adhésion par CoDir", DESIGN)
    services_decay: float = knob(0.05, 0, 1, "monthly return of that acceptance to its start", "per month", "Érosion de l'adhésion", DESIGN)
    cofinancing_most: float = knob(0.50, 0, 2, "most that partners add to a budget, beside its full amount", "share", "Plafond des cofinancements", DESIGN)
    cofinancing_gain: float = knob(0.25, 0, 1, "share of what is left that one search brings", "share", "Résultat d'une recherche", DESIGN)
    cofinancing_condition: float = knob(0.50, 0, 1, "first clause from which partners pay (common ambition)", "scale", "Condition des cofinanceurs", DESIGN)
    neighbours_part: float = knob(0.50, 0, 1, "most of their part of a project that neighbours pay", "share", "Participation des voisins", DESIGN)
    neighbours_gain: float = knob(0.40, 0, 1, "share of the way that one interterritorial conference makes", "share", "Effet d'une conférence", DESIGN)
    neighbours_decay: float = knob(0.10, 0, 1, "monthly loss of that agreement when nobody meets", "per month", "Érosion de l'entente", DESIGN)


@dataclass(frozen=True)
class Behaviour(Preferences, Information, Relations, Decisions, Partnership):
    """All the constants of behaviour (groupe `behaviour`)."""
