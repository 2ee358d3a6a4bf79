"""Pages of plans: who sees them, what they refuse, and that nothing typed is lost."""

from decimal import Decimal

import pytest
from django.urls import reverse

from interviews.competencies.models import Competency
from interviews.plans import actions, queries
from interviews.plans.models import Criterion, Plan, Stage


def _page_url(plan, version=None):
    url = reverse("interviews:plan-page", args=[plan.opening.slug])
    return f"{url}?version={version}" if version else url


@pytest.fixture
def stage(draft) -> Stage:
    return queries.stages_of(draft.pk)[0]


@pytest.fixture
def criterion(stage) -> Criterion:
    return stage.criteria.all()[0]


def _addresses(plan):
    """Every address of this room for one plan: name, key, whether it only answers to POST."""
    stage = queries.stages_of(plan.pk)[0]
    criterion = stage.criteria.all()[0]
    return [
        ("plan-change", plan.pk, False),
        ("plan-activate", plan.pk, True),
        ("plan-new-version", plan.pk, True),
        ("plan-discard", plan.pk, True),
        ("stage-add", plan.pk, True),
        ("stage-change", stage.pk, False),
        ("stage-move", stage.pk, True),
        ("stage-remove", stage.pk, True),
        ("criterion-add", stage.pk, False),
        ("criterion-change", criterion.pk, False),
        ("criterion-remove", criterion.pk, True),
    ]


def test_changing_addresses_by_persona(client, draft, oskar, milan, ines, ada, rosa):
    for user, expected in ((oskar, 404), (ines, 404), (milan, 403), (ada, 200), (rosa, 200)):
        client.force_login(user)
        for name, pk, only_post in _addresses(draft):
            url = reverse(f"interviews:{name}", args=[pk])
            answer = client.get(url)
            assert answer.status_code == (405 if only_post else expected), (name, user)
            if expected != 200:
                assert client.post(url).status_code == expected, (name, user)
    assert Plan.objects.get().state == "draft"


def test_reading_addresses_by_persona(client, draft, oskar, milan, ines, rosa):
    for user, page, choose in (
        (oskar, 404, 404),
        (ines, 404, 404),
        (milan, 200, 403),
        (rosa, 200, 200),
    ):
        client.force_login(user)
        slug = draft.opening.slug
        assert client.get(reverse("interviews:plan-page", args=[slug])).status_code == page
        assert client.get(reverse("interviews:plan-choose", args=[slug])).status_code == choose


def test_unknown_keys_are_404(client, rosa):
    client.force_login(rosa)
    for name in ("plan-change", "stage-change", "criterion-change"):
        assert client.get(reverse(f"interviews:{name}", args=[404404])).status_code == 404


def test_empty_page_leads_to_the_choice(client, opening, rosa):
    client.force_login(rosa)
    answer = client.get(reverse("interviews:plan-page", args=[opening.slug]))
    assert "No plan yet" in answer.text
    assert reverse("interviews:plan-choose", args=[opening.slug]) in answer.text


def test_choice_describes_four_ways_and_what_they_cost(client, opening, rosa):
    client.force_login(rosa)
    answer = client.get(reverse("interviews:plan-choose", args=[opening.slug]))
    for words in ("The customer service day", "Values first", "Five traits", "two-hour interview"):
        assert words in answer.text
    assert "6.7 hours a candidate" in answer.text
    assert "3.0 hours a candidate" in answer.text


def test_chosen_way_becomes_a_draft_and_a_second_one_is_refused(client, opening, rosa):
    client.force_login(rosa)
    url = reverse("interviews:plan-choose", args=[opening.slug])
    answer = client.post(url, {"template": "c"}, follow=True)
    assert "A draft is there" in answer.text
    assert "Five traits of service people" in answer.text
    again = client.post(url, {"template": "a"})
    assert (again.status_code, Plan.objects.count()) == (422, 1)
    assert "There is a draft already" in again.text


def test_choice_of_nothing_is_refused(client, opening, rosa):
    client.force_login(rosa)
    answer = client.post(reverse("interviews:plan-choose", args=[opening.slug]), {"template": "z"})
    assert (answer.status_code, Plan.objects.count()) == (422, 0)


