"""The table of procedures: majority of the council, role of the communes, delay and meaning of their silence.

The procedures are integer codes, so that compiled code can branch on them; `PROCEDURES` describes each. A kind of
dossier names its procedure instead of repeating the rules. `negosim.law.decisions` applies the table and gives reasons.
"""

# pyright: strict

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from negosim.compiled import compiled
from negosim.errors import Message, UserError, message
from negosim.law.categories import CATEGORIES, CC_AND_CA
from negosim.law.constants import whole
from negosim.law.majorities import RULE_SIMPLE, RULE_TWO_THIRDS_CAST
from negosim.law.municipal_majorities import (
    MAJORITY_CREATION,
    MAJORITY_FIRST_PARAGRAPH,
    MAJORITY_SEATS,
    blocking_minority,
    qualified_majority_passes,
)
from negosim.law.silence import NO, SILENT, YES, complete_answers
from negosim.science.counts import is_whole

__all__ = [
    "ADMISSION", "BLOCKING", "CLECT_CREATION", "CLECT_REPORT", "COMMUNITY_INTEREST", "CONCERNED", "CONSULTED",
    "COUNCIL_DELIBERATION", "COUNCIL_ONLY", "EVERY", "EXTRA_SEATS", "FPIC_FREE", "FPIC_TWO_THIRDS",
    "FREE_COMPENSATION", "GOVERNANCE_PACT", "MATCHING_GRANT", "NO_COUNCIL", "OPTIONAL_TRANSFER", "PLUI",
    "PLUI_VOTED", "POOLING_SCHEME", "PROCEDURES", "QUALIFIED", "RESTITUTION", "SEAT_AGREEMENT", "SHARED_SERVICE",
    "SINGLE_COMMUNE", "SOLIDARITY_GRANT", "STATUTORY_CHANGE", "TRANSFER", "WATER_2018", "WITHDRAWAL", "Procedure",
    "municipal_passes", "procedure_of", "resolve_silence",
]  # fmt: skip

COUNCIL_ONLY, CONSULTED, QUALIFIED, BLOCKING, EVERY, CONCERNED = range(6)
"""The role of the municipal councils: none, an opinion, a qualified majority, an opposition (a minority blocks), the
agreement of every one, the agreement of those concerned."""

NO_COUNCIL = -1
"""Instead of a majority: the community council does not vote."""

(
    TRANSFER, OPTIONAL_TRANSFER, RESTITUTION, STATUTORY_CHANGE, ADMISSION, WITHDRAWAL, SEAT_AGREEMENT, PLUI,
    GOVERNANCE_PACT, POOLING_SCHEME, SINGLE_COMMUNE, CLECT_REPORT, FPIC_FREE, FPIC_TWO_THIRDS,
    COUNCIL_DELIBERATION, SOLIDARITY_GRANT, COMMUNITY_INTEREST, CLECT_CREATION, FREE_COMPENSATION, EXTRA_SEATS,
    PLUI_VOTED, MATCHING_GRANT, SHARED_SERVICE, WATER_2018,
) = range(24)  # fmt: skip


@dataclass(frozen=True)
class Procedure:
    """One procedure: its article, the majority of the council, the role of the communes, the meaning of their silence.

    `council_rule`: a code of `majorities`, or NO_COUNCIL. `municipal`: the role of the communes; `majority`: a variant
    of `municipal_majorities`, for a qualified majority. `months`: delay of the communes, 0 where the law sets a date or
    asks them nothing. `silence`: YES, NO, or SILENT where a silence is not an agreement. `automatic`: the law decides
    without a vote unless a minority is opposed. `opens` and `closes`: names of the dates of `calendar` between which
    the procedure is open, if any. `categories`: those to which it is open; `fpu_only`: open under the single business
    tax only. `negosim.law.openings` gives the reasons, and the article where it depends on the category.
    """

    key: str
    title: Message
    article: str
    council_rule: int
    municipal: int
    months: int = 0
    silence: int = SILENT
    majority: int = MAJORITY_CREATION
    automatic: bool = False
    opens: str = ""
    closes: str = ""
    categories: tuple[str, ...] = CATEGORIES
    fpu_only: bool = False


