"""The candidate's side: one tap, and a survey that goes through without JavaScript."""

import pytest
from django.utils import timezone

from candidates.portal.actions import mint_link
from hiring.voices.models import Answer, Asked
from tests.hiring.voices.test_asking import seat


@pytest.fixture
def inside(client, kim):
    """A browser in which kim is in their portal."""
    client.post(f"/my/enter/{mint_link(candidate_id=kim.candidate_id, at=timezone.now())}/")
    return client


def test_a_stage_asks_with_five_words_and_one_tap_is_enough(inside, kim, plan):
    stage = seat(kim, plan, timezone.now())
    page = inside.get("/my/").content.decode()
    assert "<legend>Voice coach</legend>" in page
    assert page.count('class="voices-face"') == 5
    response = inside.post(f"/my/{kim.pk}/how-it-was/{stage.pk}/", {"felt": "4"}, follow=True)
    assert "Thank you. It is kept without your name." in response.content.decode()
    assert "voices-face" not in response.content.decode()
    assert Answer.objects.get().felt == 4


def test_a_tap_that_is_no_word_says_so(inside, kim, plan):
    stage = seat(kim, plan, timezone.now())
    response = inside.post(f"/my/{kim.pk}/how-it-was/{stage.pk}/", {"felt": "9"}, follow=True)
    assert "Choose one of the five words." in response.content.decode()
    assert Answer.objects.count() == 0


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"recommends": "yes", "praise": "The calls.", "wish": "Ignored."}, (True, "The calls.")),
        ({"recommends": "no", "praise": "Ignored.", "wish": "Shorter."}, (False, "Shorter.")),
    ],
)
def test_the_survey_keeps_the_sentence_that_was_asked_for(inside, kim, typed, kept):
    Asked.objects.create(application=kim, ending="declined")
    assert "Tell us how it was, in a minute" in inside.get("/my/").content.decode()
    response = inside.post(f"/my/{kim.pk}/how-it-was/", {"felt": "5", **typed})
    assert (response.status_code, response["Location"]) == (302, "/my/")
    assert Answer.objects.values_list("recommends", "words").get() == kept
    assert "how-it-was" not in inside.get("/my/").content.decode()


def test_a_survey_with_something_missing_loses_no_word(inside, kim):
    Asked.objects.create(application=kim, ending="declined")
    response = inside.post(f"/my/{kim.pk}/how-it-was/", {"recommends": "no", "wish": "Shorter."})
    assert response.status_code == 422
    assert "Shorter." in response.content.decode()
    assert Answer.objects.count() == 0


def test_a_second_answer_is_told_that_there_was_a_first(inside, kim):
    Asked.objects.create(application=kim, ending="declined", answered=True)
    assert "you have answered already" in inside.get(f"/my/{kim.pk}/how-it-was/").content.decode()
    response = inside.post(f"/my/{kim.pk}/how-it-was/", {"recommends": "yes", "felt": "3"})
    assert response.status_code == 422
    assert Answer.objects.count() == 0


def test_nothing_is_asked_of_others(inside, jonas, plan):
    stage = seat(jonas, plan, timezone.now())
    assert inside.get(f"/my/{jonas.pk}/how-it-was/").status_code == 404
    assert inside.post(f"/my/{jonas.pk}/how-it-was/{stage.pk}/", {"felt": "4"}).status_code == 404
