"""Whether an entry that a user registers follows the protocol of its registry (contrat d'un greffon)."""

from __future__ import annotations

import inspect
from typing import Any, get_origin, get_type_hints

from negosim.errors import Message, message

__all__ = ["entry_problems"]

PLAIN = (str, bool, int, float, Message)


def entry_problems(name: str, entry: Any, protocol: type | None) -> list[Message]:
    """What is wrong with `entry`, registered under `name`, for the protocol `protocol`; an empty list for nothing."""
    frozen = getattr(getattr(entry, "__dataclass_params__", None), "frozen", False)
    if isinstance(entry, type) or not frozen:
        kind = entry.__name__ if isinstance(entry, type) else type(entry).__name__
        return [
            message("une instance de dataclass figée est attendue, par exemple {call}, précédée de {decorator}.",
                    call=f"{kind}()", decorator="@dataclass(frozen=True)")
        ]  # fmt: skip
    members = {} if protocol is None else vars(protocol)
    problems = []
    for member, declared in members.items():
        if not member.startswith("_"):
            problems += _member_problems(entry, member, declared)
    if not problems and "name" in members and entry.name != name:
        problems.append(
            message("« name » vaut « {value} » ; « {name} » est attendu, le nom donné à add.",
                    value=str(entry.name), name=name)
        )  # fmt: skip
    return problems


def _member_problems(entry: Any, member: str, declared: Any) -> list[Message]:
    """What is wrong with one member of `entry`, that the protocol declares as `declared`."""
    if not hasattr(entry, member):
        return [message("il manque « {member} ».", member=member)]
    value = getattr(entry, member)
    if not isinstance(declared, property):
        return _method_problems(value, member, declared)
    expected = get_type_hints(declared.fget).get("return")
    if get_origin(expected) is tuple:
        expected = tuple
    if expected is not tuple and expected not in PLAIN:
        return []
    if isinstance(value, expected) or (expected is float and isinstance(value, int)):
        return []
    type_name = 'message("…")' if expected is Message else expected.__name__
    return [
        message("« {member} » est un {got} ; {expected} est attendu.",
                member=member, got=type(value).__name__, expected=type_name)
    ]  # fmt: skip


def _method_problems(value: Any, member: str, declared: Any) -> list[Message]:
    """What is wrong with a method: it must be callable with the arguments that the protocol declares."""
    if not callable(value):
        return [message("« {member} » n'est pas une méthode.", member=member)]
    arguments = [name for name in inspect.signature(declared).parameters if name != "self"]
    try:
        inspect.signature(value).bind(*arguments)
    except TypeError:
        signature = f"{member}(self, {', '.join(arguments)})"
        return [message("« {member} » doit accepter les arguments de {signature}.", member=member, signature=signature)]
    return []
