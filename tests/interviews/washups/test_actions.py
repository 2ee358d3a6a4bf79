"""Opening, agreeing, closing: beside the marks and never over them, one at a time."""

import threading

import pytest
from django.db import IntegrityError, connection
from django.db.utils import DatabaseError, InternalError

from candidates.history.queries import timeline
from interviews.composites.models import Composite
from interviews.scorecards.models import Rating, Scorecard
from interviews.washups import actions
from interviews.washups.models import Agreement, Washup
from interviews.washups.queries import protocol_of
from tests.conftest import make_application
from tests.interviews.scorecards.conftest import make_criterion

WHY = "Both heard the same call; the second half was warm."


def agree(washup, kim, criterion, milan, at, *, value=4, reason=WHY, version=0):
    return actions.save_agreement(
        washup_id=washup.pk, application_id=kim.pk, criterion_id=criterion.pk,
        value=value, reason=reason, version=version, actor=milan, at=at,
    )  # fmt: skip


def test_open_washup_twice_is_the_same_whoever_does(washup, day, rosa, milan, at):
    again = actions.open_washup(day_id=day.pk, actor=rosa, at=at)
    assert (again.pk, again.moderator) == (washup.pk, milan)
    told = timeline(subject="washup", subject_key=washup.pk)
    assert [line.sentence for line in told] == ["Milan Mraz opened the wash-up."]


def test_agreeing_leaves_marks_and_scores_as_they_are(washup, kim, warmth, milan, at):
    before = list(Rating.objects.order_by("pk").values())
    composite = Composite.objects.current().values().get()
    row = agree(washup, kim, warmth, milan, at)
    assert (row.value, row.reason, row.version, row.saved_by) == (4, WHY, 1, milan)
    assert list(Rating.objects.order_by("pk").values()) == before
    assert Composite.objects.current().values().get() == composite
    washup.refresh_from_db()
    assert washup.version == 2


def test_saving_the_same_again_changes_nothing(washup, kim, warmth, milan, at):
    first = agree(washup, kim, warmth, milan, at)
    assert agree(washup, kim, warmth, milan, at).version == first.version
    assert agree(washup, kim, warmth, milan, at, version=7).version == 1
    assert Washup.objects.get().version == 2


def test_typing_nothing_makes_no_row(washup, kim, warmth, milan, at):
    assert agree(washup, kim, warmth, milan, at, value=None, reason=" ") is None
    assert Agreement.objects.count() == 0


def test_every_version_is_kept(washup, kim, warmth, milan, at):
    agree(washup, kim, warmth, milan, at)
    agree(washup, kim, warmth, milan, at, value=3, version=1)
    assert list(Agreement.pgh_event_model.objects.order_by("pgh_id").values_list("value")) == [
        (4,),
        (3,),
    ]


def test_an_old_version_is_refused_with_what_stands(washup, kim, warmth, milan, at):
    agree(washup, kim, warmth, milan, at)
    agree(washup, kim, warmth, milan, at, value=3, version=1)
    with pytest.raises(actions.VersionConflict) as refused:
        agree(washup, kim, warmth, milan, at, value=5, version=1)
    assert (refused.value.current.value, refused.value.current.version) == (3, 2)


def test_only_the_moderator_writes_and_another_takes_over(washup, kim, warmth, rosa, at):
    with pytest.raises(actions.NotModerator, match="Milan Mraz leads this wash-up"):
        agree(washup, kim, warmth, rosa, at)
    actions.take_over(washup_id=washup.pk, actor=rosa, at=at)
    assert agree(washup, kim, warmth, rosa, at).saved_by == rosa
    assert actions.take_over(washup_id=washup.pk, actor=rosa, at=at).moderator == rosa


def test_nothing_is_agreed_while_somebody_owes_marks(
    washup, session, kim, warmth, milan, nobody, at
):
    Scorecard.objects.create(
        stage=warmth.stage, application=kim, interviewer=nobody, due_at=at, created_at=at
    )
    with pytest.raises(actions.MarksOwed, match="Nobody Yet still owes marks here"):
        agree(washup, kim, warmth, milan, at)


@pytest.fixture
def nobody(db):
    from tests.conftest import make_user

    return make_user("Nobody Yet")


def test_who_was_not_on_the_day_is_not_in_the_room(washup, jonas, warmth, milan, at):
    with pytest.raises(actions.NotInThisRoom):
        agree(washup, jonas, warmth, milan, at)
    with pytest.raises(actions.NotInThisRoom):
        actions.show_on_screen(washup_id=washup.pk, application_id=jonas.pk, actor=milan, at=at)


def test_what_nobody_marked_cannot_be_agreed_on(washup, opening, kim, plan, milan, at):
    from interviews.plans.models import Plan, Stage

    other = Plan.objects.create(opening=opening, version=2, name="Next", bar="3.50", created_at=at)
    stage = Stage.objects.create(
        plan=other, position=1, kind="voice-coach", title="Other", weight=100, minutes=20
    )
    with pytest.raises(actions.NotInThisRoom):
        agree(washup, kim, make_criterion(stage, 1, "Other"), milan, at)


def test_turning_the_screen_counts_as_new_once(washup, kim, milan, at):
    words = {"washup_id": washup.pk, "application_id": kim.pk, "actor": milan, "at": at}
    assert actions.show_on_screen(**words).version == 2
    assert actions.show_on_screen(**words).version == 2
    assert actions.show_on_screen(**{**words, "application_id": None}).on_screen is None


