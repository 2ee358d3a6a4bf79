"""Pages of competencies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from interviews.competencies import access, actions, queries
from interviews.competencies.forms import CompetencyForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

LIST = "interviews:competency-list"


@require_GET
def competency_list(request: HttpRequest) -> HttpResponse:
    """Show all competencies by family, their anchors side by side."""
    context = {"page": queries.by_family(), "may_change": access.may_change(request.user)}
    return render(request, "interviews/competencies/list.html", context)


@require_http_methods(["GET", "POST"])
def competency_create(request: HttpRequest) -> HttpResponse:
    """Add a competency."""
    access.require_change(request.user)
    form = CompetencyForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            actions.create_competency(actor=request.user, at=timezone.now(), **form.cleaned_data)
        except actions.CompetencyExists as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, _("The competency is added; plans can rate it now."))
            return redirect(LIST)
    status = 422 if form.is_bound else 200
    return render(request, "interviews/competencies/form.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
def competency_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Reword a competency."""
    competency = access.get_competency_to_change(request.user, pk)
    form = CompetencyForm(request.POST or None, initial=CompetencyForm.of(competency))
    if form.is_bound and form.is_valid():
        try:
            actions.change_competency(
                competency_id=pk, actor=request.user, at=timezone.now(), **form.cleaned_data
            )
        except actions.CompetencyExists as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, _("“%(name)s” is saved.") % form.cleaned_data)
            return redirect(LIST)
    context = {"form": form, "competency": competency}
    status = 422 if form.is_bound else 200
    return render(request, "interviews/competencies/form.html", context, status=status)


@require_POST
def competency_retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer a competency no more."""
    competency = access.get_competency_to_change(request.user, pk)
    actions.retire_competency(competency_id=pk, actor=request.user, at=timezone.now())
    messages.success(request, _("“%(name)s” is retired.") % {"name": competency.name})
    return redirect(LIST)


@require_POST
def competency_restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer a retired competency again."""
    competency = access.get_competency_to_change(request.user, pk)
    actions.restore_competency(competency_id=pk, actor=request.user, at=timezone.now())
    messages.success(request, _("“%(name)s” is in use again.") % {"name": competency.name})
    return redirect(LIST)