def test_page_says_state_in_words(client, rosa, draft, at):
    client.force_login(rosa)
    assert "nobody is measured by it" in client.get(_page_url(draft)).text
    actions.activate_plan(plan_id=draft.pk, actor=rosa, at=at)
    assert "until the first mark" in client.get(_page_url(draft)).text
    actions.lock_plan(plan_id=draft.pk, at=at)
    locked = client.get(_page_url(draft)).text
    assert "Locked by the first mark, 18 Nov 2026, 12:00" in locked
    assert "The first mark locked version 1 of the plan." in locked
    copy = actions.new_version(plan_id=draft.pk, actor=rosa, at=at)
    assert "Go to the draft, version 2" in client.get(_page_url(draft)).text
    actions.activate_plan(plan_id=copy.pk, actor=rosa, at=at)
    assert "A newer version has taken its place" in client.get(_page_url(draft, 1)).text


def test_page_shows_kit_anchors_and_script(client, milan, active):
    client.force_login(milan)
    answer = client.get(_page_url(active))
    for words in ("I&#x27;m lost.", "Rosa Ruiz", "gate 3.00", "6.7 hours a candidate"):
        assert words in answer.text
    assert "Discard" not in answer.text


@pytest.mark.parametrize("stages", [1, 3])
def test_page_takes_the_same_queries_for_any_number_of_stages(
    client, rosa, draft, stages, django_assert_num_queries
):
    Stage.objects.filter(plan=draft, position__gt=stages).delete()
    client.force_login(rosa)
    url = _page_url(draft)
    client.get(url)
    with django_assert_num_queries(8):
        assert client.get(url).status_code == 200


def test_button_activates_and_refuses_with_the_reason(client, rosa, draft, stage):
    client.force_login(rosa)
    url = reverse("interviews:plan-activate", args=[draft.pk])
    Stage.objects.filter(pk=stage.pk).update(weight=10)
    refused = client.post(url)
    assert refused.status_code == 422
    assert "90 %: 10 still to give" in refused.text
    Stage.objects.filter(pk=stage.pk).update(weight=20)
    for _ in range(2):
        done = client.post(url, follow=True)
        assert "Version 1 is now the plan." in done.text
    assert queries.active_plan(draft.opening_id) == draft


def test_buttons_make_a_new_version_and_discard_it(client, rosa, active):
    client.force_login(rosa)
    url = reverse("interviews:plan-new-version", args=[active.pk])
    assert "the old one counts until then" in client.post(url, follow=True).text
    assert client.post(url).status_code == 422
    copy = Plan.objects.get(version=2)
    discard = reverse("interviews:plan-discard", args=[copy.pk])
    assert "The draft is gone." in client.post(discard, follow=True).text
    refused = client.post(reverse("interviews:plan-discard", args=[active.pk]))
    assert (refused.status_code, Plan.objects.count()) == (422, 1)


def _weights(plan, **changed):
    data = {"name": plan.name, "bar": plan.bar}
    for stage in queries.stages_of(plan.pk):
        data[f"weight_{stage.pk}"] = stage.weight
        data[f"gate_{stage.pk}"] = stage.gate if stage.gate is not None else ""
    return {**data, **changed}


def test_weights_are_saved_in_one_table(client, rosa, draft, stage):
    client.force_login(rosa)
    url = reverse("interviews:plan-change", args=[draft.pk])
    data = _weights(draft, bar="3.85", **{f"weight_{stage.pk}": "15", f"gate_{stage.pk}": ""})
    assert client.post(url, data).status_code == 302
    stage.refresh_from_db()
    assert (stage.weight, stage.gate) == (15, None)
    assert Plan.objects.get().bar == Decimal("3.85")


def test_wrong_weights_keep_what_was_typed(client, rosa, draft, stage):
    client.force_login(rosa)
    url = reverse("interviews:plan-change", args=[draft.pk])
    data = _weights(draft, name="Ours, half typed", bar="9", **{f"weight_{stage.pk}": "-3"})
    answer = client.post(url, data)
    assert answer.status_code == 422
    for words in ("Ours, half typed", 'value="-3"', 'value="9"', "less than or equal to 5"):
        assert words in answer.text


def test_weights_of_an_active_plan_must_sum_to_100(client, rosa, active):
    stage = queries.stages_of(active.pk)[0]
    client.force_login(rosa)
    url = reverse("interviews:plan-change", args=[active.pk])
    answer = client.post(url, _weights(active, **{f"weight_{stage.pk}": "30"}))
    assert answer.status_code == 422
    assert "10 too many" in answer.text


