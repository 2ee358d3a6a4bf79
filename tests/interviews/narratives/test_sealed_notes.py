"""A narrative's words are nowhere but on the pages of those who may read them."""

from __future__ import annotations

import json
import logging
import os
import subprocess

import pytest
from django.apps import apps
from django.core import serializers
from django.core.files.storage import storages
from django.db import connection
from django.urls import reverse

from candidates.outbox.models import Task
from candidates.outbox.work import run_due
from hiring.reports.actions import ask_report
from hiring.reports.kinds import Wanted
from hiring.reports.models import Report
from interviews.narratives import actions
from interviews.narratives.models import Passage, Reading
from ops.postgres import binaries
from tests.hiring.reports.papers import text_of
from tests.interviews.narratives.conftest import CANARY, as_
from tests.interviews.scorecards.conftest import lock

pytestmark = pytest.mark.django_db


def page(card):
    return reverse("interviews:narrative-page", args=[card.pk])


def summary(card):
    return reverse("interviews:summary-page", args=[card.pk])


def status(user, url):
    return as_(user).get(url).status_code


def test_before_the_lock_only_its_author_reads(narrative, psychologists_card, petra, request):
    answer = as_(petra).get(page(psychologists_card))
    assert CANARY in answer.content.decode()
    for name in ("milan", "rosa", "ines", "viktor", "oskar", "ada"):
        user = request.getfixturevalue(name)
        assert status(user, page(psychologists_card)) == 404, name


def test_after_the_lock_the_hiring_manager_reads_and_nobody_else(
    locked, psychologists_card, milan, request
):
    answer = as_(milan).get(page(psychologists_card))
    assert CANARY in answer.content.decode()
    for name in ("rosa", "ines", "viktor", "oskar", "ada"):
        user = request.getfixturevalue(name)
        assert status(user, page(psychologists_card)) == 404, name


def test_hiring_manager_who_still_marks_the_candidate_reads_nothing(
    locked, psychologists_card, card, milan
):
    card.interviewer = milan
    card.save()
    assert status(milan, page(psychologists_card)) == 404
    lock(card, 3, card.due_at)
    assert status(milan, page(psychologists_card)) == 200


def test_second_psychologist_reads_once_their_own_card_is_locked(
    locked, psychologists_card, viktor, at
):
    second = type(psychologists_card).objects.create(
        stage=psychologists_card.stage,
        application=psychologists_card.application,
        interviewer=viktor,
        due_at=at,
        created_at=at,
    )
    assert status(viktor, page(psychologists_card)) == 404
    lock(second, 3, at)
    assert CANARY in as_(viktor).get(page(psychologists_card)).content.decode()


def test_superuser_without_a_part_reads_nothing(locked, psychologists_card, ada):
    ada.is_superuser = True
    ada.save()
    assert status(ada, page(psychologists_card)) == 404


def test_each_showing_is_written_down(locked, psychologists_card, petra, milan, rosa):
    for user in (petra, milan, milan, rosa):
        as_(user).get(page(psychologists_card))
    readers = Reading.objects.order_by("pk").values_list("reader__name", flat=True)
    assert list(readers) == ["Petra Petraitė", "Milan Mraz", "Milan Mraz"]
    assert CANARY not in serializers.serialize("json", Reading.objects.all())
    answer = as_(petra).get(page(psychologists_card)).content.decode()
    assert answer.count("Milan Mraz") == 2


def test_hiring_manager_may_not_write(locked, psychologists_card, milan):
    assert as_(milan).post(page(psychologists_card), {}).status_code == 403
    part = reverse("interviews:passage-save", args=[psychologists_card.pk, "pressure"])
    assert as_(milan).post(part, {"pressure-text": "Mine."}).status_code == 404


def test_typing_is_saved_part_by_part_and_version_checked(psychologists_card, petra):
    browser = as_(petra)
    part = reverse("interviews:passage-save", args=[psychologists_card.pk, "success"])
    first = browser.post(part, {"success-text": "Glad.", "success-version": 0})
    assert (first.status_code, first.json()) == (200, {"version": 1})
    second = browser.post(part, {"success-text": "Sad.", "success-version": 0})
    assert (second.status_code, second.json()["text"]) == (409, "Glad.")
    long = browser.post(part, {"success-text": "x" * 10_001, "success-version": 1})
    assert (long.status_code, long.json()["error"][:18]) == (422, "At most 10000 char")
    unknown = reverse("interviews:passage-save", args=[psychologists_card.pk, "childhood"])
    assert browser.post(unknown, {}).status_code == 404


def test_without_javascript_a_conflict_loses_nothing(narrative, psychologists_card, petra):
    browser = as_(petra)
    typed = {"pressure-text": "Upon nothing.", "pressure-version": 0, "success-text": "Glad."}
    answer = browser.post(page(psychologists_card), typed)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Upon nothing." in shown
    assert CANARY in shown
    keep = {**typed, "success-version": 1, "pressure-keep": "mine:1"}
    assert browser.post(page(psychologists_card), keep).status_code == 302
    assert "Upon nothing." in browser.get(page(psychologists_card)).content.decode()


def test_missing_key_is_said_and_nothing_is_overwritten(
    narrative, psychologists_card, petra, settings
):
    before = Passage.objects.values().get()
    settings.SEAL_KEYS = ["x" * 43 + "="]
    browser = as_(petra)
    answer = browser.get(page(psychologists_card))
    assert (answer.status_code, "key is missing" in answer.content.decode()) == (422, True)
    part = reverse("interviews:passage-save", args=[psychologists_card.pk, "pressure"])
    assert browser.post(part, {"pressure-text": "Over it."}).status_code == 422
    assert Passage.objects.values().get() == before


