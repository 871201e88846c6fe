"""The constants of behaviour, each declared once (paramètres du comportement).

Values whose source says "to be calibrated" come from the reference design and from prototypes; the others are
normalisations. `Behaviour` gathers them all: a configuration names one `behaviour.<name>`, a compiled rule
`s.p.<name>`.
"""

from __future__ import annotations

from dataclasses import dataclass

from negosim.knobs import knob

# fmt: off
__all__ = ["Behaviour", "Consequences", "Decisions", "Information", "Partnership", "Preferences", "Relations"]

DESIGN = "reference design, to be calibrated"
OUTCOMES = "fitted on real outcomes, docs/decisions/structure.md"
CALIBRATED = "calibration, docs/decisions/calibration.md"


@dataclass(frozen=True)
class Preferences:
    """What a commune wants of clauses, projects and transfers, and how it compares itself with the others."""

    spatial_weight: float = knob(0.45, 0, 2, "weight W of the clauses, beside that of the projects", "value", "Poids des clauses", DESIGN)
    curvature: float = knob(1.0, 0.5, 3, "exponent of the distance between a clause and the ideal", "", "Poids des grands écarts", DESIGN)
    host_benefit: float = knob(0.20, 0, 1, "benefit of a project for its host commune", "value", "Bénéfice d'un projet pour sa commune", DESIGN)
    neighbour_benefit: float = knob(0.05, 0, 1, "benefit of a project for a commune next to its host", "value", "Bénéfice pour les communes voisines", DESIGN)
    neighbour_width: float = knob(0.12, 0.01, 1, "reach of that benefit, in widths of the perimeter, where there are 12 communes", "width", "Portée du bénéfice de voisinage", DESIGN)
    diffuse_benefit: float = knob(0.022, 0, 0.5, "benefit of a project for every commune, where there are 8 projects", "value", "Bénéfice pour toutes les communes", DESIGN)
    item_cost: float = knob(0.42, 0.05, 2, "mean cost of a project", "value", "Coût moyen d'un projet", DESIGN)
    item_cost_spread: float = knob(0.30, 0, 0.9, "largest relative distance of a project's cost from the mean cost", "share", "Dispersion des coûts", DESIGN)
    programme_share: float = knob(0.40, 0, 1, "share of the projects that the budget pays for when nothing is scarce", "share", "Part des projets finançables", CALIBRATED)
    communal_cost_share: float = knob(0.35, 0, 1, "share of a project's cost that communes bear", "share", "Part du coût supportée par les communes", DESIGN)
    transfer_weight: float = knob(1.0, 0, 3, "value of one unit of transfer", "value", "Valeur d'un transfert", DESIGN)
    interdependence_sd: float = knob(0.05, 0, 0.5, "standard deviation of the interdependence between a clause and the one before it", "value", "Interdépendance des clauses", DESIGN)
    ideal_common_sd: float = knob(0.30, 0, 0.5, "standard deviation of the part of an ideal that all communes share", "scale", "Dispersion des positions, part commune à toutes", CALIBRATED)
    ideal_group_sd: float = knob(0.07, 0, 0.5, "standard deviation of the part of an ideal that communes of one role and living area share", "scale", "Dispersion des positions, part commune à un groupe", CALIBRATED)
    theme_trait: float = knob(0.10, 0, 0.5, "how far the features of a place move the ideals of a clause that serves a theme, for the largest trait", "scale", "Poids du territoire dans les positions", DESIGN)
    theme_sd: float = knob(0.10, 0, 0.5, "standard deviation of a commune's own position on a theme", "scale", "Dispersion des positions par thème", DESIGN)
    theme_memory: float = knob(0.8, 0, 1, "share of what was learnt on a theme that remains for later dossiers", "share", "Mémoire des dossiers précédents", DESIGN)
    charter_pull: float = knob(0.30, 0, 1, "share of the way to the charter's direction that it moves those who wrote it", "share", "Force d'entraînement du projet de territoire", DESIGN)
    ideal_own_sd: float = knob(0.11, 0, 0.5, "standard deviation of the part of an ideal that is the commune's own", "scale", "Dispersion des positions, part propre à la commune", CALIBRATED)
    posturing: float = knob(0.30, 0, 1, "how far a stated position is exaggerated away from the middle", "share", "Exagération des positions affichées", DESIGN)
    posture_margin: float = knob(0.05, 0, 0.5, "gain beyond an improvement that a posturing commune asks for before it says yes", "value", "Surenchère avant de dire oui", DESIGN)
    envy: float = knob(0.53, 0, 2, "mean aversion to gaining less than the others", "", "Envie", "Fehr and Schmidt 1999, order of magnitude")
    guilt: float = knob(0.33, 0, 1, "mean aversion to gaining more than the others", "", "Gêne à gagner plus que les autres", "Fehr and Schmidt 1999, order of magnitude")
    premium_mean: float = knob(0.21, -0.2, 0.5, "mean gain below which a commune prefers to keep what it has", "value", "Attachement à l'existant (prime de réserve), moyenne", CALIBRATED)
    premium_sd: float = knob(0.03, 0, 0.2, "standard deviation of that reservation premium", "value", "Attachement à l'existant (prime de réserve), dispersion", DESIGN)
    structure: float = knob(1.0, 0, 3, "size of what the features of a place make an agreement worth; 0 makes communes alike", "", "Poids des raisons tirées du territoire", "1: sizes fitted by kind, docs/decisions/structure.md")
    delay_cost: float = knob(0.003, 0, 0.05, "cost of having no decision, for each month that a dossier is open", "value per month", "Coût de l'absence de décision, par mois", DESIGN)
    broken_weight: float = knob(0.02, 0, 0.5, "rise of the reservation for one promise that all the other communes break", "value", "Poids des promesses rompues", DESIGN)
    refusal_loss: float = knob(0.02, 0, 0.2, "loss of a commune that keeps the status quo when the whole budget is cut", "value", "Coût du refus quand l'argent manque", DESIGN)
    adjustment_part: float = knob(0.5, 0, 1, "share of a transfer's bound that compensation adjustments may use; legal criteria take the rest", "share", "Part des transferts laissée aux compensations", DESIGN)
    claim_inflation: float = knob(0.03, 0, 0.3, "how much a commune understates its gain when money is shared", "value", "Exagération des demandes", DESIGN)
    site_benefit: float = knob(0.08, 0, 1, "benefit for every commune of a facility that nobody wants next door", "value", "Utilité commune d'un équipement", CALIBRATED)
    site_harm: float = knob(0.25, 0, 1, "harm of that facility to its host commune", "value", "Nuisance pour la commune d'accueil", DESIGN)
    post_benefit: float = knob(0.12, 0, 1, "worth of a vice-presidency for its mayor's commune", "value", "Valeur d'une vice-présidence", DESIGN)
    seat_value: float = knob(0.45, 0, 3, "worth of a doubled number of seats in the council", "value", "Valeur d'un nombre de sièges doublé", OUTCOMES)
    pooling_saving: float = knob(0.15, 0, 1, "what full pooling saves each commune when services accept it", "value", "Économie de la mutualisation", DESIGN)


