"""What may be read: never of fewer than five, hired and declined apart."""

import datetime as dt

import pytest

from hiring.voices import pictures
from hiring.voices.actions import count_asked, mix_answers
from hiring.voices.models import Answer, AnswerCount, Asked
from hiring.voices.queries import SUPPRESSED_BELOW, pooled, voices_of
from tests.conftest import make_application
from tests.hiring.voices.conftest import answers


def read(user, *openings):
    return voices_of(user, [each.pk for each in openings])


def test_hired_and_declined_stand_apart_with_their_difference(opening, milan):
    answers(opening, "hired", [5] * 80, yes=56)
    answers(opening, "declined", [2] * 80, yes=48)
    voices = read(milan, opening)
    assert (voices.hired.recommends.count, voices.hired.recommends.of) == (56, 80)
    assert (voices.declined.felt, voices.declined.good.count) == ((0, 80, 0, 0, 0), 0)
    assert voices.gap.value == pytest.approx(0.1)
    assert voices.gap.low < 0 < voices.gap.high
    assert "cannot be told yet" in pictures.say_gap(voices.gap)


def test_of_fewer_than_five_nothing_is_shown(opening, milan):
    answers(opening, "declined", [1] * 4, yes=0, words="Findable.")
    group = read(milan, opening).declined
    assert (group.is_hidden, group.felt, group.wishes, group.good) == (True, (), (), None)
    answers(opening, "declined", [1], yes=0, words="Findable.")
    group = read(milan, opening).declined
    assert (group.is_hidden, len(group.wishes)) == (False, 5)


def test_what_one_opening_hides_no_sum_gives_away(opening, oskar, ada):
    """Nine of one opening and three of another: shown is the nine, whatever is asked for."""
    other = oskar.openings.get()
    answers(opening, "declined", [4] * 9, yes=9)
    answers(other, "declined", [1] * 3, yes=0)
    assert read(ada, opening, other).declined.recommends.of == 9
    answers(other, "declined", [1] * 2, yes=0)
    assert read(ada, opening, other).declined.recommends.of == 14


@pytest.mark.parametrize(
    ("counts", "kept"),
    [
        ({1: 5, 2: 4}, {1}),
        ({1: 5, 2: 4, 3: 1}, {1, 2, 3}),
        ({1: 2, 2: 2}, set()),
        ({1: 3, 2: 2}, {1, 2}),
        ({}, set()),
    ],
)
def test_which_openings_may_be_added_up(counts, kept):
    assert pooled(counts) == kept


def test_response_rate(opening, milan, at):
    for number in range(8):
        person = make_application(opening, f"P{number}", f"p{number}@example.org", at)
        Asked.objects.create(application=person, ending="declined", answered=number < 6)
    answers(opening, "declined", [4] * 6, yes=5)
    answered = read(milan, opening).declined.answered
    assert (answered.count, answered.of) == (6, 8)


def test_counts_agree_with_the_plain_query(opening, oskar, ada, at):
    other = oskar.openings.get()
    september, october = dt.date(2026, 9, 1), dt.date(2026, 10, 1)
    answers(opening, "declined", [1, 2, 2, 4, 5, 5], yes=4, month=september)
    answers(other, "declined", [3] * 7, yes=2, month=october)
    answers(other, "hired", [5] * 6, yes=5, month=october)
    for number, place in enumerate([opening, opening, other]):
        person = make_application(place, f"P{number}", f"p{number}@example.org", at)
        Asked.objects.create(application=person, ending="declined")
    for places in ([opening], [opening, other]):
        voices, surveys = read(ada, *places), Answer.objects.filter(opening__in=places)
        for group in voices.groups:
            plain = surveys.filter(ending=group.ending)
            asked = Asked.objects.filter(application__opening__in=places, ending=group.ending)
            assert group.asked == asked.count()
            if plain.count() < SUPPRESSED_BELOW:
                continue
            assert group.felt == tuple(plain.filter(felt=word).count() for word in range(1, 6))
            assert group.recommends.count == plain.filter(recommends=True).count()
        for month in voices.months:
            plain = surveys.filter(ending="declined", in_month=month.month)
            said = (month.recommends.count, month.recommends.of)
            assert said == (plain.filter(recommends=True).count(), plain.count())
        assert len(voices.months) == len(places)


