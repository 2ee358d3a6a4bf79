"""What is typed about a plan: the Day's rules, its stations, who is there when, what went wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interviews.days import clock
from interviews.days.models import Day, Station
from interviews.days.queries import Guest, Slot, Timetable
from interviews.planner.queries import minutes_of
from interviews.planner.setup import Absence, GuestSetup, Overrun, Setup, StationSetup

SECONDS = (10, 30, 60, 120)
WEEKDAYS = (
    gettext_lazy("Monday"),
    gettext_lazy("Tuesday"),
    gettext_lazy("Wednesday"),
    gettext_lazy("Thursday"),
    gettext_lazy("Friday"),
    gettext_lazy("Saturday"),
    gettext_lazy("Sunday"),
)
_SKIPPED = gettext_lazy("The clocks are put forward over this time on that date.")


def _time_input() -> forms.TimeInput:
    return forms.TimeInput(attrs={"type": "time", "step": "300"}, format="%H:%M")


def _times(label: Any, **others: Any) -> forms.TimeField:
    return forms.TimeField(label=label, required=False, widget=_time_input(), **others)


def _choices(label: Any, choices: Iterable[tuple[int, str]], **others: Any) -> forms.Field:
    return forms.TypedMultipleChoiceField(
        label=label,
        choices=list(choices),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        **others,
    )


class _OnDay(forms.Form):
    """Times typed by the clocks of a Day become minutes from its start."""

    day: Day

    def _minute(self, name: str) -> int | None:
        """Return the minutes of a field, None where nothing was typed or it was wrong."""
        time = self.cleaned_data.get(name)
        if not isinstance(time, dt.time):
            return None
        try:
            moment = clock.moment(self.day.on, time, self.day.time_zone)
        except clock.NoSuchTime:
            self.add_error(name, _SKIPPED)
            return None
        return minutes_of(self.day, moment)

    def _shown(self, minute: int | None) -> str:
        if minute is None:
            return ""
        return clock.clock_time(self.day.starts_at + dt.timedelta(minutes=minute), self._zone)

    @property
    def _zone(self) -> str:
        return self.day.time_zone


class PlanForm(_OnDay):
    """Everything that a timetable is planned by, filled in with sensible defaults."""

    until = forms.TimeField(label=gettext_lazy("Over by"), widget=_time_input())
    lunch_from = _times(gettext_lazy("Lunch from"))
    lunch_to = _times(gettext_lazy("Lunch until"))
    lunch_minutes = forms.IntegerField(
        label=gettext_lazy("Minutes for lunch"), min_value=5, max_value=180, step_size=5
    )
    gap = forms.IntegerField(
        label=gettext_lazy("Minutes between sessions"), min_value=0, max_value=60, step_size=5
    )
    seconds = forms.TypedChoiceField(
        label=gettext_lazy("Think for"),
        coerce=int,
    )
    keep = forms.BooleanField(
        label=gettext_lazy("What is booked stays; place only who is missing"), required=False
    )

    def __init__(
        self,
        data: Any = None,
        *,
        day: Day,
        table: Timetable,
        setup: Setup,
        staff: Sequence[tuple[int, str]],
        rooms: Sequence[tuple[int, str]],
    ) -> None:
        self.day, self.table, self.setup = day, table, setup
        super().__init__(data, initial=self._initial(setup))
        choices = [(each, _("%(n)d seconds") % {"n": each}) for each in SECONDS]
        self.fields["seconds"].choices = choices  # type: ignore[attr-defined]
        self.guests = [each for each in table.guests if not (each.is_gone or each.no_show_at)]
        asked = {each.station: each for each in setup.stations}
        for station in table.stations:
            self._add_station(station, asked[station.pk], staff, rooms)
        own = {each.application: each for each in setup.guests}
        for guest in self.guests:
            self._add_guest(guest, own.get(guest.application_id))

    def _initial(self, setup: Setup) -> dict[str, Any]:
        lunch = setup.lunch or (None, None)
        return {
            "until": self._shown(setup.until),
            "lunch_from": self._shown(lunch[0]),
            "lunch_to": self._shown(lunch[1]),
            "lunch_minutes": setup.lunch_minutes,
            "gap": setup.gap,
            "seconds": setup.seconds,
            "keep": self.day.state == Day.State.PUBLISHED,
        }

    def _add_station(
        self,
        station: Station,
        asked: StationSetup,
        staff: Sequence[tuple[int, str]],
        rooms: Sequence[tuple[int, str]],
    ) -> None:
        key = station.pk
        # who is chosen stands first: lists of thirty are read from the top
        staff = sorted(staff, key=lambda each: each[0] not in asked.pool)
        rooms = sorted(rooms, key=lambda each: each[0] not in asked.rooms)
        self.fields[f"pool_{key}"] = _choices(_("Who may run it"), staff, initial=asked.pool)
        self.fields[f"rooms_{key}"] = _choices(_("Rooms"), rooms, initial=asked.rooms)
        others = [
            (str(each.pk), each.stage.title) for each in self.table.stations if each.pk != key
        ]
        self.fields[f"after_{key}"] = forms.TypedChoiceField(
            label=_("Only after"),
            choices=[("", _("any time")), *others],
            coerce=int,
            empty_value=None,
            required=False,
            initial=str(asked.after[0]) if asked.after else "",
        )
        if station.seats > 1:
            self.fields[f"rolling_{key}"] = forms.BooleanField(
                label=_("Everybody begins when they come, nobody sits in"),
                required=False,
                initial=asked.rolling,
            )

    def _add_guest(self, guest: Guest, own: GuestSetup | None) -> None:
        key = guest.application_id
        arrives = self._shown(own.arrives) if own else ""
        leaves = self._shown(own.leaves) if own else ""
        self.fields[f"arrives_{key}"] = _times(_("There from"), initial=arrives)
        self.fields[f"leaves_{key}"] = _times(_("Until"), initial=leaves)
        self.fields[f"extra_{key}"] = forms.IntegerField(
            label=_("Extra time in %"),
            min_value=0,
            max_value=200,
            required=False,
            initial=own.extra if own and own.extra else None,
        )

    def of_stations(self) -> Iterator[tuple[Station, dict[str, forms.BoundField]]]:
        """Yield each station with its fields, for the template."""
        for station in self.table.stations:
            names = ("pool", "rooms", "after", "rolling")
            yield (
                station,
                {
                    name: self[f"{name}_{station.pk}"]
                    for name in names
                    if f"{name}_{station.pk}" in self.fields
                },
            )

    def of_guests(self) -> Iterator[tuple[Guest, dict[str, forms.BoundField]]]:
        """Yield each candidate with their fields, for the template."""
        for guest in self.guests:
            names = ("arrives", "leaves", "extra")
            yield guest, {name: self[f"{name}_{guest.application_id}"] for name in names}

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        until = self._minute("until")
        if until is not None and until <= 0:
            self.add_error("until", _("The Day ends after it begins."))
        lunch = self._lunch()
        stations = tuple(self._station(station) for station in self.table.stations)
        self._refuse_shared_rooms(stations)
        if not self.errors:
            cleaned["setup"] = replace(
                self.setup,
                until=until or 0,
                lunch=lunch,
                stations=stations,
                guests=tuple(self._guests()),
                **{key: cleaned[key] for key in ("lunch_minutes", "gap", "seconds", "keep")},
            )
        return cleaned

    def _lunch(self) -> tuple[int, int] | None:
        low, high = self._minute("lunch_from"), self._minute("lunch_to")
        if low is None and high is None:
            return None
        if low is None or high is None:
            self.add_error("lunch_to", _("Say from when and until when, or neither."))
            return None
        if high - low < (self.cleaned_data.get("lunch_minutes") or 0):
            self.add_error("lunch_to", _("There is too little time for lunch in between."))
        return low, high

    def _station(self, station: Station) -> StationSetup:
        cleaned, key = self.cleaned_data, station.pk
        after = cleaned.get(f"after_{key}")
        return StationSetup(
            station=key,
            rooms=tuple(cleaned.get(f"rooms_{key}", ())),
            pool=tuple(cleaned.get(f"pool_{key}", ())),
            after=(after,) if after else (),
            rolling=bool(cleaned.get(f"rolling_{key}")),
        )

    def _guests(self) -> Iterator[GuestSetup]:
        for guest in self.guests:
            key = guest.application_id
            arrives, leaves = self._minute(f"arrives_{key}"), self._minute(f"leaves_{key}")
            extra = self.cleaned_data.get(f"extra_{key}") or 0
            if arrives is not None or leaves is not None or extra:
                yield GuestSetup(key, arrives, leaves, extra)

    def _refuse_shared_rooms(self, stations: Sequence[StationSetup]) -> None:
        for each in stations:
            others = {
                room for other in stations if other.station != each.station for room in other.rooms
            }
            if each.rolling and len(each.rooms) != 1:
                self.add_error(f"rooms_{each.station}", _("Choose one room for it."))
            elif each.rolling and others & set(each.rooms):
                sentence = _("This room is used by another station too; give it one of its own.")
                self.add_error(f"rooms_{each.station}", sentence)
        later = {each.station: each.after for each in stations}
        for key, after in later.items():
            if any(key in later.get(first, ()) for first in after):
                self.add_error(f"after_{key}", _("Each of the two comes after the other."))


class TroubleForm(_OnDay):
    """What has gone wrong on a running Day; any of it, together."""

    def __init__(
        self,
        data: Any = None,
        *,
        day: Day,
        guests: Sequence[Guest],
        staff: Sequence[tuple[int, str]],
        running: Sequence[Slot],
        initial: dict[str, Any] | None = None,
    ) -> None:
        self.day = day
        super().__init__(data, initial=initial)
        nobody = [("", _("nobody"))]
        self.fields["late"] = forms.TypedChoiceField(
            label=_("Candidate who is late"),
            choices=[*nobody, *((str(each.application_id), each.name) for each in guests)],
            coerce=int,
            empty_value=None,
            required=False,
        )
        self.fields["late_until"] = _times(_("Here from"))
        self.fields["away"] = forms.TypedChoiceField(
            label=_("Interviewer who cannot go on"),
            choices=[*nobody, *((str(key), name) for key, name in staff)],
            coerce=int,
            empty_value=None,
            required=False,
        )
        self.fields["away_from"] = _times(_("Away from"), help_text=_("Left empty: from now on."))
        titles = (
            (str(slot.session_id), f"{slot.span} {slot.title}, {slot.candidate_names}")
            for slot in running
        )
        self.fields["over"] = forms.TypedChoiceField(
            label=_("Session that lasts longer"),
            choices=[("", _("none")), *titles],
            coerce=int,
            empty_value=None,
            required=False,
        )
        self.fields["over_until"] = _times(_("Over by"))

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        for name, time in (("late", "late_until"), ("over", "over_until")):
            if cleaned.get(name) and not cleaned.get(time) and time not in self.errors:
                self.add_error(time, _("Say a time."))
        return cleaned

    def change(self, setup: Setup, now: int) -> Setup:
        """Return the setup with what was typed in it; `now` in minutes from the Day's start."""
        cleaned = self.cleaned_data
        late, late_until = cleaned.get("late"), self._minute("late_until")
        if late and late_until is not None:
            own = {each.application: each for each in setup.guests}
            was = own.get(late, GuestSetup(late))
            own[late] = replace(was, arrives=late_until)
            setup = replace(setup, guests=tuple(own.values()))
        if cleaned.get("away"):
            start = self._minute("away_from")
            others = [each for each in setup.absences if each.person != cleaned["away"]]
            gone = Absence(cleaned["away"], now if start is None else start)
            setup = replace(setup, absences=(*others, gone))
        over, over_until = cleaned.get("over"), self._minute("over_until")
        if over and over_until is not None:
            setup = replace(setup, overruns=(Overrun(over, over_until),))
        return replace(setup, keep=False)


