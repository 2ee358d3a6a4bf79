"""The pipeline of an opening: the board, the table, and moving many at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from candidates.applications import access, actions, cards, doors
from candidates.applications.forms import BulkForm, TableForm
from candidates.applications.models import OPEN_STATES, Application, State
from candidates.applications.queries import board, counts, page, sheet, table
from candidates.layout.keys import joined
from candidates.openings.access import get_opening

if TYPE_CHECKING:
    from collections.abc import Mapping

    from candidates.openings.models import Opening

UNPROCESSABLE = 422


@require_GET
def pipeline_board(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who stands where, the longest-waiting first."""
    return render_board(request, get_opening(request.user, slug))


def render_board(request: HttpRequest, opening: Opening, *, error: str = "") -> HttpResponse:
    """Draw the board, or only its columns for htmx; with an error it answers 422."""
    at = timezone.now()
    moved = request.GET.get("moved", "")
    may_move = access.is_mover(request.user, opening)
    shown = board.board_of(request.user, opening, at)
    context = {
        "opening": opening,
        "board": shown,
        "columns": [
            (column, cards.draw(column.cards, may_move=may_move)) for column in shown.columns
        ],
        "may_move": may_move,
        "undo": page.undo_of(request.user, moved) if moved else None,
        "error": error,
    }
    template = "candidates/applications/board.html"
    if request.htmx and not request.htmx.boosted:  # type: ignore[attr-defined]
        template += "#board"
    return render(request, template, context, status=UNPROCESSABLE if error else 200)


@require_GET
def pipeline_table(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the applications as lines: filtered, sorted, fifty a page; or as a file, all of them."""
    opening = get_opening(request.user, slug)
    if request.GET.get("format") == "csv":
        return _sheet(request, opening)
    return _render_table(request, opening, request.GET)


def _sheet(request: HttpRequest, opening: Opening) -> HttpResponse:
    """Give what the filters let through as a file."""
    at = timezone.now()
    form = TableForm(request.GET, sources=table.sources_of(opening))
    content = sheet.sheet_of(request.user, opening, form.choice(""), at)
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    name = f"{opening.slug}-{timezone.localdate(at):%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _render_table(
    request: HttpRequest, opening: Opening, said: QueryDict, *, bulk: BulkForm | None = None
) -> HttpResponse:
    at = timezone.now()
    form = TableForm(said, sources=table.sources_of(opening))
    choice = form.choice(said.get("after", ""))
    by_state = counts.counts_by_state([opening.pk])[opening.pk]
    shown = table.page_of(request.user, opening, choice, at)
    context: dict[str, Any] = {
        "opening": opening,
        "form": form,
        "choice": choice,
        "rows": shown.rows,
        "list": form.address(),
        "undo": page.undo_of(request.user, said.get("moved", "")) if "moved" in said else None,
        "undo_many": page.undo_of_many(request.user, said.get("step", ""), said.get("at", "")),
        "amount": sum(by_state[state] for state in choice.states) if choice.is_countable else None,
        "total": sum(by_state.values()),
        "columns": _columns(form, choice),
        "here": form.address(after=choice.after),
        "first_page": form.address() if choice.after else None,
        "next_page": form.address(after=shown.next_after) if shown.next_after else "",
        "may_move": access.is_mover(request.user, opening),
        "bulk": bulk,
        "chosen": set(bulk.data.getlist("application_ids")) if bulk else (),  # type: ignore[attr-defined]
        "targets": _targets(choice),
        "side_doors": doors.side_doors().values(),
        "beside": doors.side_doors_without_ticks(opening.slug),
    }
    status = UNPROCESSABLE if bulk else 200
    return render(request, "candidates/applications/table.html", context, status=status)


def _columns(form: TableForm, choice: table.Choice) -> dict[str, dict[str, str]]:
    """Return, for each column that sorts, how it is sorted now and the address that turns it."""
    columns = {}
    for name in table.SORTS:
        now = choice.sort == name
        turned = f"-{name}" if now and not choice.descending else name
        order = ("descending" if choice.descending else "ascending") if now else "none"
        columns[name] = {"order": order, "query": form.address(sort=turned)}
    return columns


def _targets(choice: table.Choice) -> list[State]:
    """Return where the rows shown may go without a reason: one step on or back."""
    return [state for state in OPEN_STATES if board.leads_to(choice.states, state)]


@require_POST
def pipeline_bulk(request: HttpRequest, slug: str) -> HttpResponse:
    """Move, decline or mark as done the ticked applications; say why one could not."""
    opening = get_opening(request.user, slug)
    access.require_mover(request.user, opening)
    here = QueryDict(request.POST.get("here", "")[:2000])
    form = BulkForm(request.POST)
    if not form.is_valid():
        return _render_table(request, opening, here, bulk=form)
    seen = Application.objects.filter(opening=opening)
    own = seen.filter(pk__in=form.cleaned_data.pop("application_ids"))
    at, keys = timezone.now(), list(own.values_list("pk", flat=True))
    door = doors.side_doors().get(form.cleaned_data["to"])
    if door is not None:
        return redirect(doors.address_of(door, slug, keys))
    try:
        outcome = actions.move_applications(
            application_ids=keys, **form.cleaned_data, actor=request.user, at=at
        )
    except actions.ReasonMissing as error:
        form.add_error("reason", str(error))
        return _render_table(request, opening, here, bulk=form)
    for sentence in outcome.refused:
        messages.warning(request, sentence)
    step = {"step": joined(keys), "at": at.isoformat()} if outcome.moved else {}
    return _to_table(slug, {**here.dict(), **step})


@require_POST
def pipeline_undo(request: HttpRequest, slug: str) -> HttpResponse:
    """Take back what was just done to several; whoever has gone on since stays."""
    opening = get_opening(request.user, slug)
    access.require_mover(request.user, opening)
    here = QueryDict(request.POST.get("here", "")[:2000])
    step = page.undo_of_many(request.user, request.POST.get("step", ""), request.POST.get("at", ""))
    if step is None:
        messages.warning(request, _("There is nothing to undo: all of them have gone on since."))
        return _to_table(slug, here.dict())
    own = Application.objects.filter(opening=opening, pk__in=step.keys)
    outcome = actions.undo_moves(
        application_ids=list(own.values_list("pk", flat=True)),
        moved_at=step.moved_at,
        actor=request.user,
        at=timezone.now(),
    )
    words = ngettext(
        "%(amount)d application is where it was.",
        "%(amount)d applications are where they were.",
        outcome.moved,
    )
    messages.success(request, words % {"amount": outcome.moved})
    for sentence in outcome.refused:
        messages.warning(request, sentence)
    return _to_table(slug, here.dict())


def _to_table(slug: str, query: Mapping[str, object]) -> HttpResponse:
    address = reverse("candidates:pipeline-table", args=[slug])
    return redirect(f"{address}?{urlencode(query)}" if query else address)
