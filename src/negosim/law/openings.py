"""To which intercommunalities each procedure is open, by category and tax regime, and under which article."""

from __future__ import annotations

from collections.abc import Sequence

from negosim.errors import Message, UserError, message
from negosim.law.categories import CC_AND_CA, category_problems, has_compensation, tax_regime_problems
from negosim.law.extra_seats import extra_seats_allowed
from negosim.law.procedures import (
    COMMUNITY_INTEREST,
    EXTRA_SEATS,
    FPIC_FREE,
    FPIC_TWO_THIRDS,
    MATCHING_GRANT,
    PLUI,
    PLUI_VOTED,
    WITHDRAWAL,
    Procedure,
    procedure_of,
)

__all__ = ["article_of", "category_restriction", "check_open", "procedure_problem"]

BY_CATEGORY = {
    COMMUNITY_INTEREST: {"CC": "L.5214-16", "CA": "L.5216-5", "CU": "L.5215-20", "METROPOLE": "L.5217-2"},
    MATCHING_GRANT: {"CC": "L.5214-16", "CA": "L.5216-5", "CU": "L.5215-26", "METROPOLE": "L.5215-26"},
}
"""The articles that depend on the category; the others are in the table of procedures."""


def article_of(procedure: int, category: str | None = None, *, receipt: bool = False) -> str:
    """The article of a procedure in an intercommunality.

    Args: `procedure`, a code of `PROCEDURES`; `category` of the intercommunality, CC by default; `receipt`, whether the
    FPIC is received instead of paid. Raises UserError: unknown procedure or category.

    Source: L.5214-16, L.5216-5, L.5215-20, L.5217-2 (community interest), L.5214-16 V, as read in 2015, L.5216-5
    VI and L.5215-26, from memory (matching grants); L.2336-3, L.2336-5, in force since 1 January 2012, as read in
    2024 (FPIC).
    """
    line = procedure_of(procedure)
    _check_names(category, None)
    if receipt and procedure in (FPIC_FREE, FPIC_TWO_THIRDS):
        return "L.2336-5"
    return BY_CATEGORY.get(int(procedure), {}).get(category or "CC", line.article)


def procedure_problem(
    procedure: int, category: str | None, tax_regime: str | None = None, populations: Sequence[int] | None = None
) -> Message | None:
    """Why a procedure is not open to an intercommunality; None where it is open.

    Args: `procedure`, a code of `PROCEDURES`; `category`; `tax_regime`, FPU or FA; `populations` int[N], for the extra
    seats, which V excludes. A condition on an argument that is None is not checked.
    Raises UserError: unknown procedure, category or tax regime, and as `extra_seats_allowed`.

    Source: L.5211-19 (withdrawal) and L.5211-6-1 I and VI (seats), as read in 2015; law ALUR of 24 March 2014,
    article 136 II, as read in 2021; CGI 1609 nonies C (FPU only), as read in 2025.

    >>> print(procedure_problem(WITHDRAWAL, "CU"))
    « withdrawal » n'est pas ouvert : une commune ne se retire ni d'une CU ni d'une METROPOLE (L.5211-19).
    """
    line = procedure_of(procedure)
    _check_names(category, tax_regime)
    if category is not None and category not in line.categories:
        return _category_problem(int(procedure), line, category)
    if tax_regime is not None and line.fpu_only and not has_compensation(tax_regime):
        return message(
            "« {key} » n'est pas ouvert en fiscalité additionnelle (FA) : l'attribution de compensation n'existe "
            "qu'en FPU ({article}).",
            key=line.key, article=line.article,
        )  # fmt: skip
    if procedure == EXTRA_SEATS and category in CC_AND_CA and populations is not None:
        return None if extra_seats_allowed(populations, category) else _extra_seats_problem(line)
    return None


def check_open(
    procedure: int, category: str | None, tax_regime: str | None = None, populations: Sequence[int] | None = None
) -> None:
    """Raise UserError where a procedure is not open to an intercommunality.

    Args, and the reason: as `procedure_problem`.

    Source: the articles of `procedure_problem`.
    """
    problem = procedure_problem(procedure, category, tax_regime, populations)
    if problem:
        raise UserError(problem)


def category_restriction(key: str, category: str, options: Sequence[str], article: str) -> Message | None:
    """Tests only: why procedure `key`, open to the categories `options` only, is not open to `category`; None where it
    is open.

    `article`: the one that the reason quotes. Raises UserError: unknown category. Source: that article.
    """
    _check_names(category, None)
    return None if category in options else _only_in(key, category, options, article)


def _category_problem(procedure: int, line: Procedure, category: str) -> Message:
    """Why a procedure is not open to a category."""
    if procedure == WITHDRAWAL:
        return message(
            "« {key} » n'est pas ouvert : une commune ne se retire ni d'une CU ni d'une METROPOLE ({article}).",
            key=line.key, article=line.article,
        )  # fmt: skip
    if procedure in (PLUI, PLUI_VOTED):
        return message(
            "« {key} » n'est pas ouvert en catégorie {category} : la loi lui donne déjà cette compétence.",
            key=line.key, category=category,
        )  # fmt: skip
    return _only_in(line.key, category, line.categories, line.article)


def _only_in(key: str, category: str, options: Sequence[str], article: str) -> Message:
    """The sentence that lists the categories to which a procedure is open."""
    return message(
        "« {key} » n'est pas ouvert en catégorie {category} : {options} seulement ({article}).",
        key=key, category=category, options=", ".join(options), article=article,
    )  # fmt: skip


def _extra_seats_problem(line: Procedure) -> Message:
    """Why extra seats are not open where V applies."""
    return message(
        "« {key} » n'est pas ouvert : le V donne déjà des sièges de plus à cette intercommunalité ({article} VI).",
        key=line.key, article=line.article,
    )  # fmt: skip


def _check_names(category: str | None, tax_regime: str | None) -> None:
    """Raise UserError for an unknown category or tax regime."""
    problems = [] if category is None else category_problems(category)
    problems += [] if tax_regime is None else tax_regime_problems(tax_regime)
    if problems:
        raise UserError(*problems)
