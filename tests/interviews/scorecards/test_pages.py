"""The pages of scorecards: what is shown, what is saved, and that nothing typed is lost."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from candidates.applications.models import Document
from candidates.files.actions import store_made
from interviews.days.actions import add_to_day, book_session, cancel_session, change_session
from interviews.days.models import Session, Station
from interviews.scorecards import actions
from interviews.scorecards.models import Rating, RatingRevision, RedFlag, Scorecard

from .conftest import EVIDENCE, lock, mark_all

pytestmark = pytest.mark.django_db
REASON = "I had mixed up the two callers in my notes of the morning."


@pytest.fixture(autouse=True)
def _clock(at):
    with time_machine.travel(at + dt.timedelta(minutes=5), tick=False):
        yield


def url(name, *args):
    return reverse(f"interviews:{name}", args=args)


def typed(card, value="4", evidence=EVIDENCE, version=0, **changes):
    """The whole form as a browser sends it."""
    data = {}
    for criterion in card.stage.criteria.all():
        key = f"c{criterion.pk}"
        data |= {
            f"{key}-mark": value,
            f"{key}-null_reason": "not_observed",
            f"{key}-evidence": evidence,
            f"{key}-version": str(version),
        }
    return data | changes


def test_my_day_says_what_to_do_now(client, ines, card, at):
    client.force_login(ines)
    response = client.get(url("my-day"))
    day = response.context["day"]
    assert [(each.scorecard_id, each.when, each.span) for each in day.today] == [
        (card.pk, "now", "14:00–14:30")
    ]
    assert (day.overdue, day.coming, day.done) == ((), (), ())


@pytest.mark.parametrize(
    ("hours", "part", "when"),
    [(-2, "today", "next"), (2, "overdue", "overdue"), (-30, "coming", "later")],
)
def test_my_day_sorts_by_what_is_due(client, ines, card, at, hours, part, when):
    client.force_login(ines)
    with time_machine.travel(at + dt.timedelta(hours=hours), tick=False):
        day = client.get(url("my-day")).context["day"]
    assert [each.when for each in getattr(day, part)] == [when]


def test_my_day_shows_what_is_done(client, ines, card, at):
    lock(card, 4, at)
    client.force_login(ines)
    day = client.get(url("my-day")).context["day"]
    assert [each.scorecard_id for each in day.done] == [card.pk]
    assert day.today == ()


def test_my_day_forgets_what_was_called_off(client, ines, card, session, at):
    Session.objects.filter(pk=session.pk).update(cancelled_at=at)
    client.force_login(ines)
    assert client.get(url("my-day")).context["day"].is_empty


def test_my_day_keeps_what_was_begun_though_called_off(client, ines, card, session, at):
    mark_all(card, 4, at)
    Session.objects.filter(pk=session.pk).update(cancelled_at=at)
    client.force_login(ines)
    (errand,) = client.get(url("my-day")).context["day"].today
    assert (errand.is_cancelled, errand.marked, errand.criteria) == (True, 2, 2)


def test_my_day_is_empty_for_a_newcomer(client, petra):
    client.force_login(petra)
    response = client.get(url("my-day"))
    assert "Nothing to mark" in response.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_my_day_asks_as_often_for_many(
    client, ines, card, letter, kim, jonas, rosa, at, rows, django_assert_num_queries
):
    for application in (kim, jonas)[: rows - 1]:
        actions.assign_marker(
            stage_id=letter.pk,
            application_id=application.pk,
            interviewer_id=ines.pk,
            due_at=at + dt.timedelta(days=2),
            actor=rosa,
            at=at,
        )
    client.force_login(ines)
    with django_assert_num_queries(5):  # session, user with rights, owed, done
        day = client.get(url("my-day")).context["day"]
    assert len(day.today) + len(day.coming) == rows


def test_page_has_the_kit_and_the_anchors(client, ines, card, kim, django_assert_num_queries):
    client.force_login(ines)
    with django_assert_num_queries(10):
        html = client.get(url("scorecard-page", card.pk)).content.decode()
    for text in ("Warmth: flat or curt", "the caller audibly relaxes", "Tell me more."):
        assert text in html
    assert kim.candidate.email not in html


def test_form_saves_everything_at_once(client, ines, card):
    client.force_login(ines)
    response = client.post(url("scorecard-page", card.pk), typed(card))
    assert response.status_code == 302
    rows = card.ratings.order_by("criterion__position").values_list("value", "evidence", "version")
    assert list(rows) == [(4, EVIDENCE, 1), (4, EVIDENCE, 1)]


def test_form_in_conflict_shows_both_texts_and_saves_the_rest(client, ines, card, at):
    first, second = card.stage.criteria.order_by("position")
    actions.save_rating(
        scorecard_id=card.pk,
        criterion_id=first.pk,
        value=2,
        null_reason="",
        evidence="written on the phone",
        version=0,
        actor=ines,
        at=at,
    )
    client.force_login(ines)
    response = client.post(
        url("scorecard-page", card.pk), typed(card, evidence="written at the desk")
    )
    html = response.content.decode()
    assert response.status_code == 409
    assert "written on the phone" in html
    assert html.count("written at the desk") == 2
    assert card.ratings.get(criterion=second).evidence == "written at the desk"
    assert card.ratings.get(criterion=first).evidence == "written on the phone"


@pytest.mark.parametrize(
    ("keep", "evidence", "version"), [("mine", "at the desk", 2), ("saved", "on the phone", 1)]
)
def test_conflict_is_settled_by_choosing(client, ines, card, at, keep, evidence, version):
    first = card.stage.criteria.order_by("position").first()
    mark_all(card, 2, at, "on the phone")
    client.force_login(ines)
    data = {
        f"c{first.pk}-mark": "5",
        f"c{first.pk}-evidence": "at the desk",
        f"c{first.pk}-version": "0",
        f"c{first.pk}-keep": f"{keep}:1",
    }
    for row in card.ratings.exclude(criterion=first):
        data |= {f"c{row.criterion_id}-mark": "2", f"c{row.criterion_id}-evidence": row.evidence}
    assert client.post(url("scorecard-page", card.pk), data).status_code == 302
    rating = card.ratings.get(criterion=first)
    assert (rating.evidence, rating.version) == (evidence, version)


def test_evidence_that_is_too_long_comes_back_with_a_sentence(client, ines, card):
    client.force_login(ines)
    long = "x" * 5001
    response = client.post(url("scorecard-page", card.pk), typed(card, evidence=long))
    html = response.content.decode()
    assert response.status_code == 422
    assert "At most 5000 characters; these are 5001." in html
    assert html.count(long) == 2


def test_not_observed_is_saved_with_its_reason(client, ines, card):
    client.force_login(ines)
    first = card.stage.criteria.first()
    data = typed(card, value="none", evidence="")
    data[f"c{first.pk}-null_reason"] = "technical"
    client.post(url("scorecard-page", card.pk), data)
    rating = card.ratings.get(criterion=first)
    assert (rating.value, rating.null_reason) == (None, "technical")


def test_one_criterion_is_saved_as_it_is_typed(client, ines, card):
    client.force_login(ines)
    criterion = card.stage.criteria.first()
    address = url("rating-save", card.pk, criterion.pk)
    data = {f"c{criterion.pk}-mark": "3", f"c{criterion.pk}-evidence": "She", "x": "y"}
    saved = client.post(address, data | {f"c{criterion.pk}-version": "0"})
    assert saved.json() == {"mark": "3", "null_reason": "", "evidence": "She", "version": 1}
    conflict = client.post(address, data | {f"c{criterion.pk}-evidence": "He"})
    assert conflict.status_code == 409
    assert conflict.json() == {
        "error": "This criterion was changed elsewhere meanwhile: choose which text to keep.",
        "mark": "3",
        "null_reason": "",
        "evidence": "She",
        "version": 1,
    }


def test_saving_a_mark_asks_little(client, ines, card, at, django_assert_num_queries):
    mark_all(card, 2, at)
    client.force_login(ines)
    criterion = card.stage.criteria.first()
    data = {
        f"c{criterion.pk}-mark": "3",
        f"c{criterion.pk}-evidence": "She",
        f"c{criterion.pk}-version": "1",
    }
    with django_assert_num_queries(10):
        client.post(url("rating-save", card.pk, criterion.pk), data)


def test_saving_is_refused_in_words(client, ines, card, letter, at):
    client.force_login(ines)
    criterion = card.stage.criteria.first()
    address = url("rating-save", card.pk, criterion.pk)
    long = client.post(address, {f"c{criterion.pk}-evidence": "x" * 5001})
    assert (long.status_code, "5001" in long.json()["error"]) == (422, True)
    assert client.post(url("rating-save", card.pk, letter.criteria.get().pk), {}).status_code == 404
    lock(card, 4, at)
    locked = client.post(address, {f"c{criterion.pk}-mark": "1"})
    assert (locked.status_code, locked.json()["locked"]) == (422, True)


def test_lock_saves_first_and_says_what_is_missing(client, ines, card):
    client.force_login(ines)
    response = client.post(url("scorecard-lock", card.pk), typed(card, evidence="too short"))
    html = response.content.decode()
    assert response.status_code == 422
    assert "Not locked yet: 2 criteria are not complete." in html
    assert "the evidence needs 31 more characters" in html
    assert card.ratings.filter(evidence="too short").count() == 2
    assert html.count("too short") == 2


def test_lock_locks(client, ines, card):
    client.force_login(ines)
    response = client.post(url("scorecard-lock", card.pk), typed(card))
    assert response.status_code == 302
    card.refresh_from_db()
    assert card.is_locked
    html = client.get(url("scorecard-page", card.pk)).content.decode()
    assert "Overall impression" in html
    again = client.post(url("scorecard-lock", card.pk), typed(card))
    assert again.status_code == 302


def test_typing_into_a_locked_scorecard_gives_the_words_back(client, ines, card, at):
    lock(card, 4, at)
    client.force_login(ines)
    response = client.post(
        url("scorecard-page", card.pk), typed(card, evidence="typed too late", version=1)
    )
    html = response.content.decode()
    assert response.status_code == 422
    assert "This scorecard is locked." in html
    assert html.count("typed too late") == 2
    assert not Rating.objects.filter(evidence="typed too late").exists()


def test_no_impression_before_locking(client, ines, card, at):
    client.force_login(ines)
    assert "impression" not in client.get(url("scorecard-page", card.pk)).content.decode()
    client.post(url("scorecard-impression", card.pk), {"value": "5"})
    card.refresh_from_db()
    assert card.impression is None
    lock(card, 4, at)
    client.post(url("scorecard-impression", card.pk), {"value": "5"})
    card.refresh_from_db()
    assert card.impression == 5


def test_revision_needs_a_reason(client, ines, card, at):
    lock(card, 4, at)
    rating = card.ratings.first()
    client.force_login(ines)
    refused = client.post(url("rating-revise", rating.pk), {"new_value": "2", "reason": "short"})
    assert refused.status_code == 422
    assert "short" in refused.content.decode()
    taken = client.post(url("rating-revise", rating.pk), {"new_value": "2", "reason": REASON})
    assert taken.status_code == 302
    assert RatingRevision.objects.get().new_value == 2


def test_revision_before_locking_is_refused(client, ines, card, at):
    mark_all(card, 4, at)
    client.force_login(ines)
    rating = card.ratings.first()
    response = client.post(
        url("rating-revise", rating.pk), {"new_value": "2", "reason": REASON}, follow=True
    )
    assert "Lock the scorecard first." in response.content.decode()
    assert not RatingRevision.objects.exists()


def test_red_flag_saves_the_form_and_says_who_is_told(client, ines, card, rosa, milan):
    client.force_login(ines)
    data = typed(card, **{"flag-kind": "dishonesty", "flag-seen": "Said to have no notes, had."})
    response = client.post(url("red-flag-raise", card.pk), data, follow=True)
    assert (
        "The red flag is raised. Milan Mraz and Rosa Ruiz can see it now."
        in response.content.decode()
    )
    assert RedFlag.objects.get().seen == "Said to have no notes, had."
    assert card.ratings.count() == 2


def test_red_flag_without_words_keeps_everything(client, ines, card, rosa):
    client.force_login(ines)
    response = client.post(
        url("red-flag-raise", card.pk), typed(card, **{"flag-kind": "dishonesty"})
    )
    assert response.status_code == 422
    assert response.content.decode().count(EVIDENCE) == 2
    assert not RedFlag.objects.exists()


@pytest.mark.parametrize("button", ["scorecard-page", "scorecard-lock"])
def test_red_flag_that_was_described_but_not_raised_is_not_lost(client, ines, card, button):
    client.force_login(ines)
    data = typed(card, **{"flag-kind": "dishonesty", "flag-seen": "Lied about the notes."})
    response = client.post(url(button, card.pk), data)
    html = response.content.decode()
    assert response.status_code == 422
    assert "the red flag is not raised yet" in html
    assert "Lied about the notes." in html
    assert card.ratings.count() == 2
    card.refresh_from_db()
    assert not card.is_locked


@pytest.mark.parametrize("button", ["scorecard-lock", "red-flag-raise"])
def test_conflict_stops_every_button_and_keeps_every_word(client, ines, card, at, button):
    mark_all(card, 2, at, "on the phone")
    client.force_login(ines)
    data = typed(card, evidence="at the desk", **{"flag-kind": "dishonesty", "flag-seen": "Lied."})
    response = client.post(url(button, card.pk), data)
    html = response.content.decode()
    assert response.status_code == 409
    assert (html.count("on the phone"), html.count("at the desk")) == (2, 2)
    assert "Lied." in html
    assert not RedFlag.objects.exists()
    card.refresh_from_db()
    assert not card.is_locked


def test_others_marks_cannot_be_revised(client, viktor, oskar, card, other_card, at):
    lock(card, 4, at)
    rating = card.ratings.first()
    for user in (viktor, oskar):
        client.force_login(user)
        assert client.post(url("rating-revise", rating.pk), {}).status_code == 404
    lock(other_card, 4, at)
    client.force_login(viktor)
    assert client.post(url("rating-revise", rating.pk), {}).status_code == 403


def test_asking_for_marks_on_a_closed_application_says_why(client, rosa, petra, letter, kim):
    kim.state = "withdrawn"
    kim.save()
    client.force_login(rosa)
    data = {"stage_id": letter.pk, "interviewer_id": petra.pk, "due_at": "2026-11-20T12:00"}
    response = client.post(url("marker-assign", kim.pk), data)
    assert response.status_code == 422
    assert "This application is closed" in response.content.decode()


def test_booking_a_session_owes_scorecards_and_cancelling_takes_them_back(
    day, voice, ines, viktor, kim, rosa, at
):
    kim.state = "screening"
    kim.save()
    kim.state = "invited"
    kim.save()
    station = Station.objects.create(day=day, stage=voice, minutes=30)
    add_to_day(day_id=day.pk, application_ids=[kim.pk], actor=rosa, at=at)
    session = book_session(
        station_id=station.pk,
        room_id=None,
        starts_at=at + dt.timedelta(hours=1),
        application_ids=[kim.pk],
        interviewer_ids=[ines.pk, viktor.pk],
        actor=rosa,
        at=at,
    )
    owed = Scorecard.objects.order_by("interviewer__name")
    assert [each.interviewer for each in owed] == [ines, viktor]
    change_session(
        session_id=session.pk,
        room_id=None,
        starts_at=at + dt.timedelta(hours=2),
        minutes=30,
        interviewer_ids=[ines.pk],
        actor=rosa,
        at=at,
    )
    assert [(each.interviewer, each.due_at) for each in owed.all()] == [
        (ines, at + dt.timedelta(hours=3, minutes=30))
    ]
    cancel_session(session_id=session.pk, actor=rosa, at=at)
    assert not Scorecard.objects.exists()


def test_red_flag_can_be_raised_after_locking(client, ines, card, at):
    lock(card, 4, at)
    client.force_login(ines)
    address = url("red-flag-raise", card.pk)
    assert client.post(address, {"flag-kind": "disrespect"}).status_code == 422
    client.post(address, {"flag-kind": "disrespect", "flag-seen": "Shouted."})
    assert RedFlag.objects.get().kind == "disrespect"


def test_red_flag_is_answered_by_the_recruiter(client, ines, rosa, milan, card, at):
    flag = actions.raise_red_flag(
        scorecard_id=card.pk, kind="dishonesty", seen="Lied.", actor=ines, at=at
    )
    address = url("red-flag-answer", flag.pk)
    client.force_login(ines)
    assert client.get(address).status_code == 200
    assert client.post(address, {"answer": "I did it."}).status_code == 403
    client.force_login(rosa)
    assert client.post(address, {"answer": ""}).status_code == 422
    assert client.post(address, {"answer": "Spoke with both."}).status_code == 302
    client.force_login(milan)
    late = client.post(address, {"answer": "Something else."})
    assert late.status_code == 422
    assert "answered already" in late.content.decode()
    assert "Something else." in late.content.decode()


def test_recruiter_asks_somebody_to_mark(client, rosa, petra, letter, kim):
    client.force_login(rosa)
    address = url("marker-assign", kim.pk)
    assert "Cover letter" in client.get(address).content.decode()
    data = {"stage_id": letter.pk, "interviewer_id": petra.pk, "due_at": "2026-11-20T12:00"}
    assert client.post(address, data).status_code == 302
    assert Scorecard.objects.get().interviewer == petra
    refused = client.post(address, data | {"due_at": "soon"})
    assert refused.status_code == 422


def test_only_recruiters_ask_people_to_mark(client, milan, ines, oskar, letter, kim):
    address = url("marker-assign", kim.pk)
    for user, status in ((milan, 403), (ines, 404), (oskar, 404)):
        client.force_login(user)
        assert client.get(address).status_code == status
        assert client.post(address, {}).status_code == status


def test_opening_without_a_stage_before_the_day_says_so(client, rosa, opening, kim, plan):
    client.force_login(rosa)
    html = client.get(url("marker-assign", kim.pk)).content.decode()
    assert "No stage is marked before the Day" in html


def test_strangers_find_nothing_and_onlookers_change_nothing(client, viktor, rosa, oskar, card, at):
    addresses = [
        ("get", url("scorecard-page", card.pk)),
        ("post", url("scorecard-page", card.pk)),
        ("post", url("scorecard-lock", card.pk)),
        ("post", url("red-flag-raise", card.pk)),
        ("post", url("scorecard-impression", card.pk)),
        ("post", url("rating-save", card.pk, card.stage.criteria.first().pk)),
    ]
    for user in (viktor, rosa, oskar):
        client.force_login(user)
        assert {getattr(client, verb)(address).status_code for verb, address in addresses} == {404}
    lock(card, 4, at)
    client.force_login(rosa)
    assert client.get(addresses[0][1]).status_code == 200
    statuses = {getattr(client, verb)(address).status_code for verb, address in addresses[1:]}
    assert statuses == {403}
    rating = card.ratings.first()
    assert client.post(url("rating-revise", rating.pk), {}).status_code == 403


@pytest.fixture
def letter_card(letter, kim, petra, rosa, at):
    kim.cover_letter = "Dear headset people, I read your returns policy twice."
    kim.save()
    for kind in (Document.Kind.LETTER, Document.Kind.CV):
        file = store_made(
            name=f"{kind}.txt", content_type="text/plain", content=b"words", at=at, actor=rosa
        )
        Document.objects.create(application=kim, file=file, kind=kind, added_at=at)
    return actions.assign_marker(
        stage_id=letter.pk,
        application_id=kim.pk,
        interviewer_id=petra.pk,
        due_at=at + dt.timedelta(days=2),
        actor=rosa,
        at=at,
    )


def test_letter_is_shown_to_its_marker_without_the_cv(client, petra, letter_card):
    client.force_login(petra)
    html = client.get(url("scorecard-page", letter_card.pk)).content.decode()
    assert "I read your returns policy twice." in html
    assert "Paper 1" in html  # a file's own name often is its sender's
    assert "letter.txt" not in html
    assert "cv.txt" not in html
    letter, cv = Document.objects.order_by("pk")
    served = client.get(url("scorecard-document", letter_card.pk, letter.pk))
    assert served.getvalue() == b"words"
    for close in served._resource_closers:
        close()
    assert client.get(url("scorecard-document", letter_card.pk, cv.pk)).status_code == 404


def test_papers_stay_with_the_stage_that_needs_them(client, ines, card, letter_card):
    client.force_login(ines)
    html = client.get(url("scorecard-page", card.pk)).content.decode()
    assert "returns policy" not in html
    document = Document.objects.first()
    assert client.get(url("scorecard-document", card.pk, document.pk)).status_code == 404
    assert client.get(url("scorecard-document", letter_card.pk, document.pk)).status_code == 404