class WeekForm(forms.Form):
    """Somebody's own week: one line of hours a weekday, two where a day has a pause."""

    LINES = 2

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for weekday in range(7):
            for line in range(self.LINES):
                self.fields[f"starts_{weekday}_{line}"] = _times(_("From"))
                self.fields[f"ends_{weekday}_{line}"] = _times(_("Until"))

    def rows(self) -> Iterator[tuple[Any, list[tuple[forms.BoundField, forms.BoundField]]]]:
        """Yield each weekday with its pairs of fields, for the template."""
        for weekday, name in enumerate(WEEKDAYS):
            pairs = [
                (self[f"starts_{weekday}_{line}"], self[f"ends_{weekday}_{line}"])
                for line in range(self.LINES)
            ]
            yield name, pairs

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        hours = []
        for weekday in range(7):
            for line in range(self.LINES):
                low = cleaned.get(f"starts_{weekday}_{line}")
                high = cleaned.get(f"ends_{weekday}_{line}")
                if (low is None) != (high is None):
                    self.add_error(f"ends_{weekday}_{line}", _("Say both, or neither."))
                elif low is not None and high is not None and low >= high:
                    self.add_error(f"ends_{weekday}_{line}", _("It ends before it begins."))
                elif low is not None:
                    hours.append((weekday, low, high))
        cleaned["hours"] = hours
        return cleaned


