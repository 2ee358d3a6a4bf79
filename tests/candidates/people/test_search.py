"""Finding people: by the beginning of any word, in any script, among those one may see."""

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from candidates.applications.actions import submit_application
from candidates.people import names, queries
from candidates.people.actions import find_or_create_candidate
from candidates.people.models import Candidate

SEARCH = reverse("candidates:search")


@pytest.fixture
def apply(opening, at):
    """Let a person apply; return the person."""

    def _apply(name, email, language="en"):
        application = submit_application(
            opening_id=opening.pk, name=name, email=email, language=language, at=at
        )
        return application.candidate

    return _apply


def found(user, text):
    return [person.name for person in queries.search(user, text, 20).people]


@pytest.mark.parametrize(
    "text",
    [
        "živilė", "Zivile", "ZIV", "ąžuol azuol ziv", "auktaite", "aukstaite", "z.aukstaite",
        "z.aukstaite@exa", "@example.org ziv",
    ],
)  # fmt: skip
def test_search_finds_a_lithuanian_name_however_it_is_typed(rosa, apply, text):
    apply("Živilė Ąžuolė Aukštaitė", "z.aukstaite@example.org", "lt")
    apply("Somebody Else", "else@example.net")
    expected = [] if text == "auktaite" else ["Živilė Ąžuolė Aukštaitė"]
    assert found(rosa, text) == expected


@pytest.mark.parametrize("text", ["陳", "怡", "君", "怡君", "陳怡君", "chen"])
def test_search_finds_a_chinese_name_from_any_character_on(rosa, apply, text):
    apply("陳怡君", "chen@example.org", "zh-hant")
    assert found(rosa, text) == ["陳怡君"]


@pytest.mark.parametrize("text", ["цвет", "ЙОРД", "йорданова цветелина"])
def test_search_finds_a_bulgarian_name(rosa, apply, text):
    apply("Цветелина Йорданова", "c@example.org", "bg")
    assert found(rosa, text) == ["Цветелина Йорданова"]


def test_search_wants_every_word_and_only_beginnings(rosa, apply):
    apply("Jonas Jonaitis", "jj@example.org")
    assert found(rosa, "jon jonai") == ["Jonas Jonaitis"]
    assert found(rosa, "jon petr") == []
    assert found(rosa, "onas") == []


def test_search_takes_a_domain_only_behind_its_sign(rosa, apply):
    apply("Kim", "kim@gmail.example")
    assert found(rosa, "gmail") == []
    assert found(rosa, "@gmail") == ["Kim"]
    assert found(rosa, "kim@gmail.example") == ["Kim"]


def test_search_puts_names_before_addresses(rosa, apply):
    apply("Anna Mantė", "a@example.org")
    apply("Zed Zulu", "mantas@example.org")
    apply("Mantas Čepas", "m@example.org")
    assert found(rosa, "mant") == ["Mantas Čepas", "Anna Mantė", "Zed Zulu"]


@pytest.mark.parametrize(
    "text", ["", "   ", "@", "':*", "' & 'x", "!a", "a | b", "<->", "\\", "()", "%", "🎧", "\ud800"]
)
def test_search_takes_no_operators_and_never_fails(client, rosa, apply, text):
    apply("Somebody", "s@example.org")
    client.force_login(rosa)
    typed = text.encode("utf-8", "surrogatepass")
    assert client.get(SEARCH, {"q": typed}).status_code == 200
    if text != "\ud800":
        assert found(rosa, text) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.text(
        st.characters(codec="utf-8", categories=("L", "N", "P", "Zs", "M")), min_size=1, max_size=40
    )
)
def test_every_word_of_every_name_is_found_by_every_beginning(transactional_db, at, name):
    if not name.split():
        return
    person = find_or_create_candidate(
        name=name, email="x@example.org", phone="", language="en", time_zone="UTC", at=at
    )
    try:
        for word in names.words(name)[:3]:
            for length in {1, len(word) // 2 or 1, len(word)}:
                assert queries.matching(word[:length]).filter(pk=person.pk).exists(), word[:length]
    finally:
        Candidate.objects.all().delete()


def test_search_shows_nobody_one_may_not_see(client, rosa, oskar, ines, ada, apply):
    apply("Canary Finch", "canary@example.org")
    for user, expected in ((rosa, 1), (ada, 1), (oskar, 0), (ines, 0)):
        client.force_login(user)
        response = client.get(SEARCH, {"q": "canary"})
        assert response.context["found"].amount == expected
        assert ("Finch" in response.content.decode()) is bool(expected)


@pytest.mark.parametrize("amount", [1, 3])
def test_search_makes_the_same_queries_for_one_and_three(
    client, rosa, apply, amount, django_assert_num_queries
):
    for number in range(amount):
        apply("Kim Karlsson", f"kim{number}@example.org")
    client.force_login(rosa)
    with django_assert_num_queries(4):
        response = client.get(SEARCH, {"q": "kim"})
    assert len(response.context["rows"]) == amount


def test_search_gives_twenty_a_page_and_says_when_there_are_too_many(
    client, rosa, apply, monkeypatch
):
    for number in range(45):
        apply(f"Kim {number:02}", f"kim{number}@example.org")
    client.force_login(rosa)
    first = client.get(SEARCH, {"q": "kim"})
    assert [person.name for person, _ in first.context["rows"]] == [
        f"Kim {number:02}" for number in range(20)
    ]
    assert "q=kim&amp;page=2" in first.content.decode()
    third = client.get(SEARCH, {"q": "kim", "page": "3"})
    assert len(third.context["rows"]) == 5
    monkeypatch.setattr(queries, "MOST_FOUND", 40)
    cut = client.get(SEARCH, {"q": "kim", "page": "nonsense"})
    assert "More than 40 people fit" in cut.content.decode()


def test_candidate_page_shows_only_the_applications_one_may_see(
    client, rosa, oskar, ada, apply, opening, at
):
    person = apply("Kim Karlsson", "kim@example.org")
    other = oskar.openings.get()
    other.state, other.opened_at = "open", at
    other.save()
    url = reverse("candidates:candidate-page", args=[person.pk])
    client.force_login(oskar)
    assert client.get(url).status_code == 404
    submit_application(opening_id=other.pk, name="Kim K", email="kim@example.org", at=at)
    for user, shown in ((rosa, 1), (oskar, 1), (ada, 2)):
        client.force_login(user)
        assert len(client.get(url).context["lines"]) == shown