def test_closing_freezes_and_twice_is_the_same(washup, kim, warmth, milan, rosa, at):
    agree(washup, kim, warmth, milan, at)
    closed = actions.close_washup(washup_id=washup.pk, actor=milan, at=at)
    assert (closed.closed_at, closed.closed_by) == (at, milan)
    assert actions.close_washup(washup_id=washup.pk, actor=rosa, at=at).closed_by == milan
    with pytest.raises(actions.WashupClosed):
        agree(washup, kim, warmth, milan, at, value=5, version=1)
    with pytest.raises(actions.WashupClosed):
        actions.take_over(washup_id=washup.pk, actor=rosa, at=at)
    with pytest.raises(actions.WashupClosed):
        actions.show_on_screen(washup_id=washup.pk, application_id=kim.pk, actor=milan, at=at)


def test_closing_is_refused_while_a_value_has_no_reason(washup, kim, warmth, milan, at):
    agree(washup, kim, warmth, milan, at, reason=" ")
    with pytest.raises(actions.ReasonsMissing, match="1 agreed value has no reason") as refused:
        actions.close_washup(washup_id=washup.pk, actor=milan, at=at)
    assert [each.criterion for each in refused.value.missing] == [warmth]
    with pytest.raises(IntegrityError, match="agreed without a reason"):
        Washup.objects.update(closed_at=at, closed_by=milan)


def test_only_the_moderator_closes(washup, rosa, at):
    with pytest.raises(actions.NotModerator):
        actions.close_washup(washup_id=washup.pk, actor=rosa, at=at)


@pytest.mark.parametrize("change", ["update", "delete", "insert", "reopen"])
def test_the_database_keeps_a_closed_wash_up(washup, kim, warmth, voice, milan, at, change):
    agree(washup, kim, warmth, milan, at)
    actions.close_washup(washup_id=washup.pk, actor=milan, at=at)
    rows = Agreement.objects.all()
    other = voice.criteria.exclude(pk=warmth.pk).get()
    changes = {
        "update": lambda: rows.update(value=5),
        "delete": rows.delete,
        "insert": lambda: Agreement.objects.create(
            washup=washup, application=kim, criterion=other, saved_at=at, saved_by=milan
        ),
        "reopen": lambda: Washup.objects.update(closed_at=None, closed_by=None),
    }
    with pytest.raises((IntegrityError, InternalError, DatabaseError), match=r"closed|Cannot"):
        changes[change]()


def test_protocol_says_who_moved_and_how_far(washup, kim, warmth, milan, at):
    agree(washup, kim, warmth, milan, at, value=4)
    protocol = protocol_of(washup.day_id, milan)
    [line] = protocol.lines
    assert (line.candidate, line.stage, line.criterion) == ("Kim Karlsson", "Voice coach", "Warmth")
    assert (line.value, line.reason, line.saved_by, line.versions) == (4, WHY, "Milan Mraz", 1)
    assert [(m.rater, m.initial, m.by) for m in line.moves] == [
        ("Ines Ivanova", 5, -1),
        ("Viktor Vasilev", 2, 2),
    ]
    assert [(p.rater, p.agreed, p.moved, p.mean_distance) for p in protocol.people] == [
        ("Ines Ivanova", 1, 1, 1.0),
        ("Viktor Vasilev", 1, 1, 2.0),
    ]


def test_protocol_has_no_line_for_the_blind(washup, kim, warmth, letter, milan, at):
    agree(washup, kim, warmth, milan, at)
    Scorecard.objects.create(
        stage=letter, application=kim, interviewer=milan, due_at=at, created_at=at
    )
    protocol = protocol_of(washup.day_id, milan)
    assert (protocol.lines, protocol.people) == ((), ())


def test_protocol_without_a_wash_up_is_none(day, attending, milan):
    assert protocol_of(day.pk, milan) is None


def at_once(*calls):
    barrier, results = threading.Barrier(len(calls)), []

    def run(call):
        barrier.wait(10)
        try:
            results.append(call())
        except (actions.VersionConflict, actions.WashupClosed, actions.NotModerator) as error:
            results.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[call]) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results


@pytest.mark.django_db(transaction=True)
def test_two_tabs_at_once_one_is_told_of_the_other(washup, kim, warmth, milan, at):
    results = at_once(
        lambda: agree(washup, kim, warmth, milan, at, value=3),
        lambda: agree(washup, kim, warmth, milan, at, value=5),
    )
    assert [type(result) for result in results].count(actions.VersionConflict) == 1
    assert Agreement.objects.get().version == 1


@pytest.mark.django_db(transaction=True)
def test_typing_and_closing_at_once_leaves_nothing_half(washup, kim, warmth, milan, at):
    agree(washup, kim, warmth, milan, at)
    at_once(
        lambda: agree(washup, kim, warmth, milan, at, value=2, version=1),
        lambda: actions.close_washup(washup_id=washup.pk, actor=milan, at=at),
    )
    row, closed = Agreement.objects.get(), Washup.objects.get()
    assert closed.closed_at == at
    assert (row.value, closed.version) in {(2, 4), (4, 3)}


@pytest.mark.django_db(transaction=True)
def test_opening_twice_at_once_opens_one(locked, day, rosa, milan, at):
    results = at_once(
        *[lambda who=who: actions.open_washup(day_id=day.pk, actor=who, at=at)
          for who in (rosa, milan)]
    )  # fmt: skip
    assert len({result.pk for result in results}) == 1
    assert len(timeline(subject="washup", subject_key=results[0].pk)) == 1


def test_application_of_another_opening_keeps_its_room(washup, opening, milan, at):
    other = make_application(opening, "Late Lee", "late@example.org", at)
    with pytest.raises(actions.NotInThisRoom):
        actions.show_on_screen(washup_id=washup.pk, application_id=other.pk, actor=milan, at=at)
