"""How dossiers, months, numbers and articles are written in sentences and in figures (intitulés)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from negosim.errors import Message, message
from negosim.law.articles import ARTICLES
from negosim.locale import translate
from negosim.negotiation.initial_state import dossiers_of
from negosim.negotiation.state.dossier import OUTCOMES, PlannedDossier
from negosim.negotiation.state.setting import Setting
from negosim.territory.model import Territory

__all__ = [
    "OUTCOME_WORDS", "article_code", "article_subject", "at_most", "at_place", "dossier_title", "enumeration",
    "infinitive", "month_name", "names_in_a_row", "titles_of", "two_decimals", "typeset",
]  # fmt: skip

FIRST_YEAR, FIRST_MONTH = 2026, 4
MOST_NAMES = 12

OUTCOME_WORDS: dict[str, Message] = dict(
    zip(
        OUTCOMES,
        (
            message("jamais ouvert"),
            message("sans décision"),
            message("adopté"),
            message("réglé par la loi"),
            message("rejeté"),
            message("retiré"),
        ),
        strict=True,
    )
)
"""The outcomes of a dossier in a word or two."""


def dossier_title(planned: PlannedDossier, setting: Setting) -> Message:
    """The title of a dossier of `setting`; dossiers of one kind are lettered A, B… in the order of the agenda."""
    title = title_in(planned, setting)
    same = [line.name for line, _ in dossiers_of(setting) if title_in(line, setting) == title]
    if len(same) < 2:
        return title
    return message("{title} {letter}", title=title, letter=letters(same.index(planned.name)))


def title_in(planned: PlannedDossier, setting: Setting) -> Message:
    """The title of the kind of a dossier in the territory of `setting`: a kind may name what is at stake there."""
    named: Callable[[Territory], Message] | None = getattr(planned.kind, "title_in", None)
    return planned.kind.title if named is None else named(setting.territory)


def letters(index: int) -> str:
    """A, B… Z, AA, AB… for 0, 1…"""
    last = chr(ord("A") + index % 26)
    return last if index < 26 else letters(index // 26 - 1) + last


def titles_of(setting: Setting) -> list[Message]:
    """The titles of the dossiers that the law lets this intercommunality negotiate, in order."""
    return [dossier_title(planned, setting) for planned, _ in dossiers_of(setting)]


def month_name(month: int, lang: str, pattern: str = "MMMM y") -> str:
    """The calendar month of a month of the mandate: 1 is April 2026.

    >>> month_name(1, "fr"), month_name(10, "en")
    ('avril 2026', 'January 2027')
    """
    years, index = divmod(FIRST_MONTH - 1 + month - 1, 12)
    return format_date(date(FIRST_YEAR + years, index + 1, 1), pattern, locale=lang)


def two_decimals(value: float, lang: str) -> str:
    """A number with two decimals and the separator of `lang`: 0,40 or 0.40."""
    return format_decimal(value, format="0.00", locale=lang)


def enumeration(names: Sequence[str], lang: str) -> str:
    """The names as a list in a sentence: « A, B et C »."""
    return format_list(list(names), locale=lang)


def at_most(names: Sequence[str], limit: int) -> tuple[list[str], int]:
    """The first `most` names and how many are left out; one name alone is never left out."""
    if len(names) <= limit + 1:
        return list(names), 0
    return list(names[:limit]), len(names) - limit


def names_in_a_row(names: Sequence[str], lang: str, most: int = MOST_NAMES) -> str:
    """Names in a row, the first `most` of them and the number of the others when they are many."""
    first, left = at_most(names, most)
    if left:
        first.append(translate(message("{n} autres", n=left), lang))
    return enumeration(first, lang)


ARTICLES_OF_PLACES = {"Le ": "au ", "Les ": "aux "}
VOWELS = "aeiouyàâéèêëîïôûœ"


def at_place(name: str, lang: str) -> str:
    """Where something is: « à Marignier », « au Petit-Bornand », "in Marignier".

    >>> at_place("Marignier", "fr"), at_place("Le Mont", "fr"), at_place("Le Mont", "en")
    ('à Marignier', 'au Mont', 'in Le Mont')
    """
    if lang == "fr":
        for article, contracted in ARTICLES_OF_PLACES.items():
            if name.startswith(article):
                return contracted + name.removeprefix(article)
    return translate(message("à {commune}", commune=name), lang)


def infinitive(words: str) -> Message:
    """A verb and what follows, as the object of "to propose" or "to obtain": « de porter », « d'élargir »."""
    if words[:1].lower() in VOWELS:
        return message("d'{words}", words=words)
    return message("de {words}", words=words)


def article_code(code: str) -> Message:
    """An article as it is cited in a sentence: « article L.5211-17 »."""
    if code.startswith("ALUR "):
        return message("loi ALUR, article {code}", code=code.removeprefix("ALUR "))
    if code.startswith("CGI "):
        return message("CGI, article {code}", code=code.removeprefix("CGI "))
    if code.startswith("L.153"):
        return message("code de l'urbanisme, article {code}", code=code)
    return message("article {code}", code=code)


def article_subject(code: str, lang: str) -> str:
    """What an article is about."""
    return ARTICLES[code].title_fr if lang == "fr" else ARTICLES[code].title_en


def typeset(text: str, lang: str) -> str:
    r"""The text with the spaces of French typography: narrow and non-breaking before ; : ? ! and inside « ».

    >>> typeset("Vote : 3 h ?", "fr")
    'Vote\u202f: 3\xa0h\u202f?'
    """
    if lang != "fr":
        return text
    text = re.sub(r"(?<=\S) (?=[;:?!»](?:\s|$|\*|\)))", "\u202f", text)
    text = re.sub(r"« ", "«\u202f", text)
    text = re.sub(r" »", "\u202f»", text)
    return re.sub(r"(?<=\d) (?=(?:h|%|€)\b|%|€)", "\xa0", text.replace("n° ", "n°\xa0"))
