"""The room, one candidate's evidence, the wall: what each viewer sees, and how cheaply."""

import pytest
from django.urls import reverse

from candidates.people.models import Candidate
from interviews.composites.models import Composite, StageScore
from interviews.days.models import Attendance
from interviews.scorecards.models import Scorecard
from interviews.washups import actions
from interviews.washups.models import Agreement
from tests.conftest import make_application

CANARY = "The orange heron sentence, said twice to the caller."


def page(client, user, name, *args, status=200, **query):
    client.force_login(user)
    answer = client.get(reverse(f"interviews:{name}", args=args), query)
    assert answer.status_code == status
    return answer.content.decode()


def make_scored(opening, day, plan, voice, name, value, error, at):
    application = make_application(opening, name, f"{name.lower()}@example.org", at)
    Candidate.objects.filter(pk=application.candidate_id).update(sort_key=name.lower())
    Attendance.objects.create(day=day, application=application)
    composite = Composite.objects.create(
        application=application, plan=plan, value=value, standard_error=error, probability=0.5,
        zone="near", inputs={}, inputs_sha256="0" * 64, code_version="t", computed_at=at,
        marks_locked=2, marks_expected=3,
    )  # fmt: skip
    StageScore.objects.create(
        composite=composite, stage=voice, value=value, standard_error=error, raters_locked=1,
        raters_expected=2, gate_met=True,
    )  # fmt: skip
    return application


@pytest.mark.parametrize("count", [1, 3])
def test_room_makes_the_same_number_of_queries(
    client, opening, plan, voice, day, milan, at, django_assert_num_queries, count
):
    for number in range(count):
        make_scored(opening, day, plan, voice, f"Name{number}", 3.5, 0.2, at)
    actions.open_washup(day_id=day.pk, actor=milan, at=at)
    client.force_login(milan)
    with django_assert_num_queries(20):
        text = client.get(reverse("interviews:day-room", args=[day.pk])).content.decode()
    assert text.count("room-who") == count


def test_room_is_404_for_interviewers_and_strangers(client, day, locked, ines, oskar):
    for user in (ines, oskar):
        page(client, user, "day-room", day.pk, status=404)


def order(text, *names):
    return sorted(names, key=text.index)


def test_room_is_sorted_by_name_until_the_wash_up_opens(
    client, opening, plan, voice, day, milan, at
):
    for name, value in (("Zoe", 4.5), ("Adam", 2.0), ("Mia", 4.4)):
        make_scored(opening, day, plan, voice, name, value, 0.2, at)
    text = page(client, milan, "day-room", day.pk, sort="score")
    assert order(text, "Zoe", "Adam", "Mia") == ["Adam", "Mia", "Zoe"]
    assert "tied" not in text
    actions.open_washup(day_id=day.pk, actor=milan, at=at)
    text = page(client, milan, "day-room", day.pk, sort="score")
    assert order(text, "Zoe", "Adam", "Mia") == ["Zoe", "Mia", "Adam"]
    assert text.count("1–2") == 2  # Zoe and Mia are tied
    assert text.count('<span class="muted small">tied</span>') == 2
    text = page(client, milan, "day-room", day.pk, sort="1; drop")
    assert order(text, "Zoe", "Adam", "Mia") == ["Adam", "Mia", "Zoe"]


def test_room_shows_score_band_gate_disagreement_and_what_is_missing(client, day, washup, milan):
    text = page(client, milan, "day-room", day.pk)
    for words in ("Kim Karlsson", "gate met", "3 apart", "3 points", "in 1 stage", "Voice coach"):
        assert words in text, words
    composite = Composite.objects.current().get()
    assert f"{round(100 * composite.probability)} %" in text


def test_room_tells_the_blind_nothing_but_that_they_are(
    client, day, washup, letter, kim, milan, at
):
    composite = Composite.objects.current().get()
    Scorecard.objects.create(
        stage=letter, application=kim, interviewer=milan, due_at=at, created_at=at
    )
    for sort in ("name", "score", "disagreement"):
        text = page(client, milan, "day-room", day.pk, sort=sort)
        assert "you owe a scorecard" in text
        for leak in (
            f">{composite.value:.1f}<",
            "apart",
            "gate met",
            "tied",
            composite.get_zone_display(),
        ):
            assert leak not in text.split("<tbody>")[1].split("</table>")[0], leak
    text = page(client, milan, "room-candidate", day.pk, kim.pk)
    assert "You still owe a scorecard for this candidate" in text
    assert "Viktor Vasilev" not in text