def test_counts_kept_by_a_worker_say_the_same_as_the_answers(opening, plan, oskar, ada, at):
    other = oskar.openings.get()
    for month, felt in ((9, [1, 2, 2, 4, 5, 5]), (10, [3] * 5)):
        answers(opening, "declined", felt, yes=4, month=dt.date(2026, month, 1))
    answers(other, "hired", [5] * 6, yes=5)
    for felt in (5, 5, 4, 2, 1):
        Answer.objects.create(
            opening=opening, stage=plan.stages.get(), felt=felt, in_month=dt.date(2026, 11, 1)
        )
    person = make_application(opening, "P", "p@example.org", at)
    Asked.objects.create(application=person, ending="declined")
    plain = read(ada, opening, other)
    for _again in range(2):
        mix_answers()
        count_asked()
        assert read(ada, opening, other) == plain
    assert AnswerCount.objects.filter(opening=other).count() == 4  # yes and no, by word and month
    answers(opening, "declined", [5], yes=1)  # not mixed yet
    assert sum(read(ada, opening, other).declined.felt) == 12
    AnswerCount.objects.update(amount=100)  # what is kept is read, and not counted again
    assert read(ada, other).hired.recommends.of == 200


def test_stages_add_up_over_the_versions_of_a_plan(opening, plan, milan):
    stage = plan.stages.get()
    for felt in (5, 5, 4, 2):
        Answer.objects.create(
            opening=opening, stage=stage, felt=felt, in_month=dt.date(2026, 11, 1)
        )
    [voice] = read(milan, opening).stages
    assert (voice.taps, voice.is_hidden, voice.felt) == (0, True, ())
    Answer.objects.create(opening=opening, stage=stage, felt=5, in_month=dt.date(2026, 11, 1))
    [voice] = read(milan, opening).stages
    assert (voice.title, voice.taps, voice.good.count) == ("Voice coach", 5, 4)


def test_months_hide_what_could_be_told_by_subtraction(opening, milan):
    answers(opening, "declined", [4] * 6, yes=5, month=dt.date(2026, 9, 1))
    answers(opening, "declined", [4] * 7, yes=6, month=dt.date(2026, 10, 1))
    assert [each.recommends.of for each in read(milan, opening).months] == [6, 7]
    answers(opening, "declined", [4] * 2, yes=0)
    assert read(milan, opening).months == ()


def test_who_reads_what(opening, milan, oskar, rosa, ines, ada, client):
    answers(opening, "declined", [1] * 6, yes=0, words="Canary in the corridor.")
    for user, status, reads in (
        (milan, 200, True), (ada, 200, True), (oskar, 200, False), (rosa, 403, False),
        (ines, 403, False),
    ):  # fmt: skip
        client.force_login(user)
        response = client.get("/voices/")
        assert (response.status_code, b"Canary in the corridor" in response.content) == (
            status, reads
        )  # fmt: skip


@pytest.mark.parametrize("amount", [1, 3])
def test_the_page_costs_the_same_for_one_stage_as_for_three(
    opening, plan, milan, client, amount, django_assert_num_queries
):
    stage = plan.stages.get()
    for number in range(amount):
        stage.pk, stage.position, stage.title = None, number + 2, f"Stage {number}"
        stage.save()
        for _each in range(5):
            Answer.objects.create(
                opening=opening, stage=stage, felt=4, in_month=dt.date(2026, 11, 1)
            )
    answers(opening, "declined", [4] * 6, yes=5, words="Calm.")
    client.force_login(milan)
    client.get("/voices/")
    with django_assert_num_queries(12):
        client.get("/voices/")


def test_too_few_are_said_in_words_and_in_the_picture(opening, milan, client):
    answers(opening, "hired", [4] * 3, yes=3)
    client.force_login(milan)
    text = client.get(f"/voices/?opening={opening.slug}").content.decode()
    assert "<strong>Hired:</strong> too few answers to show any." in text
    assert "fewer than 5: not shown" in text
