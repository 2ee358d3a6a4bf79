"""What a dashboard costs with 1,000 and 100,000 applications; a million when asked for.

    .venv/bin/python -m benchmarks.dashboards [1000 100000 1000000]

The same databases, turns and units as `benchmarks.pages`, with a folding of the counts first, as
the schedule does it every five minutes. A dashboard may cost 60 ms of CPU, at any size.
"""

from __future__ import annotations

from benchmarks import pages
from benchmarks.pages import Page, opening_page

PAGES = [
    Page("home", lambda _: "/"),
    Page("funnel", lambda _: "/dashboards/funnel/"),
    Page("funnel, every opening", lambda _: "/dashboards/funnel/", as_administrator=True),
    Page("funnel, last 90 days", lambda _: "/dashboards/funnel/?period=90"),
    Page("funnel, one source", lambda _: "/dashboards/funnel/?source=Radio"),
    Page("funnel as CSV", lambda _: "/dashboards/funnel/?format=csv"),
    Page("funnel of an opening", opening_page("funnel/")),
]


def _fold() -> None:
    from django.db import connection

    from hiring.dashboards.actions import fold_funnel_counts

    fold_funnel_counts()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


if __name__ == "__main__":
    pages.main(PAGES, sizes=["1000", "100000"], prepare=_fold)
