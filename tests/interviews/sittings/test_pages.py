"""The candidate's pages, what their browser sends, and the recruiter's pages."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from candidates.applications.models import State
from candidates.portal.actions import mint_link
from interviews.assessments.models import ItemMeasure, Measurement
from interviews.sittings import actions
from interviews.sittings.models import Accommodation, Answer, Fact, Sitting
from tests.conftest import make_application
from tests.interviews.recordings.conftest import go_in, invite
from tests.interviews.sittings.conftest import SEED, tasks_in

pytestmark = pytest.mark.django_db
CANARY = "kestrel-7f3a needs dimmed light"


@pytest.fixture
def running(grammar, invited) -> Sitting:
    """A sitting that began a moment ago by the real clock, as pages know no other."""
    return actions.start_sitting(
        application_id=invited.pk, stage_id=grammar.pk, at=timezone.now(), seed=SEED
    )


def shift(sitting, seconds):
    """Let the part have begun so many seconds earlier."""
    fresh = Sitting.objects.get(pk=sitting.pk)
    back = dt.timedelta(seconds=seconds)
    Sitting.objects.filter(pk=sitting.pk).update(
        section_began_at=fresh.section_began_at - back, deadline=fresh.deadline - back
    )


def test_start_page_says_what_how_long_and_what_is_allowed(inside, invited, grammar):
    page = inside.get(f"/my/{invited.pk}/tests/{grammar.pk}/").content.decode()
    for words in (
        "24 tasks",
        "up to 18 minutes",
        "up to 6 minutes",
        "No dictionary",
        "Try it first",
    ):
        assert words in page
    assert not Sitting.objects.exists()


def test_start_page_shows_the_candidates_own_time(inside, invited, grammar, rosa, at):
    actions.grant(
        application_id=invited.pk, multiplier=None, breaks=True, alternative="", actor=rosa, at=at
    )
    page = inside.get(f"/my/{invited.pk}/tests/{grammar.pk}/").content.decode()
    assert page.count("no time limit") == 2
    assert "then a pause as long as you like" in page


@pytest.mark.parametrize("word", ["", "begin", "yes"])
def test_only_the_typed_word_starts(inside, invited, grammar, word):
    answer = inside.post(f"/my/{invited.pk}/tests/{grammar.pk}/", {"word": word})
    assert (answer.status_code, Sitting.objects.count()) == (422, 0)


def test_typed_word_starts_and_leads_to_the_player(inside, invited, grammar):
    answer = inside.post(f"/my/{invited.pk}/tests/{grammar.pk}/", {"word": " “Start” "})
    assert answer["Location"] == f"/my/sittings/{Sitting.objects.get().key}/"
    again = inside.post(f"/my/{invited.pk}/tests/{grammar.pk}/", {"word": "start"})
    assert (again["Location"], Sitting.objects.count()) == (answer["Location"], 1)


def test_a_scanner_that_fetches_and_submits_a_hundred_times_starts_nothing(kim, grammar, at):
    invite(kim, at)
    token = mint_link(candidate_id=kim.candidate_id, at=timezone.now())
    scanner = Client()
    for _time in range(20):
        scanner.get(f"/my/enter/{token}/")
        scanner.head(f"/my/enter/{token}/")
        scanner.post(f"/my/enter/{token}/")  # forms without a field it submits by itself
        scanner.get(f"/my/{kim.pk}/tests/{grammar.pk}/")
        scanner.post(f"/my/{kim.pk}/tests/{grammar.pk}/", {})
    assert not Sitting.objects.exists()


def test_who_was_not_invited_finds_no_test(grammar, kim):
    assert go_in(kim).get(f"/my/{kim.pk}/tests/{grammar.pk}/").status_code == 404


def test_trying_keeps_nothing_and_says_what_is_right(inside, invited, grammar):
    url = f"/my/{invited.pk}/tests/{grammar.pk}/try/"
    said = inside.post(url, {"try-choice.value": "0", "try-word.value": "recieved"})
    page = said.content.decode()
    assert (page.count("Right."), page.count("Not quite.")) == (1, 1)
    assert not Answer.objects.exists()


def test_player_shows_every_task_with_its_clock_and_no_key(inside, running):
    page = inside.get(f"/my/sittings/{running.key}/").content.decode()
    assert page.count("data-task=") == 24
    left = float(re.search(r'data-left="([\d.]+)"', page)[1])
    assert 24 * 45 - 5 < left <= 24 * 45
    assert "mapping" not in page


def test_get_writes_nothing(inside, running, django_assert_num_queries):
    shift(running, 24 * 45 + 60)
    with django_assert_num_queries(5) as seen:
        assert "The time of this part is over" in (
            inside.get(f"/my/sittings/{running.key}/").content.decode()
        )
    assert all(query["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE")) for query in seen)


def test_answer_is_saved_by_its_number(inside, running):
    task = next(each for each in tasks_in(running) if each["type"] == "choice")
    url = f"/my/sittings/{running.key}/{task['key']}/"
    said = inside.post(url, {f"{task['key']}.value": "1", "sequence": "3"}).json()
    assert (said["sequence"], said["changed"], said["answered"]) == (3, True, True)
    late = inside.post(url, {f"{task['key']}.value": "2", "sequence": "2"}).json()
    assert (late["sequence"], late["changed"]) == (3, False)
    assert Answer.objects.get().value == 1


@pytest.mark.parametrize(
    ("sequence", "value"), [("", "1"), ("0", "1"), ("-4", "1"), ("x", "1"), ("1", "77"), ("1", "a")]
)
def test_nonsense_is_refused_with_a_sentence(inside, running, sequence, value):
    task = next(each for each in tasks_in(running) if each["type"] == "choice")
    answer = inside.post(
        f"/my/sittings/{running.key}/{task['key']}/",
        {f"{task['key']}.value": value, "sequence": sequence},
    )
    assert (answer.status_code, bool(answer.json()["message"])) == (422, True)
    assert not Answer.objects.exists()


def test_answer_after_the_grace_is_refused_and_noted_as_a_fact(inside, running):
    task = tasks_in(running)[0]
    url = f"/my/sittings/{running.key}/{task['key']}/"
    shift(running, 24 * 45 + 3)  # past the limit, within the grace
    assert inside.post(url, {f"{task['key']}.value": "1", "sequence": "1"}).status_code == 200
    shift(running, 3)
    assert inside.post(url, {f"{task['key']}.value": "2", "sequence": "2"}).status_code == 409
    assert [row.value for row in Answer.objects.all()] in ([1], ["1"])
    assert Fact.objects.get().kind == "late"


def test_clock_is_the_servers(inside, running):
    shift(running, 100)
    stand = inside.get(f"/my/sittings/{running.key}/clock/").json()
    assert (stand["phase"], stand["section"]) == ("running", 0)
    assert abs(stand["left"] - (24 * 45 - 100)) < 5


def test_without_javascript_one_form_saves_all_and_hands_in(inside, running):
    tasks = tasks_in(running)
    form = {"section": "0"}
    for task in tasks:
        form[f"{task['key']}.was"] = "0"
        if task["type"] in ("choice", "locate"):
            form[f"{task['key']}.value"] = "0"
        if task["type"] == "correct":
            form[f"{task['key']}.value"] = " sent "
    answer = inside.post(f"/my/sittings/{running.key}/", {**form, "hand-in": "1"})
    assert answer.status_code == 302
    given = sum(task["type"] in ("choice", "locate", "correct") for task in tasks)
    assert Answer.objects.count() == given
    running.refresh_from_db()
    assert (running.state, running.section) == ("running", 1)


def test_a_wrong_answer_in_a_form_keeps_what_was_typed(inside, grammar, invited):
    for seed in range(SEED, SEED + 40):
        sitting = actions.start_sitting(
            application_id=invited.pk, stage_id=grammar.pk, at=timezone.now(), seed=seed
        )
        order = next((each for each in tasks_in(sitting) if each["type"] == "order"), None)
        if order:
            break
        Sitting.objects.all().delete()
    first = order["options"][0][0]
    form = {"section": "0", f"{order['key']}.place-{first}": "2", "hand-in": "1"}
    answer = inside.post(f"/my/sittings/{sitting.key}/", form)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Give every sentence a number of its own." in page
    assert '<option value="2" selected>' in page
    sitting.refresh_from_db()
    assert (sitting.section, Answer.objects.count()) == (0, 0)


def test_an_older_page_does_not_undo_what_another_window_saved(inside, running):
    task = next(each for each in tasks_in(running) if each["type"] == "choice")
    url = f"/my/sittings/{running.key}/"
    inside.post(f"{url}{task['key']}/", {f"{task['key']}.value": "1", "sequence": "9"})
    old = {"section": "0", f"{task['key']}.was": "0", f"{task['key']}.value": "2"}
    answer = inside.post(url, old)
    assert answer.status_code == 422
    assert "changed in another window" in answer.content.decode()
    assert Answer.objects.get().value == 1
    fresh = {"section": "0", f"{task['key']}.was": "9", f"{task['key']}.value": "2"}
    assert inside.post(url, fresh).status_code == 302
    assert Answer.objects.get().value == 2


def test_going_on_after_the_time_begins_the_next_part(inside, running):
    shift(running, 24 * 45 + 60)
    url = f"/my/sittings/{running.key}/"
    inside.post(f"{url}go-on/", {"section": "1"})
    running.refresh_from_db()
    assert (running.state, running.section) == ("running", 1)
    inside.post(f"{url}go-on/", {"section": "1", "hand-in": "1"})
    assert "everything is handed in" in inside.get(url).content.decode()


def test_facts_that_make_no_sense_are_left_out(inside, running):
    key = tasks_in(running)[0]["key"]
    facts = {
        f"time:{key}": "5200", "away:": "2", "mood:": "9", "time:item-0": "4", "paste:": "-1",
    }  # fmt: skip
    assert inside.post(f"/my/sittings/{running.key}/facts/", facts).json() == {"kept": 2}
    assert sorted(Fact.objects.values_list("kind", "amount")) == [("away", 2), ("time", 5200)]


def test_nobody_finds_anothers_sitting(running, opening, grammar, at):
    other = go_in(invite(make_application(opening, "Lu Lan", "lu@example.org", at), at))
    url = f"/my/sittings/{running.key}/"
    key = tasks_in(running)[0]["key"]
    assert other.get(url).status_code == 404
    assert other.get(f"{url}clock/").status_code == 404
    assert other.post(f"{url}{key}/", {"sequence": "1"}).status_code == 404
    assert other.post(f"{url}go-on/", {"section": "0", "hand-in": "1"}).status_code == 404
    assert other.get(f"/my/sittings/{uuid.uuid4()}/").status_code == 404


def test_a_task_of_no_paper_is_not_found(inside, running):
    url = f"/my/sittings/{running.key}/item-0/"
    assert inside.post(url, {"sequence": "1"}).status_code == 404
    shown = f"/my/sittings/{running.key}/{tasks_in(running)[0]['key']}/show/"
    assert inside.post(shown).status_code == 404


def test_everybody_is_asked_what_would_help(inside, invited):
    home = inside.get("/my/").content.decode()
    assert f"/my/{invited.pk}/wish/" in home
    kept = f'="wish:{invited.pk}"'  # what is typed lies in the tab until it has come
    assert f"data-unsent{kept}" in inside.get(f"/my/{invited.pk}/wish/").content.decode()
    assert f"data-arrived{kept}" not in home
    inside.post(f"/my/{invited.pk}/wish/", {"wish": "More time, please."})
    assert f"data-arrived{kept}" in inside.get("/my/").content.decode()
    assert Accommodation.objects.get().wish == "More time, please."
    assert "More time, please." in inside.get(f"/my/{invited.pk}/wish/").content.decode()


def test_portal_lists_what_there_is_and_how_far_it_is(inside, invited, running):
    assert 'data-offer="running"' in inside.get("/my/").content.decode()
    actions.finish_section(sitting_id=running.pk, section=0, at=timezone.now())
    actions.finish_section(sitting_id=running.pk, section=1, at=timezone.now())
    assert 'data-offer="done"' in inside.get("/my/").content.decode()


def staff(user) -> Client:
    client = Client()
    client.force_login(user, "hiring.accounts.backends.StaffBackend")
    return client


def test_recruiter_reads_facts_as_facts(running, rosa, invited):
    quick, usual, slow = tasks_in(running)[:3]
    snapshot = Measurement.objects.create(
        language="en", model="described", people=40, items=1, made_at=timezone.now()
    )
    ItemMeasure.objects.create(
        measurement=snapshot, item_id=usual["item"], people=40, p=0.5, milliseconds=60_000
    )
    for task in (quick, usual, slow):
        actions.save_answer(
            sitting_id=running.pk, section=0, task_key=task["key"], value=0, at=timezone.now()
        )
    times = ((quick, 900), (usual, 5900), (slow, 5900))
    actions.note_facts(
        sitting_id=running.pk,
        facts=[("away", "", 3), *(("time", task["key"], took) for task, took in times)],
        at=timezone.now(),
    )
    page = staff(rosa).get(f"/applications/{invited.pk}/further/").content.decode()
    assert "Taken in the browser" in page
    assert "3 times" in page
    assert "task 1: 0.9 s<" in page
    assert "task 2: 5.9 s, usually 60 s" in page
    assert "task 3:" not in page
    assert "No score and no sort order knows them." in page


def test_recruiter_grants_and_lets_sit_again(running, rosa, milan, invited):
    client = staff(rosa)
    url = f"/applications/{invited.pk}/arrangements/"
    assert client.post(url, {"multiplier": "3"}).status_code == 422
    assert client.post(url, {"multiplier": "1.50", "breaks": "on"}).status_code == 302
    running.refresh_from_db()
    assert running.breaks
    again = f"/sittings/{running.pk}/again/"
    assert client.post(again, {"reason": ""}).status_code == 422
    assert client.post(again, {"reason": "The power failed."}).status_code == 302
    assert staff(milan).get(url).status_code == 403
    assert staff(milan).get(again).status_code == 403


def test_no_marker_manager_or_report_finds_what_was_asked_for(
    grammar, invited, rosa, milan, ines, ada, at
):
    actions.write_wish(application_id=invited.pk, wish=CANARY, at=at)
    actions.grant(
        application_id=invited.pk, multiplier=None, breaks=True, alternative=CANARY,
        actor=rosa, at=at,
    )  # fmt: skip
    page = f"/applications/{invited.pk}/further/"
    assert CANARY in staff(rosa).get(page).content.decode()  # it could have leaked
    assert CANARY in staff(ada).get(page).content.decode()
    read = staff(milan).get(page).content.decode()
    assert "Taken in the browser" in read
    for words in (CANARY, "kestrel", "Granted", "no time limit"):
        assert words not in read
    assert not Accommodation.objects.visible_to(milan).exists()
    assert not Accommodation.objects.visible_to(ines).exists()
    assert staff(ines).get(page).status_code == 404


def test_panel_makes_the_same_queries_for_one_and_three_stages(
    grammar, plan, invited, milan, rf, django_assert_num_queries, at
):
    from interviews.plans.models import Stage
    from interviews.sittings.panels import show_sittings

    invited.state = State.INVITED
    request = rf.get("/")
    request.user = milan
    show_sittings(request, invited, at)  # his permissions are read once
    for wanted, begun, queries in ((1, False, 4), (3, False, 4), (3, True, 9)):
        while Stage.objects.count() < wanted:
            number = Stage.objects.count() + 1
            Stage.objects.create(
                plan=plan, position=number, kind="grammar-test", title=f"Test {number}",
                weight=10, minutes=25, on_day=False,
            )  # fmt: skip
        for stage in Stage.objects.all() if begun else ():
            actions.start_sitting(application_id=invited.pk, stage_id=stage.pk, at=at)
        with django_assert_num_queries(queries):
            assert len(show_sittings(request, invited, at)["lines"]) == wanted


def test_player_knows_no_clock_that_a_device_could_set():
    """The browser counts by its steady clock from the server's word on; a wall clock never enters,
    so that neither a wrong one nor the change to summer time moves a deadline."""
    script = (Path(settings.BASE_DIR) / "static/interviews/sittings.js").read_text()
    assert "performance.now()" in script
    assert not re.search(r"\bDate\b|timeOrigin", script)


def test_change_to_summer_time_moves_no_deadline(grammar, invited, opening):
    before = dt.datetime(2027, 3, 28, 0, 55, tzinfo=dt.UTC)  # five minutes later it is 4:00 there
    sitting = actions.start_sitting(application_id=invited.pk, stage_id=grammar.pk, at=before)
    assert sitting.deadline - before == dt.timedelta(seconds=24 * 45 + 5)
