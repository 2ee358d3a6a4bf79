"""Draws the cards of the board.

By a format instead of a template: a full board has 180 of them, and the template took 30 of the
40 ms that a page may cost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

if TYPE_CHECKING:
    from collections.abc import Iterable

    from candidates.applications.queries.rows import Row

CARD: Final = """
<li class="board-card{late}" data-move="{url}move/"><div class="board-head">\
<a class="board-name" href="{url}" lang="{language}">{name}</a>{menu}</div>\
<div class="board-line">{strip}{waited}</div>{more}</li>"""
MENU: Final = '<a class="board-menu" href="{}move/?origin=board" aria-label="{}"><i></i></a>'
LATE: Final = '<span class="late" title="{0}">{1}<span class="visually-hidden">, {0}</span></span>'
NOTHING: Final = SafeString("")


def draw(rows: Iterable[Row], *, may_move: bool) -> SafeString:
    """Return the cards as list items."""
    overdue = gettext("overdue")
    drawn = ((_card(row, overdue, may_move=may_move),) for row in rows)
    return format_html_join("", "{}", drawn)


def _card(row: Row, overdue: str, *, may_move: bool) -> SafeString:
    late = format_html(LATE, overdue, row.waited) if row.is_overdue else ""
    return format_html(
        CARD,
        late=" is-overdue" if row.is_overdue else "",
        url=row.url,
        language=row.language,
        name=row.name,
        menu=format_html(MENU, row.url, row.move_label) if may_move else NOTHING,
        strip=row.strip,
        waited=late or format_html("<span>{}</span>", row.waited),
        more=_more(row) if row.has_more else NOTHING,
    )


def _more(row: Row) -> SafeString:
    next_session = format_html('<span class="board-next">{}</span>', row.next_session)
    flags = format_html_join(
        "", '<span class="tag tag-bad">{}</span>', ((flag,) for flag in row.flags)
    )
    score = format_html('<span class="board-score number">{}</span>', row.score)
    return format_html(
        '<div class="board-line">{}{}{}</div>',
        next_session if row.next_session else NOTHING,
        flags,
        score if row.score else NOTHING,
    )