@dataclass(frozen=True)
class Information:
    """What the DGS knows of the communes, and what communes understand of a dossier."""

    dgs_information_start: float = knob(0.15, 0, 1, "share of what a commune wants that the DGS knows when a dossier opens", "share", "Information initiale du DGS", DESIGN)
    dgs_information_visit: float = knob(0.50, 0, 1, "information that the DGS gains from a visit", "share", "Information apportée par une visite", DESIGN)
    dgs_information_workshop: float = knob(0.05, 0, 1, "information that the DGS gains from a living-area workshop", "share", "Information apportée par un atelier", DESIGN)
    dgs_information_attend: float = knob(0.01, 0, 1, "information that the DGS gains when a commune attends a meeting", "share", "Information apportée par une réunion", DESIGN)
    belief_noise: float = knob(0.9, 0, 3, "standard deviation of the logarithm of the DGS's error on a project's benefit, before listening", "log", "Erreur d'estimation du DGS", DESIGN)
    understanding_start: float = knob(0.20, 0, 1, "share of a new dossier that a commune understands", "share", "Compréhension initiale", DESIGN)
    understanding_attend: float = knob(0.05, 0, 1, "understanding gained by attending a meeting", "share", "Compréhension gagnée en réunion", DESIGN)
    understanding_circulate: float = knob(0.07, 0, 1, "understanding gained from circulated documents", "share", "Compréhension gagnée par les documents", DESIGN)
    understanding_visit: float = knob(0.10, 0, 1, "understanding gained from a visit of the DGS", "share", "Compréhension gagnée par une visite", DESIGN)
    understanding_workshop: float = knob(0.04, 0, 1, "understanding gained from a living-area workshop", "share", "Compréhension gagnée en atelier", DESIGN)
    understanding_bureau: float = knob(0.01, 0, 1, "understanding gained each month by a seat in the bureau", "share", "Information des membres du bureau", DESIGN)
    understanding_informed: float = knob(0.03, 0, 1, "understanding gained each month where the governance pact informs all councillors", "share", "Information des conseillers municipaux", DESIGN)
    unknown_loss: float = knob(0.02, 0, 0.2, "surplus lost to the fear of what is not understood", "value", "Crainte de l'inconnu", DESIGN)
    unknown_noise: float = knob(0.04, 0, 0.2, "standard deviation of a commune's error on its own surplus, before it understands", "value", "Erreur d'une commune sur son propre gain", DESIGN)
    salience_doubt: float = knob(0.20, 0, 1, "standard deviation of what the DGS believes of a salience, before listening", "share", "Doute du DGS sur les priorités", "spread of the Dirichlet law of the saliences")
    reserve_doubt: float = knob(0.06, 0, 0.5, "standard deviation of what the DGS believes of a reservation, before listening", "value", "Doute du DGS sur la prime de réserve", DESIGN)


