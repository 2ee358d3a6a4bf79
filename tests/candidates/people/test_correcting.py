"""What is known of a person is put right by those who recruit them."""

import pytest
from django.urls import reverse

from candidates.history.models import Entry
from candidates.messages.actions import draft_message
from candidates.people import actions, queries

TYPED = {"name": "Kim  Karlson", "email": "kim.k@example.org", "phone": "+370 600 00000"}
REST = {"language": "lt", "time_zone": "Europe/Vilnius"}


def change(person):
    return reverse("candidates:candidate-change", args=[person.pk])


def test_a_correction_is_found_told_and_followed_by_drafts(client, rosa, kim, at):
    draft = draft_message(code="invited", application=kim, at=at)
    client.force_login(rosa)
    for _twice in range(2):
        answer = client.post(change(kim.candidate), {**TYPED, **REST})
        assert answer.url == reverse("candidates:candidate-page", args=[kim.candidate.pk])
    person = queries.search(rosa, "karlson", 5).people[0]
    assert (person.name, person.email) == ("Kim Karlson", TYPED["email"])
    draft.refresh_from_db()
    kim.refresh_from_db()
    assert draft.to_address == TYPED["email"]
    assert kim.name_key == person.sort_key
    told = Entry.objects.get(verb="candidate-corrected")
    assert (told.subject_key, told.actor) == (kim.pk, rosa)
    page = client.get(reverse("candidates:application-page", args=[kim.pk])).content.decode()
    assert "Rosa Ruiz corrected: name, e-mail, phone, language, time zone" in page


def test_an_address_that_somebody_has_is_refused_and_leads_to_them(client, rosa, kim, jonas):
    client.force_login(rosa)
    typed = {**TYPED, **REST, "email": jonas.candidate.email.upper()}
    answer = client.post(change(kim.candidate), typed)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Somebody else has applied with this address." in html
    assert reverse("candidates:candidate-page", args=[jonas.candidate.pk]) in html
    assert 'value="Kim  Karlson"' in html
    kim.candidate.refresh_from_db()
    assert kim.candidate.name == "Kim Karlsson"


def test_the_action_names_who_has_the_address(rosa, kim, jonas, at):
    typed = {**TYPED, **REST, "email": jonas.candidate.email}
    with pytest.raises(actions.AddressTaken) as caught:
        actions.correct_candidate(candidate_id=kim.candidate.pk, **typed, actor=rosa, at=at)
    assert caught.value.other == jonas.candidate


@pytest.mark.parametrize("wrong", [{"name": " "}, {"email": "@@"}, {"time_zone": "Mars"}])
def test_nonsense_is_refused_beside_what_was_typed(client, rosa, kim, wrong):
    client.force_login(rosa)
    answer = client.post(change(kim.candidate), {**TYPED, **REST, **wrong})
    assert answer.status_code == 422
    assert TYPED["phone"] in answer.content.decode()
