"""Short texts of cards and lines."""

import datetime as dt

import pytest
from django.utils import timezone

from candidates.applications import strip, words
from candidates.applications.keys import among
from candidates.applications.models import Application
from candidates.applications.panels import StripCell


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        ({"seconds": -5}, "0 minutes"),
        ({"seconds": 59}, "0 minutes"),
        ({"minutes": 1}, "1 minute"),
        ({"hours": 23, "minutes": 59}, "23 hours"),
        ({"days": 1}, "1 day"),
        ({"days": 6}, "6 days"),
        ({"days": 15}, "2 weeks"),
        ({"days": 400}, "13 months"),
    ],
)
def test_waited_says_one_unit(at, ago, said):
    assert words.waited(at - dt.timedelta(**ago), at, "en") == said


def test_dates_are_the_viewers(at):
    late = at.replace(hour=23, minute=30)
    assert (words.day(late, "en"), words.clock(late, "en")) == ("18 Nov 2026", "18 Nov 23:30")
    with timezone.override("Asia/Taipei"):
        assert (words.day(late, "en"), words.clock(late, "en")) == ("19 Nov 2026", "19 Nov 07:30")


def test_score_says_its_error_where_there_is_one():
    assert words.score(3.456, 0.2, "en") == "3.5 ± 0.2"
    assert words.score(3.0, None, "en") == "3.0"


def test_strip_says_every_stage_and_escapes_it():
    cells = (StripCell("Voice <b>", "done"), StripCell("Panel", "todo"))
    assert strip.draw(cells, "en") == (
        '<span class="strip" role="img" title="Voice &lt;b&gt;: done, Panel: to do">'
        '<i class="strip-cell" data-state="done"></i><i class="strip-cell" data-state="todo"></i>'
        "</span>"
    )
    assert strip.draw((), "en") == ""


def test_among_is_one_array(kim, jonas, django_assert_num_queries):
    with django_assert_num_queries(1) as queries:
        found = set(Application.objects.filter(pk__in=among([kim.pk, 0])))
    assert found == {kim}
    assert "unnest" in queries.captured_queries[0]["sql"]
    assert not Application.objects.filter(pk__in=among([])).exists()
