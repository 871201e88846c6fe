"""The shape that a foreign kind of dossier opens, looked at before a mandate is played (genres de dossier ajoutés)."""

from __future__ import annotations

from negosim.errors import Message, UserError, message
from negosim.law.procedures import PROCEDURES
from negosim.negotiation.state.dossier import Kind, Shape
from negosim.negotiation.state.setting import Setting

__all__ = ["check_shapes"]


def check_shapes(setting: Setting) -> None:
    """`UserError` naming each kind from outside the package that opens no lawful shape in this intercommunality."""
    kinds = {planned.kind.name: planned.kind for planned in setting.agenda}
    problems = [
        message("Genre de dossier « {name} » : {problem}", name=name, problem=problem)
        for name, kind in kinds.items()
        if type(kind).__module__.partition(".")[0] != "negosim" and (problem := fault_of(kind, setting)) is not None
    ]
    if problems:
        raise UserError(*problems)


def fault_of(kind: Kind, setting: Setting) -> Message | None:
    """What is wrong with the shape that a kind opens, or None."""
    shape, count = kind.open(setting.territory), len(kind.clauses)
    if shape is None:
        return None
    if not isinstance(shape, Shape):
        return message("open a renvoyé « {value} » ; un Shape ou None est attendu.", value=repr(shape))
    for name, values in (("status_quo", shape.status_quo), ("fallback", shape.fallback)):
        if len(values) != count or not all(0 <= value <= 1 for value in values):
            return message("{name} vaut « {value} » ; {count} nombre(s) entre 0 et 1 attendu(s), un par clause.",
                           name=name, value=str(values), count=count)  # fmt: skip
    if not isinstance(shape.n_items, int) or shape.n_items < 0 or shape.bound < 0 or count == 0:
        return message("une clause au moins, un nombre entier de projets et une borne sont attendus, sans signe moins.")
    if shape.procedure not in range(len(PROCEDURES)) or shape.procedure != kind.procedure:
        return message("procedure vaut « {value} » ; celle du genre est attendue, de 0 à {last}.",
                       value=str(shape.procedure), last=len(PROCEDURES) - 1)  # fmt: skip
    return None
