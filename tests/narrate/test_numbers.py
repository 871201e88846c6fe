"""Every number in the journal stands in a table, in the row of its month."""

import re

from babel.numbers import format_decimal

from negosim import tables
from negosim.law.articles import ARTICLES
from negosim.law.majorities import yes_needed
from negosim.law.procedures import PROCEDURES
from negosim.narrate import journal
from negosim.narrate.decisions import council_decision, municipal_decision
from negosim.negotiation.initial_state import dossiers_of
from negosim.titles import month_name

NUMBER = re.compile(r"\d+(?:\u202f\d{3})*(?:,\d+)?")


def written(value):
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
        found = next((m for head, m in heads.items() if paragraph.startswith(head)), None)
        if paragraph.startswith("#") or re.match(r"Budget|Rien", paragraph):
            header.append(paragraph)
        elif found is not None or (month and paragraph.startswith("- ")):
            month = found or month
            months[month] = f"{months.get(month, '')}\n{paragraph}"
        else:
            header.append(paragraph)
    return "\n".join(header), months, closing


def of_rounds(rows):
    """Numbers of the rounds of one dossier in one month."""
    first, rest = rows.iloc[0], rows.iloc[1:]
    found = {first["yes"], first["asked"], *(rows["item"] + 1)}
    for part in (rest[rest["operator"] == "alternating"], rest[rest["operator"] != "alternating"]):
        if len(part):
            found |= {len(part), part["accepted"].sum(), part["asked"].min(), part["asked"].max()}
    return {written(value) for value in found}


def of_decisions(mandate, d, rows, dossier):
    """Numbers of what was decided on one dossier."""
    n, members, found = len(mandate.state.communes), len(mandate.state.officials), set()
    for _, row in rows.iterrows():
        if row["event"] == "withdrawn":
            found.add(percent(row["yes"] / row["asked"]))
        if row["event"] == "voted":
            rule = int(mandate.state.dossiers[d].council_rule)
            values = [row["yes"], row["asked"] - row["yes"], row["clause"], row["item"], row["asked"], members]
            found |= {written(value) for value in [*values, yes_needed(rule, row["asked"], members)]}
            found.add(written(PROCEDURES[int(mandate.state.dossiers[d].procedure)].months))
        if row["event"] == "ratified":
            found |= {written(row[key]) for key in ("yes", "clause", "item")} | {"20"}
            found.add(written(PROCEDURES[int(mandate.state.dossiers[d].procedure)].months))
            decision = municipal_decision(mandate, d)
            values = {} if decision is None else decision.reason.values
            for key, value in values.items():
                parts = str(value).split("/")  # 2/3 is read as two numbers
                found |= {percent(value)} if key.endswith("_share") else {written(part) for part in parts}
        if row["event"] == "concluded" and dossier["adopted"]:
            winners = round(dossier["support_communes"] * n)
            overruled = int(mandate.state.stakes["overruled"][d].sum())
            found |= {written(value) for value in (winners, n - winners - 5, overruled - 5)}
        if row["event"] == "concluded" and dossier["blockers"]:
            found.add(written(len(dossier["blockers"].split(",")) - 5))
        if row["event"] == "judged":
            found |= {written(row["yes"]), written(row["asked"])}
    found.add(written((rows["event"] == "defected").sum() - 5))
    return found


def allowed_in(mandate, month):
    """The numbers of a month that the tables hold, as the journal writes them."""
    months, events = tables.months(mandate).set_index("month"), tables.events(mandate)
    dossiers = tables.dossiers(mandate).set_index("dossier")
    names = [line.name for line, _ in dossiers_of(mandate.setting)]
    allowed = {written(len(mandate.state.communes))}
    allowed |= {written(months.loc[month, key]) for key in months if key.startswith("hours_")}
    allowed |= {level(months.loc[m, "trust"]) for m in (max(1, month - 1), month)}
    here = events[events["month"] == month]
    for name in here["dossier"].unique():
        rows = here[here["dossier"] == name]
        if (rows["event"] == "round").any():
            allowed |= of_rounds(rows[rows["event"] == "round"])
        allowed |= of_decisions(mandate, names.index(name), rows, dossiers.loc[name])
    return allowed


def test_every_number_of_a_month_stands_in_the_tables_of_that_month(mandate):
    told = sections(journal(mandate, "fr"))[1]
    assert len(told) > 10
    for month, text in told.items():
        assert numbers(text) <= allowed_in(mandate, month), month


def test_a_number_that_stands_nowhere_would_be_seen(faucigny):
    month, text = next(iter(sections(journal(faucigny, "fr"))[1].items()))
    false = f"{text} Il y vient 98 communes."
    assert numbers(false) - allowed_in(faucigny, month) == {"98"}


def test_the_numbers_of_the_header_and_of_the_years(mandate):
    header = sections(journal(mandate, "fr"))[0]
    months, setting = tables.months(mandate), mandate.setting
    allowed = {written(value) for value in (setting.territory.n, len(mandate.state.officials), setting.context.hours)}
    allowed |= {setting.territory.siren, str(mandate.seed), written(setting.territory.population.sum())}
    allowed |= {written(round(value)) for value in months["budget_eur"]} | {level(value) for value in months["trust"]}
    assert numbers(header) <= allowed


def test_the_numbers_of_the_closing_table_and_sentences(mandate):
    closing = sections(journal(mandate, "fr"))[2].split("## Articles")[0]
    months, dossiers = tables.months(mandate), tables.dossiers(mandate)
    allowed = {written(value) for value in dossiers["months"]} | {
        percent(v) for v in dossiers["support_communes"].dropna()
    }
    allowed |= {written(dossiers[key].sum()) for key in ("adopted", "shared")} | {written(len(dossiers))}
    hours = months.filter(like="hours_").sum()
    allowed |= {written(value) for value in (*hours, hours.sum())}
    allowed |= {level(months["trust"].iloc[m - 1]) for m in (1, 72)}
    allowed |= {written(len(codes.split(",")) - 5) for codes in dossiers["blockers"]}
    assert numbers(closing) <= allowed


def test_the_vote_that_is_told_is_the_count_of_the_officials(faucigny):
    officials, events = tables.officials(faucigny), tables.events(faucigny)
    text = journal(faucigny, "fr")
    for _, row in events[events["event"] == "voted"].iterrows():
        votes = officials[(officials["dossier"] == row["dossier"]) & officials["present"]]["vote"]
        counts = {key: int((votes == key).sum()) for key in ("yes", "no", "abstention")}
        assert (row["yes"], row["asked"] - row["yes"], row["clause"]) == tuple(counts.values())
        assert f"{counts['yes']} pour, {counts['no']} contre" in text


def test_the_law_recomputed_from_the_counts_agrees_with_what_happened(mandate):
    names = [line.name for line, _ in dossiers_of(mandate.setting)]
    for _, row in tables.events(mandate).iterrows():
        d = names.index(row["dossier"])
        if row["event"] == "voted":
            assert council_decision(mandate, d).passes == bool(row["accepted"])
        decision = municipal_decision(mandate, d) if row["event"] == "ratified" else None
        if decision is not None:
            assert decision.passes == bool(row["accepted"])
