"""The agenda of a mandate read and checked: which dossiers, when (ordre du jour)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from negosim.agenda import KINDS
from negosim.config.records import (
    absent,
    as_yaml,
    knob_values,
    not_a_group,
    read_record,
    unknown_key,
    whole_number,
    wrong_choice,
)
from negosim.errors import Message, message
from negosim.law.calendar import legal_months
from negosim.law.procedures import PROCEDURES
from negosim.negotiation.state.arrays import MONTHS
from negosim.negotiation.state.dossier import Kind, PlannedDossier, legal_delay

__all__ = ["plain_agenda", "read_agenda"]

KEYS = ("kind", "opens", "deadline", "every")
DATES = ("opens", "deadline")


def read_agenda(values: Any, problems: list[Message]) -> tuple[PlannedDossier, ...]:
    """The planned dossiers of `agenda`; what is wrong goes to `problems`."""
    if not isinstance(values, Mapping):
        problems.append(not_a_group("agenda", values, ("dossiers",)))
        return ()
    problems += [unknown_key(f"agenda.{name}", ["agenda.dossiers"]) for name in values if name != "dossiers"]
    lines = values.get("dossiers")
    if not isinstance(lines, Mapping) or not lines:
        problems.append(
            message(
                "agenda.dossiers vaut « {value} » ; au moins un dossier est attendu, écrit "
                "« nom: {{kind: …, opens: …, deadline: …}} ».",
                value=str(as_yaml(lines)),
            )
        )  # fmt: skip
        return ()
    agenda = [dossier for name, line in lines.items() for dossier in _occurrences(str(name), line, problems)]
    names = [dossier.name for dossier in agenda]
    problems += [
        message("agenda.dossiers : deux dossiers portent le nom « {name} ».", name=name)
        for name in dict.fromkeys(names)
        if names.count(name) > 1
    ]
    return tuple(agenda)


def _occurrences(name: str, line: Any, problems: list[Message]) -> list[PlannedDossier]:
    """The dossiers of one line: one, or with `every` one for each time that it comes back within the mandate.

    The second is called name_2, and so on; what would end after the mandate is left out.
    """
    first = _dossier(name, line, problems)
    period = None
    if isinstance(line, Mapping) and "every" in line:
        period = whole_number(f"agenda.dossiers.{name}.every", line["every"], 1, MONTHS)
        if isinstance(period, Message):
            problems.append(period)
            return []
    if first is None or period is None:
        return [] if first is None else [first]
    if legal_months(first.kind.procedure)[1] is not None:
        problems.append(_outside_law(f"agenda.dossiers.{name}.every", first.kind.name, first.opens + period,
                                     first.deadline + period))  # fmt: skip
        return [first]
    last = MONTHS - legal_delay(first.kind.procedure)
    return [
        replace(first, name=name if turn == 0 else f"{name}_{turn + 1}", opens=first.opens + shift,
                deadline=first.deadline + shift)
        for turn, shift in enumerate(range(0, last - first.deadline + 1, period))
    ]  # fmt: skip


def _dossier(name: str, line: Any, problems: list[Message]) -> PlannedDossier | None:
    """One line of the agenda, or None where it is wrong."""
    key = f"agenda.dossiers.{name}"
    if not isinstance(line, Mapping):
        problems.append(not_a_group(key, line, KEYS))
        return None
    kind_name = line.get("kind")
    kind = KINDS[str(kind_name)] if kind_name in KINDS.names() else None
    defaults = knob_values(kind) if kind else {}
    keys = [*KEYS, *defaults]
    wrong = [unknown_key(f"{key}.{other}", [f"{key}.{name}" for name in keys]) for other in line if other not in keys]
    if "kind" in line and kind is None:
        wrong.append(wrong_choice(f"{key}.kind", kind_name, KINDS.names()))
    opens, deadline = _months(key, line, kind, wrong)
    if kind is not None and defaults:
        values = defaults | {other: line[other] for other in line if other in defaults}
        kind = read_record(kind, values, f"{key}.", wrong)
    problems += wrong
    return None if wrong or kind is None else PlannedDossier(name, kind, opens, deadline)


def _months(key: str, line: Mapping[Any, Any], kind: Kind | None, problems: list[Message]) -> tuple[int, int]:
    """When a dossier opens and must be decided, by the line or by the law; what is wrong goes to `problems`."""
    first, last = legal_months(kind.procedure) if kind else (None, None)
    by_law = {"opens": first or (1 if last else None), "deadline": last}
    problems += [absent(f"{key}.{other}") for other in KEYS[:3] if other not in line and by_law.get(other) is None]
    months = [_month(f"{key}.{other}", line.get(other, by_law[other]), problems) for other in DATES]
    opens, deadline = months
    if opens is None or deadline is None:
        return 1, 1
    if kind is not None and ((first and opens < first) or (last and deadline > last)):
        problems.append(_outside_law(key, kind.name, opens, deadline))
    elif kind is not None and deadline + legal_delay(kind.procedure) > MONTHS:
        problems.append(_too_late(key, kind, deadline))
    if deadline <= opens:
        problems.append(
            message("{key} vaut {value} ; l'échéance doit suivre l'ouverture ({opens}).",
                    key=f"{key}.deadline", value=deadline, opens=opens)
        )  # fmt: skip
    return opens, deadline


def _too_late(key: str, kind: Kind, deadline: int) -> Message:
    """A deadline after which the communes would no longer have their months to answer."""
    delay = legal_delay(kind.procedure)
    return message(
        "{key}.deadline vaut {value} ; au plus {high} : les communes ont {months} mois pour répondre "
        "({article}) avant la fin du mandat, au mois {last}.",
        key=key, value=deadline, high=MONTHS - delay, months=delay, last=MONTHS,
        article=PROCEDURES[kind.procedure].article,
    )  # fmt: skip


def _outside_law(key: str, kind: str, opens: int, deadline: int) -> Message:
    """Months that the law does not open to a kind of dossier."""
    first, last = legal_months(KINDS[kind].procedure)
    return message(
        "{key} : mois {opens} à {deadline} ; la loi ouvre ce dossier du mois {first} au mois {last} ({article}).",
        key=key, opens=opens, deadline=deadline, first=first or 1, last=last or MONTHS,
        article=PROCEDURES[KINDS[kind].procedure].article,
    )  # fmt: skip


def _month(key: str, value: Any, problems: list[Message]) -> int | None:
    """A month of the mandate, or None where there is none, or a wrong one."""
    if value is None:
        return None
    month = whole_number(key, value, 1, MONTHS)
    if isinstance(month, Message):
        problems.append(month)
        return None
    return month


def plain_agenda(agenda: tuple[PlannedDossier, ...]) -> dict[str, Any]:
    """The agenda as it is written in YAML."""
    lines = {
        dossier.name: {"kind": dossier.kind.name, "opens": dossier.opens, "deadline": dossier.deadline}
        | knob_values(dossier.kind)
        for dossier in agenda
    }
    return {"dossiers": lines}
