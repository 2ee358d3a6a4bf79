"""Items from draft to retirement: refused, done once, in the history, and never by two at once."""

import threading

import pytest
from django.db import connection

from candidates.history.models import Entry
from interviews.assessments import actions
from interviews.assessments.actions import keeping
from interviews.assessments.models import BankImport, Item
from interviews.assessments.queries.keeping import spec_of
from interviews.assessments.specs import ItemSpec
from tests.interviews.assessments.test_items import make_item
from tests.interviews.assessments.test_qti_round_trip import item as other_spec

SPEC = ItemSpec(
    code="x-1",
    language="en",
    kind="choice",
    area="agreement",
    stem="Which?",
    body={"options": ["are", "is"], "key": 0},
    rationale="Plural.",
    proof_note="Read again.",
)


def verbs():
    return list(Entry.objects.order_by("pk").values_list("verb", flat=True))


def test_write_change_and_read_again(rosa, at):
    item = actions.create_item(spec=SPEC, actor=rosa, at=at)
    assert (item.status, item.origin, item.created_by) == ("draft", "written", rosa)
    assert spec_of(item) == SPEC
    with pytest.raises(actions.CodeTaken, match="of this code already"):
        actions.create_item(spec=SPEC, actor=rosa, at=at)
    with pytest.raises(actions.NotReady, match="the key is none of them"):
        actions.create_item(
            spec=_with(code="y", body={"options": ["a"], "key": 3}), actor=rosa, at=at
        )
    changed = _with(stem="Which one?", code="another")
    assert actions.change_draft(item_id=item.pk, spec=changed, actor=rosa, at=at).code == "x-1"
    actions.change_draft(item_id=item.pk, spec=changed, actor=rosa, at=at)
    actions.note_reading(item_id=item.pk, proof_note="Again.", actor=rosa, at=at)
    actions.note_reading(item_id=item.pk, proof_note="Again.", actor=rosa, at=at)
    assert verbs() == ["item-written", "item-changed", "item-read"]


def _with(**values):
    return ItemSpec(**{**vars(SPEC), **values})


def test_try_out_use_and_retire(rosa, at):
    item = actions.create_item(spec=SPEC, actor=rosa, at=at)
    for _twice in range(2):
        assert actions.pilot_item(item_id=item.pk, actor=rosa, at=at).status == "pilot"
    with pytest.raises(actions.NotADraft, match="stays as it is"):
        actions.change_draft(item_id=item.pk, spec=SPEC, actor=rosa, at=at)
    for _twice in range(2):
        assert actions.put_live(item_id=item.pk, actor=rosa, at=at).live_at == at
    with pytest.raises(actions.IllegalStep, match="Reload"):
        actions.pilot_item(item_id=item.pk, actor=rosa, at=at)
    for reason in ("Worn out.", "Another."):
        actions.retire_item(item_id=item.pk, reason=reason, actor=rosa, at=at)
    item.refresh_from_db()
    assert (item.status, item.retired_reason) == ("retired", "Worn out.")
    with pytest.raises(actions.IllegalStep):
        actions.put_live(item_id=item.pk, actor=rosa, at=at)
    assert verbs() == ["item-written", "item-piloted", "item-live", "item-retired"]


@pytest.mark.parametrize("act", [actions.pilot_item, actions.put_live])
def test_nobody_sees_an_item_that_was_not_read_again(rosa, at, act):
    item = actions.create_item(spec=_with(rationale="", proof_note=" "), actor=rosa, at=at)
    with pytest.raises(actions.NotReady) as refusal:
        act(item_id=item.pk, actor=rosa, at=at)
    assert str(refusal.value) == (
        "This item cannot be used yet: it does not say why the key is right; there is no note of "
        "a second reading."
    )
    assert Item.objects.get().status == "draft"


