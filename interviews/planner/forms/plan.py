"""By what a Day is planned: its rules, its stations, who is there when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interviews.days.models import Day, Station
from interviews.days.queries import Guest, Timetable
from interviews.planner.forms.fields import OnDay, choices_field, time_input, times_field
from interviews.planner.setup import GuestSetup, Setup, StationSetup

SECONDS = (10, 30, 60, 120)
_PLAIN = ("lunch_minutes", "gap", "seconds", "keep", "own_language")


def _comes_after_itself(key: int, later: Mapping[int, Sequence[int]]) -> bool:
    """Tell whether following “only after” from a station leads back to it."""
    seen: set[int] = set()
    ahead = list(later[key])
    while ahead:
        at = ahead.pop()
        if at == key:
            return True
        if at not in seen:
            seen.add(at)
            ahead += later.get(at, ())
    return False


class PlanForm(OnDay):
    """Everything that a timetable is planned by, filled in with sensible defaults."""

    until = forms.TimeField(label=gettext_lazy("Over by"), widget=time_input())
    lunch_from = times_field(gettext_lazy("Lunch from"))
    lunch_to = times_field(gettext_lazy("Lunch until"))
    lunch_minutes = forms.IntegerField(
        label=gettext_lazy("Minutes for lunch"), min_value=5, max_value=180, step_size=5
    )
    gap = forms.IntegerField(
        label=gettext_lazy("Minutes between sessions"),
        min_value=0,
        max_value=60,
        step_size=5,
        help_text=gettext_lazy("For the way from one room to the next."),
    )
    seconds = forms.TypedChoiceField(
        label=gettext_lazy("Think for"),
        coerce=int,
    )
    keep = forms.BooleanField(
        label=gettext_lazy("What is booked stays; place only who is missing"), required=False
    )

    own_language = forms.BooleanField(
        label=gettext_lazy("Everybody is interviewed by who speaks their language"),
        required=False,
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
        granted: Mapping[int, int] | None = None,
    ) -> None:
        self.day, self.table, self.setup = day, table, setup
        self._granted = granted or {}
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
            "own_language": setup.own_language,
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
        self.fields[f"pool_{key}"] = choices_field(_("Who may run it"), staff, initial=asked.pool)
        self.fields[f"rooms_{key}"] = choices_field(_("Rooms"), rooms, initial=asked.rooms)
        if station.stage.raters > 1:
            self._add_must(key, asked, staff)
        others = [(each.pk, each.stage.title) for each in self.table.stations if each.pk != key]
        self.fields[f"after_{key}"] = choices_field(
            _("Only after"), others, initial=list(asked.after)
        )
        self.fields[f"wash_up_{key}"] = forms.IntegerField(
            label=_("Minutes for marking after it"),
            min_value=0,
            max_value=60,
            step_size=5,
            required=False,
            initial=asked.wash_up or None,
        )
        if station.seats > 1:
            self.fields[f"rolling_{key}"] = forms.BooleanField(
                label=_("Everybody begins when they come, nobody sits in"),
                required=False,
                initial=asked.rolling,
            )

    def _add_must(self, key: int, asked: StationSetup, staff: Sequence[tuple[int, str]]) -> None:
        """A panel may need one of these and one of those."""
        labels = (_("At least one of these"), _("And at least one of these"))
        for place, label in enumerate(labels):
            chosen = asked.must[place] if place < len(asked.must) else ()
            self.fields[f"must{place}_{key}"] = choices_field(label, staff, initial=list(chosen))

    def _add_guest(self, guest: Guest, own: GuestSetup | None) -> None:
        key = guest.application_id
        arrives = self._shown(own.arrives) if own else ""
        leaves = self._shown(own.leaves) if own else ""
        self.fields[f"arrives_{key}"] = times_field(_("There from"), initial=arrives)
        self.fields[f"leaves_{key}"] = times_field(_("Until"), initial=leaves)
        self.fields[f"extra_{key}"] = forms.IntegerField(
            label=_("Extra time in %"),
            min_value=0,
            max_value=200,
            required=False,
            initial=max(own.extra if own else 0, self._granted.get(key, 0)) or None,
        )

    def of_stations(self) -> Iterator[tuple[Station, dict[str, forms.BoundField]]]:
        """Yield each station with its fields, for the template."""
        for station in self.table.stations:
            names = ("pool", "must0", "must1", "rooms", "after", "wash_up", "rolling")
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
                **{key: cleaned[key] for key in _PLAIN},
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
        must = [tuple(cleaned.get(f"must{place}_{key}", ())) for place in range(2)]
        pool = cleaned.get(f"pool_{key}", ())
        for place, some in enumerate(must):
            if some and not set(some) & set(pool):
                sentence = _("None of them may run it: choose them above too.")
                self.add_error(f"must{place}_{key}", sentence)
        return StationSetup(
            station=key,
            rooms=tuple(cleaned.get(f"rooms_{key}", ())),
            pool=tuple(pool),
            after=tuple(cleaned.get(f"after_{key}", ())),
            wash_up=cleaned.get(f"wash_up_{key}") or 0,
            must=tuple(some for some in must if some),
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
        for key in later:
            if _comes_after_itself(key, later):
                self.add_error(f"after_{key}", _("In the end it would come after itself."))