STAGE = {"title": "Coach", "weight": "20", "gate": "2.5", "minutes": "30", "raters": "2"}


def test_stage_form_saves_and_keeps_what_was_typed(client, rosa, stage):
    client.force_login(rosa)
    url = reverse("interviews:stage-change", args=[stage.pk])
    refused = client.post(url, {**STAGE, "raters": "9", "title": "Half"})
    assert refused.status_code == 422
    assert 'value="Half"' in refused.text
    assert client.post(url, STAGE).status_code == 302
    stage.refresh_from_db()
    assert (stage.title, stage.minutes, stage.on_day) == ("Coach", 30, False)


def test_stage_of_a_locked_plan_is_refused_with_what_was_typed(client, rosa, locked):
    stage = queries.stages_of(locked.pk)[0]
    client.force_login(rosa)
    url = reverse("interviews:stage-change", args=[stage.pk])
    assert "stays as it is" in client.get(url).text
    refused = client.post(url, STAGE)
    assert refused.status_code == 422
    assert 'value="Coach"' in refused.text


def test_stages_are_added_moved_and_removed_by_buttons(client, rosa, draft, stage):
    client.force_login(rosa)
    add = reverse("interviews:stage-add", args=[draft.pk])
    assert client.post(add, {"kind": "cover-letter"}).status_code == 302
    assert client.post(add, {"kind": "tarot"}).status_code == 422
    move = reverse("interviews:stage-move", args=[stage.pk])
    assert client.post(move, {"direction": "down"}).status_code == 302
    assert [each.pk for each in queries.stages_of(draft.pk)].index(stage.pk) == 1
    client.post(move, {"direction": "up"})
    assert queries.stages_of(draft.pk)[0].pk == stage.pk
    client.post(reverse("interviews:stage-remove", args=[stage.pk]))
    assert len(queries.stages_of(draft.pk)) == 8


def test_buttons_on_an_active_plan_are_refused_in_words(client, rosa, active):
    stage = queries.stages_of(active.pk)[0]
    client.force_login(rosa)
    for name in ("stage-move", "stage-remove"):
        answer = client.post(reverse(f"interviews:{name}", args=[stage.pk]))
        assert answer.status_code == 422
        assert "This plan is active" in answer.text


def _criterion(criterion, **changed):
    names = ("name", "question", "probes", "anchor_1", "anchor_3", "anchor_5", "weight")
    data = {name: getattr(criterion, name) for name in names}
    return {**data, "competency": criterion.competency_id, **changed}


def test_criterion_form_saves_and_keeps_what_was_typed(client, rosa, criterion):
    client.force_login(rosa)
    url = reverse("interviews:criterion-change", args=[criterion.pk])
    refused = client.post(url, _criterion(criterion, weight="11", question="Half a question"))
    assert refused.status_code == 422
    assert "Half a question" in refused.text
    caution = Competency.objects.get(code="caution")
    data = _criterion(criterion, competency=caution.pk, question="Ours?", anchor_5="")
    assert client.post(url, data).status_code == 302
    criterion.refresh_from_db()
    assert (criterion.competency, criterion.question) == (caution, "Ours?")
    assert criterion.anchor_5 == caution.anchor_5


def test_criterion_is_added_and_removed(client, rosa, stage):
    client.force_login(rosa)
    caution = Competency.objects.get(code="caution")
    url = reverse("interviews:criterion-add", args=[stage.pk])
    assert client.post(url, {"weight": "1"}).status_code == 422
    assert client.post(url, {"competency": caution.pk, "weight": "1"}).status_code == 302
    added = stage.criteria.get(competency=caution)
    client.post(reverse("interviews:criterion-remove", args=[added.pk]))
    assert not stage.criteria.filter(competency=caution).exists()


def test_retired_competency_is_offered_only_where_it_is_rated(client, rosa, criterion, stage, at):
    Competency.objects.filter(code__in=["warmth", "patience"]).update(retired_at=at)
    client.force_login(rosa)
    option = '<option value="{}"'
    warmth, patience = (Competency.objects.get(code=code) for code in ("warmth", "patience"))
    change = client.get(reverse("interviews:criterion-change", args=[criterion.pk])).text
    assert option.format(warmth.pk) in change
    assert option.format(patience.pk) not in change
    add = client.get(reverse("interviews:criterion-add", args=[stage.pk])).text
    assert option.format(warmth.pk) not in add
