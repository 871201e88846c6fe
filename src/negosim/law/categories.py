"""What an intercommunality is in law: its category and its tax regime (catégorie juridique, régime fiscal)."""

from __future__ import annotations

from negosim.errors import Message, UserError, message

__all__ = [
    "CATEGORIES", "CC_AND_CA", "TAX_REGIMES", "category_problems", "check_category", "has_compensation",
    "tax_regime_problems",
]  # fmt: skip

CATEGORIES = ("CC", "CA", "CU", "METROPOLE")
"""Communauté de communes, communauté d'agglomération, communauté urbaine, métropole."""

CC_AND_CA = ("CC", "CA")
"""The categories that may agree on seats, lose a commune and be given the land-use plan by law."""

TAX_REGIMES = ("FPU", "FA")
"""Single business tax (fiscalité professionnelle unique), additional taxes (fiscalité additionnelle)."""


def category_problems(category: str) -> list[Message]:
    """What is wrong with a category: nothing for those of `CATEGORIES`.

    Source: L.5214-1, L.5216-1, L.5215-1, L.5217-1, from memory.
    """
    if category in CATEGORIES:
        return []
    options = ", ".join(CATEGORIES)
    return [
        message("Catégorie « {value} » inconnue ; valeurs possibles : {options}.", value=str(category), options=options)
    ]


def check_category(category: str) -> None:
    """Raise UserError unless the category is one of `CATEGORIES`.

    Source: L.5214-16, L.5216-5, as read in 2025; L.5215-20, L.5217-2, in force since 2015-01-01, as read in 2015.
    """
    problems = category_problems(category)
    if problems:
        raise UserError(*problems)


def tax_regime_problems(tax_regime: str) -> list[Message]:
    """What is wrong with a tax regime: nothing for those of `TAX_REGIMES`.

    Source: CGI 1609 nonies C, in force since 2017-01-01, as read in 2025.
    """
    if tax_regime in TAX_REGIMES:
        return []
    options = ", ".join(TAX_REGIMES)
    return [
        message("tax_regime vaut « {value} » ; valeurs possibles : {options}.", value=str(tax_regime), options=options)
    ]


def has_compensation(tax_regime: str) -> bool:
    """Whether that tax regime pays compensation allocations: the single business tax (FPU) does, the FA does not.

    The assessment of transferred charges (CLECT) and the revision of compensations exist only there.
    Raises UserError: a tax regime that is none of `TAX_REGIMES`.

    Source: CGI 1609 nonies C, in force since 2017-01-01, as read in 2025.
    """
    problems = tax_regime_problems(tax_regime)
    if problems:
        raise UserError(*problems)
    return tax_regime == "FPU"
