"""The board and the table of an opening."""

import datetime as dt
from urllib.parse import parse_qsl, urlencode

import pytest
import time_machine
from django.urls import reverse

from candidates.applications import doors, panels
from candidates.applications.actions import move_application
from candidates.applications.models import Application, Move, State
from candidates.applications.overdue import LIMITS, is_overdue
from candidates.applications.queries import board, table
from candidates.people import names
from candidates.people.models import Candidate
from tests.conftest import make_application

pytestmark = pytest.mark.usefixtures("own_floor")
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _now(at):
    with time_machine.travel(at, tick=False):
        yield


def url(name, opening, query=""):
    return reverse(f"candidates:{name}", args=[opening.slug]) + query


def fill(opening, at, amount, **fields):
    """Put people into the opening whose names, dates and waits differ."""
    called = [f"Person {chr(ord('a') + number % 26)}{number:03}" for number in range(amount)]
    candidates = Candidate.objects.bulk_create(
        Candidate(
            name=name,
            email=f"p{opening.pk}.{number}@example.org",
            sort_key=names.sort_key(name, "en"),
            search_text=names.search_text(name, ""),
            created_at=at,
        )
        for number, name in enumerate(called)
    )
    made = Application.objects.bulk_create(
        Application(
            opening=opening,
            candidate=candidate,
            applied_at=at - dt.timedelta(hours=number),
            state_since_at=at - dt.timedelta(hours=number * 7 % 50),
            **fields,
        )
        for number, candidate in enumerate(candidates)
    )
    Move.objects.bulk_create(
        Move(application=each, to_state=each.state, at=each.applied_at) for each in made
    )
    return made


@pytest.mark.parametrize("others", [0, 2])
def test_board_makes_the_same_queries_for_one_and_three(
    client, rosa, kim, opening, at, others, django_assert_num_queries
):
    fill(opening, at, others)
    client.force_login(rosa)
    with django_assert_num_queries(6):
        response = client.get(url("pipeline-board", opening))
    assert len(response.context["board"].columns[0].cards) == 1 + others


@pytest.mark.parametrize("others", [0, 2])
@pytest.mark.parametrize(
    ("query", "queries"), [("", 7), ("?q=per&source=&overdue=1&sort=-name&state=all", 8)]
)
def test_table_makes_the_same_queries_for_one_and_three(
    client, rosa, opening, at, others, query, queries, django_assert_num_queries
):
    fill(opening, at - dt.timedelta(days=9), 1 + others)
    client.force_login(rosa)
    with django_assert_num_queries(queries):
        response = client.get(url("pipeline-table", opening, query))
    assert len(response.context["rows"]) == 1 + others


def test_board_puts_the_longest_waiting_first_and_thirty_at_most(client, rosa, opening, at):
    fill(opening, at, 40)
    client.force_login(rosa)
    response = client.get(url("pipeline-board", opening))
    column = response.context["board"].columns[0]
    waits = [card.since_at for card in column.cards]
    assert waits == sorted(waits)
    assert (len(waits), column.amount, column.more) == (30, 40, 10)
    assert f"{column.url}" == url("pipeline-table", opening, "?state=applied&sort=waiting")
    assert "10 more" in response.content.decode()


def test_board_folds_closed_states_into_counts(client, rosa, kim, jonas, opening, at):
    move_application(
        application_id=kim.pk, to=State.DECLINED, actor=rosa, at=at, reason="A canary reason"
    )
    client.force_login(rosa)
    response = client.get(url("pipeline-board", opening))
    assert [(column.state, column.amount) for column in response.context["board"].closed] == [
        (State.HIRED, 0), (State.DECLINED, 1), (State.WITHDRAWN, 0),
    ]  # fmt: skip
    assert "Kim Karlsson" not in response.content.decode()


def test_board_answers_htmx_with_its_columns_only(client, rosa, kim, opening):
    client.force_login(rosa)
    html = client.get(url("pipeline-board", opening), headers=HTMX).content.decode()
    assert html.strip().startswith('<div id="board"')
    assert "<html" not in html
    assert "Kim Karlsson" in html


def test_board_of_an_empty_opening_says_what_to_do(client, rosa, opening):
    client.force_login(rosa)
    assert "Nobody has applied yet" in client.get(url("pipeline-board", opening)).content.decode()


