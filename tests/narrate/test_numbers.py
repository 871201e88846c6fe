"""Every number in the journal stands in a table, in the row of its month."""

import re

from babel.numbers import format_decimal

from negosim import tables
from negosim.law.articles import ARTICLES
from negosim.law.majorities import yes_needed
from negosim.law.procedures import PROCEDURES
from negosim.locale import translate
from negosim.narrate import journal
from negosim.narrate.decisions import council_decision, cushioned_quota, municipal_decision
from negosim.negotiation.initial_state import dossiers_of
from negosim.negotiation.state.clause import clauses_of, money, words
from negosim.negotiation.state.events import EVENTS
from negosim.titles import month_name

NUMBER = re.compile(r"\d+(?:\u202f\d{3})*(?:,\d+)?")


def in_french(value):
    return format_decimal(round(float(value), 6), locale="fr", format="#,##0.######")


def level(value):
    return format_decimal(value, locale="fr", format="0.00")


def percent(share):
    return format_decimal(100 * share, locale="fr", format="#,##0.#")


def numbers(text):
    """The numbers of a text, once dates and articles of law are left out."""
    for code in sorted(ARTICLES, key=len, reverse=True):
        text = text.replace(code.removeprefix("ALUR ").removeprefix("CGI "), "")
    for month in range(1, 97):
        text = text.replace(month_name(month, "fr"), "").replace(month_name(month, "fr").capitalize(), "")
    return set(NUMBER.findall(text))


def sections(text):
    """The header, the paragraphs of each month, and the closing."""
    heads = {f"**{month_name(m, 'fr').capitalize()}.**": m for m in range(1, 97)}
    header, months, month = [], {}, 0
    body, closing = text.split("## Bilan", 1)
    for paragraph in body.split("\n\n"):
        values = next((m for head, m in heads.items() if paragraph.startswith(head)), None)
        if paragraph.startswith("#") or re.match(r"Budget|Rien", paragraph):
            header.append(paragraph)
        elif values is not None or (month and paragraph.startswith("- ")):
            month = values or month
            months[month] = f"{months.get(month, '')}\n{paragraph}"
        else:
            header.append(paragraph)
    return "\n".join(header), months, closing


def of_moves(mandate, line, moves):
    """Numbers in the words for moves (clause, level before, level after) of the clauses of one dossier."""
    clauses, territory = clauses_of(line.kind.clauses), mandate.setting.territory
    said = [words(clauses[int(k)], territory, before, after, "fr") for k, before, after in moves]
    return {found for text in said for found in NUMBER.findall(text)}


def of_items(mandate, line):
    """Numbers of the items of one dossier: their rank, or their cost."""
    rows = tables.items(mandate).query("dossier == @line.name")
    costs = [money(cost, "fr") for cost in rows["cost_eur"].dropna()]
    described = getattr(line.kind, "option_label", None)
    if described is not None:
        costs += [translate(described(mandate.setting.territory, q), "fr") for q in range(len(rows))]
    return {in_french(value) for value in rows["item"] + 1} | {n for text in costs for n in NUMBER.findall(text)}


def of_consequences(mandate, rows):
    """Numbers of what adopted texts change: a share, or amounts of euros."""
    values = set()
    for _, row in rows.iterrows():
        euros = row["size"] if row["effect"] == "charges" else row["size"] * tables.full_budget_eur(mandate)
        values |= {percent(row["size"])} | (set(NUMBER.findall(money(euros, "fr"))) if euros else set())
    return values


def of_rounds(mandate, line, rows):
    """Numbers of the rounds of one dossier in one month, with what a month of rounds makes of a clause."""
    first, rest = rows.iloc[0], rows.iloc[1:]
    values = {first["yes"], first["answers"]}
    moves = rows.dropna(subset=["clause"])
    both = moves.merge(moves, on="clause", suffixes=("", "_last"))
    told = of_moves(mandate, line, moves[["clause", "level_before", "level_after"]].itertuples(index=False))
    told |= of_moves(mandate, line, both[["clause", "level_before", "level_after_last"]].itertuples(index=False))
    for part in (rest[rest["operator"] == "alternating"], rest[rest["operator"] != "alternating"]):
        if len(part):
            values |= {len(part), part["accepted"].sum(), part["answers"].min(), part["answers"].max()}
    return {in_french(value) for value in values} | told | of_items(mandate, line)


def of_votes(mandate, d, rows):
    """Numbers of the votes of the council on one dossier in one month."""
    values, members, rule = set(), len(mandate.state.officials), int(mandate.state.dossiers[d].council_rule)
    for _, row in rows.iterrows():
        votes_cast = row["yes"] + row["no"]
        counts = [row["yes"], row["no"], row["abstained"], row["present"], votes_cast, members]
        values |= {in_french(value) for value in [*counts, yes_needed(rule, votes_cast, members)]}
        values.add(in_french(PROCEDURES[int(mandate.state.dossiers[d].procedure)].months))
    return values


def of_ratifications(mandate, d, rows):
    """Numbers of the answers of the municipal councils on one dossier in one month."""
    values = set()
    for _, row in rows.iterrows():
        values |= {in_french(row[key]) for key in ("yes", "no", "silent")} | {"20"}
        values.add(in_french(PROCEDURES[int(mandate.state.dossiers[d].procedure)].months))
        decision = municipal_decision(mandate, d)
        for key, value in ({} if decision is None else decision.reason.values).items():
            parts = str(value).split("/")  # 2/3 is read as two numbers
            values |= {percent(value)} if key.endswith("_share") else {in_french(part) for part in parts}
    return values


