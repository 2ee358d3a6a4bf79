"""Names: folded for searching, keyed for sorting."""

import pytest

from candidates.people.names import fold, search_text, sort_key, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Živilė ĄŽUOLAITĖ", "zivile azuolaite"),
        ("Łukasz Øster Straße", "lukasz oster strasse"),
        ("Николай Йорданов", "николай йорданов"),  # й is a letter, not an и with a mark
        ("陳怡君", "陳怡君"),
        ("ＫＩＭ　Ｋ", "kim k"),
        ("İpek", "ipek"),
        ("がぎぐ", "がぎぐ"),
        ("각나", "각나"),
    ],
)
def test_fold_strips_accents_and_case_but_keeps_other_letters(text, folded):
    assert fold(text) == folded
    assert fold(folded) == folded


def test_words_take_an_address_apart():
    assert words("Kim.Karlsson_2+jobs@Example.org") == [
        "kim", "karlsson", "2", "jobs", "ⵣexampleorg",
    ]  # fmt: skip
    assert words("kim @exam") == ["kim", "ⵣexam"]
    assert words("@ a@ _") == ["a"]


def test_search_text_holds_chinese_names_from_every_character_on():
    assert search_text("陳怡君", "chen@example.org") == "陳怡君 怡君 君 chen ⵣexampleorg"


def test_search_text_fits_its_column():
    assert len(search_text("陳" * 200, "a" * 240 + "@example.org")) <= 500


def test_sort_key_follows_the_lithuanian_alphabet():
    ordered = [
        "Adomas", "Azuola", "Ąžuolas", "Cvirka", "Čepas", "Ieva", "Yla", "Įva", "Jonas",
        "Sveta", "Šarūnas", "Tomas", "Zuzana", "Žemyna",
    ]  # fmt: skip
    assert sorted(set(ordered), key=lambda name: sort_key(name, "lt")) == ordered
    assert sort_key("Čepas", "lt") > sort_key("Czibor", "lt")
    assert sort_key("Čepas", "en") < sort_key("Czibor", "en")
    assert sort_key("Yla", "lt") < sort_key("Jonas", "lt") < sort_key("Yla", "en")


def test_sort_key_breaks_ties_by_accent_and_shorter_names_come_first():
    assert sort_key("Rūta", "lt") > sort_key("Ruta", "lt")
    assert sort_key("Rūta", "lt") < sort_key("Rutana", "lt")
    assert sort_key("Jonas", "lt") < sort_key("Jonas Petraitis", "lt") < sort_key("Jonasas", "lt")


def test_sort_key_keeps_the_bulgarian_alphabet():
    ordered = ["Ана", "Георги", "Иван", "Йордан", "Калина", "Щерю", "Юлия", "Яна"]
    assert sorted(set(ordered), key=lambda name: sort_key(name, "bg")) == ordered


def test_sort_key_puts_latin_before_cyrillic_before_han():
    ordered = ["Zoë", "Žana", "Ана", "林美玲", "陳怡君"]
    assert sorted(set(ordered), key=lambda name: sort_key(name, "lt")) == ordered


def test_sort_key_fits_its_column():
    assert len(sort_key("č" * 200, "lt")) <= 300
