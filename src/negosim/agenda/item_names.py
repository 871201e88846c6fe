"""What the items of each kind of dossier may be, with the usual range of their cost (intitulés des projets).

Costs are orders of magnitude in euros, all taxes included, for a new or a wholly renewed equipment; they are
illustrative, and only serve to name a project of a given cost.
"""

from __future__ import annotations

from negosim.errors import message
from negosim.negotiation.state.item_name import ItemName

__all__ = ["FACILITIES", "FLAGSHIPS", "PACT_ACTIONS", "PROJECTS", "SERVICE_POINTS"]

THOUSAND, MILLION = 1e3, 1e6

PROJECTS = (
    ItemName("play_area", message("l'aire de jeux"), 30 * THOUSAND, 200 * THOUSAND),
    ItemName("sports_ground", message("le terrain multisports"), 60 * THOUSAND, 400 * THOUSAND),
    ItemName("carpool_area", message("l'aire de covoiturage"), 50 * THOUSAND, 400 * THOUSAND),
    ItemName("village_library", message("la bibliothèque de proximité"), 150 * THOUSAND, 900 * THOUSAND),
    ItemName("greenway", message("la voie verte"), 150 * THOUSAND, 2 * MILLION),
    ItemName("shared_workspace", message("le tiers-lieu"), 300 * THOUSAND, 1.5 * MILLION),
    ItemName("school_renovation", message("la rénovation énergétique de l'école"), 200 * THOUSAND, 2.5 * MILLION),
    ItemName("nursery", message("la crèche"), 600 * THOUSAND, 3 * MILLION),
    ItemName("health_centre", message("la maison de santé"), 700 * THOUSAND, 4 * MILLION),
    ItemName("recycling_centre", message("la déchèterie"), 600 * THOUSAND, 3 * MILLION),
    ItemName("business_park", message("la zone d'activités"), 1 * MILLION, 12 * MILLION),
    ItemName("sports_hall", message("le gymnase intercommunal"), 2 * MILLION, 8 * MILLION),
    ItemName("media_library", message("la médiathèque"), 1.5 * MILLION, 10 * MILLION),
    ItemName("arts_centre", message("la salle de spectacle"), 2 * MILLION, 15 * MILLION),
    ItemName("transport_hub", message("le pôle d'échanges"), 2 * MILLION, 25 * MILLION),
    ItemName("treatment_plant", message("la station d'épuration"), 2 * MILLION, 30 * MILLION),
    ItemName("heat_network", message("le réseau de chaleur"), 3 * MILLION, 40 * MILLION),
    ItemName("swimming_pool", message("le centre aquatique"), 8 * MILLION, 40 * MILLION),
    ItemName("tram_line", message("la ligne de bus à haut niveau de service"), 20 * MILLION, 200 * MILLION),
    ItemName("congress_centre", message("le palais des congrès"), 20 * MILLION, 100 * MILLION),
    ItemName("urban_renewal", message("le renouvellement du quartier de la gare"), 25 * MILLION, 200 * MILLION),
)
"""The projects of an investment plan."""

FLAGSHIPS = (
    ItemName("farm_shop", message("la halle des producteurs"), 100 * THOUSAND, 1.5 * MILLION),
    ItemName("river_restoration", message("la restauration de la rivière"), 100 * THOUSAND, 4 * MILLION),
    ItemName("cycle_network", message("le réseau cyclable"), 200 * THOUSAND, 30 * MILLION),
    ItemName("village_centre", message("la rénovation du centre-bourg"), 300 * THOUSAND, 10 * MILLION),
    ItemName("wood_heating", message("la chaufferie bois"), 200 * THOUSAND, 5 * MILLION),
    ItemName("heritage_trail", message("le circuit du patrimoine"), 50 * THOUSAND, 800 * THOUSAND),
    ItemName("enterprise_house", message("la pépinière d'entreprises"), 800 * THOUSAND, 8 * MILLION),
    ItemName("training_campus", message("le campus des métiers"), 5 * MILLION, 60 * MILLION),
    ItemName("nature_park", message("le parc naturel urbain"), 4 * MILLION, 60 * MILLION),
)
"""The flagship actions of a charter."""

PACT_ACTIONS = (
    ItemName("school_fund", message("l'aide à la rénovation de l'école"), 50 * THOUSAND, 3 * MILLION),
    ItemName("centre_fund", message("l'aide au dernier commerce"), 30 * THOUSAND, 600 * THOUSAND),
    ItemName("housing_fund", message("l'aide aux logements locatifs"), 200 * THOUSAND, 20 * MILLION),
    ItemName("energy_fund", message("l'aide à la rénovation des bâtiments communaux"), 100 * THOUSAND, 40 * MILLION),
    ItemName("town_fund", message("l'aide aux équipements de centralité"), 1 * MILLION, 60 * MILLION),
)
"""The flagship actions of a financial pact."""

SERVICE_POINTS = (
    ItemName("desk", message("le point d'accueil"), 20 * THOUSAND, 300 * THOUSAND),
    ItemName("local_branch", message("l'antenne technique"), 100 * THOUSAND, 1.5 * MILLION),
    ItemName("service_house", message("la maison des services"), 200 * THOUSAND, 2.5 * MILLION),
    ItemName("sector_depot", message("le centre technique de secteur"), 500 * THOUSAND, 20 * MILLION),
    ItemName("area_pole", message("le pôle de proximité"), 1 * MILLION, 60 * MILLION),
)
"""The service points kept in communes when a competence passes to the intercommunality."""

FACILITIES = (
    ItemName("recycling_centre", message("la déchèterie"), 600 * THOUSAND, 3 * MILLION),
    ItemName("treatment_plant", message("la station d'épuration"), 2 * MILLION, 30 * MILLION),
    ItemName("sorting_centre", message("le centre de tri"), 10 * MILLION, 60 * MILLION),
    ItemName("biogas_plant", message("l'unité de méthanisation"), 3 * MILLION, 15 * MILLION),
    ItemName("quarry_storage", message("la plateforme de déchets du bâtiment"), 500 * THOUSAND, 5 * MILLION),
)
"""The facilities whose site is looked for; all the sites of a dossier are for one of them."""
