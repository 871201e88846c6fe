import itertools
import re

import numpy as np
import pytest
from matplotlib.text import Text
from PIL import Image

from negosim import plots, tables
from negosim.science.voting_power import banzhaf
from negosim.titles import two_decimals

FIGURES = {"trust": plots.trust, "dossiers": plots.dossiers, "contents": plots.contents, "power": plots.power}
NAMES = sorted(FIGURES)


def texts_of(figure):
    figure.canvas.draw()
    return [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_labels_stand_inside_the_slide_and_cover_no_other(mandate, name, lang):
    figure = FIGURES[name](mandate, lang)
    width, height = figure.get_size_inches() * figure.dpi
    boxes = [(text.get_text(), Text.get_window_extent(text)) for text in texts_of(figure)]
    for words, box in boxes:
        assert min(box.x0, box.y0, width - box.x1, height - box.y1) >= 0, words
    for (one, box), (other, second) in itertools.combinations(boxes, 2):
        assert not box.padded(-3).overlaps(second.padded(-3)), (one, other)


@pytest.mark.parametrize("name", NAMES)
def test_words_follow_the_language(mandate, name):
    french, english = (FIGURES[name](mandate, lang) for lang in ("fr", "en"))
    assert french.negosim_title != english.negosim_title
    assert french.negosim_alt != english.negosim_alt
    for figure in (french, english):
        assert figure.negosim_alt
        assert not re.search(r"None|\bnan\b|[{}]", " ".join(text.get_text() for text in texts_of(figure)))


@pytest.mark.parametrize("name", NAMES)
def test_source_and_seed_stand_on_the_slide(mandate, name):
    words = " ".join(text.get_text().replace("\n", " ") for text in texts_of(FIGURES[name](mandate, "fr")))
    assert f"graine {mandate.seed}" in words
    assert "INSEE" in words
    assert "préférences synthétiques" in words


def test_the_title_of_trust_states_its_first_and_last_month(mandate):
    trust = tables.months(mandate)["trust"]
    first, last = two_decimals(trust.iloc[0], "fr"), two_decimals(trust.iloc[71], "fr")
    title = plots.trust(mandate, "fr").negosim_title
    assert re.findall(r"\d,\d\d", title) == ([first, last] if first != last else [last])


def test_the_title_of_dossiers_states_their_counts(mandate):
    table = tables.dossiers(mandate)
    figure = plots.dossiers(mandate, "fr")
    adopted, shared = int(table["adopted"].sum()), int(table["shared"].sum())
    result = {int(number) for number in re.findall(r"\d+", figure.negosim_title)}
    assert result <= {adopted, shared, len(table)}
    assert len(table) in result
    counts = [text.get_text() for text in texts_of(figure) if re.fullmatch(r"\d+ sur \d+", text.get_text())]
    winners = (mandate.state.stakes["surplus"] > 0).sum(axis=1)
    assert counts == [f"{count} sur {mandate.setting.territory.n}" for count in winners]


def test_the_title_of_contents_counts_the_clauses_that_change(mandate):
    table = tables.clauses(mandate)
    table = table[table["is_in_force"]]
    texts, moved = table["dossier"].nunique(), int((table["level"] != table["level_today"]).sum())
    numbers = [int(number) for number in re.findall(r"\d+", plots.contents(mandate, "fr").negosim_title)]
    assert numbers == [[], [moved, len(table)], [texts, moved, len(table)]][min(texts, 2)]


def test_the_title_of_power_states_true_shares(mandate):
    seats = [int(seat) for seat in mandate.state.communes["seats"]]
    population = mandate.state.communes["population"]
    title = plots.power(mandate, "en").negosim_title
    words = max((name for name in mandate.setting.territory.names if name in title), key=len)
    i = mandate.setting.territory.names.index(words)
    power = banzhaf(seats, sum(seats) // 2 + 1).shares[i]
    shares = (population[i] / population.sum(), seats[i] / sum(seats), power)
    assert re.findall(r"(\d+)%", title) == [str(round(100 * round(float(share), 2))) for share in shares]


def test_the_title_gives_the_power_of_bonneville(faucigny):
    assert "84" in plots.power(faucigny, "fr").negosim_title


@pytest.mark.parametrize("name", NAMES)
def test_png_is_a_slide_at_200_dpi_with_its_words(faucigny, name, tmp_path):
    figure = FIGURES[name](faucigny, "fr")
    path = plots.save(figure, tmp_path / f"{name}.png")
    with Image.open(path) as image:
        assert image.size == (2666, 1500)
        assert np.allclose(image.info["dpi"], 200, atol=0.1)
        assert image.info["Description"] == figure.negosim_alt
        assert image.info["Title"] == figure.negosim_title


@pytest.mark.parametrize("kind", ["png", "svg"])
@pytest.mark.parametrize("name", NAMES)
def test_a_figure_saved_twice_has_the_same_bytes(faucigny, name, kind, tmp_path):
    one = plots.save(FIGURES[name](faucigny, "fr"), tmp_path / f"a.{kind}").read_bytes()
    two = plots.save(FIGURES[name](faucigny, "fr"), tmp_path / f"b.{kind}").read_bytes()
    assert one == two
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"a.{kind}", f"b.{kind}"]


def test_the_users_own_style_changes_nothing(faucigny, tmp_path):
    import matplotlib as mpl

    plain = plots.save(plots.power(faucigny, "fr"), tmp_path / "plain.png").read_bytes()
    with mpl.rc_context({"font.size": 40, "axes.facecolor": "black", "savefig.bbox": "tight"}):
        assert plots.save(plots.power(faucigny, "fr"), tmp_path / "styled.png").read_bytes() == plain


def test_a_notebook_shows_a_slide(faucigny):
    image = plots.power(faucigny, "fr")._repr_png_()
    assert image.startswith(b"\x89PNG")
    assert b"Description" in image


def test_another_format_or_folder_leaves_nothing(faucigny, tmp_path):
    figure = plots.power(faucigny, "fr")
    with pytest.raises(ValueError, match="saved as png or svg"):
        plots.save(figure, tmp_path / "power.pdf")
    with pytest.raises(OSError, match="absent"):
        plots.save(figure, tmp_path / "absent" / "power.png")
    assert not list(tmp_path.iterdir())


def test_no_global_figure_is_opened(faucigny):
    import matplotlib.pyplot as plt

    before = plt.get_fignums()
    plots.trust(faucigny, "fr")
    assert plt.get_fignums() == before
