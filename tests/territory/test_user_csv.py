"""A user's own file: what is read, what is estimated, and every mistake named with its line."""

from __future__ import annotations

import numpy as np
import pytest

from negosim.errors import TerritoryError
from negosim.territory.load import load
from negosim.territory.tables import category_medians
from negosim.territory.user_csv import read_territory, template

SMALL = "insee,name,population\n01003,Aval,300\n01001,Amont,40\n01002,Bord,70\n"


@pytest.fixture
def written(tmp_path):
    def write(text, name="mon_epci.csv"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return path

    return write


def problems(path) -> list[str]:
    with pytest.raises(TerritoryError) as error:
        read_territory(path)
    return str(error.value).splitlines()


def test_three_columns_are_enough(written):
    territory = load(str(written(SMALL)))
    assert territory.insee == ("01003", "01002", "01001")
    assert territory.names == ("Aval", "Bord", "Amont")
    assert (territory.name, territory.category, territory.tax_regime) == ("mon_epci", "CC", "FPU")
    assert territory.source == "csv"
    assert territory.imputed.all()
    assert all(flags.all() for flags in territory.imputed_fields.values())
    usual = category_medians("CC")
    assert set(territory.potential_per_head.tolist()) == {usual["financial_potential"]}
    assert set(territory.area_km2.tolist()) == {usual["area_km2"]}
    assert territory.population_2023.tolist() == [300, 70, 40]
    assert territory.living_area.tolist() == [0, 0, 0]
    assert len(set(zip(territory.x_km.tolist(), territory.y_km.tolist(), strict=True))) == 3
    assert territory.contiguity.any(axis=1).all()


def test_the_template_is_complete_and_french(tmp_path):
    template(tmp_path / "modele.csv")
    territory = read_territory(tmp_path / "modele.csv")
    assert territory.name == "Communauté de communes du Val"
    assert territory.potential_per_head.tolist() == [812.5, 655.0]
    assert territory.compensation_allocation_eur.tolist() == [410_000.0, -12_000.0]
    assert not territory.imputed.any()


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_separators_line_ends_and_marks(written, separator, end, mark):
    text = SMALL.replace(",", separator).replace("\n", end)
    assert read_territory(written(mark + text.encode())).population.tolist() == [300, 70, 40]


def test_french_numbers_are_read(written):
    territory = read_territory(
        written("insee;name;population;income_per_head\n1;a;12 500;15 000,5\n2;b;7\u202f000;14000\n")
    )
    assert territory.population.tolist() == [12_500, 7000]
    assert territory.income_per_head.tolist() == [15_000.5, 14_000.0]


def test_category_and_regime_from_comments_or_columns(written):
    from_comments = read_territory(written("# un essai, sans plus\n# category: CA\n# tax_regime: FA\n" + SMALL))
    assert (from_comments.category, from_comments.tax_regime) == ("CA", "FA")
    assert not from_comments.compensation_allocation_eur.any()
    from_columns = read_territory(written("insee,name,population,category\n1,a,9,CU\n2,b,8,CU\n"))
    assert from_columns.category == "CU"


def test_an_empty_cell_takes_the_median_of_the_others(written):
    territory = read_territory(
        written("insee,name,population,income_per_head\n1,a,900,10\n2,b,500,20\n3,c,600,30\n4,d,5,\n")
    )
    assert territory.income_per_head.tolist() == [10.0, 30.0, 20.0, 20.0]
    assert territory.imputed_fields["income"].tolist() == [False, False, False, True]


def test_coordinates_and_living_areas_are_read(written):
    text = "insee,name,population,lon,lat,living_area\n1,a,9,2,46,x\n2,b,8,2.1,46,y\n3,c,7,,,x\n"
    territory = read_territory(written(text))
    assert territory.living_area.tolist() == [0, 1, 0]
    assert territory.imputed_fields["shape"].tolist() == [False, False, True]
    assert territory.x_km[2] == pytest.approx((territory.x_km[0] + territory.x_km[1]) / 2, abs=1e-5)


def test_living_areas_are_computed_from_places(written):
    text = "insee,name,population,lon,lat\n1,a,9000,2,46\n2,b,8000,3,46\n3,c,70,2.9,46\n"
    assert read_territory(written(text)).living_area.tolist() == [0, 1, 1]


def test_insee_areas_replace_those_of_the_file(written):
    territory = read_territory(written(SMALL), {"01001": "A", "01002": "B", "01003": "A"})
    assert territory.living_area.tolist() == [0, 1, 0]


def test_the_hash_follows_the_content(written):
    first = read_territory(written(SMALL)).data_hash
    assert read_territory(written(SMALL, "autre.csv")).data_hash == first
    assert read_territory(written(SMALL.replace("300", "301"))).data_hash != first


def test_a_real_one_written_and_read_again(written):
    real = load("200000172")
    columns = {
        "insee": real.insee, "name": real.names, "population": real.population,
        "financial_potential_per_head": real.potential_per_head,
        "lon": real.x_km / 80, "lat": 45 + real.y_km / 111.2,
    }  # fmt: skip
    rows = zip(*columns.values(), strict=True)
    read = read_territory(written("\n".join([",".join(columns), *(",".join(map(str, row)) for row in rows)])))
    assert read.insee == real.insee
    assert read.potential_per_head.tolist() == real.potential_per_head.tolist()
    assert np.abs(read.distance_km - real.distance_km).max() < 1


def test_every_mistake_of_a_file_is_listed_at_once(written):
    result = problems(written("insee,name,population,lon,zzz\n1,a,-3,999,\n1,b,x,3,\n2,,12.5,\n3,c,0,2,2\n4,,,3,\n"))
    assert [line.split(" : ")[0] for line in result] == [
        f"mon_epci.csv, ligne {n}" for n in (1, 1, 2, 2, 3, 3, 4, 5, 6, 6)
    ]
    whole = "\n".join(result)
    for text in ("zzz", "lon et lat", "population vaut -3", "lon vaut 999", "déjà donné à la ligne 2",
                 "« x », qui n'est pas un nombre", "4 cellules au lieu de 5", "population vaut 0",
                 "name est vide", "population est vide"):  # fmt: skip
        assert text in whole


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "vide"),
        (" \n\n", "vide"),
        ("# name: rien\n", "ligne de titres"),
        ("insee,name,population\n", "aucune commune"),
        ("insee,name\n1,a\n2,b\n", "ligne 1 : colonne obligatoire « population » absente"),
        ("insee,name,population,name\n1,a,3,a\n2,b,3,b\n", "« name » en double"),
        ("# category: SIVOM\n" + SMALL, "ligne 1 : category vaut « SIVOM »"),
        ("insee,name,population,category\n1,a,9,CU\n2,b,8,CC\n", "ligne 3 : category vaut « CC »"),
        ("insee,name,population,tax_regime\n1,a,9,TPU\n2,b,8,TPU\n", "tax_regime vaut « TPU »"),
        ("insee,name,population\n1,a,9.5\n2,b,8\n", "un nombre entier"),
        ("insee,name,population\n1,a,nan\n2,b,8\n", "bornes permises"),
        ("insee,name,population\n1,a,inf\n2,b,8\n", "bornes permises"),
        ("insee,name,population,lon,lat\n1,a,9,2,46\n2,b,8,2,146\n", "ligne 3 : lat vaut 146"),
        ("insee,name,population\n1,a,9\n", "1 commune"),
        ("insee,name,population\n" + "".join(f"{i},c,9\n" for i in range(159)), "159 commune"),
    ],
)
def test_each_mistake_is_named(written, text, expected):
    assert expected in "\n".join(problems(written(text)))


