"""The pages of openings: the list, the overview, changing them and their people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from candidates.history.queries import timeline
from candidates.openings import access, actions, panels, queries
from candidates.openings.forms import MemberForm, NewMemberForm, OpeningForm
from candidates.openings.models import Opening

if TYPE_CHECKING:
    from django import forms

UNPROCESSABLE = 422


@require_GET
def opening_list(request: HttpRequest) -> HttpResponse:
    """List the openings that the viewer may see."""
    sees_all = request.user.has_perm("candidates.see_every_opening")
    only_mine = request.GET.get("whose") == "mine"
    state = request.GET.get("state", "")
    page = request.GET.get("page", "1")[:4]
    number = max(int(page), 1) if page.isdecimal() else 1
    listing = queries.list_openings(
        request.user,
        only_mine=only_mine or not sees_all,
        state=state if state in Opening.State.values else "",
        page=number,
    )
    context = {
        "listing": listing,
        "sees_all": sees_all,
        "only_mine": only_mine,
        "state": state,
        "states": Opening.State.choices,
        "page": number,
        "may_create": request.user.has_perm("candidates.manage_openings"),
    }
    return render(request, "candidates/openings/list.html", context)


@require_http_methods(["GET", "POST"])
def opening_create(request: HttpRequest) -> HttpResponse:
    """Make a draft of an opening."""
    access.require_creator(request.user)
    zone = getattr(request.user, "time_zone", "UTC")
    form = OpeningForm(request.POST or None, initial={"time_zone": zone, "language": "en"})
    if request.method == "POST" and form.is_valid():
        opening = actions.create_opening(**form.cleaned_data, actor=request.user, at=timezone.now())
        messages.success(request, _("The draft is there. Look it over, then open it."))
        return redirect("candidates:opening-page", opening.slug)
    return _form_page(request, form, None)


@require_GET
def opening_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what an opening is, where its applications stand and who works on it."""
    opening = access.get_opening(request.user, slug)
    return _overview(request, opening)


@require_http_methods(["GET", "POST"])
def opening_change(request: HttpRequest, slug: str) -> HttpResponse:
    """Change an opening's description."""
    opening = access.get_opening(request.user, slug)
    access.require_recruiter(request.user, opening)
    form = OpeningForm(request.POST or None, instance=opening)
    if request.method == "POST" and form.is_valid():
        actions.change_opening(
            opening_id=opening.pk, **form.cleaned_data, actor=request.user, at=timezone.now()
        )
        messages.success(request, _("Saved."))
        return redirect("candidates:opening-page", slug)
    return _form_page(request, form, opening)


@require_POST
def opening_state(request: HttpRequest, slug: str) -> HttpResponse:
    """Open an opening for applications, or close it."""
    opening = access.get_opening(request.user, slug)
    access.require_recruiter(request.user, opening)
    if request.POST.get("state") == Opening.State.OPEN:
        actions.open_opening(opening_id=opening.pk, actor=request.user, at=timezone.now())
        messages.success(request, _("Open: it is on the careers page and people can apply."))
    elif request.POST.get("state") == Opening.State.CLOSED:
        actions.close_opening(opening_id=opening.pk, actor=request.user, at=timezone.now())
        messages.success(request, _("Closed: nobody new can apply. Who is in process goes on."))
    else:
        return _overview(request, opening, error=_("An opening is opened or closed."))
    return redirect("candidates:opening-page", slug)


@require_POST
def member_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Give a person a part in the opening."""
    opening = access.get_opening(request.user, slug)
    access.require_recruiter(request.user, opening)
    form = NewMemberForm(request.POST)
    if not form.is_valid():
        return _overview(request, opening, member_form=form)
    actions.add_member(
        opening_id=opening.pk, **form.cleaned_data, actor=request.user, at=timezone.now()
    )
    return redirect("candidates:opening-page", slug)


@require_POST
def member_remove(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a part in the opening away from a person."""
    opening = access.get_opening(request.user, slug)
    access.require_recruiter(request.user, opening)
    form = MemberForm(request.POST)
    if not form.is_valid():
        return _overview(request, opening, error=_("Nobody was named."))
    try:
        actions.remove_member(
            opening_id=opening.pk, **form.cleaned_data, actor=request.user, at=timezone.now()
        )
    except actions.LastRecruiter as error:
        return _overview(request, opening, error=str(error))
    return redirect("candidates:opening-page", slug)


def _form_page(request: HttpRequest, form: OpeningForm, opening: Opening | None) -> HttpResponse:
    status = UNPROCESSABLE if form.is_bound else 200
    # a bound model form has written what was typed onto its instance; the page's head has not
    shown = Opening.objects.get(pk=opening.pk) if opening and form.is_bound else opening
    context = {"form": form, "opening": shown}
    return render(request, "candidates/openings/form.html", context, status=status)


def _overview(
    request: HttpRequest,
    opening: Opening,
    *,
    member_form: forms.Form | None = None,
    error: str = "",
) -> HttpResponse:
    at = timezone.now()
    may_change = access.is_recruiter(request.user, opening)
    context: dict[str, Any] = {
        "opening": opening,
        "counts": panels.counts_for([opening])[opening.pk],
        "members": queries.members_of(opening),
        "panels": panels.panels_for(request, opening, at),
        "timeline": timeline(subject="opening", subject_key=opening.pk)[:20],
        "may_change": may_change,
        "member_form": (member_form or NewMemberForm()) if may_change else None,
        "error": error,
    }
    status = UNPROCESSABLE if member_form or error else 200
    return render(request, "candidates/openings/page.html", context, status=status)