def test_kit_and_page_say_that_no_clinical_instrument_comes_before_an_offer(
    psychologists_card, petra
):
    words = "No clinical instrument before an offer"
    assert words in as_(petra).get(page(psychologists_card)).content.decode()
    card_page = reverse("interviews:scorecard-page", args=[psychologists_card.pk])
    assert words in as_(petra).get(card_page).content.decode()


def test_summary_is_404_until_it_is_released(locked, psychologists_card, petra, rosa, ada, ines):
    browser = as_(petra)
    saved = browser.post(
        summary(psychologists_card), {"summary-text": "Calm.", "summary-version": 0}
    )
    assert saved.status_code == 302
    key = psychologists_card.application_id
    application = reverse("candidates:application-further", args=[key])
    for user in (rosa, ada, ines):
        assert status(user, summary(psychologists_card)) == 404
    assert "Calm." not in as_(rosa).get(application).content.decode()
    release = reverse("interviews:summary-release", args=[psychologists_card.pk])
    assert browser.post(release).status_code == 302
    for user in (rosa, ada):
        assert "Calm." in as_(user).get(summary(psychologists_card)).content.decode()
        assert "Calm." in as_(user).get(application).content.decode()
    assert status(ines, summary(psychologists_card)) == 404  # marked nothing


def test_panel_reads_the_summary_and_who_owes_a_mark_does_not(
    locked, psychologists_card, card, other_card, petra, ines, rosa, viktor, at
):
    actions.save_summary(
        scorecard_id=psychologists_card.pk, text="Calm.", version=0, actor=petra, at=at
    )
    url = reverse("interviews:summary-release", args=[psychologists_card.pk])
    lock(card, 4, at)
    early = as_(petra).post(url)
    assert (early.status_code, "others have still" in early.content.decode()) == (422, True)
    lock(other_card, 4, at)
    assert as_(petra).post(url).status_code == 302
    assert status(ines, summary(psychologists_card)) == 200
    other_card.pk, other_card.interviewer = None, rosa
    other_card.locked_at = None
    other_card.save(force_insert=True)
    assert status(rosa, summary(psychologists_card)) == 404


PAGES = (
    "candidates:application-page",
    "candidates:application-further",
    "candidates:candidate-page",
    "candidates:search",
    "candidates:task-list",
    "candidates:notice-list",
    "candidates:pipeline-table",
    "interviews:my-day",
    "hiring:home",
)


def addresses(application):
    given = {
        "candidates:application-page": [application.pk],
        "candidates:application-further": [application.pk],
        "candidates:candidate-page": [application.candidate_id],
        "candidates:pipeline-table": [application.opening.slug],
    }
    return [reverse(name, args=given.get(name, [])) + f"?q={CANARY}" for name in PAGES]


@pytest.mark.parametrize("name", ["rosa", "milan", "ines", "viktor", "petra", "oskar", "ada"])
def test_no_other_page_holds_a_word(locked, psychologists_card, name, request):
    browser = as_(request.getfixturevalue(name))
    seen = 0
    for url in addresses(psychologists_card.application):
        answer = browser.get(url)
        seen += answer.status_code == 200
        assert f"Was told: {CANARY}" not in answer.content.decode(), url
    assert seen >= 3


@pytest.mark.django_db(transaction=True)
def test_dump_log_history_tasks_and_report_hold_no_word(
    locked, psychologists_card, petra, milan, rosa, caplog, settings, tmp_path, at
):
    settings.STORAGES = {
        **settings.STORAGES,
        "private": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path)},
        },
    }
    connection.force_debug_cursor = True
    try:
        with caplog.at_level(logging.DEBUG), caplog.at_level(logging.DEBUG, "django.db.backends"):
            part = reverse("interviews:passage-save", args=[psychologists_card.pk, "together"])
            typed = {"together-text": f"In sum: {CANARY}", "together-version": 0}
            assert as_(petra).post(part, typed).status_code == 200
            assert CANARY in as_(milan).get(page(psychologists_card)).content.decode()
            run_due(at=at)  # the composite
            wanted = Wanted("composite-scorecard", application_id=locked.scorecard.application_id)
            ask_report(wanted=wanted, language="en", actor=rosa, at=at)
            run_due(at=at)
    finally:
        connection.force_debug_cursor = False
    assert "interviews_passage" in caplog.text  # the log was listened to
    assert CANARY not in caplog.text
    assert CANARY not in json.dumps(list(Task.objects.values()), default=str)
    for model in apps.get_models():
        if model._meta.label.endswith("Event"):
            assert CANARY not in serializers.serialize("json", model._default_manager.all())
    dump = subprocess.run(
        [binaries() / "pg_dump", "--inserts", connection.settings_dict["NAME"]],
        env=os.environ,
        capture_output=True,
        check=True,
    ).stdout
    assert b"Headset advisor" in dump  # it is this database
    assert b"interviews_passage" in dump
    for form in (CANARY.encode(), CANARY.encode().hex().encode(), CANARY.encode("utf-16-le")):
        assert form not in dump
    with storages["private"].open(Report.objects.get().file.path) as made:
        printed = text_of(made.read())
    assert "Kim Karlsson" in printed
    assert CANARY not in printed