@pytest.mark.parametrize("name", ["pipeline-board", "pipeline-table"])
def test_pipeline_is_404_for_strangers_and_interviewers(client, oskar, ines, kim, opening, name):
    for user in (oskar, ines):
        client.force_login(user)
        assert client.get(url(name, opening)).status_code == 404
        assert client.post(url("pipeline-bulk", opening)).status_code == 404


def test_board_draws_what_the_floors_above_know(client, rosa, kim, opening, at):
    cells = (panels.StripCell("Voice coach", "done"), panels.StripCell("<Psychologist>", "part"))
    asked = []

    def provider(user, ids, moment):
        asked.append((user.pk, list(ids), moment))
        return {kim.pk: panels.CardFacts(cells, at, "Voice coach", 4.25, 0.2, "near", ("Flag",))}

    panels.register_facts(provider)
    client.force_login(rosa)
    html = client.get(url("pipeline-board", opening)).content.decode()
    assert asked == [(rosa.pk, [kim.pk], at)]
    assert "4.2 ± 0.2" in html
    assert "Voice coach: done" in html
    assert "&lt;Psychologist&gt;: marks missing" in html
    assert "18 Nov 12:00 Voice coach" in html


def test_board_says_where_a_card_may_be_dropped(kim, rosa, opening, at):
    columns = {column.state: column.targets for column in board.board_of(rosa, opening, at).columns}
    assert columns == {
        State.APPLIED: "screening",
        State.SCREENING: "applied invited",
        State.INVITED: "screening on_day",
        State.ON_DAY: "invited deciding",
        State.DECIDING: "on_day",
        State.OFFERED: "deciding",
    }


@pytest.mark.parametrize("sort", ["waiting", "name", "date"])
@pytest.mark.parametrize("sign", ["", "-"])
@pytest.mark.parametrize("extra", ["", "&state=all", "&q=person", "&overdue=1&state=applied"])
@pytest.mark.parametrize("rare", [1000, 10])
def test_table_pages_show_everybody_once_in_order(
    client, rosa, opening, at, sort, sign, extra, rare, monkeypatch
):
    if rare == 10:
        monkeypatch.setattr(table, "RARE", rare)  # the words are common then
    made = fill(opening, at - dt.timedelta(days=9), 120)
    client.force_login(rosa)
    seen, query = [], f"?sort={sign}{sort}{extra}"
    for _page in range(4):
        response = client.get(url("pipeline-table", opening, query))
        seen += response.context["rows"]
        query = "?" + response.context["next_page"]
        if query == "?":
            break
    keys = {
        "waiting": lambda row: (row.since_at, row.pk),
        "name": lambda row: (names.sort_key(row.name, "en"), row.pk),
        "date": lambda row: (row.applied_at, row.pk),
    }
    assert [row.pk for row in seen] == [
        row.pk for row in sorted(seen, key=keys[sort], reverse=sign == "-")
    ]
    assert sorted(row.pk for row in seen) == sorted(each.pk for each in made)


@pytest.mark.parametrize("rare", [1000, 0])
def test_table_filters_by_state_source_and_text(client, rosa, opening, kim, at, rare, monkeypatch):
    monkeypatch.setattr(table, "RARE", rare)
    fill(opening, at, 3, source="Radio")
    client.force_login(rosa)

    def names_of(query):
        rows = client.get(url("pipeline-table", opening, query)).context["rows"]
        return sorted(row.name for row in rows)

    assert names_of("?source=Radio") == ["Person a000", "Person b001", "Person c002"]
    assert names_of("?source=Radio&q=b001") == ["Person b001"]
    assert names_of("?source=Radio&q=b001&overdue=1") == []
    assert names_of("?q=@") == []
    assert names_of("?state=screening") == []
    assert len(names_of("?state=applied")) == 4
    # what an address gets wrong counts as not said
    assert len(names_of("?state=xyz&source=Nowhere&sort=zz&after=%00nonsense")) == 4


def test_table_offers_the_sources_there_are(client, rosa, opening, kim, at):
    fill(opening, at, 2, source="Radio")
    Application.objects.filter(pk=kim.pk).update(source="Fair")
    client.force_login(rosa)
    form = client.get(url("pipeline-table", opening)).context["form"]
    assert [value for value, _ in form.fields["source"].choices] == ["", "Fair", "Radio"]
    assert table.sources_of(opening) == ["Fair", "Radio"]


