"""Sentences on headcounts, votes of the council, answers of the communes and outcomes (décisions)."""

from __future__ import annotations

import numpy as np

from negosim.errors import message
from negosim.law import decisions
from negosim.law.decisions import Ballot, meaning_of_silence
from negosim.law.majorities import Decision, quota_share, reaches_quorum
from negosim.law.procedures import CONSULTED, QUALIFIED, SINGLE_COMMUNE
from negosim.law.silence import YES
from negosim.metrics.blockages import would_pass
from negosim.narrate.story import SEPARATORS, Event, Story, plural
from negosim.negotiation.mandate import Mandate
from negosim.negotiation.month.voting import host_of
from negosim.titles import OUTCOME_WORDS, enumeration

__all__ = ["council_decision", "municipal_decision", "tell_content", "tell_decision"]


def tell_decision(story: Story, name: str, month: int) -> list[str]:
    """The lines on what was decided in a month on one dossier; empty where nothing was."""
    lines = [tell_withdrawal(story, name, row) for row in story.events_of(month, "withdrawals", name)]
    votes = [tell_vote(story, name, row) for row in story.events_of(month, "votes", name)]
    answers = [tell_answers(story, name, row) for row in story.events_of(month, "ratifications", name)]
    consulted = story.planned[name][2].rule.municipal == CONSULTED
    lines += answers + votes if consulted else votes + answers
    if not story.events_of(month, "conclusions", name):
        return lines
    if story.dossiers[name]["outcome"] == "withdrawn":
        return [f"{line} {tell_blockers(story, name)}".strip() for line in lines]
    return [*lines, tell_outcome(story, name)]


def tell_withdrawal(story: Story, name: str, row: Event) -> str:
    """The sentence on a text that the president does not put to the vote, and why."""
    d, _, shape = story.planned[name]
    share = row.share_for
    head = message("**{title} : pas de vote.**", title=story.titles[name])
    if story.mandate.state.dossiers[d].headcount_share < cushioned_quota(story.mandate, d):
        reason = message("Au pointage, {yes_share} des sièges disent oui ; la présidence en voulait {wanted_share}.",
                         yes_share=share, wanted_share=cushioned_quota(story.mandate, d))  # fmt: skip
    else:
        reason = message(
            "Au pointage, {yes_share} des sièges disent oui, mais les conseils municipaux ne suivraient pas.",
            yes_share=share,
        )
    follows = message("La présidence retire le texte.")
    if shape.rule.automatic:
        follows = message("Le texte négocié tombe ; les communes répondent sur les termes de la loi.")
    elif shape.settled_by_law:
        follows = message("Le texte n'est pas soumis ; le droit commun s'applique.")
    return " ".join(story.say(part) for part in (head, reason, follows))


def cushioned_quota(mandate: Mandate, d: int) -> float:
    """Share of the seats that a president wants at the headcount before calling the vote on dossier d."""
    quota = float(quota_share(int(mandate.state.dossiers[d].council_rule)))
    if mandate.state.dossiers[d].settled_by_law:
        return quota
    return quota + 2.0 * float(mandate.state.p.cushion) * (1.0 - quota)


def council_decision(mandate: Mandate, d: int) -> Decision:
    """What the law says of the council's vote on dossier d, from the counts in the state.

    Where the quorum was missed, the vote is taken as that of a second session.
    """
    s, dossier = mandate.state, mandate.state.dossiers[d]
    yes, no, abstentions = int(dossier.yes), int(dossier.no), int(dossier.abstentions)
    present, members = int(dossier.present), len(s.officials)
    president = s.ballots[d, int(s.council.president)]
    ballot = Ballot(
        yes, no, abstentions, present, members,
        president_yes=bool(president.present) and int(president.vote) == YES,
        reconvened=not reaches_quorum(present, members),
    )  # fmt: skip
    host = host_of(s, d) if int(dossier.procedure) == SINGLE_COMMUNE else -1
    opinion = int(s.stakes["answer"][d, host]) if host >= 0 else YES
    return decisions.council_decision(int(dossier.procedure), ballot, opinion=opinion)


def municipal_decision(mandate: Mandate, d: int) -> Decision | None:
    """What the law says of the municipal councils' answers on dossier d; None where they only give an opinion."""
    s = mandate.state
    if int(s.dossiers[d].municipal) == CONSULTED:
        return None
    answers, population = s.stakes["answer"][d], s.communes["population"]
    return decisions.municipal_decision(int(s.dossiers[d].procedure), answers, population)


def tell_vote(story: Story, name: str, row: Event) -> str:
    """The sentences on the vote of the council: its counts, its result and the article."""
    d, _, shape = story.planned[name]
    decision, members = council_decision(story.mandate, d), len(story.mandate.state.officials)
    abstentions, present = row.abstained, row.present
    articles = dict.fromkeys((shape.article, decision.article))
    several_abstained = message("{n} abstentions", n=abstentions)
    values = {
        "title": story.titles[name], "yes": row.yes, "no": row.no, "present": present, "members": members,
        "abstained": plural(abstentions, message("une abstention"), several_abstained, message("aucune abstention")),
        "reason": bare(story, decision),
        "articles": enumeration([story.article(code) for code in articles], story.lang),
    }  # fmt: skip
    sentence = message(
        "**{title} : vote du conseil.** {yes} pour, {no} contre, {abstained}, {present} présents sur {members}. "
        "{reason} ({articles}).",
        **values,
    )
    sentences = [story.say(sentence)]
    if decision and shape.rule.municipal == QUALIFIED and shape.rule.months:
        wait = message("Les conseils municipaux ont {months} mois pour se prononcer.", months=shape.rule.months)
        sentences.append(story.say(wait))
    if reaches_quorum(present, members):
        return " ".join(sentences)
    again = message(
        "Quorum manqué : le vote est compté comme celui d'une seconde convocation, valable sans quorum "
        "(article L.2121-17)."
    )
    return " ".join([sentences[0], story.say(again), *sentences[1:]])