class ExceptionForm(forms.Form):
    """A date that is unlike its week."""

    on = forms.DateField(
        label=gettext_lazy("Date"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    is_away = forms.TypedChoiceField(
        label=gettext_lazy("I am"),
        choices=[("away", gettext_lazy("away")), ("there", gettext_lazy("there"))],
        coerce=lambda value: value == "away",
    )
    starts = _times(gettext_lazy("From"))
    ends = _times(gettext_lazy("Until"), help_text=gettext_lazy("Without times: all day."))

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        low, high = cleaned.get("starts"), cleaned.get("ends")
        if (low is None) != (high is None):
            self.add_error("ends", _("Say both, or neither."))
        elif low is not None and high is not None and low >= high:
            self.add_error("ends", _("It ends before it begins."))
        return cleaned


class SkillsForm(forms.Form):
    """Who may run what, and how much of it: one row a person."""

    LIMITS = ("sessions_a_day", "sessions_a_week", "minutes_in_a_row")

    def __init__(self, data: Any = None, *, rows: Sequence[Any], kinds: Sequence[Any]) -> None:
        super().__init__(data)
        self._rows, self.kinds = rows, kinds
        for row in rows:
            for kind, level in row.cells:
                self.fields[f"skill_{row.person_id}_{kind}"] = forms.ChoiceField(
                    choices=[("", "–"), ("runs", _("runs it")), ("trains", _("in training"))],
                    required=False,
                    initial=level,
                    label=kind,
                )
            for name in self.LIMITS:
                self.fields[f"{name}_{row.person_id}"] = forms.IntegerField(
                    required=False,
                    min_value=1,
                    max_value=600,
                    initial=getattr(row.limit, name, None),
                    label=name,
                )

    def rows(self) -> Iterator[tuple[Any, list[tuple[Any, forms.BoundField]], list[Any]]]:
        """Yield each person with their cells and limits, for the template."""
        for row in self._rows:
            cells = [
                (kind, self[f"skill_{row.person_id}_{code}"])
                for (code, _level), kind in zip(row.cells, self.kinds, strict=True)
            ]
            yield row, cells, [self[f"{name}_{row.person_id}"] for name in self.LIMITS]