def test_table_shows_overdue_ones_only(client, rosa, opening, kim, jonas, at):
    Application.objects.filter(pk=kim.pk).update(state_since_at=at - dt.timedelta(days=4))
    client.force_login(rosa)
    response = client.get(url("pipeline-table", opening, "?overdue=1"))
    assert [(row.name, row.is_overdue) for row in response.context["rows"]] == [
        ("Kim Karlsson", True)
    ]


def test_overdue_begins_after_the_limit_and_never_in_closed_states(at):
    limit = LIMITS[State.APPLIED]
    assert not is_overdue(State.APPLIED, at - limit, at)
    assert is_overdue(State.APPLIED, at - limit - dt.timedelta(seconds=1), at)
    assert not is_overdue(State.HIRED, at - dt.timedelta(days=900), at)


@pytest.mark.parametrize(
    "after", ["x", "!!!", "W10", "WzEsMl0", "WyJhIiwyXQ", "WyJcdWQ4MDAiLDFd", "WyJcdTAwMDAiLDFd"]
)
@pytest.mark.parametrize("sort", ["name", "date"])
def test_table_takes_a_broken_bookmark_for_none(client, rosa, opening, kim, after, sort):
    client.force_login(rosa)
    response = client.get(url("pipeline-table", opening, f"?sort={sort}&after={after}"))
    assert response.status_code == 200


def bulk(client, opening, *applications, **data):
    ids = [application.pk for application in applications]
    return client.post(url("pipeline-bulk", opening), {"application_ids": ids, **data})


def test_bulk_moves_and_says_why_one_could_not(client, rosa, kim, jonas, opening, at):
    move_application(application_id=jonas.pk, to=State.SCREENING, actor=rosa, at=at)
    move_application(application_id=jonas.pk, to=State.INVITED, actor=rosa, at=at)
    client.force_login(rosa)
    here = "sort=name&state=all"
    response = bulk(client, opening, kim, jonas, to="screening", here=here)
    assert response.url.startswith(url("pipeline-table", opening, f"?{here}&step={kim.pk}."))
    page = client.get(response.url).content.decode()
    assert "2 applications are in “Screening” now." in page  # back from invited is legal
    response = bulk(client, opening, kim, jonas, to="on_day", here="")
    page = client.get(response.url).content.decode()
    assert "Kim Karlsson is in “Screening” and cannot go to “On the Day” from there." in page
    assert "Jonas Jonaitis is in “Screening” and cannot go to “On the Day” from there." in page


@pytest.mark.parametrize("to", ["screening", "declined"])
def test_bulk_is_undone_once_and_only_for_who_stayed(client, rosa, kim, jonas, opening, at, to):
    client.force_login(rosa)
    response = bulk(client, opening, kim, jonas, to=to, reason="A slip", here="state=all")
    assert "2 applications are in" in client.get(response.url).content.decode()
    back = State.INVITED if to == "screening" else State.APPLIED
    later = at + dt.timedelta(minutes=1)
    move_application(application_id=jonas.pk, to=back, actor=rosa, at=later)
    step = dict(parse_qsl(response.url.partition("?")[2]))
    undo = url("pipeline-undo", opening)
    with time_machine.travel(later, tick=False):
        page = client.post(undo, {"here": "state=all", **step}, follow=True).content.decode()
    assert "1 application is where it was." in page
    assert list(Application.objects.order_by("pk").values_list("state", flat=True)) == [
        State.APPLIED,
        back,
    ]
    page = client.post(undo, {"here": "", **step}, follow=True).content.decode()
    assert "There is nothing to undo" in page
    assert Move.objects.count() == 6


@pytest.mark.parametrize("step", [{}, {"step": "x.9.", "at": "x"}, {"at": "2026-11-26T10:00"}])
def test_undo_of_nonsense_changes_nothing(client, rosa, kim, opening, step):
    client.force_login(rosa)
    page = client.post(url("pipeline-undo", opening), step, follow=True).content.decode()
    assert "There is nothing to undo" in page
    assert Move.objects.count() == 1