PROCEDURES = (
    Procedure("transfer", message("Transfert d'une compétence"), "L.5211-17", RULE_SIMPLE, QUALIFIED,
              whole("transfer_months"), YES),
    Procedure("optional_transfer", message("Transfert demandé par certaines communes"), "L.5211-17-2", RULE_SIMPLE,
              QUALIFIED, whole("optional_transfer_months"), YES),
    Procedure("restitution", message("Restitution d'une compétence aux communes"), "L.5211-17-1", RULE_SIMPLE,
              QUALIFIED, whole("restitution_months"), NO),
    Procedure("statutory_change", message("Autre modification des statuts"), "L.5211-20", RULE_SIMPLE, QUALIFIED,
              whole("statutes_months"), YES),
    Procedure("admission", message("Admission d'une commune"), "L.5211-18", RULE_SIMPLE, QUALIFIED,
              whole("admission_months"), YES),
    Procedure("withdrawal", message("Retrait d'une commune"), "L.5211-19", RULE_SIMPLE, QUALIFIED,
              whole("withdrawal_months"), NO, categories=CC_AND_CA),
    Procedure("seat_agreement", message("Accord local sur les sièges"), "L.5211-6-1", NO_COUNCIL, QUALIFIED,
              majority=MAJORITY_SEATS, closes="seat_agreement_before", categories=CC_AND_CA),
    Procedure("plui", message("Transfert du plan local d'urbanisme par la loi"), "ALUR 136 II", RULE_SIMPLE, BLOCKING,
              whole("plui_months"), YES, automatic=True,
              opens="plui_window_opens", closes="plui_window_closes", categories=CC_AND_CA),
    Procedure("governance_pact", message("Pacte de gouvernance"), "L.5211-11-2", RULE_SIMPLE, CONSULTED,
              whole("pact_months"), YES, closes="governance_pact_before"),
    Procedure("pooling_scheme", message("Schéma de mutualisation"), "L.5211-39-1", RULE_SIMPLE, CONSULTED,
              whole("pooling_months"), YES),
    Procedure("single_commune", message("Décision qui ne touche qu'une commune"), "L.5211-57", RULE_SIMPLE, CONSULTED,
              whole("single_commune_months"), YES),
    Procedure("clect_report", message("Rapport d'évaluation de la CLECT"), "CGI 1609 nonies C", NO_COUNCIL, QUALIFIED,
              whole("clect_approval_months"), SILENT, MAJORITY_FIRST_PARAGRAPH, fpu_only=True),
    Procedure("fpic_free", message("Répartition libre du FPIC"), "L.2336-3", RULE_TWO_THIRDS_CAST, EVERY,
              whole("fpic_months"), YES),
    Procedure("fpic_two_thirds", message("Répartition du FPIC aux deux tiers"), "L.2336-3", RULE_TWO_THIRDS_CAST,
              COUNCIL_ONLY),
    Procedure("council_deliberation", message("Délibération ordinaire du conseil"), "L.2121-20", RULE_SIMPLE,
              COUNCIL_ONLY),
    Procedure("solidarity_grant", message("Dotation de solidarité communautaire"), "L.5211-28-4",
              RULE_TWO_THIRDS_CAST, COUNCIL_ONLY),
    Procedure("community_interest", message("Définition de l'intérêt communautaire"), "L.5214-16",
              RULE_TWO_THIRDS_CAST, COUNCIL_ONLY),
    Procedure("clect_creation", message("Création de la CLECT"), "CGI 1609 nonies C", RULE_TWO_THIRDS_CAST,
              COUNCIL_ONLY, fpu_only=True),
    Procedure("free_compensation", message("Révision libre de l'attribution de compensation"), "CGI 1609 nonies C",
              RULE_TWO_THIRDS_CAST, CONCERNED, fpu_only=True),
    Procedure("extra_seats", message("Sièges supplémentaires (VI)"), "L.5211-6-1", NO_COUNCIL, QUALIFIED,
              majority=MAJORITY_SEATS),
    Procedure("plui_voted", message("Transfert du plan local d'urbanisme par un vote"), "ALUR 136 II", RULE_SIMPLE,
              BLOCKING, whole("plui_months"), YES, categories=CC_AND_CA),
    Procedure("matching_grant", message("Fonds de concours"), "L.5214-16", RULE_SIMPLE, CONCERNED),
    Procedure("shared_service", message("Création d'un service commun"), "L.5211-4-2", RULE_SIMPLE, CONCERNED),
    Procedure("water_2018", message("Transfert de l'eau par la loi de 2018"), "law 2018-702", RULE_SIMPLE, BLOCKING,
              whole("water_opposition_months"), YES, automatic=True, categories=("CC",)),
)  # fmt: skip


def procedure_of(code: int) -> Procedure:
    """The procedure of a code. Raises UserError: any other value; the message lists the codes.

    Source: the article of each procedure.
    """
    if not is_whole(code, 0, len(PROCEDURES) - 1):
        options = ", ".join(f"{rank} ({line.key})" for rank, line in enumerate(PROCEDURES))
        raise UserError(
            message("procedure vaut {value} ; valeurs possibles : {options}.", value=str(code), options=options)
        )
    return PROCEDURES[int(code)]


SILENCE_OF = tuple(procedure.silence for procedure in PROCEDURES)
MUNICIPAL_OF = tuple(procedure.municipal for procedure in PROCEDURES)
MAJORITY_OF = tuple(procedure.majority for procedure in PROCEDURES)


@compiled
def resolve_silence(procedure: int, answers: np.ndarray) -> np.ndarray:
    """The communes that agree at the end of the delay, bool[N]; where a minority blocks, those that are not opposed.

    Args: `procedure`, a code of `PROCEDURES`; `answers` int8[N], YES = 1, NO = -1, SILENT = 0.

    Source: the article of each procedure.
    """
    return complete_answers(answers, SILENCE_OF[procedure])


@compiled
def municipal_passes(procedure: int, answers: np.ndarray, population: np.ndarray) -> bool:
    """Whether the municipal councils adopt a procedure, each silence having the meaning that its article gives.

    Args: `procedure`, a code of `PROCEDURES`; `answers` int8[N] of YES, NO, SILENT, which is YES for the communes that
    are not concerned where only some are; `population` int64[N] of every commune.

    Source: the article of each procedure.
    """
    municipal = MUNICIPAL_OF[procedure]
    if municipal == BLOCKING:
        return not blocking_minority(answers == NO, population)
    yes = resolve_silence(procedure, answers)
    if municipal == QUALIFIED:
        return qualified_majority_passes(MAJORITY_OF[procedure], yes, population)
    if municipal in (EVERY, CONCERNED):
        return bool(np.all(yes))
    return True