@dataclass(frozen=True)
class Relations:
    """Trust, engagement, fatigue and common culture, month by month."""

    trust_start: float = knob(0.40, 0, 1, "mean trust between communes on the first day", "", "Confiance initiale", DESIGN)
    trust_sd: float = knob(0.08, 0, 0.3, "standard deviation of that trust", "", "Dispersion de la confiance", DESIGN)
    trust_contact: float = knob(0.012, 0, 0.2, "trust gained by a meeting that both attend, two a month at most", "", "Confiance gagnée par une rencontre", DESIGN)
    trust_decay: float = knob(0.02, 0, 0.2, "monthly rate at which trust returns to its floor", "per month", "Érosion de la confiance", DESIGN)
    trust_floor: float = knob(0.30, 0, 1, "trust between communes that never meet", "", "Plancher de la confiance", DESIGN)
    trust_kept: float = knob(0.05, 0, 0.5, "trust gained by a kept promise", "", "Confiance gagnée par une promesse tenue", DESIGN)
    trust_defection: float = knob(0.15, 0, 0.5, "trust lost by a defection", "", "Confiance perdue par une défection", "Slovic 1993: trust is lost faster than won")
    trust_overruled: float = knob(0.04, 0, 0.5, "trust that an overruled commune loses in the others", "", "Confiance perdue par une mise en minorité", DESIGN)
    trust_workshop: float = knob(0.05, 0, 0.5, "trust gained in a living-area workshop", "", "Confiance gagnée en atelier", DESIGN)
    trust_dgs_start: float = knob(0.50, 0, 1, "trust in the DGS on the first day", "", "Confiance initiale envers le DGS", DESIGN)
    trust_dgs_visit: float = knob(0.03, 0, 0.5, "trust in the DGS gained by a visit", "", "Confiance envers le DGS gagnée par une visite", DESIGN)
    trust_dgs_show: float = knob(0.01, 0, 0.5, "trust in the DGS lost by each recognition of a quarter from the third on", "", "Confiance perdue par une reconnaissance excessive", DESIGN)
    trust_dgs_pressure: float = knob(0.10, 0, 0.5, "trust in the DGS lost by a commune whose vote is forced while it loses", "", "Confiance envers le DGS perdue par un vote forcé", DESIGN)
    engagement_mean: float = knob(0.55, 0, 1, "mean of the level to which a commune's engagement returns", "", "Engagement habituel, moyenne", DESIGN)
    engagement_sd: float = knob(0.12, 0, 0.4, "standard deviation of that level", "", "Engagement habituel, dispersion", DESIGN)
    engagement_return: float = knob(0.10, 0, 1, "monthly rate at which engagement returns to that level", "per month", "Retour à l'engagement habituel", DESIGN)
    engagement_overload: float = knob(0.01, 0, 0.2, "engagement lost for each open dossier beyond two", "per month", "Engagement perdu par surcharge de dossiers", DESIGN)
    engagement_success: float = knob(0.08, 0, 0.5, "engagement gained by a durable decision", "", "Engagement gagné par une décision durable", DESIGN)
    engagement_failure: float = knob(0.04, 0, 0.5, "engagement lost by a dossier rejected or withdrawn", "", "Engagement perdu par un échec", DESIGN)
    engagement_overruled: float = knob(0.08, 0, 0.5, "engagement lost by being overruled", "", "Engagement perdu par une mise en minorité", DESIGN)
    engagement_follow_up: float = knob(0.04, 0, 0.5, "engagement gained by a follow-up call", "", "Engagement gagné par un suivi", DESIGN)
    engagement_pressure: float = knob(0.08, 0, 0.5, "engagement lost by a commune whose vote is forced while it loses", "", "Engagement perdu par un vote forcé", DESIGN)
    contagion: float = knob(0.005, 0, 0.2, "engagement gained when enough of the communes that it trusts are engaged", "per month", "Contagion de l'engagement", "Granovetter 1978, thresholds")
    fatigue_meeting: float = knob(0.03, 0, 0.2, "fatigue of one evening of meetings", "", "Fatigue d'une soirée de réunion", DESIGN)
    fatigue_rest: float = knob(0.10, 0, 1, "share of fatigue that disappears in a month", "per month", "Récupération", DESIGN)
    fatigue_recognition: float = knob(0.03, 0, 0.5, "fatigue lifted by a recognition", "", "Fatigue levée par une reconnaissance", DESIGN)
    culture_start: float = knob(0.10, 0, 0.8, "weight of the common good on the first day", "", "Culture commune initiale", DESIGN)
    culture_success: float = knob(0.03, 0, 0.2, "culture gained by a commune that gains from a durable decision", "", "Culture commune gagnée par un succès", DESIGN)
    culture_defection: float = knob(0.03, 0, 0.2, "culture lost when 15 % of the communes or more defect, in proportion below", "", "Culture commune perdue par des défections", DESIGN)
    culture_max: float = knob(0.80, 0, 1, "most that culture can weigh", "", "Plafond de la culture commune", DESIGN)
    influence: float = knob(0.05, 0, 1, "monthly weight of the others' stated positions", "per month", "Influence des autres communes", "Friedkin and Johnsen 1999")
    anchor: float = knob(0.05, 0, 1, "monthly pull back to the first opinion", "per month", "Attachement à la première opinion", "Friedkin and Johnsen 1999")
    confidence: float = knob(0.25, 0, 1, "distance beyond which a stated position is not heard", "scale", "Seuil d'écoute", "Deffuant 2000")
    confidence_culture: float = knob(0.20, 0, 1, "how much full culture widens that distance", "scale", "Écoute élargie par la culture commune", DESIGN)
    fatigue_territorial: float = knob(0.01, 0, 0.2, "fatigue of a territorial conference", "", "Fatigue d'une conférence territoriale", DESIGN)


