"""A candidate shadows three calls on a phone and changes their mind; a psychologist's narrative is
read by the hiring manager alone, and the summary by the others once it is released."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from candidates.portal.actions import mint_link
from interviews.competencies.starter import ensure_starter_competencies
from interviews.days.models import Day, Session, SessionInterviewer, SessionSeat, Station
from interviews.narratives.models import Passage, Reading
from interviews.plans.actions import create_plan_from_template
from interviews.plans.models import Plan, Stage
from interviews.recordings.gate import check
from interviews.scorecards.actions import ensure_scorecards
from interviews.scorecards.models import Scorecard
from interviews.shadowing.actions import choose_calls, keep_call_sound, offer_recorded_calls
from interviews.shadowing.drafts import CallDraft
from interviews.shadowing.models import Note, Sheet
from interviews.shadowing.queries import quiz_of
from tests.interviews.recordings.sounds import encode
from tests.interviews.scorecards.conftest import lock
from tests.interviews.shadowing.conftest import make_call, on_day
from tests.journeys.test_one_application import wait_until

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}
LINES = (
    CallDraft(0, "Customer", "It is about a cable.", pauses=True),
    CallDraft(1500, "Representative", "Which of the two?", pauses=True),
    CallDraft(3000, "Customer", "The long one.", pauses=False),
)
SECRET = "Her brother had owed her the money for years, and she said it only today."


@pytest.fixture
def stages(opening, rosa) -> dict[str, Stage]:
    """The plan of the customer service day, with its real kits."""
    at = timezone.now()
    ensure_starter_competencies(at=at)
    plan = create_plan_from_template(opening_id=opening.pk, template="a", actor=rosa, at=at)
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.ACTIVE)
    return {stage.kind: stage for stage in Stage.objects.filter(plan=plan)}


@pytest.fixture
def sit(opening, stages, kim):
    """Put kim into a session of one kind, now."""
    at = timezone.now()
    on_day(kim, at)
    day = Day.objects.create(
        opening=opening, on=at.date(), starts_at=at, site="Vilnius", time_zone="Europe/Vilnius",
        state=Day.State.PUBLISHED, published_at=at, created_at=at,
    )  # fmt: skip

    def book(kind: str, *people) -> Session:
        station = Station.objects.create(day=day, stage=stages[kind], minutes=60)
        session = Session.objects.create(
            station=station, during=(at, at + dt.timedelta(minutes=60))
        )
        SessionSeat.objects.create(session=session, application=kim)
        for person in people:
            SessionInterviewer.objects.create(session=session, interviewer=person)
        ensure_scorecards(session_ids=[session.pk], at=at)
        return session

    return book


def agree(page, values) -> None:
    """Answer the statements in their order."""
    expect(page.locator("fieldset.statement")).to_have_count(len(values))  # the page has come
    for group, value in zip(page.locator("fieldset.statement").all(), values, strict=True):
        group.locator(f"input[value='{value}']").check(force=True)


@pytest.mark.long
def test_three_calls_on_a_phone_and_a_change_of_mind(browse, sit, ines, viktor, rosa, kim):
    session = sit("call-shadowing", ines, viktor)
    host = browse()
    host.page.set_viewport_size(PHONE)
    host.sign_in("ines@example.com", "inesines")
    page = host.go(f"/sessions/{session.pk}/desk/")
    page.get_by_role("textbox", name="Who is shadowed").fill("Lina Lapė")
    page.get_by_label("I asked this colleague today").check()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Lina Lapė agreed; noted by Ines Ivanova").wait_for()
    page.get_by_label("Question", exact=True).fill("What did the first customer want?")
    page.get_by_label("Answers").fill("A cable\nA refund\nTo complain")
    page.get_by_role("button", name="Add the question").click()
    host.page.get_by_text("What did the first customer want?").wait_for()
    host.look("desk")

    guest = browse()
    page = guest.page
    page.set_viewport_size(PHONE)
    guest.go(f"/my/enter/{mint_link(candidate_id=kim.candidate_id, at=timezone.now())}/")
    page.get_by_role("button", name="Open my page").click()
    page.get_by_role("link", name="Open your sheet").click()
    guest.look("before")
    page.set_viewport_size(PHONE)
    agree(page, (4, 5, 4, 5))
    page.get_by_role("button", name="To the calls").click()

    page.get_by_role("link", name="Call 1").click()
    page.get_by_label("What did the customer want?").fill("A cable for a church.")
    status = page.locator("[data-status]")
    expect(status).to_have_text("Saved")
    guest.look("call")
    page.set_viewport_size(PHONE)
    guest.context.set_offline(True)
    page.get_by_label("How was it for them").fill("Hurried, the service begins at six.")
    expect(status).to_contain_text("Offline")
    page.get_by_label("What did they get").fill("One by courier.")
    guest.context.set_offline(False)
    wait_until(lambda: Note.objects.filter(call=1).count() == 3, "what was written offline")
    expect(status).to_have_text("Saved")
    page.get_by_role("link", name="Call 2").click()
    page.get_by_label("What did the customer want?").fill("To know the time.")
    page.get_by_role("link", name="Call 3").click()
    page.get_by_label("What did the colleague do?").wait_for()
    guest.context.set_offline(True)
    page.get_by_label("What did the colleague do?").fill("Listened for a long while.")
    expect(status).to_contain_text("Offline")
    guest.context.set_offline(False)
    page.reload()  # what this device kept is taken up again
    expect(page.get_by_label("What did the colleague do?")).to_have_value(
        "Listened for a long while."
    )
    wait_until(lambda: Note.objects.filter(call=3, question="did").exists(), "the last note")
    guest.faults.clear()  # the browser itself reports what it could not send
    page.get_by_role("link", name="All calls").click()
    expect(page.get_by_text("noted")).to_have_count(3)
    guest.look("overview")
    page.set_viewport_size(PHONE)
    page.get_by_role("button", name="To the five questions").click()
    page.get_by_text("What did the first customer want?").wait_for()
    page.get_by_label("A cable").check()
    expect(status).to_have_text("Saved")
    assert quiz_of(Sheet.objects.get()).right == 1
    guest.look("quiz")
    page.set_viewport_size(PHONE)
    page.get_by_role("button", name="Go on").click()
    agree(page, (4, 2, 4, 1))
    page.get_by_label("No", exact=True).check()
    page.get_by_label("Why?").fill("I would rather write than talk.")
    guest.look("after")
    page.set_viewport_size(PHONE)
    page.get_by_role("button", name="Hand in").click()
    page.get_by_role("heading", name="Your sheet is handed in").wait_for()
    guest.look("handed-in")
    page.get_by_role("link", name="Withdraw this application").click()
    page.get_by_role("button", name="Yes, withdraw").wait_for()

    page = host.go(f"/scorecards/{Scorecard.objects.get(interviewer=ines).pk}/")
    page.get_by_text("A cable for a church.").wait_for()
    assert "rather write than talk" not in page.content()
    host.look("scorecard-with-sheet")

    recruiter = browse()
    recruiter.sign_in("rosa@example.com", "rosarosa")
    page = recruiter.go(f"/applications/{kim.pk}/further/")
    page.get_by_text("I would rather write than talk.").wait_for()
    page.get_by_text("It is no score").wait_for()
    recruiter.look("application-with-change-of-mind")


@pytest.mark.long
def test_recorded_call_waits_for_notes(browse, stages, opening, rosa, kim):
    at = timezone.now()
    on_day(kim, at)
    call = make_call("Cables", at, sound=encode("wav", "pcm_s16le", seconds=4.0), lines=LINES)
    keep_call_sound(call_id=call.pk, accepted=check(encode("wav", "pcm_s16le", seconds=4.0)), at=at)
    silent = make_call("Echoes", at, lines=LINES)
    choose_calls(opening_id=opening.pk, call_ids=[call.pk, silent.pk], actor=rosa, at=at)
    offer_recorded_calls(application_id=kim.pk, actor=rosa, at=at)
    guest = browse()
    page = guest.page
    page.set_viewport_size(PHONE)
    guest.go(f"/my/enter/{mint_link(candidate_id=kim.candidate_id, at=timezone.now())}/")
    page.get_by_role("button", name="Open my page").click()
    page.get_by_role("link", name="Open your sheet").click()
    agree(page, (4, 5, 4, 5))
    page.get_by_role("button", name="To the calls").click()
    page.get_by_role("link", name="Call 1").click()
    said = [page.get_by_text(line.words) for line in LINES]
    clock = "document.querySelector('audio').currentTime"
    go_on = page.get_by_role("button", name="Go on")

    expect(said[0]).to_be_visible()
    expect(said[1]).to_be_hidden()
    page.evaluate("document.querySelector('audio').play()")
    expect(page.get_by_text("Paused, so that you can write.")).to_be_visible()
    assert page.evaluate(clock) == 1.5  # where the second passage begins, to the sample
    page.get_by_label("What did the customer want?").fill("A cable.")
    expect(page.locator("[data-status]")).to_have_text("Saved")
    guest.look("recorded-call-paused")
    page.set_viewport_size(PHONE)
    go_on.focus()
    page.keyboard.press("Enter")
    expect(said[1]).to_be_visible()
    assert page.evaluate("document.activeElement.tagName") == "AUDIO"
    expect(go_on).to_be_hidden()
    expect(page.get_by_text("Paused, so that you can write.")).to_be_visible()
    page.reload()  # the tab knows how far one was
    expect(said[1]).to_be_visible()
    expect(said[2]).to_be_hidden()
    page.evaluate("document.querySelector('audio').play()")
    wait_until(lambda: page.evaluate(clock) > 1.6, "the second passage")
    page.evaluate("document.querySelector('audio').currentTime = 3.2")
    expect(said[2]).to_be_visible()  # whoever moves ahead sees what was passed over
    expect(page.get_by_text("The call is over.")).to_be_visible()

    page.get_by_role("link", name="Call 2").click()
    expect(said[1]).to_be_hidden()
    go_on.press("Enter")
    go_on.press("Enter")
    expect(said[2]).to_be_visible()
    expect(page.get_by_text("The call is over.")).to_be_visible()


@pytest.mark.long
def test_narrative_is_read_by_the_hiring_manager_and_the_summary_by_others(
    browse, sit, stages, petra, milan, rosa, kim
):
    sit("psychologist", petra)
    card = Scorecard.objects.get(interviewer=petra)
    writer = browse()
    writer.sign_in("petra@example.com", "petrapetra")
    writer.go(f"/scorecards/{card.pk}/")
    writer.look("psychologists-scorecard")
    writer.page.get_by_role("link", name="Write the narrative").click()
    page = writer.page
    narrative = page.locator("form[data-writing^=narrative]")
    status = narrative.locator("[data-status]")
    page.get_by_label("First setback").fill(SECRET)
    expect(status).to_have_text("Saved")
    writer.context.set_offline(True)
    page.get_by_label("Taken together").fill("Names causes that can be changed.")
    expect(status).to_contain_text("Offline")
    writer.context.set_offline(False)
    wait_until(lambda: Passage.objects.count() == 2, "what was written offline")
    expect(status).to_have_text("Saved")
    writer.faults.clear()
    page.get_by_label("Summary", exact=True).fill("Steady with people who are unfair.")
    page.get_by_role("button", name="Save the draft").click()
    page.get_by_text("Saved.").first.wait_for()
    writer.look("narrative")
    page.get_by_role("button", name="Release").click()
    page.get_by_text("Lock your scorecard first").wait_for()

    reader, recruiter = browse(), browse()
    reader.sign_in("milan@example.com", "milanmilan")
    recruiter.sign_in("rosa@example.com", "rosarosa")
    for browser in (reader, recruiter):
        browser.go(f"/scorecards/{card.pk}/narrative/")
        assert SECRET not in browser.page.content()
    lock(card, 4, timezone.now())
    reader.go(f"/applications/{kim.pk}/further/")
    reader.page.get_by_role("link", name="Read the narrative of Petra").click()
    reader.page.get_by_text(SECRET).wait_for()
    reader.look("narrative-read")
    assert Reading.objects.filter(reader=milan).count() == 1
    recruiter.go(f"/scorecards/{card.pk}/narrative/")
    assert SECRET not in recruiter.page.content()
    assert (
        recruiter.page.request.get(f"{recruiter.address}/scorecards/{card.pk}/summary/").status
        == 404
    )

    writer.go(f"/scorecards/{card.pk}/narrative/")
    writer.page.get_by_text("Milan Mraz").wait_for()
    writer.page.get_by_role("button", name="Release").click()
    writer.page.get_by_text("Released. Recruiters and the panel can read it now.").wait_for()
    writer.look("released")
    page = recruiter.go(f"/applications/{kim.pk}/further/")
    page.get_by_text("Steady with people who are unfair.").wait_for()
    recruiter.look("application-with-summary")
    recruiter.go(f"/scorecards/{card.pk}/narrative/")
    assert SECRET not in recruiter.page.content()
