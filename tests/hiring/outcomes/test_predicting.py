"""What predicted good service, and what is not knowable yet."""

import random
import threading

import pytest
from django.db import connection
from django.utils import translation

from candidates.applications.models import Application
from candidates.openings.models import OpeningMember
from hiring.outcomes import sayings, worth
from hiring.outcomes.actions.marks import keep_marks
from hiring.outcomes.models import Hire, HireMarks, Period, Review
from hiring.outcomes.queries.predicting import (
    NEEDED,
    Finding,
    finding_of,
    predictors_of,
    selected_share,
    unrestricted_of,
    weights_of,
)
from hiring.outcomes.queries.results import RESULTS, outcomes_of, results_of
from hiring.statistics.shares import Between
from hiring.statistics.validity import correlation, correlation_between, rank_correlation
from interviews.competencies.models import Competency
from interviews.composites.models import Composite, StageScore
from interviews.plans.models import Criterion, Stage
from interviews.scorecards.models import Rating, Scorecard
from tests.conftest import make_application
from tests.hiring.conftest import SHA
from tests.hiring.outcomes.conftest import BEGAN, hire, hires, period

CODES = {result.code: result for result in RESULTS}


def score(application, plan, value, at):
    """A composite of one value, with a stage score for every stage of the plan."""
    composite = Composite.objects.create(
        application=application, plan=plan, value=value, standard_error=0.2, probability=0.5,
        zone="near", inputs={}, inputs_sha256=SHA, code_version="1", computed_at=at,
    )  # fmt: skip
    for stage in plan.stages.all():
        StageScore.objects.create(composite=composite, stage=stage, value=value)
    return composite


def followed(opening, plan, by, at, amount, r=0.9, seed=3):
    """Hires whose customers are as satisfied as their composite said, more or less."""
    chance = random.Random(seed)
    for person in hires(opening, by, at, amount):
        value = min(5, max(1, chance.gauss(3.8, 0.4)))
        score(person.application, plan, value, at)
        said = value if chance.random() < r else chance.uniform(2.5, 5)
        period(person, 6, satisfaction=min(5, max(1, said)), satisfaction_of=40)


def look(user, opening, code="satisfaction"):
    outcomes = outcomes_of(user, [opening.pk])
    predictors = predictors_of(user, [each.application_id for each in outcomes])
    return outcomes, predictors, finding_of(predictors.composite, results_of(outcomes, code))


def test_sums_agree_with_the_periods_one_by_one(opening, milan, at):
    chance = random.Random(5)
    for person in hires(opening, milan, at, 4):
        for month in range(5, 5 + chance.randrange(1, 4)):
            whole = chance.randrange(1, 30)
            period(
                person, month, satisfaction=chance.uniform(1, 5), satisfaction_of=whole,
                promoters=whole // 2, promoters_of=whole, solved=whole // 3, solved_of=whole,
                quality=chance.choice([None, chance.uniform(50, 100)]),
            )  # fmt: skip
    found = {each.application_id: each.values for each in outcomes_of(milan, [opening.pk])}
    for person in Hire.objects.prefetch_related("periods"):
        known = list(person.periods.all())
        whole = sum(each.promoters_of for each in known)
        plain = {}
        if whole >= 10:
            satisfied = sum(each.satisfaction * each.satisfaction_of for each in known)
            plain["satisfaction"] = pytest.approx(satisfied / whole)
            plain["promoters"] = pytest.approx(100 * sum(each.promoters for each in known) / whole)
            plain["solved"] = pytest.approx(100 * sum(each.solved for each in known) / whole)
        checks = [each.quality for each in known if each.quality is not None]
        if checks:
            plain["quality"] = pytest.approx(sum(checks) / len(checks))
        assert found[person.application_id] == plain


@pytest.mark.parametrize(
    ("value", "language", "said"),
    [(-0.436, "en", "−0.44"), (1, "en", "1.00"), (-0.001, "en", "0.00"), (-0.5, "de", "−0,50")],
)
def test_a_correlation_is_said_with_two_decimals(value, language, said):
    with translation.override(language):
        assert sayings.two(value) == said