@dataclass(frozen=True)
class Decisions:
    """Meetings, votes, ratification and what becomes of a decision."""

    attendance_base: float = knob(0.30, 0, 1, "probability that a commune without engagement attends a meeting", "probability", "Présence de base", DESIGN)
    attendance_engagement: float = knob(0.65, 0, 1, "probability of attending that full engagement adds", "probability", "Présence due à l'engagement", DESIGN)
    attendance_fatigue: float = knob(0.50, 0, 1, "probability of attending that full fatigue removes", "probability", "Absence due à la fatigue", DESIGN)
    attendance_bureau: float = knob(0.05, 0, 0.5, "probability of attending that a seat in the bureau adds", "probability", "Présence des membres du bureau", DESIGN)
    concession: float = knob(0.30, 0, 1, "share of its first demands that a commune gives up by the deadline", "share", "Concession à l'échéance", "Faratin, Sierra and Jennings 1998, form; size to be calibrated")
    concession_shape: float = knob(2.0, 0.2, 10, "exponent of the elapsed time in that concession: above 1 it comes late, below 1 early", "", "Rythme de la concession", "Faratin, Sierra and Jennings 1998")
    proposal_step: float = knob(0.50, 0, 1, "share of the way to what a commune asks for that its proposal moves a clause", "share", "Pas d'une proposition", DESIGN)
    proposal_item: float = knob(0.50, 0, 1, "chance that a proposal also asks for a project", "probability", "Projet dans une proposition", DESIGN)
    mutation_sd: float = knob(0.30, 0, 1, "standard deviation of a random change of a clause", "scale", "Taille d'une réécriture", DESIGN)
    cooling: float = knob(0.93, 0.5, 1, "factor by which each round shrinks the changes to a single text", "share", "Refroidissement du texte unique", "Klein et al. 2003, annealing; value to be calibrated")
    opposition_share: float = knob(0.40, 0, 1, "opposition's share of a commune's seats beyond the majority bonus", "share", "Part de l'opposition", "modelling choice on Code électoral L.273-8")
    norm: float = knob(0.07, 0, 1, "loss below which a mayor dares to vote no (consensus norm)", "value", "Norme de consensus", "Desage and Guéranger 2011, sign; size to be calibrated")
    vote_temperature: float = knob(0.01, 0.0001, 0.2, "scale of the logistic noise of a vote", "value", "Part de hasard dans un vote", DESIGN)
    loyalty: float = knob(0.90, 0, 1, "chance that a majority official follows the mayor", "probability", "Loyauté de la majorité", DESIGN)
    loyalty_opposition: float = knob(0.15, 0, 1, "chance that an opposition official follows the mayor", "probability", "Loyauté de l'opposition", DESIGN)
    opposition_distance: float = knob(0.05, 0, 0.5, "mean surplus that an opposition list sees less than its mayor does", "value", "Éloignement des listes d'opposition", DESIGN)
    opposition_sd: float = knob(0.09, 0, 0.5, "standard deviation of that gap, by dossier and commune", "value", "Dispersion des listes d'opposition", DESIGN)
    own_noise: float = knob(0.01, 0, 0.2, "standard deviation of an official's own view of the commune's surplus", "value", "Opinion propre d'un élu", DESIGN)
    present: float = knob(0.85, 0, 1, "chance that an official is present at the vote", "probability", "Présence au conseil", DESIGN)
    headcount_noise: float = knob(0.02, 0, 0.2, "standard deviation of the error of the headcount made before a vote", "value", "Erreur du pointage", DESIGN)
    veto_loss: float = knob(0.05, 0, 0.5, "loss from which a commune uses the veto of the charter", "value", "Seuil du veto de la charte", DESIGN)
    vote_pressure: float = knob(0.0, 0, 0.2, "surplus that a forced vote adds for every mayor", "value", "Effet de la pression sur le vote", "0 by default, since another value would decide a conclusion by itself")
    municipal_silence: float = knob(0.40, 0, 1, "chance that a municipal council without engagement does not answer", "probability", "Silence des conseils municipaux", DESIGN)
    minimum_change: float = knob(0.02, 0, 0.5, "distance from the fallback below which a text decides nothing", "scale", "Écart minimal au repli", DESIGN)
    defection_base: float = knob(-2.2, -10, 5, "log-odds of defection within 24 months, all else being nil", "log-odds", "Défection, niveau de base", DESIGN)
    defection_gain: float = knob(25.0, 0, 100, "effect of the true surplus on the log-odds of keeping one's word", "log-odds per value", "Défection, gain", DESIGN)
    defection_culture: float = knob(1.5, 0, 10, "effect of culture on the log-odds of keeping one's word", "log-odds", "Défection, culture commune", DESIGN)
    defection_trust: float = knob(1.5, 0, 10, "effect of trust on the log-odds of keeping one's word", "log-odds", "Défection, confiance", DESIGN)
    trust_reference: float = knob(0.40, 0, 1, "mean trust at which trust neither helps nor hinders keeping one's word", "", "Confiance de référence", "normalisation: the initial trust of the first design")
    defection_overruled: float = knob(0.8, -5, 5, "effect of having been overruled on the log-odds of defection", "log-odds", "Défection, mise en minorité", DESIGN)
    defection_pressure: float = knob(0.0, -5, 5, "effect of a forced vote on the log-odds of defection", "log-odds", "Défection, vote forcé", "0 by default, since another value would decide a conclusion by itself")
    gain_floor: float = knob(0.05, 0, 0.5, "loss beyond which a commune counts as a loser of a decision", "value", "Perte tolérée", "definition of a shared decision")


