"""Following a hire: from the offer on, by hand, and by what the supervisor says."""

import datetime as dt
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction

from candidates.applications.actions import move_application
from candidates.applications.models import State
from candidates.history.queries import timeline
from candidates.notices.models import Notice
from hiring.offers.models import Offer
from hiring.outcomes.actions.hires import HireChanged, begin_hire, change_hire
from hiring.outcomes.actions.reviews import (
    AlreadyGiven,
    ask_for_reviews,
    give_review,
    remind_of_reviews,
)
from hiring.outcomes.facts import Facts
from hiring.outcomes.models import Hire, Period, Review
from tests.conftest import decide_to_hire
from tests.hiring.conftest import put
from tests.hiring.outcomes.conftest import BEGAN, hire, period

GOOD = {"customers": 4, "reliability": 5, "team": 3, "learning": 4, "again": True, "words": "Calm."}


def test_whoever_is_hired_is_followed_from_the_first_day_of_the_offer(kim, rosa, milan, at):
    put(kim, State.OFFERED, milan)
    decide_to_hire(kim, milan, at)
    Offer.objects.create(
        application=kim, state="accepted", starts_on=dt.date(2027, 1, 4), pay="1", currency="EUR",
        hours="1", place="V", probation="", letter="x", written_by=rosa, written_at=at,
        answer_by_at=at, asked_by=rosa, asked_at=at, approved_by=milan, approved_at=at,
        sent_letter="x", answered_at=at, signed_name="Kim",
    )  # fmt: skip
    move_application(application_id=kim.pk, to=State.HIRED, actor=milan, at=at, reason="Seen.")
    found = Hire.objects.get()
    assert (found.starts_on, found.supervisor) == (dt.date(2027, 1, 4), milan)
    assert begin_hire(application=kim, at=at) == found
    [line] = timeline(subject="hire", subject_key=found.pk)
    assert line.sentence == "Hired, to begin on 2027-01-04."


def test_without_an_offer_the_first_day_is_the_day_of_the_hire(kim, at):
    assert begin_hire(application=kim, at=at).starts_on == at.date()


def facts(**more):
    return Facts(starts_on=BEGAN, **more)


def test_writing_down_what_is_known(newcomer, milan, at):
    known = facts(trained_on=dt.date(2026, 7, 1), supervisor_id=milan.pk)
    words = {"hire_id": newcomer.pk, "facts": known, "actor": milan, "at": at}
    assert change_hire(**words, version=1).version == 2
    assert change_hire(**words, version=1).version == 2  # the same again
    [line] = timeline(subject="hire", subject_key=newcomer.pk)
    assert line.sentence == "Milan Mraz wrote down: since when trained."


