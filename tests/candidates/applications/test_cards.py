"""The cards of the board, drawn by a format: nothing typed gets out of it unescaped."""

import dataclasses

import pytest
from django.utils.safestring import SafeString

from candidates.applications import cards
from candidates.applications.queries.rows import Row

NASTY = """<b a="1" b='2'>&"""


@pytest.fixture
def row(at):
    return Row(
        key="7", url="/applications/7/", name="Kim", language="en", state="applied",
        state_label="Applied", since_at=at, applied_at=at, source="", is_overdue=False,
        waited="3 days", move_label="Move Kim", strip=SafeString(""), next_session="", score="",
        flags=(), has_more=False,
    )  # fmt: skip


def test_card_has_one_line_when_there_is_no_more(row):
    assert cards.draw([row], may_move=True) == (
        '<li class="board-card" data-move="/applications/7/move/"><div class="board-head">'
        '<a class="board-name" href="/applications/7/" lang="en">Kim</a>'
        '<a class="board-menu" href="/applications/7/move/?origin=board" aria-label="Move Kim">'
        '<i></i></a></div><div class="board-line"><span>3 days</span></div></li>\n'
    )
    assert "board-menu" not in cards.draw([row], may_move=False)


@pytest.mark.parametrize(
    "field", ["name", "language", "waited", "move_label", "next_session", "score"]
)
@pytest.mark.parametrize("is_overdue", [True, False])
def test_card_escapes_every_text(row, field, is_overdue):
    nasty = dataclasses.replace(
        row, **{field: NASTY}, is_overdue=is_overdue, has_more=True, flags=(NASTY,)
    )
    drawn = cards.draw([nasty], may_move=True)
    assert "<b" not in drawn
    assert "='2'" not in drawn
    assert drawn.count("&lt;b a=&quot;1&quot; b=&#x27;2&#x27;&gt;&amp;") == 2


def test_card_says_that_it_is_overdue_in_words(row):
    drawn = cards.draw([dataclasses.replace(row, is_overdue=True)], may_move=False)
    assert '<span class="visually-hidden">, overdue</span>' in drawn
