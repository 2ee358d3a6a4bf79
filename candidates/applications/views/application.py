"""The page of one application: moving it, reopening it, its documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from candidates.applications import access, actions, doors, panels, strip
from candidates.applications.forms import DocumentForm, MoveForm, TableForm
from candidates.applications.models import State
from candidates.applications.overdue import is_overdue
from candidates.applications.queries import page, people, table
from candidates.applications.views.pipeline import UNPROCESSABLE, render_board
from candidates.files.serving import serve
from candidates.layout.keys import is_key

LONGEST_LIST = 2000

if TYPE_CHECKING:
    import datetime as dt

    from django.http.response import HttpResponseBase

    from candidates.applications.models import Application


@require_GET
def application_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show everything about one application that this floor knows, and what higher floors add."""
    return _render_page(request, access.get_application(request.user, pk))


def _render_page(
    request: HttpRequest,
    application: Application,
    *,
    document_form: DocumentForm | None = None,
) -> HttpResponse:
    at = timezone.now()
    facts = panels.facts_for(request.user, [application.pk], at)[application.pk]
    moved = request.GET.get("moved", "")
    context: dict[str, Any] = {
        "application": application,
        "opening": application.opening,
        "candidate": application.candidate,
        "exits": page.exits_from(State(application.state)),
        "may_move": access.is_mover(request.user, application.opening),
        "is_overdue": is_overdue(application.state, application.state_since_at, at),
        "facts": facts,
        "strip": strip.draw(facts.strip, get_language()),
        "documents": application.documents.select_related("file").order_by("added_at", "pk"),
        "document_form": document_form or DocumentForm(),
        "panels": panels.panels_at_once(request, application, at),
        "further": panels.anything_follows(),
        "timeline": page.timeline_of(application),
        "others": people.others_of(request.user, application, at),
        "undo": page.undo_of(request.user, moved) if moved else None,
        **_list_around(request, application, at),
        "side_doors": [
            (door, doors.address_of(door, application.opening.slug, [application.pk]))
            for door in doors.side_doors().values()
        ],
        "now": at,
    }
    status = UNPROCESSABLE if document_form else 200
    return render(request, "candidates/applications/page.html", context, status=status)


def _list_around(request: HttpRequest, application: Application, at: dt.datetime) -> dict[str, Any]:
    """Return the list through which somebody goes page by page, as its address says it, and who
    stands beside this application there; nothing for whoever came another way."""
    if "list" not in request.GET:
        return {}
    said = QueryDict(request.GET["list"][:LONGEST_LIST])
    form = TableForm(said, sources=said.getlist("source"))
    beside = table.beside(application.opening, form.choice(""), application, at)
    return {"list": form.address(), "walks": True, "before": beside.before, "then": beside.after}


@require_GET
def application_further(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what comes after what is looked at first: as a page, or to be put into that page."""
    application = access.get_application(request.user, pk)
    context = {
        "application": application,
        "opening": application.opening,
        "candidate": application.candidate,
        "panels": panels.panels_that_follow(request, application, timezone.now()),
    }
    template = "candidates/applications/further.html"
    if request.htmx and not request.htmx.boosted:  # type: ignore[attr-defined]
        template += "#further"
    return render(request, template, context)


@require_http_methods(["GET", "POST"])
def application_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer the moves of an application, as a page or as a card's menu; make one of them."""
    application = access.get_application(request.user, pk)
    access.require_mover(request.user, application.opening)
    if request.method == "GET":
        return _render_moves(request, application, MoveForm(initial=request.GET.dict()))
    form = MoveForm(request.POST)
    if not form.is_valid():
        return _refuse(
            request, application, form, " ".join(map(str, form.errors.get("reason", [])))
        )
    try:
        actions.move_in_pipeline(
            application_id=pk, **form.cleaned_data, actor=request.user, at=timezone.now()
        )
    except actions.ReasonMissing as error:
        form.add_error("reason", str(error))
        return _refuse(request, application, form, str(error))
    except (actions.IllegalMove, actions.HasOwnPage, actions.AlreadyApplied) as error:
        form.add_error(None, str(error))
        return _refuse(request, access.get_application(request.user, pk), form, str(error))
    return _back(request, application)


def _refuse(
    request: HttpRequest, application: Application, form: MoveForm, sentence: str
) -> HttpResponse:
    """Say no with 422: above the board for a card that was dragged, else on the page of moves,
    which keeps what was typed."""
    if request.htmx and request.POST.get("origin") == "board":  # type: ignore[attr-defined]
        sentence = sentence or str(form.errors.as_text())
        return render_board(request, application.opening, error=sentence)
    return _render_moves(request, application, form)


def _render_moves(request: HttpRequest, application: Application, form: MoveForm) -> HttpResponse:
    context = {
        "application": application,
        "opening": application.opening,
        "exits": page.exits_from(State(application.state)),
        "form": form,
        "origin": request.POST.get("origin") or request.GET.get("origin", ""),
        "walks": "list" in request.POST,
        "list": request.POST.get("list", ""),
        "then": request.POST.get("then", ""),
    }
    template = "candidates/applications/move.html"
    swaps = request.htmx and not request.htmx.boosted  # type: ignore[attr-defined]
    if swaps and request.method == "GET":
        template += "#menu"
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, template, context, status=status)


def _back(request: HttpRequest, application: Application) -> HttpResponse:
    """Go back to where the move was made, or on to who comes next in the list that somebody goes
    through; the page there offers to undo it."""
    query = {"moved": str(application.pk)}
    pk = application.pk
    if walks := "list" in request.POST:
        query["list"] = request.POST["list"][:LONGEST_LIST]
        then = request.POST.get("then", "")
        pk = int(then) if is_key(then) else 0
    if request.POST.get("origin") == "board":
        address = reverse("candidates:pipeline-board", args=[application.opening.slug])
    elif walks and not pk:
        address = reverse("candidates:pipeline-table", args=[application.opening.slug])
        query = {**QueryDict(query.pop("list")).dict(), **query}
    else:
        address = reverse("candidates:application-page", args=[pk])
    response = redirect(f"{address}?{urlencode(query)}")
    response.status_code = 303
    return response


@require_POST
def application_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a decline back."""
    application = access.get_application(request.user, pk)
    access.require_mover(request.user, application.opening)
    try:
        actions.reopen_application(
            application_id=pk,
            actor=request.user,
            at=timezone.now(),
            reason=request.POST.get("reason", "").replace("\x00", "")[:2000],
        )
    except (actions.IllegalMove, actions.AlreadyApplied) as error:
        form = MoveForm({"to": State.SCREENING})
        form.add_error(None, str(error))
        return _render_moves(request, application, form)
    return _back(request, application)


@require_GET
def document(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Serve a document: in the browser where it can be shown there, or with ?download to keep."""
    found = access.get_document(request.user, pk)
    return serve(request, found.file, at=timezone.now(), inline="download" not in request.GET)


@require_POST
def document_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a document beside an application."""
    application = access.get_application(request.user, pk)
    access.require_mover(request.user, application.opening)
    form = DocumentForm(request.POST, request.FILES)
    if not form.is_valid():
        return _render_page(request, application, document_form=form)
    actions.add_document(
        application_id=pk, **form.cleaned_data, actor=request.user, at=timezone.now()
    )
    messages.success(request, _("The document is there."))
    return redirect("candidates:application-page", pk)
