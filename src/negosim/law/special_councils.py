"""Intercommunalities whose council has rules of its own (conseils à statut particulier)."""

from __future__ import annotations

from negosim.errors import Message, message

__all__ = ["LYON", "SPECIAL_COUNCILS", "special_council"]

LYON = "200046977"

SPECIAL_COUNCILS: dict[str, Message] = {
    "200054807": message(
        "La métropole d'Aix-Marseille-Provence a son propre conseil (article L.5211-6-1, IV, 4° bis) : les règles "
        "communes n'en donnent pas les sièges."
    ),
    "200054781": message(
        "La métropole du Grand Paris a son propre conseil (articles L.5219-1 et suivants) : les règles communes n'en "
        "donnent pas les sièges."
    ),
    LYON: message(
        "La métropole de Lyon n'est pas une intercommunalité mais une collectivité : son conseil est élu directement "
        "(articles L.3611-1 et suivants)."
    ),
}
"""Why the seats of these intercommunalities are not computed, by SIREN."""


def special_council(siren: str) -> Message | None:
    """Why the common rules do not give the seats of intercommunality `siren`; None where they do.

    Source: L.5211-6-1 IV 4° bis, as read in 2015; Grand Paris and Lyon from memory.
    """
    return SPECIAL_COUNCILS.get(siren)
