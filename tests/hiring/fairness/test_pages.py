"""The portal's question, the board, the published summary, the export."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from candidates.portal.actions import mint_link
from hiring.fairness.models import SelfIdentification
from hiring.reports.kinds import CANDIDATE, Wanted
from hiring.reports.papers import privacy_export
from tests.conftest import make_application
from tests.hiring.fairness.people import (
    CANARY,
    berkeley,
    count,
    fill,
    make_opening,
    plant_canary,
)


@pytest.fixture
def inside(client, kim, at):
    """Kim, in the portal."""
    token = mint_link(candidate_id=kim.candidate_id, at=at.replace(year=2030))
    client.post(reverse("candidates:portal-enter", args=[token]))
    return client


def page(client, **query):
    return client.get(reverse("hiring:fairness-board"), query).content.decode()


def test_the_portal_asks_once_beside_the_newest_application(inside, kim, opening, at):
    later = make_application(opening, "x", "x@example.org", at.replace(day=19))
    later.candidate, later.opening = kim.candidate, make_opening("B", at)
    later.save()
    home = reverse("candidates:portal-home")
    text = inside.get(home).content.decode()
    assert text.count("Would you tell us a little about yourself?") == 1
    inside.post(reverse("hiring:about-you"))  # no, do not ask again
    assert not SelfIdentification.objects.get().says_anything
    text = inside.get(home).content.decode()
    assert "Would you tell us a little" not in text
    assert "You said nothing, which is fine." in text


def test_one_says_changes_and_deletes_it(inside, kim):
    url = reverse("hiring:about-you")
    answered = inside.post(url, {"gender": "woman", "age": "25-39"})
    assert answered.headers["Location"] == reverse("candidates:portal-home")
    row = SelfIdentification.objects.get()
    assert (row.candidate_id, row.gender, row.age) == (kim.candidate_id, "woman", "25-39")
    text = inside.get(url).content.decode()
    assert 'value="woman"' in text
    assert text.count(" checked") == 4  # every question has one answer chosen
    inside.post(reverse("hiring:about-you-forget"))
    assert not SelfIdentification.objects.exists()
    assert "Delete what I said" not in inside.get(url).content.decode()


def test_nonsense_gets_a_sentence_and_loses_nothing(inside):
    answered = inside.post(reverse("hiring:about-you"), {"gender": "tall", "age": "55"})
    text = answered.content.decode()
    assert answered.status_code == 422
    assert "Choose one of these answers." in text
    assert 'value="55"' in text.split("checked")[-2] or "checked" in text
    assert not SelfIdentification.objects.exists()


def test_what_the_law_forbids_is_not_asked(inside, settings):
    settings.SELF_IDENTIFICATION = ["age"]
    text = inside.get(reverse("hiring:about-you")).content.decode()
    assert "25 to 39" in text
    assert "Ethnicity" not in text
    settings.SELF_IDENTIFICATION = []
    assert "about yourself" not in inside.get(reverse("candidates:portal-home")).content.decode()


def test_berkeley_shows_the_pooled_gap_and_simpsons_note(client, milan, at):
    berkeley(milan, at)
    client.force_login(milan)
    text = page(client, by="gender")
    assert "Woman pass at 0.68 times the rate of Man (0.63 to 0.74; p &lt; 0.001 after Holm" in text
    assert "Simpson&#x27;s paradox: all openings together show a gap" in text
    assert "all together 0.68 (0.63 to 0.74), as if each opening stood alone 1.0" in text
    one = page(client, by="gender", opening="department-a")
    assert "Simpson" not in one
    assert "Man pass at 0.75 times the rate of Woman" in one


def test_small_groups_appear_with_no_figure(client, opening, milan, at):
    fill(opening, milan, at, hired=20, of=60, gender="man")
    fill(opening, milan, at, hired=9, of=41, gender="woman")
    fill(opening, milan, at, hired=3, of=4, gender="another")
    fill(opening, milan, at, hired=1, of=6)
    count(opening, at=at)
    client.force_login(milan)
    text = page(client, by="gender")
    assert "Another, or several too small to show" in text
    assert "10 people did not say, or are in groups too small to show." in text
    assert "3 of 4" not in text
    rows = list(csv.reader(io.StringIO(page(client, by="gender", format="csv"))))
    small = [row for row in rows if "Another, or several" in row and "suppressed" in row]
    assert small
    assert {"".join(row[2:-1]) for row in small} == {""}


def test_nothing_is_green_and_nothing_is_called_fair(client, opening, milan, at):
    fill(opening, milan, at, hired=20, of=60, gender="man")
    fill(opening, milan, at, hired=20, of=60, gender="woman")
    count(opening, at=at)
    client.force_login(milan)
    figures = page(client, by="gender").split('id="figures"')[1].split("take-away")[0]
    assert "That does not show that there is none." in figures
    for sign in ("--good", "tag-good", "circle-check", "is fair"):
        assert sign not in figures


def test_managers_see_their_openings_and_recruiters_nothing(
    client, opening, milan, oskar, rosa, ada, at
):
    fill(opening, milan, at, hired=20, of=60, gender="man")
    fill(opening, milan, at, hired=20, of=60, gender="woman")
    count(opening, at=at)
    url = reverse("hiring:fairness-board")
    client.force_login(rosa)
    assert client.get(url).status_code == 403
    assert client.get(reverse("hiring:fairness-nyc")).status_code == 403
    client.force_login(oskar)
    assert "20 of 60" not in page(client, by="gender", opening=opening.slug)
    client.force_login(ada)
    assert "20 of 60" in page(client, by="gender", opening=opening.slug)


def test_the_summary_for_new_york_city(client, opening, milan, at):
    fill(opening, milan, at, hired=20, of=100, gender="man", ethnicity="white")
    fill(opening, milan, at, hired=10, of=100, gender="woman", ethnicity="asian")
    fill(opening, milan, at, hired=1, of=3, gender="woman", ethnicity="native")
    fill(opening, milan, at, hired=0, of=7)
    count(opening, at=at)
    client.force_login(milan)
    answered = client.get(reverse("hiring:fairness-nyc"))
    rows = list(csv.reader(io.StringIO(answered.content.decode())))
    assert rows[0] == ["about", "Headset advisor, Vilnius"]
    table = {tuple(row[1:3]): row[3:] for row in rows[4:]}
    assert table["gender", "Man"] == ["100", "20", "0.2", "1.0", ""]
    assert table["gender", "Woman"][:2] == ["103", "11"]
    assert table["ethnicity", "Asian"] == ["100", "10", "0.1", "0.5", ""]
    assert ("ethnicity", "Native American or Alaska Native") not in table
    assert table["ethnicity", "unknown, or too few to show"] == ["10"]
    assert table["gender+ethnicity", "Woman, Asian"][3] == "0.5"


@pytest.mark.parametrize("amount", [1, 3])
def test_the_board_makes_the_same_number_of_queries(
    client, milan, at, django_assert_num_queries, amount
):
    for number in range(amount):
        one = make_opening(f"Q{number}", at, milan)
        fill(one, milan, at, hired=4, of=20, gender="man")
        fill(one, milan, at, hired=4, of=20, gender="woman")
        count(one, at=at)
    client.force_login(milan)
    with django_assert_num_queries(8):
        page(client, by="gender")
    with django_assert_num_queries(7):
        client.get(reverse("hiring:fairness-nyc"))


def test_an_export_that_administrators_carry_holds_none_of_it(opening, kim, ada, at):
    plant_canary(kim, opening, at)
    wanted = Wanted("privacy-export", CANDIDATE, application_id=kim.pk)
    with CaptureQueriesContext(connection) as queries:
        export = privacy_export.gather(ada, wanted, at)
    assert CANARY not in repr(export)
    assert not [each for each in queries if "hiring_selfident" in each["sql"]]
    assert "Kim Karlsson" in repr(export)
