"""Recruiters enter who came another way than the form."""

import pytest
from django.urls import reverse

from candidates.applications.models import Application
from candidates.history.models import Entry
from candidates.messages.models import Message
from candidates.openings.actions import close_opening

TYPED = {
    "name": "Žydrūnė Šimkutė",
    "email": "zydrune@example.org",
    "source": "University fair",
    "cover_letter": "Spoke of her night desk.",
}


@pytest.fixture
def page(client, rosa, opening):
    client.force_login(rosa)
    return reverse("candidates:application-enter", args=[opening.slug])


def test_who_is_entered_is_confirmed_once_and_the_timeline_says_by_whom(
    client, page, rosa, opening
):
    answer = client.post(page, TYPED)
    entered = Application.objects.get()
    assert answer.url == reverse("candidates:application-page", args=[entered.pk])
    assert (entered.source, entered.candidate.time_zone) == ("University fair", opening.time_zone)
    assert Message.objects.get().code == "application-received"
    assert Entry.objects.get(verb="application-entered").actor == rosa
    assert "Rosa Ruiz entered the application" in client.get(answer.url).content.decode()
    again = client.post(page, TYPED)
    assert again.status_code == 422
    assert answer.url in again.content.decode()
    assert "Spoke of her night desk." in again.content.decode()
    assert (Application.objects.count(), Message.objects.count()) == (1, 1)


def test_a_closed_opening_takes_nobody(client, page, rosa, opening, at):
    close_opening(opening_id=opening.pk, actor=rosa, at=at)
    answer = client.post(page, TYPED)
    assert answer.status_code == 422
    assert "not open for applications" in answer.content.decode()


@pytest.mark.parametrize("wrong", [{"name": ""}, {"email": "@@"}])
def test_nonsense_is_refused_and_kept(client, page, wrong):
    answer = client.post(page, {**TYPED, **wrong})
    assert answer.status_code == 422
    assert "Spoke of her night desk." in answer.content.decode()
    assert not Application.objects.exists()


def test_the_table_leads_there(client, page, opening):
    table = client.get(reverse("candidates:pipeline-table", args=[opening.slug]))
    assert page in table.content.decode()
