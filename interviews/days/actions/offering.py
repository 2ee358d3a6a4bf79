"""How many candidates a Day takes, and until when they take a seat by themselves."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import ngettext

from candidates.layout.viewer import Viewer
from interviews.days import clock
from interviews.days.actions.locks import count_up, lock_day
from interviews.days.models import Day
from interviews.days.queries.offers import seats_taken


class MoreThanSeats(Exception):
    """There are more candidates on the Day than it would take."""

    def __init__(self, taken: int) -> None:
        super().__init__(
            ngettext(
                "%(taken)d candidate is on the Day already.",
                "%(taken)d candidates are on the Day already.",
                taken,
            )
            % {"taken": taken}
        )


@transaction.atomic
def offer_day(
    *,
    day_id: int,
    seats: int | None,
    booking_closes_at: dt.datetime | None,
    shows_first_names: bool,
    directions: str | None = None,
    actor: Viewer,
    at: dt.datetime,
) -> Day:
    """Say how many candidates a Day takes, until when they choose it by themselves, whether they
    read whom they meet, and how they get there (None leaves that as it is).

    The same again changes nothing. Raises MoreThanSeats, DayOver; ValueError for a cut-off
    without seats.
    """
    if booking_closes_at is not None and seats is None:
        raise ValueError("an offered Day says how many it takes")
    day = lock_day(day_id)
    way = day.directions if directions is None else directions.strip()
    wanted = (seats, booking_closes_at, shows_first_names, way)
    if (day.seats, day.booking_closes_at, day.shows_first_names, day.directions) == wanted:
        return day
    taken = seats_taken(day)
    if seats is not None and taken > seats:
        raise MoreThanSeats(taken)
    day.seats, day.booking_closes_at, day.shows_first_names, day.directions = wanted
    day.save(update_fields=["seats", "booking_closes_at", "shows_first_names", "directions"])
    closes = clock.local(booking_closes_at, day.time_zone) if booking_closes_at else None
    facts = {
        "seats": "–" if seats is None else seats,
        "until": f"{closes:%Y-%m-%d %H:%M}" if closes else "–",
    }
    count_up(day, at=at, actor=actor, verb="offered", facts=facts)
    return day
