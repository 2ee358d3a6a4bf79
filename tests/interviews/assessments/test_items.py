"""The bank as a table: loaded once, kept as it was shown, drawn from in one query."""

import threading

import pytest
from django.core.management import call_command
from django.db import IntegrityError, ProgrammingError, connection, transaction

from interviews.assessments import queries, scoring
from interviews.assessments.actions import Loaded, count_exposures, load_bank
from interviews.assessments.content import FOLDER, read_bank
from interviews.assessments.models import CONTENT, Item
from interviews.competencies.models import Competency

BODY = {"options": ["are", "is"], "key": 0}


def make_item(at, code="x-1", **values):
    defaults = {
        "language": "en",
        "kind": "choice",
        "area": "agreement",
        "difficulty": 2,
        "stem": "Which?",
        "body": BODY,
        "rationale": "Plural.",
        "proof_note": "Read again.",
        "digest": code,
        "status": "live",
        "created_at": at,
        "live_at": at,
    }
    return Item.objects.create(code=code, **(defaults | values))


def _shipped():
    return [item for file in FOLDER.glob("*.yaml") for item in read_bank(file.read_text())]


def test_loading_twice_is_loading_once(db, at, django_assert_num_queries):
    amount = len(_shipped())
    assert load_bank(at=at) == Loaded(added=amount)
    with django_assert_num_queries(7):
        assert load_bank(at=at) == Loaded(kept=amount)
    assert set(Item.objects.values_list("status", "origin", "version")) == {("live", "shipped", 1)}
    passage = Item.objects.filter(kind="proofread").first()
    assert passage.competency == Competency.objects.get(code="attention-to-detail")


def test_the_command_says_what_it_did(db, capsys):
    call_command("load_bank")
    call_command("load_bank")
    amount = len(_shipped())
    assert capsys.readouterr().out.splitlines() == [
        f"Items: {amount} added, 0 changed, 0 there already.",
        f"Items: 0 added, 0 changed, {amount} there already.",
    ]


def test_a_changed_file_becomes_a_new_version_and_ones_own_stays(db, at, monkeypatch, tmp_path):
    file = tmp_path / "en.yaml"
    row = "- {code: one, level: 1, options: [a, b], why: Because., read: Twice.}"
    bank = f"language: en\nstems: {{choice: Which?}}\nareas:\n  words:\n    {row}\n"
    monkeypatch.setattr("interviews.assessments.actions.loading.FOLDER", tmp_path)
    file.write_text(bank)
    load_bank(at=at)
    file.write_text(bank.replace("[a, b]", "[a, c]"))
    assert load_bank(at=at) == Loaded(changed=1)
    old, new = Item.objects.order_by("version")
    assert (old.status, old.retired_reason) == (
        "retired",
        "Replaced by version 2 of the shipped bank.",
    )
    assert (new.status, new.version, new.body["options"]) == ("live", 2, ["a", "c"])
    file.write_text(bank)  # what it was once is there already
    assert load_bank(at=at) == Loaded(kept=1)
    Item.objects.filter(pk=new.pk).update(origin="written")
    file.write_text(bank.replace("[a, b]", "[a, d]"))
    assert load_bank(at=at) == Loaded(kept=1)


@pytest.mark.django_db(transaction=True)
def test_two_who_load_at_once_load_once(at):
    problems = []

    def load():
        try:
            load_bank(at=at)
        except Exception as problem:  # noqa: BLE001
            problems.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=load) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert problems == []
    assert Item.objects.count() == len(_shipped())


@pytest.mark.parametrize("field", [name for name in CONTENT if name != "digest"])
def test_what_was_shown_stays_as_it_is(db, at, field):
    other = {"version": 2, "difficulty": 3, "body": {}, "time_limit_seconds": 9, "kind": "order"}
    if field == "competency_id":
        other[field] = Competency.objects.create(code="c", name="C").pk
    change = {field: other.get(field, "another")}
    draft = make_item(at, code="draft", status="draft", live_at=None)
    Item.objects.filter(pk=draft.pk).update(**change)
    live = make_item(at)
    with pytest.raises(IntegrityError, match="make a new version"), transaction.atomic():
        Item.objects.filter(pk=live.pk).update(**change)
    Item.objects.filter(pk=live.pk).update(exposure_count=7, proof_note="Read once more.")


def test_what_was_shown_is_kept_and_moves_by_the_table(db, at):
    live = make_item(at)
    with pytest.raises(ProgrammingError, match="Cannot delete"), transaction.atomic():
        live.delete()
    with pytest.raises(ProgrammingError), transaction.atomic():
        Item.objects.filter(pk=live.pk).update(status="draft")
    make_item(at, code="draft", status="draft", live_at=None).delete()


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"version": 1}, "one_item_per_version"),
        ({"version": 2}, "one_live_version_per_item"),
        ({"code": "y", "difficulty": 6}, "an_item_is_as_hard_as_1_to_5"),
        ({"code": "y", "stem": " "}, "an_item_has_a_code_and_asks_something"),
        ({"code": "y", "status": "retired"}, "a_retired_item_says_when_and_why"),
        ({"code": "y", "retired_reason": "x"}, "a_retired_item_says_when_and_why"),
        ({"code": "y", "proof_note": ""}, "a_live_item_has_a_rationale_and_was_read_again"),
        ({"code": "y", "live_at": None}, "a_live_item_has_a_rationale_and_was_read_again"),
    ],
)
def test_the_table_refuses_nonsense(db, at, values, name):
    make_item(at, code="x-1")
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make_item(at, **({"code": "x-1"} | values))


def test_forms_read_live_items_of_one_language_in_one_query(db, at, django_assert_num_queries):
    first = make_item(at, code="a")
    make_item(at, code="b", language="lt")
    make_item(at, code="c", status="draft", live_at=None)
    last = make_item(at, code="d")
    with django_assert_num_queries(1):
        found = queries.live_candidates("en")
    assert [each.key for each in found] == [first.pk, last.pk]
    with django_assert_num_queries(1):
        keys = queries.keys_of([first.pk, last.pk])
    assert scoring.score(keys[last.pk].kind, keys[last.pk].body, "0") == 1
    with django_assert_num_queries(1):
        assert queries.candidates_of([last.pk]) == {last.pk: found[1]}


@pytest.mark.django_db(transaction=True)
def test_forms_that_share_items_count_both(at):
    pks = [make_item(at, code=f"i-{number}").pk for number in range(6)]
    problems = []

    def count(order):
        try:
            for _ in range(20):
                count_exposures(item_pks=order)
        except Exception as problem:  # noqa: BLE001
            problems.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=count, args=(order,)) for order in (pks, pks[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert problems == []
    assert set(Item.objects.values_list("exposure_count", flat=True)) == {40}