def test_another_encoding_is_named_with_its_line(written):
    result = problems(written("insee,name,population\n1,a,9\n2,Éze,8\n".encode("latin-1")))
    assert result == ["mon_epci.csv, ligne 3 : le fichier n'est pas en UTF-8 ; réenregistrez-le en UTF-8."]


def test_a_missing_file_is_refused(tmp_path):
    assert "lecture impossible" in problems(tmp_path / "absent.csv")[0]


def test_a_folder_is_refused(tmp_path):
    (tmp_path / "dossier.csv").mkdir()
    assert "lecture impossible" in problems(tmp_path / "dossier.csv")[0]


@pytest.mark.parametrize(
    ("cells", "rank"),
    [(("", "oui", ""), 2), (("YES", "no", "non"), 0), (("0", "", "1"), 1), (("", "", ""), None)],
)
def test_the_commune_of_the_president(written, cells, rank):
    lines = zip(("01003,Aval,300", "01001,Amont,40", "01002,Bord,70"), cells, strict=True)
    text = "insee,name,population,president\n" + "".join(f"{line},{cell}\n" for line, cell in lines)
    assert read_territory(written(text)).president == rank


def test_no_president_without_the_column(written):
    assert read_territory(written(SMALL)).president is None


def test_more_than_one_president_is_refused_with_the_lines(written):
    text = "insee;name;population;president\n01003;Aval;300;oui\n01001;Amont;40;non\n01002;Bord;70;1\n"
    assert problems(written(text)) == ["mon_epci.csv : un seul président est attendu ; lignes 2, 4."]