def test_about_43_hires_are_needed():
    assert NEEDED == 43


def test_below_twenty_hires_there_is_a_picture_and_no_number(opening, plan, milan, at):
    followed(opening, plan, milan, at, 12)
    outcomes, predictors, found = look(milan, opening)
    assert (found.people, found.r, found.rho, found.is_knowable) == (12, None, None, False)
    assert sayings.verdict(found) == "Not knowable yet: 12 of about 43 hires."
    assert sayings.numbers(found) == ""
    drawing = sayings.scatter_picture(predictors.composite, outcomes, CODES["satisfaction"])
    assert len(drawing.rows) == 12
    assert drawing.title.startswith("Composite against: Satisfaction of customers: H ")


def test_from_twenty_on_a_number_that_is_still_called_unknowable(opening, plan, milan, at):
    followed(opening, plan, milan, at, 25)
    outcomes, _predictors, found = look(milan, opening)
    pairs = [
        (each.value, period.satisfaction)
        for each in Composite.objects.all()
        for period in Period.objects.filter(hire__application=each.application_id)
    ]
    between = correlation_between(correlation(pairs), 25)
    assert (found.r.value, found.r.low, found.r.high) == pytest.approx(
        (between.value, between.low, between.high)
    )
    assert found.rho == pytest.approx(rank_correlation(pairs))
    assert sayings.verdict(found) == "Not knowable yet: 25 of about 43 hires."
    assert "25 hires" in sayings.numbers(found)
    assert len(outcomes) == 25


@pytest.mark.parametrize(
    ("between", "says"),
    [
        (Between(0.4, 0.1, 0.6), "serves better"),
        (Between(-0.4, -0.6, -0.1), "serves worse"),
        (Between(0.1, -0.2, 0.4), "No connection to be seen"),
    ],
)
def test_with_enough_hires_it_says_which_way(opening, plan, milan, at, between, says):
    _outcomes, predictors, _found = look(milan, opening)
    assert says in sayings.verdict(Finding(predictors.composite, 50, between, 0.1))


def test_customers_who_hardly_answered_do_not_count(opening, plan, milan, at):
    [one] = hires(opening, milan, at, 1)
    period(one, 6, satisfaction=5, satisfaction_of=9, promoters=9, promoters_of=9)
    assert outcomes_of(milan, [opening.pk])[0].values == {}
    period(one, 7, satisfaction=3, satisfaction_of=1, promoters=0, promoters_of=1)
    values = outcomes_of(milan, [opening.pk])[0].values
    assert values == {"satisfaction": pytest.approx(4.8), "promoters": pytest.approx(90)}


def test_every_result_comes_from_its_own_figures(opening, milan, at):
    [one] = hires(opening, milan, at, 1, alone_on=BEGAN.replace(month=10))
    period(one, 6, quality=80, solved=15, solved_of=20, days_there=18, days_due=20)
    period(one, 7, quality=90)
    said = {"customers": 4, "reliability": 4, "team": 4, "learning": 4, "again": True}
    for days, more in ((30, {}), (180, {"team": 2})):
        Review.objects.create(
            hire=one, after_days=days, supervisor=milan, asked_at=at, answered_at=at, **said | more
        )
    assert outcomes_of(milan, [opening.pk])[0].values == {
        "quality": 85, "solved": 75, "attendance": 90, "supervisor": 3.5,
        "ramp": pytest.approx(-153 / 30.44),
    }  # fmt: skip


