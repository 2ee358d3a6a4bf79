"""The library of recorded calls, and which of them the candidates of an opening hear."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
    require_safe,
)

from candidates.files.serving import serve
from interviews.recordings.gate import SENTENCES
from interviews.shadowing import access, actions, queries
from interviews.shadowing.forms import (
    CallForm,
    ChosenCallsForm,
    write_items,
    write_transcript,
)


@require_GET
def recorded_call_list(request: HttpRequest) -> HttpResponse:
    """All calls that can be chosen."""
    access.require_reader(request.user)
    context = {"calls": queries.library(), "may_keep": access.may_keep_library(request.user)}
    return render(request, "interviews/shadowing/library.html", context)


@require_http_methods(["GET", "POST"])
def recorded_call_create(request: HttpRequest) -> HttpResponse:
    """Add a call to the library."""
    access.require_keeper(request.user)
    form = CallForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        call = actions.keep_call(call_id=None, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("The call is in the library."))
        return redirect("interviews:recorded-call-page", call.pk)
    if request.method == "POST" and not form.is_bound:
        form = CallForm({})
    status = 422 if request.method == "POST" else 200
    return render(request, "interviews/shadowing/call_form.html", {"form": form}, status=status)


@require_GET
def recorded_call_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A call: its sound, transcript and questions."""
    call = access.get_call(request.user, pk)
    context = {
        "call": call,
        "passages": queries.passages_of(call),
        "items": call.items.order_by("pk"),
        "may_keep": access.may_keep_library(request.user),
        "refusal": SENTENCES.get(call.refused_code, "") if call.refused_code else "",
    }
    return render(request, "interviews/shadowing/call_page.html", context)


@require_http_methods(["GET", "POST"])
def recorded_call_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a call's words, questions or sound."""
    access.require_keeper(request.user)
    call = access.get_call(request.user, pk)
    initial = {
        "title": call.title,
        "channel": call.channel,
        "origin": call.origin,
        "is_synthesized": call.is_synthesized,
        "lines": write_transcript(call),
        "items": write_items(call),
    }
    is_post = request.method == "POST"
    form = CallForm(
        request.POST if is_post else None, request.FILES if is_post else None, initial=initial
    )
    if is_post and form.is_valid():
        actions.keep_call(call_id=pk, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("interviews:recorded-call-page", pk)
    context = {"form": form, "call": call}
    status = 422 if is_post else 200
    return render(request, "interviews/shadowing/call_form.html", context, status=status)


@require_POST
def recorded_call_retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a call out of the library."""
    access.require_keeper(request.user)
    call = access.get_call(request.user, pk)
    actions.retire_call(call_id=call.pk, at=timezone.now())
    messages.success(request, _("Retired. Who was given it still hears it."))
    return redirect("interviews:recorded-call-list")


@require_safe
def recorded_call_sound(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The sound of a call; that it was sent is written down."""
    call = access.get_call(request.user, pk)
    if call.file is None:
        raise Http404
    return serve(request, call.file, at=timezone.now(), inline=True)


@require_http_methods(["GET", "POST"])
def opening_calls(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose which recorded calls the remote candidates of an opening hear."""
    opening = access.get_opening_to_choose_for(request.user, slug)
    calls = list(queries.library())
    chosen = [call.pk for call in queries.chosen_calls(opening.pk)]
    is_post = request.method == "POST"
    form = ChosenCallsForm(
        request.POST if is_post else None, calls=calls, initial={"call_ids": chosen}
    )
    if is_post and form.is_valid():
        actions.choose_calls(
            opening_id=opening.pk,
            call_ids=form.cleaned_data["call_ids"],
            actor=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("Saved."))
        return redirect("candidates:opening-page", slug)
    context = {"opening": opening, "form": form, "calls": calls}
    status = 422 if is_post else 200
    return render(request, "interviews/shadowing/choose.html", context, status=status)


@require_POST
def calls_offer(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a remote candidate the opening's recorded calls."""
    application = access.get_application_to_offer(request.user, pk)
    try:
        actions.offer_recorded_calls(application_id=pk, actor=request.user, at=timezone.now())
    except (actions.NoCallsChosen, actions.NotShadowing) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The calls are on the candidate's page now."))
    return redirect("candidates:application-page", application.pk)