@dataclass(frozen=True)
class Partnership:
    """What the DGS sets up with those who do not vote: services, co-financing partners, neighbours."""

    services_start: float = knob(0.40, 0, 1, "acceptance of pooling by the services before any committee", "share", "Adhésion des services", DESIGN)
    services_codir: float = knob(0.15, 0, 1, "acceptance gained by a directors' committee", "share", "Adhésion gagnée par un comité de direction", DESIGN)
    services_decay: float = knob(0.05, 0, 1, "monthly rate at which that acceptance returns to its start", "per month", "Érosion de l'adhésion des services", DESIGN)
    cofinancing_most: float = knob(0.50, 0, 2, "most that partners add to a budget, as a share of its full amount", "share", "Plafond des cofinancements", DESIGN)
    cofinancing_gain: float = knob(0.25, 0, 1, "share of the remaining co-financing that one search brings", "share", "Résultat d'une recherche de cofinancements", DESIGN)
    cofinancing_condition: float = knob(0.50, 0, 1, "level of the first clause (common ambition) from which partners pay", "scale", "Condition des cofinanceurs", DESIGN)
    neighbours_part: float = knob(0.50, 0, 1, "largest share of their part of a project that neighbours pay", "share", "Participation des voisins", DESIGN)
    neighbours_gain: float = knob(0.40, 0, 1, "share of the way to full agreement that one interterritorial conference covers", "share", "Effet d'une conférence interterritoriale", DESIGN)
    neighbours_decay: float = knob(0.10, 0, 1, "monthly loss of that agreement when nobody meets", "per month", "Érosion de l'entente avec les voisins", DESIGN)