@pytest.fixture
def marked(kim, plan, milan, ines, viktor, at):
    """Kim was hired; ines and viktor marked warmth, viktor is not done."""
    hire(kim, milan)
    score(kim, plan, 4.0, at)
    stage = plan.stages.get()
    warmth = Competency.objects.create(
        code="warm", name="Warmth", anchor_1="a", anchor_3="b", anchor_5="c"
    )
    criterion = Criterion.objects.create(
        stage=stage, position=1, competency=warmth, name="Warmth", anchor_1="a", anchor_3="b",
        anchor_5="c",
    )  # fmt: skip
    for person, value, locked in ((ines, 5, at), (viktor, 2, None)):
        card = Scorecard.objects.create(
            stage=stage, application=kim, interviewer=person, due_at=at, created_at=at
        )
        Rating.objects.create(
            scorecard=card, criterion=criterion, value=value, evidence="Seen and heard. " * 4,
            saved_at=at,
        )  # fmt: skip
        Scorecard.objects.filter(pk=card.pk).update(locked_at=locked)
    return kim


def test_marks_count_by_criterion_and_by_interviewer_once_locked(marked, milan):
    found = predictors_of(milan, [marked.pk])
    assert [(each.label, dict(each.values)) for each in found.criteria] == [
        ("Warmth", {marked.pk: 5})
    ]
    assert [each.label for each in found.interviewers] == ["Ines Ivanova"]
    assert [(each.label, dict(each.values)) for each in found.stages] == [
        ("Voice coach", {marked.pk: 4})
    ]
    assert found.named("criterion-warm").label == "Warmth"
    assert found.named("nonsense").key == "composite"


def test_whoever_still_owes_a_scorecard_learns_nothing_of_that_candidate(
    marked, plan, milan, opening, client, at
):
    Stage.objects.create(
        plan=plan, position=2, kind="psychologist", title="Talk", weight=0, minutes=20
    )
    Scorecard.objects.create(
        stage=plan.stages.get(position=2), application=marked, interviewer=milan, due_at=at,
        created_at=at,
    )  # fmt: skip
    period(Hire.objects.get(), 6, satisfaction=4, satisfaction_of=40)
    found = predictors_of(milan, [marked.pk])
    assert (dict(found.composite.values), found.stages, found.criteria, found.interviewers) == (
        {}, (), (), ()
    )  # fmt: skip
    client.force_login(milan)
    assert "Ines Ivanova" not in client.get("/outcomes/predicted/").content.decode()


def seen(user, application):
    found = predictors_of(user, [application.pk])
    sorts = (found.stages, found.criteria, found.interviewers)
    return dict(found.composite.values), [[(p.label, dict(p.values)) for p in s] for s in sorts]


def test_what_a_worker_kept_says_the_same_as_the_marks(marked, plan, milan, viktor, at):
    plain = seen(milan, marked)
    assert keep_marks() == 1
    assert keep_marks() == 0
    assert seen(milan, marked) == plain
    # one more mark makes another composite, of which nothing is kept yet
    Scorecard.objects.filter(interviewer=viktor).update(locked_at=at)
    Composite.objects.update(is_current=False)
    score(marked, plan, 3.0, at)
    after = seen(milan, marked)
    assert after[1][1] == [("Warmth", {marked.pk: 3.5})]
    assert keep_marks() == 1
    assert HireMarks.objects.count() == 1
    assert seen(milan, marked) == after


def test_what_is_kept_is_kept_from_whoever_owes_a_scorecard(marked, viktor, opening):
    keep_marks()
    HireMarks.objects.update(means={"stage": {}, "criterion": {"warm": 1.25}, "interviewer": {}})
    OpeningMember.objects.create(opening=opening, user=viktor, part="hiring_manager")
    assert seen(viktor, marked) == ({}, [[], [], []])


@pytest.mark.django_db(transaction=True)
def test_two_workers_keep_marks_once(marked):
    def work():
        keep_marks()
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert HireMarks.objects.count() == 1


