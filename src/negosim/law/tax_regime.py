"""Which tax regime an intercommunality is under, and whether it pays compensation to its communes."""

from __future__ import annotations

from negosim.errors import UserError, message

__all__ = ["TAX_REGIMES", "has_compensation"]

TAX_REGIMES = ("FPU", "FA")


def has_compensation(tax_regime: str) -> bool:
    """Whether that tax regime pays compensation allocations: the single business tax (FPU), not the FA.

    Only there do the assessment of transferred charges (CLECT) and the revision of compensations exist. Raises
    UserError for another regime.
    Source: CGI 1609 nonies C, in force since 2017-01-01, as read in 2025.
    """
    if tax_regime not in TAX_REGIMES:
        options = ", ".join(TAX_REGIMES)
        raise UserError(
            message("tax_regime vaut « {value} » ; valeurs possibles : {options}.", value=tax_regime, options=options)
        )
    return tax_regime == "FPU"
