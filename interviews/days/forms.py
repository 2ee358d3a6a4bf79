"""What recruiters type about Days, sessions and rooms. Times are typed in the Day's zone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interviews.days import clock
from interviews.days.models import Day, Room, Session, Station
from interviews.days.queries import Guest, rooms_of, staff_of

NO_SUCH_TIME = gettext_lazy("The clocks are put forward over this time on that date.")


def date_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def time_input() -> forms.TimeInput:
    return forms.TimeInput(attrs={"type": "time", "step": "300"}, format="%H:%M")


class LinkField(forms.URLField):
    """An address that a browser may be sent to, and no other scheme."""

    default_validators = [URLValidator(schemes=["https", "http"])]


def video_field() -> LinkField:
    """Where a session is a call without a room that has a link of its own."""
    return LinkField(
        label=gettext_lazy("Video link"), max_length=500, required=False, assume_scheme="https"
    )


def _int_or_none(value: str) -> int | None:
    return int(value) if value else None


def _room_field(site: str, keep: int | None) -> forms.TypedChoiceField:
    choices = [("", _("No room yet"))]
    choices += [(str(room.pk), str(room)) for room in rooms_of(site, keep=keep)]
    return forms.TypedChoiceField(
        label=_("Room"), choices=choices, coerce=_int_or_none, empty_value=None, required=False
    )


def _staff_field(opening_id: int, keep: Sequence[int] = ()) -> forms.TypedMultipleChoiceField:
    choices = [(user.pk, user.get_full_name()) for user in staff_of(opening_id, keep=tuple(keep))]
    return forms.TypedMultipleChoiceField(
        label=_("Interviewers"),
        choices=choices,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class DayForm(forms.Form):
    """A new Day of an opening."""

    on = forms.DateField(label=gettext_lazy("Date"), widget=date_input())
    starts_at = forms.TimeField(label=gettext_lazy("Begins at"), widget=time_input())
    site = forms.CharField(
        label=gettext_lazy("Site"),
        max_length=120,
        help_text=gettext_lazy("Rooms of this site can be chosen for the stations."),
    )

    def __init__(self, *args: Any, time_zone: str, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._time_zone, self._today = time_zone, today
        self.fields["starts_at"].help_text = _("By the clocks there (%(zone)s).") % {
            "zone": time_zone
        }

    def clean_on(self) -> dt.date:
        on: dt.date = self.cleaned_data["on"]
        if on < self._today:
            raise forms.ValidationError(_("This date is over."))
        return on

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if {"on", "starts_at"} <= cleaned.keys():
            try:
                cleaned["starts_at"] = clock.moment(
                    cleaned["on"], cleaned["starts_at"], self._time_zone
                )
            except clock.NoSuchTime:
                self.add_error("starts_at", NO_SUCH_TIME)
        return cleaned


class StationForm(forms.Form):
    """Where and how a stage is run on one Day."""

    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"), min_value=5, max_value=480, step_size=5
    )
    seats = forms.IntegerField(
        label=gettext_lazy("Candidates at a time"), min_value=1, max_value=60
    )

    def __init__(self, data: Any = None, *, station: Station) -> None:
        initial = {
            "room_id": station.room_id or "",
            "minutes": station.minutes,
            "seats": station.seats,
        }
        super().__init__(data, initial=initial)
        self.fields["room_id"] = _room_field(station.day.site, station.room_id)
        self.order_fields(["room_id", "minutes", "seats"])


class SessionForm(forms.Form):
    """Time, place and interviewers of a session; its candidates too when it is a new one."""

    starts_at = forms.TimeField(label=gettext_lazy("Begins at"), widget=time_input())
    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), min_value=1, max_value=480)
    video_url = video_field()

    def __init__(
        self,
        *args: Any,
        day: Day,
        station: Station,
        guests: Sequence[Guest] = (),
        session: Session | None = None,
        assigned: Sequence[int] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._day = day
        keep = session.room_id if session else station.room_id
        self.fields["room_id"] = _room_field(day.site, keep)
        self.fields["interviewer_ids"] = _staff_field(day.opening_id, assigned)
        self.fields["interviewer_ids"].help_text = _("The plan asks for %(number)d.") % {
            "number": station.stage.raters
        }
        self.fields["starts_at"].help_text = _("By the clocks there (%(zone)s).") % {
            "zone": day.time_zone
        }
        order = ["starts_at", "minutes", "room_id", "video_url", "interviewer_ids"]
        if session is None:
            self.fields["application_ids"] = forms.TypedMultipleChoiceField(
                label=_("Candidates"),
                choices=[(guest.application_id, guest.name) for guest in guests],
                coerce=int,
                widget=forms.CheckboxSelectMultiple,
                error_messages={"required": _("Choose at least one candidate.")},
            )
            order.insert(0, "application_ids")
        self.order_fields(order)

    def clean_starts_at(self) -> dt.datetime:
        try:
            return clock.moment(self._day.on, self.cleaned_data["starts_at"], self._day.time_zone)
        except clock.NoSuchTime:
            raise forms.ValidationError(NO_SUCH_TIME) from None


class GuestsForm(forms.Form):
    """Invited candidates who come to this Day."""

    def __init__(self, *args: Any, invited: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["application_ids"] = forms.TypedMultipleChoiceField(
            label=_("Invited candidates"),
            choices=invited,
            coerce=int,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Choose at least one candidate.")},
        )


class FillForm(forms.Form):
    """Whom to place, and a pool of interviewers for each station."""

    def __init__(
        self,
        *args: Any,
        day: Day,
        stations: Sequence[Station],
        guests: Sequence[Guest],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._stations = stations
        self.fields["application_ids"] = forms.TypedMultipleChoiceField(
            label=_("Candidates"),
            choices=[(guest.application_id, guest.name) for guest in guests],
            coerce=int,
            widget=forms.CheckboxSelectMultiple,
            initial=[guest.application_id for guest in guests],
            error_messages={"required": _("Choose at least one candidate.")},
        )
        staff = _staff_field(day.opening_id).choices
        for station in stations:
            self.fields[self._name(station)] = forms.TypedMultipleChoiceField(
                label=station.stage.title,
                choices=staff,
                coerce=int,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    @staticmethod
    def _name(station: Station) -> str:
        return f"interviewers_{station.pk}"

    def pools(self) -> list[tuple[Station, forms.BoundField]]:
        """Return each station with its field, for the template."""
        return [(station, self[self._name(station)]) for station in self._stations]

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        cleaned["interviewers"] = {
            station.pk: cleaned.pop(self._name(station), []) for station in self._stations
        }
        return cleaned


class RoomForm(forms.Form):
    """A room."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    site = forms.CharField(label=gettext_lazy("Site"), max_length=120)
    seats = forms.IntegerField(
        label=gettext_lazy("Seats for candidates"),
        min_value=1,
        max_value=500,
        help_text=gettext_lazy("How many candidates fit in at a time, beside the interviewers."),
    )

    video_url = LinkField(
        label=gettext_lazy("Video link"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=gettext_lazy(
            "For a room that is a call: candidates and interviewers find it beside the session."
        ),
    )

    @classmethod
    def of(cls, room: Room, data: Any = None) -> RoomForm:
        """Return the form filled in with a room."""
        names = ("name", "site", "seats", "video_url")
        return cls(data, initial={name: getattr(room, name) for name in names})


class OfferForm(forms.Form):
    """How many candidates a Day takes, until when they choose it themselves, what they read."""

    seats = forms.IntegerField(
        label=gettext_lazy("Seats"),
        min_value=1,
        max_value=500,
        required=False,
        help_text=gettext_lazy("How many candidates the Day takes. Left empty: as many as come."),
    )
    closes_on = forms.DateField(
        label=gettext_lazy("Candidates choose it until"), widget=date_input(), required=False
    )
    closes_at = forms.TimeField(
        label=gettext_lazy("At"), widget=time_input(), required=False, initial=dt.time(18)
    )
    shows_first_names = forms.BooleanField(
        label=gettext_lazy("Candidates read the first names of whom they meet"), required=False
    )
    directions = forms.CharField(
        label=gettext_lazy("How to get there"),
        max_length=1000,
        required=False,
        help_text=gettext_lazy(
            "Street and door, the way from the station, and whom to call when late. Candidates "
            "read it on their page, in the mail and in the calendar. The next Day at this site "
            "begins with it."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, data: Any = None, *, day: Day) -> None:
        closes = day.booking_closes_at
        local = clock.local(closes, day.time_zone) if closes else None
        initial: dict[str, Any] = {
            "seats": day.seats,
            "shows_first_names": day.shows_first_names,
            "directions": day.directions,
        }
        if local:
            initial |= {"closes_on": local.date(), "closes_at": local.time()}
        super().__init__(data, initial=initial)
        self._day = day
        self.fields["closes_on"].help_text = _(
            "Until then invited candidates take a seat, or give it back, on their own page. "
            "Left empty: they do not choose this Day themselves."
        )

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        closes_on, closes_at = cleaned.pop("closes_on", None), cleaned.pop("closes_at", None)
        cleaned["booking_closes_at"] = None
        if closes_on is None:
            return cleaned
        if cleaned.get("seats") is None and "seats" not in self.errors:
            self.add_error("seats", _("Say how many may choose it."))
        try:
            closes = clock.moment(closes_on, closes_at or dt.time(18), self._day.time_zone)
        except clock.NoSuchTime:
            self.add_error("closes_at", NO_SUCH_TIME)
            return cleaned
        if closes > self._day.starts_at:
            self.add_error("closes_on", _("That is after the Day begins."))
        cleaned["booking_closes_at"] = closes
        return cleaned


class OtherDayForm(forms.Form):
    """What a candidate says who cannot come."""

    reason = forms.CharField(
        label=gettext_lazy("When could you come, or what stands in the way?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
