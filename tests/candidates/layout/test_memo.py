"""What one page asks again and again is answered once, and never for the next page."""

import pytest
from django.http import HttpResponse

from candidates.layout.memo import answers_of_a_page, once_a_page
from candidates.openings.access import is_part
from candidates.openings.models import OpeningMember


@pytest.fixture
def asked():
    return []


@pytest.fixture
def ask(asked):
    @once_a_page
    def ask(key, *, other=0):
        asked.append((key, other))
        return len(asked)

    return ask


def page(rf, method, *questions):
    """The answers that one request gets."""
    answers = []

    def view(_request):
        answers.extend(question() for question in questions)
        return HttpResponse()

    answers_of_a_page(view)(getattr(rf, method)("/"))
    return answers


def test_a_page_asks_once_for_each_key_and_the_next_page_anew(rf, ask, asked):
    questions = (lambda: ask(1), lambda: ask(1), lambda: ask(2), lambda: ask(1, other=5))
    assert page(rf, "get", *questions) == [1, 1, 2, 3]
    assert page(rf, "get", *questions) == [4, 4, 5, 6]
    assert asked == [(1, 0), (2, 0), (1, 5)] * 2


def test_where_something_may_be_written_and_outside_of_requests_nothing_is_kept(rf, ask):
    assert page(rf, "post", lambda: ask(1), lambda: ask(1)) == [1, 2]
    assert [ask(1), ask(1)] == [3, 4]


def test_a_page_that_fails_leaves_nothing_behind(rf, ask):
    with pytest.raises(ZeroDivisionError):
        page(rf, "get", lambda: ask(1), lambda: 1 // 0)
    assert [ask(1), ask(1)] == [2, 3]


def test_who_lost_their_part_is_refused_by_the_next_page(rf, rosa, opening):
    question = lambda: is_part(rosa, opening.pk, "recruiter")  # noqa: E731
    assert page(rf, "get", question, question) == [True, True]
    OpeningMember.objects.all().delete()
    assert page(rf, "get", question) == [False]
