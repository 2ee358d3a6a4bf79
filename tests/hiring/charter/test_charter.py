"""The charter in versions, and where its values turn up."""

from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.urls import reverse

from candidates.careers.panels import panels_for
from candidates.history.models import Entry
from hiring.charter.actions import CharterChanged, ValueTwice, write_charter
from hiring.charter.drafts import Draft, GoalDraft, ValueDraft
from hiring.charter.models import Charter, Goal, Measure, Value
from hiring.charter.queries import company_values, current_charter, goals_of
from interviews.competencies.models import Competency
from interviews.plans.actions import create_plan_from_template, new_version
from interviews.plans.models import Criterion
from interviews.plans.values import values_for

SENSE = ValueDraft("Common sense", "Think first.", "Asks why\nMinds what follows", "common-sense")
CALM = ValueDraft("Calm", "Nobody is hurried.", "Speaks evenly\nWaits")
DRAFT = Draft(
    "Everybody is heard.", "We answer.", "Measure\nTrain", (SENSE, CALM),
    (GoalDraft("promoters", 2026, Decimal("92.50")), GoalDraft("alone", 2026, Decimal("6.00"))),
)  # fmt: skip


def changed(**words):
    return Draft(**{**vars(DRAFT), **words})


@pytest.fixture
def charter(milan, at):
    return write_charter(draft=DRAFT, base=0, actor=milan, at=at)


def test_the_first_version_holds_everything(charter):
    assert (charter.version, charter.is_current, charter.work_lines) == (
        1,
        True,
        ["Measure", "Train"],
    )
    assert [(v.code, v.behavior_lines) for v in charter.values.order_by("position")] == [
        ("common-sense", ["Asks why", "Minds what follows"]),
        ("calm", ["Speaks evenly", "Waits"]),
    ]
    assert goals_of(2026) == {Measure.PROMOTERS: Decimal("92.5"), Measure.ALONE: Decimal(6)}
    assert goals_of(2027) == {}
    assert Entry.objects.filter(subject="charter").get().facts == {"version": 1}


def test_the_same_again_makes_no_version(charter, milan, at):
    assert write_charter(draft=DRAFT, base=0, actor=milan, at=at) == charter
    assert Charter.objects.count() == 1


def test_a_change_is_a_version_beside_the_old_one(charter, milan, at):
    second = write_charter(draft=changed(vision="New."), base=1, actor=milan, at=at)
    assert list(Charter.objects.order_by("version").values_list("version", "is_current")) == [
        (1, False),
        (2, True),
    ]
    assert (current_charter(), company_values(1).version) == (second, 1)


def test_a_change_of_an_old_version_is_refused(charter, milan, ada, at):
    write_charter(draft=changed(vision="New."), base=1, actor=ada, at=at)
    with pytest.raises(CharterChanged, match="Somebody wrote another version meanwhile"):
        write_charter(draft=changed(vision="Other."), base=1, actor=milan, at=at)


def test_two_values_of_one_name_are_refused(milan, at):
    twice = changed(values=(CALM, CALM))
    with pytest.raises(ValueTwice):
        write_charter(draft=twice, base=0, actor=milan, at=at)


