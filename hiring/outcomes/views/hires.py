"""Openings and their hires, one hire, and a supervisor's page."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from candidates.history.queries import timeline
from hiring.charter.models import Measure
from hiring.charter.queries import goals_of
from hiring.outcomes import access, pictures
from hiring.outcomes.actions.hires import HireChanged, change_hire
from hiring.outcomes.actions.reviews import AlreadyGiven, give_review
from hiring.outcomes.anchors import SCALES
from hiring.outcomes.forms import HireForm, ReviewForm
from hiring.outcomes.queries.ramp import followed, ramps_of
from hiring.outcomes.verbs import SUBJECT

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from hiring.accounts.models import User

LISTED = 50
form_page = require_http_methods(["GET", "POST"])


def _me(request: HttpRequest) -> User:
    return cast("User", request.user)


def _today(at: dt.datetime) -> dt.date:
    return timezone.localdate(at, dt.UTC)


@require_GET
def outcomes_list(request: HttpRequest) -> HttpResponse:
    """Every opening that one decides for and that somebody was hired in."""
    openings = access.openings_to_follow(request.user)
    context = {"rows": followed(openings, _today(timezone.now()))}
    return render(request, "hiring/outcomes/list.html", context)


@require_GET
def outcomes_opening(request: HttpRequest, slug: str) -> HttpResponse:
    """How an opening's newcomers come along, against the goals of the year."""
    opening = access.get_opening_to_follow(request.user, slug)
    today = _today(timezone.now())
    standing = ramps_of(request.user, opening, today)
    goals = pictures.with_defaults(goals_of(today.year))
    context = {
        "opening": opening,
        "standing": standing,
        "turnover_goal": goals.get(Measure.TURNOVER),
        "turnover": pictures.turnover_picture(standing.leavings, goals),
        "page": Paginator(standing.ramps, LISTED).get_page(request.GET.get("page")),
        "drawn": pictures.DRAWN,
        "ramp": pictures.ramp_picture(standing.ramps[: pictures.DRAWN], goals),
        "promoters": pictures.promoters_picture(standing.steps, goals),
        "satisfaction": pictures.satisfaction_picture(standing.steps, goals),
    }
    return render(request, "hiring/outcomes/opening.html", context)


@form_page
def outcomes_hire(request: HttpRequest, pk: int) -> HttpResponse:
    """One hire: what is known, what customers and supervisors said; and writing it down."""
    hire = access.get_hire(request.user, pk)
    data = request.POST if request.method == "POST" else None
    form = HireForm(data, initial=HireForm.of(hire))
    if form.is_bound and form.is_valid():
        try:
            change_hire(
                hire_id=hire.pk,
                facts=form.facts(),
                version=form.cleaned_data["version"],
                actor=_me(request),
                at=timezone.now(),
            )
        except HireChanged as refusal:
            form.add_error(None, str(refusal))
            fresh = access.get_hire(request.user, pk)
            form.data = {**form.data, "version": fresh.version}
        else:
            messages.success(request, _("It is written down."))
            return redirect("hiring:outcomes-hire", hire.pk)
    context = {
        "hire": hire,
        "form": form,
        "periods": hire.periods.order_by("during"),
        "reviews": hire.reviews.select_related("supervisor").order_by("after_days"),
        "history": timeline(subject=SUBJECT, subject_key=hire.pk),
    }
    status = 422 if form.is_bound else 200
    return render(request, "hiring/outcomes/hire.html", context, status=status)


@form_page
def outcomes_review(request: HttpRequest, pk: int) -> HttpResponse:
    """One page for whoever supervises a newcomer; read by those who decide there."""
    review = access.get_review(request.user, pk)
    is_mine = review.supervisor_id == request.user.pk
    data = request.POST if request.method == "POST" else None
    form = ReviewForm(data)
    if data is not None:
        access.require_supervisor(request.user, review)
    if form.is_bound and form.is_valid():
        try:
            give_review(
                review_id=review.pk, actor=_me(request), at=timezone.now(), **form.cleaned_data
            )
        except AlreadyGiven as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Thank you. It is kept as you said it today."))
            return redirect("hiring:outcomes-review", review.pk)
    context = {
        "review": review,
        "form": form,
        "is_mine": is_mine,
        "marks": [(scale, getattr(review, scale.name)) for scale in SCALES],
    }
    status = 422 if form.is_bound else 200
    return render(request, "hiring/outcomes/review.html", context, status=status)