def test_thorndike_stands_beside_as_an_if(opening, plan, milan, at):
    followed(opening, plan, milan, at, 30)
    outcomes, predictors, found = look(milan, opening)
    chance = random.Random(1)
    for number in range(40):
        person = make_application(opening, f"A {number}", f"a{number}@example.org", at)
        score(person, plan, min(5, max(1, chance.gauss(3, 0.8))), at)
    corrected = unrestricted_of(milan, [opening.pk], found, outcomes)
    assert corrected.spread_of_applicants > corrected.spread_of_hired
    assert found.r.value < corrected.r < 1
    stage = finding_of(predictors.stages[0], results_of(outcomes, "satisfaction"))
    assert unrestricted_of(milan, [opening.pk], stage, outcomes) is not None
    few = finding_of(predictors.composite, results_of(outcomes[:5], "satisfaction"))
    assert unrestricted_of(milan, [opening.pk], few, outcomes) is None


def test_weights_are_not_asked_about_before_a_hundred_hires(opening, plan, milan, at):
    followed(opening, plan, milan, at, 12)
    outcomes, predictors, _found = look(milan, opening)
    assert weights_of(predictors, outcomes, "satisfaction") is None


def test_share_hired_of_those_who_are_settled(opening, kim, jonas, milan, at):
    assert selected_share([opening.pk]) == (0, 0)
    hire(kim, milan)
    Application.objects.filter(pk=jonas.pk).update(state="withdrawn")
    assert selected_share([opening.pk]) == (1, 2)


def test_worth_is_a_range_of_ifs():
    assert worth.validities(None) == (0.2, 0.5)
    assert worth.validities(Between(0.4, -0.1, 0.7)) == (0.01, 0.7)
    thirty, fifty, _seventy = worth.successes(1 / 30, (0.42, 0.42))
    assert (thirty.base, thirty.low) == (30, pytest.approx(67.22, abs=0.01))
    assert fifty.high == pytest.approx(84.55, abs=0.01)


def test_worth_in_money_is_brogden_cronbach_and_gleser():
    found = worth.gains(hired=10, applicants=100, salary=30_000, cost=150, between=(0.4, 0.4))
    middle = next(each for each in found if each.spread == 40)
    assert middle.low == pytest.approx(153_478.40, abs=0.01)


def test_the_page_says_what_is_not_knowable(client, opening, plan, milan, at):
    followed(opening, plan, milan, at, 12)
    client.force_login(milan)
    text = client.get("/outcomes/predicted/?salary=30000&cost=150").content.decode()
    assert "Not knowable yet: 12 of about 43 hires." in text
    assert "Not asked before there are 100 hires with every stage (12 so far)" in text
    assert (
        "an if: yours is not knowable yet" not in text
    )  # everybody is hired: no share to speak of
    person = make_application(opening, "D", "d@example.org", at)
    Application.objects.filter(pk=person.pk).update(state="withdrawn")
    text = client.get("/outcomes/predicted/?salary=30000&cost=150").content.decode()
    assert "an if: yours is not knowable yet" in text
    assert "40 % of a year's pay" in text
    assert (
        "whole numbers above zero" in client.get("/outcomes/predicted/?salary=x").content.decode()
    )


@pytest.mark.parametrize("query", ["", "?result=nonsense&opening=none&closer=%00", "?result=ramp"])
def test_nonsense_in_the_address_counts_as_nothing(client, milan, query):
    client.force_login(milan)
    assert client.get(f"/outcomes/predicted/{query}").status_code == 200


def test_hires_of_others_are_in_no_figure(client, opening, plan, milan, oskar, at):
    followed(opening, plan, milan, at, 3)
    assert outcomes_of(oskar, [opening.pk]) == []
    client.force_login(oskar)
    assert "H 1" not in client.get("/outcomes/predicted/").content.decode()


@pytest.mark.parametrize("amount", [1, 3])
def test_the_page_costs_the_same_for_one_hire_as_for_three(
    client, opening, plan, milan, at, amount, django_assert_num_queries
):
    followed(opening, plan, milan, at, amount)
    client.force_login(milan)
    client.get("/outcomes/predicted/")
    with django_assert_num_queries(10):
        client.get("/outcomes/predicted/")
