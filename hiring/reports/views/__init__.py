"""Pages of reports."""

from hiring.reports.views.asking import (
    bundle_ask,
    day_reports,
    figures_ask,
    month_ask,
    opening_reports,
    report_again,
    report_ask,
    session_reports,
)
from hiring.reports.views.reading import (
    own_paper,
    report_cancel,
    report_file,
    report_list,
    report_page,
)

__all__ = [
    "bundle_ask",
    "day_reports",
    "figures_ask",
    "month_ask",
    "opening_reports",
    "own_paper",
    "report_again",
    "report_ask",
    "report_cancel",
    "report_file",
    "report_list",
    "report_page",
    "session_reports",
]
