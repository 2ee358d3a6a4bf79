"""The page of what one was told, and the count in the frame of every page."""

from __future__ import annotations

import pytest
from django.urls import reverse

from candidates.notices import kinds
from candidates.notices.actions import tell
from candidates.notices.kinds import Kind
from candidates.notices.models import Notice

LIST = "/notices/"


@pytest.fixture(autouse=True)
def _kind():
    kinds.register(Kind("test-kind", "A test", "<b>%(name)s</b> waits."))
    yield
    kinds._kinds.pop("test-kind")


def told(person, number, at, **more):
    for key in range(number):
        tell(
            user_ids=[person.pk],
            code="test-kind",
            text_values={"name": f"Kim {key}"},
            url=reverse("candidates:opening-list"),
            key=str(key),
            at=at,
            **more,
        )


@pytest.mark.parametrize("number", [1, 3])
def test_page_makes_as_many_queries_for_one_as_for_three(
    client, rosa, at, number, django_assert_num_queries
):
    told(rosa, number, at)
    client.force_login(rosa)
    with django_assert_num_queries(3):  # session, user with rights and count, notices
        page = client.get(LIST).content.decode()
    assert page.count("told-row") == number
    assert "&lt;b&gt;Kim 0&lt;/b&gt; waits." in page


def test_empty_page_says_what_will_come(client, rosa):
    client.force_login(rosa)
    assert "Nothing to tell you yet" in client.get(LIST).content.decode()


def test_opening_one_reads_it_and_leads_there(client, rosa, at):
    told(rosa, 2, at, urgent=True)
    client.force_login(rosa)
    assert "2 notices are new" in client.get(LIST).content.decode()
    first = Notice.objects.first()
    answer = client.post(f"{LIST}{first.pk}/open/")
    assert (answer.status_code, answer["Location"]) == (302, "/openings/")
    assert "1 notice is new" in client.get("/openings/").content.decode()
    first.refresh_from_db()
    assert first.read_at is not None


def test_reading_all(client, rosa, at):
    told(rosa, 3, at)
    client.force_login(rosa)
    page = client.post(f"{LIST}read/", follow=True).content.decode()
    assert "3 notices are read." in page
    assert "are new" not in page
    assert not Notice.objects.unread().exists()


def test_others_notices_do_not_exist(client, rosa, milan, ada, at):
    told(rosa, 1, at)
    notice = Notice.objects.get()
    for person in (milan, ada):
        client.force_login(person)
        assert client.post(f"{LIST}{notice.pk}/open/").status_code == 404
        assert "Kim 0" not in client.get(LIST).content.decode()
    notice.refresh_from_db()
    assert notice.read_at is None