def test_a_new_version_takes_the_place_of_the_old_one(rosa, at):
    old = make_item(at)
    draft = actions.make_version(item_id=old.pk, actor=rosa, at=at)
    assert draft == actions.make_version(item_id=old.pk, actor=rosa, at=at)
    assert (draft.version, draft.status, draft.body) == (2, "draft", old.body)
    assert draft.proof_note == ""  # the words are new ones: nobody has read them again
    actions.note_reading(item_id=draft.pk, proof_note="Read.", actor=rosa, at=at)
    actions.put_live(item_id=draft.pk, actor=rosa, at=at)
    old.refresh_from_db()
    assert (old.status, old.retired_reason) == ("retired", "Replaced by version 2.")
    assert actions.make_version(item_id=old.pk, actor=rosa, at=at).version == 3


def _at_once(*calls):
    problems, barrier = [], threading.Barrier(len(calls))

    def run(call):
        try:
            barrier.wait(10)
            call()
        except Exception as problem:  # noqa: BLE001
            problems.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return problems


@pytest.mark.django_db(transaction=True)
def test_two_who_begin_a_version_get_the_same_draft(rosa, at):
    item = make_item(at)
    begin = lambda: actions.make_version(item_id=item.pk, actor=rosa, at=at)  # noqa: E731
    assert _at_once(begin, begin) == []
    assert Item.objects.filter(version=2).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_versions_put_to_use_at_once_leave_one_live(rosa, at):
    first = make_item(at, status="pilot", live_at=None)
    second = make_item(at, version=2, status="pilot", live_at=None)
    problems = _at_once(
        *(lambda pk=each.pk: actions.put_live(item_id=pk, actor=rosa, at=at)
          for each in (first, second))
    )  # fmt: skip
    # whoever came second retired the first, and the first stays retired
    assert problems == []
    assert sorted(Item.objects.values_list("status", flat=True)) == ["live", "retired"]


@pytest.mark.django_db(transaction=True)
def test_two_who_write_the_same_code(rosa, at):
    write = lambda: actions.create_item(spec=SPEC, actor=rosa, at=at)  # noqa: E731
    [problem] = _at_once(write, write)
    assert isinstance(problem, keeping.CodeTaken)


def _reading(rosa, at, *specs):
    from interviews.assessments.exchange.lines import checked, refused

    lines = [checked(f"line {n}", spec) for n, spec in enumerate(specs, start=2)]
    lines.append(refused("line 9", "bad", "it is bad"))
    return actions.keep_reading(
        file_format="csv", file_name="x" * 300, lines=lines, actor=rosa, at=at
    )


def test_an_import_adds_drafts_and_leaves_alone_what_is_there(rosa, at):
    same = actions.create_item(spec=SPEC, actor=rosa, at=at)
    actions.put_live(item_id=same.pk, actor=rosa, at=at)
    waiting = actions.create_item(spec=_with(code="w"), actor=rosa, at=at)
    older = make_item(at, code="v", version=4)
    reading = _reading(
        rosa, at, SPEC, _with(code="w", stem="New?"), _with(code="v"), other_spec("order")
    )
    assert (len(reading.accepted), reading.refused[0]["reasons"]) == (4, ["it is bad"])
    assert Item.objects.count() == 3
    taken = actions.take_import(import_id=reading.pk, actor=rosa, at=at)
    assert taken.result == {
        "added": ["order"], "versions": ["v"], "there": ["x-1"], "waiting": ["w"],
    }  # fmt: skip
    new = Item.objects.get(code="v", version=5)
    assert (new.status, new.origin, new.created_by) == ("draft", "imported", rosa)
    assert older.status == "live"
    waiting.refresh_from_db()
    assert waiting.stem == "Which?"
    again = actions.take_import(import_id=reading.pk, actor=rosa, at=at)
    assert (again.result, Item.objects.count()) == (taken.result, 5)
    assert verbs().count("items-imported") == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_take_the_same_file_take_it_once(rosa, at):
    reading = _reading(rosa, at, SPEC)
    take = lambda: actions.take_import(import_id=reading.pk, actor=rosa, at=at)  # noqa: E731
    assert _at_once(take, take) == []
    assert Item.objects.count() == 1
    assert BankImport.objects.get().taken_at == at
