"""The forms of cooperation: transfer, shared service, secondment, service contract, purchasing group.

Two questions distinguish them: does the competence move, and is the authority over the staff shared? Pooling
(mutualisation) means here a service whose staff are under a shared hierarchical authority, unlike a transfer or a
service contract. The law is wider: a shared service (service commun) has one employer, and its staff are under the
functional authority of the mayor or of the president, according to the task.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from negosim.errors import Message, UserError, message
from negosim.law.calendar import after_months
from negosim.law.constants import whole
from negosim.law.decisions import Ballot, council_decision
from negosim.law.majorities import Decision
from negosim.law.procedures import COUNCIL_DELIBERATION, POOLING_SCHEME
from negosim.law.sessions import concordant_deliberations

__all__ = [
    "FORMS",
    "Form",
    "is_pooling",
    "matching_forms",
    "pooling_scheme_before",
    "pooling_scheme_decision",
    "shared_service_decision",
    "territorial_project_decision",
]  # fmt: skip


@dataclass(frozen=True)
class Form:
    """One form of cooperation: who exercises the competence, authority over the staff, money, vote, articles.

    `competence_moves` and `authority_shared` are the answers to the two questions; `read` is false where a part of the
    line is from memory.
    """

    key: str
    title: Message
    exercises: Message
    authority: Message
    money: Message
    vote: Message
    articles: tuple[str, ...]
    competence_moves: bool = False
    authority_shared: bool = False
    read: bool = True


FORMS = (
    Form("transfer", message("Transfert de compétence"),
         message("l'intercommunalité seule"),
         message("l'intercommunalité, à qui les agents sont transférés"),
         message("attribution de compensation diminuée de la charge évaluée par la CLECT"),
         message("conseil à la majorité simple, majorité qualifiée des communes"),
         ("L.5211-17", "L.5211-4-1"), competence_moves=True),
    Form("shared_service", message("Service commun"),
         message("chacun garde les siennes"),
         message("un gestionnaire emploie les agents, sous l'autorité fonctionnelle du maire ou du président"),
         message("remboursement, ou déduction de l'attribution de compensation"),
         message("convention à la majorité simple de chaque conseil, fiche d'impact et avis du comité social"),
         ("L.5211-4-2",), authority_shared=True),
    Form("secondment", message("Mise à disposition de services"),
         message("l'intercommunalité ou la commune, selon le sens"),
         message("partagée le temps de la mission"),
         message("remboursement des frais"),
         message("convention à la majorité simple de chaque conseil"),
         ("L.5211-4-1",), authority_shared=True, read=False),
    Form("service_contract", message("Prestation de services"),
         message("le client"),
         message("le prestataire seul"),
         message("un prix, parfois soumis à la commande publique"),
         message("convention à la majorité simple de chaque conseil"),
         ("L.5214-16-1", "L.5216-7-1", "L.5215-27"), read=False),
    Form("purchasing_group", message("Groupement de commandes, biens partagés"),
         message("chacun garde les siennes"),
         message("chacun garde ses agents"),
         message("coût partagé"),
         message("convention à la majorité simple de chaque conseil"),
         ("L.5211-4-3", "L.5211-4-4"), read=False),
)  # fmt: skip


def matching_forms(*, competence_moves: bool, authority_shared: bool) -> tuple[str, ...]:
    """Tests only: the keys of the forms of cooperation with these answers to the two questions.

    Where the competence moves, it is a transfer, and the staff follow it (L.5211-4-1). Otherwise a shared authority
    over the staff is pooling, and an unchanged one is a contract or a purchasing group.

    Source: L.5211-4-1 to L.5211-4-4, in force since 1996-02-24 and 2010-12-18, as read in 2023; pooling after the
    definition in the module.

    >>> matching_forms(competence_moves=False, authority_shared=True)
    ('shared_service', 'secondment')
    """
    if competence_moves:
        return ("transfer",)
    return tuple(form.key for form in FORMS if not form.competence_moves and form.authority_shared is authority_shared)


def is_pooling(form: str) -> bool:
    """Tests only: whether a form of cooperation is pooling: the staff are under a shared authority and no competence
    moves.

    Args: `form`, a key of `FORMS`. Raises UserError: unknown form.
    Source: L.5211-4-2, in force since 2010-12-18, as read in 2023; pooling after the definition in the module.
    """
    if form not in {line.key for line in FORMS}:
        options = ", ".join(line.key for line in FORMS)
        raise UserError(message("form vaut « {value} » ; valeurs possibles : {options}.", value=form, options=options))
    return form in matching_forms(competence_moves=False, authority_shared=True)


def shared_service_decision(*ballots: Ballot, impact_statement: bool, committee_consulted: bool) -> Decision:
    """Tests only: whether councils create a shared service (service commun): simple majority of each, after an impact
    statement.

    Args: `ballots` of the councils; `impact_statement`, whether the agreement has one (fiche d'impact);
    `committee_consulted`, whether the staff committee (CST) gave its opinion.
    Raises UserError: fewer than two councils.
    Source: L.5211-4-2, in force since 2010-12-18, as read in 2023.
    """
    agreement = concordant_deliberations("L.5211-4-2", *ballots)
    if not impact_statement:
        return Decision(passes=False, reason=message("La fiche d'impact manque à la convention."), article="L.5211-4-2")
    if not committee_consulted:
        return Decision(
            passes=False, reason=message("L'avis du comité social territorial manque."), article="L.5211-4-2"
        )
    return agreement


def pooling_scheme_decision(ballot: Ballot) -> Decision:
    """Tests only: whether the council approves the pooling scheme (schéma de mutualisation), optional since 2019.

    The communes give an opinion within three months, which does not bind; a silence is favourable. The orientation
    debate reviews its progress every year.
    Args: `ballot` of the community council. Raises UserError: impossible counts.
    Source: L.5211-39-1, in force since 2019-12-29, as read in 2023.
    """
    return council_decision(POOLING_SCHEME, ballot)


def pooling_scheme_before(renewal: date) -> date:
    """Tests only: the last day for the optional report on pooling: within a year of the renewal, from day to day.

    A minister's answer of 2015 counted calendar years instead (31 December of the following year).
    Source: L.5211-39-1, in force since 2019-12-29, as read in 2023.
    """
    return after_months(renewal, whole("pooling_report_months"))


def territorial_project_decision(ballot: Ballot) -> Decision:
    """Tests only: whether a territorial project (projet de territoire) is adopted: the simple majority, no legal
    content.

    Its force is political; the development council gives an opinion.
    Args: `ballot` of the community council. Raises UserError: impossible counts.
    Source: L.5211-10-1, in force since 2019-12-29, as read in 2023.
    """
    return council_decision(COUNCIL_DELIBERATION, ballot)
