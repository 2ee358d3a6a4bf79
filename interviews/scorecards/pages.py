"""What the page of one scorecard is put together from, asked for or answered with a 4xx."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from interviews.days import clock
from interviews.plans.values import values_for
from interviews.scorecards import queries
from interviews.scorecards.access import papers_of, shows_letter
from interviews.scorecards.aliases import hides_name, name_for_marker, without_name
from interviews.scorecards.beside import shown_beside
from interviews.scorecards.forms import ImpressionForm, RatingForm, RedFlagForm, RevisionForm
from interviews.scorecards.marks import Missing, what_is_missing
from interviews.scorecards.models import EVIDENCE_LENGTH, Rating, RedFlag, Scorecard
from interviews.stages import registry

if TYPE_CHECKING:
    from collections.abc import Mapping

    from interviews.plans.models import Criterion


@dataclass(frozen=True)
class Known:
    """What the marker may know of the candidate: a name, or what stands for it."""

    name: str


@dataclass(frozen=True)
class Row:
    """One criterion on the page, with its form, and what another device saved meanwhile."""

    criterion: Criterion
    form: RatingForm
    conflict: Rating | None = None
    missing: str = ""

    @property
    def rating(self) -> Rating | None:
        return self.form.rating

    @property
    def is_complete(self) -> bool:
        return not self.missing


@dataclass
class Page:
    """A scorecard as its interviewer sees it."""

    scorecard: Scorecard
    criteria: list[Criterion]
    ratings: dict[int, Rating]
    forms: list[RatingForm]
    conflicts: Mapping[int, Rating] = field(default_factory=dict)
    missing: list[Missing] = field(default_factory=list)
    refusal: str = ""
    flag_form: RedFlagForm | None = None

    def rows(self) -> list[Row]:
        return [
            Row(
                form.criterion,
                form,
                self.conflicts.get(form.criterion.pk),
                what_is_missing(self.ratings.get(form.criterion.pk)),
            )
            for form in self.forms
        ]


def load_page(scorecard: Scorecard, data: Mapping[str, Any] | None = None) -> Page:
    """Load a scorecard's criteria and ratings, with forms bound to what was typed, if given."""
    criteria = list(scorecard.stage.criteria.select_related("competency").order_by("position"))
    ratings = {row.criterion_id: row for row in scorecard.ratings.all()}
    forms = [
        RatingForm(data, criterion=criterion, rating=ratings.get(criterion.pk))
        for criterion in criteria
    ]
    return Page(scorecard, criteria, ratings, forms)


def marking_context(page: Page, at: dt.datetime) -> dict[str, Any]:
    """Return what the page needs while it is marked. The kit lies open until it begins."""
    scorecard = page.scorecard
    begins_at = scorecard.session.during.lower if scorecard.session else at
    rows = page.rows()
    return {
        **heading(scorecard),
        "rows": rows,
        "complete": sum(row.is_complete for row in rows),
        "values": values_for(scorecard.stage),
        "is_kit_open": at <= begins_at and scorecard.started_at is None,
        "missing": page.missing,
        "refusal": page.refusal,
        "flag_form": page.flag_form or RedFlagForm(),
        "people_told": queries.people_told(scorecard.application.opening_id),
        "own_flags": RedFlag.objects.filter(scorecard=scorecard).order_by("raised_at", "pk"),
        "evidence_length": EVIDENCE_LENGTH,
        "null_reasons": Rating.NullReason.choices,
        "letter": _letter(scorecard) if shows_letter(scorecard) else "",
        "papers": papers_of(scorecard),
        "exhibits": shown_beside(scorecard.interviewer, scorecard),
        "hides_name": hides_name(scorecard),
    }


def _letter(scorecard: Scorecard) -> str:
    """Return what was typed into the application form; without the name where that is hidden."""
    application = scorecard.application
    if not hides_name(scorecard):
        return application.cover_letter
    candidate = application.candidate
    return without_name(application.cover_letter, name=candidate.name, email=candidate.email)


def locked_context(
    user: Any, scorecard: Scorecard, *, revision: tuple[int, RevisionForm] | None = None
) -> dict[str, Any]:
    """Return what the page needs once it is locked: all marks of the stage that one may see."""
    is_own = scorecard.interviewer_id == user.pk
    found = queries.evidence_of(user, scorecard.application_id, stage_id=scorecard.stage_id)
    rated = [each for each in scorecard.ratings.select_related("criterion") if is_own]
    return {
        **heading(scorecard),
        "is_own": is_own,
        "evidence": found,
        "exhibits": shown_beside(user, scorecard),
        "is_alone": bool(found) and len(found[0].scorecards) == 1,
        "revisions": [
            (rating, revision[1] if revision and revision[0] == rating.pk else RevisionForm())
            for rating in sorted(rated, key=lambda each: each.criterion.position)
        ],
        "impression_form": ImpressionForm(initial={"value": scorecard.impression or ""}),
        "flag_form": RedFlagForm(),
        "people_told": queries.people_told(scorecard.application.opening_id),
        "own_flags": RedFlag.objects.filter(scorecard=scorecard).order_by("raised_at", "pk")
        if is_own
        else (),
    }


def heading(scorecard: Scorecard) -> dict[str, Any]:
    """Return what stands above every state of the page: who, what, when, where."""
    session = scorecard.session
    zone = session.station.day.time_zone if session else ""
    return {
        "scorecard": scorecard,
        "candidate": Known(name_for_marker(scorecard)),
        "opening": scorecard.application.opening,
        "stage": scorecard.stage,
        "kind": registry.get(scorecard.stage.kind),
        "span": clock.span(session.during.lower, session.during.upper, zone) if session else "",
        "on": clock.local(session.during.lower, zone).date() if session else None,
        "room": session.room if session else None,
    }


def names_in_words(people: list[Any]) -> str:
    """Join names as a sentence does: “Milan Mraz and Rosa Ruiz”."""
    names = [str(each) for each in people]
    if len(names) < 2:  # noqa: PLR2004
        return "".join(names)
    return _("%(names)s and %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}


def next_deadline(at: dt.datetime) -> dt.datetime:
    """Suggest when a marker should be done: at this hour in three days."""
    return (at + dt.timedelta(days=3)).replace(minute=0, second=0, microsecond=0)