def test_candidate_shows_raters_in_columns_and_the_value_beside(
    client, day, washup, kim, warmth, milan, at
):
    actions.save_agreement(
        washup_id=washup.pk, application_id=kim.pk, criterion_id=warmth.pk, value=4,
        reason=CANARY, version=0, actor=milan, at=at,
    )  # fmt: skip
    text = page(client, milan, "room-candidate", day.pk, kim.pk)
    columns = [f'<th scope="col">{name}' for name in ("Ines Ivanova", "Viktor Vasilev")]
    assert order(text, *columns) == columns
    assert "3 points apart" in text
    assert CANARY in text
    assert 'name="value" value="4" checked' in text


def test_only_who_leads_gets_forms(client, day, washup, kim, rosa, milan):
    assert "data-agreement" in page(client, milan, "room-candidate", day.pk, kim.pk)
    text = page(client, rosa, "room-candidate", day.pk, kim.pk)
    assert "data-agreement" not in text
    assert 'hx-trigger="every 10s"' in text


def test_whoever_types_is_never_refreshed(client, day, washup, kim, milan):
    assert "hx-trigger" not in page(client, milan, "room-candidate", day.pk, kim.pk)


def test_saving_without_javascript_and_with_it(client, washup, kim, warmth, milan):
    client.force_login(milan)
    url = reverse("interviews:agreement-save", args=[washup.pk, kim.pk, warmth.pk])
    answer = client.post(url, {"value": "4", "reason": CANARY, "version": "0"}, follow=True)
    assert CANARY in answer.content.decode()
    answer = client.post(
        url,
        {"value": "3", "reason": CANARY, "version": "1"},
        headers={"Accept": "application/json"},
    )
    assert answer.json() == {"value": "3", "reason": CANARY, "version": 2}


def test_a_conflict_keeps_both_texts(client, washup, kim, warmth, milan):
    client.force_login(milan)
    url = reverse("interviews:agreement-save", args=[washup.pk, kim.pk, warmth.pk])
    client.post(url, {"value": "4", "reason": "The first text.", "version": "0"})
    typed = {"value": "2", "reason": "The second text.", "version": "0"}
    answer = client.post(url, typed)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "The first text." in text
    assert "The second text." in text
    answer = client.post(url, typed, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()["reason"]) == (409, "The first text.")


def test_bad_values_get_a_sentence(client, washup, kim, warmth, milan):
    client.force_login(milan)
    url = reverse("interviews:agreement-save", args=[washup.pk, kim.pk, warmth.pk])
    for value in ("6", "0", "x"):
        answer = client.post(url, {"value": value, "reason": "x", "version": "0"})
        assert answer.status_code == 422
    assert Agreement.objects.count() == 0


def test_the_wall_follows_the_moderator_and_refreshes_cheaply(
    client, day, washup, kim, warmth, milan, rosa, at, django_assert_max_num_queries
):
    url = reverse("interviews:washup-screen", args=[washup.pk])
    client.force_login(milan)
    htmx = {"HX-Request": "true"}
    first = client.get(url, headers=htmx)
    assert "Candidates and stages" in first.content.decode()
    asked = {**htmx, "If-None-Match": first["ETag"]}
    with django_assert_max_num_queries(10):
        assert client.get(url, headers=asked).status_code == 304
    client.post(reverse("interviews:washup-show", args=[washup.pk]), {"application": kim.pk})
    second = client.get(url, headers=asked)
    assert "Kim Karlsson" in second.content.decode()
    assert "Candidates and stages" not in second.content.decode()
    asked = {**htmx, "If-None-Match": second["ETag"]}
    assert client.get(url, headers=asked).status_code == 304
    actions.save_agreement(
        washup_id=washup.pk, application_id=kim.pk, criterion_id=warmth.pk, value=4,
        reason=CANARY, version=0, actor=milan, at=at,
    )  # fmt: skip
    third = client.get(url, headers=asked)
    assert third.status_code == 200
    assert CANARY in third.content.decode()
    assert "data-agreement" not in third.content.decode()


def test_closing_says_what_lacks_a_reason_and_then_closes(client, washup, kim, warmth, milan):
    client.force_login(milan)
    save = reverse("interviews:agreement-save", args=[washup.pk, kim.pk, warmth.pk])
    client.post(save, {"value": "4", "reason": "", "version": "0"})
    close = reverse("interviews:washup-close", args=[washup.pk])
    answer = client.post(close)
    assert answer.status_code == 422
    assert "Kim Karlsson: Warmth" in answer.content.decode()
    client.post(save, {"value": "4", "reason": CANARY, "version": "1"})
    text = client.post(close, follow=True).content.decode()
    assert "Protocol of the wash-up" in text
    assert "Viktor Vasilev" in text
    assert CANARY in text
    answer = client.post(save, {"value": "5", "reason": CANARY, "version": "2"})
    assert answer.status_code == 422


def test_the_day_leads_to_its_room(client, day, locked, milan, ines):
    assert "Decision room" in page(client, milan, "day-page", day.pk)
    assert "Decision room" not in page(client, ines, "day-page", day.pk)
