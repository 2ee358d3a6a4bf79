"""The pages of openings."""

import pytest
from django.urls import reverse

from candidates.applications.models import Application
from candidates.openings import panels
from candidates.openings.models import Opening, OpeningMember
from tests.conftest import make_application

LIST = reverse("candidates:opening-list")
FIELDS = {
    "title": "Team lead",
    "team": "Customer service",
    "location": "Vilnius",
    "time_zone": "Europe/Vilnius",
    "language": "lt",
    "seats": "1",
    "summary": "Lead.",
    "description": "",
}


@pytest.fixture
def no_panels(monkeypatch):
    """Nothing from the floors above, whose queries are not counted here."""
    monkeypatch.setattr(panels, "_panels", [])


def page(name, opening):
    return reverse(f"candidates:{name}", args=[opening.slug])


def more_openings(amount, at, user):
    for number in range(amount):
        opening = Opening.objects.create(
            title=f"Advisor {number}", slug=f"advisor-{number}", team="T", location="L",
            time_zone="UTC", created_at=at,
        )  # fmt: skip
        OpeningMember.objects.create(opening=opening, user=user, part="recruiter")
        make_application(opening, f"Person {number}", f"p{number}@example.org", at)


@pytest.mark.parametrize("others", [0, 2])
def test_opening_list_makes_the_same_queries_for_one_and_three(
    client, rosa, opening, at, others, django_assert_num_queries
):
    more_openings(others, at, rosa)
    client.force_login(rosa)
    with django_assert_num_queries(4):
        response = client.get(LIST)
    rows = response.context["listing"].rows
    assert len(rows) == 1 + others


def test_opening_list_shows_only_ones_own(client, rosa, oskar, opening, kim):
    client.force_login(oskar)
    html = client.get(LIST).content.decode()
    assert "Warehouse lead" in html
    assert "Headset advisor" not in html
    client.force_login(rosa)
    html = client.get(LIST).content.decode()
    assert "Warehouse lead" not in html
    assert f"{page('pipeline-table', opening)}?state=applied" in html


def test_opening_list_of_an_administrator_is_everybodys_or_ones_own(client, ada, rosa, oskar):
    client.force_login(ada)
    assert len(client.get(LIST).context["listing"].rows) == 2
    assert client.get(LIST, {"whose": "mine"}).context["listing"].rows == []


def test_opening_list_by_state_and_page(client, rosa, opening, at):
    more_openings(60, at, rosa)
    client.force_login(rosa)
    first = client.get(LIST).context["listing"]
    assert (len(first.rows), first.has_more, first.rows[0].opening) == (50, True, opening)
    second = client.get(LIST, {"page": "2"}).context["listing"]
    assert (len(second.rows), second.has_more) == (11, False)
    assert len(client.get(LIST, {"state": "open"}).context["listing"].rows) == 1
    for nonsense in ("0", "x", "9" * 30, "-1"):
        assert client.get(LIST, {"page": nonsense}).status_code == 200


def test_opening_list_says_what_to_do_when_empty(client, ines, ada):
    client.force_login(ines)
    assert "You are in no opening" in client.get(LIST).content.decode()
    Opening.objects.all().delete()
    client.force_login(ada)
    assert reverse("candidates:opening-create") in client.get(LIST).content.decode()


def test_opening_create_makes_a_draft(client, rosa):
    client.force_login(rosa)
    response = client.post(reverse("candidates:opening-create"), FIELDS)
    made = Opening.objects.get(title="Team lead")
    assert response.url == page("opening-page", made)
    assert (made.state, made.slug, made.language) == ("draft", "team-lead-vilnius", "lt")


def test_opening_create_keeps_what_was_typed_when_something_is_missing(client, rosa):
    client.force_login(rosa)
    response = client.post(reverse("candidates:opening-create"), {**FIELDS, "title": ""})
    assert response.status_code == 422
    assert response.context["form"].errors == {"title": ["This field is required."]}
    assert 'value="Vilnius"' in response.content.decode()