@dataclass(frozen=True)
class Consequences:
    """What adopted texts change afterwards."""

    consequences: float = knob(1.0, 0, 1, "size of what adopted texts change in later dossiers; 0: nothing", "share", "Poids des décisions passées", "switch")
    tax_yield: float = knob(0.10, 0, 1, "what the largest rise of taxes adds to the investment envelope", "share", "Rendement de la hausse des impôts", DESIGN)
    investment_yield: float = knob(0.10, 0, 1, "what the largest investment share adds to the envelope", "share", "Rendement de la part d'investissement", DESIGN)
    pooling_budget: float = knob(0.08, 0, 1, "what full pooling saves each year, as a share of the full investment budget", "share", "Économie annuelle de la mutualisation", DESIGN)
    pact_pool: float = knob(0.20, 0, 1, "share of the claimed gains that the largest solidarity grant of a pact moves", "share", "Mise en commun par le pacte financier", DESIGN)
    matching_part: float = knob(0.30, 0, 0.5, "share of the communes' part of a project that the largest matching grant pays", "share", "Part payée par les fonds de concours", "L.5214-16: half at most")
    project_drop: float = knob(0.20, 0, 1, "chance that the host that has the least means drops its project, without a matching grant", "probability", "Projets abandonnés faute de moyens", DESIGN)
    project_late: float = knob(0.35, 0, 1, "chance that a project that is not dropped is late", "probability", "Projets en retard", DESIGN)
    understanding_conference: float = knob(0.02, 0, 1, "understanding gained each month where the conference meets as often as it can", "share", "Information par la conférence des maires", DESIGN)


@dataclass(frozen=True)
class Behaviour(Preferences, Information, Relations, Decisions, Partnership, Consequences):
    """All the constants of behaviour (groupe `behaviour`)."""
