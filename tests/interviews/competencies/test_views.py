"""Pages of competencies: all staff read, recruiters write."""

import pytest
from django.urls import reverse

from interviews.competencies import starter
from interviews.competencies.models import Competency

WORDS = {
    "name": "Product sense",
    "family": "value",
    "description": "",
    "anchor_1": "One",
    "anchor_3": "Three",
    "anchor_5": "Five",
}
LIST = "/competencies/"


def _fill(number):
    Competency.objects.bulk_create(
        Competency(code=f"c-{index}", name=f"C {index}", anchor_1="1", anchor_3="3", anchor_5="5")
        for index in range(number)
    )


def test_list_shows_families_with_their_anchors(client, ines, at):
    starter.ensure_starter_competencies(at=at)
    client.force_login(ines)
    text = client.get(LIST).text
    assert text.index("Service traits") < text.index("Warmth") < text.index("Common sense")
    assert "The caller audibly relaxes." in text
    assert "New competency" not in text


def test_empty_list_says_what_to_do(client, rosa):
    client.force_login(rosa)
    assert "Nothing to rate in this family yet" in client.get(LIST).text


@pytest.mark.parametrize("number", [1, 3])
def test_list_takes_the_same_queries(client, rosa, number, django_assert_num_queries):
    _fill(number)
    client.force_login(rosa)
    client.get(LIST)
    with django_assert_num_queries(3):
        assert client.get(LIST).status_code == 200


def test_only_recruiters_write(client, ines, rosa):
    _fill(1)
    pk = Competency.objects.get().pk
    pages = [
        (reverse("interviews:competency-create"), "get"),
        (reverse("interviews:competency-change", args=[pk]), "get"),
        (reverse("interviews:competency-retire", args=[pk]), "post"),
        (reverse("interviews:competency-restore", args=[pk]), "post"),
    ]
    for user, expected in ((ines, {403}), (rosa, {200, 302})):
        client.force_login(user)
        assert {getattr(client, method)(url).status_code for url, method in pages} == expected


def test_unknown_competency_is_404(client, rosa):
    client.force_login(rosa)
    assert client.get(reverse("interviews:competency-change", args=[404404])).status_code == 404


def test_create_and_change(client, rosa):
    client.force_login(rosa)
    create = reverse("interviews:competency-create")
    assert client.post(create, WORDS).url == LIST
    again = client.post(create, WORDS)
    assert again.status_code == 422
    assert "There is a competency of this name already" in again.text
    change = reverse("interviews:competency-change", args=[Competency.objects.get().pk])
    client.post(change, {**WORDS, "anchor_5": "Ours"})
    assert Competency.objects.get().anchor_5 == "Ours"
    Competency.objects.create(code="other", name="Other")
    clash = client.post(change, {**WORDS, "name": "other"})
    assert clash.status_code == 422


def test_refused_form_keeps_what_was_typed(client, rosa):
    client.force_login(rosa)
    answer = client.post(
        reverse("interviews:competency-create"), {**WORDS, "name": "!!!", "anchor_3": "Half typed"}
    )
    assert answer.status_code == 422
    assert "Half typed" in answer.text
    assert "A name needs letters or digits." in answer.text


def test_retire_and_use_again(client, rosa):
    _fill(1)
    pk = Competency.objects.get().pk
    client.force_login(rosa)
    retired = client.post(reverse("interviews:competency-retire", args=[pk]), follow=True)
    assert "1 retired competency" in retired.text
    back = client.post(reverse("interviews:competency-restore", args=[pk]), follow=True)
    assert "retired competency" not in back.text
