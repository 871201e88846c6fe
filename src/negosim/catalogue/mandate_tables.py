"""The parts of a mandate, from the code of the model: arrays, records, steps of a month, random draws (mandat)."""

from __future__ import annotations

from typing import Any

from negosim.agenda import KINDS
from negosim.catalogue.section import Column, Section
from negosim.errors import Message, message
from negosim.facilitation import STRATEGIES
from negosim.knobs import knobs_of
from negosim.negotiation.guard import enter
from negosim.negotiation.mandate import begin
from negosim.negotiation.month import steps
from negosim.negotiation.month.schedule import schedule_month
from negosim.negotiation.state import randomness
from negosim.negotiation.state.dossier import ADOPTED, PlannedDossier
from negosim.negotiation.state.events import EVENTS
from negosim.negotiation.state.fields import Array, Field, Record
from negosim.negotiation.state.layout import ARRAYS
from negosim.negotiation.state.moves import BY_DOSSIER, MOVES, ONCE, Action, Move
from negosim.negotiation.state.parameters import Behaviour
from negosim.negotiation.state.records import PARAMETERS
from negosim.negotiation.state.setting import Context, Setting
from negosim.territory.synthetic import SyntheticSettings, synthesise

__all__ = ["arrays", "draws", "event_columns", "record_fields", "steps_of_a_month"]

KINDS_OF_VALUE: dict[type, Message] = {int: message("entier"), float: message("réel"), bool: message("oui ou non")}
NAME = Column("name", message("Nom"))
MEANING = Column("meaning", message("Description (en anglais)"), wraps=True)
FIELD_COLUMNS = (NAME, Column("type", message("Nature")), Column("unit", message("Unité")), MEANING)


def arrays() -> Section:
    """Every array of a mandate's state with its shape, its record and what it holds."""
    rows = [(array.name, _shape(array), _element(array), array.meaning) for array in ARRAYS]
    return Section(
        message("Tableaux de l'état"),
        message("i, j communes (N) ; e élus (E) ; k clauses (K) ; q éléments (Q) ; d dossiers (D) ; t mois (T)."),
        (NAME, Column("shape", message("Forme")), Column("element", message("Contenu")), MEANING),
        rows,
    )


def _shape(array: Array) -> str:
    """The shape of an array in letters; a log of events has room for all that may happen."""
    return "" if not array.shape else f"[{', '.join('…' if size in EVENTS else str(size) for size in array.shape)}]"


def _element(array: Array) -> Any:
    """What an array holds: records of a name, or numbers."""
    return array.element.name if isinstance(array.element, Record) else KINDS_OF_VALUE[array.element]


def record_fields() -> Section:
    """Every field of every record of the state, events apart: its type, its unit and what it means."""
    records = {array.element.name: array.element for array in ARRAYS if isinstance(array.element, Record)}
    knobs, events = set(knobs_of(Behaviour)), {record.name for record in EVENTS.values()}
    rows = [
        _field(name, field)
        for name, record in records.items() if name not in events
        for field in record.fields if record is not PARAMETERS or field.name not in knobs
    ]  # fmt: skip
    return Section(
        message("Enregistrements"),
        message("Sans unité : une part ou un niveau de 0 à 1, un code ou un rang. Les constantes du comportement "
                "(PARAMETERS) sont dans le catalogue des réglages."),
        FIELD_COLUMNS,
        rows,
    )  # fmt: skip


def event_columns() -> Section:
    """Every column of every table of events: its type, its unit and what it means."""
    return Section(
        message("Tables d'événements"),
        message("Communes par code INSEE, « dgs » pour le DGS, vide pour personne."),
        FIELD_COLUMNS,
        [_field(name, field) for name, record in EVENTS.items() for field in record.fields],
    )


def _field(owner: str, field: Field) -> tuple[Any, ...]:
    """The line of one field."""
    kind = KINDS_OF_VALUE[field.type]
    if owner in EVENTS and (field.codes or field.row_of in ("commune", "dossier")):
        kind, field = message("mot"), field._replace(row_of="")
    return f"{owner}.{field.name}", kind, field.unit, _meaning(field)


def _meaning(field: Field) -> str:
    """What a field means, with the names of its codes or what it is a row of."""
    if field.codes:
        return f"{field.meaning}: {', '.join(code or 'none' for code in field.codes)}"
    return f"{field.meaning} (row of the {field.row_of})" if field.row_of else field.meaning


def steps_of_a_month() -> Section:
    """The steps of a month in order, for a month in which every kind of dossier is open."""
    places_of: dict[int, list[tuple[int, int]]] = {}
    for step, d, slot in _busy_month():
        places_of.setdefault(step, []).append((d, slot))
    return Section(
        message("Étapes d'un mois"),
        message("Dans l'ordre de leur première apparition, le premier mois, tous les genres de dossier ouverts."),
        (Column("name", message("Étape")), Column("who", message("Qui"), wraps=True),
         Column("times", message("Combien de fois"), wraps=True)),
        [(steps.STEPS[step], _who(step), _times(places)) for step, places in places_of.items()],
    )  # fmt: skip


def _busy_month() -> list[list[int]]:
    """The steps of a second month with every action on a dossier, or for all, in it: rows (step, d, slot)."""
    agenda = tuple(PlannedDossier(name, kind, 1, 9) for name, kind in sorted(KINDS.entries().items()))
    move = Move(tuple(Action(kind.name, 0) for kind in MOVES if kind.target in (BY_DOSSIER, ONCE)))
    context = Context(hours=move.hours)
    s = begin(Setting(synthesise(SyntheticSettings(), 0), STRATEGIES["none"], agenda, context=context), 0)
    enter(s, move)
    # one decision is in force already
    s.clock["month"], s.dossiers["outcome"][-1], s.dossiers["closing_month"][-1] = 2, ADOPTED, 1
    schedule_month(s)
    return s.steps[: int(s.clock.n_steps)].tolist()


def _who(step: int) -> Any:
    """Who takes a step."""
    if step not in steps.ROWS:
        return message("l'intercommunalité ou le DGS")
    return message("chaque élu") if steps.STEPS[step] == "ballot" else message("chaque commune")


def _times(places: list[tuple[int, int]]) -> Any:
    """How often a step occurs in a month."""
    if all(d < 0 for d, _ in places):
        return message("une fois")
    if any(slot > 0 for _, slot in places):
        return message("à chaque réunion ou séance de chaque dossier")
    return message("une fois par dossier")


def draws() -> str:
    """The purposes of the random draws, separated by commas."""
    return ", ".join(f"`{purpose}`" for purpose in randomness.PURPOSES)
