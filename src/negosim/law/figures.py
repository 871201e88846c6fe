"""The table of the dated figures of the law; `negosim.law.constants` reads it by key and by day.

`since` is the day from which a figure applies, as far as we know: these days must be checked, and so must the figures
themselves where `read` is false (quoted from memory, or inferred). The article of a figure that custom sets, and no
text, is "usage".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

__all__ = ["CONSTANTS", "DatedConstant", "MonthDay", "Value"]


@dataclass(frozen=True)
class MonthDay:
    """A day of any year: 31 August is MonthDay(8, 31)."""

    month: int
    day: int

    def of(self, year: int) -> date:
        """This day in year `year`."""
        return date(year, self.month, self.day)


Value = int | Fraction | tuple[int, ...] | MonthDay | date


@dataclass(frozen=True)
class DatedConstant:
    """One figure of the law: key, value, article (a key of `ARTICLES`), first day in force, meaning."""

    key: str
    value: Value
    article: str
    since: date
    meaning_fr: str
    meaning_en: str
    read: bool = True


CODE = date(1996, 2, 24)  # the code général des collectivités territoriales itself
REFORM_2010 = date(2010, 12, 18)  # law 2010-1563 of 16 December 2010
AGREEMENTS = date(2015, 3, 11)  # law 2015-264 of 9 March 2015
ALUR = date(2014, 3, 27)  # law 2014-366 of 24 March 2014
ENGAGEMENT = date(2019, 12, 29)  # law 2019-1461 of 27 December 2019
BUDGET_2020 = date(2020, 1, 1)  # law 2019-1479 of 28 December 2019
DIFFERENTIATION = date(2022, 2, 23)  # law 2022-217 of 21 February 2022 (3DS)
PLM = date(2025, 8, 12)  # law 2025-795 of 11 August 2025
BUDGETS = date(2013, 1, 1)  # law 2012-1510 of 29 December 2012, from memory
ELECTORAL = date(1964, 10, 28)  # the code électoral itself
RENEWAL_2026 = date(2025, 8, 28)  # decree 2025-848 of 27 August 2025
EQUALISATION = date(2012, 1, 1)  # law 2011-1977 of 28 December 2011
SPENDING = date(2017, 1, 1)  # law 2016-1918 of 29 December 2016


def share(numerator: int, denominator: int) -> Fraction:
    """The exact share `numerator` / `denominator`. Source: the article of each row."""
    return Fraction(numerator, denominator)


Row = DatedConstant

CONSTANTS = (
    # key, value, article, in force since, meaning in French, in English[, read]
    Row(
        "table_bounds",
        (3_500, 5_000, 10_000, 20_000, 30_000, 40_000, 50_000, 75_000, 100_000, 150_000, 200_000, 250_000, 350_000,
         500_000, 700_000, 1_000_001),
        "L.5211-6-1", REFORM_2010, "bornes de population du tableau du III", "population bounds of the table of III",
    ),
    Row(
        "table_seats",
        (16, 18, 22, 26, 30, 34, 38, 40, 42, 48, 56, 64, 72, 80, 90, 100, 130),
        "L.5211-6-1", REFORM_2010, "sièges du tableau du III", "seats of the table of III",
    ),
    Row(
        "council_bounds",
        (100, 500, 1_500, 2_500, 3_500, 5_000, 10_000, 20_000, 30_000, 40_000, 50_000, 60_000, 80_000, 100_000,
         150_000, 200_000, 250_000, 300_000),
        "L.2121-2", CODE, "bornes de population des conseils municipaux", "population bounds of municipal councils",
    ),
    Row(
        "council_sizes",
        (7, 11, 15, 19, 23, 27, 29, 33, 35, 39, 43, 45, 49, 53, 55, 59, 61, 65, 69),
        "L.2121-2", CODE, "effectif du conseil municipal", "members of the municipal council",
    ),
    Row("council_paris", 163, "L.2121-2", CODE, "conseil de Paris", "council of Paris", False),
    Row("council_marseille", 101, "L.2121-2", CODE, "conseil de Marseille", "council of Marseille", False),
    Row("council_marseille", 111, "L.2121-2", PLM, "conseil de Marseille", "council of Marseille", False),
    Row("council_lyon", 73, "L.2121-2", CODE, "conseil de Lyon", "council of Lyon", False),
    Row("half_cap", share(1, 2), "L.5211-6-1", REFORM_2010, "plafond des sièges d'une commune", "cap on one commune"),
    Row("zero_seat_share", share(3, 10), "L.5211-6-1", AGREEMENTS, "part des sièges de droit qui ouvre le V",
     "share of granted seats that opens V"),
    Row("extra_share", share(1, 10), "L.5211-6-1", REFORM_2010, "sièges supplémentaires du V et du VI",
     "extra seats of V and VI"),
    Row("agreement_margin", share(1, 4), "L.5211-6-1", AGREEMENTS, "sièges de plus que les III et IV, par accord local",
     "seats above III and IV, by local agreement"),
    Row("seat_agreement_day", MonthDay(8, 31), "L.5211-6-1", AGREEMENTS,
     "dernier jour d'un accord local, l'année d'avant", "last day for a local agreement, the year before"),
    Row("seat_order_day", MonthDay(10, 31), "L.5211-6-1", AGREEMENTS, "arrêté du préfet, l'année d'avant",
     "prefect's order, the year before"),
    Row("seat_deviation", share(1, 5), "L.5211-6-1", AGREEMENTS, "écart admis entre parts de sièges et de population",
     "deviation allowed between shares of seats and of population"),
    Row("many_communes", share(2, 3), "L.5211-5 II", CODE, "conseils municipaux, avec la moitié de la population",
     "municipal councils, with half of the population"),
    Row("half_population", share(1, 2), "L.5211-5 II", CODE,
     "population (à dépasser), avec les deux tiers des conseils",
     "population (to be exceeded), with two thirds of the councils"),
    Row("half_communes", share(1, 2), "L.5211-5 II", CODE, "conseils municipaux, avec les deux tiers de la population",
     "municipal councils, with two thirds of the population"),
    Row("much_population", share(2, 3), "L.5211-5 II", CODE, "population, avec la moitié des conseils",
     "population, with half of the councils"),
    Row("veto_population", share(1, 4), "L.5211-5 II", CODE, "population au-delà de laquelle la plus peuplée a un veto",
     "population beyond which the most populous commune has a veto"),
    Row("blocking_communes", share(1, 4), "ALUR 136 II", ALUR, "communes opposées au PLUi",
     "communes against the PLUi"),
    Row("blocking_population", share(1, 5), "ALUR 136 II", ALUR, "population opposée au PLUi",
     "population against the PLUi"),
    Row("quorum", share(1, 2), "L.2121-17", CODE, "membres en exercice présents (à dépasser)",
     "members in office present (to be exceeded)"),
    Row("two_thirds_council", share(2, 3), "L.2121-20", CODE, "majorité des deux tiers du conseil",
     "two-thirds majority of the council"),
    Row("simple_majority", share(1, 2), "L.2121-20", CODE, "suffrages exprimés (à dépasser)",
     "votes cast (to be exceeded)"),
    Row("reconvening_days", 3, "L.2121-17", CODE, "jours avant la seconde convocation",
     "days before the second convening"),
    Row("notice_days", 5, "L.2121-12", CODE, "jours francs de convocation", "clear days of notice"),
    Row("notice_days_small", 3, "L.2121-11", CODE, "jours francs, communes de moins de 3 500 habitants",
     "clear days, communes under 3,500 inhabitants", False),
    Row("notice_days_urgent", 1, "L.2121-12", CODE, "jour franc en cas d'urgence", "clear day in an emergency"),
    Row("notice_population", 3_500, "L.2121-12", CODE, "population des cinq jours francs",
     "population of five clear days"),
    Row("public_ballot_share", share(1, 4), "L.2121-21", CODE, "présents qui obtiennent le scrutin public",
     "members present who obtain a public ballot"),
    Row("secret_ballot_share", share(1, 3), "L.2121-21", CODE, "présents qui obtiennent le scrutin secret",
     "members present who obtain a secret ballot"),
    Row("proxies_held", 1, "L.2121-20", CODE, "pouvoirs détenus par un conseiller", "proxies held by one councillor"),
    Row("proxy_sessions", 3, "L.2121-20", CODE, "séances consécutives d'un pouvoir", "sessions in a row of one proxy"),
    Row("rules_population", 1_000, "L.2121-8", date(2020, 3, 1), "habitants du règlement intérieur et des groupes",
     "inhabitants for rules of procedure and groups"),
    Row("absolute_rounds", 2, "L.2122-7", CODE, "tours à la majorité absolue", "rounds at the absolute majority"),
    Row("first_round", date(2026, 3, 15), "code électoral L.227", RENEWAL_2026, "premier tour", "first round"),
    Row("second_round", date(2026, 3, 22), "code électoral L.227", RENEWAL_2026, "second tour", "second round"),
    Row("mandate_years", 6, "code électoral L.227", ELECTORAL, "années d'un mandat", "years of a mandate"),
    Row("renewal_month", MonthDay(3, 1), "code électoral L.227", ELECTORAL, "mois des élections", "month of elections"),
    Row("mayors_election_days", 7, "L.2121-7", CODE, "jours entre les élections et celle du maire, au plus",
     "most days between the elections and the mayor's"),
    Row("first_council_weekday", 5, "L.5211-6", CODE, "jour de la semaine du premier conseil (5 : vendredi)",
     "weekday of the first council (5: Friday)"),
    Row("first_council_weeks", 4, "L.5211-6", CODE, "semaines après l'élection des maires",
     "weeks after the mayors' election"),
    Row("interest_years", 2, "L.5214-16", date(2015, 8, 9), "années pour définir l'intérêt communautaire",
     "years to define the community interest"),
    Row("transfer_months", 3, "L.5211-17", CODE, "mois laissés aux conseils municipaux",
     "months for municipal councils"),
    Row("restitution_months", 3, "L.5211-17-1", ENGAGEMENT, "mois laissés aux conseils municipaux",
     "months for municipal councils"),
    Row("usual_transfer_day", MonthDay(1, 1), "usage", CODE, "date des transferts", "date of transfers"),
    Row("optional_transfer_months", 3, "L.5211-17-2", DIFFERENTIATION, "mois laissés aux conseils municipaux",
     "months for municipal councils"),
    Row("statutes_months", 3, "L.5211-20", CODE, "mois laissés aux conseils municipaux",
     "months for municipal councils"),
    Row("admission_months", 3, "L.5211-18", CODE, "mois laissés aux conseils municipaux",
     "months for municipal councils"),
    Row("withdrawal_months", 3, "L.5211-19", CODE, "mois laissés aux conseils municipaux",
     "months for municipal councils"),
    Row("departure_opinion_months", 2, "L.5214-26", CODE, "mois laissés à la commission départementale",
     "months for the departmental commission"),
    Row("plui_months", 3, "ALUR 136 II", ALUR, "mois de la fenêtre d'opposition", "months of the window of opposition"),
    Row("plui_transfer_day", MonthDay(1, 1), "ALUR 136 II", ALUR, "transfert, l'année suivant l'élection du président",
     "transfer, the year after the president's election"),
    Row("plui_opinion_months", 3, "L.153-15", date(2016, 1, 1), "mois pour l'avis sur le projet de PLUi",
     "months for the opinion on the draft PLUi", False),
    Row("plui_approval_months", 2, "L.153-15", date(2016, 1, 1), "mois pour approuver le projet modifié",
     "months to approve the amended draft"),
    Row("water_opposition_months", 10, "law 2018-702", date(2018, 8, 5), "mois pour s'opposer au transfert de l'eau",
     "full months to oppose the transfer of water"),
    Row("water_debate_months", 6, "law 2025-327", date(2025, 4, 13), "mois après le renouvellement, débat sur l'eau",
     "months after the renewal, debate on water"),
    Row("pact_months", 2, "L.5211-11-2", ENGAGEMENT, "mois pour l'avis sur le pacte",
     "months for the opinion on the pact"),
    Row("pact_adoption_months", 9, "L.5211-11-2", ENGAGEMENT, "mois pour adopter le pacte", "months to adopt the pact"),
    Row("pooling_months", 3, "L.5211-39-1", ENGAGEMENT, "mois pour l'avis sur le schéma",
     "months for the opinion on the pooling scheme"),
    Row("pooling_report_months", 12, "L.5211-39-1", ENGAGEMENT, "mois après le renouvellement, rapport facultatif",
     "months after the renewal, optional report"),
    Row("single_commune_months", 3, "L.5211-57", CODE, "mois pour l'avis de la commune",
     "months for the commune's opinion"),
    Row("clect_report_months", 9, "CGI 1609 nonies C", SPENDING, "mois pour le rapport de la CLECT",
     "months for the report of the CLECT"),
    Row("clect_usage_day", MonthDay(9, 30), "usage", SPENDING, "rapport de la CLECT", "report of the CLECT"),
    Row("clect_approval_day", MonthDay(12, 31), "usage", SPENDING, "approbation de ce rapport",
     "approval of that report"),
    Row("clect_members", 1, "CGI 1609 nonies C", SPENDING, "conseillers de chaque commune à la CLECT, au moins",
     "least councillors of each commune in the CLECT"),
    Row("clect_approval_months", 3, "CGI 1609 nonies C", SPENDING, "mois pour approuver le rapport",
     "months to approve the report"),
    Row("prefect_operating_years", 3, "CGI 1609 nonies C", SPENDING, "années de fonctionnement retenues par le préfet",
     "years of operating costs used by the prefect"),
    Row("prefect_investment_years", 7, "CGI 1609 nonies C", SPENDING, "années d'investissement retenues par le préfet",
     "years of investment used by the prefect", False),
    Row("compensation_cut", share(1, 20), "CGI 1609 nonies C", SPENDING, "baisse de l'AC des communes riches",
     "cut in the compensation of wealthy communes", False),
    Row("compensation_cut_potential", share(1, 5), "CGI 1609 nonies C", SPENDING,
     "potentiel au-dessus de la moyenne qui permet la baisse", "potential above the mean that allows the cut"),
    Row("fpic_months", 2, "L.2336-3", EQUALISATION, "mois après notification du FPIC",
     "months after the FPIC notification"),
    Row("fpic_notification_day", MonthDay(6, 1), "usage", EQUALISATION, "premières notifications du FPIC",
     "first notifications of the FPIC"),
    Row("fpic_margin", share(3, 10), "L.2336-3", EQUALISATION, "écart au droit commun permis aux deux tiers",
     "deviation from ordinary law allowed by two thirds"),
    Row("fpic_contributor", share(9, 10), "L.2336-3", EQUALISATION,
     "part du potentiel moyen (à dépasser) du prélèvement",
     "share of the mean potential (to be exceeded) for a levy"),
    Row("fpic_beneficiaries", share(3, 5), "L.2336-5", EQUALISATION, "part des ensembles qui reçoivent le FPIC",
     "share of the territories that receive the fund"),
    Row("grant_criteria", share(35, 100), "L.5211-28-4", BUDGET_2020, "poids des deux critères légaux de la DSC",
     "weight of the two legal criteria of the grant"),
    Row("matching_share", share(1, 2), "L.5214-16", date(2004, 8, 17), "fonds de concours, part du reste à financer",
     "matching grant, share of what remains to be paid"),
    Row("own_funding", share(1, 5), "L.1111-10", REFORM_2010, "part propre du maître d'ouvrage", "owner's own share"),
    Row("grant_floor", share(1, 2), "L.5211-28-4", BUDGET_2020, "DSC due faute de pacte, part de la hausse du produit",
     "grant due without a pact, share of the growth of tax", False),
    Row("deferred_levy_kept", share(1, 10), "Dilico", date(2025, 2, 15), "part du Dilico gardée par la péréquation",
     "share of the forced saving kept by equalisation"),
    Row("deferred_levy_years", 3, "Dilico", date(2025, 2, 15), "années de remboursement, par parts égales",
     "years of repayment, in equal parts"),
    Row("vice_presidents", share(1, 5), "L.5211-10", REFORM_2010, "vice-présidents, part de l'effectif",
     "vice-presidents, share of the members"),
    Row("vice_presidents_two_thirds", share(3, 10), "L.5211-10", REFORM_2010, "la même, par un vote aux deux tiers",
     "the same, by a vote of two thirds"),
    Row("vice_presidents_least", 4, "L.5211-10", REFORM_2010, "vice-présidents toujours permis",
     "vice-presidents always allowed"),
    Row("vice_presidents_most", 15, "L.5211-10", REFORM_2010, "vice-présidents au plus", "most vice-presidents"),
    Row("vice_presidents_metropole", 20, "L.5211-10", date(2014, 1, 29), "vice-présidents d'une métropole",
     "vice-presidents of a métropole"),
    Row("conference_share", share(1, 3), "L.5211-11-3", ENGAGEMENT, "maires qui réunissent leur conférence",
     "mayors who convene their conference"),
    Row("conference_requests", 4, "L.5211-11-3", ENGAGEMENT, "réunions par an à la demande des maires",
     "meetings a year at the mayors' request"),
    Row("development_council", 20_000, "L.5211-10-1", date(2015, 8, 9),
     "habitants (à dépasser) du conseil de développement",
     "inhabitants (to be exceeded) for a development council"),
    Row("development_council", 50_000, "L.5211-10-1", ENGAGEMENT, "habitants (à dépasser) du conseil de développement",
     "inhabitants (to be exceeded) for a development council"),
    Row("development_council_gap", 1, "L.5211-10-1", ENGAGEMENT, "écart permis entre femmes et hommes",
     "gap allowed between women and men"),
    Row("inquiry_share", share(1, 6), "L.2121-22-1", CODE, "membres qui obtiennent une mission d'information",
     "members who obtain a fact-finding mission"),
    Row("inquiry_population", 20_000, "L.2121-22-1", DIFFERENTIATION, "habitants pour une mission d'information",
     "inhabitants for a fact-finding mission"),
    Row("police_months", 6, "L.5211-9-2", date(2014, 3, 27), "mois pour s'opposer au transfert de police",
     "months to object to the transfer of police powers"),
    Row("police_waiver_months", 1, "L.5211-9-2", date(2020, 6, 24), "mois de plus laissés au président pour renoncer",
     "months more for the president to give up", False),
    Row("police_housing_share", share(1, 2), "L.5211-9-2", date(2020, 6, 24),
     "maires ou population opposés, pour renoncer à la police de l'habitat",
     "mayors or population opposed, to give up housing police", False),
    Row("budget_day", MonthDay(4, 15), "L.1612-2", BUDGETS, "dernier jour du budget", "last day of the budget"),
    Row("budget_day_renewal", MonthDay(4, 30), "L.1612-2", BUDGETS, "dernier jour du budget, année d'élections",
     "last day of the budget, year of elections"),
    Row("rates_day_renewal", MonthDay(4, 30), "CGI 1639 A", BUDGETS, "dernier jour des taux, année d'élections",
     "last day of the rates, year of elections", False),
    Row("orientation_months", 2, "L.5211-36", CODE, "mois entre le débat d'orientation et le budget",
     "months between the orientation debate and the budget"),
    Row("orientation_population", 3_500, "L.2312-1", CODE, "habitants d'une commune, pour le débat d'orientation",
     "inhabitants of one commune, for the orientation debate"),
    Row("detailed_report_population", 10_000, "L.2312-1", CODE, "habitants (à dépasser) d'un rapport détaillé",
     "inhabitants (to be exceeded) for a detailed report"),
    Row("orientation_weeks", 10, "L.5217-10-4", date(2024, 1, 1), "semaines du débat d'orientation, en M57",
     "weeks of the orientation debate, under M57", False),
    Row("draft_budget_days", 12, "L.5217-10-4", date(2024, 1, 1), "jours pour recevoir le projet de budget, en M57",
     "days to receive the draft budget, under M57", False),
)  # fmt: skip
"""The table; two rows with one key are one figure at two dates."""