def tell_answers(story: Story, name: str, row: Event) -> str:
    """The sentences on the municipal councils: their answers, the meaning of silence, and the result."""
    d, _, shape = story.planned[name]
    yes, no, silent = row.yes, row.no, row.silent
    values = {
        "title": story.titles[name], "yes": yes, "no": no,
        "silent": plural(silent, message("un silence"), message("{n} silences", n=silent), message("aucun silence")),
    }  # fmt: skip
    parts = [story.say(message("**{title} : conseils municipaux.** {yes} oui, {no} non, {silent}.", **values))]
    if silent:
        parts.append(story.say(meaning_of_silence(shape.procedure)))
    decision = municipal_decision(story.mandate, d)
    if decision is None:
        article = story.article(shape.article)
        months = shape.rule.months
        bound = message(
            "Cet avis, demandé {months} mois plus tôt, ne lie pas le conseil ({article}).",
            months=months,
            article=article,
        )
        parts.append(story.say(bound))
    else:
        parts.append(f"{bare(story, decision)} ({story.article(decision.article)}).")
    return " ".join(parts)


def bare(story: Story, decision: Decision) -> str:
    """The sentence of a decision of law, without its full stop."""
    return story.say(decision.reason).removesuffix(".")


def tell_outcome(story: Story, name: str) -> str:
    """The sentences on the outcome of a dossier: who gains, loses or is overruled; who blocked it where it failed."""
    outcome = story.dossiers[name]["outcome"]
    head = story.say(message("**{title} : {outcome}.**", title=story.titles[name], outcome=OUTCOME_WORDS[outcome]))
    if outcome == "adopted":
        return " ".join([head, *tell_content(story, name), tell_gains(story, name)])
    if outcome == "defaulted":
        rule = message("Aucun texte négocié n'est en vigueur : la règle de droit commun s'applique.")
        content = tell_content(story, name) if story.planned[name][2].rule.automatic else []
        return " ".join([head, story.say(rule), *content])
    return f"{head} {tell_blockers(story, name)}"


def tell_content(story: Story, name: str) -> list[str]:
    """The sentences on what is in force: each clause from today's value to its own, what stays, what is retained."""
    rows = story.clause_rows.get(name, [])
    moves = [story.move(name, row.clause, row.level_today, row.level) for row in rows if row.level != row.level_today]
    kept = [story.say(story.clause(name, row.clause).question) for row in rows if row.level == row.level_today]
    retained = [story.item(name, row.item) for row in story.item_rows.get(name, []) if row.in_text]
    parts = []
    if moves:
        parts.append(message("Ce qui change : {moves}.", moves=SEPARATORS[story.lang].join(moves)))
        if kept:
            parts.append(message("Sans changement : {names}.", names=enumeration(kept, story.lang)))
    if retained:
        values = {"items": story.name_list(retained)}
        several = message("Choix retenus : {items}.", **values)
        parts.append(plural(len(retained), message("Choix retenu : {items}.", **values), several))
    return [story.say(part) for part in parts]


def tell_gains(story: Story, name: str) -> str:
    """The sentences on how many communes truly gain, which do not, and which must apply a text that they refused."""
    d, n = story.planned[name][0], len(story.names)
    stakes, names = story.mandate.state.stakes, list(story.names.values())
    winners = round(story.dossiers[name]["support_communes"] * n)
    losers = [names[i] for i in np.flatnonzero(stakes["surplus"][d] <= 0.0)]
    overruled = [names[i] for i in np.flatnonzero(stakes["overruled"][d])]
    if losers:
        parts = [story.say(message("Communes qui y gagnent vraiment : {winners} sur {n} ; n'y gagnent pas : {losers}.",
                                   winners=winners, n=n, losers=story.name_list(losers)))]  # fmt: skip
    else:
        parts = [story.say(message("Chacune des {n} communes y gagne vraiment.", n=n))]
    if overruled:
        sentence = message("Ont dit non et doivent l'appliquer : {names}.", names=story.name_list(overruled))
        parts.append(story.say(sentence))
    return " ".join(parts)


def tell_blockers(story: Story, name: str) -> str:
    """The sentence on the communes that blocked a dossier, and whether the yes of one alone would have been enough."""
    d = story.planned[name][0]
    codes = [code for code in story.dossiers[name]["blockers"].split(",") if code]
    if not codes:
        return ""
    names = story.name_list([story.names[code] for code in codes])
    if not would_pass(story.mandate, d, list(story.names).index(codes[0])):
        return story.say(message("La plus réticente : {names} ; son seul accord n'aurait pas suffi.", names=names))
    if len(codes) == 1:
        return story.say(message("Un seul oui manquait : {names}.", names=names))
    return story.say(message("Il manquait une commune ; l'une de celles-ci aurait suffi : {names}.", names=names))