def test_a_president_that_is_neither_yes_nor_no(written):
    [problem] = problems(written("insee;name;population;president\n01003;Aval;300;peut-être\n01001;Amont;40;\n"))
    assert "ligne 2" in problem
    assert "« peut-être »" in problem
    assert "oui, yes, 1, non, no, 0" in problem


def held(territory):
    return {one.name: (one.held, one.assumed) for one in territory.competences}


def test_competences_from_comments_or_columns(written):
    from_comments = held(read_territory(written("# competence_water: oui\n# competence_waste: NON\n" + SMALL)))
    assert (from_comments["water"], from_comments["waste"]) == ((True, False), (False, False))
    assert from_comments["roads"] == (False, True)
    text = "insee;name;population;competence_water;competence_roads\n1;a;9;Oui;\n2;b;8;oui;\n"
    from_columns = held(read_territory(written(text)))
    assert (from_columns["water"], from_columns["roads"]) == ((True, False), (False, True))


def test_a_siren_brings_what_the_national_table_knows_and_the_file_corrects_it(written):
    known = load("200067106")
    text = "# siren: 200067106\n# category: CA\n" + SMALL
    read = read_territory(written(text))
    assert read.competences == known.competences
    corrected = held(read_territory(written("# competence_water: non\n" + text)))
    assert corrected["water"] == (False, False)
    assert {name: corrected[name] for name in corrected if name != "water"} == {
        name: value for name, value in held(known).items() if name != "water"
    }
    assert not any(held(read_territory(written(SMALL)))["water"][:1])


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("# competence_eau: oui\n" + SMALL, 1, ["« competence_eau » inconnue", "competence_water", "competence_waste"]),
        ("# competence_water: peut-être\n" + SMALL, 1,
         ["competence_water vaut « peut-être »", "oui, yes, 1, non, no, 0"]),
        ("insee,name,population,competence_eau\n1,a,9,oui\n2,b,8,oui\n", 1,
         ["« competence_eau » inconnue", "competence_water"]),
        ("insee,name,population,competence_water\n1,a,9,oui\n2,b,8,non\n", 3,
         ["competence_water vaut « non », mais « oui » plus haut"]),
        ("insee,name,population,competence_water\n1,a,9,2\n2,b,8,2\n", 2,
         ["competence_water vaut « 2 »", "oui, yes, 1"]),
    ],
)  # fmt: skip
def test_a_wrong_competence_is_named_with_its_line(written, text, line, words):
    first = problems(written(text))[0]
    assert first.startswith(f"mon_epci.csv, ligne {line} : ")
    for word in words:
        assert word in first
