"""The figures of the commands on the law: words inside the slide, true titles, two languages, two formats."""

import dataclasses
import itertools
import re

import numpy as np
import pytest
from matplotlib.text import Text
from PIL import Image

from negosim.commands.agreement_screen import list_agreements
from negosim.commands.power_by_rule import TITLES, power_under
from negosim.commands.screen import source_line
from negosim.commands.selected import select_territory
from negosim.commands.vote import read_positions
from negosim.commands.vote_figure import bars_of, words_of
from negosim.law.agreement_space import AgreementSpace
from negosim.law.cases import Case
from negosim.law.positions import STANCES
from negosim.law.procedures import PLUI as PROCEDURE_PLUI
from negosim.law.procedures import PLUI_VOTED, RESTITUTION, TRANSFER
from negosim.plots.agreements import agreements
from negosim.plots.coalition import coalition
from negosim.plots.law_power import law_power
from negosim.plots.law_seats import law_seats
from negosim.plots.slide import save

FAUCIGNY, BASQUE, TWO = "200000172", "200067106", "200050532"
SOURCE = "CGCT L.5211-6-1"


def seats(selected, lang):
    return law_seats(selected.names, selected.population, selected.ordinary, source_line(selected, SOURCE, lang), lang)


def power(selected, lang, rules=("simple", "municipal")):
    measures = [power_under(rule, selected, np.ones(len(selected.names), np.bool_), None) for rule in rules]
    powers = [(one.rule == "simple", one.banzhaf) for one in measures]
    titles, source = [TITLES[rule] for rule in rules], source_line(selected, SOURCE, lang)
    return law_power(selected.names, selected.population, selected.ordinary.seats, powers, titles, source, lang)


def one_power(selected, lang):
    return power(selected, lang, ("municipal",))


def local(selected, lang):
    listed = list_agreements(AgreementSpace(selected.population, selected.territory.category), 5, 0)
    return agreements(selected.names, selected.ordinary.seats, listed.many, listed.counts,
                      source_line(selected, SOURCE, lang), lang, exact=not listed.sampled)  # fmt: skip


def voted(procedure):
    def draw(selected, lang):
        first, second = selected.names[:2]
        stances = {stance: [] for stance in STANCES} | {"yes": [[first]], "no": [[second]]}
        positions = read_positions(stances, [], selected)
        case = Case(procedure, np.array(selected.population))
        words, bars = words_of(selected, case, positions, lang), bars_of(selected, case, positions, lang)
        return coalition(words, bars, source_line(selected, SOURCE, lang), lang)

    return draw


FIGURES = {
    "seats": seats, "power": power, "one_power": one_power, "agreements": local, "transfer": voted(TRANSFER),
    "restitution": voted(RESTITUTION), "plui": voted(PLUI_VOTED),
}  # fmt: skip
NAMES = sorted(FIGURES)


def texts_of(figure):
    figure.canvas.draw()
    return [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("siren", [FAUCIGNY, BASQUE, TWO])
@pytest.mark.parametrize("name", NAMES)
def test_labels_stand_inside_the_slide_and_cover_no_other(name, siren, lang):
    figure = FIGURES[name](select_territory(siren), lang)
    width, height = figure.get_size_inches() * figure.dpi
    boxes = [(text.get_text(), Text.get_window_extent(text)) for text in texts_of(figure)]
    for words, box in boxes:
        assert min(box.x0, box.y0, width - box.x1, height - box.y1) >= 0, words
    for (one, box), (other, second) in itertools.combinations(boxes, 2):
        assert not box.padded(-3).overlaps(second.padded(-3)), (one, other)


@pytest.mark.parametrize("siren", [FAUCIGNY, TWO])
@pytest.mark.parametrize("name", NAMES)
def test_words_follow_the_language(name, siren):
    french, english = (FIGURES[name](select_territory(siren), lang) for lang in ("fr", "en"))
    assert french.negosim_title != english.negosim_title
    assert french.negosim_alt != english.negosim_alt
    for figure in (french, english):
        words = " ".join(text.get_text().replace("\n", " ") for text in texts_of(figure))
        assert SOURCE in words
        assert "2022 (INSEE)" in words
        assert not re.search(r"None|\bnan\b|[{}]", words)


def test_titles_state_what_the_law_gives():
    selected = select_territory(FAUCIGNY)
    assert "15 des 31 sièges" in seats(selected, "fr").negosim_title
    assert re.findall(r"\d+", power(selected, "fr").negosim_title) == ["48", "84", "38"]
    assert "45" in local(selected, "fr").negosim_title
    assert "143 communes sur 158" in seats(select_territory(BASQUE), "fr").negosim_title
    assert "2\u202f000" in " ".join(text.get_text() for text in texts_of(local(select_territory(BASQUE), "fr")))


@pytest.mark.parametrize(
    ("result", "counts", "words"),
    [([(1, 1)], {2: 1}, "A y a un siège"), ([(3, 2)], {5: 1}, "Un seul accord")],
)
def test_few_agreements_have_their_title(result, counts, words):
    figure = agreements(["A", "B"], (3, 2), result, counts, "", "fr")
    assert words in figure.negosim_title


def test_the_words_say_what_is_counted_and_summed():
    selected = select_territory(FAUCIGNY)
    figure = agreements(
        selected.names, selected.ordinary.seats, [selected.ordinary.seats], {31: 1}, "", "fr", smallest=16
    )
    words = " ".join(" ".join(text.get_text() for text in texts_of(figure)).split())
    assert "Conseils de 31 sièges" in words
    assert "au moins 16 sièges" in words
    many = " ".join(text.get_text() for text in texts_of(power(select_territory(BASQUE), "fr")))
    assert "les 149 autres, sommes" in many
    assert "somme de leurs pouvoirs" in " ".join(many.split())
    blocked = " ".join(text.get_text() for text in texts_of(voted(PROCEDURE_PLUI)(selected, "fr")))
    assert "ne s'oppose pas" in blocked


def test_a_title_without_cap_or_single_seats_gives_the_most_seats():
    selected = select_territory(FAUCIGNY)
    free = dataclasses.replace(selected.ordinary, capped=False, seats=(15, 6, 2, 2, 2, 2, 2))
    assert law_seats(selected.names, selected.population, free, "", "fr").negosim_title.endswith("15 des 31 sièges")


@pytest.mark.parametrize("kind", ["png", "svg"])
@pytest.mark.parametrize("name", NAMES)
def test_same_bytes_twice_with_the_words(name, kind, tmp_path):
    selected = select_territory(FAUCIGNY)
    one, two = (save(FIGURES[name](selected, "fr"), tmp_path / f"{copy}.{kind}") for copy in "ab")
    assert one.read_bytes() == two.read_bytes()
    if kind == "png":
        with Image.open(one) as image:
            assert image.size == (2666, 1500)
            assert image.info["Description"]
