"""What plans put on the pages of openings."""

from django.template.loader import render_to_string
from django.urls import reverse

from interviews.plans import actions
from interviews.plans.models import Stage
from interviews.plans.panels import what_awaits


def test_careers_page_shows_the_active_plans_stages_with_minutes_and_notes(client, opening, active):
    Stage.objects.filter(plan=active, kind="support-case").update(on_day=False, minutes=33)
    text = client.get(reverse("candidates:careers-opening", args=[opening.slug])).text
    assert "What awaits you" in text
    assert "You meet our voice coach." in text
    assert text.index("33 minutes") < text.index("On the day") < text.index("20 minutes")


def test_careers_page_tells_nothing_of_weights_gates_bar_or_anchors(client, opening, active):
    text = client.get(reverse("candidates:careers-opening", args=[opening.slug])).text
    criterion = active.stages.first().criteria.first()
    for secret in ("20 %", "2.50", "3.70", criterion.question, criterion.anchor_5, "m lost"):
        assert secret not in text


def test_draft_is_not_told_to_candidates(opening, draft):
    assert what_awaits(opening) is None


def test_overview_shows_the_plan_or_leads_to_the_choice(client, opening, rosa, at):
    client.force_login(rosa)
    url = reverse("candidates:opening-page", args=[opening.slug])
    choose = reverse("interviews:plan-choose", args=[opening.slug])
    assert choose in client.get(url).text
    actions.create_plan_from_template(opening_id=opening.pk, template="d", actor=rosa, at=at)
    text = client.get(url).text
    assert choose not in text
    assert "The two-hour interview" in text


def test_kit_shows_guide_criteria_and_anchors(active):
    stage = active.stages.get(kind="teach-me-something")
    context = {"kind": stage.kind_class, "criteria": stage.criteria.all()}
    text = render_to_string("interviews/stages/_kit.html", context)
    assert "I&#x27;m lost." in text
    for criterion in stage.criteria.all():
        assert criterion.name in text
    assert text.count('class="anchors"') == 3
