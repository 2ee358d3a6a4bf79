"""The host's page on a phone: channel, consent, the rule, and how far the guests' sheets are."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from interviews.days import clock
from interviews.days.models import Session
from interviews.shadowing import access, actions, bank, queries
from interviews.shadowing.forms import DeskForm, ItemForm
from interviews.stages import registry

PAGE = "interviews/shadowing/desk.html"


@never_cache
@require_http_methods(["GET", "POST"])
def desk_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The desk of a session; posting says who hosts, over what, and that consent was given."""
    if request.method != "POST":
        return _page(request, access.get_session(request.user, pk))
    session = access.get_session_to_host(request.user, pk)
    form = DeskForm(request.POST, people=_people(session))
    if not form.is_valid():
        return _page(request, session, form=form, status=422)
    actions.set_up_desk(session_id=pk, actor=request.user, at=timezone.now(), **form.cleaned_data)
    messages.success(request, _("Saved."))
    return redirect("interviews:desk-page", pk)


@require_POST
def desk_item_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a question of one's own to the quiz of this session."""
    session = access.get_session_to_host(request.user, pk)
    form = ItemForm(request.POST)
    if not hasattr(session, "desk"):
        form.add_error(None, _("Set up the desk first."))
    if not form.is_valid():
        return _page(request, session, item_form=form, status=422)
    try:
        actions.add_own_item(session_id=pk, draft=form.draft())
    except (actions.QuizBegun, actions.TooManyItems) as refusal:
        form.add_error(None, str(refusal))
        return _page(request, session, item_form=form, status=422)
    return redirect("interviews:desk-page", pk)


@require_POST
def desk_item_remove(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """Take a question away again."""
    session = access.get_session_to_host(request.user, pk)
    try:
        actions.remove_own_item(session_id=pk, item_id=item_pk)
    except actions.QuizBegun as refusal:
        return _page(request, session, refusal=str(refusal), status=422)
    return redirect("interviews:desk-page", pk)


def _people(session: Session) -> list[Any]:
    users = get_user_model().objects.filter(assignments__session=session)
    return list(users.order_by("name", "pk"))


def _page(
    request: HttpRequest,
    session: Session,
    *,
    form: DeskForm | None = None,
    item_form: ItemForm | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    desk = getattr(session, "desk", None)
    people = _people(session)
    initial = {"channel": "phone", "host_id": people[0].pk if people else None}
    if desk:
        initial = {
            "host_id": desk.host_id,
            "channel": desk.channel,
            "colleague": desk.colleague,
            "has_consent": desk.consent_at is not None,
        }
    zone = session.station.day.time_zone
    context = {
        "session": session,
        "desk": desk,
        "span": clock.span(session.during.lower, session.during.upper, zone),
        "on": clock.local(session.during.lower, zone).date(),
        "rule": bank.RULE,
        "kit": registry.get(session.station.stage.kind).kit,
        "guests": queries.guests_of(session),
        "items": desk.items.order_by("pk") if desk else (),
        "has_begun": queries.quiz_has_begun(session),
        "may_host": access.may_host(request.user, session),
        "form": form or DeskForm(initial=initial, people=people),
        "item_form": item_form or ItemForm(),
        "refusal": refusal,
    }
    return render(request, PAGE, context, status=status)