def test_opening_create_is_for_recruiters(client, milan):
    client.force_login(milan)
    assert client.get(reverse("candidates:opening-create")).status_code == 403


def test_opening_page_shows_members_and_counts(
    client, rosa, milan, ines, opening, kim, no_panels, django_assert_num_queries
):
    client.force_login(rosa)
    with django_assert_num_queries(8):
        response = client.get(page("opening-page", opening))
    assert [member.name for member in response.context["members"]] == [
        "Rosa Ruiz", "Milan Mraz", "Ines Ivanova",
    ]  # fmt: skip
    assert response.context["counts"].in_process == 1


@pytest.mark.parametrize("name", ["opening-page", "opening-change"])
def test_strangers_and_interviewers_get_404(client, oskar, ines, opening, name):
    for user in (oskar, ines):
        client.force_login(user)
        assert client.get(page(name, opening)).status_code == 404


@pytest.mark.parametrize("name", ["opening-change", "opening-state", "member-add", "member-remove"])
def test_hiring_managers_see_but_do_not_change(client, milan, opening, name):
    client.force_login(milan)
    assert client.post(page(name, opening)).status_code == 403
    html = client.get(page("opening-page", opening)).content.decode()
    assert page("opening-change", opening) not in html


def test_opening_change_saves_and_refuses(client, rosa, opening):
    client.force_login(rosa)
    response = client.post(page("opening-change", opening), {**FIELDS, "seats": "0"})
    assert response.status_code == 422
    assert "Headset advisor" in response.content.decode()  # the head shows what is saved
    response = client.post(page("opening-change", opening), FIELDS)
    assert response.url == page("opening-page", opening)
    opening.refresh_from_db()
    assert opening.title == "Team lead"


def test_opening_state_opens_and_closes(client, rosa, opening):
    client.force_login(rosa)
    for state in ("closed", "open"):
        assert client.post(page("opening-state", opening), {"state": state}).status_code == 302
        opening.refresh_from_db()
        assert opening.state == state
    assert client.post(page("opening-state", opening), {"state": "x"}).status_code == 422


def test_members_are_added_and_removed(client, rosa, oskar, opening):
    client.force_login(rosa)
    part = {"user_id": oskar.pk, "part": "interviewer"}
    assert client.post(page("member-add", opening), part).status_code == 302
    assert opening.memberships.filter(user=oskar).exists()
    assert client.post(page("member-remove", opening), part).status_code == 302
    assert not opening.memberships.filter(user=oskar).exists()


def test_member_forms_refuse_nonsense_with_a_sentence(client, rosa, opening):
    client.force_login(rosa)
    response = client.post(page("member-add", opening), {"user_id": "999999", "part": "cook"})
    assert response.status_code == 422
    assert set(response.context["member_form"].errors) == {"user_id", "part"}
    assert client.post(page("member-remove", opening), {"part": "x"}).status_code == 422
    last = {"user_id": rosa.pk, "part": "recruiter"}
    response = client.post(page("member-remove", opening), last)
    assert (response.status_code, "needs a recruiter" in response.content.decode()) == (422, True)


def test_tabs_mark_the_page_that_one_is_on(client, rosa, opening, no_panels):
    client.force_login(rosa)
    overview = client.get(page("opening-page", opening)).content.decode()
    board = client.get(page("pipeline-board", opening)).content.decode()
    assert f'href="{page("opening-page", opening)}" aria-current="page"' in overview
    assert f'href="{page("pipeline-board", opening)}" aria-current="page"' in board
    assert f'href="{page("opening-page", opening)}">Overview' in board


def test_nothing_is_written_by_looking(client, rosa, opening, kim):
    client.force_login(rosa)
    before = list(Application.objects.values()), list(Opening.objects.values())
    client.get(page("opening-page", opening))
    client.get(LIST)
    assert before == (list(Application.objects.values()), list(Opening.objects.values()))