def of_conclusion(mandate, d, line, dossier):
    """Numbers of the end of one dossier, with what its text makes of each clause."""
    values, n = set(), len(mandate.state.communes)
    rows = tables.clauses(mandate).query("dossier == @line.name and is_in_force")
    values |= of_moves(mandate, line, rows[["clause", "level_today", "level"]].itertuples(index=False))
    retained = int(tables.items(mandate).query("dossier == @line.name")["in_text"].sum())
    values |= of_items(mandate, line) | {in_french(retained - 5)}
    if dossier["adopted"]:
        winners, overruled = round(dossier["support_communes"] * n), int(mandate.state.stakes["overruled"][d].sum())
        values |= {in_french(value) for value in (winners, n - winners - 5, overruled - 5)}
    if dossier["blockers"]:
        values.add(in_french(len(dossier["blockers"].split(",")) - 5))
    return values


def allowed_in(mandate, month):
    """The numbers of a month that the tables hold, as the journal writes them."""
    months = tables.months(mandate).set_index("month")
    dossiers = tables.dossiers(mandate).set_index("dossier")
    allowed = {in_french(len(mandate.state.communes))}
    allowed |= {in_french(months.loc[month, key]) for key in months if key.startswith("hours_")}
    allowed |= {level(months.loc[m, "trust"]) for m in (max(1, month - 1), month)}
    every = {name: tables.event_table(mandate, name) for name in EVENTS}
    for d, (line, _) in enumerate(dossiers_of(mandate.setting)):
        here = {name: rows[(rows["month"] == month) & (rows["dossier"] == line.name)] for name, rows in every.items()}
        if len(here["rounds"]):
            allowed |= of_rounds(mandate, line, here["rounds"])
        allowed |= {percent(share) for share in here["withdrawals"]["share_for"]}
        allowed |= of_consequences(mandate, here["consequences"])
        if len(here["deliveries"]):
            allowed |= of_items(mandate, line)
        if len(here["withdrawals"]):
            allowed.add(percent(cushioned_quota(mandate, d)))
        allowed |= of_votes(mandate, d, here["votes"]) | of_ratifications(mandate, d, here["ratifications"])
        if len(here["conclusions"]):
            allowed |= of_conclusion(mandate, d, line, dossiers.loc[line.name])
        for _, row in here["judgements"].iterrows():
            allowed |= {in_french(row["defections"]), in_french(row["communes"])}
        allowed.add(in_french(len(here["defections"]) - 5))
    return allowed


def test_every_number_of_a_month_stands_in_the_tables_of_that_month(mandate):
    answer = sections(journal(mandate, "fr"))[1]
    assert len(answer) > 10
    for month, text in answer.items():
        assert numbers(text) <= allowed_in(mandate, month), month


def test_a_number_that_stands_nowhere_would_be_seen(faucigny):
    month, text = next(iter(sections(journal(faucigny, "fr"))[1].items()))
    false = f"{text} Il y vient 98 communes."
    assert numbers(false) - allowed_in(faucigny, month) == {"98"}


def test_the_numbers_of_the_header_and_of_the_years(mandate):
    header = sections(journal(mandate, "fr"))[0]
    months, setting = tables.months(mandate), mandate.setting
    allowed = {in_french(value) for value in (setting.territory.n, len(mandate.state.officials), setting.context.hours)}
    allowed |= {setting.territory.siren, str(mandate.seed), in_french(setting.territory.population.sum())}
    allowed |= {in_french(round(value)) for value in months["budget_eur"]} | {level(value) for value in months["trust"]}
    assert numbers(header) <= allowed


def test_the_numbers_of_the_closing_table_and_sentences(mandate):
    closing = sections(journal(mandate, "fr"))[2].split("## Articles")[0]
    months, dossiers = tables.months(mandate), tables.dossiers(mandate)
    allowed = {in_french(value) for value in dossiers["months"]} | {
        percent(v) for v in dossiers["support_communes"].dropna()
    }
    allowed |= {in_french(dossiers[key].sum()) for key in ("adopted", "shared")} | {in_french(len(dossiers))}
    hours = months.filter(like="hours_").sum()
    allowed |= {in_french(value) for value in (*hours, hours.sum())}
    allowed |= {level(months["trust"].iloc[m - 1]) for m in (1, 72)}
    allowed |= {in_french(len(codes.split(",")) - 5) for codes in dossiers["blockers"]}
    assert numbers(closing) <= allowed


def test_the_vote_in_the_journal_is_the_count_of_the_officials(faucigny):
    officials, text = tables.officials(faucigny), journal(faucigny, "fr")
    for _, row in tables.votes(faucigny).iterrows():
        votes = officials[(officials["dossier"] == row["dossier"]) & officials["present"]]["vote"]
        counts = {key: int((votes == key).sum()) for key in ("yes", "no", "abstention")}
        assert (row["yes"], row["no"], row["abstained"]) == tuple(counts.values())
        assert f"{counts['yes']} pour, {counts['no']} contre" in text


def test_the_law_recomputed_from_the_counts_agrees_with_what_happened(mandate):
    names = [line.name for line, _ in dossiers_of(mandate.setting)]
    for _, row in tables.votes(mandate).iterrows():
        assert council_decision(mandate, names.index(row["dossier"])).passes == row["passed"]
    for _, row in tables.ratifications(mandate).iterrows():
        decision = municipal_decision(mandate, names.index(row["dossier"]))
        assert decision is None or decision.passes == row["passed"]
