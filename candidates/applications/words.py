"""Short texts of cards and lines: a board says a few of them hundreds of times over.

Django's filters work each one out anew, which took half of the board's time; here the language
and the value are the key of a cache. The language comes along, because asking for it hundreds of
times over takes as long as the words.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Final

from django.utils import formats, timezone
from django.utils.translation import ngettext

_MINUTE: Final = 60
_HOUR: Final = 60 * _MINUTE
_DAY: Final = 24 * _HOUR
_WEEK: Final = 7 * _DAY
_MONTH: Final = 30 * _DAY


def waited(since_at: dt.datetime, at: dt.datetime, language: str | None) -> str:
    """Say how long ago in one unit: “3 days”."""
    seconds = max(int((at - since_at).total_seconds()), 0)
    for unit in (_MONTH, _WEEK, _DAY, _HOUR):
        if seconds >= unit:
            return _amount(unit, seconds // unit, language)
    return _amount(_MINUTE, seconds // _MINUTE, language)


@lru_cache(maxsize=1024)
def _amount(unit: int, number: int, _language: str | None) -> str:
    words = {
        _MINUTE: ngettext("%(number)d minute", "%(number)d minutes", number),
        _HOUR: ngettext("%(number)d hour", "%(number)d hours", number),
        _DAY: ngettext("%(number)d day", "%(number)d days", number),
        _WEEK: ngettext("%(number)d week", "%(number)d weeks", number),
        _MONTH: ngettext("%(number)d month", "%(number)d months", number),
    }
    return words[unit] % {"number": number}


def day(moment: dt.datetime, language: str | None) -> str:
    """Return the viewer's date: “18 Nov 2026”."""
    return _date(timezone.localtime(moment).date(), "j M Y", language)


def clock(moment: dt.datetime, language: str | None) -> str:
    """Return the viewer's date and time: “18 Nov 14:30”."""
    local = timezone.localtime(moment).replace(second=0, microsecond=0, tzinfo=None)
    return _date(local, "j M H:i", language)


@lru_cache(maxsize=4096)
def _date(value: dt.date, form: str, _language: str | None) -> str:
    return formats.date_format(value, form)


def score(value: float, error: float | None, language: str | None) -> str:
    """Return a score with its standard error: “3.4 ± 0.2”.

    More digits would say more than a few raters know.
    """
    said = _number(round(value, 1), language)
    return f"{said} ± {_number(round(error, 1), language)}" if error is not None else said


@lru_cache(maxsize=4096)
def _number(value: float, _language: str | None) -> str:
    return formats.number_format(value, 1)
