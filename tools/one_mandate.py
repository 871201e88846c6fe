"""Write the page on one mandate from end to end, every figure of which is read from its run.

python tools/one_mandate.py            write docs/one_mandate.md
python tools/one_mandate.py --check    write nothing; exit 1 where the page is out of date
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from one_mandate_words import FATES, LIFTED, LIMITS, OUTCOMES, WHY

import negosim
from negosim.agenda.seat_options import seat_agreements
from negosim.api import MandateResult
from negosim.locale import number
from negosim.narrate.consequences import tell_consequence
from negosim.narrate.decisions import tell_blockers, tell_gains
from negosim.narrate.story import Event, Story
from negosim.negotiation.month.effects import VICE_PRESIDENT
from negosim.negotiation.state.clause import money, value_words
from negosim.negotiation.state.dossier import OPTIONS, POSTS
from negosim.titles import enumeration, typeset

PAGE = Path(__file__).resolve().parents[1] / "docs" / "one_mandate.md"
TERRITORY = "200000172"
"""The place of the first command of the README; its strategy and its seed are the defaults."""

DGS = "dgs"


@dataclass(frozen=True)
class Page:
    """The page in one language: `result` is the mandate, `lang` fr or en."""

    result: MandateResult
    lang: str

    @cached_property
    def story(self) -> Story:
        """The mandate as the journal reads it."""
        return Story(self.result.mandate, self.lang)

    def say(self, french: str, english: str) -> str:
        """The words in the language of the page."""
        return french if self.lang == "fr" else english

    def word(self, words: tuple[str, str]) -> str:
        """One of a pair of words."""
        return self.say(*words)

    def names(self, codes: Iterable[str]) -> str:
        """Communes by name, in a sentence."""
        return enumeration([self.story.names[code] for code in codes], self.lang)

    def euros(self, amount: float | None) -> str:
        """An amount a year with its sign, or a dash."""
        if amount is None or amount == 0 or np.isnan(amount):
            return "–"
        return f"{'+' if amount > 0 else '−'} {money(abs(amount), self.lang)}"

    def count(self, value: float) -> str:
        """A whole number as it is read."""
        return number(round(value), "", self.lang)

    def counted(self, count: int, word: str) -> str:
        """A count with its word, alike in both languages but for the plural: 0 is one in French, many in English."""
        return f"{count} {word}{'s' if (count > 1 if self.lang == 'fr' else count != 1) else ''}"

    @cached_property
    def main(self) -> list[str]:
        """The dossiers that do not come back each year, in the order in which they end."""
        rows = [row for row in self.story.dossiers.values() if not row["recurrent"]]
        return [row["dossier"] for row in sorted(rows, key=lambda row: row["closed"] or 99)]

    def of(self, outcome: str) -> list[str]:
        """Those of an outcome; "failed" for all that are not adopted."""
        dossiers = self.story.dossiers
        return [name for name in self.main if (dossiers[name]["outcome"] == "adopted") == (outcome == "adopted")]

    def event(self, table: str, name: str) -> Event | None:
        """The last event of a table on a dossier, if any."""
        return next((row for row in reversed(self.story.events[table]) if row.dossier == name), None)

    def answers(self, name: str) -> str:
        """The vote of the council and the answers of the municipal councils."""
        vote, councils = self.event("votes", name), self.event("ratifications", name)
        parts: list[str] = []
        if vote is not None:
            abstained = self.counted(vote.abstained, "abstention")
            parts.append(self.say(f"conseil communautaire {vote.yes} pour, {vote.no} contre, {abstained}",
                                  f"council {vote.yes} for, {vote.no} against, {abstained}"))  # fmt: skip
        if councils is not None:
            silent = self.counted(councils.silent, "silence")
            parts.append(self.say(f"conseils municipaux {councils.yes} oui, {councils.no} non, {silent}",
                                  f"municipal councils {councils.yes} yes, {councils.no} no, {silent}"))  # fmt: skip
        return self.say(" ; ", "; ").join(parts)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def capitalised(words: str) -> str:
    """The words with a first capital letter."""
    return words[:1].upper() + words[1:]


def opening(page: Page) -> str:
    """What is played, by whom, and what it is not."""
    setting, state = page.result.mandate.setting, page.result.mandate.state
    territory = setting.territory
    president = territory.names[int(state.council.president_commune)]
    hours, strategy = page.count(setting.context.hours), page.story.say(setting.strategy.label)
    values = {"name": territory.name, "n": territory.n, "people": page.count(territory.population.sum()),
              "seats": len(state.officials), "chair": president, "strategy": strategy, "hours": hours,
              "seed": page.result.mandate.seed}  # fmt: skip
    return page.say(
        "`negosim run` joue ce mandat : {name}, {n} communes, {people} habitants, {seats} sièges. La commune du "
        "président est {chair}. Le DGS suit la stratégie « {strategy} », {hours} h par mois ; graine {seed}. **Ce "
        "n'est pas une prévision** : les communes, leurs chiffres et le droit sont réels, ce qu'elles veulent est tiré "
        "au sort.",
        "`negosim run` plays this mandate: {name}, {n} communes, {people} people, {seats} seats. The president's "
        "commune is {chair}. The DGS (chief executive of the services) follows the strategy “{strategy}”, {hours} "
        "hours a month; seed {seed}. **It is no forecast**: the communes, their figures and the law are real, what "
        "they want is drawn.",
    ).format(**values)


def summary(page: Page) -> str:
    """The mandate in a few lines."""
    story, adopted, failed = page.story, page.of("adopted"), page.of("failed")
    shared = [name for name in adopted if story.dossiers[name]["shared"]]
    broken = [name for name in adopted if story.dossiers[name]["durable"] is False]
    fates = [row.fate for row in story.events["deliveries"]]
    charges = sum(row.size for row in story.events["consequences"] if row.effect == "charges")
    titles = {kind: enumeration([story.titles[name] for name in names], page.lang) or "–"
              for kind, names in (("shared", shared), ("failed", failed), ("broken", broken))}  # fmt: skip
    parts = [f"{fates.count(fate)} {page.word(words)}" for fate, words in FATES.items()]
    count, all_of_them, amount = len(adopted), len(page.main), money(charges, page.lang)
    lines = [
        page.say(f"Adoptés : {count} dossiers sur {all_of_them}, hors dossiers annuels.",
                 f"Adopted: {count} dossiers of {all_of_them}, yearly ones apart."),
        page.say(f"Décisions partagées ({len(shared)}) : {titles['shared']}.",
                 f"Shared decisions ({len(shared)}): {titles['shared']}."),
        page.say(f"Non adoptés : {titles['failed']}.", f"Not adopted: {titles['failed']}."),
        page.say(f"Adoptés, puis rompus par trop de communes : {titles['broken']}.",
                 f"Adopted, then broken by too many communes: {titles['broken']}."),
        page.say(f"Charges transférées par les communes : {amount} par an.",
                 f"Charges transferred by the communes: {amount} a year."),
        page.say(f"Projets des programmes : {', '.join(parts)}.", f"Projects of the plans: {', '.join(parts)}."),
    ]  # fmt: skip
    return "\n".join(f"- {line}" for line in lines)


def content(page: Page, name: str) -> list[str]:
    """What an adopted text decides: its clauses in their units, its items, the seats that it gives."""
    story, (_, line, shape) = page.story, page.story.planned[name]
    blocks: list[str] = []
    if rows := story.clause_rows.get(name, []):
        head = page.say("Clause|Aujourd'hui|Texte adopté|Par an", "Clause|Today|Adopted text|A year").split("|")
        cells: list[list[str]] = []
        for row in rows:
            clause = story.clause(name, row.clause)
            before, after = (value_words(clause, value, page.lang) for value in (row.today, row.value))
            cells.append([story.say(clause.question), before, after, page.euros(row.yearly_eur)])
        blocks.append(table(head, cells))
    items = [row.item for row in story.item_rows.get(name, []) if row.in_text]
    if items:
        listed = enumeration([story.item(name, q) for q in items], page.lang)
        blocks.append(page.say(f"Retenu : {listed}.", f"In the text: {listed}."))
    if items and shape.item_kind == OPTIONS:
        territory = page.result.mandate.setting.territory
        ordinary, agreements = seat_agreements(territory, line.kind.most_options)  # type: ignore[attr-defined]
        rows = zip(territory.names, ordinary, agreements[items[0]], strict=True)
        head = page.say("Commune|Droit commun|Accord", "Commune|Ordinary law|Agreement").split("|")
        blocks.append(table(head, [[commune, str(before), str(after)] for commune, before, after in rows]))
    if items and shape.item_kind == POSTS:
        blocks.append(bureau(page))
    return blocks


def bureau(page: Page) -> str:
    """The mayors who hold a vice-presidency from then on."""
    officials, names = page.result.mandate.state.officials, page.result.mandate.setting.territory.names
    holders = [names[int(row["commune"])] for row in officials if int(row["role"]) == VICE_PRESIDENT]
    chair = names[int(page.result.mandate.state.council.president_commune)]
    listed = enumeration(holders, page.lang) or "–"
    return page.say(f"Présidence : {chair}. Vice-présidences pourvues : {listed}.",
                    f"President: {chair}. Vice-presidencies held: {listed}.")  # fmt: skip


def decided(page: Page) -> str:
    """The adopted texts, one after the other."""
    blocks: list[str] = []
    for name in page.of("adopted"):
        row, story = page.story.dossiers[name], page.story
        blocks.append(f"### {story.titles[name]}")
        facts = [story.month(row["closed"]), story.article(row["article"]), page.answers(name)]
        blocks.append(capitalised(page.say(" ; ", "; ").join(fact for fact in facts if fact)) + ".")
        blocks += [*content(page, name), tell_gains(story, name)]
    return "\n\n".join(blocks)


def not_decided(page: Page) -> str:
    """The dossiers that failed, with who blocked them."""
    story, rows = page.story, []
    for name in page.of("failed"):
        row, withdrawal = story.dossiers[name], page.event("withdrawals", name)
        why = page.answers(name)
        if withdrawal is not None:
            share = page.count(100 * withdrawal.share_for)
            why = why or page.say(f"pointage : {share} % des sièges favorables", f"headcount: {share}% of the seats")
        outcome = page.word(OUTCOMES.get(row["outcome"], (row["outcome"], row["outcome"])))
        rows.append([story.titles[name], f"{outcome}, {story.month(row['closed'])}", why, tell_blockers(story, name)])
    return table(page.say("Dossier|Fin|Réponses|Qui a bloqué", "Dossier|End|Answers|Who blocked").split("|"), rows)


def clause_cell(page: Page, name: str, row: Event) -> str:
    """The value of a clause, with its euros a year where it has any."""
    value = value_words(page.story.clause(name, row.clause), row.value, page.lang)
    amount = page.euros(row.yearly_eur)
    return value if amount == "–" else f"{value} ({amount})"


def yearly(page: Page) -> str:
    """The budgets and the splits of the equalisation fund, year by year."""
    story, rows = page.story, []
    added = {row.dossier: row.size for row in story.events["consequences"] if row.effect == "budget"}
    full = float(page.result.mandate.setting.context.investment_per_head_eur) * float(
        page.result.mandate.state.council.population
    )
    budgets = [name for name, row in story.dossiers.items() if row["kind"] == "yearly_budget"]
    for name in budgets:
        if story.dossiers[name]["outcome"] == "adopted":
            cells = [clause_cell(page, name, row) for row in story.clause_rows[name]]
            votes = page.answers(name)
            rows.append([story.month(story.dossiers[name]["closed"]), *cells, page.euros(added[name] * full), votes])
    today = [value_words(story.clause(budgets[0], k), row.today, page.lang)
             for k, row in enumerate(story.clause_rows[budgets[0]])]  # fmt: skip
    head = page.say(f"Budget voté|Part d'investissement (aujourd'hui {today[0]})|Hausse des impôts et tarifs|Ajouté au "
                    "programme de l'année|Vote",
                    f"Budget voted|Investment share (today {today[0]})|Rise of taxes and charges|Added to the "
                    "programme of the year|Vote")  # fmt: skip
    splits = {name: row for name, row in story.dossiers.items() if row["kind"] == "fpic_split"}
    ordinary = sum(row["outcome"] == "defaulted" for row in splits.values())
    best = page.count(
        100 * max((row.share_for for row in story.events["withdrawals"] if row.dossier in splits), default=0)
    )
    fpic = page.say(f"Répartition du FPIC : le droit commun {ordinary} années sur {len(splits)}. Au pointage, un texte "
                    f"qui s'en écarte a réuni au mieux {best} % des sièges ; il en faut deux tiers.",
                    f"Equalisation fund (FPIC): ordinary law in {ordinary} years of {len(splits)}. At the headcount, a "
                    f"text that departs from it had {best}% of the seats at best; two thirds are needed.")  # fmt: skip
    return f"{table(head.split('|'), rows)}\n\n{fpic}"


def changed(page: Page) -> str:
    """What adopted texts changed afterwards: rules, money, allocations, projects, promises."""
    story = page.story
    told = [(story.month(row.month), tell_consequence(story, row)) for row in story.events["consequences"]
            if story.planned[row.dossier][1].kind.name != "yearly_budget"]  # fmt: skip
    blocks = ["\n".join(f"- {capitalised(month)}{page.say(' : ', ': ')}{words}" for month, words in told)]
    territory, communes = page.result.mandate.setting.territory, page.result.mandate.state.communes
    change = communes["allocation_change"]
    if change.any():
        blocks.append(page.say("**Attributions de compensation**, par an :", "**Compensation allocations**, a year:"))
        lines = [*zip(territory.names, territory.population, change, strict=True),
                 (page.say("Ensemble", "All"), territory.population.sum(), change.sum())]  # fmt: skip
        rows = [[name, page.count(people), f"− {number(round(-amount), '_eur', page.lang)}"]
                for name, people, amount in lines]  # fmt: skip
        blocks.append(table(page.say("Commune|Habitants|Changement", "Commune|People|Change").split("|"), rows))
    rows = [[story.month(row.month), story.item(row.dossier, row.item), story.titles[row.dossier],
             page.word(FATES[row.fate])] for row in story.events["deliveries"]]  # fmt: skip
    blocks.append(page.say("**Projets** :", "**Projects**:"))
    blocks.append(table(page.say("Mois|Projet|Programme|Sort", "Month|Project|Plan|Fate").split("|"), rows))
    blocks.append(page.say("**Promesses rompues** :", "**Broken promises**:"))
    rows = [[story.month(row.month), story.titles[row.dossier], story.names[row.commune]]
            for row in story.events["defections"]]  # fmt: skip
    blocks.append(table(page.say("Mois|Dossier|Commune", "Month|Dossier|Commune").split("|"), rows))
    return "\n\n".join([*blocks, trajectory(page)])


def trajectory(page: Page) -> str:
    """The investment budget and the trust between communes, at the start of each year."""
    years = [(month, page.story.months[month]) for month in range(1, 73, 12)]
    rows = [[page.story.month(month), number(round(row["budget_eur"], -4), "_eur", page.lang),
             page.story.level(row["trust"])] for month, row in years]  # fmt: skip
    head = page.say("Mois|Budget d'investissement de l'année|Confiance entre communes (0 à 1)",
                    "Month|Investment budget of the year|Trust between communes (0 to 1)")  # fmt: skip
    return table(head.split("|"), rows)


def movers(page: Page) -> str:
    """Who proposed, refused, said no and broke promises; how the opposition voted; what blocked and what lifted it."""
    story, result = page.story, page.result
    rounds, stakes = story.events["rounds"], result.mandate.state.stakes
    answers = result.answers.to_dict("records")
    adopted = [story.planned[name][0] for name in page.of("adopted")]
    rows: list[list[str]] = []
    for i, (code, name) in enumerate([*story.names.items(), (DGS, "DGS")]):
        drafts = [row.accepted for row in rounds if row.proposer == code]
        cells = [f"{sum(drafts)} / {len(drafts)}"]
        if code == DGS:
            rows.append([name, *cells, *["–"] * 4])
            continue
        gains = sum(bool(stakes["surplus"][d, i] > 0.0) for d in adopted)
        rows.append([name, *cells, str(sum(row.refuser == code for row in rounds)),
                     str(sum(row["insee"] == code and row["answer"] == "no" for row in answers)),
                     str(sum(row.commune == code for row in story.events["defections"])),
                     f"{gains} / {len(adopted)}"])  # fmt: skip
    head = page.say("Commune|Rédactions acceptées / proposées|Fois la plus opposée à une rédaction|Non du conseil "
                    "municipal|Promesses rompues|Gagne aux textes adoptés",
                    "Commune|Drafts accepted / proposed|Times most opposed to a draft|No of the municipal "
                    "council|Broken promises|Gains from adopted texts")  # fmt: skip
    return "\n\n".join([table(head.split("|"), rows), opposition(page), blockages(page)])


def opposition(page: Page) -> str:
    """How the officials of majority and opposition lists voted, all votes of the council together."""
    votes = page.result.officials
    votes = votes[votes["present"]]
    rows: list[list[str]] = []
    for key, words in (("majority", ("majorité", "majority")), ("opposition", ("opposition", "opposition"))):
        cast = votes[votes["list"] == key]["vote"]
        rows.append([page.word(words), *(str(cast.tolist().count(vote)) for vote in ("yes", "no", "abstention"))])
    head = page.say("Liste|Oui|Non|Abstention", "List|Yes|No|Abstention").split("|")
    words = page.say(
        "Votes des élus présents, toutes séances réunies :", "Votes of those present, all sessions together:"
    )
    return f"{words}\n\n{table(head, rows)}"


def blockages(page: Page) -> str:
    """The communes that blocked, what set them apart, and what became of the blockage."""
    story = page.story
    rows: list[list[str]] = []
    for row in page.result.blockages.to_dict("records"):
        apart = row["set_apart"] if row.get(row["set_apart"]) else ""  # a term of 0 sets nobody apart
        rows.append([story.titles[row["dossier"]], story.names[row["insee"]], story.month(row["month"]),
                     page.word(WHY[apart]), page.word(LIFTED[row["lifted"]])])  # fmt: skip
    head = page.say("Dossier|Commune qui bloque|Mois|Ce qui la distingue des autres|Suite",
                    "Dossier|Commune that blocks|Month|What sets it apart|What followed")  # fmt: skip
    return table(head.split("|"), rows)


SECTIONS = (
    (("L'essentiel", "In short"), summary),
    (("Ce qui a été décidé", "What was decided"), decided),
    (("Ce qui n'a pas été décidé", "What was not decided"), not_decided),
    (("Chaque année", "Each year"), yearly),
    (("Ce que cela a changé", "What it changed"), changed),
    (("Qui a bougé", "Who moved"), movers),
)


def half(result: MandateResult, lang: str) -> str:
    """The page in one language."""
    page = Page(result, lang)
    parts = [opening(page)]
    for title, write in SECTIONS:
        parts += [f"## {page.word(title)}", write(page)]
    parts += [page.say("## Ce que cette page ne dit pas", "## What this page does not say"), page.word(LIMITS)]
    return typeset("\n\n".join(parts), lang)


def whole_page() -> str:
    """The whole page, French first."""
    result = negosim.play(TERRITORY)
    note = "Page écrite par `python tools/one_mandate.py` ; ne pas la modifier. *Written by that command; do not edit.*"
    return "\n\n".join([
        "# Un mandat de bout en bout", f"[English below](#one-mandate-from-end-to-end). {note}", half(result, "fr"),
        "# One mandate from end to end", half(result, "en"),
    ]) + "\n"  # fmt: skip


def main(arguments: list[str]) -> int:
    """Write or check the page."""
    if "--check" in arguments:
        return 0 if PAGE.exists() and PAGE.read_text(encoding="utf-8") == whole_page() else 1
    PAGE.write_text(whole_page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
