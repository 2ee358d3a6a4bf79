"""The words of an offer's letter, and the closed list of placeholders that may stand in it.

Like the mails' (`candidates.messages.placeholders`): no template engine ever sees a text that
somebody typed, and a value is never looked at again once it stands in the text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import formats
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from candidates.messages.placeholders import one_line
from interviews.days.clock import place_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise

    from candidates.applications.models import Application
    from hiring.offers.terms import Terms

PLACEHOLDERS: Final[dict[str, str | _StrPromise]] = {
    "candidate_name": _("the name of the candidate"),
    "company_name": _("the name of the company"),
    "opening_title": _("what the opening is called"),
    "opening_location": _("where the opening is"),
    "team": _("the team of the opening"),
    "first_day": _("the first day"),
    "pay": _("the pay with its currency"),
    "hours": _("the hours"),
    "place": _("the place of work"),
    "probation": _("the probation"),
    "answer_by": _("until when the offer stands"),
}

# the letter that comes with the program, until somebody writes a template
STARTER: Final = _(
    "Dear {candidate_name},\n\n"
    "we would like you to join {team} at {company_name} as {opening_title}, from {first_day} "
    "on.\n\n"
    "You will be paid {pay}. Your hours are {hours}, your place of work is {place}. "
    "Probation: {probation}.\n\n"
    "This offer stands until {answer_by}. Ask us whatever you would like to know before you "
    "answer it.\n\n"
    "We look forward to working with you.\n\n"
    "{company_name}"
)
STARTER_DAYS: Final = 10

_KNOWN: Final = re.compile(r"\{([a-z_]{1,40})\}")
_ANY_BRACE: Final = re.compile(r"\{[^{}\n]{0,60}\}?|\}")


def unknown_in(text: str) -> list[str]:
    """Return what looks like a placeholder in a text and is none, each once."""
    found = [
        snippet
        for snippet in _ANY_BRACE.findall(text)
        if not (match := _KNOWN.fullmatch(snippet)) or match[1] not in PLACEHOLDERS
    ]
    return list(dict.fromkeys(found))


def fill(text: str, values: Mapping[str, str]) -> str:
    """Fill in the placeholders in one pass; a value's own braces become parentheses."""

    def replaced(match: re.Match[str]) -> str:
        value = values.get(match[1])
        return match[0] if value is None else one_line(value).translate({123: "(", 125: ")"})

    return _KNOWN.sub(replaced, text)


def values_for(application: Application, terms: Terms) -> dict[str, str]:
    """Return what each placeholder stands for, in the active language and the opening's zone."""
    opening = application.opening
    return {
        "candidate_name": application.candidate.name,
        "company_name": settings.COMPANY_NAME,
        "opening_title": opening.title,
        "opening_location": opening.location,
        "team": opening.team,
        "first_day": formats.date_format(terms.starts_on, "DATE_FORMAT"),
        "pay": f"{terms.currency} {terms.pay}",
        "hours": terms.hours,
        "place": terms.place,
        "probation": terms.probation or str(_("none")),
        "answer_by": answer_by(application, terms.answer_by_at),
    }


def answer_by(application: Application, moment: dt.datetime) -> str:
    """Say until when an offer stands, by the clock of the opening, and which clock that is."""
    zone = application.opening.time_zone
    local = moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    facts = {"when": formats.date_format(local, "j F Y, H:i"), "place": place_of(zone)}
    return gettext("%(when)s (%(place)s time)") % facts