@pytest.mark.django_db(transaction=True)
def test_two_who_write_the_first_version_at_once_do_not_both(milan, ada, at):
    gate, told = Barrier(2), []

    def write(actor, vision):
        try:
            gate.wait(5)
            write_charter(draft=changed(vision=vision), base=0, actor=actor, at=at)
            told.append("written")
        except CharterChanged:
            told.append("changed")
        finally:
            connection.close()

    threads = [Thread(target=write, args=pair) for pair in ((milan, "A"), (ada, "B"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(told) == ["changed", "written"]
    assert Charter.objects.count() == 1


@pytest.mark.parametrize(
    "spoil",
    [
        lambda: Charter.objects.update(vision="Rewritten."),
        lambda: Value.objects.update(meaning="Rewritten."),
        lambda: Goal.objects.all().delete(),
    ],
)
def test_the_database_keeps_what_was_written(charter, spoil):
    with pytest.raises(ProgrammingError, match="pgtrigger"), transaction.atomic():
        spoil()


def test_the_database_refuses_a_goal_that_cannot_be(charter):
    with pytest.raises(IntegrityError), transaction.atomic():
        Goal.objects.create(charter=charter, measure="satisfaction", year=2026, target=6)


def test_values_are_competencies_that_panels_rate(charter, milan, at):
    calm = Competency.objects.get(code="calm")
    assert (calm.family, calm.anchor_1) == (
        "value",
        "Tells of the opposite, or of none of it: Speaks evenly; Waits",
    )
    calm.anchor_1 = "Shouts."
    calm.save()
    write_charter(draft=changed(vision="New."), base=1, actor=milan, at=at)
    assert Competency.objects.get(code="calm").anchor_1 == "Shouts."


def test_template_b_rates_the_values_of_the_charter_it_was_made_with(
    charter, opening, rosa, milan, at
):
    plan = create_plan_from_template(opening_id=opening.pk, template="b", actor=rosa, at=at)
    panel = plan.stages.select_related("plan").get(kind="culture-panel")
    rated = list(panel.criteria.order_by("position").values_list("name", "competency__code"))
    assert rated == [("Common sense", "common-sense"), ("Calm", "calm")]
    calm = Criterion.objects.get(stage=panel, competency__code="calm")
    assert calm.probe_lines == [
        "Seen, or its opposite: Speaks evenly",
        "Seen, or its opposite: Waits",
    ]
    assert "put to the test: Calm" in calm.question
    write_charter(draft=changed(values=(SENSE,)), base=1, actor=milan, at=at)
    assert [each.name for each in values_for(panel).values] == ["Common sense", "Calm"]
    plan.state = "active"
    plan.save()
    later = new_version(plan_id=plan.pk, actor=rosa, at=at)
    assert (plan.values_version, later.values_version) == (1, 1)


def test_without_a_charter_template_b_rates_the_values_it_comes_with(opening, rosa, at):
    plan = create_plan_from_template(opening_id=opening.pk, template="b", actor=rosa, at=at)
    panel = plan.stages.select_related("plan").get(kind="culture-panel")
    assert (panel.criteria.count(), plan.values_version, values_for(panel)) == (4, None, None)


def test_other_stages_show_no_values(charter, opening, rosa, at):
    plan = create_plan_from_template(opening_id=opening.pk, template="a", actor=rosa, at=at)
    shown = {s.kind: values_for(s) is not None for s in plan.stages.select_related("plan")}
    assert [kind for kind, shows in shown.items() if shows] == ["culture-panel"]
    panel = plan.stages.get(kind="culture-panel")
    assert panel.criteria.filter(competency__code="respect").exists()  # template A has its own


def test_candidates_read_values_on_the_careers_page(client, charter, opening):
    text = client.get(f"/jobs/{opening.slug}/").content.decode()
    assert "What we work for, and by" in text
    assert "<h3>Calm</h3><p>Nobody is hurried.</p>" in text
    assert "Everybody is heard." not in text  # the vision is for the staff


def test_without_a_charter_the_careers_page_says_nothing_of_it(opening):
    assert [panel.key for panel in panels_for(opening) if panel.key == "values"] == []


def test_all_staff_read_it_and_only_writers_change_it(client, charter, ines, oskar, rosa):
    for user, status in ((ines, 403), (rosa, 403), (oskar, 200)):
        client.force_login(user)
        assert b"Everybody is heard." in client.get("/charter/").content
        assert client.get("/charter/edit/").status_code == status
    assert client.get("/charter/7/").status_code == 404


@pytest.mark.parametrize("amount", [1, 3])
def test_the_page_costs_the_same_for_one_value_as_for_three(
    client, milan, at, amount, django_assert_num_queries
):
    values = tuple(ValueDraft(f"V{n}", "M", "B") for n in range(amount))
    write_charter(draft=changed(values=values), base=0, actor=milan, at=at)
    client.force_login(milan)
    client.get("/charter/")
    with django_assert_num_queries(6):
        client.get("/charter/")


def _posted(**more):
    data = {
        "vision": "Everybody is heard.", "mission": "We answer.", "work": "", "base": "0",
        "values-TOTAL_FORMS": "2", "values-INITIAL_FORMS": "0",
        "values-0-name": "Calm", "values-0-meaning": "Nobody is hurried.",
        "values-0-behaviors": "Waits", "values-0-code": "",
        "values-1-name": "", "values-1-meaning": "", "values-1-behaviors": "",
        "goals-TOTAL_FORMS": "2", "goals-INITIAL_FORMS": "0",
        "goals-0-measure": "promoters", "goals-0-year": "2026", "goals-0-target": "92.5",
        "goals-1-measure": "turnover", "goals-1-year": "2026", "goals-1-target": "",
    }  # fmt: skip
    return data | more


def test_writing_it_on_the_page(client, milan):
    client.force_login(milan)
    response = client.post("/charter/edit/", _posted())
    assert (response.status_code, response["Location"]) == (302, reverse("hiring:charter-page"))
    charter = current_charter()
    assert [value.name for value in charter.values.all()] == ["Calm"]
    assert [(goal.measure, goal.target) for goal in charter.goals.all()] == [
        ("promoters", Decimal("92.50"))
    ]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"vision": ""}, "This field is required."),
        ({"values-1-name": "Order"}, "Fill this in too, or empty the whole row."),
        ({"goals-0-target": "120"}, "A percentage lies between 0 and 100."),
        ({"goals-0-measure": "satisfaction", "goals-0-target": "7"}, "between 1 and 5"),
        ({"goals-0-year": ""}, "Fill this in too, or empty the target."),
        (
            {"goals-1-measure": "promoters", "goals-1-target": "90"},
            "There is a target for this year already.",
        ),
        (
            {"values-1-name": "Calm", "values-1-meaning": "x", "values-1-behaviors": "x"},
            "same name",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, milan, typed, sentence):
    client.force_login(milan)
    response = client.post(
        "/charter/edit/", _posted(**{"values-0-behaviors": "Waits long", **typed})
    )
    text = response.content.decode()
    assert response.status_code == 422
    assert sentence in text
    assert "Waits long" in text
    assert Charter.objects.count() == 0


def test_a_version_that_came_between_is_said_and_saving_again_goes_by_it(client, charter, milan):
    client.force_login(milan)
    typed = _posted(vision="Mine.", base="0")
    response = client.post("/charter/edit/", typed)
    assert response.status_code == 422
    assert "Somebody wrote another version meanwhile" in response.content.decode()
    assert 'name="base" value="1"' in response.content.decode()
    assert client.post("/charter/edit/", typed | {"base": "1"}).status_code == 302
    assert current_charter().vision == "Mine."