def test_an_old_version_is_refused(newcomer, milan, ada, at):
    change_hire(hire_id=newcomer.pk, facts=facts(), version=1, actor=ada, at=at)
    with pytest.raises(HireChanged, match="Somebody changed this meanwhile"):
        change_hire(hire_id=newcomer.pk, facts=facts(alone_on=BEGAN), version=1, actor=milan, at=at)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_write_at_once_one_is_told(newcomer, milan, ada, at):
    gate, told = Barrier(2), []

    def write(actor, day):
        try:
            gate.wait(5)
            known = facts(trained_on=day, supervisor_id=milan.pk)
            change_hire(hire_id=newcomer.pk, facts=known, version=1, actor=actor, at=at)
            told.append("written")
        except HireChanged:
            told.append("told")
        finally:
            connection.close()

    days = (dt.date(2026, 7, 1), dt.date(2026, 7, 2))
    threads = [Thread(target=write, args=pair) for pair in zip((milan, ada), days, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(told) == ["told", "written"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"trained_on": BEGAN - dt.timedelta(days=1)},
        {"trained_on": BEGAN + dt.timedelta(days=9), "alone_on": BEGAN},
        {"left_on": BEGAN},
        {"leaving": "quit"},
        {"left_on": BEGAN - dt.timedelta(days=1), "leaving": "quit"},
    ],
)
def test_the_database_refuses_impossible_dates(newcomer, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Hire.objects.filter(pk=newcomer.pk).update(**wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"promoters": 3, "promoters_of": 2},
        {"satisfaction": 4.0},
        {"satisfaction": 5.5, "satisfaction_of": 3},
        {"quality": 101},
        {"solved": 3},
        {"days_there": 3, "days_due": 2},
    ],
)
def test_the_database_refuses_impossible_figures(newcomer, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        period(newcomer, 6, **wrong)


def test_periods_do_not_overlap(newcomer):
    period(newcomer, 6, quality=90)
    with pytest.raises(IntegrityError), transaction.atomic():
        Period.objects.create(
            hire=newcomer, during=(dt.date(2026, 6, 20), dt.date(2026, 7, 20)), quality=80
        )
    period(newcomer, 7, quality=80)


def test_supervisors_are_asked_when_it_is_time_and_once(newcomer, milan, at):
    start = dt.datetime(2026, 5, 4, 9, tzinfo=dt.UTC)
    assert ask_for_reviews(at=start + dt.timedelta(days=29)) == 0
    assert ask_for_reviews(at=start + dt.timedelta(days=30)) == 1
    assert ask_for_reviews(at=start + dt.timedelta(days=31)) == 0
    assert list(Review.objects.values_list("after_days", "supervisor")) == [(30, milan.pk)]
    notice = Notice.objects.get()
    review = Review.objects.get()
    assert (notice.kind, notice.user, notice.url) == (
        "review-due", milan, f"/outcomes/reviews/{review.pk}/"
    )  # fmt: skip
    assert ask_for_reviews(at=start + dt.timedelta(days=180)) == 1
    assert Review.objects.filter(after_days=90).count() == 0  # nobody remembers that long


def test_nobody_is_asked_about_whoever_left(newcomer, at):
    Hire.objects.update(left_on=BEGAN + dt.timedelta(days=20), leaving="quit")
    assert ask_for_reviews(at=dt.datetime(2026, 6, 4, tzinfo=dt.UTC)) == 0


def test_nobody_is_asked_without_a_supervisor(newcomer):
    Hire.objects.update(supervisor=None)
    assert ask_for_reviews(at=dt.datetime(2026, 6, 4, tzinfo=dt.UTC)) == 0


@pytest.fixture
def review(newcomer, milan, at):
    return Review.objects.create(
        hire=newcomer, after_days=180, supervisor=milan, asked_at=at - dt.timedelta(days=7)
    )


def test_one_reminder_after_a_week(review, at):
    assert remind_of_reviews(at=at - dt.timedelta(minutes=1)) == 0
    assert [remind_of_reviews(at=at) for _time in range(2)] == [1, 0]
    assert Notice.objects.get().kind == "review-late"


def test_no_reminder_of_what_was_answered(review, milan, at):
    give_review(review_id=review.pk, actor=milan, at=at, **GOOD)
    assert remind_of_reviews(at=at) == 0


def test_a_review_stands_as_it_was_said(review, milan, at):
    given = give_review(review_id=review.pk, actor=milan, at=at, **GOOD)
    assert (given.mean, given.again) == (4.0, True)
    assert give_review(review_id=review.pk, actor=milan, at=at, **GOOD).answered_at == at
    with pytest.raises(AlreadyGiven):
        give_review(review_id=review.pk, actor=milan, at=at, **GOOD | {"team": 5})


def test_the_database_keeps_half_a_review_out(review, at):
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.update(answered_at=at, customers=4)


def test_a_supervisor_answers_on_one_page(client, review, milan):
    client.force_login(milan)
    url = f"/outcomes/reviews/{review.pk}/"
    assert "Customers thank them by name" in client.get(url).content.decode()
    typed = {**GOOD, "again": "yes"}
    without = client.post(url, {**typed, "team": ""})
    assert without.status_code == 422
    assert "Calm." in without.content.decode()
    assert client.post(url, typed).status_code == 302
    assert "said this on" in client.get(url).content.decode()
    assert client.post(url, {**typed, "team": "1"}).status_code == 422


def test_who_sees_and_who_answers_a_review(client, review, rosa, ada, oskar):
    Review.objects.update(supervisor=oskar)
    url = f"/outcomes/reviews/{review.pk}/"
    for user, seen, sent in ((oskar, 200, 302), (ada, 200, 403), (rosa, 404, 404)):
        client.force_login(user)
        assert client.get(url).status_code == seen
        assert client.post(url, {**GOOD, "again": "no"}).status_code == sent


def test_a_hire_is_for_who_decides_there(client, newcomer, milan, ada, rosa, ines, oskar):
    for user, status in ((milan, 200), (ada, 200), (rosa, 404), (ines, 404), (oskar, 404)):
        client.force_login(user)
        assert client.get(f"/outcomes/hires/{newcomer.pk}/").status_code == status


def test_dates_that_cannot_be_are_said_beside_them(client, newcomer, milan):
    client.force_login(milan)
    typed = {
        "starts_on": "2026-05-04", "trained_on": "2026-05-01", "left_on": "2026-06-01",
        "leaving_words": "Too far.", "version": "1", "supervisor": milan.pk,
    }  # fmt: skip
    response = client.post(f"/outcomes/hires/{newcomer.pk}/", typed)
    text = response.content.decode()
    assert response.status_code == 422
    assert "Nobody is trained before they start." in text
    assert "Say why: it is counted, without names." in text
    assert "Too far." in text
    good = typed | {"trained_on": "2026-07-01", "leaving": "quit"}
    assert client.post(f"/outcomes/hires/{newcomer.pk}/", good).status_code == 302
    assert Hire.objects.get().leaving == "quit"


def test_a_change_that_came_between_is_said_and_saving_again_works(client, newcomer, milan):
    client.force_login(milan)
    Hire.objects.update(version=4)
    typed = {"starts_on": "2026-05-05", "version": "1"}
    response = client.post(f"/outcomes/hires/{newcomer.pk}/", typed)
    assert response.status_code == 422
    assert 'name="version" value="4"' in response.content.decode()


def test_hires_of_other_openings_stay_out_of_the_list(client, newcomer, oskar, milan):
    client.force_login(oskar)
    assert "Headset advisor" not in client.get("/outcomes/").content.decode()
    client.force_login(milan)
    assert "Headset advisor, Vilnius" in client.get("/outcomes/").content.decode()


def test_somebody_hired_twice_is_two_hires(newcomer, jonas, milan):
    assert hire(jonas, milan).pk != newcomer.pk