def test_application_pages_lead_through_the_list(client, rosa, kim, jonas, opening, at):
    eva = make_application(opening, "Eva", "eva@example.org", at + dt.timedelta(minutes=5))
    client.force_login(rosa)
    said = urlencode({"list": "state=applied&sort=date"})
    table = client.get(url("pipeline-table", opening, "?state=applied&sort=date"))
    first, second, third = kim, jonas, eva
    assert table.content.decode().index(f"/{first.pk}/?{said}") < table.content.decode().index(
        f"/{second.pk}/?{said}"
    )

    def page_of(application, more=""):
        html = client.get(f"{own(application)}?{said}{more}").content.decode()
        return html[html.index('<nav class="walk"') :].partition("</nav>")[0]

    assert 'rel="prev"' not in page_of(first)
    assert f'href="{own(first)}?{said}"' in page_of(second)
    assert f'href="{own(third)}?{said}"' in page_of(second)
    assert "the last one" in page_of(third)
    typed = {"to": "screening", "list": "state=applied&sort=date", "then": third.pk}
    response = client.post(f"{own(second)}move/", typed)
    assert response.url == f"{own(third)}?moved={second.pk}&{said}"
    assert "Jonas Jonaitis: from “Applied”" in client.get(response.url).content.decode()
    for nobody in ("", "x"):
        response = client.post(f"{own(third)}move/", {**typed, "then": nobody})
        assert response.url.startswith(url("pipeline-table", opening, "?state=applied&sort=date"))


def own(application):
    return reverse("candidates:application-page", args=[application.pk])


def test_table_is_taken_out_as_a_file(client, rosa, kim, jonas, opening, at):
    Candidate.objects.filter(pk=jonas.candidate_id).update(name="=1+1", phone="+370 600 1")
    move_application(application_id=jonas.pk, to=State.SCREENING, actor=rosa, at=at)
    client.force_login(rosa)
    answer = client.get(url("pipeline-table", opening, "?state=screening&format=csv"))
    assert answer["Content-Disposition"] == f'attachment; filename="{opening.slug}-2026-11-18.csv"'
    head, line, end = answer.content.decode("utf-8-sig").split("\r\n")
    assert head.startswith("Name,E-mail,Phone,State,")
    assert line == f"'=1+1,{jonas.candidate.email},+370 600 1,Screening,2026-11-18,2026-11-18,,,,"
    assert end == ""


def test_file_makes_the_same_queries_for_one_and_three(
    client, rosa, kim, opening, at, django_assert_num_queries
):
    client.force_login(rosa)
    for amount in (0, 2):
        fill(opening, at, amount)
        with django_assert_num_queries(6):
            answer = client.get(url("pipeline-table", opening, "?format=csv"))
        assert answer.content.count(b"\r\n") == 2 + amount


def test_bulk_decline_takes_a_reason_and_keeps_what_was_ticked(client, rosa, kim, jonas, opening):
    client.force_login(rosa)
    response = bulk(client, opening, kim, to="declined", reason=" ", here="state=all")
    page = response.content.decode()
    assert response.status_code == 422
    assert "Write down the reason" in page
    assert page.count(" checked>") == 1
    response = bulk(client, opening, kim, jonas, to="declined", reason="No seat is left.")
    assert set(Application.objects.values_list("state", "decided_by", "decided_reason")) == {
        ("declined", rosa.pk, "No seat is left.")
    }


def test_bulk_without_ticks_or_target_is_refused_with_a_sentence(client, rosa, kim, opening):
    client.force_login(rosa)
    response = client.post(url("pipeline-bulk", opening), {})
    assert response.status_code == 422
    assert "Tick the applications first." in response.content.decode()
    assert "Say what to do with them." in response.content.decode()


def test_bulk_leaves_applications_of_other_openings_alone(client, rosa, oskar, kim, opening, at):
    foreign = make_application(oskar.openings.get(), "Canary", "canary@example.org", at)
    client.force_login(rosa)
    bulk(client, opening, kim, foreign, to="screening")
    foreign.refresh_from_db()
    kim.refresh_from_db()
    assert (foreign.state, kim.state) == (State.APPLIED, State.SCREENING)


def test_bulk_sends_moves_with_a_page_of_their_own_there(client, rosa, kim, opening):
    doors.register(
        doors.Door(
            State.SCREENING, frozenset({State.APPLIED}), "candidates:application-page", "Decide",
            "That is decided elsewhere.",
        )
    )  # fmt: skip
    client.force_login(rosa)
    response = bulk(client, opening, kim, to="screening")
    assert "Kim Karlsson: That is decided elsewhere." in client.get(response.url).content.decode()
    kim.refresh_from_db()
    assert kim.state == State.APPLIED
